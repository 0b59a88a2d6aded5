/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lesson.h"

#include "app/application.h"

static const char scenario[] =
  "digraph { until=\"60s\" rate=1 seed=1\n"
  "  ventilator [role=ventilator tasks=20 cost_min=50 cost_max=60] worker [role=worker count=2] sink [role=sink tasks=1000]\n"
  "  ventilator:sender -> worker:receiver  worker:sender -> sink:receiver  ventilator:sink -> sink:receiver }";

static AdwApplication *application;

static void
on_refused (ZoeControl *control, const char *sentence, Lesson *lesson)
{
  g_string_append (lesson->refused, sentence);
}

static void
set_up (Lesson *lesson, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("zoetrope-hold-XXXXXX", &error);

  g_assert_no_error (error);
  lesson->path = g_build_filename (folder, "hold.dot", NULL);
  lesson->refused = g_string_new (NULL);
  g_assert_true (g_file_set_contents (lesson->path, scenario, -1, NULL));
  lesson->window = zoe_window_new (application);
  lesson->session = g_object_ref (zoe_window_get_session (lesson->window));
  lesson->control = zoe_session_get_control (lesson->session);
  g_signal_connect (lesson->control, "refused", G_CALLBACK (on_refused), lesson);
  gtk_window_present (GTK_WINDOW (lesson->window));
  sample_wait_for (gtk_widget_get_mapped (GTK_WIDGET (lesson->window)) && gtk_widget_get_height (GTK_WIDGET (lesson->window)) > 0);
  g_assert_true (zoe_session_open (lesson->session, lesson->path));
}

/* However the run stands, it ends at once and its trace is whole. */
void
lesson_stop (Lesson *lesson)
{
  ZoeRecording *recording;

  zoe_session_stop (lesson->session);
  sample_wait_for (!zoe_session_get_running (lesson->session));
  recording = zoe_session_get_recording (lesson->session);
  g_assert_true (zoe_recording_get_complete (recording));
  g_assert_false (zoe_control_is_stepping (lesson->control) || zoe_session_get_run_paused (lesson->session));
}

static void
tear_down (Lesson *lesson, gconstpointer data)
{
  if (zoe_session_get_running (lesson->session))
    lesson_stop (lesson);
  g_signal_handlers_disconnect_by_data (lesson->control, lesson);
  g_object_add_weak_pointer (G_OBJECT (lesson->window), (gpointer *) &lesson->window);
  gtk_window_close (GTK_WINDOW (lesson->window));
  sample_wait_for (lesson->window == NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (lesson->session);
  g_string_free (lesson->refused, TRUE);
  sample_remove (lesson->path);
}

gboolean
lesson_act (Lesson *lesson, const char *action)
{
  return gtk_widget_activate_action (GTK_WIDGET (lesson->window), action, NULL);
}

void
lesson_fault (Lesson *lesson, const char *words)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (lesson->window), "run.fault", "s", words));
}

/* As the keyboard does it: the shortcut among the window's own that has this key. */
void
lesson_press (Lesson *lesson, const char *key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (lesson->window));
  g_autoptr (GtkShortcutTrigger) wanted = gtk_shortcut_trigger_parse_string (key);
  gboolean found = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      for (guint j = 0; GTK_IS_SHORTCUT_CONTROLLER (controller) && j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);

          /* The focus has keys of its own, too. */
          if (!gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), wanted)
              || !GTK_IS_NAMED_ACTION (gtk_shortcut_get_action (shortcut)))
            continue;
          found = TRUE;
          gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, GTK_WIDGET (lesson->window),
                                        gtk_shortcut_get_arguments (shortcut));
        }
    }
  g_assert_true (found);
}

guint64
lesson_count_events (Lesson *lesson)
{
  return zoe_recording_get_n_events (zoe_session_get_recording (lesson->session));
}

guint
lesson_find_node (Lesson *lesson, const char *name)
{
  return zoe_scenario_find_node (zoe_session_get_scenario (lesson->session), name)->number;
}

void
lesson_begin_stepping (Lesson *lesson)
{
  g_assert_true (lesson_act (lesson, "run.step-mode"));
  g_assert_true (zoe_session_run (lesson->session));
  sample_wait_for (zoe_control_is_steady (lesson->control));
}

guint
lesson_count_kind (Lesson *lesson, ZoeEventKind kind, guint node)
{
  guint n = 0;

  for (guint64 i = 1; i <= lesson_count_events (lesson); i++)
    {
      ZoeEvent event;

      g_assert_true (zoe_recording_get_event (zoe_session_get_recording (lesson->session), i, &event, NULL));
      n += event.kind == kind && (node == 0 || event.node == node);
    }
  return n;
}

int
lesson_run (int argc, char **argv, const LessonTest *tests, guint n_tests)
{
  g_autoptr (GError) error = NULL;

  sample_init (&argc, &argv);
  application = g_object_new (ADW_TYPE_APPLICATION,
                              "application-id", "org.zoetrope.Test",
                              "flags", G_APPLICATION_NON_UNIQUE,
                              "resource-base-path", ZOE_APP_PATH,
                              NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n_tests; i++)
    g_test_add (tests[i].path, Lesson, NULL, set_up, tests[i].test, tear_down);
  return sample_run ();
}
