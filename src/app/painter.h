/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paints what the canvas shows besides its nodes: clusters and links, which stand still and are drawn once, and messages, which
 * are placed anew whenever the play head moves. */

#pragma once

#include <gtk/gtk.h>

#include "app/scene.h"
#include "app/session.h"
#include "app/viewport.h"

typedef struct _ZoePainter ZoePainter;

ZoePainter   *zoe_painter_new            (GtkWidget *widget, gboolean dark);
void          zoe_painter_free           (ZoePainter *painter);
void          zoe_painter_set_scene      (ZoePainter *painter, ZoeScene *scene);
void          zoe_painter_set_dark       (ZoePainter *painter, gboolean dark);
void          zoe_painter_mark_link      (ZoePainter *painter, guint link);
void          zoe_painter_set_viewport   (ZoePainter *painter, const ZoeViewport *viewport);
void          zoe_painter_update         (ZoePainter *painter, ZoeSession *session, const ZoeViewport *viewport);

/* From below to above: links, messages, [nodes], numbers and the selected message. */
void          zoe_painter_snapshot_below    (ZoePainter *painter, GtkSnapshot *snapshot);
void          zoe_painter_snapshot_messages (ZoePainter *painter, GtkSnapshot *snapshot);
void          zoe_painter_snapshot_above    (ZoePainter *painter, GtkSnapshot *snapshot);

ZoeMessageId  zoe_painter_find_message   (ZoePainter *painter, double x, double y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoePainter, zoe_painter_free)
