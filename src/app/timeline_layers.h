/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the time line shows over its bars, layer by layer: the axis with its times, the way of the selected message, the two heads. */

#pragma once

#include <gtk/gtk.h>

#include "app/time_axis.h"

/* Where on the widget things lie. */
typedef struct
{
  GtkWidget         *widget;   /* for colours and fonts */
  const ZoeTimeAxis *axis;
  double             left;     /* of the axis */
  double             top;      /* of the bars; the play head's handle lies above */
  double             height;   /* of the bars; the times stand below */
} ZoeTimelineArea;

double zoe_timeline_area_get_x        (const ZoeTimelineArea *area, gint64 time_ns);
void   zoe_timeline_area_append_line  (const ZoeTimelineArea *area, GtkSnapshot *snapshot);
void   zoe_timeline_area_append_axis  (const ZoeTimelineArea *area, GtkSnapshot *snapshot);
void   zoe_timeline_area_append_way   (const ZoeTimelineArea *area, GtkSnapshot *snapshot, ZoeSpan way, gboolean open);
void   zoe_timeline_area_append_run   (const ZoeTimelineArea *area, GtkSnapshot *snapshot, gint64 time_ns);
void   zoe_timeline_area_append_play  (const ZoeTimelineArea *area, GtkSnapshot *snapshot, gint64 time_ns);
