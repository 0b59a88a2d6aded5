/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is broken, by hand and by schedule, and what becomes of it. Time is skipped, so delays of seconds take none. */

#include <gio/gio.h>

#include "model/duration.h"
#include "players.h"
#include "run/node.h"
#include "run/run.h"
#include "support/witness.h"

#define PATIENCE (60 * ZOE_NS_PER_S)

/* A number each second, for a minute, once subscriptions have had time to come. */
static void
tick (ZoeNode *node)
{
  zoe_node_sleep (node, 100 * ZOE_NS_PER_MS);
  for (guint i = 1; i <= 60; i++)
    if (!zoe_node_send (node, zoe_node_get_socket (node, "out"), zoe_message_new_text ("%u", i))
        || !zoe_node_sleep (node, ZOE_NS_PER_S))
      return;
}

static void
listen (ZoeNode *node)
{
  ZoeMessage *message;

  while ((message = zoe_node_receive (node, zoe_node_get_socket (node, "in"))))
    zoe_message_free (message);
}

static const ZoeRoleSocket push_sockets[] = { { "out", ZOE_SOCKET_PUSH, TRUE, TRUE }, { NULL } };
static const ZoeRoleSocket pub_sockets[] = { { "out", ZOE_SOCKET_PUB, TRUE, TRUE }, { NULL } };
static const ZoeRoleSocket pull_sockets[] = { { "in", ZOE_SOCKET_PULL, FALSE, TRUE }, { NULL } };
static const ZoeRoleSocket sub_sockets[] = { { "in", ZOE_SOCKET_SUB, FALSE, TRUE }, { NULL } };
static const ZoeRole ticker = { "ticker", "", "", tick, push_sockets, NULL };
static const ZoeRole caller = { "caller", "", "", tick, pub_sockets, NULL };
static const ZoeRole listener = { "listener", "", "", listen, pull_sockets, NULL };
static const ZoeRole subscriber = { "subscriber", "", "", listen, sub_sockets, NULL };

static ZoeScenario *
ticker_and_listener (ZoeTransport transport)
{
  ZoeScenario *scenario = zoe_scenario_new ();

  add_node (scenario, "a", &ticker);
  add_node (scenario, "b", &listener);
  add_link (scenario, "a", "out", "b", "in", transport);
  scenario->until = g_strdup ("70s");
  return scenario;
}

static ZoeScenario *
caller_and_two (ZoeTransport transport)
{
  ZoeScenario *scenario = zoe_scenario_new ();

  add_node (scenario, "a", &caller);
  for (guint i = 0; i < 2; i++)
    {
      const char *name = i == 0 ? "b" : "c";
      ZoeSocketSpec *in;

      add_node (scenario, name, &subscriber);
      in = zoe_scenario_find_socket (scenario, zoe_scenario_find_node (scenario, name)->number, "in");
      in->options = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (in->options, g_strdup ("subscribe="));
      add_link (scenario, "a", "out", name, "in", transport);
    }
  scenario->until = g_strdup ("70s");
  return scenario;
}

/* The time from each send to its receipt at a port, in scenario time. */
static void
assert_delays (Witness *witness, guint socket, gint64 from_sequence, gint64 least_ns, gint64 most_ns, guint at_least)
{
  g_autoptr (GHashTable) sent = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint n = 0;

  for (guint i = 0; i < witness_count_all (witness); i++)
    {
      ZoeEvent *event = witness_get (witness, i);

      if (event->kind == ZOE_EVENT_SEND && event->sequence >= (guint64) from_sequence)
        g_hash_table_insert (sent, &event->message, event);
      if (event->kind == ZOE_EVENT_RECEIVE && event->socket == socket)
        {
          ZoeEvent *send = g_hash_table_lookup (sent, &event->message);

          if (send == NULL)
            continue;
          g_assert_cmpint (event->time_ns - send->time_ns, >=, least_ns);
          g_assert_cmpint (event->time_ns - send->time_ns, <=, most_ns);
          n++;
        }
    }
  g_assert_cmpuint (n, >=, at_least);
}

static void
test_kill_and_restart_receiver (gconstpointer data)
{
  g_autoptr (ZoeScenario) scenario = caller_and_two (GPOINTER_TO_UINT (data));
  g_autoptr (Witness) witness = run_with (scenario, "10500ms kill b; 20500ms restart b");
  guint n;

  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_START, "b"), ==, 2);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_END, "b"), ==, 2);
  /* The other subscriber misses nothing; the dead one what was said meanwhile, and what its new subscription came too late for. */
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_RECEIVE, "c"), ==, 60);
  n = witness_count (witness, ZOE_EVENT_RECEIVE, "b");
  g_assert_cmpuint (n, >=, 48);
  g_assert_cmpuint (n, <=, 51);
}

