/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Holding time and breaking things, in a real window: by its actions, keys and menus. */

#include "app/control.h"

#include <string.h>

#include "app/application.h"
#include "app/canvas.h"
#include "app/fault_menu.h"
#include "app/notices.h"
#include "app/step_bar.h"
#include "app/window.h"
#include "sample.h"

static const char scenario[] =
  "digraph { until=\"60s\" rate=1 seed=1\n"
  "  ventilator [role=ventilator tasks=20 cost_min=50 cost_max=60] worker [role=worker count=2] sink [role=sink tasks=1000]\n"
  "  ventilator:sender -> worker:receiver  worker:sender -> sink:receiver  ventilator:sink -> sink:receiver }";

typedef struct
{
  ZoeWindow  *window;
  ZoeSession *session;
  ZoeControl *control;
  char       *path;
  GString    *refused;
} Fixture;

static AdwApplication *application;

static void
on_refused (ZoeControl *control, const char *sentence, Fixture *fixture)
{
  g_string_append (fixture->refused, sentence);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("zoetrope-hold-XXXXXX", &error);

  g_assert_no_error (error);
  fixture->path = g_build_filename (folder, "hold.dot", NULL);
  fixture->refused = g_string_new (NULL);
  g_assert_true (g_file_set_contents (fixture->path, scenario, -1, NULL));
  fixture->window = zoe_window_new (application);
  fixture->session = g_object_ref (zoe_window_get_session (fixture->window));
  fixture->control = zoe_session_get_control (fixture->session);
  g_signal_connect (fixture->control, "refused", G_CALLBACK (on_refused), fixture);
  gtk_window_present (GTK_WINDOW (fixture->window));
  sample_wait_for (gtk_widget_get_mapped (GTK_WIDGET (fixture->window)) && gtk_widget_get_height (GTK_WIDGET (fixture->window)) > 0);
  g_assert_true (zoe_session_open (fixture->session, fixture->path));
}

/* However the run stands, it ends at once and its trace is whole. */
static void
stop_and_check (Fixture *fixture)
{
  ZoeRecording *recording;

  zoe_session_stop (fixture->session);
  sample_wait_for (!zoe_session_get_running (fixture->session));
  recording = zoe_session_get_recording (fixture->session);
  g_assert_true (zoe_recording_get_complete (recording));
  g_assert_false (zoe_control_is_stepping (fixture->control) || zoe_session_get_run_paused (fixture->session));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (zoe_session_get_running (fixture->session))
    stop_and_check (fixture);
  g_signal_handlers_disconnect_by_data (fixture->control, fixture);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_close (GTK_WINDOW (fixture->window));
  sample_wait_for (fixture->window == NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->session);
  g_string_free (fixture->refused, TRUE);
  sample_remove (fixture->path);
}

static gboolean
act (Fixture *fixture, const char *action)
{
  return gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL);
}

static void
do_fault (Fixture *fixture, const char *words)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "run.fault", "s", words));
}

/* As the keyboard does it: the shortcut among the window's own that has this key. */
static void
press (Fixture *fixture, const char *key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->window));
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
          gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, GTK_WIDGET (fixture->window),
                                        gtk_shortcut_get_arguments (shortcut));
        }
    }
  g_assert_true (found);
}

static guint64
count_events (Fixture *fixture)
{
  return zoe_recording_get_n_events (zoe_session_get_recording (fixture->session));
}

static guint
find_node (Fixture *fixture, const char *name)
{
  return zoe_scenario_find_node (zoe_session_get_scenario (fixture->session), name)->number;
}

static void
begin_stepping (Fixture *fixture)
{
  g_assert_true (act (fixture, "run.step-mode"));
  g_assert_true (zoe_session_run (fixture->session));
  sample_wait_for (zoe_control_is_steady (fixture->control));
}

static guint
count_kind (Fixture *fixture, ZoeEventKind kind, guint node)
{
  guint n = 0;

  for (guint64 i = 1; i <= count_events (fixture); i++)
    {
      ZoeEvent event;

      g_assert_true (zoe_recording_get_event (zoe_session_get_recording (fixture->session), i, &event, NULL));
      n += event.kind == kind && (node == 0 || event.node == node);
    }
  return n;
}

