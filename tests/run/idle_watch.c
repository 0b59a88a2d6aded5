/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Skipped time is time: whatever the clock's mode, the same happens in the same causal order. */

#include <gio/gio.h>
#include <string.h>

#include "model/duration.h"
#include "players.h"
#include "run/idle_watch.h"
#include "run/node.h"
#include "run/run.h"
#include "support/witness.h"

#define PATIENCE (60 * ZOE_NS_PER_S)
#define BEAT     (20 * ZOE_NS_PER_MS)
#define N_BEATS  8

/* Nothing here depends on how fast the machine is: whoever has a deadline has it for an answer that never comes. */

static void
beat (ZoeNode *node)
{
  for (guint i = 1; i <= N_BEATS; i++)
    if (!zoe_node_sleep (node, BEAT) || !zoe_node_send (node, zoe_node_get_socket (node, "out"), zoe_message_new_text ("beat %u", i)))
      return;
}

static void
feel (ZoeNode *node)
{
  for (guint i = 1; i <= N_BEATS; i++)
    {
      ZoeMessage *message = zoe_node_receive (node, zoe_node_get_socket (node, "in"));

      if (message == NULL)
        return;
      zoe_node_show (node, "beats", "%u", i);
      if (!zoe_node_work (node, BEAT / 4) || !zoe_node_send (node, zoe_node_get_socket (node, "out"), message))
        return;
    }
}

static void
count (ZoeNode *node)
{
  for (guint i = 1; i <= N_BEATS; i++)
    {
      g_autoptr (ZoeMessage) message = zoe_node_receive (node, zoe_node_get_socket (node, "in"));

      if (message == NULL)
        return;
    }
}

/* Asks somebody who never answers; tries again and gives up in the end. */
static void
hope (ZoeNode *node)
{
  ZoePollItem item = { .socket = zoe_node_get_socket (node, "ask") };

  for (guint tries = 1; tries <= 3; tries++)
    {
      g_autoptr (ZoeMessage) question = zoe_message_new_text ("anybody there?");

      if (!zoe_node_send (node, item.socket, g_steal_pointer (&question)) || zoe_node_poll (node, &item, 1, 2 * BEAT) != 0)
        return;
      zoe_node_show (node, "tries", "%u", tries);
    }
  zoe_node_note (node, "gives up");
}

static void
answer (ZoeNode *node)
{
  ZoeSocket *socket = zoe_node_get_socket (node, "answer");

  for (guint i = 0; i < 3; i++)
    {
      ZoeMessage *question = zoe_node_receive (node, socket);

      if (question == NULL)
        return;
      zoe_node_work (node, BEAT);
      if (!zoe_node_send (node, socket, question))
        return;
    }
}

static void
ignore (ZoeNode *node)
{
  zoe_node_sleep (node, 10 * BEAT);
}

static const ZoeRoleSocket out_sockets[] = { { "out", ZOE_SOCKET_PUSH, TRUE, TRUE }, { NULL } };
static const ZoeRoleSocket in_sockets[] = { { "in", ZOE_SOCKET_PULL, FALSE, TRUE }, { NULL } };
static const ZoeRoleSocket both_sockets[] = { { "in", ZOE_SOCKET_PULL, FALSE, TRUE }, { "out", ZOE_SOCKET_PUSH, TRUE, TRUE }, { NULL } };
static const ZoeRoleSocket dealer_sockets[] = { { "ask", ZOE_SOCKET_DEALER, FALSE, TRUE }, { NULL } };
static const ZoeRoleSocket router_sockets[] = { { "answer", ZOE_SOCKET_ROUTER, TRUE, TRUE }, { NULL } };
static const ZoeRoleSocket rep_sockets[] = { { "answer", ZOE_SOCKET_REP, TRUE, TRUE }, { NULL } };
static const ZoeRole answerer = { "answerer", "", "", answer, rep_sockets, NULL };
static const ZoeRole beater = { "beater", "", "", beat, out_sockets, NULL };
static const ZoeRole feeler = { "feeler", "", "", feel, both_sockets, NULL };
static const ZoeRole counter = { "counter", "", "", count, in_sockets, NULL };
static const ZoeRole hoper = { "hoper", "", "", hope, dealer_sockets, NULL };

static const ZoeRole ignorer = { "ignorer", "", "", ignore, router_sockets, NULL };

static ZoeScenario *
make_scenario (ZoeTransport transport)
{
  ZoeScenario *scenario = zoe_scenario_new ();

  add_node (scenario, "heart", &beater);
  add_node (scenario, "vein", &feeler);
  add_node (scenario, "wrist", &counter);
  add_node (scenario, "hoper", &hoper);
  add_node (scenario, "wall", &ignorer);
  add_node (scenario, "client", &player_asker);
  add_node (scenario, "server", &answerer);
  add_link (scenario, "heart", "out", "vein", "in", transport);
  add_link (scenario, "vein", "out", "wrist", "in", transport);
  add_link (scenario, "hoper", "ask", "wall", "answer", transport);
  add_link (scenario, "client", "ask", "server", "answer", transport);
  return scenario;
}

static char *
run_in_mode (ZoeTransport transport, ZoeClockMode mode, double rate)
{
  g_autoptr (ZoeScenario) scenario = make_scenario (transport);
  g_autoptr (Witness) witness = witness_new (scenario);
  ZoeRunOptions options = { .clock = mode, .rate = rate, .until = "60s" };
  g_autoptr (ZoeRun) run = zoe_run_new (scenario, &options);
  g_autoptr (GError) error = NULL;

  zoe_run_set_sink (run, witness_sink, witness);
  zoe_run_start (run, &error);
  g_assert_no_error (error);
  g_assert_true (zoe_run_wait (run, PATIENCE));
  zoe_run_stop (run);
  assert_complete (witness);
  return witness_dup_causal_order (witness);
}

