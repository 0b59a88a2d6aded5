/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session.h"

#include <glib/gi18n.h>

#include "app/runner.h"

struct _ZoeSession
{
  GObject       parent_instance;

  ZoeDocument  *document;      /* never NULL; empty while nothing is open */
  ZoePlayer    *player;
  ZoeSight     *sight;
  ZoeSelection  selection;
  ZoeControl   *control;
  ZoeRunner    *runner;
  gboolean      express;
  char         *filter_text;
};

G_DEFINE_FINAL_TYPE (ZoeSession, zoe_session, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_END_TIME,
  PROP_EVENT_DELAY,
  PROP_EXPRESS,
  PROP_FILTER_TEXT,
  PROP_FOLLOWING,
  PROP_PACE,
  PROP_PLAYING,
  PROP_RATE,
  PROP_RECORDING,
  PROP_RUN_PAUSED,
  PROP_RUNNING,
  PROP_SCENARIO,
  PROP_SCENARIO_PATH,
  PROP_SELECTED_EVENT,
  PROP_SELECTED_LINK,
  PROP_SELECTED_MESSAGE,
  PROP_SELECTED_NODE,
  PROP_SELECTED_SOCKET,
  PROP_SEQUENCE,
  PROP_SPAN_BEGIN,
  PROP_SPAN_END,
  PROP_TIME,
  N_PROPS
};

