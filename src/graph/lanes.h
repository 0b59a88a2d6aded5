/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lanes in which links pass between nodes: where there is room, and which are taken already. */

#pragma once

#include "graph/end.h"

#define ZOE_CLEAR      4.0     /* between a link and a node it passes */
#define ZOE_LANE_PITCH 8.0     /* between links side by side */

/* A link from its left end to its right one, or a bow from its upper end to its lower one. */
typedef struct
{
  guint    link;
  guint    from_node, to_node;
  ZoeEnd   from, to;
  gboolean turned;            /* from the head to the tail */
  gboolean bow;
  double   span;
} ZoeWay;

/* A lane that is taken, y from x to x; or a bow, x from y to y. */
typedef struct
{
  double at, begin, end;
  guint  from_node, to_node;
} ZoeLane;

typedef enum
{
  ZOE_MANNER_ALONE,          /* in a lane of one's own, if it is near */
  ZOE_MANNER_BUNDLED,        /* or in one with links that have one end in common */
  ZOE_MANNER_CROWDED,
  ZOE_N_MANNERS
} ZoeManner;

typedef struct
{
  const ZoeLayout *layout;
  GArray          *taken;     /* (element-type ZoeLane) */
  guint           *n_ways;    /* by node: how many links it has */
} ZoeLanes;

void     zoe_lanes_init        (ZoeLanes *lanes, const ZoeLayout *layout);
void     zoe_lanes_clear       (ZoeLanes *lanes);
GArray  *zoe_lanes_find        (ZoeLanes *lanes, const ZoeWay *way);
gboolean zoe_lanes_find_column (ZoeLanes *lanes, const ZoeWay *way, double x, double *ret_begin, double *ret_end);
double   zoe_lanes_find_gap    (ZoeLanes *lanes, const ZoeWay *way, double begin, double end, double y);
gboolean zoe_lane_is_taken     (const GArray *taken, const ZoeLane *wanted, ZoeManner manner);
