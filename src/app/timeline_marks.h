/* SPDX-License-Identifier: GPL-3.0-or-later */
/* On the time line: where something was broken or mended, where time was held, and what the clock jumped over. */

#pragma once

#include <gtk/gtk.h>

#include "app/time_axis.h"
#include "trace/damage.h"

void  zoe_timeline_marks_snapshot  (ZoeDamage *damage, const ZoeTimeAxis *axis, GtkWidget *widget, GtkSnapshot *snapshot,
                                    double left, double top, double height);

/* What is marked within some pixels of a place on the axis; NULL: nothing. (transfer full) */
char *zoe_timeline_marks_dup_text  (ZoeDamage *damage, const ZoeTimeAxis *axis, double x, double tolerance);
