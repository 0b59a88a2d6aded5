/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One map in many places, as its trace tells it. */

#include <glib.h>
#include <string.h>

#include "lab_test.h"
#include "roles/update.h"
#include "run/node.h"

#define S ZOE_NS_PER_S

/* The links of one client, or of all clients of one statement. */
#define LINKS(client) \
  "  server:publisher -> " client ":updates\n" \
  "  " client ":snapshot -> server:snapshot\n" \
  "  " client ":collector -> server:collector\n"

/* A sequence number as a frame shows it. */
#define SEQUENCE_DIGITS 16

static guint64
get_sequence (const LabEvent *event)
{
  g_auto (GStrv) frames = g_strsplit (event->text, "|", 3);

  g_assert_cmpuint (g_strv_length (frames), ==, 3);
  g_assert_cmpuint (strlen (frames[1]), ==, SEQUENCE_DIGITS);
  return g_ascii_strtoull (frames[1], NULL, 16);
}

static gboolean
is_hugz (const LabEvent *event)
{
  return g_str_has_prefix (event->text, "HUGZ|");
}

/* Every map named holds what the server's does, and something. */
static void
assert_same_maps (Lab *lab, const char *first, ...)
{
  const char *map = lab_get_shown (lab, "server", "map");
  va_list nodes;

  g_assert_nonnull (map);
  g_assert_false (g_str_has_prefix (map, "0 keys"));
  va_start (nodes, first);
  for (const char *node = first; node != NULL; node = va_arg (nodes, const char *))
    {
      g_assert_cmpstr (lab_get_shown (lab, node, "map"), ==, map);
      g_assert_cmpstr (lab_get_shown (lab, node, "sequence"), ==, lab_get_shown (lab, "server", "sequence"));
    }
  va_end (nodes);
}

/* What a client got by its subscription has no gap and is in order, and begins no later than right behind its snapshot.
 * Returns how many updates that were. */
static guint
assert_contiguous (Lab *lab, const char *client)
{
  g_autofree char *snapshot = g_strconcat (client, ":snapshot", NULL);
  g_autofree char *updates = g_strconcat (client, ":updates", NULL);
  g_autoptr (GPtrArray) received = lab_list (lab, ZOE_EVENT_RECEIVE, updates, NULL);
  guint64 in_snapshot = get_sequence (lab_find (lab, ZOE_EVENT_RECEIVE, snapshot, "KTHXBAI|*"));
  guint64 last = 0;
  guint n_updates = 0;

  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_SEND, snapshot, "ICANHAZ?"), ==, 1);
  for (guint i = 0; i < received->len; i++)
    {
      const LabEvent *update = g_ptr_array_index (received, i);
      guint64 sequence = get_sequence (update);

      if (is_hugz (update))
        {
          if (n_updates > 0)
            g_assert_cmpuint (sequence, ==, last);
          continue;
        }
      if (n_updates++ > 0)
        g_assert_cmpuint (sequence, ==, last + 1);
      else
        g_assert_cmpuint (sequence, <=, in_snapshot + 1);
      last = sequence;
    }
  g_assert_cmpstr (lab_get_shown (lab, client, "missed"), ==, NULL);
  return n_updates;
}

/* Every client's update goes to the server and from there, numbered, to all, the sender included, in one order. */
static void
test_updates_reach_all (gconstpointer transport)
{
  g_autofree char *dot = g_strdup_printf (
    "digraph {\n"
    "  seed=1 until=\"60s\"\n"
    "  edge [transport=%s]\n"
    "  server [role=\"clone-server\"]\n"
    "  client [role=\"clone-client\" count=3 updates=20 keys=10]\n"
    LINKS ("client")
    "}", (const char *) transport);
  g_autoptr (Lab) lab = lab_run (dot, NULL);
  g_autoptr (GPtrArray) published = lab_list (lab, ZOE_EVENT_SEND, "server:publisher", NULL);
  guint64 expected = 0;

  g_assert_cmpuint (lab_assert_journeys (lab, "client-*:collector", NULL,
                                         "$c:collector[$k|0000000000000000|$v] > server:collector[$k|0000000000000000|$v] / "
                                         "server:publisher[$k|$n|$v] > $x:updates[$k|$n|$v] > $y:updates[$k|$n|$v] "
                                         "> $z:updates[$k|$n|$v]"), ==, 60);
  for (guint i = 0; i < published->len; i++)
    {
      const LabEvent *update = g_ptr_array_index (published, i);

      if (!is_hugz (update))
        g_assert_cmpuint (get_sequence (update), ==, ++expected);
    }
  g_assert_cmpuint (expected, ==, 60);
  g_assert_cmpuint (assert_contiguous (lab, "client-1"), ==, 60);
  g_assert_cmpuint (assert_contiguous (lab, "client-2"), ==, 60);
  g_assert_cmpuint (assert_contiguous (lab, "client-3"), ==, 60);
  assert_same_maps (lab, "client-1", "client-2", "client-3", NULL);
}

