/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas.h"

#include <adwaita.h>
#include <string.h>

#include "app/node_view.h"
#include "app/stage_actions.h"
#include "app/timeline.h"
#include "app/transport_bar.h"
#include "model/fault.h"
#include "tape.h"

typedef struct
{
  Tape       *tape;
  ZoeSession *session;
  GtkWidget  *window;
  GtkWidget  *canvas;
} Stage;

static void
stage_open (Stage *stage)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  tape_finish (stage->tape);
  stage->session = zoe_session_new ();
  stage->window = adw_window_new ();
  stage->canvas = zoe_canvas_new (stage->session);
  gtk_box_append (GTK_BOX (box), stage->canvas);
  gtk_box_append (GTK_BOX (box), zoe_timeline_new (stage->session));
  gtk_box_append (GTK_BOX (box), zoe_transport_bar_new (stage->session));
  adw_window_set_content (ADW_WINDOW (stage->window), box);
  zoe_stage_actions_install (stage->window, stage->session);
  gtk_window_set_default_size (GTK_WINDOW (stage->window), 1000, 700);
  gtk_window_present (GTK_WINDOW (stage->window));
  g_assert_true (zoe_session_open (stage->session, stage->tape->path));
  while (gtk_widget_get_width (stage->canvas) == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
stage_set_up (Stage *stage, gconstpointer links)
{
  stage->tape = tape_new (links);
  tape_play (stage->tape, "a^ b^ a!one b?one b~20 a!two b#free=3 a$");
  stage_open (stage);
}

static void
break_it (Stage *stage, const char *words)
{
  g_autoptr (ZoeFault) fault = zoe_fault_parse (words, stage->tape->scenario, NULL);
  ZoeFrame frame = { (const guint8 *) fault->text, strlen (fault->text) };
  ZoeEvent event = { .kind = ZOE_EVENT_FAULT, .node = fault->node, .n_frames = 1 };

  tape_write (stage->tape, &event, &frame, 0);
}

/* a^ b^ freeze, thaw, kill, end, restart, start, stop */
static void
stage_set_up_broken (Stage *stage, gconstpointer links)
{
  stage->tape = tape_new (links);
  tape_play (stage->tape, "a^ b^");
  break_it (stage, "freeze a");
  break_it (stage, "thaw a");
  break_it (stage, "kill a");
  tape_play (stage->tape, "a$");
  break_it (stage, "restart a");
  tape_play (stage->tape, "a^");
  break_it (stage, "stop a");
  stage_open (stage);
}

static void
stage_tear_down (Stage *stage, gconstpointer links)
{
  g_object_add_weak_pointer (G_OBJECT (stage->canvas), (gpointer *) &stage->canvas);
  gtk_window_destroy (GTK_WINDOW (stage->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (stage->canvas);
  g_assert_finalize_object (stage->session);
  tape_free (stage->tape);
}

static ZoeNodeView *
get_view (Stage *stage, guint node)
{
  for (GtkWidget *child = gtk_widget_get_first_child (stage->canvas); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (ZOE_IS_NODE_VIEW (child) && zoe_node_view_get_node (ZOE_NODE_VIEW (child)) == node)
      return ZOE_NODE_VIEW (child);
  g_assert_not_reached ();
}

static void
assert_label (Stage *stage, guint node, const char *expected)
{
  g_autofree char *label = zoe_node_view_dup_label (get_view (stage, node));

  g_assert_cmpstr (label, ==, expected);
}

static void
test_nodes (Stage *stage, gconstpointer links)
{
  ZoeNodeView *a = get_view (stage, 1), *b = get_view (stage, 2);

  g_assert_true (gtk_widget_get_focusable (GTK_WIDGET (a)) && gtk_widget_get_mapped (GTK_WIDGET (a)));
  g_assert_true (gtk_widget_get_focusable (GTK_WIDGET (b)) && gtk_widget_get_mapped (GTK_WIDGET (b)));
  gtk_test_accessible_assert_role (GTK_WIDGET (a), GTK_ACCESSIBLE_ROLE_BUTTON);
  assert_label (stage, 1, "a, tester, not started");
  zoe_session_seek_event (stage->session, 5);
  assert_label (stage, 1, "a, tester, running, 1 sent");
  assert_label (stage, 2, "b, tester, working, 1 received");
  zoe_session_seek_event (stage->session, 8);
  assert_label (stage, 1, "a, tester, ended, 2 sent");
}

/* A screen reader tells what was done to a node, at the play head. */
static void
test_broken (Stage *stage, gconstpointer links)
{
  static const char *const words[] = { "not started", "running", "running", "frozen", "running", "killed", "killed", "ended",
                                       "running", "stopped" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *expected = g_strdup_printf ("a, tester, %s", words[i]);

      zoe_session_seek_event (stage->session, i);
      assert_label (stage, 1, expected);
    }
  assert_label (stage, 2, "b, tester, running");
  zoe_session_seek_event (stage->session, 3);
  assert_label (stage, 1, "a, tester, frozen");
}

static void
test_focus (Stage *stage, gconstpointer links)
{
  ZoeNodeView *a = get_view (stage, 1), *b = get_view (stage, 2);

  gtk_widget_grab_focus (GTK_WIDGET (a));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (a), "canvas.walk", "i", GTK_DIR_RIGHT));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (stage->window)) == GTK_WIDGET (b));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (b), "canvas.walk", "i", GTK_DIR_RIGHT));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (stage->window)) == GTK_WIDGET (b));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (b), "canvas.walk", "i", GTK_DIR_LEFT));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (stage->window)) == GTK_WIDGET (a));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (a), "node.choose", NULL));
  g_assert_cmpuint (zoe_session_get_selected_node (stage->session), ==, 1);
  g_assert_true (gtk_widget_get_state_flags (GTK_WIDGET (a)) & GTK_STATE_FLAG_SELECTED);
  zoe_session_select_node (stage->session, 2);
  g_assert_false (gtk_widget_get_state_flags (GTK_WIDGET (a)) & GTK_STATE_FLAG_SELECTED);
}

