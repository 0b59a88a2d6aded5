/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brokers that help each other out, as their trace tells it. */

#include <glib.h>
#include <string.h>

#include "lab_test.h"
#include "run/node.h"

#define S ZOE_NS_PER_S

/* Two sites; the first may have no workers, so that its clients live off the second's. */
#define TWO_SITES(attributes, dc1_workers, dc1_broker) \
  "digraph {\n" \
  "  seed=1 " attributes "\n" \
  "  dc1 [role=\"peering-broker\" " dc1_broker "]  dc2 [role=\"peering-broker\"]\n" \
  "  \"c1\" [role=\"peering-client\" count=4]\n" \
  "  \"w1\" [role=\"peering-worker\" count=" dc1_workers "]  \"w2\" [role=\"peering-worker\" count=3]\n" \
  "  c1:requester -> dc1:localfe  c1:monitor -> dc1:monitor\n" \
  "  dc1:localbe -> w1:requester  dc2:localbe -> w2:requester\n" \
  "  edge [transport=ipc]\n" \
  "  dc1:cloudbe -> dc2:cloudfe  dc2:cloudbe -> dc1:cloudfe\n" \
  "  dc1:statebe -> dc2:statefe  dc2:statebe -> dc1:statefe\n" \
  "}"

static void
assert_nothing_lost (Lab *lab)
{
  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_NOTE, NULL, "E: *"), ==, 0);
  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_NOTE, NULL, "Dropped*"), ==, 0);
}

/* At most one task of each client may still be on its way when the run ends. */
static void
assert_every_client_cycles (Lab *lab, const char *clients)
{
  guint sent = lab_count (lab, ZOE_EVENT_SEND, clients, NULL);
  guint received = lab_count (lab, ZOE_EVENT_RECEIVE, clients, NULL);

  g_assert_cmpuint (received, >, 2);
  g_assert_cmpuint (received, <=, sent);
  g_assert_cmpuint (sent - received, <=, 1);
}

/* Local flow: a site with enough workers serves itself. The run's end may cut one journey a client. */
static void
test_local_flow (void)
{
  g_autoptr (Lab) lab = lab_run (TWO_SITES ("until=\"60s\"", "4", ""), NULL);

  assert_nothing_lost (lab);
  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_SEND, "dc1:cloudbe", NULL), ==, 0);
  g_assert_cmpuint (lab_assert_finished_journeys (lab, "c1-*:requester", NULL,
                                                  "$c:requester[$t] > dc1:localfe[$c||$t] / "
                                                  "dc1:localbe[$w||$c||$t] > $w:requester[$c||$t] / "
                                                  "$w:requester[$c||$t] > dc1:localbe[$w||$c||$t] / "
                                                  "dc1:localfe[$c||$t] > $c:requester[$t] / "
                                                  "$c:monitor[$t] > dc1:monitor[$t]", 4), >, 50);
  for (guint i = 1; i <= 4; i++)
    {
      g_autofree char *client = g_strdup_printf ("c1-%u:requester", i);

      assert_every_client_cycles (lab, client);
    }
}

/* Cloud flow: a site without workers has everything done by its peer. */
static void
test_cloud_flow (void)
{
  g_autoptr (Lab) lab = lab_run (TWO_SITES ("until=\"60s\"", "0", ""), NULL);

  assert_nothing_lost (lab);
  g_assert_cmpuint (lab_assert_finished_journeys (lab, "c1-*:requester", NULL,
                                                  "$c:requester[$t] > dc1:localfe[$c||$t] / "
                                                  "dc1:cloudbe[dc2|$c||$t] > dc2:cloudfe[dc1|$c||$t] / "
                                                  "dc2:localbe[$w||dc1|$c||$t] > $w:requester[dc1|$c||$t] / "
                                                  "$w:requester[dc1|$c||$t] > dc2:localbe[$w||dc1|$c||$t] / "
                                                  "dc2:cloudfe[dc1|$c||$t] > dc1:cloudbe[dc2|$c||$t] / "
                                                  "dc1:localfe[$c||$t] > $c:requester[$t] / "
                                                  "$c:monitor[$t] > dc1:monitor[$t]", 4), >, 50);
  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_NOTE, "dc1", "I: route request * to cloud..."), ==,
                    lab_count (lab, ZOE_EVENT_SEND, "dc1:cloudbe", NULL));
}

