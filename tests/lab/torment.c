/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs scenarios while everything a person can do to a run is done to them at random moments: pausing, stepping, skipping, breaking and
 * mending, stopping in the middle of it. Looks at the trace meanwhile and afterwards, and says what does not hold:
 *
 *   - a run that is told to stop is over within a second; in step mode everybody comes to a stand
 *   - the trace is whole: numbers without a gap, time that never falls, each receipt after its send
 *   - what is under way after any event is what was sent and has neither arrived nor been thrown away, whether the trace still grows or not
 *   - a moment that is looked up is the one that is come to by going forward
 *   - time does not jump over the head of a message that somebody waits for
 *
 *   torment FOLDER SEED RUNS [FIRST]
 *
 * FOLDER holds the scenarios. The same seed does the same to the same scenarios, though not at the same moments. */

#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "graph/reader.h"
#include "lab/experiment.h"
#include "model/duration.h"
#include "roles/roles.h"
#include "run/node.h"
#include "trace/damage.h"
#include "trace/recording.h"

/* However slow the machine, one run does not take so long. */
#define PATIENCE_S  100
#define MOST_EVENTS 4000
#define LOOKS       12

/* --- small roles, so that each pattern is played over each transport --- */

static void
ask (ZoeNode *node)
{
  ZoeSocket *socket = zoe_node_get_socket (node, "ask");
  ZoePollItem item = { socket, FALSE };

  for (guint i = 0; !zoe_node_is_stopping (node); i++)
    {
      g_autoptr (ZoeMessage) answer = NULL;

      if (!zoe_node_send (node, socket, zoe_message_new_text ("question %u", i)))
        return;
      while (answer == NULL)
        {
          /* The work of the others takes at most half of it. */
          int n_ready = zoe_node_poll (node, &item, 1, 2 * ZOE_NS_PER_S);

          if (n_ready < 0)
            return;
          if (n_ready == 0)
            zoe_node_note (node, "no answer to question %u", i);
          answer = n_ready > 0 ? zoe_node_try_receive (node, socket) : NULL;
        }
      zoe_node_show (node, "answers", "%u", i);
      if (!zoe_node_sleep (node, zoe_node_random (node, 20) * ZOE_NS_PER_MS))
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
      if (!zoe_node_work (node, zoe_node_random (node, 1000) * ZOE_NS_PER_MS))
        zoe_node_note (node, "disturbed");
      if (!zoe_node_send (node, socket, reply))
        return;
    }
}

static void
give (ZoeNode *node)
{
  ZoeSocket *socket = zoe_node_get_socket (node, "out");

  for (guint i = 0; zoe_node_send (node, socket, zoe_message_new_text ("%s %u", i % 3 == 0 ? "A" : "B", i)); i++)
    if (i % 4 == 0 && !zoe_node_work (node, zoe_node_random (node, 50) * ZOE_NS_PER_MS))
      return;
}

static void
take (ZoeNode *node)
{
  ZoeSocket *socket = zoe_node_get_socket (node, "in");
  ZoePollItem item = { socket, FALSE };
  guint n = 0;
  int n_ready;

  while ((n_ready = zoe_node_poll (node, &item, 1, 300 * ZOE_NS_PER_MS)) >= 0)
    {
      g_autoptr (ZoeMessage) message = n_ready > 0 ? zoe_node_try_receive (node, socket) : NULL;

      if (message != NULL)
        zoe_node_show (node, "taken", "%u", ++n);
      if (n % 5 == 4 && !zoe_node_work (node, zoe_node_random (node, 30) * ZOE_NS_PER_MS))
        return;
    }
}

static void
listen_to (ZoeNode *node)
{
  zoe_node_subscribe (node, zoe_node_get_socket (node, "in"), zoe_node_random (node, 2) == 0 ? "" : "A");
  take (node);
}

static const ZoeRoleSocket ask_sockets[] = { { "ask", ZOE_SOCKET_REQ, FALSE, TRUE }, { NULL } };
static const ZoeRoleSocket answer_sockets[] = { { "answer", ZOE_SOCKET_REP, TRUE, TRUE }, { NULL } };
static const ZoeRoleSocket push_sockets[] = { { "out", ZOE_SOCKET_PUSH, TRUE, TRUE }, { NULL } };
static const ZoeRoleSocket pull_sockets[] = { { "in", ZOE_SOCKET_PULL, FALSE, TRUE }, { NULL } };
static const ZoeRoleSocket pub_sockets[] = { { "out", ZOE_SOCKET_PUB, TRUE, TRUE }, { NULL } };
static const ZoeRoleSocket sub_sockets[] = { { "in", ZOE_SOCKET_SUB, FALSE, TRUE }, { NULL } };

