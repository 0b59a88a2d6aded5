/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pointing at the canvas does: a click selects what is there, or lets the node go whose sign "ready" it hits; the other button
 * opens the menu of a node or a link; resting there tells what it is. Messages and links lie below the nodes; signs, and the message
 * that is selected, above them. */

#pragma once

#include "app/marks.h"
#include "app/painter.h"

typedef struct _ZoePointing ZoePointing;

/* What there is to point at. All are borrowed and must outlive the pointing; scene and session may change, to NULL as well. */
typedef struct
{
  GtkWidget         *widget;
  ZoePainter        *painter;
  ZoeMarks          *marks;
  const ZoeViewport *viewport;
} ZoePointingTarget;

ZoePointing *zoe_pointing_new       (const ZoePointingTarget *target);
void         zoe_pointing_free      (ZoePointing *pointing);
void         zoe_pointing_set_scene (ZoePointing *pointing, ZoeScene *scene, ZoeSession *session);
void         zoe_pointing_allocate  (ZoePointing *pointing);

/* By the keyboard: the menu of the node, or, if that is 0, of the selected node or link. */
void         zoe_pointing_open_menu (ZoePointing *pointing, guint node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoePointing, zoe_pointing_free)
