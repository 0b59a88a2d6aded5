/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Breaking and mending by hand, in a real window: the menus of nodes and links, the dialogs they lead to, the signs of who is ready. */

#include "app/fault_menu.h"

#include <string.h>

#include "app/canvas.h"
#include "app/checked_entry.h"
#include "app/node_view.h"
#include "lesson.h"

#define LINK "ventilator:sender-worker-1:receiver"

/* Once it has its place. */
static GtkWidget *
find_canvas (Lesson *lesson)
{
  GtkWidget *canvas;

  sample_wait_for ((canvas = sample_find (GTK_WIDGET (lesson->window), ZOE_TYPE_CANVAS)) != NULL && gtk_widget_get_height (canvas) > 0);
  return canvas;
}

static GtkGesture *
find_gesture (GtkWidget *widget, guint button, GtkPropagationPhase phase)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller) && gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller)) == button
          && gtk_event_controller_get_propagation_phase (controller) == phase)
        return GTK_GESTURE (controller);
    }
  g_assert_not_reached ();
}

static void
click_at (Lesson *lesson, guint button, double x, double y)
{
  GtkWidget *canvas = find_canvas (lesson);

  g_signal_emit_by_name (find_gesture (canvas, button, GTK_PHASE_CAPTURE), "pressed", 1, x, y);
}

static graphene_rect_t
get_place (Lesson *lesson, const char *node)
{
  GtkWidget *canvas = find_canvas (lesson);
  graphene_rect_t place;

  for (GtkWidget *child = gtk_widget_get_first_child (canvas); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (ZOE_IS_NODE_VIEW (child) && zoe_node_view_get_node (ZOE_NODE_VIEW (child)) == lesson_find_node (lesson, node))
      {
        g_assert_true (gtk_widget_compute_bounds (child, canvas, &place));
        return place;
      }
  g_assert_not_reached ();
}

static void
begin (Lesson *lesson)
{
  g_assert_true (zoe_session_run (lesson->session));
  sample_wait_for (zoe_control_is_going (lesson->control)
                   && lesson_count_kind (lesson, ZOE_EVENT_START, lesson_find_node (lesson, "worker-1")) == 1);
}

static void
right_click_node (Lesson *lesson, const char *node)
{
  graphene_rect_t place = get_place (lesson, node);

  click_at (lesson, GDK_BUTTON_SECONDARY, place.origin.x + place.size.width / 2, place.origin.y + place.size.height / 2);
  g_assert_cmpuint (zoe_session_get_selected_node (lesson->session), ==, lesson_find_node (lesson, node));
  sample_wait_for (sample_find (find_canvas (lesson), GTK_TYPE_POPOVER_MENU) != NULL);
}

/* Where the link is drawn is the layout's business: somewhere between its nodes. */
static void
right_click_link (Lesson *lesson)
{
  GtkWidget *canvas = find_canvas (lesson);
  graphene_rect_t tail = get_place (lesson, "ventilator"), head = get_place (lesson, "worker-1"), both;

  graphene_rect_union (&tail, &head, &both);
  zoe_session_select_nothing (lesson->session);
  for (double x = both.origin.x; x < both.origin.x + both.size.width; x += 5)
    for (double y = both.origin.y; y < both.origin.y + both.size.height; y += 3)
      {
        if (zoe_session_get_selected_link (lesson->session) != 1 && !graphene_rect_contains_point (&tail, &GRAPHENE_POINT_INIT (x, y))
            && !graphene_rect_contains_point (&head, &GRAPHENE_POINT_INIT (x, y)))
          click_at (lesson, GDK_BUTTON_SECONDARY, x, y);
        if (zoe_session_get_selected_link (lesson->session) != 1)
          continue;
        sample_wait_for (sample_find (canvas, GTK_TYPE_POPOVER_MENU) != NULL);
        return;
      }
  g_assert_not_reached ();
}

/* A menu's item, on whatever page: what GTK makes of it is private, but it is a widget with this text. */
static GtkWidget *
find_item (GtkWidget *widget, const char *label)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), label))
    return gtk_widget_get_ancestor (widget, g_type_from_name ("GtkModelButton"));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_item (child, label);
  return found;
}