/* One key, one operation: named before it goes, told afterwards, the play head with it. */
static void
test_step (Fixture *fixture, gconstpointer data)
{
  GtkWidget *bar;
  g_autofree char *next = NULL;
  guint node;
  const ZoeStanding *standing;
  ZoeEventKind operation;
  guint64 before;
  guint n_before;

  begin_stepping (fixture);
  bar = sample_find (GTK_WIDGET (fixture->window), ZOE_TYPE_STEP_BAR);
  g_assert_nonnull (bar);
  node = zoe_control_get_next (fixture->control);
  g_assert_cmpuint (node, !=, 0);
  standing = zoe_control_get_standing (fixture->control, node);
  operation = standing->operation;
  next = zoe_control_dup_next (fixture->control);
  sample_assert_says (bar, next);
  before = count_events (fixture);
  n_before = count_kind (fixture, operation, node);

  press (fixture, "period");
  sample_wait_for (zoe_control_is_steady (fixture->control) && zoe_control_get_told (fixture->control) != NULL);
  sample_wait_for (count_kind (fixture, operation, node) > n_before && count_events (fixture) > before);
  g_assert_cmpuint (count_kind (fixture, operation, node), ==, n_before + 1);
  g_assert_cmpuint (count_kind (fixture, ZOE_EVENT_STEP, 0), ==, 1);
  sample_assert_says (bar, zoe_control_get_told (fixture->control));
  g_assert_true (zoe_session_get_following (fixture->session));
  sample_wait_for (zoe_session_get_sequence (fixture->session) == count_events (fixture));
  g_assert_cmpint (zoe_session_get_time (fixture->session), ==, 0);

  /* Back moves the play head alone, and the window says so. */
  before = count_events (fixture);
  press (fixture, "Left");
  g_assert_cmpuint (zoe_session_get_sequence (fixture->session), ==, before - 1);
  g_assert_cmpuint (count_events (fixture), ==, before);
  sample_wait_for (sample_find (GTK_WIDGET (fixture->window), ZOE_TYPE_NOTICES) != NULL);
  sample_assert_says (sample_find (GTK_WIDGET (fixture->window), ZOE_TYPE_NOTICES), "You look at the past: 1 event behind the run");
  press (fixture, "c");
  g_assert_true (zoe_session_get_following (fixture->session));
  g_assert_true (zoe_control_is_stepping (fixture->control));
  stop_and_check (fixture);
}

static void
test_pick (Fixture *fixture, gconstpointer data)
{
  guint first, picked = 0;
  ZoeScenario *running;

  begin_stepping (fixture);
  first = zoe_control_get_next (fixture->control);
  running = zoe_session_get_scenario (fixture->session);

  /* Held back, it is not the next; released, it is again. */
  zoe_session_select_node (fixture->session, first);
  press (fixture, "h");
  g_assert_cmpuint (zoe_control_get_next (fixture->control), !=, first);
  press (fixture, "h");
  g_assert_cmpuint (zoe_control_get_next (fixture->control), ==, first);
  while (picked == 0)
    {
      guint64 before = count_events (fixture);

      for (guint node = 1; node <= running->nodes->len; node++)
        if (node != zoe_control_get_next (fixture->control)
            && zoe_control_get_standing (fixture->control, node)->kind == ZOE_STANDING_READY)
          picked = node;
      if (picked == 0)
        {
          press (fixture, "period");
          sample_wait_for (zoe_control_is_steady (fixture->control) && count_events (fixture) > before);
        }
    }
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "run.pick", "u", picked));
  sample_wait_for (zoe_control_is_steady (fixture->control) && count_kind (fixture, ZOE_EVENT_STEP, picked) > 0);
  stop_and_check (fixture);
}

/* Steps until only time can help, then goes to the next deadline. */
static void
test_deadline (Fixture *fixture, gconstpointer data)
{
  gint64 deadline_ns;

  begin_stepping (fixture);
  while (zoe_control_get_next (fixture->control) != 0)
    {
      guint64 before = count_events (fixture);

      press (fixture, "period");
      sample_wait_for (zoe_control_is_steady (fixture->control) && count_events (fixture) > before);
    }
  g_assert_cmpint (zoe_control_get_now (fixture->control), ==, 0);
  deadline_ns = zoe_control_get_deadline (fixture->control);
  g_assert_cmpint (deadline_ns, >=, 50 * ZOE_NS_PER_MS);
  sample_assert_says (sample_find (GTK_WIDGET (fixture->window), ZOE_TYPE_STEP_BAR), "NOBODY IS READY");
  press (fixture, "d");
  sample_wait_for (zoe_control_is_steady (fixture->control) && zoe_control_get_next (fixture->control) != 0);
  g_assert_cmpint (zoe_control_get_now (fixture->control), ==, deadline_ns);
  sample_wait_for (count_kind (fixture, ZOE_EVENT_JUMP, 0) == 1);
  stop_and_check (fixture);
}