static const ZoeRole asker = { "asker", "", "", ask, ask_sockets, NULL };
static const ZoeRole answerer = { "answerer", "", "", answer, answer_sockets, NULL };
static const ZoeRole pusher = { "pusher", "", "", give, push_sockets, NULL };
static const ZoeRole puller = { "puller", "", "", take, pull_sockets, NULL };
static const ZoeRole publisher = { "publisher", "", "", give, pub_sockets, NULL };
static const ZoeRole subscriber = { "subscriber", "", "", listen_to, sub_sockets, NULL };

/* --- scenarios --- */

static const char *const shipped[] = { "pipeline", "lru-queue", "peering", "clone" };
static const ZoeTransport transports[] = { ZOE_TRANSPORT_INPROC, ZOE_TRANSPORT_IPC, ZOE_TRANSPORT_TCP };

static const struct
{
  const char    *name;
  const ZoeRole *hub;
  const ZoeRole *spoke;
} stars[] =
{
  { "REQ/REP", &answerer, &asker },
  { "PUSH/PULL", &pusher, &puller },
  { "PUB/SUB", &publisher, &subscriber },
};

static ZoeNodeSpec *
add_node (ZoeScenario *scenario, const char *name, const ZoeRole *role)
{
  ZoeNodeSpec *node = zoe_scenario_add_node (scenario, name, role->name);

  node->role = role;
  for (const ZoeRoleSocket *socket = role->sockets; socket->name != NULL; socket++)
    zoe_scenario_add_socket (scenario, node->number, socket->name, socket->type);
  return node;
}

/* One in the middle, others around it. */
static ZoeScenario *
make_star (const ZoeRole *hub_role, const ZoeRole *spoke_role, guint n_spokes)
{
  ZoeScenario *scenario = zoe_scenario_new ();
  guint hub = add_node (scenario, "hub", hub_role)->number;

  for (guint i = 1; i <= n_spokes; i++)
    {
      g_autofree char *name = g_strdup_printf ("spoke-%u", i);
      guint spoke = add_node (scenario, name, spoke_role)->number;
      guint tail = zoe_scenario_find_socket (scenario, hub, hub_role->sockets[0].name)->number;
      guint head = zoe_scenario_find_socket (scenario, spoke, spoke_role->sockets[0].name)->number;

      zoe_scenario_add_link (scenario, tail, head);
    }
  return scenario;
}

static ZoeScenario *
read_shipped (const char *folder, const char *name)
{
  g_autofree char *file = g_strconcat (name, ".dot", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr (ZoeMistakes) mistakes = zoe_mistakes_new (path);
  ZoeScenario *scenario = zoe_read_scenario_file (path, &(ZoeReadOptions) { .roles = zoe_roles () }, mistakes);

  if (scenario == NULL)
    g_error ("%s cannot be read", path);
  return scenario;
}

/* --- one run --- */

typedef struct
{
  GRand         *random;
  ZoeScenario   *scenario;
  ZoeExperiment *experiment;
  ZoeRun        *run;
  ZoeRecording  *live;        /* NULL: nobody looks meanwhile */
  GArray        *looks;       /* (element-type Look) */
  GString       *log;         /* what was done */
  guint          n_actions;
} Torment;

/* What was under way after an event, as a growing trace said. */
typedef struct
{
  guint64 sequence;
  char   *under_way;
  char   *damage;
} Look;

static guint     this_run;
static guint     n_failures;
static GString  *current_log;
static char      current_name[100];

static void
fail (const char *format, ...)
{
  va_list arguments;
  g_autofree char *text = NULL;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (n_failures++ < 20)
    printf ("run %u (%s): %s\n  after:%s\n", this_run, current_name, text, current_log != NULL ? current_log->str : "");
  fflush (stdout);
}

static void
on_alarm (int number)
{
  fprintf (stderr, "run %u (%s) hangs\n", this_run, current_name);
  abort ();
}

/* libzmq thinks something cannot be. */
static void
on_abort (int number)
{
  fprintf (stderr, "run %u (%s) is aborted, after:%s\n", this_run, current_name, current_log != NULL ? current_log->str : "");
  signal (SIGABRT, SIG_DFL);
  abort ();
}

static guint
below (Torment *torment, guint n)
{
  return g_rand_int_range (torment->random, 0, n);
}

static const char *
pick_node (Torment *torment)
{
  return ((ZoeNodeSpec *) g_ptr_array_index (torment->scenario->nodes, below (torment, torment->scenario->nodes->len)))->name;
}

static char *
dup_fault (Torment *torment)
{
  static const char *const of_nodes[] = { "kill", "stop", "restart", "freeze", "thaw", "thaw", "restart" };
  static const char *const of_links[] = { "cut", "heal", "heal", "delay 0", "delay 40ms", "delay 3s", "jitter 5ms", "jitter 0", "bandwidth 1000",
                                          "bandwidth 0", "hold", "hold", "reset", "release", "release", "drop", "drop", "duplicate", "duplicate" };
  GPtrArray *links = torment->scenario->links;
  ZoeLinkSpec *link = g_ptr_array_index (links, below (torment, links->len));
  g_autofree char *tail = zoe_scenario_dup_port (torment->scenario, link->tail);
  g_autofree char *head = zoe_scenario_dup_port (torment->scenario, link->head);
  g_auto (GStrv) words = NULL;

  if (below (torment, 3) == 0)
    return g_strdup_printf ("%s %s", of_nodes[below (torment, G_N_ELEMENTS (of_nodes))], pick_node (torment));
  words = g_strsplit (of_links[below (torment, G_N_ELEMENTS (of_links))], " ", 2);
  return g_strdup_printf ("%s %s-%s %s", words[0], tail, head, words[1] != NULL ? words[1] : "");
}

/* All copies under way right after an event. Of those that fan out, only what waits at the end of a link: the rest is a guess. */
static char *
dup_under_way (ZoeRecording *recording, guint64 sequence)
{
  ZoeScenario *scenario = zoe_recording_get_scenario (recording);
  g_autoptr (GArray) flights = zoe_recording_list_flights_after (recording, sequence, G_MAXUINT);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < flights->len; i++)
    {
      ZoeFlight *flight = &g_array_index (flights, ZoeFlight, i);
      ZoeSocketType type = zoe_scenario_get_socket (scenario, flight->from_socket)->type;

      if (type != ZOE_SOCKET_PUB && type != ZOE_SOCKET_XPUB)
        g_string_append_printf (text, " %" G_GUINT64_FORMAT, flight->message);
    }
  return g_string_free (text, FALSE);
}

