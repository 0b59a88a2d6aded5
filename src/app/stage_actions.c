/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/stage_actions.h"

#include <glib/gi18n.h>

#include "app/rate.h"

static void run (ZoeSession *session)          { zoe_session_run (session); }
static void step_back (ZoeSession *session)    { zoe_session_step (session, -1); }
static void step_on (ZoeSession *session)      { zoe_session_step (session, 1); }
static void go_to_begin (ZoeSession *session)  { zoe_session_seek_event (session, 0); }
static void go_slower (ZoeSession *session)    { zoe_rate_shift (session, -1); }
static void go_faster (ZoeSession *session)    { zoe_rate_shift (session, 1); }

/* The end of what there is, standing: unlike following, the run goes on without the picture. */
static void
go_to_end (ZoeSession *session)
{
  zoe_session_pause (session);
  zoe_session_seek_time (session, zoe_session_get_end_time (session));
}

static void
pause_run (ZoeSession *session)
{
  zoe_session_set_run_paused (session, !zoe_session_get_run_paused (session));
}

static void
follow (ZoeSession *session)
{
  if (zoe_session_get_following (session))
    zoe_player_unfollow (zoe_session_get_player (session));
  else
    zoe_session_follow (session);
}

typedef enum
{
  WHEN_OPEN     = 1 << 0,   /* there is a scenario */
  WHEN_RECORDED = 1 << 1,   /* there is a recording */
  WHEN_RUNNING  = 1 << 2,
  WHEN_NOT_RUNNING = 1 << 3,
} When;

typedef struct
{
  ZoeStageShortcut shortcut;
  void           (*act) (ZoeSession *session);
  const char      *state;      /* a toggle: the session's property that is its state */
  When             when;       /* all of these must hold */
} ActionRow;

/* In the order the shortcuts window lists them. */
static const ActionRow rows[] =
{
  { { "stage.run",       "F5",             N_("Run the scenario") },           run, NULL, WHEN_OPEN | WHEN_NOT_RUNNING },
  { { "stage.stop",      "<Shift>F5",      N_("Stop the run") },               zoe_session_stop, NULL, WHEN_RUNNING },
  { { "stage.pause-run", "<Control>space", N_("Hold the run's clock") },       pause_run, "run-paused", WHEN_RUNNING },
  { { "stage.play",      "space",          N_("Play or pause the picture") },  zoe_session_toggle_playing, "playing", WHEN_RECORDED },
  { { "stage.step-back", "Left",           N_("To the event before") },        step_back, NULL, WHEN_RECORDED },
  { { "stage.step-on",   "Right",          N_("To the next event") },          step_on, NULL, WHEN_RECORDED },
  { { "stage.begin",     "Home",           N_("To the beginning") },           go_to_begin, NULL, WHEN_RECORDED },
  { { "stage.end",       "End",            N_("To the end") },                 go_to_end, NULL, WHEN_RECORDED },
  { { "stage.slower",    "bracketleft",    N_("Slower") },                     go_slower, NULL, 0 },
  { { "stage.faster",    "bracketright",   N_("Faster") },                     go_faster, NULL, 0 },
  { { "stage.follow",    "l",              N_("Stay with the run as it goes") }, follow, "following", WHEN_RUNNING },
  { { "stage.deselect",  "Escape",         N_("Select nothing") },             zoe_session_select_nothing, NULL, 0 },
};

static const char *
get_bare_name (const ActionRow *row)
{
  return row->shortcut.name + strlen ("stage.");
}

static const ActionRow *
get_row (GAction *action)
{
  return g_object_get_data (G_OBJECT (action), "zoe-row");
}

static void
on_activate (GSimpleAction *action, GVariant *parameter, gpointer session)
{
  get_row (G_ACTION (action))->act (session);
}

/* Toggles take their state from the session, when it has really changed. */
static void
on_change_state (GSimpleAction *action, GVariant *value, gpointer session)
{
  g_autoptr (GVariant) state = g_action_get_state (G_ACTION (action));

  if (!g_variant_equal (value, state))
    get_row (G_ACTION (action))->act (session);
}

static void
on_choose_rate (GSimpleAction *action, GVariant *value, gpointer session)
{
  zoe_session_set_rate (session, g_variant_get_double (value));
  zoe_session_set_pace (session, ZOE_PACE_RATE);
}

static void
on_choose_delay (GSimpleAction *action, GVariant *value, gpointer session)
{
  zoe_session_set_event_delay (session, g_variant_get_uint32 (value));
  zoe_session_set_pace (session, ZOE_PACE_PER_EVENT);
}

