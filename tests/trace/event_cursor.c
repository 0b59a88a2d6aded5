/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/event_cursor.h"

#include "tape.h"

static char *
walk (ZoeRecording *recording, const ZoeEventFilter *filter)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZoeEventCursor) cursor = zoe_event_cursor_new (recording, filter, &error);
  GString *text = g_string_new (NULL);
  const char *detail;
  ZoeEvent event;

  g_assert_no_error (error);
  while (zoe_event_cursor_next (cursor, &event, &detail, &error))
    g_string_append_printf (text, "%s%" G_GUINT64_FORMAT ":%s", text->len > 0 ? " " : "", event.sequence, detail);
  g_assert_no_error (error);
  g_assert_false (zoe_event_cursor_next (cursor, &event, &detail, &error));
  return g_string_free (text, FALSE);
}

#define assert_walk(recording, filter, expected) G_STMT_START { \
    g_autofree char *text_ = walk (recording, filter); \
    g_assert_cmpstr (text_, ==, expected); } G_STMT_END

static void
test_walk (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b a>c");
  g_autoptr (ZoeRecording) recording = NULL;

  tape_play (tape, "a>b:x a>c:y a!z");
  tape_finish (tape);
  recording = tape_open (tape);
  assert_walk (recording, NULL, "1:x 2:x 3:y 4:y 5:z");
  assert_walk (recording, &(ZoeEventFilter) { .node = 3 }, "4:y");
  assert_walk (recording, &(ZoeEventFilter) { .link = 1 }, "1:x 2:x");
  assert_walk (recording, &(ZoeEventFilter) { .link = 7 }, "");
  assert_walk (recording, &(ZoeEventFilter) { .message = tape_find (tape, "y") }, "3:y 4:y");
  assert_walk (recording, &(ZoeEventFilter) { .text = "z" }, "5:z");
}

static void
test_two_at_once (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autoptr (ZoeRecording) recording = NULL;
  g_autoptr (ZoeEventCursor) one = NULL, two = NULL;
  ZoeEvent event;

  tape_play (tape, "a>b:x a>b:y");
  tape_finish (tape);
  recording = tape_open (tape);
  one = zoe_event_cursor_new (recording, NULL, NULL);
  two = zoe_event_cursor_new (recording, NULL, NULL);
  for (guint i = 1; i <= 4; i++)
    {
      g_assert_true (zoe_event_cursor_next (one, &event, NULL, NULL));
      g_assert_cmpuint (event.sequence, ==, i);
      g_assert_true (zoe_event_cursor_next (two, &event, NULL, NULL));
      g_assert_cmpuint (event.sequence, ==, i);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/event-cursor/two-at-once", test_two_at_once);
  g_test_add_func ("/trace/event-cursor/walk", test_walk);
  return g_test_run ();
}