/* Those who connected to it find it again, over inproc as well. */
static void
test_kill_and_restart_sender (gconstpointer data)
{
  g_autoptr (ZoeScenario) scenario = ticker_and_listener (GPOINTER_TO_UINT (data));
  g_autoptr (Witness) witness = run_with (scenario, "10500ms kill a; 12500ms restart a out.sndhwm=5");
  g_autofree char *received = witness_dup_frames (witness, ZOE_EVENT_SEND, "a");

  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_START, "a"), ==, 2);
  /* Eleven in the first life; in the second it counts from one, until 70 s are over. */
  g_assert_true (g_str_has_prefix (received, "1 2 3 4 5 6 7 8 9 10 11 1 2 3 4"));
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_RECEIVE, "b"), ==, witness_count (witness, ZOE_EVENT_SEND, "a"));
}

/* Whoever has found the other end's new life by himself is not sent there once more: everything would come twice. */
static void
test_connected_once (gconstpointer data)
{
  static const char *const schedules[] =
  {
    "10500ms kill a; 11500ms restart b; 12500ms restart a",
    "10500ms freeze b; 11500ms restart a; 12500ms restart a; 13500ms thaw b",
    "10500ms kill a; 11500ms stop b; 12500ms restart a; 13500ms restart b; 14500ms restart a",
    "10500ms restart a; 10500ms restart b; 10500ms restart a; 10500ms restart c",
  };

  for (guint i = 0; i < G_N_ELEMENTS (schedules); i++)
    {
      g_autoptr (ZoeScenario) scenario = caller_and_two (GPOINTER_TO_UINT (data));
      g_autoptr (Witness) witness = run_with (scenario, schedules[i]);
      guint n_sent = witness_count (witness, ZOE_EVENT_SEND, "a");

      g_assert_cmpuint (witness_count (witness, ZOE_EVENT_RECEIVE, "b"), <=, n_sent);
      g_assert_cmpuint (witness_count (witness, ZOE_EVENT_RECEIVE, "c"), <=, n_sent);
      /* But for what it was dead or frozen for, and subscribed to too late. */
      g_assert_cmpuint (witness_count (witness, ZOE_EVENT_RECEIVE, "b"), >=, n_sent - 8);
      g_assert_cmpuint (witness_count (witness, ZOE_EVENT_RECEIVE, "c"), >=, n_sent - 8);
    }
}

static void
test_consequences_are_linked (void)
{
  g_autoptr (ZoeScenario) scenario = ticker_and_listener (ZOE_TRANSPORT_INPROC);
  g_autoptr (Witness) witness = run_with (scenario, "5s kill b; 6s restart b; 7s stop b");
  guint64 last_fault = 0;
  guint n_linked = 0;

  for (guint i = 0; i < witness_count_all (witness); i++)
    {
      ZoeEvent *event = witness_get (witness, i);

      if (event->kind == ZOE_EVENT_FAULT)
        last_fault = event->sequence;
      if ((event->kind == ZOE_EVENT_START || event->kind == ZOE_EVENT_END) && event->value > 0)
        {
          g_assert_cmpuint (event->value, ==, last_fault);
          n_linked++;
        }
    }
  g_assert_cmpuint (n_linked, ==, 3);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_FAULT, NULL), ==, 3);
}

static void
test_freeze_and_thaw (void)
{
  g_autoptr (ZoeScenario) scenario = ticker_and_listener (ZOE_TRANSPORT_INPROC);
  g_autoptr (Witness) witness = run_with (scenario, "10500ms freeze b; 30500ms thaw b");

  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_RECEIVE, "b"), ==, 60);
  for (guint i = 0; i < witness_count_all (witness); i++)
    {
      ZoeEvent *event = witness_get (witness, i);

      if (event->kind == ZOE_EVENT_RECEIVE)
        g_assert_false (event->time_ns > 11 * ZOE_NS_PER_S && event->time_ns < 30 * ZOE_NS_PER_S);
    }
}

static void
test_delay (gconstpointer data)
{
  g_autoptr (ZoeScenario) scenario = caller_and_two (GPOINTER_TO_UINT (data));
  g_autoptr (Witness) witness = run_with (scenario, "500ms delay a:out-b:in 2500ms");

  /* In order, none lost, each late by what was asked; the link beside is not touched. */
  assert_delays (witness, 2, 0, 0, 2500 * ZOE_NS_PER_MS + 500 * ZOE_NS_PER_MS, 60);
  assert_delays (witness, 3, 0, 0, 500 * ZOE_NS_PER_MS, 60);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_HELD, "b"), >=, 59);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_HELD, "c"), ==, 0);
}

