/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window.h"

#include "app/application.h"
#include "app/event_view.h"
#include "app/library_row.h"
#include "sample.h"

typedef struct
{
  ZoeWindow  *window;
  ZoeSession *session;
} Fixture;

/* There can be but one in a process. */
static AdwApplication *application;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = zoe_window_new (application);
  fixture->session = g_object_ref (zoe_window_get_session (fixture->window));
  gtk_window_present (GTK_WINDOW (fixture->window));
  sample_wait_for (gtk_widget_get_mapped (GTK_WIDGET (fixture->window)) && gtk_widget_get_height (GTK_WIDGET (fixture->window)) > 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_close (GTK_WINDOW (fixture->window));
  sample_wait_for (fixture->window == NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->session);
}

static AdwMessageDialog *
find_dialog (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (ADW_IS_MESSAGE_DIALOG (l->data) && gtk_widget_get_mapped (l->data))
      return l->data;
  return NULL;
}

/* An error is shown in the window, with what to do, and the window is as before. */
static void
assert_refused (Fixture *fixture, const char *path, const char *says)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  ZoeScenario *before = zoe_session_get_scenario (fixture->session);

  g_assert_false (zoe_window_open (fixture->window, file, FALSE));
  sample_wait_for (find_dialog () != NULL);
  sample_assert_says (GTK_WIDGET (find_dialog ()), says);
  g_assert_true (zoe_session_get_scenario (fixture->session) == before);
  gtk_window_close (GTK_WINDOW (find_dialog ()));
  sample_wait_for (find_dialog () == NULL);
}

static void
write_and_refuse (Fixture *fixture, const char *name, const char *text, gsize length, const char *says)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("zoetrope-window-XXXXXX", &error);
  char *path = g_build_filename (folder, name, NULL);

  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
  assert_refused (fixture, path, says);
  sample_remove (path);
}

static void
test_open_trace (Fixture *fixture, gconstpointer data)
{
  char *path = sample_record ();
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (zoe_window_is_blank (fixture->window));
  g_assert_true (zoe_window_open (fixture->window, file, FALSE));
  g_assert_false (zoe_window_is_blank (fixture->window));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "A sample — Zoetrope");
  sample_assert_says (GTK_WIDGET (fixture->window), "sample.zoe — recording");
  sample_remove (path);
}

static void
test_open_scenario (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_getenv ("ZOETROPE_SCENARIOS"), "pipeline.dot", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (zoe_window_open (fixture->window, file, FALSE));
  sample_assert_says (GTK_WIDGET (fixture->window), "pipeline.dot — not run yet");
  sample_wait_for (sample_find (GTK_WIDGET (fixture->window), ZOE_TYPE_EVENT_VIEW) != NULL);
  sample_assert_says (sample_find (GTK_WIDGET (fixture->window), ZOE_TYPE_EVENT_VIEW), "Run the scenario");
}

static void
test_broken (Fixture *fixture, gconstpointer data)
{
  static const char syntax[] = "digraph { a -> ";
  static const char mistakes[] = "digraph { ventilator [role=ventilatr]; sink [role=sink tusks=3]; ventilator:sender -> sink:receiver }";
  static const char not_a_trace[] = "This is a letter, and no trace.";
  static const char binary[] = "SQLite format 3\0 and then nothing of the kind";

  write_and_refuse (fixture, "broken.dot", syntax, -1, "broken.dot");
  write_and_refuse (fixture, "mistakes.dot", mistakes, -1, "ventilatr");
  write_and_refuse (fixture, "empty.dot", "", 0, "empty.dot");
  write_and_refuse (fixture, "letter.zoe", not_a_trace, -1, "letter.zoe");
  write_and_refuse (fixture, "broken.zoe", binary, sizeof binary, "broken.zoe");
  assert_refused (fixture, "/nowhere/at/all.dot", "all.dot");
  assert_refused (fixture, "/nowhere/at/all.zoe", "all.zoe");
}

static void
drop (Fixture *fixture, GType type, gconstpointer what, gboolean taken)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->window));
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean result = !taken;

  g_value_init (&value, type);
  if (type == G_TYPE_FILE)
    g_value_set_object (&value, (gpointer) what);
  else
    g_value_set_boxed (&value, what);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", &value, 10.0, 10.0, &result);
    }
  g_assert_cmpint (result, ==, taken);
}

static void
test_drop (Fixture *fixture, gconstpointer data)
{
  char *path = sample_record ();
  g_autofree char *scenario = g_build_filename (g_getenv ("ZOETROPE_SCENARIOS"), "clone.dot", NULL);
  g_autoptr (GFile) trace = g_file_new_for_path (path);
  g_autoptr (GFile) dot = g_file_new_for_path (scenario);
  g_autoptr (GFile) nothing = g_file_new_for_path ("/nowhere/at/all.dot");
  GdkFileList *list = gdk_file_list_new_from_array (&trace, 1);

  drop (fixture, G_TYPE_FILE, dot, TRUE);
  sample_assert_says (GTK_WIDGET (fixture->window), "clone.dot");
  drop (fixture, GDK_TYPE_FILE_LIST, list, TRUE);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "A sample — Zoetrope");
  drop (fixture, G_TYPE_FILE, nothing, FALSE);
  sample_wait_for (find_dialog () != NULL);
  gtk_window_close (GTK_WINDOW (find_dialog ()));
  sample_wait_for (find_dialog () == NULL);
  g_boxed_free (GDK_TYPE_FILE_LIST, list);
  sample_remove (path);
}

