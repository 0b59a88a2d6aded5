/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Breakpoints in a real window: run until, kept with the scenario, met by a step. */

#include "app/break_list.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app/checked_entry.h"
#include "app/notices.h"
#include "app/step_bar.h"
#include "app/until_popover.h"
#include "lesson.h"

static GtkWidget *
open_popover (Lesson *lesson)
{
  GtkWidget *controls = sample_find (GTK_WIDGET (lesson->window), g_type_from_name ("ZoeRunControls"));
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (controls);
  g_autoptr (GtkShortcutTrigger) trigger = gtk_shortcut_trigger_parse_string ("<Control>u");

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) keys = g_list_model_get_item (controllers, i);

      for (guint j = 0; GTK_IS_SHORTCUT_CONTROLLER (keys) && j < g_list_model_get_n_items (G_LIST_MODEL (keys)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (keys), j);

          if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), trigger))
            gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, controls, NULL);
        }
    }
  sample_wait_for (sample_find (GTK_WIDGET (lesson->window), ZOE_TYPE_UNTIL_POPOVER) != NULL);
  return sample_find (GTK_WIDGET (lesson->window), ZOE_TYPE_UNTIL_POPOVER);
}

/* As if typed into whatever has the focus, which must be the entry. */
static GtkWidget *
type (Lesson *lesson, const char *text)
{
  GtkWidget *entry = GTK_WIDGET (sample_find (GTK_WIDGET (lesson->window), ZOE_TYPE_CHECKED_ENTRY));
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (lesson->window));

  g_assert_true (GTK_IS_TEXT (focus) && gtk_widget_is_ancestor (focus, entry));
  gtk_editable_set_text (GTK_EDITABLE (focus), text);
  return focus;
}

static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_button (child, label);
  return found;
}

static GtkWidget *
find_row_button (GtkWidget *list, const char *condition)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (list) && g_str_equal (gtk_label_get_text (GTK_LABEL (list)), condition))
    return sample_find (gtk_widget_get_parent (list), GTK_TYPE_BUTTON);
  for (GtkWidget *child = gtk_widget_get_first_child (list); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_row_button (child, condition);
  return found;
}

