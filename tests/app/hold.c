/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Holding time and breaking things, in a real window: by its actions, keys and menus. */

#include "app/control.h"

#include <string.h>

#include "app/fault_menu.h"
#include "app/notices.h"
#include "app/step_bar.h"
#include "app/transport_bar.h"
#include "lesson.h"

static gboolean
says (Lesson *lesson, GType type, const char *text)
{
  GtkWidget *widget = sample_find (GTK_WIDGET (lesson->window), type);
  g_autofree char *texts = widget != NULL ? sample_dup_texts (widget) : g_strdup ("");

  return strstr (texts, text) != NULL;
}

/* One key, one operation: named before it goes, told afterwards, the play head with it. */
static void
test_step (Lesson *lesson, gconstpointer data)
{
  GtkWidget *bar;
  g_autofree char *next = NULL;
  guint node;
  const ZoeStanding *standing;
  ZoeEventKind operation;
  guint64 before;
  guint n_before;

  lesson_begin_stepping (lesson);
  bar = sample_find (GTK_WIDGET (lesson->window), ZOE_TYPE_STEP_BAR);
  g_assert_nonnull (bar);
  node = zoe_control_get_next (lesson->control);
  g_assert_cmpuint (node, !=, 0);
  standing = zoe_control_get_standing (lesson->control, node);
  operation = standing->operation;
  next = zoe_control_dup_next (lesson->control);
  sample_assert_says (bar, next);
  before = lesson_count_events (lesson);
  n_before = lesson_count_kind (lesson, operation, node);

  lesson_press (lesson, "period");
  sample_wait_for (zoe_control_is_steady (lesson->control) && zoe_control_get_told (lesson->control) != NULL);
  sample_wait_for (lesson_count_kind (lesson, operation, node) > n_before && lesson_count_events (lesson) > before);
  g_assert_cmpuint (lesson_count_kind (lesson, operation, node), ==, n_before + 1);
  g_assert_cmpuint (lesson_count_kind (lesson, ZOE_EVENT_STEP, 0), ==, 1);
  sample_assert_says (bar, zoe_control_get_told (lesson->control));
  g_assert_true (zoe_session_get_following (lesson->session));
  sample_wait_for (zoe_session_get_sequence (lesson->session) == lesson_count_events (lesson));
  g_assert_cmpint (zoe_session_get_time (lesson->session), ==, 0);

  /* Back moves the play head alone, and the window says so. */
  before = lesson_count_events (lesson);
  lesson_press (lesson, "Left");
  g_assert_cmpuint (zoe_session_get_sequence (lesson->session), ==, before - 1);
  g_assert_cmpuint (lesson_count_events (lesson), ==, before);
  sample_wait_for (sample_find (GTK_WIDGET (lesson->window), ZOE_TYPE_NOTICES) != NULL);
  sample_assert_says (sample_find (GTK_WIDGET (lesson->window), ZOE_TYPE_NOTICES), "You look at the past: 1 event behind the run");
  g_assert_true (says (lesson, ZOE_TYPE_TRANSPORT_BAR, "1 event behind"));
  g_assert_false (says (lesson, ZOE_TYPE_TRANSPORT_BAR, "Live"));
  /* The last of several quick keys counts. */
  lesson_press (lesson, "Left");
  lesson_press (lesson, "Left");
  g_assert_true (says (lesson, ZOE_TYPE_TRANSPORT_BAR, "3 events behind"));
  sample_wait_for (says (lesson, ZOE_TYPE_NOTICES, "You look at the past: 3 events behind the run"));
  lesson_press (lesson, "c");
  g_assert_true (zoe_session_get_following (lesson->session));
  g_assert_true (zoe_control_is_stepping (lesson->control));
  sample_wait_for (says (lesson, ZOE_TYPE_TRANSPORT_BAR, "Live, held"));
  lesson_stop (lesson);
}

