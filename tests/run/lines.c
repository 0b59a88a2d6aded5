/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the conditions of one link do not touch: other links of the same socket, and the turns of REQ and REP. */

#include <gio/gio.h>

#include "model/duration.h"
#include "players.h"
#include "run/node.h"
#include "run/run.h"
#include "support/witness.h"

#define A_TO_SERVER "a:ask-server:answer"

static void
answer_at_once (ZoeNode *node)
{
  ZoeSocket *socket = zoe_node_get_socket (node, "answer");
  ZoeMessage *question;

  while ((question = zoe_node_receive (node, socket)))
    if (!zoe_node_send (node, socket, question))
      return;
}

/* Asks again after a second, whether or not it may. */
static void
ask_impatiently (ZoeNode *node)
{
  ZoeSocket *ask = zoe_node_get_socket (node, "ask");
  ZoePollItem item = { .socket = ask };

  zoe_node_send (node, ask, zoe_message_new_text ("one"));
  zoe_node_poll (node, &item, 1, 3 * ZOE_NS_PER_S);
  zoe_node_send (node, ask, zoe_message_new_text ("two"));
  zoe_message_free (zoe_node_receive (node, ask));
}

/* A DEALER that forgets the empty delimiter, then remembers it. */
static void
forget_delimiter (ZoeNode *node)
{
  ZoeSocket *out = zoe_node_get_socket (node, "ask");
  ZoeMessage *good = zoe_message_new_text ("good");

  zoe_node_send (node, out, zoe_message_new_text ("bad"));
  zoe_message_push (good, "", 0);
  zoe_node_send (node, out, good);
  zoe_message_free (zoe_node_receive (node, out));
}

static const ZoeRoleSocket req_sockets[] = { { "ask", ZOE_SOCKET_REQ, FALSE, TRUE }, { NULL } };
static const ZoeRoleSocket dealer_sockets[] = { { "ask", ZOE_SOCKET_DEALER, FALSE, TRUE }, { NULL } };
static const ZoeRoleSocket rep_sockets[] = { { "answer", ZOE_SOCKET_REP, TRUE, TRUE }, { NULL } };
static const ZoeRole server = { "server", "", "", answer_at_once, rep_sockets, NULL };
static const ZoeRole impatient = { "impatient", "", "", ask_impatiently, req_sockets, NULL };
static const ZoeRole forgetful = { "forgetful", "", "", forget_delimiter, dealer_sockets, NULL };

static ZoeScenario *
clients_and_server (const ZoeRole *client, const char *const *names, ZoeTransport transport)
{
  ZoeScenario *scenario = zoe_scenario_new ();

  add_node (scenario, "server", &server);
  for (; *names != NULL; names++)
    {
      add_node (scenario, *names, client);
      add_link (scenario, *names, "ask", "server", "answer", transport);
    }
  scenario->until = g_strdup ("1h");
  return scenario;
}

/* When a port received its last message. */
static gint64
last_receipt (Witness *witness, ZoeScenario *scenario, const char *node, const char *socket)
{
  guint number = zoe_scenario_find_socket (scenario, zoe_scenario_find_node (scenario, node)->number, socket)->number;
  gint64 last_ns = -1;

  for (guint i = 0; i < witness_count_all (witness); i++)
    {
      ZoeEvent *event = witness_get (witness, i);

      if (event->kind == ZOE_EVENT_RECEIVE && event->socket == number)
        last_ns = event->time_ns;
    }
  return last_ns;
}

/* A slow link to a REP keeps back nobody else's requests. */
static void
test_rep_beside_slow_link (gconstpointer data)
{
  g_autoptr (ZoeScenario) scenario = clients_and_server (&player_asker, (const char *[]) { "a", "b", NULL }, GPOINTER_TO_UINT (data));
  g_autoptr (Witness) witness = NULL;

  set_condition (scenario, 1, "delay", "7s");
  witness = run_with (scenario, NULL);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_RECEIVE, "a:ask"), ==, 3);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_RECEIVE, "b:ask"), ==, 3);
  /* Of six trips of a's, each takes seven seconds; b's take no time at all. */
  g_assert_cmpint (last_receipt (witness, scenario, "a", "ask"), >=, 42 * ZOE_NS_PER_S);
  g_assert_cmpint (last_receipt (witness, scenario, "a", "ask"), <, 43 * ZOE_NS_PER_S);
  g_assert_cmpint (last_receipt (witness, scenario, "b", "ask"), <, ZOE_NS_PER_S);
}

/* Nor does a link that is cut and later healed: the request that waited comes then. */
static void
test_rep_beside_cut_link (gconstpointer data)
{
  g_autoptr (ZoeScenario) scenario = clients_and_server (&player_asker, (const char *[]) { "a", "b", NULL }, GPOINTER_TO_UINT (data));
  g_autoptr (Witness) witness = NULL;

  set_condition (scenario, 1, "cut", "true");
  witness = run_with (scenario, "100s heal " A_TO_SERVER);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_HELD, "server:answer"), ==, 1);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_RECEIVE, "a:ask"), ==, 3);
  g_assert_cmpint (last_receipt (witness, scenario, "a", "ask"), >=, 100 * ZOE_NS_PER_S);
  g_assert_cmpint (last_receipt (witness, scenario, "b", "ask"), <, ZOE_NS_PER_S);
}

