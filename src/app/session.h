/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person looks at: one recording, the play head in it, the visible stretch of time, what is selected, how playback goes;
 * and, if a scenario runs, the experiment that makes the recording grow. Every view binds to a session; no view calls another.
 *
 * Two heads, as on a TV recorder: the run head is where the recording ends, the play head is the session's position. The
 * position is an event's sequence and a time at or after it, since several events may share one time. */

#pragma once

#include <glib-object.h>

#include "app/control.h"
#include "app/playhead.h"
#include "trace/damage.h"
#include "trace/event_filter.h"
#include "trace/recording.h"

#define ZOE_TYPE_SESSION (zoe_session_get_type ())
G_DECLARE_FINAL_TYPE (ZoeSession, zoe_session, ZOE, SESSION, GObject)

/* Properties, all notified:
 *   recording        ZoeRecording or NULL
 *   scenario         ZoeScenario: the recording's, or one that is opened and not run yet
 *   scenario-path    string or NULL: the .dot file behind it
 *   running          boolean: an experiment goes on
 *   run-paused       boolean: its clock is held
 *   express          boolean: the run goes on without a picture of it
 *   sequence         uint64: the last event at or before the play head
 *   time             int64 ns: the play head
 *   playing          boolean
 *   following        boolean: the play head stays at the run head
 *   pace             ZoePace
 *   rate             double 0.001 .. 100: scenario seconds per second of playback
 *   event-delay      uint ms, for ZOE_PACE_PER_EVENT
 *   end-time         int64 ns: the run head; the end of a recording that grows no more
 *   span-begin, span-end   int64 ns: the stretch the time line shows
 *   selected-node, selected-link, selected-socket   uint; 0 none
 *   selected-message uint64; 0 none
 *   selected-event   uint64 sequence; 0 none
 *   filter-text      string: the event list's
 * Signals:
 *   moved            the play head moved: the moment and the flights are new
 *   failed (string title, string what to do)   */

ZoeSession  *zoe_session_new             (void);

/* Opening. FALSE: "failed" has been emitted with the reason, and the session is as before. */
gboolean     zoe_session_open            (ZoeSession *session, const char *path);
gboolean     zoe_session_open_scenario   (ZoeSession *session, const char *path);
gboolean     zoe_session_open_trace      (ZoeSession *session, const char *path);
void         zoe_session_close           (ZoeSession *session);

/* The experiment. */
gboolean     zoe_session_run             (ZoeSession *session);
void         zoe_session_stop            (ZoeSession *session);
void         zoe_session_set_run_paused  (ZoeSession *session, gboolean paused);
void         zoe_session_set_express     (ZoeSession *session, gboolean express);
ZoeControl  *zoe_session_get_control     (ZoeSession *session);   /* (transfer none): everything else one does to a run */
gboolean     zoe_session_save_trace      (ZoeSession *session, const char *path);

/* The play head. */
void         zoe_session_play            (ZoeSession *session);
void         zoe_session_pause           (ZoeSession *session);
void         zoe_session_toggle_playing  (ZoeSession *session);
void         zoe_session_seek_time       (ZoeSession *session, gint64 time_ns);
void         zoe_session_seek_event      (ZoeSession *session, guint64 sequence);
void         zoe_session_step            (ZoeSession *session, int n_events);
void         zoe_session_follow          (ZoeSession *session);
void         zoe_session_set_rate        (ZoeSession *session, double rate);
void         zoe_session_set_pace        (ZoeSession *session, ZoePace pace);
void         zoe_session_set_event_delay (ZoeSession *session, guint ms);
void         zoe_session_set_span        (ZoeSession *session, ZoeSpan span);
void         zoe_session_advance         (ZoeSession *session, gint64 real_ns);   /* a frame's worth of playback;
                                                                                         the canvas calls it */

/* What there is to see at the play head; valid until the next "moved". (transfer none) */
ZoeMoment   *zoe_session_get_moment      (ZoeSession *session);
GArray      *zoe_session_get_flights     (ZoeSession *session);   /* (element-type ZoeFlight) under way right now */
GArray      *zoe_session_get_arrivals    (ZoeSession *session);   /* (element-type ZoeFlight) received just before */
gint64       zoe_session_get_linger      (ZoeSession *session);   /* what "just before" means, ns */
ZoeDamage   *zoe_session_get_damage      (ZoeSession *session);   /* what is broken; NULL: nothing is recorded */

/* Selection: choosing one thing chooses it in every view. */
void         zoe_session_select_node     (ZoeSession *session, guint node);
void         zoe_session_select_link     (ZoeSession *session, guint link);
void         zoe_session_select_socket   (ZoeSession *session, guint socket);    /* and its node */
void         zoe_session_select_message  (ZoeSession *session, ZoeMessageId message);
void         zoe_session_select_event    (ZoeSession *session, guint64 sequence);   /* and its message; moves the play head there */
void         zoe_session_select_nothing  (ZoeSession *session);

ZoeRecording *zoe_session_get_recording  (ZoeSession *session);
ZoeScenario  *zoe_session_get_scenario   (ZoeSession *session);
gint64        zoe_session_get_time       (ZoeSession *session);
guint64       zoe_session_get_sequence   (ZoeSession *session);
ZoeSpan       zoe_session_get_span       (ZoeSession *session);
gboolean      zoe_session_get_running    (ZoeSession *session);
gboolean      zoe_session_get_playing    (ZoeSession *session);
gint64        zoe_session_get_end_time   (ZoeSession *session);
gboolean      zoe_session_get_run_paused (ZoeSession *session);
gboolean      zoe_session_get_express    (ZoeSession *session);
gboolean      zoe_session_get_following  (ZoeSession *session);
ZoePace       zoe_session_get_pace       (ZoeSession *session);
double        zoe_session_get_rate       (ZoeSession *session);
guint         zoe_session_get_event_delay (ZoeSession *session);
guint         zoe_session_get_selected_node    (ZoeSession *session);
guint         zoe_session_get_selected_link    (ZoeSession *session);
guint         zoe_session_get_selected_socket  (ZoeSession *session);
ZoeMessageId  zoe_session_get_selected_message (ZoeSession *session);
guint64       zoe_session_get_selected_event   (ZoeSession *session);