static void
test_pick (Lesson *lesson, gconstpointer data)
{
  guint first, picked = 0;
  ZoeScenario *running;

  lesson_begin_stepping (lesson);
  first = zoe_control_get_next (lesson->control);
  running = zoe_session_get_scenario (lesson->session);

  /* Held back, it is not the next; released, it is again. */
  zoe_session_select_node (lesson->session, first);
  lesson_press (lesson, "h");
  g_assert_cmpuint (zoe_control_get_next (lesson->control), !=, first);
  lesson_press (lesson, "h");
  g_assert_cmpuint (zoe_control_get_next (lesson->control), ==, first);
  while (picked == 0)
    {
      guint64 before = lesson_count_events (lesson);

      for (guint node = 1; node <= running->nodes->len; node++)
        if (node != zoe_control_get_next (lesson->control)
            && zoe_control_get_standing (lesson->control, node)->kind == ZOE_STANDING_READY)
          picked = node;
      if (picked == 0)
        {
          lesson_press (lesson, "period");
          sample_wait_for (zoe_control_is_steady (lesson->control) && lesson_count_events (lesson) > before);
        }
    }
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (lesson->window), "run.pick", "u", picked));
  sample_wait_for (zoe_control_is_steady (lesson->control) && lesson_count_kind (lesson, ZOE_EVENT_STEP, picked) > 0);
  lesson_stop (lesson);
}

/* Steps until only time can help, then goes to the next deadline. */
static void
test_deadline (Lesson *lesson, gconstpointer data)
{
  gint64 deadline_ns;

  lesson_begin_stepping (lesson);
  while (zoe_control_get_next (lesson->control) != 0)
    {
      guint64 before = lesson_count_events (lesson);

      lesson_press (lesson, "period");
      sample_wait_for (zoe_control_is_steady (lesson->control) && lesson_count_events (lesson) > before);
    }
  g_assert_cmpint (zoe_control_get_now (lesson->control), ==, 0);
  deadline_ns = zoe_control_get_deadline (lesson->control);
  g_assert_cmpint (deadline_ns, >=, 50 * ZOE_NS_PER_MS);
  sample_assert_says (sample_find (GTK_WIDGET (lesson->window), ZOE_TYPE_STEP_BAR), "NOBODY IS READY");
  lesson_press (lesson, "d");
  sample_wait_for (zoe_control_is_steady (lesson->control) && zoe_control_get_next (lesson->control) != 0);
  g_assert_cmpint (zoe_control_get_now (lesson->control), ==, deadline_ns);
  sample_wait_for (lesson_count_kind (lesson, ZOE_EVENT_JUMP, 0) == 1);
  /* What is told is that, not the step before; and once the run has gone on by itself, neither. */
  sample_wait_for (zoe_control_get_told (lesson->control) != NULL
                   && strstr (zoe_control_get_told (lesson->control), "Time jumps") != NULL);
  zoe_control_set_stepping (lesson->control, FALSE);
  sample_wait_for (zoe_control_get_told (lesson->control) == NULL);
  lesson_stop (lesson);
}

