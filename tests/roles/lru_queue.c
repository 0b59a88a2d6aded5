/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The LRU queue, as its trace tells it. */

#include <glib.h>
#include <string.h>

#include "lab_test.h"
#include "run/node.h"

#define S ZOE_NS_PER_S

static const char *const transports[] = { "inproc", "ipc", "tcp" };

static Lab *
run_on (const char *transport, const char *worker_attributes)
{
  g_autofree char *dot = g_strdup_printf (
    "digraph {\n"
    "  seed=1 until=\"10min\"\n"
    "  client [role=\"lru-client\" count=10]\n"
    "  broker [role=\"lru-broker\" requests=10]\n"
    "  worker [role=\"lru-worker\" count=3 %s]\n"
    "  edge [transport=%s]\n"
    "  client:requester -> broker:frontend\n"
    "  broker:backend -> worker:requester\n"
    "}", worker_attributes, transport);

  return lab_run (dot, NULL);
}

static void
test_every_hop (gconstpointer transport)
{
  g_autoptr (Lab) lab = run_on (transport, "");

  g_assert_cmpuint (lab_assert_journeys (lab, "client-*:requester", "HELLO",
                                         "$c:requester[HELLO] > broker:frontend[$c||HELLO] / "
                                         "broker:backend[$w||$c||HELLO] > $w:requester[$c||HELLO] / "
                                         "$w:requester[$c||OK] > broker:backend[$w||$c||OK] / "
                                         "broker:frontend[$c||OK] > $c:requester[OK]"), ==, 10);
  g_assert_cmpuint (lab_assert_journeys (lab, "worker-*:requester", "READY",
                                         "$w:requester[READY] > broker:backend[$w||READY]"), ==, 3);
  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_SEND, NULL, NULL), ==, 3 + 10 * 4);

  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_NOTE, "client-*", "Client: OK"), ==, 10);
  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_NOTE, "worker-*", "Worker: HELLO"), ==, 10);
  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_NOTE, NULL, NULL), ==, 20);
  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_END, "client-*", NULL), ==, 10);
}

/* The broker leaves by itself, right after its tenth reply. */
static void
test_broker_stops_after_its_replies (void)
{
  g_autoptr (Lab) lab = run_on ("inproc", "");
  g_autoptr (GPtrArray) replies = lab_list (lab, ZOE_EVENT_SEND, "broker:frontend", NULL);
  const LabEvent *end = lab_find (lab, ZOE_EVENT_END, "broker", NULL);
  const LabEvent *last = g_ptr_array_index (replies, 9);

  g_assert_cmpuint (replies->len, ==, 10);
  g_assert_cmpuint (end->sequence, >, last->sequence);
  g_assert_cmpint (end->time_ns - last->time_ns, <, 5 * S);
}

/* Without a worker the broker reads no request, however long that lasts. */
static void
test_no_worker_no_reading (void)
{
  g_autoptr (Lab) lab = run_on ("inproc", "start=\"60s\"");
  g_autoptr (GPtrArray) hellos = lab_list (lab, ZOE_EVENT_SEND, "client-*", "HELLO");

  g_assert_cmpuint (hellos->len, ==, 10);
  for (guint i = 0; i < hellos->len; i++)
    g_assert_cmpint (((LabEvent *) g_ptr_array_index (hellos, i))->time_ns, <, 60 * S);
  g_assert_cmpint (lab_find (lab, ZOE_EVENT_RECEIVE, "broker:frontend", NULL)->time_ns, >=, 60 * S);
  g_assert_cmpuint (lab_find (lab, ZOE_EVENT_RECEIVE, "broker:frontend", NULL)->sequence, >,
                    lab_find (lab, ZOE_EVENT_RECEIVE, "broker:backend", NULL)->sequence);
  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_NOTE, "client-*", "Client: OK"), ==, 10);
}