static void
test_delay_taken_away (void)
{
  g_autoptr (ZoeScenario) scenario = caller_and_two (ZOE_TRANSPORT_INPROC);
  g_autoptr (Witness) witness = run_with (scenario, "500ms delay a:out-b:in 300ms; 500ms jitter a:out-b:in 100ms; 30500ms delay a:out-b:in 0; "
                                                    "30500ms jitter a:out-b:in 0");
  gint64 from = 0;

  for (guint i = 0; i < witness_count_all (witness); i++)
    if (witness_get (witness, i)->time_ns > 31 * ZOE_NS_PER_S && from == 0)
      from = witness_get (witness, i)->sequence;
  assert_delays (witness, 2, 0, 0, 450 * ZOE_NS_PER_MS, 60);
  assert_delays (witness, 2, from, 0, 50 * ZOE_NS_PER_MS, 25);
}

static void
test_cut_and_heal (gconstpointer data)
{
  g_autoptr (ZoeScenario) scenario = caller_and_two (GPOINTER_TO_UINT (data));
  g_autoptr (Witness) witness = run_with (scenario, "10500ms cut a:out-b:in; 30500ms heal a:out-b:in");

  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_RECEIVE, "b"), ==, 60);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_RECEIVE, "c"), ==, 60);
  for (guint i = 0; i < witness_count_all (witness); i++)
    {
      ZoeEvent *event = witness_get (witness, i);

      if (event->kind == ZOE_EVENT_RECEIVE && event->socket == 2)
        g_assert_false (event->time_ns > 11 * ZOE_NS_PER_S && event->time_ns < 30 * ZOE_NS_PER_S);
    }
}

static void
test_hold_by_hand (void)
{
  g_autoptr (ZoeScenario) scenario = ticker_and_listener (ZOE_TRANSPORT_INPROC);
  g_autoptr (Witness) witness = run_with (scenario, "500ms hold a:out-b:in; 3500ms release a:out-b:in; 3600ms drop a:out-b:in; "
                                                    "3700ms duplicate a:out-b:in; 10500ms heal a:out-b:in");

  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_DROPPED, NULL), ==, 1);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_DUPLICATED, NULL), ==, 1);
  /* One was dropped, one came twice. */
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_RECEIVE, "b"), ==, 60);
}

static void
test_reset (gconstpointer data)
{
  ZoeTransport transport = GPOINTER_TO_UINT (data);
  g_autoptr (ZoeScenario) scenario = ticker_and_listener (transport);
  g_autoptr (Witness) witness = run_with (scenario, "10500ms reset a:out-b:in");

  if (transport == ZOE_TRANSPORT_INPROC)
    {
      g_autofree char *notes = witness_dup_frames (witness, ZOE_EVENT_NOTE, NULL);

      g_assert_cmpstr (notes, ==, "reset a:out-b:in: the link of a:out is inproc: it has no connection that could be reset");
      return;
    }
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_DISCONNECTED, NULL), >=, 1);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_HANDSHAKE, NULL), >=, 4);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_RECEIVE, "b"), ==, 60);
}

