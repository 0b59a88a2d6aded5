/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/player.h"

#include "tape.h"

#define MS ZOE_NS_PER_MS

typedef struct
{
  Tape         *tape;
  ZoeRecording *recording;
  ZoePlayer    *player;
  GString      *told;
} Fixture;

static void
on_changed (const char *what, gpointer data)
{
  g_string_append_printf (((Fixture *) data)->told, "%s ", what);
}

/* Everything that has been told since the last time. */
static void
assert_told (Fixture *fixture, const char *expected)
{
  g_assert_cmpstr (fixture->told->str, ==, expected);
  g_string_set_size (fixture->told, 0);
}

static void
assert_at (Fixture *fixture, guint64 sequence)
{
  const ZoePlayhead *head = zoe_player_get_head (fixture->player);

  g_assert_cmpuint (head->sequence, ==, sequence);
  g_assert_cmpuint (zoe_recording_find_sequence (fixture->recording, head->time_ns), ==, sequence);
}

static void
set_up (Fixture *fixture, gconstpointer words)
{
  fixture->tape = tape_new ("a>b");
  tape_play (fixture->tape, words);
  tape_finish (fixture->tape);
  fixture->recording = tape_open (fixture->tape);
  fixture->told = g_string_new (NULL);
  fixture->player = zoe_player_new (on_changed, fixture);
  zoe_player_load (fixture->player, fixture->recording, 1);
  assert_told (fixture, "");
  zoe_player_tell (fixture->player);
  assert_told (fixture, "end-time span-end moved ");
}

static void
tear_down (Fixture *fixture, gconstpointer words)
{
  zoe_player_free (fixture->player);
  g_string_free (fixture->told, TRUE);
  g_assert_finalize_object (fixture->recording);
  tape_free (fixture->tape);
}

static void
test_empty (void)
{
  Fixture fixture = { .told = g_string_new (NULL) };
  g_autoptr (ZoePlayer) player = fixture.player = zoe_player_new (on_changed, &fixture);

  zoe_player_play (player);
  zoe_player_step (player, 3);
  zoe_player_seek_time (player, 7 * MS);
  zoe_player_advance (player, 7 * MS, FALSE);
  g_assert_cmpint (zoe_player_get_head (player)->time_ns, ==, 0);
  g_assert_cmpint (zoe_span_length (zoe_player_get_span (player)), ==, 1);
  assert_told (&fixture, "");
  zoe_player_load (player, NULL, 1000);
  zoe_player_tell (player);
  assert_told (&fixture, "end-time rate moved ");
  g_assert_cmpfloat (zoe_player_get_head (player)->rate, ==, ZOE_RATE_MAX);
  g_string_free (fixture.told, TRUE);
}

static void
test_playing (Fixture *fixture, gconstpointer words)
{
  ZoePlayer *player = fixture->player;

  zoe_player_play (player);
  assert_told (fixture, "playing ");
  zoe_player_play (player);
  assert_told (fixture, "");
  zoe_player_set_rate (player, 0.5);
  assert_told (fixture, "rate ");
  zoe_player_advance (player, MS, FALSE);
  g_assert_cmpint (zoe_player_get_head (player)->time_ns, ==, MS / 2);
  assert_told (fixture, "time moved ");
  zoe_player_seek_time (player, G_MAXINT64);
  assert_told (fixture, "sequence time moved ");
  assert_at (fixture, zoe_recording_get_n_events (fixture->recording));
  zoe_player_advance (player, MS, FALSE);
  assert_told (fixture, "playing ");
  zoe_player_toggle (player);
  assert_told (fixture, "playing sequence time moved ");
  assert_at (fixture, 0);
}

static void
test_steps (Fixture *fixture, gconstpointer words)
{
  ZoePlayer *player = fixture->player;

  zoe_player_step (player, 3);
  assert_told (fixture, "sequence time moved ");
  assert_at (fixture, 3);
  g_assert_true (zoe_player_is_by_event (player));
  zoe_player_step (player, -100);
  assert_at (fixture, 0);
  zoe_player_step (player, 100);
  assert_at (fixture, 4);
  zoe_player_seek_time (player, 1);
  g_assert_false (zoe_player_is_by_event (player));

  zoe_player_set_pace (player, ZOE_PACE_PER_EVENT);
  zoe_player_set_event_delay (player, 0);
  g_assert_cmpuint (zoe_player_get_head (player)->event_delay, ==, 1);
  zoe_player_seek_event (player, 0);
  zoe_player_play (player);
  zoe_player_advance (player, 2 * MS, FALSE);
  assert_at (fixture, 2);
}

/* A recording grows; who follows stays at its end, and stands there when it is whole. */
static void
test_growth (Fixture *fixture, gconstpointer words)
{
  ZoePlayer *player = fixture->player;
  gint64 end_ns = zoe_player_get_end (player);

  zoe_player_begin_growth (player, FALSE);
  assert_told (fixture, "");
  zoe_player_tell (player);
  assert_told (fixture, "playing following ");
  zoe_player_set_end (player, end_ns + 5 * MS);
  assert_told (fixture, "end-time span-end ");
  zoe_player_advance (player, 0, FALSE);
  assert_told (fixture, "sequence time moved ");
  g_assert_cmpint (zoe_player_get_head (player)->time_ns, ==, end_ns + 5 * MS);
  g_assert_false (zoe_player_is_by_event (player));

  /* Time is held: one looks at events. Let go, one looks at the past. */
  zoe_player_advance (player, 0, TRUE);
  g_assert_true (zoe_player_is_by_event (player));
  zoe_player_unfollow (player);
  assert_told (fixture, "following ");
  zoe_player_follow (player);
  assert_told (fixture, "following ");

  zoe_player_end_growth (player);
  zoe_player_tell (player);
  assert_told (fixture, "playing following ");
  g_assert_cmpuint (zoe_player_get_head (player)->sequence, ==, 4);

  /* In slow motion the play head lags behind, unless it shall follow all the same. */
  zoe_player_set_rate (player, 0.1);
  zoe_player_begin_growth (player, FALSE);
  g_assert_false (zoe_player_get_head (player)->following);
  zoe_player_begin_growth (player, TRUE);
  g_assert_true (zoe_player_get_head (player)->following);
}

static void
test_span (Fixture *fixture, gconstpointer words)
{
  ZoePlayer *player = fixture->player;
  gint64 end_ns = zoe_player_get_end (player);

  zoe_player_set_span (player, (ZoeSpan) { 0, 20 * MS });
  assert_told (fixture, "span-end ");
  zoe_player_play (player);
  zoe_player_advance (player, 30 * MS, FALSE);
  g_assert_true (zoe_span_contains (zoe_player_get_span (player), 30 * MS));
  g_assert_cmpint (zoe_span_length (zoe_player_get_span (player)), ==, 20 * MS);
  zoe_player_set_span (player, (ZoeSpan) { -5, end_ns + 5 });
  g_assert_cmpint (zoe_player_get_span (player).begin_ns, ==, 0);
  g_assert_cmpint (zoe_player_get_span (player).end_ns, ==, end_ns);
}

#define add(name, words, function) g_test_add ("/app/player/" name, Fixture, words, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/player/empty", test_empty);
  add ("playing", "a^ b^ a>b:one", test_playing);
  add ("steps", "a^ b^ a>b:one", test_steps);
  add ("growth", "a^ b^ a>b:one", test_growth);
  add ("span", "a^ +100 b^", test_span);
  return g_test_run ();
}
