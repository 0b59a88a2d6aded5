/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person looks at: one recording, the play head in it, the visible stretch of time, what is selected, how playback goes;
 * and, if a scenario runs, the experiment that makes the recording grow. Every view binds to a session; no view calls another.
 *
 * A session is the place where its parts meet: the document (what is open), the player (the play head), the sight (what there is to
 * see there), the selection, the runner (the run that makes the recording grow) and the control (what one does to that run). It
 * tells what any of them tells.
 *
 * Two heads, as on a TV recorder: the run head is where the recording ends, the play head is the session's position. The
 * position is an event's sequence and a time at or after it, since several events may share one time. */

#pragma once

#include <glib-object.h>

#include "app/control.h"
#include "app/document.h"
#include "app/player.h"
#include "app/selection.h"
#include "app/sight.h"
#include "trace/event_filter.h"

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
 *   filter-text      string, writable: the event list's
 * Signals:
 *   moved            the play head moved: the moment and the flights are new
 *   failed (string title, string what to do)   */

ZoeSession         *zoe_session_new           (void);

/* (transfer full): the document */
void                zoe_session_show          (ZoeSession *session, ZoeDocument *document);

/* The run. FALSE: "failed" has been emitted with the reason, or there was nothing to do. */
gboolean            zoe_session_run           (ZoeSession *session);
void                zoe_session_stop          (ZoeSession *session);
gboolean            zoe_session_get_running   (ZoeSession *session);
void                zoe_session_set_express   (ZoeSession *session, gboolean express);
gboolean            zoe_session_get_express   (ZoeSession *session);

/* A frame's worth of playback; the canvas calls it. */
void                zoe_session_advance       (ZoeSession *session, gint64 real_ns);

void                zoe_session_set_selection (ZoeSession *session, ZoeSelection selection);
void                zoe_session_fail          (ZoeSession *session, const char *title, const char *advice);

/* The parts. (transfer none) */
ZoeDocument        *zoe_session_get_document  (ZoeSession *session);
ZoePlayer          *zoe_session_get_player    (ZoeSession *session);
ZoeSight           *zoe_session_get_sight     (ZoeSession *session);
const ZoeSelection *zoe_session_get_selection (ZoeSession *session);
ZoeControl         *zoe_session_get_control   (ZoeSession *session);

/* What windows and views do to these parts, in one call each: open, play, seek, ask what is under way, select ... */
#include "app/session_parts.h"
