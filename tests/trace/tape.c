/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tape.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "model/duration.h"

typedef struct
{
  ZoeMessageId id;
  char        *text;
} TapeMessage;

static void
message_free (gpointer data)
{
  TapeMessage *message = data;

  g_free (message->text);
  g_free (message);
}

static guint
get_node (ZoeScenario *scenario, const char *name)
{
  ZoeNodeSpec *node = zoe_scenario_find_node (scenario, name);

  return node != NULL ? node->number : zoe_scenario_add_node (scenario, name, "tester")->number;
}

static guint
get_socket (ZoeScenario *scenario, guint node, const char *name, ZoeSocketType type)
{
  ZoeSocketSpec *socket = zoe_scenario_find_socket (scenario, node, name);

  return socket != NULL ? socket->number : zoe_scenario_add_socket (scenario, node, name, type)->number;
}

ZoeScenario *
tape_scenario (const char *links)
{
  ZoeScenario *scenario = zoe_scenario_new ();
  g_auto (GStrv) words = g_strsplit (links, " ", -1);

  scenario->name = g_strdup ("test");
  scenario->title = g_strdup ("A test");
  scenario->text = g_strdup ("digraph { a -> b }");
  scenario->seed = 42;
  for (char **word = words; *word != NULL; word++)
    {
      static const struct { char sign; ZoeSocketType out, in; } rows[] =
      {
        { '>', ZOE_SOCKET_PUSH, ZOE_SOCKET_PULL }, { '*', ZOE_SOCKET_PUB, ZOE_SOCKET_SUB },
        { '=', ZOE_SOCKET_DEALER, ZOE_SOCKET_ROUTER }, { '?', ZOE_SOCKET_REQ, ZOE_SOCKET_REP },
      };
      char *sign = strpbrk (*word, ">*=?");
      ZoeSocketType out = ZOE_SOCKET_NONE, in = ZOE_SOCKET_NONE;
      g_autofree char *tail = g_strndup (*word, sign - *word);
      guint tail_socket, head_socket;

      for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
        if (rows[i].sign == *sign)
          {
            out = rows[i].out;
            in = rows[i].in;
          }
      tail_socket = get_socket (scenario, get_node (scenario, tail), "out", out);
      head_socket = get_socket (scenario, get_node (scenario, sign + 1), "in", in);
      zoe_scenario_add_link (scenario, tail_socket, head_socket);
    }
  return scenario;
}

