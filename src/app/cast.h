/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The nodes' widgets on the canvas, all of them: who plays in the scenario. Each is a ZoeNodeView and a child of the canvas; where
 * they stand is handed in. */

#pragma once

#include <gtk/gtk.h>

#include "app/node_view.h"
#include "app/viewport.h"
#include "graph/layout.h"

typedef struct _ZoeCast ZoeCast;

/* A node was chosen, or one of its sockets; socket 0: the node itself. */
typedef void (*ZoeCastFunc) (guint node, guint socket, gpointer data);

ZoeCast *zoe_cast_new          (GtkWidget *parent, ZoeCastFunc chosen, gpointer data);
void     zoe_cast_free         (ZoeCast *cast);
void     zoe_cast_set_scenario (ZoeCast *cast, ZoeScenario *scenario);
void     zoe_cast_set_dark     (ZoeCast *cast, gboolean dark);
void     zoe_cast_set_detail   (ZoeCast *cast, ZoeDetail detail);
void     zoe_cast_set_selected (ZoeCast *cast, guint node, guint socket);
void     zoe_cast_update       (ZoeCast *cast, ZoeMoment *moment, ZoeDamage *damage, gint64 time_ns);
void     zoe_cast_measure      (ZoeCast *cast, guint node, double *ret_width, double *ret_height);
double   zoe_cast_locate_socket (ZoeCast *cast, guint node, guint socket);
void     zoe_cast_allocate     (ZoeCast *cast, const ZoeLayout *layout, const ZoeViewport *viewport);
void     zoe_cast_snapshot     (ZoeCast *cast, GtkSnapshot *snapshot);
guint    zoe_cast_get_focus    (ZoeCast *cast);
void     zoe_cast_set_focus    (ZoeCast *cast, guint node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeCast, zoe_cast_free)