static void
assert_refused (ZoeRun *run, ZoeScenario *scenario, const char *text, const char *sentence)
{
  g_autoptr (ZoeFault) fault = zoe_fault_parse (text, scenario, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (zoe_run_apply_fault (run, fault, &error));
  g_assert_cmpstr (error->message, ==, sentence);
}

static void
apply (ZoeRun *run, ZoeScenario *scenario, const char *text)
{
  g_autoptr (ZoeFault) fault = zoe_fault_parse (text, scenario, NULL);
  g_autoptr (GError) error = NULL;

  zoe_run_apply_fault (run, fault, &error);
  g_assert_no_error (error);
}

static void
test_makes_no_sense (void)
{
  g_autoptr (ZoeScenario) scenario = ticker_and_listener (ZOE_TRANSPORT_INPROC);
  g_autoptr (Witness) witness = witness_new (scenario);
  g_autoptr (ZoeRun) run = zoe_run_new (scenario, NULL);
  g_autoptr (GError) error = NULL;

  zoe_run_set_sink (run, witness_sink, witness);
  g_assert_true (zoe_run_start (run, &error));
  witness_wait_for (witness, ZOE_EVENT_RECEIVE, "b", 1);
  assert_refused (run, scenario, "thaw b", "b is not frozen");
  assert_refused (run, scenario, "heal a:out-b:in", "the link is whole already");
  assert_refused (run, scenario, "release a:out-b:in", "no message waits on this link");
  apply (run, scenario, "freeze b");
  assert_refused (run, scenario, "freeze b", "b is frozen already");
  apply (run, scenario, "kill b");
  witness_wait_for (witness, ZOE_EVENT_END, "b", 1);
  while (zoe_run_count_playing (run) > 1)
    g_thread_yield ();
  assert_refused (run, scenario, "kill b", "b is dead already; restart it first");
  apply (run, scenario, "cut a:out-b:in");
  assert_refused (run, scenario, "hold a:out-b:in", "the link lets nothing through already");
  zoe_run_stop (run);
  assert_refused (run, scenario, "restart b", "the run is over");
  assert_complete (witness);
}

/* A stopped node has messages left for a peer that is dead. If that one comes back, it gets them; if it does not, the run ends all the same:
 * without a limit, libzmq would wait for it for ever. */
static void
test_stop_with_messages_left (gconstpointer data)
{
  for (guint comes_back = 0; comes_back < 2; comes_back++)
    {
      g_autoptr (ZoeScenario) scenario = zoe_scenario_new ();
      g_autoptr (Witness) witness = NULL;
      g_autoptr (ZoeRun) run = NULL;

      add_node (scenario, "a", &player_flooder);
      add_node (scenario, "b", &player_taker);
      add_link (scenario, "a", "out", "b", "in", GPOINTER_TO_UINT (data))->head_binds = TRUE;
      witness = witness_new (scenario);
      run = zoe_run_new (scenario, &(ZoeRunOptions) { .rate = 1, .stepping = TRUE });
      zoe_run_set_sink (run, witness_sink, witness);
      g_assert_true (zoe_run_start (run, NULL));
      g_assert_true (zoe_run_wait_steady (run, 60 * ZOE_NS_PER_S));
      apply (run, scenario, "kill b");
      witness_wait_for (witness, ZOE_EVENT_END, "b", 1);
      apply (run, scenario, "restart a out.sndhwm=5");
      zoe_run_resume (run);
      witness_wait_for (witness, ZOE_EVENT_BLOCKED, "a", 1);
      apply (run, scenario, "stop a");
      witness_wait_for (witness, ZOE_EVENT_END, "a", 2);
      if (comes_back)
        {
          apply (run, scenario, "restart b");
          witness_wait_for (witness, ZOE_EVENT_RECEIVE, "b", 5);
        }
      zoe_run_stop (run);
      assert_complete (witness);
    }
}

static void
test_stop_while_frozen (void)
{
  g_autoptr (ZoeScenario) scenario = ticker_and_listener (ZOE_TRANSPORT_TCP);
  g_autoptr (Witness) witness = witness_new (scenario);
  g_autoptr (ZoeRun) run = zoe_run_new (scenario, NULL);

  zoe_run_set_sink (run, witness_sink, witness);
  g_assert_true (zoe_run_start (run, NULL));
  witness_wait_for (witness, ZOE_EVENT_RECEIVE, "b", 1);
  apply (run, scenario, "freeze b");
  apply (run, scenario, "cut a:out-b:in");
  zoe_run_pause (run);
  zoe_run_stop (run);
  assert_complete (witness);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_END, NULL), ==, 2);
}

int
main (int argc, char **argv)
{
  static const TransportTest rows[] =
  {
    { "connected-once", test_connected_once },
    { "cut-and-heal", test_cut_and_heal },
    { "delay", test_delay },
    { "kill-and-restart-receiver", test_kill_and_restart_receiver },
    { "kill-and-restart-sender", test_kill_and_restart_sender },
    { "reset", test_reset },
  };

  g_test_init (&argc, &argv, NULL);
  add_tests_for_transports ("/faults", rows, G_N_ELEMENTS (rows));
  g_test_add_func ("/faults/consequences-are-linked", test_consequences_are_linked);
  g_test_add_func ("/faults/delay-taken-away", test_delay_taken_away);
  g_test_add_func ("/faults/freeze-and-thaw", test_freeze_and_thaw);
  g_test_add_func ("/faults/hold-by-hand", test_hold_by_hand);
  g_test_add_func ("/faults/makes-no-sense", test_makes_no_sense);
  g_test_add_func ("/faults/stop-while-frozen", test_stop_while_frozen);
  g_test_add_data_func ("/faults/stop-with-messages-left/ipc", GUINT_TO_POINTER (ZOE_TRANSPORT_IPC), test_stop_with_messages_left);
  g_test_add_data_func ("/faults/stop-with-messages-left/tcp", GUINT_TO_POINTER (ZOE_TRANSPORT_TCP), test_stop_with_messages_left);
  return g_test_run ();
}
