/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step mode: one operation at a time, picked or in turn, with time that stands. */

#include <gio/gio.h>

#include "model/duration.h"
#include "players.h"
#include "run/run.h"
#include "support/witness.h"

#define PATIENCE (60 * ZOE_NS_PER_S)

typedef struct
{
  ZoeScenario *scenario;
  Witness     *witness;
  ZoeRun      *run;
} Fixture;

/* client asks server thrice; each answer takes ten seconds. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->scenario = zoe_scenario_new ();
  add_node (fixture->scenario, "client", &player_asker);
  add_node (fixture->scenario, "server", &player_answerer);
  add_link (fixture->scenario, "client", "ask", "server", "answer", GPOINTER_TO_UINT (data));
  fixture->scenario->until = g_strdup ("client");
  fixture->witness = witness_new (fixture->scenario);
  fixture->run = zoe_run_new (fixture->scenario, &(ZoeRunOptions) { .clock = ZOE_CLOCK_REAL, .rate = 1, .stepping = TRUE });
  zoe_run_set_sink (fixture->run, witness_sink, fixture->witness);
  zoe_run_start (fixture->run, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  zoe_run_free (fixture->run);
  witness_free (fixture->witness);
  zoe_scenario_unref (fixture->scenario);
}

/* How each node stands, by number: "client:send server:waiting" */
static void
assert_standings (Fixture *fixture, const char *expected)
{
  g_autoptr (GArray) standings = NULL;
  GString *text = g_string_new (NULL);
  g_autofree char *told = NULL;

  g_assert_true (zoe_run_wait_steady (fixture->run, PATIENCE));
  standings = zoe_run_list_standings (fixture->run);
  for (guint i = 0; i < standings->len; i++)
    {
      ZoeStanding *standing = &g_array_index (standings, ZoeStanding, i);
      static const char *const kinds[] = { "busy", "ready", "waiting", "frozen", "gone" };

      g_string_append_printf (text, "%s%s:%s%s", i > 0 ? " " : "", zoe_scenario_get_node (fixture->scenario, standing->node)->name,
                              standing->kind == ZOE_STANDING_READY ? zoe_event_kind_get_name (standing->operation) : kinds[standing->kind],
                              standing->held_back ? "!" : "");
    }
  told = g_string_free (text, FALSE);
  g_assert_cmpstr (told, ==, expected);
}

static void
test_one_at_a_time (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    {
      assert_standings (fixture, "client:send server:waiting");
      g_assert_cmpuint (witness_count (fixture->witness, ZOE_EVENT_SEND, NULL), ==, 2 * i);
      g_assert_true (zoe_run_step (fixture->run, 0));
      assert_standings (fixture, "client:waiting server:receive");
      g_assert_cmpuint (witness_count (fixture->witness, ZOE_EVENT_SEND, NULL), ==, 2 * i + 1);
      g_assert_true (zoe_run_step (fixture->run, 0));
      assert_standings (fixture, "client:waiting server:work");
      g_assert_true (zoe_run_step (fixture->run, 0));
      /* Nobody is ready: the server works, the client waits for it. Only time can go on. */
      assert_standings (fixture, "client:waiting server:waiting");
      g_assert_cmpuint (zoe_run_get_next (fixture->run), ==, 0);
      g_assert_false (zoe_run_step (fixture->run, 0));
      g_assert_cmpint (zoe_run_get_next_deadline (fixture->run), >=, 10 * ZOE_NS_PER_S * (i + 1));
      g_assert_true (zoe_run_skip_to_deadline (fixture->run));
      assert_standings (fixture, "client:waiting server:send");
      g_assert_true (zoe_run_step (fixture->run, 0));
      assert_standings (fixture, "client:receive server:waiting");
      g_assert_true (zoe_run_step (fixture->run, 0));
    }
  g_assert_true (zoe_run_wait (fixture->run, PATIENCE));
  zoe_run_stop (fixture->run);
  assert_complete (fixture->witness);
  g_assert_cmpuint (witness_count (fixture->witness, ZOE_EVENT_JUMP, NULL), ==, 3);
  g_assert_cmpuint (witness_count (fixture->witness, ZOE_EVENT_STEP, NULL), ==, 15);
  g_assert_cmpint (zoe_run_get_now (fixture->run), >=, 30 * ZOE_NS_PER_S);
  g_assert_cmpint (zoe_run_get_now (fixture->run), <, 31 * ZOE_NS_PER_S);
}

static void
test_pick_and_hold_back (Fixture *fixture, gconstpointer data)
{
  assert_standings (fixture, "client:send server:waiting");
  zoe_run_hold_back (fixture->run, 1, TRUE);
  assert_standings (fixture, "client:send! server:waiting");
  g_assert_cmpuint (zoe_run_get_next (fixture->run), ==, 0);
  g_assert_false (zoe_run_step (fixture->run, 0));
  g_assert_false (zoe_run_step (fixture->run, 2));
  /* Held back, it can still be picked. */
  g_assert_true (zoe_run_step (fixture->run, 1));
  assert_standings (fixture, "client:waiting! server:receive");
  zoe_run_hold_back (fixture->run, 1, FALSE);
  g_assert_cmpuint (zoe_run_get_next (fixture->run), ==, 2);
}

