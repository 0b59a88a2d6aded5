/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample.h"

#include <glib/gstdio.h>
#include <gtksourceview/gtksource.h>
#include <string.h>

#include "app/readout.h"
#include "model/duration.h"
#include "trace/recorder.h"

static char *home;

void
sample_init (int *argc, char ***argv)
{
  g_autoptr (GError) error = NULL;

  home = g_dir_make_tmp ("zoetrope-home-XXXXXX", &error);
  g_assert_no_error (error);
  g_setenv ("XDG_CACHE_HOME", home, TRUE);
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  g_setenv ("XDG_DATA_HOME", home, TRUE);
  g_test_init (argc, argv, NULL);
  adw_init ();
  gtk_source_init ();
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_all (child);
    }
  g_remove (path);
}

int
sample_run (void)
{
  int result = g_test_run ();

  remove_all (home);
  g_free (home);
  return result;
}

static char *
make_path (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("zoetrope-app-XXXXXX", &error);

  g_assert_no_error (error);
  return g_build_filename (folder, "sample.zoe", NULL);
}

static ZoeRecorder *
start (const char *path, ZoeScenario *scenario)
{
  g_autoptr (GError) error = NULL;
  ZoeRecorder *recorder = zoe_recorder_new (path, scenario, 1, &error);

  g_assert_no_error (error);
  return recorder;
}

static void
finish (ZoeRecorder *recorder)
{
  g_autoptr (GError) error = NULL;

  zoe_recorder_finish (recorder, &error);
  g_assert_no_error (error);
  zoe_recorder_free (recorder);
}

static void
note (ZoeRecorder *recorder, ZoeEvent event, const ZoeFrame *frames, guint n_frames)
{
  static guint64 sequence;

  if (event.kind == ZOE_EVENT_START && event.node == 1)
    sequence = 0;
  event.sequence = ++sequence;
  event.time_ns = (gint64) sequence * ZOE_NS_PER_MS;
  event.n_frames = n_frames;
  for (guint i = 0; i < n_frames; i++)
    event.size += frames[i].size;
  zoe_recorder_write (&event, frames, 0, recorder);
}

#define FRAME(text) { (const guint8 *) (text), sizeof (text) - 1 }

static const ZoeFrame asked[] = { FRAME (""), FRAME ("HELLO") };
static const ZoeFrame asked_there[] = { FRAME ("\0\1id!"), FRAME (""), FRAME ("HELLO") };
static const ZoeFrame answered[] = { FRAME ("\0\1id!"), FRAME (""), FRAME ("WORLD") };

char *
sample_record (void)
{
  g_autoptr (ZoeScenario) scenario = zoe_scenario_new ();
  g_autofree char *path = make_path ();
  ZoeRecorder *recorder;
  guint client, broker;

  scenario->name = g_strdup ("sample");
  scenario->title = g_strdup ("A sample");
  scenario->summary = g_strdup ("A client asks a broker.");
  scenario->text = g_strdup ("digraph \"A sample\" {}");
  zoe_scenario_add_node (scenario, "client", "lru-client");
  zoe_scenario_add_node (scenario, "broker", "lru-broker");
  client = zoe_scenario_add_socket (scenario, 1, "requester", ZOE_SOCKET_REQ)->number;
  broker = zoe_scenario_add_socket (scenario, 2, "frontend", ZOE_SOCKET_ROUTER)->number;
  zoe_scenario_add_link (scenario, client, broker)->head_binds = TRUE;

  recorder = start (path, scenario);
  note (recorder, (ZoeEvent) { .kind = ZOE_EVENT_START, .node = 1 }, NULL, 0);
  note (recorder, (ZoeEvent) { .kind = ZOE_EVENT_START, .node = 2 }, NULL, 0);
  for (guint i = 1; i <= 3; i++)
    {
      ZoeMessageId question = zoe_message_id (1, i), answer = zoe_message_id (2, i);

      note (recorder, (ZoeEvent) { .kind = ZOE_EVENT_SEND, .node = 1, .socket = client, .message = question, .line = 27 },
            asked, G_N_ELEMENTS (asked));
      note (recorder, (ZoeEvent) { .kind = ZOE_EVENT_RECEIVE, .node = 2, .socket = broker, .message = question, .line = 61 },
            asked_there, G_N_ELEMENTS (asked_there));
      if (i == 3)
        break;
      note (recorder, (ZoeEvent) { .kind = ZOE_EVENT_SEND, .node = 2, .socket = broker, .message = answer, .cause = question,
                                   .line = 70 },
            answered, G_N_ELEMENTS (answered));
      note (recorder, (ZoeEvent) { .kind = ZOE_EVENT_RECEIVE, .node = 1, .socket = client, .message = answer, .line = 28 },
            asked, 0);
    }
  note (recorder, (ZoeEvent) { .kind = ZOE_EVENT_STATE, .node = 2, .line = 72 },
        (const ZoeFrame[]) { FRAME ("waiting"), FRAME ("3 clients") }, 2);
  finish (recorder);
  return g_steal_pointer (&path);
}

char *
sample_record_many (guint64 n_events)
{
  g_autoptr (ZoeScenario) scenario = zoe_scenario_new ();
  g_autofree char *path = make_path ();
  ZoeRecorder *recorder;

  scenario->name = g_strdup ("many");
  scenario->text = g_strdup ("digraph many {}");
  zoe_scenario_add_node (scenario, "talker", "talker");
  recorder = start (path, scenario);
  note (recorder, (ZoeEvent) { .kind = ZOE_EVENT_START, .node = 1 }, NULL, 0);
  for (guint64 i = 2; i <= n_events; i++)
    note (recorder, (ZoeEvent) { .kind = ZOE_EVENT_NOTE, .node = 1 }, (const ZoeFrame[]) { FRAME ("a line") }, 1);
  finish (recorder);
  return g_steal_pointer (&path);
}

void
sample_remove (char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  remove_all (folder);
  g_free (path);
}

ZoeSession *
sample_open (const char *path)
{
  ZoeSession *session = zoe_session_new ();

  g_assert_true (zoe_session_open_trace (session, path));
  return session;
}

GtkWidget *
sample_show (GtkWidget *child)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 900, 500);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  sample_wait_for (gtk_widget_get_mapped (child) && gtk_widget_get_height (child) > 0);
  return g_object_ref (window);
}

static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* The tick wakes a loop that would wait for ever, so that the bound of a wait is noticed. */
void
sample_iterate (void)
{
  guint tick = g_timeout_add (50, on_tick, NULL);

  g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
}

static void
collect_texts (GtkWidget *widget, GString *texts)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (texts, "%s\n", gtk_label_get_text (GTK_LABEL (widget)));
  else if (ZOE_IS_READOUT (widget))
    g_string_append_printf (texts, "%s\n", zoe_readout_get_text (ZOE_READOUT (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect_texts (child, texts);
}

char *
sample_dup_texts (GtkWidget *widget)
{
  GString *texts = g_string_new (NULL);

  collect_texts (widget, texts);
  return g_string_free (texts, FALSE);
}

void
sample_assert_says (GtkWidget *widget, const char *text)
{
  g_autofree char *texts = sample_dup_texts (widget);

  if (strstr (texts, text) == NULL)
    {
      g_test_message ("“%s” is not in:\n%s", text, texts);
      g_test_fail ();
    }
}

GtkWidget *
sample_find (GtkWidget *widget, GType type)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = sample_find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}