static char *
dup_damage (ZoeRecording *recording, guint64 sequence)
{
  ZoeScenario *scenario = zoe_recording_get_scenario (recording);
  g_autoptr (ZoeDamage) damage = zoe_damage_new (recording);
  g_autoptr (GArray) flights = zoe_recording_list_flights_after (recording, sequence, G_MAXUINT);
  GString *text = g_string_new (NULL);
  ZoeEvent event = { .time_ns = 0 };

  zoe_recording_get_event (recording, sequence, &event, NULL);
  zoe_damage_seek (damage, sequence);
  for (guint i = 1; i <= scenario->nodes->len; i++)
    g_string_append_printf (text, " %d%d", zoe_damage_get_node (damage, i)->health, zoe_damage_get_node (damage, i)->frozen);
  for (guint i = 1; i <= scenario->links->len; i++)
    {
      const ZoeLinkDamage *link = zoe_damage_get_link (damage, i);

      g_string_append_printf (text, " %d%d%d", link->cut, link->hold, link->delay_ns > 0);
    }
  for (guint i = 0; i < flights->len; i++)
    {
      ZoeFlight *flight = &g_array_index (flights, ZoeFlight, i);

      if (flight->to_socket != 0 && zoe_damage_is_held (damage, flight->message, flight->link, flight->to_socket, event.time_ns))
        g_string_append_printf (text, " %" G_GUINT64_FORMAT ">%u", flight->message, flight->to_socket);
    }
  return g_string_free (text, FALSE);
}

static void
look_meanwhile (Torment *torment)
{
  Look look;

  if (torment->live == NULL)
    torment->live = zoe_recording_open (zoe_experiment_get_path (torment->experiment), NULL);
  if (torment->live == NULL || torment->looks->len >= LOOKS)
    return;
  zoe_recording_refresh (torment->live, NULL);
  look.sequence = zoe_recording_get_n_events (torment->live);
  if (look.sequence > 0 && below (torment, 2) == 0)
    look.sequence = 1 + below (torment, look.sequence);
  look.under_way = dup_under_way (torment->live, look.sequence);
  look.damage = dup_damage (torment->live, look.sequence);
  g_array_append_val (torment->looks, look);
}