static void
test_until (Lesson *lesson, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  zoe_control_set_skip_idle (lesson->control, TRUE);
  g_assert_true (zoe_control_run_until (lesson->control, "does sink", &error));
  g_assert_true (zoe_session_run (lesson->session));
  sample_wait_for (zoe_control_get_break (lesson->control) != NULL);
  g_assert_true (zoe_session_get_run_paused (lesson->session));
  sample_wait_for (sample_find (GTK_WIDGET (lesson->window), ZOE_TYPE_NOTICES) != NULL);
  sample_assert_says (sample_find (GTK_WIDGET (lesson->window), ZOE_TYPE_NOTICES), zoe_control_get_break (lesson->control));

  g_assert_false (zoe_control_run_until (lesson->control, "does snik", &error));
  g_assert_nonnull (strstr (error->message, "sink"));
  g_assert_true (zoe_session_get_run_paused (lesson->session));
  zoe_control_set_skip_idle (lesson->control, FALSE);
  g_assert_true (zoe_control_run_until (lesson->control, "kind fault", NULL));
  g_assert_false (zoe_session_get_run_paused (lesson->session));
  lesson_fault (lesson, "freeze worker-1");
  sample_wait_for (zoe_session_get_run_paused (lesson->session));
  lesson_stop (lesson);
  g_assert_null (zoe_control_get_until (lesson->control));
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
node_can (Lesson *lesson, const char *node, const char *words)
{
  g_autoptr (GMenuModel) menu = zoe_fault_menu_new_for_node (lesson->session, lesson_find_node (lesson, node));

  return can_choose (menu, words);
}

static gboolean
link_can (Lesson *lesson, guint link, const char *words)
{
  g_autoptr (GMenuModel) menu = zoe_fault_menu_new_for_link (lesson->session, link);

  return can_choose (menu, words);
}

static ZoeNodeHealth
get_health (Lesson *lesson, const char *node)
{
  return zoe_damage_get_node (zoe_session_get_damage (lesson->session), lesson_find_node (lesson, node))->health;
}

static void
test_faults (Lesson *lesson, gconstpointer data)
{
  g_assert_true (zoe_session_run (lesson->session));
  sample_wait_for (zoe_control_is_going (lesson->control)
                   && lesson_count_kind (lesson, ZOE_EVENT_START, lesson_find_node (lesson, "worker-1")) == 1);
  g_assert_true (node_can (lesson, "worker-1", "kill worker-1"));
  g_assert_false (node_can (lesson, "worker-1", "thaw worker-1"));
  lesson_fault (lesson, "kill worker-1");
  g_assert_false (node_can (lesson, "worker-1", "kill worker-1"));
  g_assert_true (node_can (lesson, "worker-1", "restart worker-1"));

  /* What makes no sense is a sentence, nothing else. */
  sample_wait_for (lesson_count_kind (lesson, ZOE_EVENT_END, lesson_find_node (lesson, "worker-1")) == 1);
  lesson_fault (lesson, "kill worker-1");
  g_assert_cmpstr (lesson->refused->str, ==, "worker-1 is dead already; restart it first");

  /* Undo restarts it, and the picture knows. */
  sample_wait_for (zoe_session_get_following (lesson->session) && get_health (lesson, "worker-1") == ZOE_NODE_KILLED);
  g_assert_true (zoe_control_can_undo (lesson->control));
  lesson_press (lesson, "<Control>z");
  g_assert_false (zoe_control_can_undo (lesson->control));
  sample_wait_for (get_health (lesson, "worker-1") == ZOE_NODE_WHOLE);
  sample_wait_for (lesson_count_kind (lesson, ZOE_EVENT_START, lesson_find_node (lesson, "worker-1")) == 2);

  lesson_fault (lesson, "freeze sink");
  g_assert_true (node_can (lesson, "sink", "thaw sink"));
  sample_wait_for (zoe_damage_get_node (zoe_session_get_damage (lesson->session), lesson_find_node (lesson, "sink"))->frozen);
  /* Frozen as it is. */
  lesson_stop (lesson);
  g_assert_false (node_can (lesson, "worker-1", "kill worker-1"));
}

/* Undoing brings back what there was, exactly. */
static void
test_links (Lesson *lesson, gconstpointer data)
{
  const char *link = "ventilator:sender-worker-1:receiver";
  guint number = 1;
  g_autofree char *cut = g_strconcat ("cut ", link, NULL), *heal = g_strconcat ("heal ", link, NULL);
  g_autofree char *slow = g_strconcat ("delay ", link, " 20ms", NULL), *slower = g_strconcat ("delay ", link, " 1s", NULL);

  lesson_begin_stepping (lesson);
  g_assert_false (link_can (lesson, number, heal));
  lesson_fault (lesson, slow);
  lesson_fault (lesson, slower);
  g_assert_cmpint (zoe_control_get_link_state (lesson->control, number).delay_ns, ==, ZOE_NS_PER_S);
  g_assert_true (lesson_act (lesson, "run.undo"));
  g_assert_cmpint (zoe_control_get_link_state (lesson->control, number).delay_ns, ==, 20 * ZOE_NS_PER_MS);
  g_assert_true (link_can (lesson, number, cut));
  lesson_fault (lesson, cut);
  g_assert_true (zoe_control_get_link_state (lesson->control, number).cut);
  g_assert_false (link_can (lesson, number, cut));
  g_assert_true (link_can (lesson, number, heal));
  g_assert_true (lesson_act (lesson, "run.undo"));
  g_assert_false (zoe_control_get_link_state (lesson->control, number).cut);
  g_assert_cmpint (zoe_control_get_link_state (lesson->control, number).delay_ns, ==, 20 * ZOE_NS_PER_MS);
  lesson_fault (lesson, heal);
  g_assert_cmpint (zoe_control_get_link_state (lesson->control, number).delay_ns, ==, 0);
  g_assert_true (lesson_act (lesson, "run.undo"));
  g_assert_cmpint (zoe_control_get_link_state (lesson->control, number).delay_ns, ==, 20 * ZOE_NS_PER_MS);
  g_assert_true (lesson_act (lesson, "run.undo"));
  g_assert_cmpint (zoe_control_get_link_state (lesson->control, number).delay_ns, ==, 0);
  g_assert_cmpstr (lesson->refused->str, ==, "");

  /* The trace, once it is written, says the same. */
  lesson_stop (lesson);
  g_assert_cmpint (zoe_damage_get_link (zoe_session_get_damage (lesson->session), number)->delay_ns, ==, 0);
}

static void
test_clock (Lesson *lesson, gconstpointer data)
{
  lesson_press (lesson, "braceright");
  g_assert_cmpfloat (zoe_control_get_rate (lesson->control), ==, 2);
  g_assert_true (zoe_session_run (lesson->session));
  sample_wait_for (zoe_control_is_going (lesson->control));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (lesson->window), "run.clock", "d", 0.1));
  sample_wait_for (lesson_count_kind (lesson, ZOE_EVENT_RATE, 0) > 0);

  /* Without a picture, the play head stands; then it is true at once. */
  lesson_press (lesson, "e");
  g_assert_true (zoe_session_get_express (lesson->session));
  lesson_press (lesson, "e");
  g_assert_true (zoe_session_get_following (lesson->session));
  lesson_press (lesson, "<Control>space");
  g_assert_true (zoe_session_get_run_paused (lesson->session));
  lesson_press (lesson, "i");
  g_assert_true (zoe_control_get_skip_idle (lesson->control));
  lesson_stop (lesson);
}

