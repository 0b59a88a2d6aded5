/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One attribute of a node statement: start, a parameter of the role, or a socket's option. */

#pragma once

#include "graph/draft.h"
#include "model/scenario.h"

void zoe_node_attribute_read (ZoeDraftNode *node, const ZoeRole *role, ZoeDraftAttribute *attribute,
                              ZoeNodeSpec *spec, ZoeSocketSpec *socket, ZoeMistakes *mistakes);