/* Who joins late asks once its subscription is known to work, gets the map as it is, and goes on from there. */
static void
test_late_joiner (void)
{
  g_autoptr (Lab) lab = lab_run (
    "digraph {\n"
    "  seed=1 until=\"60s\"\n"
    "  edge [transport=tcp]\n"
    "  server [role=\"clone-server\"]\n"
    "  client [role=\"clone-client\" count=3 updates=30 keys=10]\n"
    "  late [role=\"clone-client\" updates=5 start=\"15s\"]\n"
    LINKS ("client") LINKS ("late")
    "}", NULL);
  const LabEvent *asked = lab_find (lab, ZOE_EVENT_SEND, "late:snapshot", "ICANHAZ?");
  const LabEvent *subscribed = lab_find (lab, ZOE_EVENT_SUBSCRIBE, "late:updates", NULL);
  const LabEvent *first = lab_find (lab, ZOE_EVENT_RECEIVE, "late:updates", NULL);
  const LabEvent *done = lab_find (lab, ZOE_EVENT_SEND, "server:snapshot", "late|KTHXBAI|*");
  guint n_entries = lab_count (lab, ZOE_EVENT_SEND, "server:snapshot", "late|*") - 1;
  g_autoptr (GString) way = g_string_new ("late:snapshot[ICANHAZ?] > server:snapshot[late|ICANHAZ?]");

  g_assert_cmpuint (subscribed->sequence, <, first->sequence);
  g_assert_cmpuint (first->sequence, <, asked->sequence);

  g_assert_cmpuint (n_entries, >, 0);
  g_assert_cmpuint (n_entries, <=, 10);
  for (guint i = 0; i < n_entries; i++)
    g_string_append_printf (way, " / server:snapshot[late|$k%u|$n%u|$v%u] > late:snapshot[$k%u|$n%u|$v%u]", i, i, i, i, i, i);
  g_string_append (way, " / server:snapshot[late|KTHXBAI|$n|] > late:snapshot[KTHXBAI|$n|]");
  g_assert_cmpuint (lab_assert_journeys (lab, "late:snapshot", "ICANHAZ?", way->str), ==, 1);
  g_assert_nonnull (done);

  g_assert_cmpuint (assert_contiguous (lab, "late"), <, 95);
  assert_same_maps (lab, "client-1", "client-2", "client-3", "late", NULL);
}

/* Many join while updates come as fast as they can: nobody misses one. */
static void
test_joins_under_load (void)
{
  g_autoptr (Lab) lab = lab_run (
    "digraph {\n"
    "  seed=1 until=\"60s\"\n"
    "  edge [transport=tcp]\n"
    "  server [role=\"clone-server\"]\n"
    "  writer [role=\"clone-client\" count=2 updates=600 interval=\"1ms\" keys=100]\n"
    "  late [role=\"clone-client\" count=10 updates=0 start=\"200ms\"]\n"
    LINKS ("writer") LINKS ("late")
    "}", NULL);

  for (guint i = 1; i <= 10; i++)
    {
      g_autofree char *late = g_strdup_printf ("late-%u", i);

      assert_contiguous (lab, late);
      assert_same_maps (lab, late, NULL);
    }
}