static void
click (GtkWidget *button)
{
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
keep (Lesson *lesson, GtkWidget *popover, const char *condition)
{
  type (lesson, condition);
  click (find_button (popover, "Keep as Breakpoint"));
}

static char *
read_file (Lesson *lesson)
{
  char *text = NULL;

  g_assert_true (g_file_get_contents (lesson->path, &text, NULL, NULL));
  return text;
}

static void
assert_file_says (Lesson *lesson, const char *breaks)
{
  g_autofree char *text = read_file (lesson);
  g_autofree char *statement = g_strdup_printf ("/* breakpoints set in Zoetrope */ break=\"%s\"; }", breaks != NULL ? breaks : "");

  g_assert_true (g_str_has_prefix (text, "digraph { until="));
  g_assert_cmpint (strstr (text, statement) != NULL, ==, breaks != NULL);
  g_assert_cmpint (strstr (text, "break=") != NULL, ==, breaks != NULL);
}

/* Ctrl+U, a condition, Return: the run begins, and stops there; once. */
static void
test_until_by_keyboard (Lesson *lesson, gconstpointer data)
{
  GtkWidget *popover = open_popover (lesson), *text;

  zoe_control_set_skip_idle (lesson->control, TRUE);
  text = type (lesson, "does snik");
  sample_assert_says (popover, "is “sink” meant?");
  g_signal_emit_by_name (text, "activate");
  g_assert_false (zoe_session_get_running (lesson->session));
  type (lesson, "1ms");
  g_assert_true (gtk_widget_is_sensitive (find_button (popover, "Run Until It")));
  text = type (lesson, "does sink");
  sample_assert_says (popover, "The run stops at whichever comes first");
  g_signal_emit_by_name (text, "activate");
  sample_wait_for (zoe_control_get_break (lesson->control) != NULL);
  g_assert_true (zoe_session_get_run_paused (lesson->session));
  g_assert_false (gtk_widget_get_mapped (popover));
  sample_wait_for (zoe_control_get_until (lesson->control) == NULL);
  sample_assert_says (sample_find (GTK_WIDGET (lesson->window), ZOE_TYPE_NOTICES), "sink has done something");

  /* The sink does more, and nobody stops for it. */
  zoe_control_set_skip_idle (lesson->control, FALSE);
  g_assert_true (zoe_control_run_until (lesson->control, "kind fault", NULL));
  lesson_fault (lesson, "freeze worker-1");
  sample_wait_for (zoe_session_get_run_paused (lesson->session));
  g_assert_nonnull (strstr (zoe_control_get_break (lesson->control), "fault"));
  lesson_stop (lesson);
  assert_file_says (lesson, NULL);
}

/* What is kept is in the file, and in every run; what is removed is gone from both. */
static void
test_kept (Lesson *lesson, gconstpointer data)
{
  g_autofree char *before = read_file (lesson), *after = NULL;
  GtkWidget *popover = open_popover (lesson), *list;

  list = sample_find (popover, ZOE_TYPE_BREAK_LIST);
  sample_assert_says (list, "None");
  keep (lesson, popover, "text 42; does sink");
  sample_wait_for (find_row_button (list, "does sink") != NULL);
  assert_file_says (lesson, "text 42; does sink");
  sample_assert_says (list, "Kept in hold.dot");
  g_assert_cmpstr (zoe_checked_entry_get_text (ZOE_CHECKED_ENTRY (sample_find (popover, ZOE_TYPE_CHECKED_ENTRY))), ==, "");

  keep (lesson, popover, "does sink");
  sample_assert_says (popover, "“does sink” is a breakpoint already");
  click (find_row_button (list, "text 42"));
  assert_file_says (lesson, "does sink");
  gtk_popover_popdown (GTK_POPOVER (popover));

  /* The next run reads the file. */
  zoe_control_set_skip_idle (lesson->control, TRUE);
  g_assert_true (zoe_session_run (lesson->session));
  sample_wait_for (zoe_control_get_break (lesson->control) != NULL);
  g_assert_cmpstr (zoe_control_get_break (lesson->control), ==, "sink has done something");

  /* Removed while the run stands: it goes on to the other, added meanwhile. */
  open_popover (lesson);
  click (find_row_button (list, "does sink"));
  keep (lesson, popover, "kind fault");
  assert_file_says (lesson, "kind fault");
  zoe_control_set_skip_idle (lesson->control, FALSE);
  g_assert_true (lesson_act (lesson, "run.continue"));
  g_assert_false (zoe_session_get_run_paused (lesson->session));
  lesson_fault (lesson, "freeze worker-1");
  sample_wait_for (zoe_session_get_run_paused (lesson->session));
  g_assert_nonnull (strstr (zoe_control_get_break (lesson->control), "fault"));
  click (find_row_button (list, "kind fault"));
  after = read_file (lesson);
  g_assert_cmpstr (after, ==, before);
  gtk_popover_popdown (GTK_POPOVER (popover));
  lesson_stop (lesson);
}

/* A file that must not be written stays as it is; the breakpoints hold here, in the next run too, and can be saved elsewhere. */
static void
test_read_only (Lesson *lesson, gconstpointer data)
{
  g_autofree char *before = read_file (lesson), *after = NULL, *copied = NULL;
  g_autofree char *folder = g_path_get_dirname (lesson->path), *copy = g_build_filename (folder, "copy.dot", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (copy);
  GtkWidget *popover, *list;

  g_assert_cmpint (g_chmod (lesson->path, 0444), ==, 0);
  popover = open_popover (lesson);
  list = sample_find (popover, ZOE_TYPE_BREAK_LIST);
  keep (lesson, popover, "does sink");
  sample_wait_for (find_row_button (list, "does sink") != NULL);
  sample_assert_says (list, "Kept for this session only. The file is read only.");
  g_assert_nonnull (find_button (list, "Save a Copy…"));
  g_assert_null (find_button (list, "Take the File’s"));
  after = read_file (lesson);
  g_assert_cmpstr (after, ==, before);
  gtk_popover_popdown (GTK_POPOVER (popover));

  zoe_control_set_skip_idle (lesson->control, TRUE);
  g_assert_true (zoe_session_run (lesson->session));
  sample_wait_for (zoe_control_get_break (lesson->control) != NULL);
  g_assert_nonnull (strstr (zoe_session_get_scenario (lesson->session)->text, "break=\"does sink\""));
  lesson_stop (lesson);
  g_assert_cmpstr (zoe_breakpoints_list (zoe_control_get_breakpoints (lesson->control))[0], ==, "does sink");

  zoe_control_save_copy (lesson->control, file);
  g_assert_true (g_file_get_contents (copy, &copied, NULL, NULL));
  g_assert_nonnull (strstr (copied, "break=\"does sink\"; }"));
  sample_wait_for (sample_find (GTK_WIDGET (lesson->window), ADW_TYPE_TOAST_OVERLAY) != NULL);
  g_assert_true (zoe_session_open (lesson->session, copy));
  g_assert_cmpstr (zoe_breakpoints_list (zoe_control_get_breakpoints (lesson->control))[0], ==, "does sink");
  g_assert_true (zoe_breakpoints_are_written (zoe_control_get_breakpoints (lesson->control)));
}

/* Somebody else has changed them meanwhile: theirs stay, and one may have them. */
static void
test_changed_elsewhere (Lesson *lesson, gconstpointer data)
{
  g_autofree char *before = read_file (lesson), *theirs = NULL, *after = NULL;
  GtkWidget *popover = open_popover (lesson), *list = sample_find (popover, ZOE_TYPE_BREAK_LIST);

  theirs = g_strdup_printf ("%.*s break=\"500 events\" }", (int) (strlen (before) - 1), before);
  g_assert_true (g_file_set_contents (lesson->path, theirs, -1, NULL));
  keep (lesson, popover, "does sink");
  sample_wait_for (find_row_button (list, "does sink") != NULL);
  sample_assert_says (list, "have been changed elsewhere: 500 events");
  after = read_file (lesson);
  g_assert_cmpstr (after, ==, theirs);
  click (find_button (list, "Take the File’s"));
  g_assert_nonnull (find_row_button (list, "500 events"));
  g_assert_null (find_row_button (list, "does sink"));
  sample_assert_says (list, "Kept in hold.dot");
  gtk_popover_popdown (GTK_POPOVER (popover));
}

/* Who steps stands anyway; the bar says that a breakpoint was met, until the next step. */
static void
test_met_by_step (Lesson *lesson, gconstpointer data)
{
  GtkWidget *bar;

  g_assert_true (zoe_control_add_breakpoints (lesson->control, "text 1", NULL));
  zoe_control_remove_breakpoint (lesson->control, 0);
  g_assert_true (zoe_control_add_breakpoints (lesson->control, "does ventilator", NULL));
  lesson_begin_stepping (lesson);
  bar = sample_find (GTK_WIDGET (lesson->window), ZOE_TYPE_STEP_BAR);
  g_assert_null (zoe_control_get_met (lesson->control));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (lesson->window), "run.pick", "u", lesson_find_node (lesson, "ventilator")));
  sample_wait_for (zoe_control_is_steady (lesson->control) && zoe_control_get_met (lesson->control) != NULL);
  sample_assert_says (bar, "Breakpoint met: ventilator has done something");
  g_assert_true (zoe_control_is_stepping (lesson->control));

  while (zoe_control_get_next (lesson->control) == lesson_find_node (lesson, "ventilator"))
    {
      guint n_steps = lesson_count_kind (lesson, ZOE_EVENT_STEP, 0);

      lesson_press (lesson, "period");
      sample_wait_for (zoe_control_is_steady (lesson->control) && lesson_count_kind (lesson, ZOE_EVENT_STEP, 0) > n_steps);
    }
  lesson_press (lesson, "period");
  sample_wait_for (zoe_control_is_steady (lesson->control) && zoe_control_get_met (lesson->control) == NULL);
  lesson_stop (lesson);
}

