/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is under way at the play head, without asking the trace for each picture: the flights of a stretch of time ahead are
 * read once, and each picture picks its own from them. */

#pragma once

#include "trace/recording.h"

typedef struct _ZoeFlightWindow ZoeFlightWindow;

ZoeFlightWindow *zoe_flight_window_new    (void);
void             zoe_flight_window_free   (ZoeFlightWindow *window);
void             zoe_flight_window_forget (ZoeFlightWindow *window);

/* Sent at or before the event, not received at or before it. (transfer none) (element-type ZoeFlight), until the next call. */
GArray          *zoe_flight_window_pick   (ZoeFlightWindow *window, ZoeRecording *recording, gint64 time_ns, guint64 sequence,
                                           gint64 ahead_ns);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeFlightWindow, zoe_flight_window_free)
