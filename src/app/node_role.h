/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a node is, also where its scenario comes from a trace: there roles are mere names, and the trace's own parts know none. */

#pragma once

#include "model/scenario.h"

/* NULL: this program has no such role. */
const ZoeRole *zoe_node_role_find (ZoeNodeSpec *node);