static void
test_leave_step_mode (Fixture *fixture, gconstpointer data)
{
  assert_standings (fixture, "client:send server:waiting");
  zoe_run_set_stepping (fixture->run, FALSE);
  g_assert_true (zoe_run_is_paused (fixture->run));
  zoe_run_set_clock_mode (fixture->run, ZOE_CLOCK_SKIP_IDLE);
  zoe_run_resume (fixture->run);
  g_assert_true (zoe_run_wait (fixture->run, PATIENCE));
  g_assert_cmpuint (witness_count (fixture->witness, ZOE_EVENT_RECEIVE, "client:ask"), ==, 3);
}

/* A node that is restarted right after it was let go may not have gone yet: its next life does nothing unasked. */
static void
test_restart_after_step (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZoeFault) restart = zoe_fault_parse ("restart client", fixture->scenario, NULL);
  /* Over tcp and ipc it takes its time until the two have found each other again. */
  guint n = GPOINTER_TO_UINT (data) == ZOE_TRANSPORT_INPROC ? 50 : 5;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GArray) standings = NULL;

      g_assert_true (zoe_run_wait_steady (fixture->run, PATIENCE));
      standings = zoe_run_list_standings (fixture->run);
      g_assert_cmpint (g_array_index (standings, ZoeStanding, 0).kind, ==, ZOE_STANDING_READY);
      g_assert_true (zoe_run_step (fixture->run, 1));
      g_assert_true (zoe_run_apply_fault (fixture->run, restart, NULL));
    }
}

/* Likewise one that is let free and stopped again. */
static void
test_leave_after_step (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 50 && !zoe_run_is_over (fixture->run); i++)
    {
      zoe_run_set_stepping (fixture->run, TRUE);
      g_assert_true (zoe_run_wait_steady (fixture->run, PATIENCE) || zoe_run_is_over (fixture->run));
      if (!zoe_run_step (fixture->run, 0))
        zoe_run_skip_to_deadline (fixture->run);
      zoe_run_resume (fixture->run);
    }
}

/* A deadline is skipped to while it comes by itself, be it a fault's that makes no sense: all stand afterwards, and it is known. The
 * moment in which that could go wrong is short; most of the time this finds it late or early. */
static void
test_skip_what_has_come (void)
{
  g_autoptr (ZoeScenario) scenario = zoe_scenario_new ();
  g_autoptr (GString) schedule = g_string_new (NULL);
  g_autoptr (ZoeRun) run = NULL;

  add_node (scenario, "idler", &player_starer);
  for (guint i = 1; i <= 4000; i++)
    g_string_append_printf (schedule, "%ums thaw idler;", i);
  run = zoe_run_new (scenario, &(ZoeRunOptions) { .rate = 1, .stepping = TRUE, .faults = schedule->str });
  g_assert_true (zoe_run_start (run, NULL));
  for (guint i = 0; i < 1500; i++)
    {
      g_assert_true (zoe_run_wait_steady (run, PATIENCE));
      zoe_run_skip_to_deadline (run);
      for (guint pause = 0; pause < i % 500; pause++)
        zoe_run_is_over (run);
      zoe_run_skip_to_deadline (run);
    }
  g_assert_true (zoe_run_wait_steady (run, PATIENCE));
}

static void
test_enter_while_waiting (Fixture *fixture, gconstpointer data)
{
  assert_standings (fixture, "client:send server:waiting");
  zoe_run_resume (fixture->run);
  witness_wait_for (fixture->witness, ZOE_EVENT_WORK, "server", 1);
  zoe_run_set_stepping (fixture->run, TRUE);
  assert_standings (fixture, "client:waiting server:waiting");
  g_assert_true (zoe_run_skip_to_deadline (fixture->run));
  assert_standings (fixture, "client:waiting server:send");
}

static void
test_frozen_at_the_gate (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZoeFault) freeze = zoe_fault_parse ("freeze client", fixture->scenario, NULL);
  g_autoptr (ZoeFault) thaw = zoe_fault_parse ("thaw client", fixture->scenario, NULL);

  assert_standings (fixture, "client:send server:waiting");
  g_assert_true (zoe_run_apply_fault (fixture->run, freeze, NULL));
  while (zoe_run_get_next (fixture->run) != 0)
    g_thread_yield ();
  g_assert_false (zoe_run_step (fixture->run, 0));
  g_assert_true (zoe_run_apply_fault (fixture->run, thaw, NULL));
  while (zoe_run_get_next (fixture->run) == 0)
    g_thread_yield ();
  g_assert_true (zoe_run_step (fixture->run, 0));
}

static void
test_stop_at_the_gate (Fixture *fixture, gconstpointer data)
{
  assert_standings (fixture, "client:send server:waiting");
  zoe_run_stop (fixture->run);
  assert_complete (fixture->witness);
  g_assert_cmpuint (witness_count (fixture->witness, ZOE_EVENT_END, NULL), ==, 2);
}

