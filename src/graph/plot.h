/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One part of a scenario that hangs together, placed on its own by Graphviz: blocks in columns, each stream from left to right. */

#pragma once

#include "graph/flow.h"

typedef struct
{
  GPtrArray *blocks;        /* (element-type ZoeBlock), borrowed: their boxes lie in 0,0 .. width,height */
  GArray    *clusters;      /* (element-type guint): indices of those with boxes */
  double     width, height;
} ZoePlot;

ZoePlot *zoe_plot_new        (ZoeScenario *scenario, GPtrArray *blocks, ZoeFlow *flow, guint part, const char *direction,
                              ZoeBox *clusters, GError **error);
void     zoe_plot_free       (ZoePlot *plot);
void     zoe_plot_move       (ZoePlot *plot, double dx, double dy, ZoeBox *clusters);
void     zoe_plot_wrap       (ZoePlot *plot, guint n_rows);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoePlot, zoe_plot_free)
