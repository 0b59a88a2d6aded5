/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sight.h"

#include "tape.h"

#define MS ZOE_NS_PER_MS

typedef struct
{
  Tape         *tape;
  ZoeRecording *recording;
  ZoePlayer    *player;
  ZoeSight     *sight;
} Fixture;

static void
on_changed (const char *what, gpointer data)
{
}

/* Between strokes time stands still. */
static void
set_up (Fixture *fixture, gconstpointer words)
{
  g_auto (GStrv) parts = g_strsplit (words, "|", -1);

  fixture->tape = tape_new ("a>b");
  for (guint i = 0; parts[i] != NULL; i++)
    {
      fixture->tape->time_ns -= i > 0 ? MS : 0;
      tape_play (fixture->tape, parts[i]);
    }
  tape_finish (fixture->tape);
  fixture->recording = tape_open (fixture->tape);
  fixture->player = zoe_player_new (on_changed, NULL);
  fixture->sight = zoe_sight_new (fixture->player);
  zoe_sight_show (fixture->sight, zoe_recording_get_scenario (fixture->recording), fixture->recording);
  zoe_player_load (fixture->player, fixture->recording, 1);
}

static void
tear_down (Fixture *fixture, gconstpointer words)
{
  zoe_sight_free (fixture->sight);
  zoe_player_free (fixture->player);
  g_assert_finalize_object (fixture->recording);
  tape_free (fixture->tape);
}

static void
assert_sees (Fixture *fixture, guint n_flights, guint n_arrivals)
{
  g_assert_cmpuint (zoe_sight_get_flights (fixture->sight)->len, ==, n_flights);
  g_assert_cmpuint (zoe_sight_get_arrivals (fixture->sight, 0)->len, ==, n_arrivals);
  g_assert_cmpuint (zoe_sight_get_moment (fixture->sight)->sequence, ==, zoe_player_get_head (fixture->player)->sequence);
}

static void
test_nothing (void)
{
  g_autoptr (ZoePlayer) player = zoe_player_new (on_changed, NULL);
  g_autoptr (ZoeSight) sight = zoe_sight_new (player);
  g_autoptr (ZoeScenario) scenario = tape_scenario ("a>b");

  g_assert_null (zoe_sight_get_moment (sight));
  g_assert_null (zoe_sight_get_damage (sight));
  g_assert_cmpuint (zoe_sight_get_flights (sight)->len, ==, 0);

  /* Before a scenario has run there are its nodes, and nothing has happened to them. */
  zoe_sight_show (sight, scenario, NULL);
  g_assert_cmpint (zoe_sight_get_moment (sight)->nodes[1].phase, ==, ZOE_NODE_ABSENT);
  g_assert_cmpuint (zoe_sight_get_arrivals (sight, 0)->len, ==, 0);
}

/* Event by event, an arrival is one only right after it. */
static void
test_events (Fixture *fixture, gconstpointer words)
{
  zoe_player_seek_event (fixture->player, 4);
  assert_sees (fixture, 2, 0);
  zoe_player_step (fixture->player, 1);
  assert_sees (fixture, 1, 1);
  g_assert_cmpint (zoe_sight_get_linger (fixture->sight), ==, 0);
  zoe_player_step (fixture->player, 1);
  assert_sees (fixture, 0, 1);
  zoe_player_step (fixture->player, 1);
  assert_sees (fixture, 0, 0);
  zoe_player_step (fixture->player, -3);
  assert_sees (fixture, 2, 0);
}

/* By time, an arrival stays to be seen as long as a person needs, also where one looked event by event before. */
static void
test_time (Fixture *fixture, gconstpointer words)
{
  gint64 end_ns = zoe_player_get_end (fixture->player);

  zoe_player_seek_event (fixture->player, 7);
  assert_sees (fixture, 0, 0);
  zoe_player_seek_time (fixture->player, end_ns);
  assert_sees (fixture, 0, 2);
  zoe_player_set_rate (fixture->player, 0.001);
  assert_sees (fixture, 0, 0);
  zoe_player_set_rate (fixture->player, 10);
  assert_sees (fixture, 0, 2);
}

/* What a step has done stays until the next. */
static void
test_step (Fixture *fixture, gconstpointer words)
{
  zoe_player_begin_growth (fixture->player, TRUE);
  zoe_player_advance (fixture->player, 0, TRUE);
  g_assert_cmpuint (zoe_player_get_head (fixture->player)->sequence, ==, 7);
  g_assert_cmpuint (zoe_sight_get_arrivals (fixture->sight, 4)->len, ==, 2);
  g_assert_cmpuint (zoe_sight_get_arrivals (fixture->sight, 5)->len, ==, 1);
  zoe_sight_refresh (fixture->sight);
  assert_sees (fixture, 0, 0);
}

#define add(name, words, function) g_test_add ("/app/sight/" name, Fixture, words, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/sight/nothing", test_nothing);
  add ("events", "a^ b^ a!one a!two b?one b?two a$", test_events);
  add ("time", "a^ b^ a!one a!two b?one b?two a$", test_time);
  add ("step", "a^ b^ a!one a!two b?one|b?two|a$", test_step);
  return g_test_run ();
}
