/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is under way at the play head, and what has just arrived, without asking the trace for each picture: the flights of a
 * stretch of time are read once, and each picture picks its own from them. */

#pragma once

#include "trace/recording.h"

/* Flights in one picture at most; more than that nobody tells apart. */
#define ZOE_FLIGHT_WINDOW_SIZE 5000

typedef struct _ZoeFlightWindow ZoeFlightWindow;

ZoeFlightWindow *zoe_flight_window_new    (void);
void             zoe_flight_window_free   (ZoeFlightWindow *window);
void             zoe_flight_window_forget (ZoeFlightWindow *window);

/* Reads what pictures about this time need, if it has not been read yet. */
void             zoe_flight_window_look   (ZoeFlightWindow *window, ZoeRecording *recording, gint64 time_ns, gint64 behind_ns,
                                           gint64 ahead_ns);

/* Sent at or before the event, not received at or before it. (transfer none) (element-type ZoeFlight), until the next call. */
GArray          *zoe_flight_window_pick   (ZoeFlightWindow *window, guint64 sequence);

/* Received at or before the event, and after the time or the other event. (transfer none) (element-type ZoeFlight) */
GArray          *zoe_flight_window_pick_arrived (ZoeFlightWindow *window, guint64 sequence, gint64 after_ns, guint64 after_sequence);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeFlightWindow, zoe_flight_window_free)
