/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The run: stages, tags, time, stop. Real threads and sockets; time skips idle stretches, so nothing sleeps. */

#include "run/run.h"

#include <gio/gio.h>

#include "players.h"
#include "run/node.h"
#include "support/witness.h"

static void
run_to_end (ZoeScenario *scenario, Witness *witness, ZoeClockMode clock)
{
  ZoeRunOptions options = { .clock = clock, .rate = 1 };
  g_autoptr (ZoeRun) run = zoe_run_new (scenario, &options);
  g_autoptr (GError) error = NULL;

  zoe_run_set_sink (run, witness_sink, witness);
  zoe_run_start (run, &error);
  g_assert_no_error (error);
  g_assert_true (zoe_run_wait (run, 60 * ZOE_NS_PER_S));
  zoe_run_stop (run);
}

static void
test_transport (gconstpointer data)
{
  ZoeTransport transport = GPOINTER_TO_UINT (data);
  g_autoptr (ZoeScenario) scenario = zoe_scenario_new ();
  g_autoptr (Witness) witness = witness_new (scenario);
  g_autofree char *received = NULL;

  add_node (scenario, "a", &player_counter);
  add_node (scenario, "b", &player_passer);
  add_node (scenario, "c", &player_taker);
  add_link (scenario, "a", "out", "b", "in", transport);
  add_link (scenario, "b", "out", "c", "in", transport);
  scenario->until = g_strdup ("c");

  run_to_end (scenario, witness, ZOE_CLOCK_SKIP_IDLE);
  assert_complete (witness);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_RECEIVE, "c:in"), ==, 10);
  received = witness_dup_frames (witness, ZOE_EVENT_SEND, "b:out");
  g_assert_cmpstr (received, ==, "1 2 3 4 5 6 7 8 9 10");
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_HANDSHAKE, NULL), ==, transport == ZOE_TRANSPORT_INPROC ? 0 : 4);

  /* A broker's send names the receipt that caused it. */
  for (guint i = 0; i < witness_count_all (witness); i++)
    {
      ZoeEvent *event = witness_get (witness, i);

      if (event->kind == ZOE_EVENT_SEND && zoe_message_id_node (event->message) == 2)
        g_assert_cmpuint (event->cause, ==, zoe_message_id (1, zoe_message_id_count (event->message)));
    }
}

static void
test_skips_idle_time (void)
{
  g_autoptr (ZoeScenario) scenario = zoe_scenario_new ();
  g_autoptr (Witness) witness = witness_new (scenario);
  gint64 last = 0;

  add_node (scenario, "client", &player_asker);
  add_node (scenario, "server", &player_answerer);
  add_link (scenario, "client", "ask", "server", "answer", ZOE_TRANSPORT_TCP);
  scenario->until = g_strdup ("client");

  run_to_end (scenario, witness, ZOE_CLOCK_SKIP_IDLE);
  assert_complete (witness);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_RECEIVE, "client:ask"), ==, 3);
  for (guint i = 0; i < witness_count_all (witness); i++)
    last = MAX (last, witness_get (witness, i)->time_ns);
  g_assert_cmpint (last, >=, 30 * ZOE_NS_PER_S);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_JUMP, NULL), ==, 3);
}

static void
test_idle_for_good_ends (void)
{
  g_autoptr (ZoeScenario) scenario = zoe_scenario_new ();
  g_autoptr (Witness) witness = witness_new (scenario);

  add_node (scenario, "server", &player_answerer);
  run_to_end (scenario, witness, ZOE_CLOCK_SKIP_IDLE);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_END, "server"), ==, 1);
}

static void
test_refused_by_state (void)
{
  g_autoptr (ZoeScenario) scenario = zoe_scenario_new ();
  g_autoptr (Witness) witness = witness_new (scenario);

  add_node (scenario, "client", &player_twice_asker);
  add_node (scenario, "server", &player_answerer);
  add_link (scenario, "client", "ask", "server", "answer", ZOE_TRANSPORT_INPROC);
  scenario->until = g_strdup ("client");
  run_to_end (scenario, witness, ZOE_CLOCK_SKIP_IDLE);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_SEND, "client:ask"), ==, 1);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_REFUSED, "client:ask"), ==, 1);
}

/* Each ends in under a second, whatever its nodes are doing. */
static void
test_stop (gconstpointer data)
{
  const char *state = data;
  g_autoptr (ZoeScenario) scenario = zoe_scenario_new ();
  g_autoptr (Witness) witness = witness_new (scenario);
  g_autoptr (ZoeRun) run = NULL;
  g_autoptr (GError) error = NULL;

  add_node (scenario, "a", &player_flooder);
  add_node (scenario, "b", &player_starer);
  add_link (scenario, "a", "out", "b", "in", ZOE_TRANSPORT_INPROC);
  run = zoe_run_new (scenario, NULL);
  zoe_run_set_sink (run, witness_sink, witness);
  zoe_run_start (run, &error);
  g_assert_no_error (error);
  witness_wait_for (witness, ZOE_EVENT_BLOCKED, "a:out", 1);
  if (g_str_equal (state, "paused"))
    zoe_run_pause (run);
  zoe_run_stop (run);
  assert_complete (witness);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_END, NULL), ==, 2);
  /* Over inproc the queue holds both ends' high-water marks. */
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_SEND, "a:out"), ==, 2000);
}

