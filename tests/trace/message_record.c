/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/message_record.h"

#include <string.h>

#include "tape.h"

static void
test_journey (void)
{
  g_autoptr (Tape) tape = tape_new ("p*s p*t s=r");
  g_autoptr (ZoeRecording) recording = NULL;
  g_autoptr (ZoeMessageRecord) record = NULL;
  ZoeMessageId news;
  ZoeFrame frames[] = { { (const guint8 *) "topic", 5 }, { (const guint8 *) "\x01", 1 } };
  ZoeFrame seen[] = { { (const guint8 *) "id", 2 }, { NULL, 0 } };
  ZoeEvent effect = { .kind = ZOE_EVENT_SEND, .node = 2, .socket = 4, .message = zoe_message_id (2, 9), .n_frames = 2, .size = 6,
                      .line = 33 };
  ZoeEvent receipt = { .kind = ZOE_EVENT_RECEIVE, .node = 4, .socket = 5, .message = zoe_message_id (2, 9), .n_frames = 2,
                       .flags = ZOE_EVENT_INFERRED };

  tape_play (tape, "p!news s?news t?news");
  news = effect.cause = tape_find (tape, "news");
  tape_write (tape, &effect, frames, 0);
  tape_write (tape, &receipt, seen, 0);
  tape_finish (tape);
  recording = tape_open (tape);

  g_assert_null (zoe_message_record_load (recording, 0));
  g_assert_null (zoe_message_record_load (recording, 12345));
  g_assert_null (zoe_message_record_load (recording, G_MAXUINT64));
  record = zoe_message_record_load (recording, news);
  g_assert_nonnull (record);
  g_assert_cmpuint (record->sequence, ==, 1);
  g_assert_cmpuint (record->receipts->len, ==, 2);
  g_assert_cmpuint (g_array_index (record->receipts, ZoeReceipt, 1).sequence, ==, 3);
  g_assert_null (g_array_index (record->receipts, ZoeReceipt, 0).frames);
  g_assert_cmpuint (record->effects->len, ==, 1);
  g_assert_cmpuint (g_array_index (record->effects, ZoeMessageId, 0), ==, zoe_message_id (2, 9));
  g_clear_pointer (&record, zoe_message_record_free);

  record = zoe_message_record_load (recording, zoe_message_id (2, 9));
  g_assert_cmpuint (record->cause, ==, news);
  g_assert_cmpuint (record->line, ==, 33);
  g_assert_cmpuint (record->size, ==, 6);
  g_assert_false (record->cut);
  g_assert_cmpuint (record->frames->len, ==, 2);
  g_assert_cmpmem (g_bytes_get_data (record->frames->pdata[0], NULL), g_bytes_get_size (record->frames->pdata[0]), "topic", 5);
  g_assert_cmpmem (g_bytes_get_data (record->frames->pdata[1], NULL), g_bytes_get_size (record->frames->pdata[1]), "\x01", 1);
  g_assert_true (g_array_index (record->receipts, ZoeReceipt, 0).inferred);
  g_assert_cmpuint (g_array_index (record->receipts, ZoeReceipt, 0).frames->len, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/message-record/journey", test_journey);
  return g_test_run ();
}