static void
test_until (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  zoe_control_set_skip_idle (fixture->control, TRUE);
  g_assert_true (zoe_control_run_until (fixture->control, "does sink", &error));
  g_assert_true (zoe_session_run (fixture->session));
  sample_wait_for (zoe_control_get_break (fixture->control) != NULL);
  g_assert_true (zoe_session_get_run_paused (fixture->session));
  sample_wait_for (sample_find (GTK_WIDGET (fixture->window), ZOE_TYPE_NOTICES) != NULL);
  sample_assert_says (sample_find (GTK_WIDGET (fixture->window), ZOE_TYPE_NOTICES), zoe_control_get_break (fixture->control));

  g_assert_false (zoe_control_run_until (fixture->control, "does snik", &error));
  g_assert_nonnull (strstr (error->message, "sink"));
  g_assert_true (zoe_session_get_run_paused (fixture->session));
  zoe_control_set_skip_idle (fixture->control, FALSE);
  g_assert_true (zoe_control_run_until (fixture->control, "kind fault", NULL));
  g_assert_false (zoe_session_get_run_paused (fixture->session));
  do_fault (fixture, "freeze worker-1");
  sample_wait_for (zoe_session_get_run_paused (fixture->session));
  stop_and_check (fixture);
  g_assert_null (zoe_control_get_until (fixture->control));
}

/* What the menu holds for the words, and whether it can be chosen. */
static gboolean
can_choose (GMenuModel *menu, const char *words)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
      g_autoptr (GVariant) target = g_menu_model_get_item_attribute_value (menu, i, G_MENU_ATTRIBUTE_TARGET, NULL);
      g_autofree char *action = NULL;

      if (section != NULL && can_choose (section, words))
        return TRUE;
      g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_ACTION, "s", &action);
      if (target != NULL && g_variant_is_of_type (target, G_VARIANT_TYPE_STRING) && g_str_equal (g_variant_get_string (target, NULL), words))
        return g_strcmp0 (action, "run.fault") == 0;
    }
  return FALSE;
}

static gboolean
node_can (Fixture *fixture, const char *node, const char *words)
{
  g_autoptr (GMenuModel) menu = zoe_fault_menu_new_for_node (fixture->session, find_node (fixture, node));

  return can_choose (menu, words);
}

static gboolean
link_can (Fixture *fixture, guint link, const char *words)
{
  g_autoptr (GMenuModel) menu = zoe_fault_menu_new_for_link (fixture->session, link);

  return can_choose (menu, words);
}

static ZoeNodeHealth
get_health (Fixture *fixture, const char *node)
{
  return zoe_damage_get_node (zoe_session_get_damage (fixture->session), find_node (fixture, node))->health;
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  g_assert_true (zoe_session_run (fixture->session));
  sample_wait_for (zoe_control_is_going (fixture->control)
                   && count_kind (fixture, ZOE_EVENT_START, find_node (fixture, "worker-1")) == 1);
  g_assert_true (node_can (fixture, "worker-1", "kill worker-1"));
  g_assert_false (node_can (fixture, "worker-1", "thaw worker-1"));
  do_fault (fixture, "kill worker-1");
  g_assert_false (node_can (fixture, "worker-1", "kill worker-1"));
  g_assert_true (node_can (fixture, "worker-1", "restart worker-1"));

  /* What makes no sense is a sentence, nothing else. */
  sample_wait_for (count_kind (fixture, ZOE_EVENT_END, find_node (fixture, "worker-1")) == 1);
  do_fault (fixture, "kill worker-1");
  g_assert_cmpstr (fixture->refused->str, ==, "worker-1 is dead already; restart it first");

  /* Undo restarts it, and the picture knows. */
  sample_wait_for (zoe_session_get_following (fixture->session) && get_health (fixture, "worker-1") == ZOE_NODE_KILLED);
  g_assert_true (zoe_control_can_undo (fixture->control));
  press (fixture, "<Control>z");
  g_assert_false (zoe_control_can_undo (fixture->control));
  sample_wait_for (get_health (fixture, "worker-1") == ZOE_NODE_WHOLE);
  sample_wait_for (count_kind (fixture, ZOE_EVENT_START, find_node (fixture, "worker-1")) == 2);

  do_fault (fixture, "freeze sink");
  g_assert_true (node_can (fixture, "sink", "thaw sink"));
  sample_wait_for (zoe_damage_get_node (zoe_session_get_damage (fixture->session), find_node (fixture, "sink"))->frozen);
  /* Frozen as it is. */
  stop_and_check (fixture);
  g_assert_false (node_can (fixture, "worker-1", "kill worker-1"));
}