/* What the broker says its free workers are, each time it says so, is what went out before. */
static void
assert_changes_published (Lab *lab, const char *broker)
{
  GPtrArray *events = lab_list_events (lab);
  g_autofree char *statebe = g_strconcat (broker, ":statebe", NULL);
  g_autofree char *published = NULL;
  const char *shown_as = "waiting workers = ";

  for (guint i = 0; i < events->len; i++)
    {
      LabEvent *event = g_ptr_array_index (events, i);

      if (g_strcmp0 (event->port, statebe) == 0 && event->kind == ZOE_EVENT_SEND)
        {
          g_free (published);
          published = g_strdup (event->text);
        }
      else if (event->kind == ZOE_EVENT_STATE && g_str_equal (event->node, broker) && g_str_has_prefix (event->text, shown_as))
        {
          const char *shown = event->text + strlen (shown_as);
          guint n_free = *shown != '\0' ? 1 : 0;
          g_autofree char *expected = NULL;

          for (; *shown != '\0'; shown++)
            n_free += *shown == ' ';
          expected = g_strdup_printf ("%s|%u", broker, n_free);
          if (published != NULL)
            g_assert_cmpstr (published, ==, expected);
        }
    }
  g_assert_nonnull (published);
}

/* A request leaves for the cloud only while no worker is free at home. */
static void
assert_cloud_is_last_resort (Lab *lab, const char *broker)
{
  GPtrArray *events = lab_list_events (lab);
  g_autofree char *localbe = g_strconcat (broker, ":localbe", NULL);
  int n_free = 0;

  for (guint i = 0; i < events->len; i++)
    {
      LabEvent *event = g_ptr_array_index (events, i);

      if (g_strcmp0 (event->port, localbe) == 0)
        n_free += event->kind == ZOE_EVENT_RECEIVE ? 1 : event->kind == ZOE_EVENT_SEND ? -1 : 0;
      else if (event->kind == ZOE_EVENT_NOTE && g_str_equal (event->node, broker) && g_str_has_prefix (event->text, "I: route"))
        g_assert_cmpint (n_free, ==, 0);
      g_assert_cmpint (n_free, >=, 0);
    }
}

/* The whole cluster, two of its sites as large as in the Guide, for a long time. */
static void
test_long_run (void)
{
  static const char *const brokers[] = { "dc1", "dc2", "dc3" };
  g_autoptr (Lab) lab = lab_run_file ("peering.dot",
                                       "until=\"45s\"\n"
                                       "\"dc1-client\" [count=10]  \"dc1-worker\" [count=5]\n"
                                       "\"dc2-client\" [count=10]  \"dc2-worker\" [count=5]\n"
                                       "\"dc3-client\" [pause=\"0s\"]\n");

  assert_nothing_lost (lab);
  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_NOTE, NULL, "I: route request * to cloud..."), >, 10);
  for (guint i = 0; i < G_N_ELEMENTS (brokers); i++)
    {
      assert_changes_published (lab, brokers[i]);
      assert_cloud_is_last_resort (lab, brokers[i]);
      for (guint j = 0; j < G_N_ELEMENTS (brokers); j++)
        {
          g_autofree char *says = g_strdup_printf ("%s = * workers free", brokers[j]);

          if (i != j)
            g_assert_cmpuint (lab_count (lab, ZOE_EVENT_STATE, brokers[i], says), >, 0);
        }
      for (guint j = 1; j <= 4; j++)
        {
          g_autofree char *client = g_strdup_printf ("%s-client-%u:requester", brokers[i], j);

          assert_every_client_cycles (lab, client);
        }
    }
}

static void
test_scenario_file (void)
{
  g_autoptr (Lab) lab = lab_run_file ("peering.dot", NULL);

  assert_nothing_lost (lab);
  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_NOTE, "dc?", "I: route request * to cloud..."), >, 0);
  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_RECEIVE, "dc?:monitor", NULL), >, 50);
}