char *
tape_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("zoetrope-test-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

void
tape_remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        g_rmdir (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

Tape *
tape_new (const char *links)
{
  Tape *tape = g_new0 (Tape, 1);
  g_autoptr (GError) error = NULL;

  tape->folder = tape_make_folder ();
  tape->path = g_build_filename (tape->folder, "test.zoe", NULL);
  tape->scenario = tape_scenario (links);
  tape->counts = g_new0 (guint64, tape->scenario->nodes->len + 1);
  tape->sent = g_ptr_array_new_with_free_func (message_free);
  tape->recorder = zoe_recorder_new (tape->path, tape->scenario, 2, &error);
  g_assert_no_error (error);
  return tape;
}

void
tape_free (Tape *tape)
{
  g_clear_pointer (&tape->recorder, zoe_recorder_free);
  tape_remove_folder (tape->folder);
  g_ptr_array_unref (tape->sent);
  zoe_scenario_unref (tape->scenario);
  g_free (tape->counts);
  g_free (tape->folder);
  g_free (tape->path);
  g_free (tape);
}

void
tape_write (Tape *tape, ZoeEvent *event, const ZoeFrame *frames, guint lane)
{
  tape->time_ns += ZOE_NS_PER_MS;
  event->sequence = ++tape->sequence;
  if (event->time_ns == 0)
    event->time_ns = tape->time_ns;
  zoe_recorder_write (event, frames, lane, tape->recorder);
}

static guint
find_socket (Tape *tape, guint node, const char *first, const char *second)
{
  ZoeSocketSpec *socket = zoe_scenario_find_socket (tape->scenario, node, first);

  if (socket == NULL)
    socket = zoe_scenario_find_socket (tape->scenario, node, second);
  return socket->number;
}

static void
play_send (Tape *tape, const char *name, const char *text)
{
  guint node = zoe_scenario_find_node (tape->scenario, name)->number;
  TapeMessage *message = g_new0 (TapeMessage, 1);
  ZoeFrame frame = { (const guint8 *) text, strlen (text) };
  ZoeEvent event =
    {
      .kind = ZOE_EVENT_SEND, .node = node, .socket = find_socket (tape, node, "out", "in"), .line = 10,
      .size = frame.size, .n_frames = 1,
    };

  message->id = event.message = zoe_message_id (node, ++tape->counts[node]);
  message->text = g_strdup (text);
  g_ptr_array_add (tape->sent, message);
  tape_write (tape, &event, &frame, 0);
}

ZoeMessageId
tape_find (Tape *tape, const char *text)
{
  for (guint i = tape->sent->len; i > 0; i--)
    {
      TapeMessage *message = g_ptr_array_index (tape->sent, i - 1);

      if (strcmp (message->text, text) == 0)
        return message->id;
    }
  g_assert_not_reached ();
}

static void
play_receive (Tape *tape, const char *name, const char *text)
{
  guint node = zoe_scenario_find_node (tape->scenario, name)->number;
  ZoeEvent event =
    {
      .kind = ZOE_EVENT_RECEIVE, .node = node, .socket = find_socket (tape, node, "in", "out"), .line = 20,
      .size = strlen (text), .message = tape_find (tape, text),
    };

  tape_write (tape, &event, NULL, 0);
}

/* Something befalls a message on its way to a node's socket. */
static void
play_at (Tape *tape, ZoeEventKind kind, const char *name, const char *text)
{
  guint node = zoe_scenario_find_node (tape->scenario, name)->number;
  ZoeEvent event = { .kind = kind, .node = node, .socket = find_socket (tape, node, "in", "out"), .message = tape_find (tape, text) };

  event.value = kind == ZOE_EVENT_HELD ? -1 : 0;
  tape_write (tape, &event, NULL, 0);
}

static void
play_state (Tape *tape, const char *name, const char *value_of)
{
  g_auto (GStrv) parts = g_strsplit (value_of, "=", 2);
  ZoeFrame frames[] = { { (const guint8 *) parts[0], strlen (parts[0]) }, { (const guint8 *) parts[1], strlen (parts[1]) } };
  ZoeEvent event = { .kind = ZOE_EVENT_STATE, .node = zoe_scenario_find_node (tape->scenario, name)->number, .n_frames = 2 };

  tape_write (tape, &event, frames, 0);
}

static void
play_plain (Tape *tape, const char *name, ZoeEventKind kind, gint64 value)
{
  ZoeEvent event = { .kind = kind, .node = zoe_scenario_find_node (tape->scenario, name)->number, .value = value };

  tape_write (tape, &event, NULL, 0);
}

void
tape_play (Tape *tape, const char *words)
{
  g_auto (GStrv) split = g_strsplit (words, " ", -1);

  for (char **word = split; *word != NULL; word++)
    {
      char *sign = strpbrk (*word, ">!?%-&#~^$+");
      g_autofree char *name = NULL;
      char *colon;

      g_assert_nonnull (sign);
      name = g_strndup (*word, sign - *word);
      switch (*sign)
        {
        case '>':
          colon = strchr (sign, ':');
          *colon = '\0';
          play_send (tape, name, colon + 1);
          play_receive (tape, sign + 1, colon + 1);
          break;
        case '!': play_send (tape, name, sign + 1); break;
        case '?': play_receive (tape, name, sign + 1); break;
        case '%': play_at (tape, ZOE_EVENT_HELD, name, sign + 1); break;
        case '-': play_at (tape, ZOE_EVENT_DROPPED, name, sign + 1); break;
        case '&': play_at (tape, ZOE_EVENT_DUPLICATED, name, sign + 1); break;
        case '#': play_state (tape, name, sign + 1); break;
        case '~': play_plain (tape, name, ZOE_EVENT_WORK, atoi (sign + 1) * ZOE_NS_PER_MS); break;
        case '^': play_plain (tape, name, ZOE_EVENT_START, 0); break;
        case '$': play_plain (tape, name, ZOE_EVENT_END, 0); break;
        case '+': tape->time_ns += atoi (sign + 1) * ZOE_NS_PER_MS; break;
        }
    }
}

void
tape_finish (Tape *tape)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (zoe_recorder_finish (tape->recorder, &error));
  g_assert_no_error (error);
}

/* Until so many events can be read by others. */
void
tape_wait (Tape *tape, guint64 n_events)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) >= %" G_GUINT64_FORMAT " FROM event_row", n_events);

  while (TRUE)
    {
      g_autofree char *there = tape_query (tape->path, sql);

      if (strcmp (there, "1") == 0)
        return;
      g_thread_yield ();
    }
}

