/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times to places on a line and back, and where the ticks go. */

#pragma once

#include "model/span.h"

typedef struct
{
  ZoeSpan span;
  double  width;          /* pixels */
} ZoeTimeAxis;

#define ZOE_SPAN_MIN_NS 1000

double   zoe_time_axis_to_x       (const ZoeTimeAxis *axis, gint64 time_ns);
gint64   zoe_time_axis_to_time    (const ZoeTimeAxis *axis, double x);
gint64   zoe_time_axis_get_step   (const ZoeTimeAxis *axis, double least_pixels);
char    *zoe_time_axis_dup_label  (gint64 time_ns, gint64 step_ns);

/* A span zoomed about a time, or moved, inside 0 .. end_ns. */
ZoeSpan  zoe_span_zoom            (ZoeSpan span, double factor, gint64 about_ns, gint64 end_ns);
ZoeSpan  zoe_span_move            (ZoeSpan span, gint64 by_ns, gint64 end_ns);