static void
choose (Lesson *lesson, const char *label)
{
  GtkWidget *item = find_item (sample_find (find_canvas (lesson), GTK_TYPE_POPOVER_MENU), label);

  g_assert_nonnull (item);
  g_assert_true (gtk_widget_is_sensitive (item));
  g_signal_emit_by_name (item, "clicked");
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

static void
test_node (Lesson *lesson, gconstpointer data)
{
  begin (lesson);
  right_click_node (lesson, "worker-1");
  choose (lesson, "Kill (as a Crash)");
  sample_wait_for (lesson_count_kind (lesson, ZOE_EVENT_END, lesson_find_node (lesson, "worker-1")) == 1);
  g_assert_cmpint (zoe_control_get_node_state (lesson->control, lesson_find_node (lesson, "worker-1")).health, ==, ZOE_NODE_KILLED);
  right_click_node (lesson, "worker-1");
  choose (lesson, "Restart");
  sample_wait_for (lesson_count_kind (lesson, ZOE_EVENT_START, lesson_find_node (lesson, "worker-1")) == 2);
  g_assert_cmpstr (lesson->refused->str, ==, "");
  lesson_stop (lesson);
}

static void
test_link (Lesson *lesson, gconstpointer data)
{
  begin (lesson);
  right_click_link (lesson);
  choose (lesson, "Cut");
  g_assert_true (zoe_control_get_link_state (lesson->control, 1).cut);
  right_click_link (lesson);
  choose (lesson, "Heal");
  g_assert_false (zoe_control_get_link_state (lesson->control, 1).cut);
  sample_wait_for (lesson_count_kind (lesson, ZOE_EVENT_FAULT, 0) == 2);
  lesson_stop (lesson);
}

/* Any amount, in the words of a fault; Return applies it. */
static void
test_amount (Lesson *lesson, gconstpointer data)
{
  static const struct { const char *verb; const char *wrong; const char *good; const char *says; gint64 amount; } rows[] =
  {
    { "bandwidth", "fast",   "2500 B/s", "bandwidth " LINK " 2500", 2500 },
    { "delay",     "35 cats", "35ms",    "delay " LINK " 35ms",     35 * ZOE_NS_PER_MS },
    { "jitter",    "-1s",    "1.5s",     "jitter " LINK " 1.5s",    1500 * ZOE_NS_PER_MS },
  };
  ZoeLinkDamage state;

  begin (lesson);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidget *text;

      g_assert_true (gtk_widget_activate_action (find_canvas (lesson), "run.ask-amount", "(su)", rows[i].verb, 1));
      sample_wait_for (find_dialog () != NULL);
      text = gtk_window_get_focus (GTK_WINDOW (find_dialog ()));
      g_assert_true (GTK_IS_TEXT (text));
      g_assert_false (adw_message_dialog_get_response_enabled (find_dialog (), "apply"));
      gtk_editable_set_text (GTK_EDITABLE (text), rows[i].wrong);
      g_assert_false (adw_message_dialog_get_response_enabled (find_dialog (), "apply"));
      g_signal_emit_by_name (text, "activate");
      g_assert_nonnull (find_dialog ());
      gtk_editable_set_text (GTK_EDITABLE (text), rows[i].good);
      sample_assert_says (GTK_WIDGET (find_dialog ()), rows[i].says);
      g_signal_emit_by_name (text, "activate");
      sample_wait_for (find_dialog () == NULL);
    }
  state = zoe_control_get_link_state (lesson->control, 1);
  g_assert_cmpint (state.bandwidth, ==, rows[0].amount);
  g_assert_cmpint (state.delay_ns, ==, rows[1].amount);
  g_assert_cmpint (state.jitter_ns, ==, rows[2].amount);

  /* It comes up with what there is; cancelled, nothing changes. From the menu this time. */
  right_click_link (lesson);
  choose (lesson, "Other…");
  sample_wait_for (find_dialog () != NULL);
  sample_assert_says (GTK_WIDGET (find_dialog ()), "delay " LINK);
  gtk_window_close (GTK_WINDOW (find_dialog ()));
  sample_wait_for (find_dialog () == NULL);
  g_assert_cmpint (zoe_control_get_link_state (lesson->control, 1).delay_ns, ==, rows[1].amount);
  g_assert_cmpstr (lesson->refused->str, ==, "");
  lesson_stop (lesson);
}

static void
collect_entries (GtkWidget *widget, GPtrArray *entries)
{
  if (GTK_IS_ENTRY (widget))
    g_ptr_array_add (entries, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect_entries (child, entries);
}

static void
test_restart (Lesson *lesson, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  const char *words = "restart worker-1 receiver.rcvhwm=2 sender.linger=500ms routing-id=new";
  GtkWidget *fresh;
  guint worker;

  begin (lesson);
  worker = lesson_find_node (lesson, "worker-1");
  right_click_node (lesson, "worker-1");
  choose (lesson, "Restart with…");
  sample_wait_for (find_dialog () != NULL);
  collect_entries (GTK_WIDGET (find_dialog ()), entries);
  g_assert_cmpuint (entries->len, ==, 6);
  gtk_editable_set_text (entries->pdata[1], "many");
  g_assert_false (adw_message_dialog_get_response_enabled (find_dialog (), "restart"));
  sample_assert_says (GTK_WIDGET (find_dialog ()), "receiver.rcvhwm");
  gtk_editable_set_text (entries->pdata[1], "2");
  gtk_editable_set_text (entries->pdata[5], "500ms");
  fresh = sample_find (GTK_WIDGET (find_dialog ()), GTK_TYPE_CHECK_BUTTON);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (fresh), TRUE);
  sample_assert_says (GTK_WIDGET (find_dialog ()), words);
  g_signal_emit_by_name (gtk_editable_get_delegate (entries->pdata[5]), "activate");
  sample_wait_for (find_dialog () == NULL);
  sample_wait_for (lesson_count_kind (lesson, ZOE_EVENT_START, worker) == 2);
  g_assert_cmpstr (lesson->refused->str, ==, "");
  lesson_stop (lesson);
}