/* A reply on its way is none yet: a REQ may not ask anew, as without the delay. */
static void
test_req_waits_for_delayed_reply (gconstpointer data)
{
  g_autoptr (ZoeScenario) scenario = clients_and_server (&impatient, (const char *[]) { "a", NULL }, GPOINTER_TO_UINT (data));
  g_autoptr (Witness) witness = NULL;

  set_condition (scenario, 1, "delay", "2s");
  witness = run_with (scenario, NULL);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_REFUSED, "a:ask"), ==, 1);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_SEND, "a:ask"), ==, 1);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_RECEIVE, "a:ask"), ==, 1);
}

/* Unless it has been told that it may; then the old reply is given up. */
static void
test_relaxed_req_gives_up (gconstpointer data)
{
  g_autoptr (ZoeScenario) scenario = clients_and_server (&impatient, (const char *[]) { "a", NULL }, GPOINTER_TO_UINT (data));
  g_autoptr (Witness) witness = NULL;

  set_option (scenario, "a", "ask", "req-relaxed=true");
  set_condition (scenario, 1, "delay", "2s");
  witness = run_with (scenario, NULL);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_REFUSED, "a:ask"), ==, 0);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_SEND, "a:ask"), ==, 2);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_DROPPED, "a:ask"), ==, 1);
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_RECEIVE, "a:ask"), ==, 1);
}

static void
test_rep_without_delimiter (gconstpointer data)
{
  g_autoptr (ZoeScenario) scenario = clients_and_server (&forgetful, (const char *[]) { "a", NULL }, GPOINTER_TO_UINT (data));
  g_autoptr (Witness) witness = run_with (scenario, NULL);
  g_autofree char *received = witness_dup_frames (witness, ZOE_EVENT_RECEIVE, "server:answer");

  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_DROPPED, "server:answer"), ==, 1);
  g_assert_cmpstr (received, ==, "good");
}

/* What a killed node had on its way is lost, and the kill is the reason. */
static void
test_lost_with_receiver (gconstpointer data)
{
  g_autoptr (ZoeScenario) scenario = clients_and_server (&player_asker, (const char *[]) { "a", NULL }, GPOINTER_TO_UINT (data));
  g_autoptr (Witness) witness = NULL;
  guint64 kill = 0;

  set_condition (scenario, 1, "delay", "5s");
  witness = run_with (scenario, "2s kill server");
  for (guint i = 0; i < witness_count_all (witness); i++)
    {
      ZoeEvent *event = witness_get (witness, i);

      if (event->kind == ZOE_EVENT_FAULT)
        kill = event->sequence;
      if (event->kind == ZOE_EVENT_DROPPED)
        g_assert_cmpuint (event->value, ==, kill);
    }
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_DROPPED, "server:answer"), ==, 1);
}

/* A link that is shut fills up: its sender comes to the high-water mark, waits, and goes on when the link is healed. */
static void
test_shut_link_fills_up (gconstpointer data)
{
  g_autoptr (ZoeScenario) scenario = zoe_scenario_new ();
  ZoeTransport transport = GPOINTER_TO_UINT (data);
  g_autoptr (Witness) witness = NULL;

  add_node (scenario, "a", &player_counter);
  add_node (scenario, "b", &player_taker);
  add_link (scenario, "a", "out", "b", "in", transport);
  set_option (scenario, "a", "out", "sndhwm=2");
  set_option (scenario, "b", "in", "rcvhwm=2");
  set_condition (scenario, 1, "cut", "true");
  witness = run_with (scenario, "10s heal a:out-b:in");
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_RECEIVE, "b:in"), ==, 10);
  /* Two wait at the end of the link; over inproc the queue behind holds both ends' marks, over the others the system
   * has room for more. */
  g_assert_cmpuint (witness_count (witness, ZOE_EVENT_HELD, "b:in"), ==, 2);
  if (transport == ZOE_TRANSPORT_INPROC)
    g_assert_cmpuint (witness_count (witness, ZOE_EVENT_BLOCKED, "a:out"), >=, 1);
}

int
main (int argc, char **argv)
{
  static const TransportTest rows[] =
  {
    { "lost-with-receiver", test_lost_with_receiver },
    { "relaxed-req-gives-up", test_relaxed_req_gives_up },
    { "rep-beside-cut-link", test_rep_beside_cut_link },
    { "rep-beside-slow-link", test_rep_beside_slow_link },
    { "rep-without-delimiter", test_rep_without_delimiter },
    { "req-waits-for-delayed-reply", test_req_waits_for_delayed_reply },
    { "shut-link-fills-up", test_shut_link_fills_up },
  };

  g_test_init (&argc, &argv, NULL);
  add_tests_for_transports ("/lines", rows, G_N_ELEMENTS (rows));
  return g_test_run ();
}
