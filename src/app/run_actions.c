/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/run_actions.h"

#include <math.h>

#include "app/amount_dialog.h"
#include "app/restart_dialog.h"

static const double rates[] = { 0.001, 0.01, 0.1, 0.25, 0.5, 1, 2, 5, 10, 100, 1000, 0 };

typedef enum
{
  WHEN_ANY      = 0,
  WHEN_OPEN     = 1 << 0,
  WHEN_GOING    = 1 << 1,
  WHEN_STEPPING = 1 << 2,   /* and everybody stands still, or will: what is asked for now is done then */
  WHEN_NEXT     = 1 << 3,   /* there is a next operation, or may be */
  WHEN_DEADLINE = 1 << 4,
  WHEN_UNDO     = 1 << 5,
  WHEN_SELECTED = 1 << 6,
  WHEN_STEADY   = 1 << 7,   /* everybody stands still */
} When;

static void
shift_rate (ZoeControl *control, int by)
{
  double rate = zoe_control_get_rate (control);
  int nearest = 0;

  for (int i = 1; rates[i] > 0; i++)
    if (fabs (log (rates[i] / rate)) < fabs (log (rates[nearest] / rate)))
      nearest = i;
  zoe_control_set_rate (control, rates[CLAMP (nearest + by, 0, (int) G_N_ELEMENTS (rates) - 2)]);
}

static void
step_mode (ZoeSession *session)
{
  ZoeControl *control = zoe_session_get_control (session);
  gboolean stepping = !zoe_control_is_stepping (control);

  zoe_control_set_stepping (control, stepping);
  if (stepping && zoe_session_get_running (session))
    zoe_session_follow (session);
}

/* Whoever lets something go wants to see it. */
static void
go (ZoeSession *session, guint node)
{
  zoe_session_follow (session);
  zoe_control_step (zoe_session_get_control (session), node);
}

static void step (ZoeSession *session)          { go (session, 0); }
static void pick_selected (ZoeSession *session) { go (session, zoe_session_get_selected_node (session)); }
static void skip_idle (ZoeSession *session)
{
  ZoeControl *control = zoe_session_get_control (session);

  zoe_control_set_skip_idle (control, !zoe_control_get_skip_idle (control));
}
static void express (ZoeSession *session)       { zoe_session_set_express (session, !zoe_session_get_express (session)); }
static void undo (ZoeSession *session)          { zoe_control_undo (zoe_session_get_control (session)); }
static void slower (ZoeSession *session)        { shift_rate (zoe_session_get_control (session), -1); }
static void faster (ZoeSession *session)        { shift_rate (zoe_session_get_control (session), 1); }

static void
hold_back (ZoeSession *session, guint node)
{
  ZoeControl *control = zoe_session_get_control (session);
  const ZoeStanding *standing = zoe_control_get_standing (control, node);

  if (standing != NULL)
    zoe_control_hold_back (control, node, !standing->held_back);
}

static void hold_selected (ZoeSession *session) { hold_back (session, zoe_session_get_selected_node (session)); }

static void
next_deadline (ZoeSession *session)
{
  zoe_session_follow (session);
  zoe_control_skip_to_deadline (zoe_session_get_control (session));
}

static void
go_on (ZoeSession *session)
{
  zoe_session_follow (session);
  if (!zoe_control_is_stepping (zoe_session_get_control (session)))
    zoe_session_set_run_paused (session, FALSE);
}

static const struct
{
  const char *name;
  const char *accelerator;
  void      (*act) (ZoeSession *session);
  const char *state;       /* a toggle: the property that is its state, of the control or the session */
  When        when;
} rows[] =
{
  { "continue",      "c",               go_on,         NULL,        WHEN_GOING },
  { "express",       "e",               express,       "express",   WHEN_GOING },
  { "faster",        "braceright",      faster,        NULL,        WHEN_ANY },
  { "hold-selected", "h",               hold_selected, NULL,        WHEN_STEADY | WHEN_SELECTED },
  { "next-deadline", "d",               next_deadline, NULL,        WHEN_STEPPING | WHEN_DEADLINE },
  { "pick-selected", "greater",         pick_selected, NULL,        WHEN_STEPPING | WHEN_SELECTED },
  { "skip-idle",     "i",               skip_idle,     "skip-idle", WHEN_ANY },
  { "slower",        "braceleft",       slower,        NULL,        WHEN_ANY },
  { "step",          "period",          step,          NULL,        WHEN_STEPPING | WHEN_NEXT },
  { "step-mode",     "<Control>period", step_mode,     "stepping",  WHEN_OPEN },
  { "undo",          "<Control>z",      undo,          NULL,        WHEN_UNDO },
};