static void
act (Torment *torment)
{
  ZoeRun *run = torment->run;
  ZoeScenario *scenario = torment->scenario;
  g_autofree char *text = NULL;
  g_autoptr (ZoeFault) fault = NULL;
  g_autoptr (GArray) list = NULL;
  g_autoptr (GError) error = NULL;
  const char *said = "";

  switch (below (torment, 22))
    {
    case 0:
      said = "pause";
      zoe_run_pause (run);
      break;
    case 1: case 2:
      said = "resume";
      zoe_run_resume (run);
      break;
    case 3:
      said = "rate";
      zoe_run_set_rate (run, 0.5 + below (torment, 40));
      break;
    case 4:
      said = below (torment, 3) == 0 ? "real" : "skip-idle";
      zoe_run_set_clock_mode (run, *said == 'r' ? ZOE_CLOCK_REAL : ZOE_CLOCK_SKIP_IDLE);
      break;
    case 5:
      said = "stepping";
      zoe_run_set_stepping (run, TRUE);
      break;
    case 6:
      said = below (torment, 2) == 0 ? "free" : "resume";
      if (*said == 'f')
        zoe_run_set_stepping (run, FALSE);
      zoe_run_resume (run);
      break;
    case 7: case 8: case 9:
      said = "step";
      zoe_run_step (run, 0);
      break;
    case 10:
      said = "step-picked";
      zoe_run_step (run, 1 + below (torment, scenario->nodes->len));
      break;
    case 11:
      said = "skip";
      zoe_run_skip_to_deadline (run);
      break;
    case 12:
      said = "hold-back";
      zoe_run_hold_back (run, 1 + below (torment, scenario->nodes->len), below (torment, 2));
      break;
    case 13:
      text = g_strdup_printf ("does %s; %u events; kind jump; kind fault", pick_node (torment), 1 + below (torment, 2000));
      said = below (torment, 2) == 0 ? text : "no breaks";
      zoe_run_set_breaks (run, said == text ? text : NULL, &error);
      break;
    case 14:
      list = zoe_run_list_held (run);
      break;
    case 15:
      said = "look";
      look_meanwhile (torment);
      break;
    case 16:
      list = zoe_run_list_standings (run);
      break;
    default:
      text = dup_fault (torment);
      said = text;
      fault = zoe_fault_parse (text, scenario, &error);
      if (fault == NULL)
        g_error ("%s: %s", text, error->message);
      zoe_run_apply_fault (run, fault, &error);
    }
  if (*said != '\0')
    g_string_append_printf (torment->log, " %s;", said);
  if (zoe_run_is_stepping (run) && below (torment, 2) == 0 && !zoe_run_wait_steady (run, 20 * ZOE_NS_PER_S) && !zoe_run_is_over (run))
    fail ("nobody moves, but it is not steady");
}

/* --- what the trace must hold --- */

typedef struct
{
  guint64 sent;
  guint   socket;
  GArray *arrivals;      /* (element-type ZoeEvent): received, dropped, duplicated, held */
} Sent;

static void
sent_free (gpointer data)
{
  g_array_unref (((Sent *) data)->arrivals);
  g_free (data);
}

static gboolean
fans_out (ZoeScenario *scenario, guint socket)
{
  ZoeSocketType type = zoe_scenario_get_socket (scenario, socket)->type;

  return type == ZOE_SOCKET_PUB || type == ZOE_SOCKET_XPUB;
}

/* How many copies that have neither arrived nor been thrown away there are right after an event. */
static int
count_copies (Sent *sent, guint64 sequence)
{
  int n = sent->sent <= sequence ? 1 : 0;

  for (guint i = 0; i < sent->arrivals->len; i++)
    {
      ZoeEvent *event = &g_array_index (sent->arrivals, ZoeEvent, i);

      if (event->sequence <= sequence && event->kind != ZOE_EVENT_HELD)
        n += event->kind == ZOE_EVENT_DUPLICATED ? 1 : -1;
    }
  return n;
}

static GHashTable *
read_all (ZoeRecording *recording)
{
  GHashTable *all = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, sent_free);
  guint64 n_events = zoe_recording_get_n_events (recording);
  gint64 last_ns = 0;

  for (guint64 i = 1; i <= n_events; i++)
    {
      ZoeEvent event;
      gint64 key;
      Sent *sent;

      if (!zoe_recording_get_event (recording, i, &event, NULL) || event.sequence != i)
        {
          fail ("event %" G_GUINT64_FORMAT " is missing", i);
          break;
        }
      if (event.time_ns < last_ns)
        fail ("time falls at event %" G_GUINT64_FORMAT, i);
      last_ns = event.time_ns;
      if (event.message == 0)
        continue;
      key = event.message;
      sent = g_hash_table_lookup (all, &key);
      if (event.kind == ZOE_EVENT_SEND && sent != NULL)
        fail ("message %" G_GINT64_FORMAT " is sent twice", key);
      if (event.kind == ZOE_EVENT_SEND && sent == NULL)
        {
          sent = g_new0 (Sent, 1);
          sent->sent = i;
          sent->socket = event.socket;
          sent->arrivals = g_array_new (FALSE, FALSE, sizeof (ZoeEvent));
          g_hash_table_insert (all, g_memdup2 (&key, sizeof key), sent);
        }
      else if (event.kind == ZOE_EVENT_RECEIVE || event.kind == ZOE_EVENT_DROPPED || event.kind == ZOE_EVENT_DUPLICATED
               || event.kind == ZOE_EVENT_HELD)
        {
          if (sent == NULL)
            fail ("message %" G_GINT64_FORMAT " arrives at event %" G_GUINT64_FORMAT " (kind %d), but was not sent", key, i, event.kind);
          else
            g_array_append_val (sent->arrivals, event);
        }
    }
  return all;
}