static void
test_break (Fixture *fixture, gconstpointer data)
{
  g_autofree char *reason = NULL;

  assert_standings (fixture, "client:send server:waiting");
  g_assert_true (zoe_run_set_breaks (fixture->run, "text question 1; kind pigeon", NULL) == FALSE);
  g_assert_true (zoe_run_set_breaks (fixture->run, "text question 1", NULL));
  zoe_run_set_clock_mode (fixture->run, ZOE_CLOCK_SKIP_IDLE);
  zoe_run_resume (fixture->run);
  witness_wait_for (fixture->witness, ZOE_EVENT_PAUSE, NULL, 2);
  g_assert_true (zoe_run_is_paused (fixture->run));
  reason = zoe_run_dup_break (fixture->run);
  g_assert_cmpstr (reason, ==, "a message contains “question 1”");
  /* The send, or its receipt, if that was told first. */
  witness_wait_for (fixture->witness, ZOE_EVENT_SEND, "client:ask", 2);
  g_assert_true (zoe_run_set_breaks (fixture->run, NULL, NULL));
  /* The send and its receipt meet the condition on two threads: the second may come when the first has been dealt with. */
  do
    zoe_run_resume (fixture->run);
  while (!zoe_run_wait (fixture->run, 50 * ZOE_NS_PER_MS));
  g_assert_cmpuint (witness_count (fixture->witness, ZOE_EVENT_PAUSE, NULL), <=, 3);
}

static void
test_break_in_time (Fixture *fixture, gconstpointer data)
{
  assert_standings (fixture, "client:send server:waiting");
  g_assert_true (zoe_run_set_breaks (fixture->run, "15s", NULL));
  zoe_run_set_clock_mode (fixture->run, ZOE_CLOCK_SKIP_IDLE);
  zoe_run_resume (fixture->run);
  witness_wait_for (fixture->witness, ZOE_EVENT_PAUSE, NULL, 2);
  g_assert_cmpint (zoe_run_get_now (fixture->run), >=, 15 * ZOE_NS_PER_S);
  g_assert_cmpint (zoe_run_get_now (fixture->run), <, 16 * ZOE_NS_PER_S);
  zoe_run_resume (fixture->run);
  g_assert_true (zoe_run_wait (fixture->run, PATIENCE));
}

/* Everybody stands anyway, but it is told; the next step is past it. */
static void
test_break_while_stepping (Fixture *fixture, gconstpointer data)
{
  g_autofree char *met = NULL, *left = NULL;

  assert_standings (fixture, "client:send server:waiting");
  g_assert_true (zoe_run_set_breaks (fixture->run, "text question 0", NULL));
  g_assert_true (zoe_run_step (fixture->run, 0));
  assert_standings (fixture, "client:waiting server:receive");
  met = zoe_run_dup_break (fixture->run);
  g_assert_cmpstr (met, ==, "a message contains “question 0”");
  g_assert_cmpuint (witness_count (fixture->witness, ZOE_EVENT_PAUSE, NULL), ==, 2);
  g_assert_true (zoe_run_set_breaks (fixture->run, NULL, NULL));
  g_assert_true (zoe_run_step (fixture->run, 0));
  assert_standings (fixture, "client:waiting server:work");
  left = zoe_run_dup_break (fixture->run);
  g_assert_null (left);
}

/* The trace says in which mode it was made. */
static void
test_modes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *modes = NULL;

  assert_standings (fixture, "client:send server:waiting");
  zoe_run_set_clock_mode (fixture->run, ZOE_CLOCK_SKIP_IDLE);
  zoe_run_set_clock_mode (fixture->run, ZOE_CLOCK_SKIP_IDLE);
  zoe_run_set_stepping (fixture->run, FALSE);
  zoe_run_set_stepping (fixture->run, TRUE);
  zoe_run_resume (fixture->run);
  g_assert_true (zoe_run_wait (fixture->run, PATIENCE));
  modes = witness_dup_frames (fixture->witness, ZOE_EVENT_MODE, NULL);
  g_assert_cmpstr (modes, ==, "step skip-idle free step free");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void      (*func) (Fixture *fixture, gconstpointer data);
  } rows[] =
  {
    { "break", test_break },
    { "break-in-time", test_break_in_time },
    { "break-while-stepping", test_break_while_stepping },
    { "enter-while-waiting", test_enter_while_waiting },
    { "frozen-at-the-gate", test_frozen_at_the_gate },
    { "leave-after-step", test_leave_after_step },
    { "leave-step-mode", test_leave_step_mode },
    { "modes", test_modes },
    { "one-at-a-time", test_one_at_a_time },
    { "pick-and-hold-back", test_pick_and_hold_back },
    { "restart-after-step", test_restart_after_step },
    { "stop-at-the-gate", test_stop_at_the_gate },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint transport = 0; transport < ZOE_TRANSPORT_N; transport++)
    for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
      {
        g_autofree char *path = g_strdup_printf ("/gate/%s/%s", zoe_transport_get_name (transport), rows[i].name);

        g_test_add (path, Fixture, GUINT_TO_POINTER (transport), set_up, rows[i].func, tear_down);
      }
  g_test_add_func ("/gate/skip-what-has-come", test_skip_what_has_come);
  return g_test_run ();
}