static void
on_activate (GSimpleAction *action, GVariant *parameter, ZoeSession *session)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].name, g_action_get_name (G_ACTION (action))))
      rows[i].act (session);
}

static void
on_change_state (GSimpleAction *action, GVariant *value, ZoeSession *session)
{
  g_autoptr (GVariant) state = g_action_get_state (G_ACTION (action));

  if (!g_variant_equal (value, state))
    on_activate (action, NULL, session);
}

static void
on_pick (GSimpleAction *action, GVariant *parameter, ZoeSession *session)
{
  go (session, g_variant_get_uint32 (parameter));
}

static void
on_hold_back (GSimpleAction *action, GVariant *parameter, ZoeSession *session)
{
  hold_back (session, g_variant_get_uint32 (parameter));
}

static void
on_fault (GSimpleAction *action, GVariant *parameter, ZoeSession *session)
{
  zoe_control_break (zoe_session_get_control (session), g_variant_get_string (parameter, NULL));
}

static GtkWindow *
get_window (GSimpleAction *action)
{
  GtkWidget *widget = g_object_get_data (G_OBJECT (action), "zoe-widget");

  return widget != NULL ? GTK_WINDOW (gtk_widget_get_root (widget)) : NULL;
}

static void
on_ask_amount (GSimpleAction *action, GVariant *parameter, ZoeSession *session)
{
  const char *verb;
  guint link;

  g_variant_get (parameter, "(&su)", &verb, &link);
  gtk_window_present (GTK_WINDOW (zoe_amount_dialog_new (get_window (action), session, verb, link)));
}

static void
on_ask_restart (GSimpleAction *action, GVariant *parameter, ZoeSession *session)
{
  gtk_window_present (GTK_WINDOW (zoe_restart_dialog_new (get_window (action), session, g_variant_get_uint32 (parameter))));
}

static void
on_clock (GSimpleAction *action, GVariant *value, ZoeSession *session)
{
  zoe_control_set_rate (zoe_session_get_control (session), g_variant_get_double (value));
}

static GSimpleAction *
find (GActionMap *group, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (group, name));
}

static void
update (GActionMap *group)
{
  ZoeSession *session = g_object_get_data (G_OBJECT (group), "zoe-session");
  ZoeControl *control = zoe_session_get_control (session);
  gboolean going = zoe_control_is_going (control), settling = zoe_control_is_settling (control);
  gboolean steady = going && zoe_control_is_steady (control);
  When now = (zoe_session_get_scenario (session) != NULL ? WHEN_OPEN : 0) | (going ? WHEN_GOING : 0)
             | (steady || settling ? WHEN_STEPPING : 0) | (steady ? WHEN_STEADY : 0)
             | (settling || zoe_control_get_next (control) != 0 ? WHEN_NEXT : 0)
             | (settling || zoe_control_get_deadline (control) != G_MAXINT64 ? WHEN_DEADLINE : 0)
             | (zoe_control_can_undo (control) ? WHEN_UNDO : 0)
             | (zoe_session_get_selected_node (session) != 0 ? WHEN_SELECTED : 0);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GSimpleAction *action = find (group, rows[i].name);
      gboolean on;

      g_simple_action_set_enabled (action, (now & rows[i].when) == rows[i].when);
      if (rows[i].state == NULL)
        continue;
      g_object_get (g_str_equal (rows[i].state, "express") ? (gpointer) session : control, rows[i].state, &on, NULL);
      g_simple_action_set_state (action, g_variant_new_boolean (on));
    }
  g_simple_action_set_enabled (find (group, "pick"), steady || settling);
  g_simple_action_set_enabled (find (group, "hold-back"), steady);
  g_simple_action_set_enabled (find (group, "fault"), going);
  g_simple_action_set_enabled (find (group, "ask-amount"), going);
  g_simple_action_set_enabled (find (group, "ask-restart"), going);
  g_simple_action_set_state (find (group, "clock"), g_variant_new_double (zoe_control_get_rate (control)));
}

