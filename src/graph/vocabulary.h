/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words a scenario may use: its own attributes of the graph, of nodes and of edges; and those of Graphviz, which only
 * change how other programs draw it. */

#pragma once

#include "model/role.h"

const ZoeRoleParameter *zoe_vocabulary_graph       (void);
const ZoeRoleParameter *zoe_vocabulary_node        (void);
const ZoeRoleParameter *zoe_vocabulary_edge        (void);
const ZoeRoleParameter *zoe_vocabulary_find        (const ZoeRoleParameter *words, const char *name);
gboolean                zoe_vocabulary_is_graphviz (const char *name);