/* Clone model 1: without a snapshot, only who was there from the start has the whole map. */
static void
test_without_snapshot (void)
{
  g_autoptr (Lab) lab = lab_run (
    "digraph {\n"
    "  seed=1 until=\"60s\"\n"
    "  server [role=\"clone-server\"]\n"
    "  writer [role=\"clone-client\" updates=30]\n"
    "  early [role=\"clone-client\" updates=0 defect=\"no-snapshot\"]\n"
    "  late [role=\"clone-client\" updates=0 defect=\"no-snapshot\" start=\"15s\"]\n"
    LINKS ("writer") LINKS ("early") LINKS ("late")
    "}", NULL);
  g_autoptr (GPtrArray) received = lab_list (lab, ZOE_EVENT_RECEIVE, "late:updates", NULL);

  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_SEND, "late:snapshot", NULL), ==, 0);
  g_assert_cmpuint (received->len, >, 10);
  for (guint i = 0; i < received->len; i++)
    g_assert_cmpint (((LabEvent *) g_ptr_array_index (received, i))->time_ns, >=, 15 * S);
  assert_same_maps (lab, "writer", "early", NULL);
  g_assert_cmpstr (lab_get_shown (lab, "late", "map"), !=, lab_get_shown (lab, "server", "map"));
  g_assert_cmpstr (lab_get_shown (lab, "late", "missed"), !=, NULL);
}

static void
test_scenario_file (void)
{
  g_autoptr (Lab) lab = lab_run_file ("clone.dot", NULL);

  assert_same_maps (lab, "client-1", "client-2", "client-3", "late", NULL);
  assert_contiguous (lab, "late");
  g_assert_cmpstr (lab_get_shown (lab, "server", "sequence"), ==, "70");
}

/* A server that follows a script, one word after the other: "HUGZ 3" and "key 7" publish, "KTHXBAI 5" answers a request that it
 * waits for; "bad" sends on both what nobody can read; "wait" lets a second pass. */
static void
scripted_server (ZoeNode *node)
{
  ZoeSocket *publisher = zoe_node_get_socket (node, "publisher");
  ZoeSocket *snapshot = zoe_node_get_socket (node, "snapshot");
  g_auto (GStrv) steps = g_strsplit (zoe_node_get_text (node, "script"), ",", -1);
  g_autoptr (ZoeMessage) request = NULL;

  for (char **step = steps; *step != NULL; step++)
    {
      g_auto (GStrv) words = g_strsplit (g_strstrip (*step), " ", 2);
      guint64 sequence = words[1] != NULL ? g_ascii_strtoull (words[1], NULL, 10) : 0;
      ZoeMessage *message;

      if (g_str_equal (words[0], "wait"))
        zoe_node_sleep (node, 1 * S);
      else if (g_str_equal (words[0], "bad"))
        {
          message = zoe_message_new_text ("key");
          zoe_message_append_text (message, "99");
          zoe_message_append_text (message, "value");
          zoe_node_send (node, publisher, zoe_message_copy (message));
          zoe_message_push_text (message, "client");
          zoe_node_send (node, snapshot, message);
          zoe_node_send (node, publisher, zoe_message_new_text ("%s", ""));
          message = zoe_message_new_text ("client");
          zoe_message_append_text (message, "KTHXBAI");
          zoe_node_send (node, snapshot, message);
        }
      else if (g_str_equal (words[0], "KTHXBAI"))
        {
          request = zoe_node_receive (node, snapshot);
          if (request == NULL)
            return;
          message = zoe_update_new (words[0], sequence, (ZoeFrame) { NULL, 0 });
          zoe_message_push_text (message, "client");
          zoe_node_send (node, snapshot, message);
          g_clear_pointer (&request, zoe_message_free);
        }
      else
        zoe_node_send (node, publisher, zoe_update_new (words[0], sequence, (ZoeFrame) { (const guint8 *) "v", 1 }));
    }
}