static void
test_actions (Stage *stage, gconstpointer links)
{
  gtk_widget_activate_action (stage->canvas, "stage.step-on", NULL);
  gtk_widget_activate_action (stage->canvas, "stage.step-on", NULL);
  g_assert_cmpuint (zoe_session_get_sequence (stage->session), ==, 2);
  gtk_widget_activate_action (stage->canvas, "stage.step-back", NULL);
  g_assert_cmpuint (zoe_session_get_sequence (stage->session), ==, 1);
  gtk_widget_activate_action (stage->canvas, "stage.end", NULL);
  g_assert_cmpuint (zoe_session_get_sequence (stage->session), ==, 8);
  gtk_widget_activate_action (stage->canvas, "stage.play", NULL);
  g_assert_true (zoe_session_get_playing (stage->session));
  g_assert_cmpuint (zoe_session_get_sequence (stage->session), ==, 0);
  gtk_widget_activate_action (stage->canvas, "stage.play", NULL);
  g_assert_false (zoe_session_get_playing (stage->session));
  gtk_widget_activate_action (stage->canvas, "stage.rate", "d", 0.01);
  g_assert_cmpfloat (zoe_session_get_rate (stage->session), ==, 0.01);
  gtk_widget_activate_action (stage->canvas, "stage.slower", NULL);
  g_assert_cmpfloat (zoe_session_get_rate (stage->session), ==, 0.001);
  gtk_widget_activate_action (stage->canvas, "stage.event-delay", "u", 100);
  g_assert_cmpint (zoe_session_get_pace (stage->session), ==, ZOE_PACE_PER_EVENT);
  gtk_widget_activate_action (stage->canvas, "stage.faster", NULL);
  g_assert_cmpuint (zoe_session_get_event_delay (stage->session), ==, 50);
  for (const ZoeStageShortcut *shortcut = zoe_stage_actions_get_shortcuts (); shortcut->name != NULL; shortcut++)
    {
      guint key;
      GdkModifierType modifiers;

      g_assert_true (gtk_accelerator_parse (shortcut->accelerator, &key, &modifiers));
      g_assert_true (g_str_has_prefix (shortcut->name, "stage.") && shortcut->title != NULL);
    }
}

/* The canvas itself moves the play head on, frame by frame. */
static void
test_playing (Stage *stage, gconstpointer links)
{
  zoe_session_play (stage->session);
  while (zoe_session_get_playing (stage->session))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (zoe_session_get_sequence (stage->session), ==, 8);
}

static void
test_close (Stage *stage, gconstpointer links)
{
  zoe_session_seek_event (stage->session, 4);
  zoe_session_select_link (stage->session, 1);
  zoe_session_close (stage->session);
  for (GtkWidget *child = gtk_widget_get_first_child (stage->canvas); child != NULL; child = gtk_widget_get_next_sibling (child))
    g_assert_false (ZOE_IS_NODE_VIEW (child));
  zoe_canvas_zoom_by (ZOE_CANVAS (stage->canvas), 2);
  zoe_canvas_zoom_fit (ZOE_CANVAS (stage->canvas));
}

#define add(name, function) g_test_add ("/app/canvas/" name, Stage, "a>b", stage_set_up, function, stage_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    g_error ("no display: run this under xvfb-run, as build-aux/test does");
  adw_init ();
  add ("nodes", test_nodes);
  g_test_add ("/app/canvas/broken", Stage, "a>b", stage_set_up_broken, test_broken, stage_tear_down);
  add ("focus", test_focus);
  add ("actions", test_actions);
  add ("playing", test_playing);
  add ("close", test_close);
  return g_test_run ();
}