static guint
count_held (Lesson *lesson)
{
  g_autoptr (GArray) held = zoe_control_list_held (lesson->control);

  return held->len;
}

/* One by one: what happens to a held message is chosen in the link's menu. */
static void
test_held (Lesson *lesson, gconstpointer data)
{
  guint worker, n_held;

  lesson_begin_stepping (lesson);
  worker = lesson_find_node (lesson, "worker-1");
  lesson_fault (lesson, "hold " LINK);
  g_assert_true (lesson_act (lesson, "run.step-mode"));
  sample_wait_for (count_held (lesson) >= 2);
  g_assert_true (lesson_act (lesson, "run.step-mode"));
  sample_wait_for (zoe_control_is_steady (lesson->control));
  n_held = count_held (lesson);

  right_click_link (lesson);
  choose (lesson, "Duplicate It");
  g_assert_cmpuint (count_held (lesson), ==, n_held + 1);
  right_click_link (lesson);
  choose (lesson, "Drop It");
  g_assert_cmpuint (count_held (lesson), ==, n_held);
  sample_wait_for (lesson_count_kind (lesson, ZOE_EVENT_DROPPED, 0) == 1 && lesson_count_kind (lesson, ZOE_EVENT_DUPLICATED, 0) == 1);

  /* Nothing has come through so far; of what is held, the one that is let go does. */
  g_assert_cmpuint (lesson_count_kind (lesson, ZOE_EVENT_RECEIVE, worker), ==, 0);
  right_click_link (lesson);
  choose (lesson, "Let It Go");
  g_assert_true (lesson_act (lesson, "run.step-mode"));
  sample_wait_for (lesson_count_kind (lesson, ZOE_EVENT_RECEIVE, worker) == 1);
  g_assert_cmpstr (lesson->refused->str, ==, "");
  lesson_stop (lesson);
  g_assert_cmpuint (lesson_count_kind (lesson, ZOE_EVENT_RECEIVE, worker), ==, 1);
}

/* A click on the sign of who is ready lets that one go, and nobody else. */
static void
test_ready (Lesson *lesson, gconstpointer data)
{
  const char *ready = NULL;
  graphene_rect_t place;
  guint node;

  lesson_begin_stepping (lesson);
  for (guint i = 1; ready == NULL && i <= zoe_session_get_scenario (lesson->session)->nodes->len; i++)
    if (zoe_control_get_standing (lesson->control, i)->kind == ZOE_STANDING_READY)
      ready = zoe_scenario_get_node (zoe_session_get_scenario (lesson->session), i)->name;
  g_assert_nonnull (ready);
  node = lesson_find_node (lesson, ready);
  sample_wait_for (zoe_session_get_sequence (lesson->session) == lesson_count_events (lesson));
  place = get_place (lesson, ready);
  for (double x = place.origin.x; x < place.origin.x + place.size.width + 20; x += 4)
    for (double y = place.origin.y - 20; y < place.origin.y + 12 && zoe_control_is_steady (lesson->control)
                                         && lesson_count_kind (lesson, ZOE_EVENT_STEP, 0) == 0; y += 3)
      click_at (lesson, GDK_BUTTON_PRIMARY, x, y);
  sample_wait_for (zoe_control_is_steady (lesson->control) && lesson_count_kind (lesson, ZOE_EVENT_STEP, node) == 1);
  g_assert_cmpuint (lesson_count_kind (lesson, ZOE_EVENT_STEP, 0), ==, 1);
  lesson_stop (lesson);
}

int
main (int argc, char **argv)
{
  static const LessonTest tests[] =
  {
    { "/app/fault-menu/amount",  test_amount },
    { "/app/fault-menu/held",    test_held },
    { "/app/fault-menu/link",    test_link },
    { "/app/fault-menu/node",    test_node },
    { "/app/fault-menu/ready",   test_ready },
    { "/app/fault-menu/restart", test_restart },
  };

  return lesson_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
