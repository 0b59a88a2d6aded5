/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/event_list.h"

#include <string.h>

#include "model/duration.h"
#include "tape.h"

static char *
describe (ZoeEventList *list)
{
  GString *text = g_string_new (NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (list));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ZoeEventRow) row = g_list_model_get_item (G_LIST_MODEL (list), i);
      const ZoeEvent *event = zoe_event_row_get_event (row);

      g_string_append_printf (text, "%s%" G_GUINT64_FORMAT ":%s", i > 0 ? " " : "", event->sequence, zoe_event_row_get_detail (row));
    }
  return g_string_free (text, FALSE);
}

static void
note_change (GListModel *model, guint position, guint removed, guint added, GString *changes)
{
  g_string_append_printf (changes, "%s%u", changes->len > 0 ? " " : "", position);
  if (removed > 0)
    g_string_append_printf (changes, "-%u", removed);
  if (added > 0)
    g_string_append_printf (changes, "+%u", added);
}

/* Every change is to be expected: what is not asked for fails the next assertion. */
#define assert_list(list, expected) G_STMT_START { \
    g_autofree char *rows_ = describe (list); \
    g_assert_cmpstr (rows_, ==, expected); } G_STMT_END

#define assert_changes(changes, expected) G_STMT_START { \
    g_assert_cmpstr ((changes)->str, ==, expected); \
    g_string_truncate (changes, 0); } G_STMT_END

static void
settle (ZoeEventList *list)
{
  while (zoe_event_list_is_scanning (list))
    g_main_context_iteration (NULL, TRUE);
}

static void
test_all (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autoptr (ZoeRecording) recording = NULL;
  ZoeEventList *list;

  tape_play (tape, "a^ a>b:x a#n=1");
  tape_finish (tape);
  recording = tape_open (tape);
  list = zoe_event_list_new (recording);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (list)) == ZOE_TYPE_EVENT_ROW);
  assert_list (list, "1: 2:x 3:x 4:n = 1");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 4));
  g_assert_cmpuint (zoe_event_list_find_sequence (list, 0), ==, G_MAXUINT);
  g_assert_cmpuint (zoe_event_list_find_sequence (list, 3), ==, 2);
  g_assert_cmpuint (zoe_event_list_find_sequence (list, 99), ==, 3);
  g_assert_finalize_object (list);
}

static void
test_filter (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b a>c");
  g_autoptr (ZoeRecording) recording = NULL;
  g_autoptr (ZoeEventList) list = NULL;
  g_autoptr (GString) changes = g_string_new (NULL);

  tape_play (tape, "a^ a>b:Apple a>c:pear a#n=1 a~5 a!grüße b$");
  tape_finish (tape);
  recording = tape_open (tape);
  list = zoe_event_list_new (recording);
  g_signal_connect (list, "items-changed", G_CALLBACK (note_change), changes);

  zoe_event_list_set_filter (list, &(ZoeEventFilter) { .node = 1 });
  g_assert_true (zoe_event_list_is_scanning (list));
  assert_changes (changes, "0-9");
  settle (list);
  assert_list (list, "1: 2:Apple 4:pear 6:n = 1 7:5 ms 8:grüße");
  assert_changes (changes, "0+6");
  g_assert_cmpuint (zoe_event_list_find_sequence (list, 5), ==, 2);
  g_assert_cmpuint (zoe_event_list_find_sequence (list, 6), ==, 3);
  g_assert_cmpuint (zoe_event_list_find_sequence (list, 0), ==, G_MAXUINT);

  zoe_event_list_set_filter (list, &(ZoeEventFilter) { .link = 2 });
  settle (list);
  assert_list (list, "4:pear 5:pear");
  zoe_event_list_set_filter (list, &(ZoeEventFilter) { .kinds = 1 << ZOE_EVENT_RECEIVE | 1 << ZOE_EVENT_STATE });
  settle (list);
  assert_list (list, "3:Apple 5:pear 6:n = 1");
  zoe_event_list_set_filter (list, &(ZoeEventFilter) { .message = tape_find (tape, "pear") });
  settle (list);
  assert_list (list, "4:pear 5:pear");
  /* Text in the detail, a kind's name, a node's name; letter case aside. */
  zoe_event_list_set_filter (list, &(ZoeEventFilter) { .text = "aPPLE" });
  settle (list);
  assert_list (list, "2:Apple 3:Apple");
  zoe_event_list_set_filter (list, &(ZoeEventFilter) { .text = "GRÜSSE" });
  settle (list);
  assert_list (list, "8:grüße");
  zoe_event_list_set_filter (list, &(ZoeEventFilter) { .text = "state" });
  settle (list);
  assert_list (list, "6:n = 1");
  zoe_event_list_set_filter (list, &(ZoeEventFilter) { .text = "c" , .kinds = 1 << ZOE_EVENT_RECEIVE });
  settle (list);
  assert_list (list, "3:Apple 5:pear");
  zoe_event_list_set_filter (list, &(ZoeEventFilter) { .span = { 2 * ZOE_NS_PER_MS, 4 * ZOE_NS_PER_MS } });
  settle (list);
  assert_list (list, "2:Apple 3:Apple");
  zoe_event_list_set_filter (list, &(ZoeEventFilter) { .text = "nowhere" });
  g_string_truncate (changes, 0);
  settle (list);
  assert_list (list, "");
  assert_changes (changes, "");
  zoe_event_list_set_filter (list, NULL);
  assert_changes (changes, "0+9");
}