/* No copy ends twice: of what fans out, none at the same socket. */
static void
check_copies (ZoeScenario *scenario, GHashTable *all)
{
  GHashTableIter iter;
  gpointer key;
  Sent *sent;

  g_hash_table_iter_init (&iter, all);
  while (g_hash_table_iter_next (&iter, &key, (gpointer *) &sent))
    {
      g_autoptr (GHashTable) copies = g_hash_table_new (NULL, NULL);

      for (guint i = 0; i < sent->arrivals->len; i++)
        {
          ZoeEvent *event = &g_array_index (sent->arrivals, ZoeEvent, i);
          gpointer place = GUINT_TO_POINTER (fans_out (scenario, sent->socket) ? event->socket : 0);
          int n = GPOINTER_TO_INT (g_hash_table_lookup (copies, place));

          if (event->kind == ZOE_EVENT_HELD)
            continue;
          n += event->kind == ZOE_EVENT_DUPLICATED ? 1 : -1;
          g_hash_table_insert (copies, place, GINT_TO_POINTER (n));
          if (n < -1)
            fail ("message %" G_GINT64_FORMAT " ends once too often, at event %" G_GUINT64_FORMAT, *(gint64 *) key, event->sequence);
        }
    }
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 p = *(const gint64 *) a, q = *(const gint64 *) b;

  return p < q ? -1 : p > q;
}

/* How often a copy for that socket has ended by then, less its twins; at least one of them when it has waited there. */
static gboolean
waits_at (Sent *sent, guint socket, guint64 sequence, gboolean *ret_ended)
{
  gboolean held = FALSE;
  int n = 1;

  for (guint i = 0; i < sent->arrivals->len; i++)
    {
      ZoeEvent *event = &g_array_index (sent->arrivals, ZoeEvent, i);

      if (event->socket != socket || event->sequence > sequence)
        continue;
      held |= event->kind == ZOE_EVENT_HELD;
      n += event->kind == ZOE_EVENT_HELD ? 0 : event->kind == ZOE_EVENT_DUPLICATED ? 1 : -1;
    }
  *ret_ended = n <= 0;
  return held && n > 0;
}

/* Of a message that fans out: who waits at the end of a link flies there, and who has arrived flies no more. */
static void
check_fan (ZoeScenario *scenario, gint64 id, Sent *sent, GArray *flights, guint64 sequence)
{
  for (guint socket = 1; socket <= scenario->sockets->len; socket++)
    {
      gboolean ended, waits = waits_at (sent, socket, sequence, &ended), flies = FALSE;

      for (guint i = 0; i < flights->len; i++)
        flies |= g_array_index (flights, ZoeFlight, i).message == (ZoeMessageId) id
                 && g_array_index (flights, ZoeFlight, i).to_socket == socket;
      if ((waits && !flies) || (ended && flies))
        fail ("after event %" G_GUINT64_FORMAT " message %" G_GINT64_FORMAT " %s for socket %u", sequence, id,
              flies ? "still flies" : "does not wait", socket);
    }
}

static void
check_under_way (ZoeRecording *recording, GHashTable *all, guint64 sequence)
{
  ZoeScenario *scenario = zoe_recording_get_scenario (recording);
  g_autoptr (GArray) expected = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) flights = zoe_recording_list_flights_after (recording, sequence, G_MAXUINT);
  GHashTableIter iter;
  gpointer key;
  Sent *sent;

  g_hash_table_iter_init (&iter, all);
  while (g_hash_table_iter_next (&iter, &key, (gpointer *) &sent))
    if (fans_out (scenario, sent->socket))
      {
        if (sent->sent <= sequence)
          check_fan (scenario, *(gint64 *) key, sent, flights, sequence);
      }
    else
      {
        /* Each copy made by hand flies by itself. */
        for (int n = count_copies (sent, sequence); n > 0; n--)
          g_array_append_val (expected, *(gint64 *) key);
      }
  for (guint i = 0; i < flights->len; i++)
    {
      ZoeFlight *flight = &g_array_index (flights, ZoeFlight, i);
      gint64 id = flight->message;

      if (flight->sent_sequence > sequence || (flight->received_sequence != 0 && flight->received_sequence <= sequence)
          || (flight->dropped_sequence != 0 && flight->dropped_sequence <= sequence))
        fail ("message %" G_GINT64_FORMAT " flies at event %" G_GUINT64_FORMAT ", but should not", id, sequence);
      if (!fans_out (scenario, flight->from_socket))
        g_array_append_val (found, id);
    }
  g_array_sort (expected, compare_ids);
  g_array_sort (found, compare_ids);
  if (expected->len != found->len || (expected->len > 0 && memcmp (expected->data, found->data, expected->len * sizeof (gint64)) != 0))
    fail ("%u messages are under way after event %" G_GUINT64_FORMAT ", but %u fly", expected->len, sequence, found->len);
}

