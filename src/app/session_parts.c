/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session_parts.h"

#include <glib/gi18n.h>

#include "app/trace_file.h"

static gboolean
show_or_fail (ZoeSession *session, ZoeDocument *document, const ZoeFailure *failure)
{
  if (document == NULL)
    {
      zoe_session_fail (session, failure->title, failure->advice);
      return FALSE;
    }
  zoe_session_show (session, document);
  return TRUE;
}

/**
 * zoe_session_open:
 * @path: a scenario or a trace
 *
 * Opens whichever of the two it is, told by its first bytes.
 *
 * Returns: %FALSE if "failed" has been emitted
 */
gboolean
zoe_session_open (ZoeSession *session, const char *path)
{
  return zoe_trace_file_is_one (path) ? zoe_session_open_trace (session, path) : zoe_session_open_scenario (session, path);
}

gboolean
zoe_session_open_scenario (ZoeSession *session, const char *path)
{
  g_auto (ZoeFailure) failure = { NULL, NULL };
  ZoeDocument *document = zoe_document_read_scenario (path, &failure);

  return show_or_fail (session, document, &failure);
}

/**
 * zoe_session_open_trace:
 *
 * Shows a trace from its beginning; the play head stands, so that nothing is missed before somebody presses play.
 *
 * Returns: %FALSE if "failed" has been emitted
 */
gboolean
zoe_session_open_trace (ZoeSession *session, const char *path)
{
  g_auto (ZoeFailure) failure = { NULL, NULL };
  ZoeDocument *document = zoe_document_read_trace (path, &failure);

  return show_or_fail (session, document, &failure);
}

void
zoe_session_close (ZoeSession *session)
{
  zoe_session_show (session, zoe_document_new ());
}

/**
 * zoe_session_save_trace:
 *
 * Copies the recording to a place of the person's choice.
 *
 * Returns: %FALSE if "failed" has been emitted
 */
gboolean
zoe_session_save_trace (ZoeSession *session, const char *path)
{
  g_auto (ZoeFailure) failure = { NULL, NULL };

  if (zoe_session_get_running (session))
    zoe_session_fail (session, _("The run is still being recorded"), _("Stop the run, then save its recording."));
  else if (!zoe_document_save (zoe_session_get_document (session), path, &failure))
    zoe_session_fail (session, failure.title, failure.advice);
  else
    return TRUE;
  return FALSE;
}

ZoeRecording *
zoe_session_get_recording (ZoeSession *session)
{
  return zoe_session_get_document (session)->recording;
}

ZoeScenario *
zoe_session_get_scenario (ZoeSession *session)
{
  return zoe_session_get_document (session)->scenario;
}

void
zoe_session_play (ZoeSession *session)
{
  zoe_player_play (zoe_session_get_player (session));
}

void
zoe_session_pause (ZoeSession *session)
{
  zoe_player_pause (zoe_session_get_player (session));
}

void
zoe_session_toggle_playing (ZoeSession *session)
{
  zoe_player_toggle (zoe_session_get_player (session));
}

void
zoe_session_seek_time (ZoeSession *session, gint64 time_ns)
{
  zoe_player_seek_time (zoe_session_get_player (session), time_ns);
}

void
zoe_session_seek_event (ZoeSession *session, guint64 sequence)
{
  zoe_player_seek_event (zoe_session_get_player (session), sequence);
}

void
zoe_session_step (ZoeSession *session, int n_events)
{
  zoe_player_step (zoe_session_get_player (session), n_events);
}

void
zoe_session_follow (ZoeSession *session)
{
  zoe_player_follow (zoe_session_get_player (session));
}

void
zoe_session_set_rate (ZoeSession *session, double rate)
{
  zoe_player_set_rate (zoe_session_get_player (session), rate);
}

void
zoe_session_set_pace (ZoeSession *session, ZoePace pace)
{
  zoe_player_set_pace (zoe_session_get_player (session), pace);
}

void
zoe_session_set_event_delay (ZoeSession *session, guint ms)
{
  zoe_player_set_event_delay (zoe_session_get_player (session), ms);
}

void
zoe_session_set_span (ZoeSession *session, ZoeSpan span)
{
  zoe_player_set_span (zoe_session_get_player (session), span);
}

gint64
zoe_session_get_time (ZoeSession *session)
{
  return zoe_player_get_head (zoe_session_get_player (session))->time_ns;
}

