/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much happened when, as bars over a stretch of time. Read from the recording when the stretch or the recording changes, drawn
 * once, and used for each picture. */

#pragma once

#include <gtk/gtk.h>

#include "app/time_axis.h"
#include "trace/recording.h"

typedef struct _ZoeDensity ZoeDensity;

ZoeDensity *zoe_density_new       (GtkWidget *widget);
void        zoe_density_free      (ZoeDensity *density);
void        zoe_density_read      (ZoeDensity *density, ZoeRecording *recording, const ZoeTimeAxis *axis, double height);
void        zoe_density_redraw    (ZoeDensity *density);

/* The bars begin at the snapshot's origin; up to played, pixels, they are darker. */
void        zoe_density_snapshot  (ZoeDensity *density, GtkSnapshot *snapshot, double played);

/* 0 .. 1: how high a bar is. */
double      zoe_density_get_share (guint64 count, guint64 densest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeDensity, zoe_density_free)