/* Sends what is neither update nor request. */
static void
nonsense_client (ZoeNode *node)
{
  static const char *const messages[][5] =
  {
    { "" }, { "ICANHAZ?", "/client/" }, { "ICANHAZ" }, { "key", "12345678" }, { "key", "1234567", "value" },
    { "", "12345678", "value" },
    { "HUGZ", "12345678", "value" }, { "KTHXBAI", "12345678", "value" }, { "\001", "12345678", "value" },
    { "key", "12345678", "value", "more" }, { "key", "", "value" },
  };
  static const char *const doors[] = { "snapshot", "collector" };
  g_autofree char *huge = g_strnfill (1024 * 1024, 'k');

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
      zoe_message_append (message, "12345678", 8);
      zoe_message_append_text (message, "value");
      zoe_node_send (node, door, message);
    }
  /* One that is right, though its value is empty: it is kept all the same. */
  zoe_node_send (node, zoe_node_get_socket (node, "collector"), zoe_update_new ("hollow", 7, (ZoeFrame) { NULL, 0 }));
}

static const ZoeRole strangers[] =
{
  {
    "nonsense-client", "", "tests/roles/clone.c", nonsense_client,
    (const ZoeRoleSocket[])
    {
      { "collector", ZOE_SOCKET_PUSH, .required = TRUE },
      { "snapshot", ZOE_SOCKET_DEALER, .required = TRUE },
      { NULL }
    },
    NULL,
  },
  {
    "scripted-server", "", "tests/roles/clone.c", scripted_server,
    (const ZoeRoleSocket[])
    {
      { "publisher", ZOE_SOCKET_PUB, .binds = TRUE, .required = TRUE },
      { "snapshot", ZOE_SOCKET_ROUTER, .binds = TRUE },
      { NULL }
    },
    (const ZoeRoleParameter[])
    {
      { "script", ZOE_PARAMETER_TEXT, "" },
      { NULL }
    },
  },
  { NULL }
};

static Lab *
run_script (const char *script, const char *client)
{
  g_autofree char *dot = g_strdup_printf (
    "digraph {\n"
    "  until=\"60s\"\n"
    "  server [role=\"scripted-server\" script=\"%s\"]\n"
    "  client [role=\"clone-client\" updates=0 %s]\n"
    "  server:publisher -> client:updates\n"
    "  client:snapshot -> server:snapshot\n"
    "}", script, client);

  return lab_run (dot, strangers);
}

/* Seed example of the catalogue, smaller: the snapshot has all up to 20, so updates are discarded until 21. */
static void
test_old_updates_are_discarded (void)
{
  g_autoptr (Lab) lab = run_script ("wait, HUGZ 18, a 19, b 20, KTHXBAI 20, c 21, d 22, b 20, wait", "");

  g_assert_cmpstr (lab_get_shown (lab, "client", "discarded"), ==, "3");
  g_assert_cmpstr (lab_get_shown (lab, "client", "sequence"), ==, "22");
  g_assert_true (g_str_has_prefix (lab_get_shown (lab, "client", "map"), "2 keys"));
  g_assert_cmpstr (lab_get_shown (lab, "client", "missed"), ==, NULL);
}

/* Updates 21 and 22 got lost between snapshot and subscription. The client finds out by the numbers and asks again; the eager one
 * asks too early in the first place, and never notices. */
static void
test_join_race (void)
{
  const char *script = "wait, HUGZ 20, KTHXBAI 20, c 23, wait, KTHXBAI 23, d 24, wait";
  g_autoptr (Lab) sound = run_script (script, "");
  g_autoptr (Lab) eager = run_script (script, "defect=\"eager-snapshot\"");

  g_assert_cmpuint (lab_count (sound, ZOE_EVENT_SEND, "client:snapshot", "ICANHAZ?"), ==, 2);
  g_assert_cmpuint (lab_assert_journeys (sound, "server:publisher", "c|*",
                                         "server:publisher[c|0000000000000017|v] > client:updates[c|0000000000000017|v] / "
                                         "client:snapshot[ICANHAZ?] > server:snapshot[client|ICANHAZ?]"), ==, 1);
  g_assert_cmpstr (lab_get_shown (sound, "client", "sequence"), ==, "24");

  g_assert_cmpuint (lab_find (eager, ZOE_EVENT_SEND, "client:snapshot", "ICANHAZ?")->sequence, <,
                    lab_find (eager, ZOE_EVENT_RECEIVE, "client:updates", NULL)->sequence);
  g_assert_cmpuint (lab_count (eager, ZOE_EVENT_SEND, "client:snapshot", "ICANHAZ?"), ==, 1);
  g_assert_cmpstr (lab_get_shown (eager, "client", "missed"), ==, "2");
}

