/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/application.h"

#include "app/window.h"
#include "sample.h"

typedef gboolean (*Until) (ZoeWindow *window);

static gboolean (*until) (ZoeWindow *window);
static gint64 deadline;

/* Looks whether the window is as it should be, and ends the program then. */
static gboolean
on_look (gpointer data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (data));

  g_assert_cmpint (g_get_monotonic_time (), <, deadline);
  if (window == NULL || !ZOE_IS_WINDOW (window) || !until (ZOE_WINDOW (window)))
    return G_SOURCE_CONTINUE;
  g_action_group_activate_action (G_ACTION_GROUP (data), "quit", NULL);
  return G_SOURCE_REMOVE;
}

/* Each run is a process of its own, since there can be but one application in each. */
static void
run_with (Until wanted, const char *first, const char *second)
{
  const char *arguments[] = { "zoetrope", first, second, NULL };
  g_autoptr (ZoeApplication) application = zoe_application_new ("1.2.3");

  until = wanted;
  deadline = g_get_monotonic_time () + 60 * G_TIME_SPAN_SECOND;
  g_application_set_flags (G_APPLICATION (application), g_application_get_flags (G_APPLICATION (application)) | G_APPLICATION_NON_UNIQUE);
  if (wanted != NULL)
    g_timeout_add (20, on_look, application);
  g_assert_cmpint (g_application_run (G_APPLICATION (application), first == NULL ? 1 : second == NULL ? 2 : 3, (char **) arguments), ==, 0);
}

static gboolean
is_blank (ZoeWindow *window)
{
  return zoe_window_is_blank (window) && gtk_widget_get_mapped (GTK_WIDGET (window));
}

static gboolean
has_recorded (ZoeWindow *window)
{
  ZoeRecording *recording = zoe_session_get_recording (zoe_window_get_session (window));

  return recording != NULL && zoe_recording_get_n_events (recording) > 20;
}

static gboolean
is_open (ZoeWindow *window)
{
  return !zoe_window_is_blank (window);
}

static gboolean
shows_dialog (ZoeWindow *window)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data) && gtk_widget_get_mapped (l->data))
      {
        sample_assert_says (l->data, "no-such-scenario");
        return zoe_window_is_blank (window);
      }
  return FALSE;
}

static const struct Case
{
  const char *path;
  Until       wanted;
  const char *arguments[2];
  const char *prints;
} cases[] =
{
  { "/app/application/name",    is_open,      { "clone" },             "*" },
  { "/app/application/nothing", is_blank,     { NULL },                "*" },
  { "/app/application/run",     has_recorded, { "--run", "pipeline" }, "*" },
  { "/app/application/unknown", shows_dialog, { "no-such-scenario" },  "*" },
  { "/app/application/version", NULL,         { "--version" },         "*zoetrope 1.2.3*" },
};

static void
test_command_line (gconstpointer data)
{
  const struct Case *test = data;

  if (g_test_subprocess ())
    {
      run_with (test->wanted, test->arguments[0], test->arguments[1]);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stdout (test->prints);
}

int
main (int argc, char **argv)
{
  sample_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add_data_func (cases[i].path, &cases[i], test_command_line);
  return sample_run ();
}