/* Undoing brings back what there was, exactly. */
static void
test_links (Fixture *fixture, gconstpointer data)
{
  const char *link = "ventilator:sender-worker-1:receiver";
  guint number = 1;
  g_autofree char *cut = g_strconcat ("cut ", link, NULL), *heal = g_strconcat ("heal ", link, NULL);
  g_autofree char *slow = g_strconcat ("delay ", link, " 20ms", NULL), *slower = g_strconcat ("delay ", link, " 1s", NULL);

  begin_stepping (fixture);
  g_assert_false (link_can (fixture, number, heal));
  do_fault (fixture, slow);
  do_fault (fixture, slower);
  g_assert_cmpint (zoe_control_get_link_state (fixture->control, number).delay_ns, ==, ZOE_NS_PER_S);
  g_assert_true (act (fixture, "run.undo"));
  g_assert_cmpint (zoe_control_get_link_state (fixture->control, number).delay_ns, ==, 20 * ZOE_NS_PER_MS);
  g_assert_true (link_can (fixture, number, cut));
  do_fault (fixture, cut);
  g_assert_true (zoe_control_get_link_state (fixture->control, number).cut);
  g_assert_false (link_can (fixture, number, cut));
  g_assert_true (link_can (fixture, number, heal));
  g_assert_true (act (fixture, "run.undo"));
  g_assert_false (zoe_control_get_link_state (fixture->control, number).cut);
  g_assert_cmpint (zoe_control_get_link_state (fixture->control, number).delay_ns, ==, 20 * ZOE_NS_PER_MS);
  do_fault (fixture, heal);
  g_assert_cmpint (zoe_control_get_link_state (fixture->control, number).delay_ns, ==, 0);
  g_assert_true (act (fixture, "run.undo"));
  g_assert_cmpint (zoe_control_get_link_state (fixture->control, number).delay_ns, ==, 20 * ZOE_NS_PER_MS);
  g_assert_true (act (fixture, "run.undo"));
  g_assert_cmpint (zoe_control_get_link_state (fixture->control, number).delay_ns, ==, 0);
  g_assert_cmpstr (fixture->refused->str, ==, "");

  /* The trace, once it is written, says the same. */
  stop_and_check (fixture);
  g_assert_cmpint (zoe_damage_get_link (zoe_session_get_damage (fixture->session), number)->delay_ns, ==, 0);
}

static void
test_clock (Fixture *fixture, gconstpointer data)
{
  press (fixture, "braceright");
  g_assert_cmpfloat (zoe_control_get_rate (fixture->control), ==, 2);
  g_assert_true (zoe_session_run (fixture->session));
  sample_wait_for (zoe_control_is_going (fixture->control));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "run.clock", "d", 0.1));
  sample_wait_for (count_kind (fixture, ZOE_EVENT_RATE, 0) > 0);

  /* Without a picture, the play head stands; then it is true at once. */
  press (fixture, "e");
  g_assert_true (zoe_session_get_express (fixture->session));
  press (fixture, "e");
  g_assert_true (zoe_session_get_following (fixture->session));
  press (fixture, "<Control>space");
  g_assert_true (zoe_session_get_run_paused (fixture->session));
  press (fixture, "i");
  g_assert_true (zoe_control_get_skip_idle (fixture->control));
  stop_and_check (fixture);
}

int
main (int argc, char **argv)
{
  static const struct { const char *path; void (*test) (Fixture *fixture, gconstpointer data); } tests[] =
  {
    { "/app/hold/clock",    test_clock },
    { "/app/hold/deadline", test_deadline },
    { "/app/hold/faults",   test_faults },
    { "/app/hold/links",    test_links },
    { "/app/hold/pick",     test_pick },
    { "/app/hold/step",     test_step },
    { "/app/hold/until",    test_until },
  };
  g_autoptr (GError) error = NULL;

  sample_init (&argc, &argv);
  application = g_object_new (ADW_TYPE_APPLICATION,
                              "application-id", "org.zoetrope.Test",
                              "flags", G_APPLICATION_NON_UNIQUE,
                              "resource-base-path", ZOE_APP_PATH,
                              NULL);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  return sample_run ();
}
