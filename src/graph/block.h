/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The nodes of one statement (worker-1 .. worker-40), placed as one thing: a column in the order of their numbers, or several
 * columns where one would be too long. Between the rows of several columns there is room for the links of those behind. */

#pragma once

#include "graph/layout.h"

typedef struct
{
  guint   first;        /* the lowest number: what blocks are sorted by */
  guint   cluster;      /* as in the node's spec */
  GArray *nodes;        /* (element-type guint): numbers, ascending */
  guint   n_ways;       /* links of the node that has most */
  double  card_width;   /* of the widest */
  double  card_height;
  guint   n_rows;
  double  row_pitch;
  ZoeBox  box;
} ZoeBlock;

GPtrArray *zoe_blocks_new          (ZoeScenario *scenario, guint **ret_block_of_node);
void       zoe_block_fold          (ZoeBlock *block, guint most_rows);
void       zoe_block_measure       (ZoeBlock *block, ZoeBox *nodes);
void       zoe_block_place_nodes   (const ZoeBlock *block, ZoeBox *nodes);
