/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/playhead.h"

#define MS ZOE_NS_PER_MS

static void
test_rate (void)
{
  const ZoeTape tape = { .end_ns = 100 * MS, .n_events = 10 };
  ZoePlayhead head;

  zoe_playhead_init (&head);
  g_assert_cmpint (zoe_playhead_advance (&head, &tape, 16 * MS), ==, ZOE_ADVANCE_NONE);

  zoe_playhead_play (&head, &tape);
  g_assert_cmpint (zoe_playhead_advance (&head, &tape, 16 * MS), ==, ZOE_ADVANCE_TIME);
  g_assert_cmpint (head.time_ns, ==, 16 * MS);
  head.rate = 0.001;
  zoe_playhead_advance (&head, &tape, 16 * MS);
  g_assert_cmpint (head.time_ns, ==, 16 * MS + 16000);
  head.rate = 100;
  g_assert_cmpint (zoe_playhead_advance (&head, &tape, 16 * MS), ==, ZOE_ADVANCE_TIME);
  g_assert_cmpint (head.time_ns, ==, 100 * MS);
  g_assert_false (head.playing);
}

static void
test_per_event (void)
{
  const ZoeTape tape = { .end_ns = 100 * MS, .n_events = 3 };
  ZoePlayhead head;

  zoe_playhead_init (&head);
  head.pace = ZOE_PACE_PER_EVENT;
  head.event_delay = 50;
  zoe_playhead_play (&head, &tape);
  g_assert_cmpint (zoe_playhead_advance (&head, &tape, 40 * MS), ==, ZOE_ADVANCE_NONE);
  g_assert_cmpint (zoe_playhead_advance (&head, &tape, 40 * MS), ==, ZOE_ADVANCE_EVENTS);
  g_assert_cmpuint (head.sequence, ==, 1);
  g_assert_cmpint (zoe_playhead_advance (&head, &tape, 400 * MS), ==, ZOE_ADVANCE_EVENTS);
  g_assert_cmpuint (head.sequence, ==, 3);
  g_assert_false (head.playing);
}

static void
test_follow (void)
{
  ZoeTape tape = { .end_ns = 100 * MS, .n_events = 3, .growing = TRUE };
  ZoePlayhead head;

  zoe_playhead_init (&head);
  zoe_playhead_follow (&head, &tape);
  g_assert_true (head.playing && head.following);
  g_assert_cmpint (head.time_ns, ==, 100 * MS);
  tape.end_ns = 130 * MS;
  zoe_playhead_advance (&head, &tape, MS);
  g_assert_cmpint (head.time_ns, ==, 130 * MS);

  /* The run ends, a little before where it was thought to be: the picture never goes back by itself. */
  tape = (ZoeTape) { .end_ns = 120 * MS, .n_events = 4 };
  g_assert_cmpint (zoe_playhead_advance (&head, &tape, MS), ==, ZOE_ADVANCE_NONE);
  g_assert_cmpint (head.time_ns, ==, 130 * MS);
  g_assert_false (head.following || head.playing);
}

static void
test_wait_at_run_head (void)
{
  const ZoeTape tape = { .end_ns = 10 * MS, .n_events = 3, .growing = TRUE };
  ZoePlayhead head;

  zoe_playhead_init (&head);
  zoe_playhead_play (&head, &tape);
  zoe_playhead_advance (&head, &tape, 50 * MS);
  g_assert_cmpint (head.time_ns, ==, 10 * MS);
  g_assert_true (head.playing);
}

static void
test_play_again (void)
{
  const ZoeTape tape = { .end_ns = 10 * MS, .n_events = 3 };
  ZoePlayhead head;

  zoe_playhead_init (&head);
  head.time_ns = 10 * MS;
  head.sequence = 3;
  g_assert_true (zoe_playhead_is_at_end (&head, &tape));
  zoe_playhead_play (&head, &tape);
  g_assert_cmpint (head.time_ns, ==, 0);
  g_assert_cmpuint (head.sequence, ==, 0);
  g_assert_true (head.playing);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/playhead/rate", test_rate);
  g_test_add_func ("/app/playhead/per-event", test_per_event);
  g_test_add_func ("/app/playhead/follow", test_follow);
  g_test_add_func ("/app/playhead/wait-at-run-head", test_wait_at_run_head);
  g_test_add_func ("/app/playhead/play-again", test_play_again);
  return g_test_run ();
}
