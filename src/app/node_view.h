/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One node on the canvas: its name, what it does just now, its sockets with their types and counts, and what it shows. */

#pragma once

#include <gtk/gtk.h>

#include "model/scenario.h"
#include "trace/damage.h"
#include "trace/moment.h"

typedef enum
{
  ZOE_DETAIL_ALL,
  ZOE_DETAIL_BRIEF,     /* one line: the name, the sockets' types if they are few, how much was received and sent */
  ZOE_DETAIL_NAME,      /* likewise, without the sockets */
  ZOE_N_DETAILS
} ZoeDetail;

#define ZOE_TYPE_NODE_VIEW (zoe_node_view_get_type ())
G_DECLARE_FINAL_TYPE (ZoeNodeView, zoe_node_view, ZOE, NODE_VIEW, GtkWidget)

/* Signals:
 *   chosen (uint socket)   a click, Return or space; the socket that was clicked, or 0 */

GtkWidget *zoe_node_view_new          (ZoeScenario *scenario, guint node);
guint      zoe_node_view_get_node     (ZoeNodeView *view);
void       zoe_node_view_update       (ZoeNodeView *view, ZoeMoment *moment, const ZoeNodeDamage *damage,
                                       gint64 time_ns);
double     zoe_node_view_locate_socket (ZoeNodeView *view, guint socket);
void       zoe_node_view_set_selected (ZoeNodeView *view, gboolean selected, guint socket);
void       zoe_node_view_set_detail   (ZoeNodeView *view, ZoeDetail detail);
void       zoe_node_view_set_dark     (ZoeNodeView *view, gboolean dark);

/* As a screen reader says it: "worker-2, worker, working, 17 received". */
char      *zoe_node_view_dup_label    (ZoeNodeView *view);
