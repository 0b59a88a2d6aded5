/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What holding and breaking looks like on the canvas: which node goes next, which stand ready, which are dead or frozen; links that
 * are cut, held or slowed. */

#pragma once

#include <gtk/gtk.h>

#include "app/scene.h"
#include "app/session.h"
#include "app/viewport.h"

typedef struct _ZoeMarks ZoeMarks;

ZoeMarks *zoe_marks_new            (GtkWidget *widget);
void      zoe_marks_free           (ZoeMarks *marks);
void      zoe_marks_update         (ZoeMarks *marks, ZoeScene *scene, ZoeSession *session);
void      zoe_marks_snapshot_below (ZoeMarks *marks, GtkSnapshot *snapshot, const ZoeViewport *viewport);
void      zoe_marks_snapshot_above (ZoeMarks *marks, GtkSnapshot *snapshot, const ZoeViewport *viewport);

/* The node whose sign "ready" is there; 0: none. */
guint     zoe_marks_find_ready     (ZoeMarks *marks, const ZoeViewport *viewport, double x, double y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeMarks, zoe_marks_free)
