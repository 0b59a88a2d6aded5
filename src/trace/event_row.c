/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of events, as a recording hands them on: checked, and in a person's words. */

#include "model/duration.h"
#include "trace/frame_text.h"
#include "trace/recording_private.h"

static guint64
get_number (sqlite3_stmt *statement, int column, guint64 most)
{
  gint64 number = sqlite3_column_int64 (statement, column);

  return number >= 0 && (guint64) number <= most ? (guint64) number : 0;
}

/**
 * zoe_recording_step_event:
 * @statement: one that gives the columns of an event
 * @ret_stored: (out): its frames are valid until the statement's next step
 */
gboolean
zoe_recording_step_event (ZoeRecording *recording, sqlite3_stmt *statement, ZoeStoredEvent *ret_stored)
{
  ZoeWiring *wiring = recording->wiring;

  if (!zoe_recording_step (recording, statement))
    return FALSE;
  *ret_stored = (ZoeStoredEvent)
    {
      .event =
        {
          .sequence = get_number (statement, 0, G_MAXINT64),
          .time_ns = get_number (statement, 1, G_MAXINT64),
          .kind = get_number (statement, 2, ZOE_EVENT_N_KINDS - 1),
          .flags = get_number (statement, 3, G_MAXUINT8),
          .node = get_number (statement, 4, wiring->n_nodes),
          .socket = get_number (statement, 5, wiring->n_sockets),
          .message = get_number (statement, 6, G_MAXINT64),
          .cause = get_number (statement, 7, G_MAXINT64),
          .value = sqlite3_column_int64 (statement, 8),
          .line = get_number (statement, 9, G_MAXUINT32),
          .size = get_number (statement, 10, G_MAXUINT32),
        },
      .origin =
        {
          .sent = get_number (statement, 11, G_MAXINT64),
          .link = get_number (statement, 12, wiring->n_links),
        },
    };
  if (sqlite3_column_type (statement, 13) == SQLITE_TEXT)
    {
      ret_stored->frames = (const char *) sqlite3_column_text (statement, 13);
      ret_stored->frames_length = sqlite3_column_bytes (statement, 13);
    }
  return TRUE;
}

static guint64
find_send_near (ZoeRecording *recording, ZoeMessageId message, guint64 first, guint64 last)
{
  sqlite3_stmt *row = recording->statements[ZOE_READ_SEND];
  guint64 found = 0;

  zoe_statement_bind (row, "iii", (gint64) message, (gint64) first, (gint64) MIN (last, recording->n_events));
  if (zoe_recording_step (recording, row))
    found = MAX (sqlite3_column_int64 (row, 0), 0);
  sqlite3_reset (row);
  return found;
}

guint64
zoe_recording_find_send (ZoeRecording *recording, ZoeMessageId message)
{
  sqlite3_stmt *row = recording->statements[ZOE_READ_SEND_MARK];
  guint64 marked = 0, found;

  if (message == 0 || message > G_MAXINT64)
    return 0;
  zoe_statement_bind (row, "ii", (gint64) zoe_message_id_node (message), (gint64) zoe_message_id_count (message));
  if (zoe_recording_step (recording, row))
    marked = MIN ((guint64) MAX (sqlite3_column_int64 (row, 0), 0), recording->n_events);
  sqlite3_reset (row);
  found = find_send_near (recording, message, marked, marked + ZOE_SEND_MARK_REACH);
  /* Messages from outside are numbered by several threads, so a mark may stand a little after a smaller number. */
  if (found == 0 && marked > 0)
    found = find_send_near (recording, message, marked - MIN (marked, ZOE_SEND_MARK_REACH), marked);
  return found;
}

gboolean
zoe_recording_bind_message (ZoeRecording *recording, sqlite3_stmt *statement, ZoeMessageId message, guint64 first, guint64 last)
{
  guint64 sent = zoe_recording_find_send (recording, message);

  if (sent == 0)
    return FALSE;
  zoe_statement_bind (statement, "iiii", (gint64) message, (gint64) sent, (gint64) first, (gint64) last);
  return TRUE;
}

/* A receipt shows the frames that were sent, where it has none of its own. */
static void
append_sent_frames (ZoeRecording *recording, const ZoeStoredEvent *stored, GString *detail)
{
  sqlite3_stmt *row = recording->statements[ZOE_READ_FRAMES];

  if (stored->origin.sent == 0 || stored->origin.sent >= stored->event.sequence)
    return;
  zoe_statement_bind (row, "i", (gint64) stored->origin.sent);
  if (zoe_recording_step (recording, row))
    {
      if (sqlite3_column_type (row, 0) == SQLITE_TEXT)
        zoe_frame_text_append_detail (detail, (const char *) sqlite3_column_text (row, 0), sqlite3_column_bytes (row, 0), " | ");
      sqlite3_reset (row);
    }
}

/**
 * zoe_recording_append_detail:
 *
 * Writes what the event list and the view "event" show of an event: its frames, a state's name and value, a length of time.
 */
void
zoe_recording_append_detail (ZoeRecording *recording, const ZoeStoredEvent *stored, GString *detail)
{
  g_autofree char *text = NULL;

  switch (stored->event.kind)
    {
    case ZOE_EVENT_WORK:
    case ZOE_EVENT_JUMP:
      text = zoe_duration_dup_text (stored->event.value);
      g_string_append (detail, text);
      break;
    case ZOE_EVENT_RATE:
      g_string_append_printf (detail, "x%g", stored->event.value / 1000.0);
      break;
    case ZOE_EVENT_STATE:
      zoe_frame_text_append_detail (detail, stored->frames, stored->frames_length, " = ");
      break;
    default:
      if (stored->frames != NULL)
        zoe_frame_text_append_detail (detail, stored->frames, stored->frames_length, " | ");
      else if (stored->event.kind == ZOE_EVENT_RECEIVE)
        append_sent_frames (recording, stored, detail);
      break;
    }
}
