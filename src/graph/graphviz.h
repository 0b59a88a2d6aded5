/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Graphviz itself: its context, and its complaints caught. Main thread only. */

#pragma once

#include <glib.h>
#include <graphviz/gvc.h>

gboolean zoe_graphviz_lay_out     (Agraph_t *graph, GError **error);
void     zoe_graphviz_free_layout (Agraph_t *graph);
GBytes  *zoe_graphviz_draw        (Agraph_t *graph, const char *format, GError **error);