/* The two are one choice: what is not chosen has a state no menu item has. */
static void
update_pace (GActionMap *group, GParamSpec *pspec, ZoeSession *session)
{
  gboolean by_rate = zoe_session_get_pace (session) == ZOE_PACE_RATE;

  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (group, "rate")),
                             g_variant_new_double (by_rate ? zoe_session_get_rate (session) : 0));
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (group, "event-delay")),
                             g_variant_new_uint32 (by_rate ? 0 : zoe_session_get_event_delay (session)));
}

static void
add_pace_actions (GSimpleActionGroup *group, ZoeSession *session)
{
  g_autoptr (GSimpleAction) rate = g_simple_action_new_stateful ("rate", G_VARIANT_TYPE_DOUBLE, g_variant_new_double (1));
  g_autoptr (GSimpleAction) delay = g_simple_action_new_stateful ("event-delay", G_VARIANT_TYPE_UINT32, g_variant_new_uint32 (0));
  static const char *const watched[] = { "notify::event-delay", "notify::pace", "notify::rate" };

  g_signal_connect_object (rate, "change-state", G_CALLBACK (on_choose_rate), session, 0);
  g_signal_connect_object (delay, "change-state", G_CALLBACK (on_choose_delay), session, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (rate));
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (delay));
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (session, watched[i], G_CALLBACK (update_pace), group, G_CONNECT_SWAPPED);
  update_pace (G_ACTION_MAP (group), NULL, session);
}

static void
update_actions (GActionMap *group, GParamSpec *pspec, ZoeSession *session)
{
  When now = (zoe_session_get_scenario (session) != NULL ? WHEN_OPEN : 0)
             | (zoe_session_get_recording (session) != NULL ? WHEN_RECORDED : 0)
             | (zoe_session_get_running (session) ? WHEN_RUNNING : WHEN_NOT_RUNNING);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GSimpleAction *action = G_SIMPLE_ACTION (g_action_map_lookup_action (group, get_bare_name (&rows[i])));
      gboolean on;

      g_simple_action_set_enabled (action, (now & rows[i].when) == rows[i].when);
      if (rows[i].state == NULL)
        continue;
      g_object_get (session, rows[i].state, &on, NULL);
      g_simple_action_set_state (action, g_variant_new_boolean (on));
    }
}

static GSimpleActionGroup *
create_group (ZoeSession *session)
{
  static const char *const watched[] =
  {
    "notify::following", "notify::playing", "notify::recording", "notify::run-paused", "notify::running", "notify::scenario",
  };
  GSimpleActionGroup *group = g_simple_action_group_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *name = get_bare_name (&rows[i]);
      g_autoptr (GSimpleAction) action = rows[i].state != NULL
        ? g_simple_action_new_stateful (name, NULL, g_variant_new_boolean (FALSE)) : g_simple_action_new (name, NULL);

      g_object_set_data (G_OBJECT (action), "zoe-row", (gpointer) &rows[i]);
      if (rows[i].state != NULL)
        g_signal_connect_object (action, "change-state", G_CALLBACK (on_change_state), session, 0);
      else
        g_signal_connect_object (action, "activate", G_CALLBACK (on_activate), session, 0);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (session, watched[i], G_CALLBACK (update_actions), group, G_CONNECT_SWAPPED);
  update_actions (G_ACTION_MAP (group), NULL, session);
  add_pace_actions (group, session);
  return group;
}

/**
 * zoe_stage_actions_install:
 * @widget: the window, or what stands for it
 * @session: what the actions act upon
 */
void
zoe_stage_actions_install (GtkWidget *widget, ZoeSession *session)
{
  g_autoptr (GSimpleActionGroup) group = create_group (session);
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_widget_insert_action_group (widget, "stage", G_ACTION_GROUP (group));
  /* After the focused widget had its turn: in a text entry a space is a space. */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_BUBBLE);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkShortcutTrigger *trigger = gtk_shortcut_trigger_parse_string (rows[i].shortcut.accelerator);
      GtkShortcutAction *action = gtk_named_action_new (rows[i].shortcut.name);

      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), gtk_shortcut_new (trigger, action));
    }
  gtk_widget_add_controller (widget, controller);
}

/**
 * zoe_stage_actions_get_shortcuts:
 *
 * Returns: (array zero-terminated=1): all of them, titles not translated yet
 */
const ZoeStageShortcut *
zoe_stage_actions_get_shortcuts (void)
{
  static ZoeStageShortcut shortcuts[G_N_ELEMENTS (rows) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    shortcuts[i] = rows[i].shortcut;
  return shortcuts;
}