static char *
dup_moment_text (ZoeMoment *moment)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "#%" G_GUINT64_FORMAT " at %" G_GINT64_FORMAT, moment->sequence, moment->time_ns);
  for (guint i = 1; i <= moment->n_nodes; i++)
    {
      ZoeNodeMoment *node = &moment->nodes[i];

      g_string_append_printf (text, "\nnode %u: %d %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %u", i,
                              node->phase, node->n_sent, node->n_received, node->busy_from_ns, node->busy_until_ns, node->line);
      for (guint j = 0; j < node->shown->len; j++)
        g_string_append_printf (text, " %s=%s", ((ZoeShown *) g_ptr_array_index (node->shown, j))->name,
                                ((ZoeShown *) g_ptr_array_index (node->shown, j))->value);
    }
  for (guint i = 1; i <= moment->n_links; i++)
    g_string_append_printf (text, "\nlink %u: %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, i, moment->links[i].n_carried,
                            moment->links[i].n_under_way);
  for (guint i = 1; i <= moment->n_sockets; i++)
    g_string_append_printf (text, "\nsocket %u: %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, i, moment->sockets[i].n_sent,
                            moment->sockets[i].n_received, moment->sockets[i].n_unclaimed);
  return g_string_free (text, FALSE);
}

/* A link holds as many messages as fly over it. */
static void
check_counts (ZoeRecording *recording, ZoeMoment *moment)
{
  g_autoptr (GArray) flights = zoe_recording_list_flights_after (recording, moment->sequence, G_MAXUINT);
  g_autofree guint64 *n = g_new0 (guint64, moment->n_links + 1);

  for (guint i = 0; i < flights->len; i++)
    n[g_array_index (flights, ZoeFlight, i).link]++;
  for (guint i = 1; i <= moment->n_links; i++)
    if (n[i] != moment->links[i].n_under_way)
      fail ("after event %" G_GUINT64_FORMAT " link %u holds %" G_GUINT64_FORMAT " messages, but %" G_GUINT64_FORMAT " fly over it",
            moment->sequence, i, moment->links[i].n_under_way, n[i]);
}

/* Going forward in small steps, back by leaps, and looked up at once: all the same. */
static void
check_moments (ZoeRecording *recording, GHashTable *all, GRand *random)
{
  g_autoptr (ZoeMoment) moment = zoe_recording_dup_moment (recording, 0);
  guint64 n_events = zoe_recording_get_n_events (recording);
  guint64 stride = MAX (1, n_events / 15);

  for (guint64 sequence = 1; sequence <= n_events; sequence++)
    {
      zoe_recording_move_moment (recording, moment, sequence);
      if (sequence == n_events || sequence % stride == 0)
        {
          g_autoptr (ZoeMoment) fresh = zoe_recording_dup_moment (recording, sequence);
          g_autoptr (ZoeMoment) other = zoe_recording_dup_moment (recording, g_rand_int_range (random, 0, n_events + 1));
          g_autofree char *here = dup_moment_text (moment), *there = dup_moment_text (fresh), *back = NULL;

          zoe_recording_move_moment (recording, other, sequence);
          back = dup_moment_text (other);
          if (strcmp (here, there) != 0 || strcmp (here, back) != 0)
            fail ("the moment after event %" G_GUINT64_FORMAT " is not the same:\n%s\n--- looked up:\n%s\n--- moved to:\n%s", sequence,
                  here, there, back);
          check_under_way (recording, all, sequence);
          check_counts (recording, moment);
        }
    }
}

