/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where Graphviz puts a scenario's nodes, clusters and links. Units are those of the sizes handed in (pixels, for the
 * window); y grows downward; everything lies in 0,0 .. width,height. Main thread only. */

#pragma once

#include "model/scenario.h"

typedef struct
{
  double x, y;
} ZoePoint;

typedef struct
{
  double x, y, width, height;   /* x, y: the upper left corner */
} ZoeBox;

typedef struct
{
  guint     n_points;           /* 1 + 3n: a start and n cubic Bezier pieces, from the tail's box to the head's */
  ZoePoint *points;
} ZoeRoute;

typedef struct
{
  double     width, height;
  ZoeBox    *nodes;             /* by number, from 1; [0] is unused */
  ZoeBox    *clusters;          /* by index, from 0 */
  ZoeRoute  *links;             /* by number, from 1 */
  guint      n_nodes, n_clusters, n_links;
} ZoeLayout;

typedef void (*ZoeMeasureNode) (guint node, double *ret_width, double *ret_height, gpointer data);

/* Where the row of a socket is, from the upper edge of its node; < 0: the node shows none. */
typedef double (*ZoeLocateSocket) (guint socket, gpointer data);

ZoeLayout *zoe_layout_new         (ZoeScenario *scenario, ZoeMeasureNode measure, ZoeLocateSocket locate, gpointer data,
                                   GError **error);
void       zoe_layout_free        (ZoeLayout *layout);
ZoePoint   zoe_route_get_point    (const ZoeRoute *route, double at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeLayout, zoe_layout_free)