static void
add (GSimpleActionGroup *group, GSimpleAction *action, const char *signal, GCallback callback, ZoeSession *session)
{
  g_signal_connect_object (action, signal, callback, session, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  g_object_unref (action);
}

static GSimpleActionGroup *
create_group (ZoeSession *session)
{
  static const char *const watched[] = { "notify::express", "notify::running", "notify::scenario", "notify::selected-node",
                                         "notify::run-paused" };
  GSimpleActionGroup *group = g_simple_action_group_new ();
  ZoeControl *control = zoe_session_get_control (session);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (rows[i].state != NULL)
        add (group, g_simple_action_new_stateful (rows[i].name, NULL, g_variant_new_boolean (FALSE)), "change-state",
             G_CALLBACK (on_change_state), session);
      else
        add (group, g_simple_action_new (rows[i].name, NULL), "activate", G_CALLBACK (on_activate), session);
    }
  add (group, g_simple_action_new ("pick", G_VARIANT_TYPE_UINT32), "activate", G_CALLBACK (on_pick), session);
  add (group, g_simple_action_new ("hold-back", G_VARIANT_TYPE_UINT32), "activate", G_CALLBACK (on_hold_back), session);
  add (group, g_simple_action_new ("fault", G_VARIANT_TYPE_STRING), "activate", G_CALLBACK (on_fault), session);
  add (group, g_simple_action_new ("ask-amount", G_VARIANT_TYPE ("(su)")), "activate", G_CALLBACK (on_ask_amount), session);
  add (group, g_simple_action_new ("ask-restart", G_VARIANT_TYPE_UINT32), "activate", G_CALLBACK (on_ask_restart), session);
  add (group, g_simple_action_new_stateful ("clock", G_VARIANT_TYPE_DOUBLE, g_variant_new_double (1)), "change-state",
       G_CALLBACK (on_clock), session);
  /* Borrowed: only the session's own signals look it up. */
  g_object_set_data (G_OBJECT (group), "zoe-session", session);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (session, watched[i], G_CALLBACK (update), group, G_CONNECT_SWAPPED);
  g_signal_connect_object (control, "changed", G_CALLBACK (update), group, G_CONNECT_SWAPPED);
  g_signal_connect_object (control, "notify", G_CALLBACK (update), group, G_CONNECT_SWAPPED);
  update (G_ACTION_MAP (group));
  return group;
}

/**
 * zoe_run_actions_install:
 * @widget: the window, or what stands for it
 * @session: whose run the actions act upon
 */
void
zoe_run_actions_install (GtkWidget *widget, ZoeSession *session)
{
  g_autoptr (GSimpleActionGroup) group = create_group (session);
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_widget_insert_action_group (widget, "run", G_ACTION_GROUP (group));
  /* Borrowed: the widget owns the group. */
  g_object_set_data (G_OBJECT (find (G_ACTION_MAP (group), "ask-amount")), "zoe-widget", widget);
  g_object_set_data (G_OBJECT (find (G_ACTION_MAP (group), "ask-restart")), "zoe-widget", widget);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_BUBBLE);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *name = g_strconcat ("run.", rows[i].name, NULL);

      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                            gtk_shortcut_new (gtk_shortcut_trigger_parse_string (rows[i].accelerator),
                                                              gtk_named_action_new (name)));
    }
  gtk_widget_add_controller (widget, controller);
}

const double *
zoe_run_actions_get_rates (void)
{
  return rates;
}

/**
 * zoe_run_actions_dup_clock:
 *
 * Returns: (transfer full): "×1/100" for slow, "×10" for fast
 */
char *
zoe_run_actions_dup_clock (double rate)
{
  if (rate < 1 && fabs (1 / rate - round (1 / rate)) < 1e-6)
    return g_strdup_printf ("×1/%.0f", 1 / rate);
  return g_strdup_printf ("×%.3g", rate);
}