static void
test_never_any_worker (void)
{
  g_autoptr (Lab) lab = lab_run (
    "digraph {\n"
    "  until=\"1min\"\n"
    "  client [role=\"lru-client\" count=10]\n"
    "  broker [role=\"lru-broker\" requests=10]\n"
    "  worker [role=\"lru-worker\" start=\"1h\"]\n"
    "  client:requester -> broker:frontend\n"
    "  broker:backend -> worker:requester\n"
    "}", NULL);

  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_SEND, "client-*", "HELLO"), ==, 10);
  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_RECEIVE, NULL, NULL), ==, 0);
}

/* Requests go to workers in the order in which they became free; the list shown says the same. */
static void
test_longest_free_worker_first (void)
{
  g_autoptr (Lab) lab = lab_run (
    "digraph {\n"
    "  seed=3 until=\"60s\"\n"
    "  client [role=\"lru-client\" count=10 requests=8 pause=\"1s\"]\n"
    "  broker [role=\"lru-broker\"]\n"
    "  worker [role=\"lru-worker\" count=5]\n"
    "  client:requester -> broker:frontend\n"
    "  broker:backend -> worker:requester\n"
    "}", NULL);
  GPtrArray *events = lab_list_events (lab);
  g_autoptr (GPtrArray) free_workers = g_ptr_array_new_with_free_func (g_free);
  guint dispatched = 0;

  for (guint i = 0; i < events->len; i++)
    {
      LabEvent *event = g_ptr_array_index (events, i);
      g_autofree char *worker = g_strndup (event->text, strcspn (event->text, "|"));

      if (g_strcmp0 (event->port, "broker:backend") == 0 && event->kind == ZOE_EVENT_RECEIVE)
        g_ptr_array_add (free_workers, g_steal_pointer (&worker));
      else if (g_strcmp0 (event->port, "broker:backend") == 0 && event->kind == ZOE_EVENT_SEND)
        {
          g_assert_cmpuint (free_workers->len, >, 0);
          g_assert_cmpstr (worker, ==, g_ptr_array_index (free_workers, 0));
          g_ptr_array_remove_index (free_workers, 0);
          dispatched++;
        }
      else if (event->kind == ZOE_EVENT_STATE && g_str_equal (event->node, "broker"))
        {
          g_autofree char *shown = NULL;

          g_ptr_array_add (free_workers, NULL);
          shown = g_strjoinv (" ", (char **) free_workers->pdata);
          g_ptr_array_remove_index (free_workers, free_workers->len - 1);
          g_assert_true (g_str_has_suffix (event->text, shown));
        }
    }
  g_assert_cmpuint (dispatched, ==, 80);
}

/* Equal workers get equal shares: ten requests on three of them are 4, 3 and 3. */
static void
test_equal_shares (void)
{
  g_autoptr (Lab) lab = run_on ("inproc", "work_min=\"1min\" work_max=\"1min\"");

  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *worker = g_strdup_printf ("worker-%u", i);
      guint share = lab_count (lab, ZOE_EVENT_NOTE, worker, "Worker: HELLO");

      g_assert_cmpuint (share, >=, 3);
      g_assert_cmpuint (share, <=, 4);
    }
}

static void
test_scenario_file (void)
{
  g_autoptr (Lab) lab = lab_run_file ("lru-queue.dot", NULL);

  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_NOTE, "client-*", "Client: OK"), ==, 10);
  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_END, "broker", NULL), ==, 1);
}

/* What a peer that follows no protocol may send: a list of frames, ended by NULL; then the next message. */
static void
send_nonsense (ZoeNode *node, ZoeSocket *socket)
{
  static const char *const messages[][7] =
  {
    { "" },
    { "HELLO" },
    { "READY" },
    { "", "" },
    { "", "", "" },
    { "nobody", "HELLO" },
    { "a", "b", "c", "d", "e", "f" },
    { "nobody", "", "OK" },
  };
  g_autofree char *huge = g_strnfill (4 * 1024 * 1024, 'x');
  ZoeMessage *message;

  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      message = zoe_message_new ();
      for (const char *const *frame = messages[i]; *frame != NULL; frame++)
        zoe_message_append_text (message, "%s", *frame);
      zoe_node_send (node, socket, message);
    }
  zoe_node_send (node, socket, zoe_message_new_text ("%s", huge));
  message = zoe_message_new_text ("nobody");
  for (guint i = 0; i < 2000; i++)
    zoe_message_append (message, "\0\377", 2);
  zoe_node_send (node, socket, message);
}