/* A peer that offers workers it does not have: takes some requests, answers none, and is gone. */
static void
dying_broker (ZoeNode *node)
{
  ZoeSocket *cloudfe = zoe_node_get_socket (node, "cloudfe");
  gint64 takes = zoe_node_get_integer (node, "takes");
  ZoeMessage *state = zoe_message_new_text ("%s", zoe_node_get_name (node));

  /* Whoever listens has subscribed by then. */
  zoe_node_sleep (node, 1 * S);
  zoe_message_append_text (state, "%u", (guint) zoe_node_get_integer (node, "says"));
  zoe_node_send (node, zoe_node_get_socket (node, "statebe"), state);
  for (gint64 i = 0; i < takes; i++)
    {
      g_autoptr (ZoeMessage) request = zoe_node_receive (node, cloudfe);

      if (request == NULL)
        return;
    }
}

/* Sends what no broker asks for, to each of its doors. */
static void
nonsense_peer (ZoeNode *node)
{
  static const char *const doors[] = { "cloudfe", "localbe", "localfe", "monitor", "state" };
  static const char *const messages[][6] =
  {
    { "" }, { "READY" }, { "", "" }, { "x", "y", "z" }, { "a", "" }, { "nobody", "", "body" }, { "a", "b", "", "body" },
    { "dc9", "many" }, { "dc9", "-1" }, { "dc9", "99999999999999999999" }, { "", "", "READY", "" },
  };
  g_autofree char *huge = g_strnfill (1024 * 1024, 'x');

  zoe_node_sleep (node, 1 * S);
  for (guint d = 0; d < G_N_ELEMENTS (doors); d++)
    {
      ZoeSocket *door = zoe_node_get_socket (node, doors[d]);
      ZoeMessage *message;

      for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
        {
          message = zoe_message_new ();
          for (const char *const *frame = messages[i]; *frame != NULL; frame++)
            zoe_message_append_text (message, "%s", *frame);
          zoe_node_send (node, door, message);
        }
      message = zoe_message_new_text ("%s", huge);
      zoe_message_append_text (message, "1");
      zoe_node_send (node, door, message);
    }
}

static const ZoeRole strangers[] =
{
  {
    "dying-broker", "", "tests/roles/peering.c", dying_broker,
    (const ZoeRoleSocket[])
    {
      { "cloudfe", ZOE_SOCKET_ROUTER, .binds = TRUE, .options = "routing-id=%n" },
      { "statebe", ZOE_SOCKET_PUB, .binds = TRUE },
      { NULL }
    },
    (const ZoeRoleParameter[])
    {
      { "says", ZOE_PARAMETER_INTEGER, "5", 0, 1000 },
      { "takes", ZOE_PARAMETER_INTEGER, "3", 0, 1000 },
      { NULL }
    },
  },
  {
    "nonsense-peer", "", "tests/roles/peering.c", nonsense_peer,
    (const ZoeRoleSocket[])
    {
      { "cloudfe", ZOE_SOCKET_DEALER, .required = TRUE },
      { "localbe", ZOE_SOCKET_DEALER, .required = TRUE },
      { "localfe", ZOE_SOCKET_DEALER, .required = TRUE },
      { "monitor", ZOE_SOCKET_PUSH, .required = TRUE },
      { "state", ZOE_SOCKET_PUB, .binds = TRUE, .required = TRUE },
      { NULL }
    },
    NULL,
  },
  { NULL }
};

#define DYING_PEER(broker, peer, workers) \
  "digraph {\n" \
  "  seed=1 until=\"60s\"\n" \
  "  dc1 [role=\"peering-broker\" " broker "]  dc2 [role=\"dying-broker\" " peer "]\n" \
  "  client [role=\"peering-client\" count=10 burst=50 pause=\"0s\"]\n" \
  "  worker [role=\"peering-worker\" count=" workers "]\n" \
  "  client:requester -> dc1:localfe  client:monitor -> dc1:monitor  dc1:localbe -> worker:requester\n" \
  "  dc1:cloudbe -> dc2:cloudfe [transport=tcp]\n" \
  "  dc2:statebe -> dc1:statefe [transport=tcp]\n" \
  "}"

/* A peer dies, three tasks in its hands and two on the way. Those five, and no others, are lost, and their clients say so ten
 * seconds after they asked. */