static void
check_looks (Torment *torment, ZoeRecording *recording)
{
  for (guint i = 0; i < torment->looks->len; i++)
    {
      Look *look = &g_array_index (torment->looks, Look, i);
      g_autofree char *under_way = dup_under_way (recording, look->sequence);
      g_autofree char *damage = dup_damage (recording, look->sequence);

      if (strcmp (under_way, look->under_way) != 0)
        fail ("under way after event %" G_GUINT64_FORMAT " while the trace grew:%s\n--- and now:%s", look->sequence, look->under_way, under_way);
      if (strcmp (damage, look->damage) != 0)
        fail ("broken and held after event %" G_GUINT64_FORMAT " while the trace grew:%s\n--- and now:%s", look->sequence, look->damage, damage);
    }
}

/* Time jumped over a message's head if its receiver did nothing at all between its send and its receipt, and was neither at work nor
 * dead nor frozen, and the message had not to wait on its link. Over a network, what was broken takes its time to come together
 * again, which is not waited for; so runs with such faults are left alone. */
static void
check_jumps (ZoeRecording *recording)
{
  ZoeScenario *scenario = zoe_recording_get_scenario (recording);
  g_autofree guint64 *last_doing = g_new0 (guint64, scenario->nodes->len + 1);
  g_autofree gint64 *busy_until = g_new0 (gint64, scenario->nodes->len + 1);
  g_autoptr (GHashTable) sent = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  guint64 last_jump = 0, last_fault = 0, last_hold = 0;
  gboolean frozen = FALSE;

  for (guint64 i = 1; i <= zoe_recording_get_n_events (recording); i++)
    {
      ZoeEvent event;
      g_autofree char *detail = NULL;
      gint64 key;

      zoe_recording_get_event (recording, i, &event, &detail);
      key = event.message;
      if (event.kind == ZOE_EVENT_JUMP)
        last_jump = i;
      else if (event.kind == ZOE_EVENT_FAULT)
        {
          last_fault = i;
          frozen |= strstr (detail, "freeze") != NULL || strstr (detail, "kill") != NULL || strstr (detail, "stop") != NULL
                    || strstr (detail, "restart") != NULL || strstr (detail, "reset") != NULL;
        }
      else if (event.kind == ZOE_EVENT_PAUSE || event.kind == ZOE_EVENT_STEP || event.kind == ZOE_EVENT_MODE || event.kind == ZOE_EVENT_RESUME)
        last_hold = i;
      else if (event.kind == ZOE_EVENT_SEND)
        g_hash_table_replace (sent, g_memdup2 (&key, sizeof key), g_memdup2 (&event, sizeof event));
      else if (event.kind == ZOE_EVENT_HELD)
        g_hash_table_remove (sent, &key);
      else if (event.kind == ZOE_EVENT_WORK)
        busy_until[event.node] = event.time_ns + event.value;
      else if (event.kind == ZOE_EVENT_RECEIVE)
        {
          ZoeEvent *send = g_hash_table_lookup (sent, &key);

          if (send != NULL && !frozen && send->sequence < last_jump && last_doing[event.node] < send->sequence
              && last_fault < send->sequence && last_hold < send->sequence && busy_until[event.node] <= send->time_ns)
            fail ("time jumped at event %" G_GUINT64_FORMAT " though message %" G_GINT64_FORMAT " was under way", last_jump, key);
        }
      if (event.kind >= ZOE_EVENT_START && event.kind <= ZOE_EVENT_UNSUBSCRIBE)
        last_doing[event.node] = i;
    }
}

static void
check_trace (Torment *torment, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZoeRecording) recording = zoe_recording_open (path, &error);
  g_autoptr (GHashTable) all = NULL;

  if (recording == NULL)
    {
      fail ("%s", error->message);
      return;
    }
  if (!zoe_recording_get_complete (recording))
    fail ("the trace is not complete");
  all = read_all (recording);
  check_copies (torment->scenario, all);
  check_moments (recording, all, torment->random);
  check_looks (torment, recording);
  check_jumps (recording);
}

static void
look_clear (gpointer data)
{
  g_free (((Look *) data)->under_way);
  g_free (((Look *) data)->damage);
}