static void
nonsense_peer (ZoeNode *node)
{
  send_nonsense (node, zoe_node_get_socket (node, "speaker"));
}

/* Says it has done work nobody gave it, for a client nobody knows; after that it behaves. */
static void
pretender (ZoeNode *node)
{
  ZoeSocket *requester = zoe_node_get_socket (node, "speaker");
  ZoeMessage *message = zoe_message_new_text ("ghost");

  zoe_message_append (message, "", 0);
  zoe_message_append_text (message, "OK");
  zoe_message_push (message, "", 0);
  while (zoe_node_send (node, requester, message) && (message = zoe_node_receive (node, requester)) != NULL)
    zoe_message_replace (message, zoe_message_count_frames (message) - 1, "OK", 2);
}

static const ZoeRoleSocket speaker[] =
{
  { "speaker", ZOE_SOCKET_DEALER, .required = TRUE, .options = "routing-id=%n" },
  { NULL }
};

static const ZoeRole strangers[] =
{
  { "nonsense-peer", "", "tests/roles/lru_queue.c", nonsense_peer, speaker, NULL },
  { "pretender", "", "tests/roles/lru_queue.c", pretender, speaker, NULL },
  { NULL }
};

/* Whatever strangers say, on either side, the broker goes on and its clients are served. */
static void
test_strangers (gconstpointer transport)
{
  g_autofree char *dot = g_strdup_printf (
    "digraph {\n"
    "  seed=1 until=\"60s\"\n"
    "  client [role=\"lru-client\" count=10 requests=5 pause=\"1s\"]\n"
    "  broker [role=\"lru-broker\"]\n"
    "  worker [role=\"lru-worker\" count=3]\n"
    "  nonsense [role=\"nonsense-peer\" count=2]\n"
    "  pretender [role=\"pretender\"]\n"
    "  edge [transport=%s]\n"
    "  client:requester -> broker:frontend\n"
    "  broker:backend -> worker:requester\n"
    "  \"nonsense-1\":speaker -> broker:frontend\n"
    "  \"nonsense-2\":speaker -> broker:backend\n"
    "  pretender:speaker -> broker:backend\n"
    "}", (const char *) transport);
  g_autoptr (Lab) lab = lab_run (dot, strangers);

  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_NOTE, "client-*", "Client: OK"), ==, 50);
  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_NOTE, "broker", "Dropped*"), >=, 10);
  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_SEND, "nonsense-*", NULL), ==, 20);
  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_RECEIVE, "nonsense-*", NULL), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (transports); i++)
    {
      g_autofree char *hops = g_strconcat ("/roles/lru-queue/every-hop/", transports[i], NULL);
      g_autofree char *foreign = g_strconcat ("/roles/lru-queue/strangers/", transports[i], NULL);

      g_test_add_data_func (hops, transports[i], test_every_hop);
      g_test_add_data_func (foreign, transports[i], test_strangers);
    }
  g_test_add_func ("/roles/lru-queue/broker-stops-after-its-replies", test_broker_stops_after_its_replies);
  g_test_add_func ("/roles/lru-queue/no-worker-no-reading", test_no_worker_no_reading);
  g_test_add_func ("/roles/lru-queue/never-any-worker", test_never_any_worker);
  g_test_add_func ("/roles/lru-queue/longest-free-worker-first", test_longest_free_worker_first);
  g_test_add_func ("/roles/lru-queue/equal-shares", test_equal_shares);
  g_test_add_func ("/roles/lru-queue/scenario-file", test_scenario_file);
  return g_test_run ();
}
