/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A trace, read only: what happened. It may still be growing. Main thread only. */

#pragma once

#include <glib-object.h>

#include "model/event.h"
#include "model/scenario.h"
#include "model/span.h"
#include "trace/flight.h"
#include "trace/moment.h"

#define ZOE_TYPE_RECORDING (zoe_recording_get_type ())
G_DECLARE_FINAL_TYPE (ZoeRecording, zoe_recording, ZOE, RECORDING, GObject)

/* Properties: n-events (uint64), duration (int64, ns), complete (boolean): notified by zoe_recording_refresh(). */

ZoeRecording *zoe_recording_open            (const char *path, GError **error);
gboolean      zoe_recording_refresh         (ZoeRecording *recording, GError **error);

const char   *zoe_recording_get_path        (ZoeRecording *recording);
ZoeScenario  *zoe_recording_get_scenario    (ZoeRecording *recording);
const char   *zoe_recording_get_meta        (ZoeRecording *recording, const char *key);
const char   *zoe_recording_get_source      (ZoeRecording *recording, guint node);
guint64       zoe_recording_get_n_events    (ZoeRecording *recording);
gint64        zoe_recording_get_duration    (ZoeRecording *recording);
gboolean      zoe_recording_get_complete    (ZoeRecording *recording);

/* The last event at or before a time; 0 before the first. */
guint64       zoe_recording_find_sequence   (ZoeRecording *recording, gint64 time_ns);

/* The event, with its frames' text as the event list shows it (transfer full) if ret_detail is given. */
gboolean      zoe_recording_get_event       (ZoeRecording *recording, guint64 sequence, ZoeEvent *ret_event, char **ret_detail);

/* How many events fall into each of n_bins equal parts of the span. (transfer full) (array of n_bins) */
guint64      *zoe_recording_dup_density     (ZoeRecording *recording, ZoeSpan span, guint n_bins);

/* The state of everything right after an event (0: before the first). (transfer full) */
ZoeMoment    *zoe_recording_dup_moment      (ZoeRecording *recording, guint64 sequence);

/* Brings a moment forward or back to right after another event, the cheapest way. */
void          zoe_recording_move_moment     (ZoeRecording *recording, ZoeMoment *moment, guint64 sequence);

/* Every copy that was under way at some time in the span, in the order of sending. (transfer full) (element-type ZoeFlight) */
GArray       *zoe_recording_list_flights    (ZoeRecording *recording, ZoeSpan span, guint at_most);

/* Likewise, those that are under way right after an event. (transfer full) (element-type ZoeFlight) */
GArray       *zoe_recording_list_flights_after (ZoeRecording *recording, guint64 sequence, guint at_most);
