/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The time line: how much happened when, where the run is, where one looks. Click or drag moves the play head; scroll zooms
 * about the pointer; Shift and drag, or scrolling sideways, moves the stretch shown. */

#pragma once

#include <gtk/gtk.h>

#include "app/session.h"

#define ZOE_TYPE_TIMELINE (zoe_timeline_get_type ())
G_DECLARE_FINAL_TYPE (ZoeTimeline, zoe_timeline, ZOE, TIMELINE, GtkWidget)

/* Property: session (ZoeSession, writable).
 * Actions of the class: timeline.zoom-in, timeline.zoom-out, timeline.zoom-fit (keys + - 0 while it has the focus). */

GtkWidget *zoe_timeline_new         (ZoeSession *session);
void       zoe_timeline_set_session (ZoeTimeline *timeline, ZoeSession *session);
