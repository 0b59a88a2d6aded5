/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "players.h"

#include "model/duration.h"
#include "run/node.h"
#include "run/run.h"

static const ZoeRoleSocket out_sockets[] = { { "out", ZOE_SOCKET_PUSH, TRUE, TRUE }, { NULL } };
static const ZoeRoleSocket in_sockets[] = { { "in", ZOE_SOCKET_PULL, FALSE, TRUE }, { NULL } };
static const ZoeRoleSocket through_sockets[] = { { "in", ZOE_SOCKET_PULL, FALSE, TRUE }, { "out", ZOE_SOCKET_PUSH, TRUE, TRUE }, { NULL } };
static const ZoeRoleSocket asker_sockets[] = { { "ask", ZOE_SOCKET_REQ, FALSE, TRUE }, { NULL } };
static const ZoeRoleSocket answerer_sockets[] = { { "answer", ZOE_SOCKET_REP, TRUE, TRUE }, { NULL } };

static void
count_to_ten (ZoeNode *node)
{
  ZoeSocket *out = zoe_node_get_socket (node, "out");

  for (guint i = 1; i <= 10; i++)
    if (!zoe_node_send (node, out, zoe_message_new_text ("%u", i)))
      return;
}

static void
pass_on (ZoeNode *node)
{
  ZoeMessage *message;

  while ((message = zoe_node_receive (node, zoe_node_get_socket (node, "in"))))
    if (!zoe_node_send (node, zoe_node_get_socket (node, "out"), message))
      return;
}

static void
take_ten (ZoeNode *node)
{
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (ZoeMessage) message = zoe_node_receive (node, zoe_node_get_socket (node, "in"));

      if (message == NULL)
        return;
    }
}

static void
flood (ZoeNode *node)
{
  while (zoe_node_send (node, zoe_node_get_socket (node, "out"), zoe_message_new_text ("more")))
    continue;
}

static void
stare (ZoeNode *node)
{
  zoe_node_sleep (node, 1000 * ZOE_NS_PER_S);
}

static void
ask_thrice (ZoeNode *node)
{
  ZoeSocket *ask = zoe_node_get_socket (node, "ask");

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (ZoeMessage) answer = NULL;

      if (!zoe_node_send (node, ask, zoe_message_new_text ("question %u", i)))
        return;
      answer = zoe_node_receive (node, ask);
      if (answer == NULL)
        return;
    }
}

static void
answer (ZoeNode *node)
{
  ZoeSocket *socket = zoe_node_get_socket (node, "answer");
  ZoeMessage *question;

  while ((question = zoe_node_receive (node, socket)))
    {
      ZoeMessage *reply = zoe_message_new_text ("answer");

      zoe_message_set_cause (reply, question);
      zoe_message_free (question);
      zoe_node_work (node, 10 * ZOE_NS_PER_S);
      if (!zoe_node_send (node, socket, reply))
        return;
    }
}

static void
ask_twice_in_a_row (ZoeNode *node)
{
  ZoeSocket *ask = zoe_node_get_socket (node, "ask");

  zoe_node_send (node, ask, zoe_message_new_text ("one"));
  zoe_node_send (node, ask, zoe_message_new_text ("two"));
}

const ZoeRole player_counter = { "counter", "", "", count_to_ten, out_sockets, NULL };
const ZoeRole player_passer = { "passer", "", "", pass_on, through_sockets, NULL };
const ZoeRole player_taker = { "taker", "", "", take_ten, in_sockets, NULL };
const ZoeRole player_flooder = { "flooder", "", "", flood, out_sockets, NULL };
const ZoeRole player_starer = { "starer", "", "", stare, in_sockets, NULL };
const ZoeRole player_asker = { "asker", "", "", ask_thrice, asker_sockets, NULL };
const ZoeRole player_twice_asker = { "twice-asker", "", "", ask_twice_in_a_row, asker_sockets, NULL };
const ZoeRole player_answerer = { "answerer", "", "", answer, answerer_sockets, NULL };

ZoeNodeSpec *
add_node (ZoeScenario *scenario, const char *name, const ZoeRole *role)
{
  ZoeNodeSpec *node = zoe_scenario_add_node (scenario, name, role->name);

  node->role = role;
  for (const ZoeRoleSocket *socket = role->sockets; socket->name != NULL; socket++)
    zoe_scenario_add_socket (scenario, node->number, socket->name, socket->type);
  return node;
}

ZoeLinkSpec *
add_link (ZoeScenario *scenario, const char *tail, const char *tail_socket, const char *head, const char *head_socket, ZoeTransport transport)
{
  ZoeSocketSpec *from = zoe_scenario_find_socket (scenario, zoe_scenario_find_node (scenario, tail)->number, tail_socket);
  ZoeSocketSpec *to = zoe_scenario_find_socket (scenario, zoe_scenario_find_node (scenario, head)->number, head_socket);
  ZoeLinkSpec *link = zoe_scenario_add_link (scenario, from->number, to->number);

  link->transport = transport;
  return link;
}

/* Plays the scenario to its end, whatever idle time there is skipped; the schedule's faults come on the way. */
Witness *
run_with (ZoeScenario *scenario, const char *schedule)
{
  Witness *witness = witness_new (scenario);
  ZoeRunOptions options = { .clock = ZOE_CLOCK_SKIP_IDLE, .rate = 1, .faults = schedule };
  g_autoptr (ZoeRun) run = zoe_run_new (scenario, &options);
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;

  zoe_run_set_sink (run, witness_sink, witness);
  zoe_run_start (run, &error);
  g_assert_no_error (error);
  g_assert_true (zoe_run_wait (run, 60 * ZOE_NS_PER_S));
  zoe_run_stop (run);
  assert_complete (witness);
  reason = zoe_run_dup_reason (run);
  g_test_message ("%s: over because %s", schedule != NULL ? schedule : "no faults", reason);
  return witness;
}

void
set_option (ZoeScenario *scenario, const char *node, const char *socket, const char *option)
{
  ZoeSocketSpec *spec = zoe_scenario_find_socket (scenario, zoe_scenario_find_node (scenario, node)->number, socket);

  if (spec->options == NULL)
    spec->options = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (spec->options, g_strdup (option));
}

void
set_condition (ZoeScenario *scenario, guint number, const char *name, const char *value)
{
  ZoeLinkSpec *link = zoe_scenario_get_link (scenario, number);

  if (link->conditions == NULL)
    link->conditions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (link->conditions, g_strdup (name), g_strdup (value));
}

/* The tests get the transport as their data. */
void
add_tests_for_transports (const char *prefix, const TransportTest *tests, guint n_tests)
{
  for (guint transport = 0; transport < ZOE_TRANSPORT_N; transport++)
    for (guint i = 0; i < n_tests; i++)
      {
        g_autofree char *path = g_strdup_printf ("%s/%s/%s", prefix, zoe_transport_get_name (transport), tests[i].name);

        g_test_add_data_func (path, GUINT_TO_POINTER (transport), tests[i].func);
      }
}