guint64
zoe_session_get_sequence (ZoeSession *session)
{
  return zoe_player_get_head (zoe_session_get_player (session))->sequence;
}

gboolean
zoe_session_get_playing (ZoeSession *session)
{
  return zoe_player_get_head (zoe_session_get_player (session))->playing;
}

gboolean
zoe_session_get_following (ZoeSession *session)
{
  return zoe_player_get_head (zoe_session_get_player (session))->following;
}

ZoePace
zoe_session_get_pace (ZoeSession *session)
{
  return zoe_player_get_head (zoe_session_get_player (session))->pace;
}

double
zoe_session_get_rate (ZoeSession *session)
{
  return zoe_player_get_head (zoe_session_get_player (session))->rate;
}

guint
zoe_session_get_event_delay (ZoeSession *session)
{
  return zoe_player_get_head (zoe_session_get_player (session))->event_delay;
}

ZoeSpan
zoe_session_get_span (ZoeSession *session)
{
  return zoe_player_get_span (zoe_session_get_player (session));
}

gint64
zoe_session_get_end_time (ZoeSession *session)
{
  return zoe_player_get_end (zoe_session_get_player (session));
}

ZoeMoment *
zoe_session_get_moment (ZoeSession *session)
{
  return zoe_sight_get_moment (zoe_session_get_sight (session));
}

GArray *
zoe_session_get_flights (ZoeSession *session)
{
  return zoe_sight_get_flights (zoe_session_get_sight (session));
}

GArray *
zoe_session_get_arrivals (ZoeSession *session)
{
  return zoe_sight_get_arrivals (zoe_session_get_sight (session), zoe_control_get_step_event (zoe_session_get_control (session)));
}

gint64
zoe_session_get_linger (ZoeSession *session)
{
  return zoe_sight_get_linger (zoe_session_get_sight (session));
}

ZoeDamage *
zoe_session_get_damage (ZoeSession *session)
{
  return zoe_sight_get_damage (zoe_session_get_sight (session));
}

void
zoe_session_select_node (ZoeSession *session, guint node)
{
  zoe_session_set_selection (session, (ZoeSelection) { .node = node });
}

void
zoe_session_select_link (ZoeSession *session, guint link)
{
  zoe_session_set_selection (session, (ZoeSelection) { .link = link });
}

void
zoe_session_select_socket (ZoeSession *session, guint socket)
{
  if (zoe_session_get_scenario (session) != NULL)
    zoe_session_set_selection (session, zoe_selection_of_socket (zoe_session_get_scenario (session), socket));
}

void
zoe_session_select_message (ZoeSession *session, ZoeMessageId message)
{
  if (message != zoe_session_get_selected_message (session) && zoe_session_get_recording (session) != NULL)
    zoe_session_set_selection (session, zoe_selection_of_message (zoe_session_get_recording (session), message));
}

/**
 * zoe_session_select_event:
 *
 * Selects the event and what it is about, and puts the play head right after it, standing.
 */
void
zoe_session_select_event (ZoeSession *session, guint64 sequence)
{
  if (zoe_session_get_recording (session) == NULL)
    return;
  zoe_session_set_selection (session, zoe_selection_of_event (zoe_session_get_recording (session), sequence));
  if (zoe_session_get_selected_event (session) == sequence && sequence != 0)
    {
      zoe_session_pause (session);
      zoe_session_seek_event (session, sequence);
    }
}

void
zoe_session_select_nothing (ZoeSession *session)
{
  zoe_session_set_selection (session, (ZoeSelection) { 0 });
}

guint
zoe_session_get_selected_node (ZoeSession *session)
{
  return zoe_session_get_selection (session)->node;
}

guint
zoe_session_get_selected_link (ZoeSession *session)
{
  return zoe_session_get_selection (session)->link;
}

guint
zoe_session_get_selected_socket (ZoeSession *session)
{
  return zoe_session_get_selection (session)->socket;
}

ZoeMessageId
zoe_session_get_selected_message (ZoeSession *session)
{
  return zoe_session_get_selection (session)->message;
}

guint64
zoe_session_get_selected_event (ZoeSession *session)
{
  return zoe_session_get_selection (session)->event;
}

void
zoe_session_set_run_paused (ZoeSession *session, gboolean paused)
{
  zoe_control_set_paused (zoe_session_get_control (session), paused);
}

gboolean
zoe_session_get_run_paused (ZoeSession *session)
{
  return zoe_control_is_paused (zoe_session_get_control (session));
}
