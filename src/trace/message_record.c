/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/message_record.h"

#include "trace/frame_text.h"
#include "trace/recording_private.h"

static void
receipt_clear (gpointer data)
{
  g_clear_pointer (&((ZoeReceipt *) data)->frames, g_ptr_array_unref);
}

static void
read_send (ZoeMessageRecord *record, const ZoeStoredEvent *stored)
{
  record->cause = stored->event.cause;
  record->sequence = stored->event.sequence;
  record->time_ns = stored->event.time_ns;
  record->socket = stored->event.socket;
  record->line = stored->event.line;
  record->size = stored->event.size;
  record->cut = (stored->event.flags & ZOE_EVENT_CUT) != 0;
  g_ptr_array_unref (record->frames);
  record->frames = zoe_frame_text_dup_frames (stored->frames, stored->frames_length);
}

static void
read_receipt (ZoeMessageRecord *record, const ZoeStoredEvent *stored)
{
  ZoeReceipt receipt =
    {
      .sequence = stored->event.sequence,
      .time_ns = stored->event.time_ns,
      .socket = stored->event.socket,
      .inferred = (stored->event.flags & ZOE_EVENT_INFERRED) != 0,
      .frames = stored->frames != NULL ? zoe_frame_text_dup_frames (stored->frames, stored->frames_length) : NULL,
    };

  g_array_append_val (record->receipts, receipt);
}

/**
 * zoe_message_record_load:
 *
 * Returns: (transfer full) (nullable): all the trace knows of the message; %NULL if it knows no send of it
 */
ZoeMessageRecord *
zoe_message_record_load (ZoeRecording *recording, ZoeMessageId id)
{
  g_autoptr (ZoeMessageRecord) record = g_new0 (ZoeMessageRecord, 1);
  sqlite3_stmt *row = recording->statements[ZOE_READ_MESSAGE];
  ZoeStoredEvent stored;
  gboolean known;

  record->id = id;
  record->frames = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  record->receipts = g_array_new (FALSE, FALSE, sizeof (ZoeReceipt));
  g_array_set_clear_func (record->receipts, receipt_clear);
  record->effects = g_array_new (FALSE, FALSE, sizeof (ZoeMessageId));
  if (id == 0 || id > G_MAXINT64)
    return NULL;

  zoe_recording_begin (recording);
  known = zoe_recording_bind_message (recording, row, id, 1, recording->n_events);
  while (known && zoe_recording_step_event (recording, row, &stored))
    {
      if (stored.event.kind == ZOE_EVENT_SEND && record->sequence == 0)
        read_send (record, &stored);
      else if (stored.event.kind == ZOE_EVENT_RECEIVE)
        read_receipt (record, &stored);
    }
  row = recording->statements[ZOE_READ_EFFECTS];
  zoe_statement_bind (row, "ii", (gint64) id, (gint64) recording->n_events);
  while (zoe_recording_step (recording, row))
    {
      ZoeMessageId effect = MAX (sqlite3_column_int64 (row, 0), 0);

      if (effect > 0)
        g_array_append_val (record->effects, effect);
    }
  zoe_recording_end (recording);
  return record->sequence > 0 ? g_steal_pointer (&record) : NULL;
}

void
zoe_message_record_free (ZoeMessageRecord *record)
{
  g_ptr_array_unref (record->frames);
  g_array_unref (record->receipts);
  g_array_unref (record->effects);
  g_free (record);
}