static guint64
torment_once (const char *folder, guint seed, const char *path)
{
  guint kind = seed % (G_N_ELEMENTS (shipped) + G_N_ELEMENTS (stars));
  gboolean is_shipped = kind < G_N_ELEMENTS (shipped);
  guint star = is_shipped ? 0 : kind - G_N_ELEMENTS (shipped);
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (ZoeScenario) scenario = is_shipped ? read_shipped (folder, shipped[kind])
                                                : make_star (stars[star].hub, stars[star].spoke, g_rand_int_range (random, 1, 4));
  g_autoptr (GString) log = g_string_new (NULL);
  g_autofree char *until = g_strdup_printf ("%u events", MOST_EVENTS);
  guint transport = g_rand_int_range (random, 0, G_N_ELEMENTS (transports) + 1);
  ZoeRunOptions options = { .clock = g_rand_int_range (random, 0, 4) == 0 ? ZOE_CLOCK_REAL : ZOE_CLOCK_SKIP_IDLE,
                            .rate = g_rand_int_range (random, 0, 3) == 0 ? 10 : 1, .limit_ns = 20 * ZOE_NS_PER_S,
                            .stepping = g_rand_int_range (random, 0, 5) == 0, .until = until };
  Torment torment = { .random = random, .scenario = scenario, .log = log };
  g_autoptr (ZoeExperiment) experiment = NULL;
  g_autofree char *schedule = NULL, *one = NULL, *two = NULL;
  g_autoptr (GError) error = NULL;
  ZoeRecorderCounts counts;
  gint64 before;

  scenario->seed = seed;
  for (guint i = 0; transport < G_N_ELEMENTS (transports) && i < scenario->links->len; i++)
    {
      ZoeLinkSpec *link = g_ptr_array_index (scenario->links, i);

      if (!is_shipped || link->transport == ZOE_TRANSPORT_INPROC)
        link->transport = transports[transport];
    }
  g_snprintf (current_name, sizeof current_name, "seed %u, %s, %s, %s", seed, is_shipped ? shipped[kind] : stars[star].name,
              transport == 0 ? "inproc" : transport == 1 ? "ipc" : transport == 2 ? "tcp" : "as it is",
              options.clock == ZOE_CLOCK_REAL ? "real time" : "skip-idle");
  current_log = log;
  one = dup_fault (&torment);
  two = dup_fault (&torment);
  schedule = g_strdup_printf ("%ums %s; %ums %s", below (&torment, 2000), one, below (&torment, 2000), two);
  options.faults = below (&torment, 2) == 0 ? schedule : NULL;
  options.breaks = below (&torment, 4) == 0 ? "kind fault; 500 events; 300ms" : NULL;
  g_string_append_printf (log, " [%s] [%s]%s;", options.faults != NULL ? schedule : "", options.breaks != NULL ? options.breaks : "",
                          options.stepping ? " stepping" : "");

  alarm (PATIENCE_S);
  torment.looks = g_array_new (FALSE, FALSE, sizeof (Look));
  g_array_set_clear_func (torment.looks, look_clear);
  experiment = zoe_experiment_new (scenario, &options, path, &error);
  if (experiment == NULL)
    g_error ("%s", error->message);
  torment.experiment = experiment;
  torment.run = zoe_experiment_get_run (experiment);
  if (!zoe_run_start (torment.run, &error))
    g_error ("%s", error->message);
  for (guint n = 5 + below (&torment, 60); n > 0 && !zoe_run_is_over (torment.run); n--)
    {
      act (&torment);
      /* This is no waiting for something to happen: any moment is as good as any other. */
      if (below (&torment, 3) == 0)
        g_usleep (below (&torment, 4000));
    }

  before = g_get_monotonic_time ();
  zoe_run_stop (torment.run);
  if (g_get_monotonic_time () - before > G_USEC_PER_SEC)
    fail ("stopping took %.1f s", (g_get_monotonic_time () - before) / 1e6);
  zoe_recorder_get_counts (zoe_experiment_get_recorder (experiment), &counts);
  if (!zoe_experiment_finish (experiment, &error))
    fail ("%s", error->message);
  check_trace (&torment, path);
  alarm (0);
  current_log = NULL;
  g_clear_object (&torment.live);
  g_array_unref (torment.looks);
  return counts.n_events;
}

int
main (int argc, char **argv)
{
  guint seed = argc > 2 ? strtoul (argv[2], NULL, 10) : 0;
  guint n_runs = argc > 3 ? strtoul (argv[3], NULL, 10) : 10;
  g_autofree char *folder = NULL, *path = NULL;
  guint64 n_events = 0;
  gint64 start = g_get_monotonic_time ();

  setlocale (LC_ALL, "");
  signal (SIGALRM, on_alarm);
  signal (SIGABRT, on_abort);
  if (argc < 2)
    {
      fprintf (stderr, "torment FOLDER SEED RUNS\n");
      return 2;
    }
  folder = g_dir_make_tmp ("zoetrope-torment-XXXXXX", NULL);
  path = g_build_filename (folder, "run.zoe", NULL);
  for (this_run = 0; this_run < n_runs; this_run++)
    {
      n_events += torment_once (argv[1], seed + this_run, path);
      g_remove (path);
    }
  g_rmdir (folder);
  printf ("%u runs from seed %u, %" G_GUINT64_FORMAT " events, %.1f s, %u failures\n", n_runs, seed, n_events,
          (g_get_monotonic_time () - start) / 1e6, n_failures);
  return n_failures > 0 ? 1 : 0;
}