/* What is asked for while a run is still being started reaches it all the same. */
static void
test_asked_while_starting (Lesson *lesson, gconstpointer data)
{
  g_assert_true (zoe_session_run (lesson->session));
  zoe_control_set_stepping (lesson->control, TRUE);
  zoe_control_set_rate (lesson->control, 10);
  sample_wait_for (zoe_control_is_going (lesson->control) && zoe_control_is_steady (lesson->control));
  g_assert_true (zoe_control_is_stepping (lesson->control));
  sample_wait_for (lesson_count_kind (lesson, ZOE_EVENT_MODE, 0) == 1 && lesson_count_kind (lesson, ZOE_EVENT_RATE, 0) == 1);
  lesson_stop (lesson);
}

int
main (int argc, char **argv)
{
  static const LessonTest tests[] =
  {
    { "/app/hold/asked-while-starting", test_asked_while_starting },
    { "/app/hold/clock",                test_clock },
    { "/app/hold/deadline",             test_deadline },
    { "/app/hold/faults",               test_faults },
    { "/app/hold/links",                test_links },
    { "/app/hold/pick",                 test_pick },
    { "/app/hold/step",                 test_step },
    { "/app/hold/until",                test_until },
  };

  return lesson_run (argc, argv, tests, G_N_ELEMENTS (tests));
}