static void
test_growth (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autoptr (ZoeRecording) recording = tape_open (tape);
  g_autoptr (ZoeEventList) list = zoe_event_list_new (recording), filtered = zoe_event_list_new (recording);
  g_autoptr (GString) changes = g_string_new (NULL), kept = g_string_new (NULL);

  zoe_event_list_set_filter (filtered, &(ZoeEventFilter) { .node = 2 });
  settle (filtered);
  g_signal_connect (list, "items-changed", G_CALLBACK (note_change), changes);
  g_signal_connect (filtered, "items-changed", G_CALLBACK (note_change), kept);
  tape_play (tape, "a>b:x");
  tape_wait (tape, 2);
  g_assert_true (zoe_recording_refresh (recording, NULL));
  assert_changes (changes, "0+2");
  assert_list (list, "1:x 2:x");
  settle (filtered);
  assert_changes (kept, "0+1");
  tape_play (tape, "a>b:y b$");
  tape_finish (tape);
  g_assert_true (zoe_recording_refresh (recording, NULL));
  assert_changes (changes, "2+3");
  assert_list (list, "1:x 2:x 3:y 4:y 5:");
  settle (filtered);
  assert_changes (kept, "1+2");
  assert_list (filtered, "2:x 4:y 5:");
}

/* More rows than pages kept, walked forward, back and across. */
static void
test_pages (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autoptr (ZoeRecording) recording = NULL;
  g_autoptr (ZoeEventList) list = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  guint n;

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *words = g_strdup_printf ("a>b:%u", i);

      tape_play (tape, words);
    }
  tape_finish (tape);
  recording = tape_open (tape);
  list = zoe_event_list_new (recording);
  for (guint round = 0; round < 2; round++)
    {
      n = g_list_model_get_n_items (G_LIST_MODEL (list));
      g_assert_cmpuint (n, ==, round == 0 ? 6000 : 3000);
      for (guint i = 0; i < 500; i++)
        {
          guint position = i < 200 ? i : i < 300 ? n - 1 - i : (guint) g_rand_int_range (rand, 0, n);
          g_autoptr (ZoeEventRow) row = g_list_model_get_item (G_LIST_MODEL (list), position);
          g_autofree char *expected = g_strdup_printf ("%u", round == 0 ? position / 2 : position);

          g_assert_cmpstr (zoe_event_row_get_detail (row), ==, expected);
        }
      zoe_event_list_set_filter (list, &(ZoeEventFilter) { .node = 2 });
      settle (list);
    }
}

/* A filter set while another one is still at it. */
static void
test_change_of_mind (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autoptr (ZoeRecording) recording = NULL;
  ZoeEventList *list;

  tape_play (tape, "a>b:x a>b:y");
  tape_finish (tape);
  recording = tape_open (tape);
  list = zoe_event_list_new (recording);
  zoe_event_list_set_filter (list, &(ZoeEventFilter) { .node = 1 });
  zoe_event_list_set_filter (list, &(ZoeEventFilter) { .node = 2 });
  settle (list);
  assert_list (list, "2:x 4:y");
  zoe_event_list_set_filter (list, &(ZoeEventFilter) { .node = 1 });
  g_assert_finalize_object (list);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/event-list/all", test_all);
  g_test_add_func ("/trace/event-list/change-of-mind", test_change_of_mind);
  g_test_add_func ("/trace/event-list/filter", test_filter);
  g_test_add_func ("/trace/event-list/growth", test_growth);
  g_test_add_func ("/trace/event-list/pages", test_pages);
  return g_test_run ();
}