enum
{
  SIGNAL_FAILED,
  SIGNAL_MOVED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
notify (ZoeSession *self, guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* What the player tells, the session tells. */
static void
on_player_changed (const char *what, gpointer data)
{
  if (g_str_equal (what, "moved"))
    g_signal_emit (data, signals[SIGNAL_MOVED], 0);
  else
    g_object_notify (data, what);
}

static void
on_paused (ZoeSession *self)
{
  notify (self, PROP_RUN_PAUSED);
}

static void
update_end (ZoeSession *self)
{
  ZoeRecording *recording = self->document->recording;

  zoe_player_set_end (self->player, MAX (recording != NULL ? zoe_recording_get_duration (recording) : 0,
                                         zoe_runner_get_reach (self->runner)));
}

/* The recording may have grown. */
static gboolean
on_grow (gpointer data)
{
  ZoeSession *self = data;
  ZoeRecording *recording = self->document->recording;
  guint64 n_before = zoe_recording_get_n_events (recording);
  g_autoptr (GError) error = NULL;

  if (!zoe_recording_refresh (recording, &error))
    {
      zoe_session_fail (self, _("The recording cannot be read any further"), error->message);
      return FALSE;
    }
  if (zoe_recording_get_n_events (recording) != n_before)
    {
      zoe_sight_refresh (self->sight);
      zoe_control_read (self->control, recording);
    }
  update_end (self);
  return TRUE;
}

/* Who follows the run sees at once what led there. */
static void
on_rest (gpointer data)
{
  ZoeSession *self = data;

  if (on_grow (self) && zoe_session_get_following (self))
    zoe_session_advance (self, 0);
}

static void
on_over (const char *why, gpointer data)
{
  ZoeSession *self = data;

  on_grow (self);
  update_end (self);
  zoe_session_set_express (self, FALSE);
  zoe_player_end_growth (self->player);
  notify (self, PROP_RUNNING);
  zoe_player_tell (self->player);
  if (why != NULL)
    zoe_session_fail (self, _("The run failed"), why);
}

static const ZoeRunnerFuncs runner_funcs = { .grow = on_grow, .rest = on_rest, .over = on_over };

static void
zoe_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZoeSession *self = ZOE_SESSION (object);
  const ZoePlayhead *head = zoe_player_get_head (self->player);

  switch (id)
    {
    case PROP_END_TIME:         g_value_set_int64 (value, zoe_player_get_end (self->player)); break;
    case PROP_EVENT_DELAY:      g_value_set_uint (value, head->event_delay); break;
    case PROP_EXPRESS:          g_value_set_boolean (value, self->express); break;
    case PROP_FILTER_TEXT:      g_value_set_string (value, self->filter_text); break;
    case PROP_FOLLOWING:        g_value_set_boolean (value, head->following); break;
    case PROP_PACE:             g_value_set_enum (value, head->pace); break;
    case PROP_PLAYING:          g_value_set_boolean (value, head->playing); break;
    case PROP_RATE:             g_value_set_double (value, head->rate); break;
    case PROP_RECORDING:        g_value_set_object (value, self->document->recording); break;
    case PROP_RUN_PAUSED:       g_value_set_boolean (value, zoe_control_is_paused (self->control)); break;
    case PROP_RUNNING:          g_value_set_boolean (value, zoe_runner_is_going (self->runner)); break;
    case PROP_SCENARIO:         g_value_set_boxed (value, self->document->scenario); break;
    case PROP_SCENARIO_PATH:    g_value_set_string (value, self->document->scenario_path); break;
    case PROP_SELECTED_EVENT:   g_value_set_uint64 (value, self->selection.event); break;
    case PROP_SELECTED_LINK:    g_value_set_uint (value, self->selection.link); break;
    case PROP_SELECTED_MESSAGE: g_value_set_uint64 (value, self->selection.message); break;
    case PROP_SELECTED_NODE:    g_value_set_uint (value, self->selection.node); break;
    case PROP_SELECTED_SOCKET:  g_value_set_uint (value, self->selection.socket); break;
    case PROP_SEQUENCE:         g_value_set_uint64 (value, head->sequence); break;
    case PROP_SPAN_BEGIN:       g_value_set_int64 (value, zoe_player_get_span (self->player).begin_ns); break;
    case PROP_SPAN_END:         g_value_set_int64 (value, zoe_player_get_span (self->player).end_ns); break;
    case PROP_TIME:             g_value_set_int64 (value, head->time_ns); break;
    default:                    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zoe_session_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZoeSession *self = ZOE_SESSION (object);

  if (g_strcmp0 (self->filter_text, g_value_get_string (value)) == 0)
    return;
  g_free (self->filter_text);
  self->filter_text = g_value_dup_string (value);
  notify (self, PROP_FILTER_TEXT);
}

static void
zoe_session_dispose (GObject *object)
{
  ZoeSession *self = ZOE_SESSION (object);

  if (self->control != NULL)
    g_signal_handlers_disconnect_by_data (self->control, self);
  g_clear_pointer (&self->runner, zoe_runner_free);
  g_clear_object (&self->control);
  g_clear_pointer (&self->sight, zoe_sight_free);
  g_clear_pointer (&self->player, zoe_player_free);
  g_clear_pointer (&self->document, zoe_document_free);
  G_OBJECT_CLASS (zoe_session_parent_class)->dispose (object);
}

static void
zoe_session_finalize (GObject *object)
{
  g_free (ZOE_SESSION (object)->filter_text);
  G_OBJECT_CLASS (zoe_session_parent_class)->finalize (object);
}

static void
zoe_session_class_init (ZoeSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags seen = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = zoe_session_dispose;
  object_class->finalize = zoe_session_finalize;
  object_class->get_property = zoe_session_get_property;
  object_class->set_property = zoe_session_set_property;

  properties[PROP_END_TIME] = g_param_spec_int64 ("end-time", NULL, NULL, 0, G_MAXINT64, 0, seen);
  properties[PROP_EVENT_DELAY] = g_param_spec_uint ("event-delay", NULL, NULL, 1, 60000, 500, seen);
  properties[PROP_EXPRESS] = g_param_spec_boolean ("express", NULL, NULL, FALSE, seen);
  properties[PROP_FILTER_TEXT] = g_param_spec_string ("filter-text", NULL, NULL, NULL, seen | G_PARAM_WRITABLE);
  properties[PROP_FOLLOWING] = g_param_spec_boolean ("following", NULL, NULL, FALSE, seen);
  properties[PROP_PACE] = g_param_spec_enum ("pace", NULL, NULL, ZOE_TYPE_PACE, ZOE_PACE_RATE, seen);
  properties[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, seen);
  properties[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, ZOE_RATE_MIN, ZOE_RATE_MAX, 1, seen);
  properties[PROP_RECORDING] = g_param_spec_object ("recording", NULL, NULL, ZOE_TYPE_RECORDING, seen);
  properties[PROP_RUN_PAUSED] = g_param_spec_boolean ("run-paused", NULL, NULL, FALSE, seen);
  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, seen);
  properties[PROP_SCENARIO] = g_param_spec_boxed ("scenario", NULL, NULL, ZOE_TYPE_SCENARIO, seen);
  properties[PROP_SCENARIO_PATH] = g_param_spec_string ("scenario-path", NULL, NULL, NULL, seen);
  properties[PROP_SELECTED_EVENT] = g_param_spec_uint64 ("selected-event", NULL, NULL, 0, G_MAXUINT64, 0, seen);
  properties[PROP_SELECTED_LINK] = g_param_spec_uint ("selected-link", NULL, NULL, 0, G_MAXUINT, 0, seen);
  properties[PROP_SELECTED_MESSAGE] = g_param_spec_uint64 ("selected-message", NULL, NULL, 0, G_MAXUINT64, 0, seen);
  properties[PROP_SELECTED_NODE] = g_param_spec_uint ("selected-node", NULL, NULL, 0, G_MAXUINT, 0, seen);
  properties[PROP_SELECTED_SOCKET] = g_param_spec_uint ("selected-socket", NULL, NULL, 0, G_MAXUINT, 0, seen);
  properties[PROP_SEQUENCE] = g_param_spec_uint64 ("sequence", NULL, NULL, 0, G_MAXUINT64, 0, seen);
  properties[PROP_SPAN_BEGIN] = g_param_spec_int64 ("span-begin", NULL, NULL, G_MININT64, G_MAXINT64, 0, seen);
  properties[PROP_SPAN_END] = g_param_spec_int64 ("span-end", NULL, NULL, G_MININT64, G_MAXINT64, 1, seen);
  properties[PROP_TIME] = g_param_spec_int64 ("time", NULL, NULL, 0, G_MAXINT64, 0, seen);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_FAILED] = g_signal_new ("failed", ZOE_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_MOVED] = g_signal_new ("moved", ZOE_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zoe_session_init (ZoeSession *self)
{
  self->document = zoe_document_new ();
  self->player = zoe_player_new (on_player_changed, self);
  self->sight = zoe_sight_new (self->player);
  self->control = zoe_control_new ();
  self->runner = zoe_runner_new (self->control, &runner_funcs, self);
  g_signal_connect_swapped (self->control, "notify::paused", G_CALLBACK (on_paused), self);
}

ZoeSession *
zoe_session_new (void)
{
  return g_object_new (ZOE_TYPE_SESSION, NULL);
}

/* Another document comes before the person's eyes: the run behind this one is ended out of sight. */
static void
leave_run (ZoeSession *self)
{
  if (!zoe_runner_leave (self->runner))
    return;
  zoe_session_set_express (self, FALSE);
  notify (self, PROP_RUNNING);
}

/**
 * zoe_session_show:
 * @document: (transfer full)
 *
 * Puts another document before the person's eyes, from its beginning. Views hear of it before they hear that the play head moved.
 */
void
zoe_session_show (ZoeSession *session, ZoeDocument *document)
{
  g_autoptr (ZoeDocument) before = NULL;

  leave_run (session);
  before = g_steal_pointer (&session->document);
  session->document = document;
  zoe_session_set_selection (session, (ZoeSelection) { 0 });
  zoe_control_set_scenario (session->control, document->scenario, document->scenario_path);
  zoe_sight_show (session->sight, document->scenario, document->recording);
  zoe_player_load (session->player, document->recording, document->scenario != NULL ? document->scenario->rate : 1);
  if (g_strcmp0 (before->scenario_path, document->scenario_path) != 0)
    notify (session, PROP_SCENARIO_PATH);
  notify (session, PROP_SCENARIO);
  notify (session, PROP_RECORDING);
  zoe_player_tell (session->player);
}

/**
 * zoe_session_run:
 *
 * Runs the scenario, as its file says now, and shows the run from its beginning at the rate the scenario suggests: in slow
 * motion the play head lags behind, at real time it follows. A recording's scenario is run anew.
 *
 * Returns: %FALSE if there is nothing to run, a run goes on already, or "failed" has been emitted
 */
gboolean
zoe_session_run (ZoeSession *session)
{
  g_auto (ZoeFailure) failure = { NULL, NULL };
  g_autoptr (ZoeScenario) scenario = NULL;
  ZoeExperiment *experiment;
  ZoeDocument *document;
  ZoeRunOptions options;

  if (session->document->scenario == NULL || zoe_session_get_running (session))
    return FALSE;
  scenario = zoe_document_read_again (session->document, &failure);
  if (scenario == NULL)
    {
      zoe_session_fail (session, failure.title, failure.advice);
      return FALSE;
    }
  zoe_control_dress (session->control, scenario);
  options = zoe_control_get_options (session->control);
  document = zoe_document_record (session->document, scenario, &options, &experiment, &failure);
  if (document == NULL)
    {
      zoe_session_fail (session, failure.title, failure.advice);
      return FALSE;
    }
  zoe_session_show (session, document);
  zoe_runner_start (session->runner, experiment, document->scenario);
  zoe_player_begin_growth (session->player, options.stepping);
  notify (session, PROP_RUNNING);
  zoe_player_tell (session->player);
  return TRUE;
}

/**
 * zoe_session_stop:
 *
 * Asks the run to end; "running" turns false when its trace is whole.
 */
void
zoe_session_stop (ZoeSession *session)
{
  zoe_runner_stop (session->runner);
}

gboolean
zoe_session_get_running (ZoeSession *session)
{
  return zoe_runner_is_going (session->runner);
}

/**
 * zoe_session_set_express:
 *
 * While it is on, the play head stands still however much happens; afterwards it is at the run head, at once.
 */
void
zoe_session_set_express (ZoeSession *session, gboolean express)
{
  if (session->express == !!express || (express && !zoe_session_get_running (session)))
    return;
  session->express = !!express;
  if (!express && zoe_session_get_running (session))
    zoe_session_follow (session);
  notify (session, PROP_EXPRESS);
}

gboolean
zoe_session_get_express (ZoeSession *session)
{
  return session->express;
}

ZoeControl *
zoe_session_get_control (ZoeSession *session)
{
  return session->control;
}

/**
 * zoe_session_fail:
 *
 * Tells the person, by "failed".
 */
void
zoe_session_fail (ZoeSession *session, const char *title, const char *advice)
{
  g_signal_emit (session, signals[SIGNAL_FAILED], 0, title, advice);
}

ZoePlayer *
zoe_session_get_player (ZoeSession *session)
{
  return session->player;
}

/**
 * zoe_session_advance:
 * @real_ns: how much time has passed since the last picture
 *
 * A frame's worth of playback.
 */
void
zoe_session_advance (ZoeSession *session, gint64 real_ns)
{
  if (zoe_session_get_running (session))
    update_end (session);
  if (!session->express)
    zoe_player_advance (session->player, real_ns, zoe_control_is_stepping (session->control));
}

ZoeSight *
zoe_session_get_sight (ZoeSession *session)
{
  return session->sight;
}

/**
 * zoe_session_set_selection:
 *
 * Choosing one thing chooses it in every view.
 */
void
zoe_session_set_selection (ZoeSession *session, ZoeSelection selection)
{
  ZoeSelection before = session->selection;

  session->selection = selection;
  if (before.node != selection.node)
    notify (session, PROP_SELECTED_NODE);
  if (before.link != selection.link)
    notify (session, PROP_SELECTED_LINK);
  if (before.socket != selection.socket)
    notify (session, PROP_SELECTED_SOCKET);
  if (before.message != selection.message)
    notify (session, PROP_SELECTED_MESSAGE);
  if (before.event != selection.event)
    notify (session, PROP_SELECTED_EVENT);
}

const ZoeSelection *
zoe_session_get_selection (ZoeSession *session)
{
  return &session->selection;
}

ZoeDocument *
zoe_session_get_document (ZoeSession *session)
{
  return session->document;
}