static void
test_same_causal_order (gconstpointer data)
{
  ZoeTransport transport = GPOINTER_TO_UINT (data);
  g_autofree char *real = run_in_mode (transport, ZOE_CLOCK_REAL, 1);
  g_autofree char *fast = run_in_mode (transport, ZOE_CLOCK_REAL, 20);
  g_autofree char *skipped = run_in_mode (transport, ZOE_CLOCK_SKIP_IDLE, 1);

  g_assert_cmpstr (skipped, ==, real);
  g_assert_cmpstr (fast, ==, real);
  g_assert_nonnull (strstr (skipped, "hoper note"));
  g_assert_nonnull (strstr (skipped, "wrist receive wrist:in #2000000008"));
  g_assert_nonnull (strstr (skipped, "client receive client:ask #7000000003"));
}

/* Reads one message a second and says so if none has come within half a second. */
static void
read_slowly (ZoeNode *node)
{
  ZoePollItem item = { .socket = zoe_node_get_socket (node, "in") };

  for (guint i = 1; i <= 10; i++)
    {
      g_autoptr (ZoeMessage) message = NULL;

      if (zoe_node_poll (node, &item, 1, 500 * ZOE_NS_PER_MS) < 1)
        {
          zoe_node_note (node, "nothing came");
          return;
        }
      message = zoe_node_receive (node, item.socket);
      zoe_node_sleep (node, ZOE_NS_PER_S);
    }
}

static const ZoeRole slow_reader = { "slow-reader", "", "", read_slowly, in_sockets, NULL };

/* Messages that wait in the system's buffers, since the reader's queue holds only one, are on their way however long it takes. */
static void
test_slow_reader (gconstpointer data)
{
  g_autoptr (ZoeScenario) scenario = zoe_scenario_new ();
  g_autoptr (Witness) witness = NULL;

  add_node (scenario, "a", &player_counter);
  add_node (scenario, "b", &slow_reader);
  add_link (scenario, "a", "out", "b", "in", GPOINTER_TO_UINT (data));
  set_option (scenario, "b", "in", "rcvhwm=1");
  witness = run_with (scenario, NULL);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_NOTE, "b"), ==, 0);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_RECEIVE, "b:in"), ==, 10);
}

static void
count_steady (ZoeIdleNews news, guint waiter, gint64 jumped_ns, gpointer data)
{
  *(guint *) data += news == ZOE_IDLE_STEADY ? 1 : 0;
}

/* While time is held and was moved by hand, nobody is at rest whose time has come, though his thread has not woken yet. */
static void
test_due_is_not_steady (void)
{
  g_autoptr (ZoeScenario) scenario = zoe_scenario_new ();
  g_autoptr (ZoePorts) ports = zoe_ports_new (scenario, NULL);
  g_autoptr (ZoeTraffic) traffic = zoe_traffic_new (ports);
  g_autoptr (ZoeClock) clock = zoe_clock_new (1);
  guint n_steady = 0;
  g_autoptr (ZoeIdleWatch) watch = zoe_idle_watch_new (clock, traffic, 2, count_steady, &n_steady);

  zoe_clock_set_held (clock, TRUE);
  zoe_idle_watch_set_enabled (watch, TRUE);
  zoe_idle_watch_begin (watch, 0, 10, TRUE);
  zoe_idle_watch_begin (watch, 1, ZOE_NO_DEADLINE, TRUE);
  g_assert_cmpuint (n_steady, ==, 1);
  zoe_clock_jump_to (clock, 10);
  zoe_idle_watch_wake_due (watch);
  zoe_idle_watch_ask_again (watch);
  g_assert_cmpuint (n_steady, ==, 1);
  zoe_idle_watch_end (watch, 0);
  zoe_idle_watch_begin (watch, 0, 20, TRUE);
  g_assert_cmpuint (n_steady, ==, 2);
}

static void
doze (ZoeNode *node)
{
  zoe_node_sleep (node, ZOE_NS_PER_MS);
  zoe_node_sleep (node, 1000 * ZOE_NS_PER_S);
}

static const ZoeRoleSocket no_sockets[] = { { NULL } };
static const ZoeRole dozer = { "dozer", "", "", doze, no_sockets, NULL };

/* Everybody sleeps already when idle time is to be skipped. */
static void
test_switched_on_in_sleep (void)
{
  g_autoptr (ZoeScenario) scenario = zoe_scenario_new ();
  g_autoptr (ZoeRun) run = NULL;

  add_node (scenario, "sleeper", &dozer);
  run = zoe_run_new (scenario, NULL);
  g_assert_true (zoe_run_start (run, NULL));
  for (gint64 deadline_ns = 0; deadline_ns < 500 * ZOE_NS_PER_S || deadline_ns == G_MAXINT64; g_thread_yield ())
    deadline_ns = zoe_run_get_next_deadline (run);
  zoe_run_set_clock_mode (run, ZOE_CLOCK_SKIP_IDLE);
  g_assert_true (zoe_run_wait (run, PATIENCE));
}

int
main (int argc, char **argv)
{
  static const TransportTest rows[] =
  {
    { "same-causal-order", test_same_causal_order },
    { "slow-reader", test_slow_reader },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/idle-watch/due-is-not-steady", test_due_is_not_steady);
  g_test_add_func ("/idle-watch/switched-on-in-sleep", test_switched_on_in_sleep);
  add_tests_for_transports ("/idle-watch", rows, G_N_ELEMENTS (rows));
  return g_test_run ();
}