/* A key pressed before the first operation is known lets it go as soon as it is; one, not two. */
static void
test_pressed_early (Lesson *lesson, gconstpointer data)
{
  g_assert_true (lesson_act (lesson, "run.step-mode"));
  g_assert_true (zoe_session_run (lesson->session));
  g_assert_true (zoe_control_is_settling (lesson->control));
  lesson_press (lesson, "period");
  lesson_press (lesson, "period");
  g_assert_true (zoe_control_is_asked (lesson->control));
  sample_assert_says (sample_find (GTK_WIDGET (lesson->window), ZOE_TYPE_STEP_BAR), "WHAT YOU ASKED FOR COMES NEXT");
  sample_wait_for (zoe_control_is_steady (lesson->control) && zoe_control_get_told (lesson->control) != NULL);
  g_assert_false (zoe_control_is_asked (lesson->control));
  g_assert_cmpuint (lesson_count_kind (lesson, ZOE_EVENT_STEP, 0), ==, 1);
  lesson_stop (lesson);
  g_assert_cmpuint (lesson_count_kind (lesson, ZOE_EVENT_STEP, 0), ==, 1);
}

int
main (int argc, char **argv)
{
  static const LessonTest tests[] =
  {
    { "/app/break-list/changed-elsewhere", test_changed_elsewhere },
    { "/app/break-list/kept",              test_kept },
    { "/app/break-list/met-by-step",       test_met_by_step },
    { "/app/break-list/pressed-early",     test_pressed_early },
    { "/app/break-list/read-only",         test_read_only },
    { "/app/break-list/until-by-keyboard", test_until_by_keyboard },
  };

  return lesson_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