/* The keys the window itself handles, after whatever has the focus. */
static gboolean
press (GtkWidget *widget, const char *keys)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  g_autoptr (GtkShortcutTrigger) trigger = gtk_shortcut_trigger_parse_string (keys);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);

          if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), trigger))
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget, gtk_shortcut_get_arguments (shortcut));
        }
    }
  return FALSE;
}

static GtkWidget *
find_row (GtkWidget *widget, const char *file_name)
{
  if (ZOE_IS_LIBRARY_ROW (widget) && g_str_has_suffix (zoe_library_row_get_path (ZOE_LIBRARY_ROW (widget)), file_name))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, file_name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Moves the focus as Tab does until it is on (or in) the widget. */
static gboolean
tab_to (Fixture *fixture, GtkWidget *wanted)
{
  for (guint i = 0; i < 200; i++)
    {
      GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));

      if (focus != NULL && (focus == wanted || gtk_widget_is_ancestor (focus, wanted)))
        return TRUE;
      gtk_widget_child_focus (GTK_WIDGET (fixture->window), GTK_DIR_TAB_FORWARD);
    }
  return FALSE;
}

/* From an empty window to a step in a recording, without a pointer. */
static void
test_keyboard (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  GtkWidget *row = find_row (window, "pipeline.dot");
  guint64 sequence;

  g_assert_nonnull (row);
  g_assert_true (tab_to (fixture, gtk_widget_get_parent (row)));
  gtk_widget_grab_focus (row);
  g_assert_true (gtk_widget_activate (row));
  g_assert_false (zoe_window_is_blank (fixture->window));

  g_assert_true (press (window, "F5"));
  sample_wait_for (zoe_session_get_recording (fixture->session) != NULL);
  sample_wait_for (zoe_session_get_sequence (fixture->session) > 5);
  g_assert_true (zoe_session_get_playing (fixture->session));
  g_assert_true (press (window, "space"));
  g_assert_false (zoe_session_get_playing (fixture->session));

  sequence = zoe_session_get_sequence (fixture->session);
  g_assert_true (press (window, "Left"));
  g_assert_cmpuint (zoe_session_get_sequence (fixture->session), ==, sequence - 1);
  g_assert_true (press (window, "Right"));
  g_assert_cmpuint (zoe_session_get_sequence (fixture->session), ==, sequence);

  if (zoe_session_get_running (fixture->session))
    g_assert_true (press (window, "<Shift>F5"));
  sample_wait_for (!zoe_session_get_running (fixture->session));
  g_assert_true (zoe_recording_get_complete (zoe_session_get_recording (fixture->session)));

  /* Every pane can be reached by Tab. */
  g_assert_true (tab_to (fixture, sample_find (window, ZOE_TYPE_EVENT_VIEW)));
}

/* Whatever is a button has words for somebody who cannot see it. */
static void
assert_buttons_named (GtkWidget *widget)
{
  if ((GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget)) && gtk_widget_get_mapped (widget) && gtk_widget_get_focusable (widget))
    {
      g_autofree char *texts = sample_dup_texts (widget);
      gboolean named = *texts != '\0' || gtk_widget_get_tooltip_text (widget) != NULL;

      for (GtkWidget *above = widget; above != NULL && !named; above = gtk_widget_get_parent (above))
        named = gtk_widget_get_tooltip_text (above) != NULL || GTK_IS_WINDOW_CONTROLS (above) || ADW_IS_SPLIT_BUTTON (above);
      if (!named)
        {
          g_test_message ("A button below %s has no name", G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
          g_test_fail ();
        }
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    assert_buttons_named (child);
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  char *path = sample_record ();
  g_autoptr (GFile) file = g_file_new_for_path (path);

  assert_buttons_named (GTK_WIDGET (fixture->window));
  g_assert_true (zoe_window_open (fixture->window, file, FALSE));
  zoe_session_select_message (fixture->session, zoe_message_id (1, 1));
  sample_wait_for (sample_find (GTK_WIDGET (fixture->window), ZOE_TYPE_EVENT_VIEW) != NULL);
  assert_buttons_named (GTK_WIDGET (fixture->window));
  sample_remove (path);
}

static void
test_panes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_getenv ("ZOETROPE_SCENARIOS"), "clone.dot", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (zoe_window_open (fixture->window, file, FALSE));
  sample_wait_for (sample_find (GTK_WIDGET (fixture->window), ZOE_TYPE_EVENT_VIEW) != NULL);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-events", NULL));
  g_assert_null (sample_find (GTK_WIDGET (fixture->window), ZOE_TYPE_EVENT_VIEW));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.filter-events", NULL));
  sample_wait_for (sample_find (GTK_WIDGET (fixture->window), ZOE_TYPE_EVENT_VIEW) != NULL);
  g_assert_true (GTK_IS_TEXT (gtk_root_get_focus (GTK_ROOT (fixture->window))));
}

int
main (int argc, char **argv)
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
#define ADD(path, test) g_test_add ("/app/window/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("broken", test_broken);
  ADD ("drop", test_drop);
  ADD ("keyboard", test_keyboard);
  ADD ("names", test_names);
  ADD ("open-scenario", test_open_scenario);
  ADD ("open-trace", test_open_trace);
  ADD ("panes", test_panes);
  return sample_run ();
}
