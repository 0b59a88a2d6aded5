/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/copy_cursor.h"

#include <glib/gi18n.h>

#include "trace/event_cursor.h"
#include "trace/message_record.h"

struct _ZoeCopyCursor
{
  ZoeRecording      *recording;
  ZoeEventCursor    *sends;
  ZoeMessageRecord  *record;     /* of the message whose copies are handed out; NULL = before the first */
  GArray            *receipts;   /* (element-type gint) of its copies: an index in the record, -1 = not received */
  guint              n_done;     /* of those */
  char              *first;
  char              *body;
};

/**
 * zoe_copy_cursor_new:
 * @span: of what was sent in it; end_ns 0 = all
 */
ZoeCopyCursor *
zoe_copy_cursor_new (ZoeRecording *recording, ZoeSpan span, GError **error)
{
  const ZoeEventFilter filter = { .kinds = G_GUINT64_CONSTANT (1) << ZOE_EVENT_SEND, .span = span };
  ZoeEventCursor *sends = zoe_event_cursor_new (recording, &filter, error);
  ZoeCopyCursor *cursor;

  if (sends == NULL)
    return NULL;
  cursor = g_new0 (ZoeCopyCursor, 1);
  cursor->recording = g_object_ref (recording);
  cursor->sends = sends;
  cursor->receipts = g_array_new (FALSE, FALSE, sizeof (gint));
  return cursor;
}

void
zoe_copy_cursor_free (ZoeCopyCursor *cursor)
{
  zoe_event_cursor_free (cursor->sends);
  g_clear_pointer (&cursor->record, zoe_message_record_free);
  g_array_unref (cursor->receipts);
  g_free (cursor->first);
  g_free (cursor->body);
  g_object_unref (cursor->recording);
  g_free (cursor);
}

/* Of a socket that fans out, a copy goes to each link, and whoever did not receive it has one that is missing. */
static void
add_copy_of_link (ZoeCopyCursor *cursor, guint peer)
{
  GArray *receipts = cursor->record->receipts;
  gint missing = -1;
  guint n_before = cursor->receipts->len;

  for (guint i = 0; i < receipts->len; i++)
    if (g_array_index (receipts, ZoeReceipt, i).socket == peer)
      g_array_append_val (cursor->receipts, i);
  if (cursor->receipts->len == n_before)
    g_array_append_val (cursor->receipts, missing);
}

static void
list_copies (ZoeCopyCursor *cursor)
{
  ZoeScenario *scenario = zoe_recording_get_scenario (cursor->recording);
  guint sender = cursor->record->socket;
  ZoeSocketSpec *socket = zoe_scenario_get_socket (scenario, sender);
  gint missing = -1;

  g_array_set_size (cursor->receipts, 0);
  cursor->n_done = 0;
  if (socket != NULL && zoe_socket_type_fans_out (socket->type))
    {
      for (guint i = 0; i < scenario->links->len; i++)
        {
          ZoeLinkSpec *link = g_ptr_array_index (scenario->links, i);

          if (link->tail == sender || link->head == sender)
            add_copy_of_link (cursor, link->tail == sender ? link->head : link->tail);
        }
      return;
    }
  for (guint i = 0; i < cursor->record->receipts->len; i++)
    g_array_append_val (cursor->receipts, i);
  if (cursor->receipts->len == 0)
    g_array_append_val (cursor->receipts, missing);
}

static char *
dup_frame (GPtrArray *frames, guint index)
{
  ZoeFrame frame;

  if (frames == NULL || index >= frames->len)
    return NULL;
  frame.data = g_bytes_get_data (g_ptr_array_index (frames, index), &frame.size);
  return zoe_frame_dup_text (frame);
}

static gboolean
load_next_message (ZoeCopyCursor *cursor, GError **error)
{
  ZoeEvent event;

  if (!zoe_event_cursor_next (cursor->sends, &event, NULL, error))
    return FALSE;
  g_clear_pointer (&cursor->record, zoe_message_record_free);
  cursor->record = zoe_message_record_load (cursor->recording, event.message);
  if (cursor->record == NULL)
    return TRUE;
  g_free (cursor->first);
  g_free (cursor->body);
  cursor->first = dup_frame (cursor->record->frames, 0);
  cursor->body = dup_frame (cursor->record->frames, cursor->record->frames != NULL ? cursor->record->frames->len - 1 : 0);
  list_copies (cursor);
  return TRUE;
}

/**
 * zoe_copy_cursor_next:
 *
 * Returns: %FALSE after the last copy, and on an error
 */
gboolean
zoe_copy_cursor_next (ZoeCopyCursor *cursor, ZoeCopy *ret_copy, GError **error)
{
  ZoeMessageRecord *record;
  gint index;

  while (cursor->record == NULL || cursor->n_done == cursor->receipts->len)
    if (!load_next_message (cursor, error))
      return FALSE;

  record = cursor->record;
  index = g_array_index (cursor->receipts, gint, cursor->n_done++);
  *ret_copy = (ZoeCopy)
    {
      .id = record->id,
      .cause = record->cause,
      .sent_ns = record->time_ns,
      .sender_socket = record->socket,
      .n_frames = record->frames != NULL ? record->frames->len : 0,
      .size = record->size,
      .first = cursor->first,
      .body = cursor->body,
    };
  if (index >= 0)
    {
      const ZoeReceipt *receipt = &g_array_index (record->receipts, ZoeReceipt, index);

      ret_copy->receiver_socket = receipt->socket;
      ret_copy->received_ns = receipt->time_ns;
      ret_copy->latency_ns = receipt->time_ns - record->time_ns;
    }
  /* The view's words; they are data, and stay as they are in every language, but for those who draw them. */
  ret_copy->fate = index >= 0 ? "delivered" : zoe_recording_get_complete (cursor->recording) ? N_("not received") : N_("under way");
  return TRUE;
}