static void
test_dying_peer (void)
{
  g_autoptr (Lab) lab = lab_run (DYING_PEER ("", "says=5 takes=3", "1"), strangers);
  g_autoptr (GPtrArray) lost = lab_list (lab, ZOE_EVENT_NOTE, "client-*", "E: CLIENT EXIT - lost task *");
  guint sent_there = lab_count (lab, ZOE_EVENT_SEND, "dc1:cloudbe", NULL);
  guint in_flight = 0;

  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_RECEIVE, "dc2:cloudfe", NULL), ==, 3);
  g_assert_cmpuint (sent_there, ==, 5);
  g_assert_cmpuint (lost->len, ==, 5);
  for (guint i = 0; i < lost->len; i++)
    {
      LabEvent *report = g_ptr_array_index (lost, i);
      const char *task = strrchr (report->text, ' ') + 1;
      g_autofree char *way = g_strdup_printf ("dc2|%s||%s", report->node, task);
      const LabEvent *asked = lab_find (lab, ZOE_EVENT_SEND, report->node, task);

      in_flight += lab_count (lab, ZOE_EVENT_SEND, "dc1:cloudbe", way);
      g_assert_cmpint (report->time_ns - asked->time_ns, >=, 10 * S);
      g_assert_cmpint (report->time_ns - asked->time_ns, <, 15 * S);
      g_assert_cmpuint (lab_count (lab, ZOE_EVENT_NOTE, "dc1", report->text), ==, 1);
    }
  g_assert_cmpuint (in_flight, ==, sent_there);
}

/* A capacity is used up: one free worker elsewhere gets one request, however many clients press. Who keeps one number for all and
 * never counts it down floods the peer. */
static void
test_capacity_is_counted_down (void)
{
  g_autoptr (Lab) sound = lab_run (DYING_PEER ("", "says=1 takes=100", "0"), strangers);
  g_autoptr (Lab) defective = lab_run (DYING_PEER ("defect=\"single-capacity\"", "says=1 takes=100", "0"), strangers);

  g_assert_cmpuint (lab_count (sound, ZOE_EVENT_SEND, "dc1:cloudbe", NULL), ==, 1);
  g_assert_cmpuint (lab_count (defective, ZOE_EVENT_SEND, "dc1:cloudbe", NULL), ==, 10);
}

/* A peer that has gone silent is not counted on: five were free there, two were asked for, and later nobody is. */
static void
test_silent_peer_is_gone (void)
{
  g_autoptr (Lab) lab = lab_run (
    "digraph {\n"
    "  seed=1 until=\"60s\"\n"
    "  dc1 [role=\"peering-broker\"]  dc2 [role=\"dying-broker\" takes=100]\n"
    "  early [role=\"peering-client\" count=2 burst=50 pause=\"0s\"]\n"
    "  late [role=\"peering-client\" count=2 burst=50 pause=\"0s\" start=\"20s\"]\n"
    "  early:requester -> dc1:localfe  early:monitor -> dc1:monitor\n"
    "  late:requester -> dc1:localfe  late:monitor -> dc1:monitor\n"
    "  dc1:cloudbe -> dc2:cloudfe\n"
    "  dc2:statebe -> dc1:statefe\n"
    "}", strangers);

  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_SEND, "dc1:cloudbe", "dc2|early-*"), ==, 2);
  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_SEND, "dc1:cloudbe", "dc2|late-*"), ==, 0);
}

#define LATE_BROKER(broker) \
  "digraph {\n" \
  "  seed=1 until=\"30s\"\n" \
  "  dc1 [role=\"peering-broker\" " broker "]  dc2 [role=\"peering-broker\" start=\"10s\"]\n" \
  "  worker [role=\"peering-worker\" count=2]\n" \
  "  dc1:localbe -> worker:requester\n" \
  "  dc1:statebe -> dc2:statefe [transport=ipc]\n" \
  "}"

/* A broker that joins late hears of its peers although nothing changes there. If state is told on change alone, it never does. */
static void
test_late_broker_learns_the_state (void)
{
  g_autoptr (Lab) sound = lab_run (LATE_BROKER (""), NULL);
  g_autoptr (Lab) mute = lab_run (LATE_BROKER ("state_interval=0"), NULL);

  g_assert_cmpint (lab_find (sound, ZOE_EVENT_STATE, "dc2", "dc1 = 2 workers free")->time_ns, <, 15 * S);
  g_assert_cmpuint (lab_count (sound, ZOE_EVENT_SEND, "dc1:statebe", "dc1|2"), >=, 20);
  g_assert_cmpuint (lab_count (mute, ZOE_EVENT_STATE, "dc2", "dc1*"), ==, 0);
}