static void
test_pause_holds_time (void)
{
  g_autoptr (ZoeScenario) scenario = zoe_scenario_new ();
  g_autoptr (Witness) witness = witness_new (scenario);
  g_autoptr (ZoeRun) run = NULL;
  g_autoptr (GError) error = NULL;
  gint64 held;

  add_node (scenario, "client", &player_asker);
  add_node (scenario, "server", &player_answerer);
  add_link (scenario, "client", "ask", "server", "answer", ZOE_TRANSPORT_INPROC);
  run = zoe_run_new (scenario, NULL);
  zoe_run_set_sink (run, witness_sink, witness);
  zoe_run_start (run, &error);
  g_assert_no_error (error);
  witness_wait_for (witness, ZOE_EVENT_WORK, "server", 1);
  zoe_run_pause (run);
  held = zoe_run_get_now (run);
  g_assert_false (zoe_run_wait (run, 20 * ZOE_NS_PER_MS));
  g_assert_cmpint (zoe_run_get_now (run), ==, held);
  zoe_run_set_rate (run, 1000);
  g_assert_cmpint (zoe_run_get_now (run), ==, held);
  zoe_run_resume (run);
  witness_wait_for (witness, ZOE_EVENT_RECEIVE, "client:ask", 1);
  g_assert_cmpint (zoe_run_get_now (run), >=, 10 * ZOE_NS_PER_S);
  zoe_run_stop (run);
}

static void
test_late_joiner (void)
{
  g_autoptr (ZoeScenario) scenario = zoe_scenario_new ();
  g_autoptr (Witness) witness = witness_new (scenario);

  add_node (scenario, "a", &player_counter);
  add_node (scenario, "c", &player_taker)->start_ns = 5 * ZOE_NS_PER_S;
  add_link (scenario, "a", "out", "c", "in", ZOE_TRANSPORT_TCP);
  run_to_end (scenario, witness, ZOE_CLOCK_SKIP_IDLE);
  assert_complete (witness);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_RECEIVE, "c:in"), ==, 10);
}

static void
test_endpoint_in_use (void)
{
  g_autoptr (ZoeScenario) scenario = zoe_scenario_new ();
  g_autoptr (Witness) witness = witness_new (scenario);
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (ZoeRun) run = NULL;
  g_autoptr (GError) error = NULL;
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  ZoeLinkSpec *link;

  add_node (scenario, "a", &player_counter);
  add_node (scenario, "c", &player_taker);
  link = add_link (scenario, "a", "out", "c", "in", ZOE_TRANSPORT_TCP);
  link->endpoint = g_strdup_printf ("tcp://127.0.0.1:%u", port);
  run = zoe_run_new (scenario, NULL);
  g_assert_false (zoe_run_start (run, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_assert_true (g_str_has_prefix (error->message, "a:out: cannot bind to tcp://127.0.0.1:"));
}

static void
test_until_events (void)
{
  g_autoptr (ZoeScenario) scenario = zoe_scenario_new ();
  g_autoptr (Witness) witness = witness_new (scenario);
  g_autoptr (ZoeRun) run = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;

  add_node (scenario, "a", &player_flooder);
  add_node (scenario, "b", &player_starer);
  add_link (scenario, "a", "out", "b", "in", ZOE_TRANSPORT_INPROC);
  scenario->until = g_strdup ("50 events; 1h");
  run = zoe_run_new (scenario, NULL);
  zoe_run_set_sink (run, witness_sink, witness);
  zoe_run_start (run, &error);
  g_assert_no_error (error);
  g_assert_true (zoe_run_wait (run, 60 * ZOE_NS_PER_S));
  reason = zoe_run_dup_reason (run);
  g_assert_cmpstr (reason, ==, "50 events have happened");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/run/transport/inproc", GUINT_TO_POINTER (ZOE_TRANSPORT_INPROC), test_transport);
  g_test_add_data_func ("/run/transport/ipc", GUINT_TO_POINTER (ZOE_TRANSPORT_IPC), test_transport);
  g_test_add_data_func ("/run/transport/tcp", GUINT_TO_POINTER (ZOE_TRANSPORT_TCP), test_transport);
  g_test_add_func ("/run/skips-idle-time", test_skips_idle_time);
  g_test_add_func ("/run/idle-for-good-ends", test_idle_for_good_ends);
  g_test_add_func ("/run/refused-by-state", test_refused_by_state);
  g_test_add_data_func ("/run/stop/blocked", "blocked", test_stop);
  g_test_add_data_func ("/run/stop/paused", "paused", test_stop);
  g_test_add_func ("/run/pause-holds-time", test_pause_holds_time);
  g_test_add_func ("/run/late-joiner", test_late_joiner);
  g_test_add_func ("/run/endpoint-in-use", test_endpoint_in_use);
  g_test_add_func ("/run/until-events", test_until_events);
  return g_test_run ();
}
