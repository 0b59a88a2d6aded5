/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The graph, with messages moving on its links. Nodes are real child widgets; links and messages are drawn. While the play head
 * plays, the canvas is what calls zoe_session_advance(), once a frame. */

#pragma once

#include <gtk/gtk.h>

#include "app/session.h"

#define ZOE_TYPE_CANVAS (zoe_canvas_get_type ())
G_DECLARE_FINAL_TYPE (ZoeCanvas, zoe_canvas, ZOE, CANVAS, GtkWidget)

/* Property: session (ZoeSession, writable).
 * Actions of the class: canvas.zoom-in, canvas.zoom-out, canvas.zoom-fit (keys + - 0 while it has the focus). */

GtkWidget *zoe_canvas_new         (ZoeSession *session);
void       zoe_canvas_set_session (ZoeCanvas *canvas, ZoeSession *session);
void       zoe_canvas_zoom_by     (ZoeCanvas *canvas, double factor);
void       zoe_canvas_zoom_fit    (ZoeCanvas *canvas);