/* However often peers speak, a broker tells its own state by its own clock: nobody is mute because others talk. */
static void
test_nobody_is_mute (void)
{
  g_autoptr (Lab) lab = lab_run (
    "digraph {\n"
    "  seed=1 until=\"30s\"\n"
    "  dc1 [role=\"peering-broker\"]\n"
    "  dc2 [role=\"peering-broker\" state_interval=\"50ms\"]\n"
    "  dc1:statebe -> dc2:statefe  dc2:statebe -> dc1:statefe\n"
    "}", NULL);

  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_RECEIVE, "dc1:statefe", "dc2|0"), >, 100);
  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_SEND, "dc1:statebe", "dc1|0"), >=, 20);
}

/* A client that bears a peer's name gets its own replies all the same. */
static void
test_client_named_like_a_peer (void)
{
  g_autoptr (Lab) lab = lab_run (
    "digraph {\n"
    "  seed=1 until=\"30s\"\n"
    "  dc1 [role=\"peering-broker\"]  dc2 [role=\"peering-broker\"]\n"
    "  client [role=\"peering-client\" \"requester.routing-id\"=\"dc2\" pause=\"1s\"]\n"
    "  worker [role=\"peering-worker\"]\n"
    "  client:requester -> dc1:localfe  client:monitor -> dc1:monitor  dc1:localbe -> worker:requester\n"
    "  dc1:cloudbe -> dc2:cloudfe  dc2:cloudbe -> dc1:cloudfe\n"
    "  dc1:statebe -> dc2:statefe  dc2:statebe -> dc1:statefe\n"
    "}", NULL);

  assert_nothing_lost (lab);
  assert_every_client_cycles (lab, "client:requester");
}

static void
test_strangers (void)
{
  g_autoptr (Lab) lab = lab_run (
    "digraph {\n"
    "  seed=1 until=\"20s\"\n"
    "  dc1 [role=\"peering-broker\"]  dc2 [role=\"peering-broker\"]\n"
    "  c1 [role=\"peering-client\" count=4]  w1 [role=\"peering-worker\" count=2]  w2 [role=\"peering-worker\" count=2]\n"
    "  nonsense [role=\"nonsense-peer\"]\n"
    "  c1:requester -> dc1:localfe  c1:monitor -> dc1:monitor\n"
    "  dc1:localbe -> w1:requester  dc2:localbe -> w2:requester\n"
    "  edge [transport=tcp]\n"
    "  dc1:cloudbe -> dc2:cloudfe  dc2:cloudbe -> dc1:cloudfe\n"
    "  dc1:statebe -> dc2:statefe  dc2:statebe -> dc1:statefe\n"
    "  nonsense:cloudfe -> dc1:cloudfe\n"
    "  nonsense:localbe -> dc1:localbe\n"
    "  nonsense:localfe -> dc1:localfe\n"
    "  nonsense:monitor -> dc1:monitor\n"
    "  nonsense:state -> dc1:statefe\n"
    "}", strangers);

  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_NOTE, "dc1", "Dropped*"), >=, 4 * 6);
  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_NOTE, "c1-*", "E: *"), ==, 0);
  for (guint i = 1; i <= 4; i++)
    {
      g_autofree char *client = g_strdup_printf ("c1-%u:requester", i);

      assert_every_client_cycles (lab, client);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/roles/peering/local-flow", test_local_flow);
  g_test_add_func ("/roles/peering/cloud-flow", test_cloud_flow);
  g_test_add_func ("/roles/peering/long-run", test_long_run);
  g_test_add_func ("/roles/peering/scenario-file", test_scenario_file);
  g_test_add_func ("/roles/peering/dying-peer", test_dying_peer);
  g_test_add_func ("/roles/peering/capacity-is-counted-down", test_capacity_is_counted_down);
  g_test_add_func ("/roles/peering/silent-peer-is-gone", test_silent_peer_is_gone);
  g_test_add_func ("/roles/peering/late-broker-learns-the-state", test_late_broker_learns_the_state);
  g_test_add_func ("/roles/peering/nobody-is-mute", test_nobody_is_mute);
  g_test_add_func ("/roles/peering/client-named-like-a-peer", test_client_named_like_a_peer);
  g_test_add_func ("/roles/peering/strangers", test_strangers);
  return g_test_run ();
}