ZoeRecording *
tape_open (Tape *tape)
{
  g_autoptr (GError) error = NULL;
  ZoeRecording *recording = zoe_recording_open (tape->path, &error);

  g_assert_no_error (error);
  return recording;
}

char *
tape_query (const char *path, const char *sql)
{
  GString *text = g_string_new (NULL);
  sqlite3 *db = NULL;
  sqlite3_stmt *row = NULL;
  int status;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 10000);
  if (sqlite3_prepare_v2 (db, sql, -1, &row, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  while ((status = sqlite3_step (row)) == SQLITE_ROW)
    {
      if (text->len > 0)
        g_string_append_c (text, '\n');
      for (int i = 0; i < sqlite3_column_count (row); i++)
        {
          const char *value = (const char *) sqlite3_column_text (row, i);

          g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", value != NULL ? value : "-");
        }
    }
  if (status != SQLITE_DONE)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  sqlite3_finalize (row);
  sqlite3_close (db);
  return g_string_free (text, FALSE);
}

/* All of a moment in one line, so that two can be compared. */
char *
describe_moment (ZoeRecording *recording, ZoeMoment *moment)
{
  ZoeScenario *scenario = zoe_recording_get_scenario (recording);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "@%" G_GUINT64_FORMAT, moment->sequence);
  for (guint i = 1; i <= moment->n_nodes; i++)
    {
      ZoeNodeMoment *node = &moment->nodes[i];

      if (node->phase == ZOE_NODE_ABSENT && node->n_sent == 0 && node->n_received == 0 && node->shown->len == 0)
        continue;
      g_string_append_printf (text, " %s(%s%" G_GUINT64_FORMAT ">%" G_GUINT64_FORMAT, zoe_scenario_get_node (scenario, i)->name,
                              node->phase == ZOE_NODE_RUNNING ? "^" : node->phase == ZOE_NODE_ENDED ? "$" : "",
                              node->n_received, node->n_sent);
      if (node->busy_until_ns > moment->time_ns)
        g_string_append_printf (text, " busy-%d", (int) (node->busy_until_ns / ZOE_NS_PER_MS));
      for (guint j = 0; j < node->shown->len; j++)
        {
          ZoeShown *shown = g_ptr_array_index (node->shown, j);

          g_string_append_printf (text, " %s=%s", shown->name, shown->value);
        }
      g_string_append_c (text, ')');
    }
  for (guint i = 1; i <= moment->n_links; i++)
    if (moment->links[i].n_carried > 0 || moment->links[i].n_under_way > 0)
      g_string_append_printf (text, " %u:%" G_GUINT64_FORMAT "+%" G_GUINT64_FORMAT, i, moment->links[i].n_carried,
                              moment->links[i].n_under_way);
  for (guint i = 1; i <= moment->n_sockets; i++)
    if (moment->sockets[i].n_unclaimed > 0)
      {
        g_autofree char *port = zoe_scenario_dup_port (scenario, i);

        g_string_append_printf (text, " %s?%" G_GUINT64_FORMAT, port, moment->sockets[i].n_unclaimed);
      }
  return g_string_free (text, FALSE);
}

/* From its send to its receipt: "1 a:out>b:in hello(1-2)"; x instead of the dash: thrown away there. */
char *
describe_flights (ZoeRecording *recording, gint64 begin_ms, gint64 end_ms)
{
  ZoeSpan span = { begin_ms * ZOE_NS_PER_MS, end_ms * ZOE_NS_PER_MS };
  g_autoptr (GArray) flights = zoe_recording_list_flights (recording, span, 1000);
  ZoeScenario *scenario = zoe_recording_get_scenario (recording);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < flights->len; i++)
    {
      ZoeFlight *flight = &g_array_index (flights, ZoeFlight, i);
      g_autofree char *from = zoe_scenario_dup_port (scenario, flight->from_socket);
      g_autofree char *to = zoe_scenario_dup_port (scenario, flight->to_socket);

      g_string_append_printf (text, "%s%u %s>%s %s(%" G_GUINT64_FORMAT "%s%" G_GUINT64_FORMAT ")", i > 0 ? ", " : "", flight->link,
                              from, to, flight->label, flight->sent_sequence, flight->dropped_sequence > 0 ? "x" : "-",
                              MAX (flight->received_sequence, flight->dropped_sequence));
    }
  return g_string_free (text, FALSE);
}
