/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which way messages flow between the blocks of a scenario: who stands left of whom, and what hangs together. */

#pragma once

#include "graph/block.h"

typedef struct
{
  guint left, right;    /* blocks; what goes round in circles is cut */
  guint n_links;
} ZoeStream;

typedef struct
{
  GArray *streams;      /* (element-type ZoeStream) */
  guint  *part_of_block;
  guint   n_parts;      /* what no stream joins; clusters are not taken apart */
} ZoeFlow;

ZoeFlow *zoe_flow_new       (ZoeScenario *scenario, GPtrArray *blocks, const guint *block_of_node);
void     zoe_flow_free      (ZoeFlow *flow);
guint    zoe_flow_find_top  (ZoeScenario *scenario, guint cluster);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeFlow, zoe_flow_free)
