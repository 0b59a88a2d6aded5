/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/event_cursor.h"

#include "trace/event_match.h"
#include "trace/frame_text.h"

struct _ZoeEventCursor
{
  ZoeRecording  *recording;
  ZoeEventMatch  match;
  sqlite3_stmt  *row;       /* the cursor's own, so that two may walk at once */
  guint64        last;      /* sequence */
  GString       *detail;
};

/**
 * zoe_event_cursor_new:
 * @filter: (nullable): is copied
 *
 * Walks over the events there are now; those a growing trace gets later need another cursor.
 */
ZoeEventCursor *
zoe_event_cursor_new (ZoeRecording *recording, const ZoeEventFilter *filter, GError **error)
{
  ZoeEventCursor *cursor = g_new0 (ZoeEventCursor, 1);
  guint64 first, last;
  const char *sql;

  cursor->recording = g_object_ref (recording);
  cursor->detail = g_string_new (NULL);
  zoe_event_match_init (&cursor->match, recording, filter);
  sql = zoe_read_statements[cursor->match.filter.message != 0 ? ZOE_READ_MESSAGE : ZOE_READ_EVENTS];
  if (!zoe_statements_prepare (recording->db, &sql, 1, &cursor->row, error))
    {
      zoe_event_cursor_free (cursor);
      return NULL;
    }
  zoe_event_match_get_range (&cursor->match, &first, &last);
  if (cursor->match.filter.message != 0)
    {
      if (!zoe_recording_bind_message (recording, cursor->row, cursor->match.filter.message, first, last))
        g_clear_pointer (&cursor->row, sqlite3_finalize);
    }
  else
    zoe_statement_bind (cursor->row, "ii", (gint64) first, (gint64) last);
  return cursor;
}

void
zoe_event_cursor_free (ZoeEventCursor *cursor)
{
  g_clear_pointer (&cursor->row, sqlite3_finalize);
  zoe_event_match_clear (&cursor->match);
  g_string_free (cursor->detail, TRUE);
  g_object_unref (cursor->recording);
  g_free (cursor);
}

/**
 * zoe_event_cursor_next:
 * @ret_event: (out): the next one that the filter lets through
 * @ret_detail: (out) (optional) (transfer none): its text, until the next call
 * @error: set if the rest cannot be read
 *
 * Returns: %FALSE at the end, and on an error
 */
gboolean
zoe_event_cursor_next (ZoeEventCursor *cursor, ZoeEvent *ret_event, const char **ret_detail, GError **error)
{
  ZoeRecording *recording = cursor->recording;
  ZoeStoredEvent stored;

  if (cursor->row == NULL)
    return FALSE;
  while (zoe_recording_step_event (recording, cursor->row, &stored) && stored.event.sequence > cursor->last)
    {
      cursor->last = stored.event.sequence;
      if (!zoe_event_match_test (&cursor->match, &stored))
        continue;
      *ret_event = stored.event;
      ret_event->n_frames = MIN (zoe_frame_text_count (stored.frames, stored.frames_length), G_MAXUINT16);
      if (ret_detail != NULL)
        {
          g_string_truncate (cursor->detail, 0);
          zoe_recording_append_detail (recording, &stored, cursor->detail);
          *ret_detail = cursor->detail->str;
        }
      return TRUE;
    }
  g_clear_pointer (&cursor->row, sqlite3_finalize);
  if (recording->failure != NULL)
    g_propagate_error (error, g_error_copy (recording->failure));
  return FALSE;
}
