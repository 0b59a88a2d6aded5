/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/break_search.h"

#include "trace/message_record.h"

/* Between an event that meets a condition and the moment everybody stands, the other nodes may have written so many. */
#define MOST_BACK 512

/* The frames of a message as this event saw them. */
static GPtrArray *
find_frames (const ZoeMessageRecord *record, const ZoeEvent *event)
{
  if (event->sequence == record->sequence)
    return record->frames;
  for (guint i = 0; i < record->receipts->len; i++)
    if (g_array_index (record->receipts, ZoeReceipt, i).sequence == event->sequence)
      return g_array_index (record->receipts, ZoeReceipt, i).frames;
  return NULL;
}

static gboolean
is_met_by (ZoeRecording *recording, const ZoeEvent *event, ZoeUntil *conditions)
{
  g_autoptr (ZoeMessageRecord) record = NULL;
  g_autofree ZoeFrame *frames = NULL;
  g_autofree char *reason = NULL;
  GPtrArray *bytes = NULL;
  ZoeEvent seen = *event;

  if (event->message != 0 && (event->kind == ZOE_EVENT_SEND || event->kind == ZOE_EVENT_RECEIVE))
    record = zoe_message_record_load (recording, event->message);
  if (record != NULL)
    bytes = find_frames (record, event);
  seen.n_frames = bytes != NULL ? bytes->len : 0;
  frames = g_new0 (ZoeFrame, seen.n_frames + 1);
  for (guint i = 0; i < seen.n_frames; i++)
    frames[i].data = g_bytes_get_data (g_ptr_array_index (bytes, i), &frames[i].size);
  return zoe_until_is_met_by (conditions, &seen, frames, &reason);
}

/**
 * zoe_break_search_backwards:
 * @after: the last event that does not count
 *
 * Whether one of the last events meets a condition.
 */
gboolean
zoe_break_search_backwards (ZoeRecording *recording, guint64 after, ZoeUntil *conditions)
{
  guint64 n_events = zoe_recording_get_n_events (recording);
  guint64 first = MAX (after, n_events - MIN (n_events, MOST_BACK));

  for (guint64 sequence = n_events; sequence > first; sequence--)
    {
      ZoeEvent event;

      if (zoe_recording_get_event (recording, sequence, &event, NULL) && is_met_by (recording, &event, conditions))
        return TRUE;
    }
  return FALSE;
}