/* HUGZ bears the last number, so that even the loss of the very last update is found. */
static void
test_lost_tail (void)
{
  g_autoptr (Lab) lab = run_script ("wait, HUGZ 1, KTHXBAI 1, a 2, HUGZ 3, KTHXBAI 3, wait", "");

  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_SEND, "client:snapshot", "ICANHAZ?"), ==, 2);
  g_assert_cmpstr (lab_get_shown (lab, "client", "sequence"), ==, "3");
}

/* A server that starts anew counts from 1 again, and its old clients discard all it says: the model's known weakness. */
static void
test_restarted_server_is_not_believed (void)
{
  g_autoptr (Lab) lab = run_script ("wait, HUGZ 0, KTHXBAI 0, a 1, b 2, c 3, wait, HUGZ 0, x 1, y 2, z 3, wait", "");

  g_assert_cmpstr (lab_get_shown (lab, "client", "discarded"), ==, "3");
  g_assert_cmpstr (lab_get_shown (lab, "client", "sequence"), ==, "3");
  g_assert_true (g_str_has_prefix (lab_get_shown (lab, "client", "map"), "3 keys"));
}

static void
test_client_survives_nonsense (void)
{
  g_autoptr (Lab) lab = run_script ("wait, bad, HUGZ 0, KTHXBAI 0, bad, a 1, bad, wait, b 2, wait", "");

  g_assert_cmpstr (lab_get_shown (lab, "client", "sequence"), ==, "2");
  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_NOTE, "client", "Dropped*"), >=, 4);
}

static void
test_server_survives_nonsense (void)
{
  g_autoptr (Lab) lab = lab_run (
    "digraph {\n"
    "  seed=1 until=\"60s\"\n"
    "  server [role=\"clone-server\"]\n"
    "  client [role=\"clone-client\" count=2 updates=10]\n"
    "  stranger [role=\"nonsense-client\"]\n"
    LINKS ("client")
    "  edge [transport=tcp]\n"
    "  stranger:snapshot -> server:snapshot\n"
    "  stranger:collector -> server:collector\n"
    "}", strangers);

  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_NOTE, "server", "Dropped*"), ==, 24);
  g_assert_cmpstr (lab_get_shown (lab, "server", "sequence"), ==, "21");
  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_SEND, "server:publisher", "hollow|*|"), ==, 1);
  assert_same_maps (lab, "client-1", "client-2", NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/roles/clone/updates-reach-all/inproc", "inproc", test_updates_reach_all);
  g_test_add_data_func ("/roles/clone/updates-reach-all/ipc", "ipc", test_updates_reach_all);
  g_test_add_data_func ("/roles/clone/updates-reach-all/tcp", "tcp", test_updates_reach_all);
  g_test_add_func ("/roles/clone/late-joiner", test_late_joiner);
  g_test_add_func ("/roles/clone/joins-under-load", test_joins_under_load);
  g_test_add_func ("/roles/clone/without-snapshot", test_without_snapshot);
  g_test_add_func ("/roles/clone/scenario-file", test_scenario_file);
  g_test_add_func ("/roles/clone/old-updates-are-discarded", test_old_updates_are_discarded);
  g_test_add_func ("/roles/clone/join-race", test_join_race);
  g_test_add_func ("/roles/clone/lost-tail", test_lost_tail);
  g_test_add_func ("/roles/clone/restarted-server-is-not-believed", test_restarted_server_is_not_believed);
  g_test_add_func ("/roles/clone/client-survives-nonsense", test_client_survives_nonsense);
  g_test_add_func ("/roles/clone/server-survives-nonsense", test_server_survives_nonsense);
  return g_test_run ();
}
