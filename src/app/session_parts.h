/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What windows and views do to a session, and ask of its parts, all the time: each in one call. session.h includes this. */

#pragma once

#include "app/session.h"

/* Opening and saving. FALSE: "failed" has been emitted with the reason, and the session is as before. */
gboolean     zoe_session_open                 (ZoeSession *session, const char *path);
gboolean     zoe_session_open_scenario        (ZoeSession *session, const char *path);
gboolean     zoe_session_open_trace           (ZoeSession *session, const char *path);
void         zoe_session_close                (ZoeSession *session);
gboolean     zoe_session_save_trace           (ZoeSession *session, const char *path);
ZoeRecording *zoe_session_get_recording       (ZoeSession *session);   /* NULL: none */
ZoeScenario *zoe_session_get_scenario         (ZoeSession *session);   /* NULL: nothing is open */

/* The play head: player.h says what each means. */
void         zoe_session_play                 (ZoeSession *session);
void         zoe_session_pause                (ZoeSession *session);
void         zoe_session_toggle_playing       (ZoeSession *session);
void         zoe_session_seek_time            (ZoeSession *session, gint64 time_ns);
void         zoe_session_seek_event           (ZoeSession *session, guint64 sequence);
void         zoe_session_step                 (ZoeSession *session, int n_events);
void         zoe_session_follow               (ZoeSession *session);
void         zoe_session_set_rate             (ZoeSession *session, double rate);
void         zoe_session_set_pace             (ZoeSession *session, ZoePace pace);
void         zoe_session_set_event_delay      (ZoeSession *session, guint ms);
void         zoe_session_set_span             (ZoeSession *session, ZoeSpan span);
gint64       zoe_session_get_time             (ZoeSession *session);
guint64      zoe_session_get_sequence         (ZoeSession *session);
gboolean     zoe_session_get_playing          (ZoeSession *session);
gboolean     zoe_session_get_following        (ZoeSession *session);
ZoePace      zoe_session_get_pace             (ZoeSession *session);
double       zoe_session_get_rate             (ZoeSession *session);
guint        zoe_session_get_event_delay      (ZoeSession *session);
ZoeSpan      zoe_session_get_span             (ZoeSession *session);
gint64       zoe_session_get_end_time         (ZoeSession *session);   /* the run head */

/* What there is to see at the play head, valid until the next "moved": see sight.h. (transfer none) */
ZoeMoment   *zoe_session_get_moment           (ZoeSession *session);   /* the state of everything; NULL: nothing is open */
GArray      *zoe_session_get_flights          (ZoeSession *session);   /* (element-type ZoeFlight) under way right now */
GArray      *zoe_session_get_arrivals         (ZoeSession *session);   /* (element-type ZoeFlight) received just before */
gint64       zoe_session_get_linger           (ZoeSession *session);   /* what "just before" means, ns */
ZoeDamage   *zoe_session_get_damage           (ZoeSession *session);   /* what is broken; NULL: nothing is recorded */

/* Selection: choosing one thing chooses it in every view. 0: none. */
void         zoe_session_select_node          (ZoeSession *session, guint node);
void         zoe_session_select_link          (ZoeSession *session, guint link);
void         zoe_session_select_socket        (ZoeSession *session, guint socket);    /* and its node */
void         zoe_session_select_message       (ZoeSession *session, ZoeMessageId message);
void         zoe_session_select_event         (ZoeSession *session, guint64 sequence);   /* and its message; moves the play head there */
void         zoe_session_select_nothing       (ZoeSession *session);
guint        zoe_session_get_selected_node    (ZoeSession *session);
guint        zoe_session_get_selected_link    (ZoeSession *session);
guint        zoe_session_get_selected_socket  (ZoeSession *session);
ZoeMessageId zoe_session_get_selected_message (ZoeSession *session);
guint64      zoe_session_get_selected_event   (ZoeSession *session);

/* The run's clock. */
void         zoe_session_set_run_paused       (ZoeSession *session, gboolean paused);
gboolean     zoe_session_get_run_paused       (ZoeSession *session);
