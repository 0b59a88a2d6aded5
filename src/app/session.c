/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session.h"

#include <glib/gi18n.h>

#include "app/flight_window.h"
#include "app/live.h"
#include "app/scenario_file.h"
#include "app/selection.h"
#include "app/trace_file.h"
#include "trace/seal.h"

#define REFRESH_MS  33
#define LINGER_NS   (700 * ZOE_NS_PER_MS)
#define LIVE_LAG_NS (200 * ZOE_NS_PER_MS)   /* by then the recorder has written what happened */

struct _ZoeSession
{
  GObject          parent_instance;

  ZoeRecording    *recording;
  ZoeScenario     *scenario;
  char            *scenario_path;
  char            *own_trace;       /* the recording's file, if it was recorded here; NULL = it was opened */
  ZoeMoment       *moment;
  ZoeFlightWindow *window;

  ZoeLive         *live;           /* the experiment that makes the recording grow */
  GPtrArray       *ending;         /* (element-type ZoeLive): others, nobody looks at them any more */
  guint            refresh;
  gboolean         run_paused;
  gboolean         express;
  ZoeControl      *control;
  ZoeDamage       *damage;

  ZoePlayhead      head;
  gboolean         stepping;       /* one looks at an event, not at a time */
  gint64           end_ns;
  ZoeSpan          span;
  gboolean         span_is_whole;  /* nobody zoomed: the span grows with the recording */
  ZoeSelection     selection;
  char            *filter_text;
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

static void
fail (ZoeSession *self, const char *title, const char *advice)
{
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, title, advice);
}

static ZoeTape
get_tape (ZoeSession *self)
{
  return (ZoeTape) { .end_ns = self->end_ns,
                     .n_events = self->recording != NULL ? zoe_recording_get_n_events (self->recording) : 0,
                     .growing = self->live != NULL };
}

/* Time goes on in a run even while nothing happens. What is older than the recorder's lag has been written, so up to there the
 * play head may go without showing what is not known yet. */
static gint64
find_end (ZoeSession *self)
{
  gint64 end_ns = self->recording != NULL ? zoe_recording_get_duration (self->recording) : 0;
  ZoeRun *run = self->live != NULL && !self->run_paused ? zoe_live_get_run (self->live) : NULL;

  if (run != NULL)
    end_ns = MAX (end_ns, zoe_run_get_now (run) - (gint64) (LIVE_LAG_NS * zoe_run_get_rate (run)));
  return end_ns;
}

/* Notifies whatever differs from how the play head was. */
static void
head_changed (ZoeSession *self, const ZoePlayhead *before)
{
  if (before->playing != self->head.playing)
    notify (self, PROP_PLAYING);
  if (before->following != self->head.following)
    notify (self, PROP_FOLLOWING);
  if (before->sequence != self->head.sequence)
    notify (self, PROP_SEQUENCE);
  if (before->time_ns != self->head.time_ns)
    notify (self, PROP_TIME);
  if (before->sequence != self->head.sequence || before->time_ns != self->head.time_ns)
    g_signal_emit (self, signals[SIGNAL_MOVED], 0);
}

static void
set_span (ZoeSession *self, ZoeSpan span)
{
  ZoeSpan before = self->span;

  self->span = span;
  if (before.begin_ns != span.begin_ns)
    notify (self, PROP_SPAN_BEGIN);
  if (before.end_ns != span.end_ns)
    notify (self, PROP_SPAN_END);
}

/* A zoomed time line turns its page when the play head leaves it by itself. */
static void
keep_in_span (ZoeSession *self)
{
  gint64 length_ns = zoe_span_length (self->span);

  if (self->span_is_whole || length_ns <= 0)
    set_span (self, (ZoeSpan) { 0, MAX (self->end_ns, 1) });
  else if (self->head.playing && !zoe_span_contains (self->span, self->head.time_ns))
    set_span (self, (ZoeSpan) { self->head.time_ns - length_ns / 10, self->head.time_ns - length_ns / 10 + length_ns });
}

static void
update_end (ZoeSession *self)
{
  gint64 end_ns = find_end (self);

  if (end_ns == self->end_ns)
    return;
  self->end_ns = end_ns;
  notify (self, PROP_END_TIME);
  keep_in_span (self);
}

static gint64
get_event_time (ZoeSession *self, guint64 sequence)
{
  ZoeEvent event;

  if (sequence == 0 || self->recording == NULL || !zoe_recording_get_event (self->recording, sequence, &event, NULL))
    return 0;
  return event.time_ns;
}

static guint64
find_sequence (ZoeSession *self, gint64 time_ns)
{
  return self->recording != NULL ? zoe_recording_find_sequence (self->recording, time_ns) : 0;
}

static void
move_head (ZoeSession *self, guint64 sequence, gint64 time_ns)
{
  ZoePlayhead before = self->head;

  self->head.sequence = sequence;
  self->head.time_ns = time_ns;
  self->head.following = FALSE;
  self->head.saved_ns = 0;
  head_changed (self, &before);
}

static void
set_selection (ZoeSession *self, ZoeSelection selection)
{
  ZoeSelection before = self->selection;

  self->selection = selection;
  if (before.node != selection.node)
    notify (self, PROP_SELECTED_NODE);
  if (before.link != selection.link)
    notify (self, PROP_SELECTED_LINK);
  if (before.socket != selection.socket)
    notify (self, PROP_SELECTED_SOCKET);
  if (before.message != selection.message)
    notify (self, PROP_SELECTED_MESSAGE);
  if (before.event != selection.event)
    notify (self, PROP_SELECTED_EVENT);
}

/* Puts another recording (or none) and its scenario before the person's eyes, from the beginning. */
/* A trace that was read while it grew has files beside it. Once nobody reads it any more, it can be one file. A trace that was only
 * opened is never touched. */
static void
put_away (ZoeSession *self)
{
  g_autofree char *path = g_steal_pointer (&self->own_trace);

  if (path != NULL && self->live == NULL)
    zoe_trace_seal (path, NULL);
}

static void
show (ZoeSession *self, ZoeRecording *recording, ZoeScenario *scenario, const char *scenario_path)
{
  ZoePlayhead before = self->head;

  set_selection (self, (ZoeSelection) { 0 });
  zoe_flight_window_forget (self->window);
  g_clear_pointer (&self->moment, zoe_moment_free);
  g_clear_pointer (&self->damage, zoe_damage_free);
  g_set_object (&self->recording, recording);
  if (recording != NULL)
    self->damage = zoe_damage_new (recording);
  if (scenario != NULL)
    zoe_scenario_ref (scenario);
  g_clear_pointer (&self->scenario, zoe_scenario_unref);
  self->scenario = scenario;
  if (g_strcmp0 (self->scenario_path, scenario_path) != 0)
    {
      g_free (self->scenario_path);
      self->scenario_path = g_strdup (scenario_path);
      notify (self, PROP_SCENARIO_PATH);
    }
  zoe_control_set_scenario (self->control, scenario, scenario_path);
  self->stepping = FALSE;
  zoe_playhead_rewind (&self->head);
  self->head.pace = ZOE_PACE_RATE;
  self->head.rate = scenario != NULL ? CLAMP (scenario->rate, ZOE_RATE_MIN, ZOE_RATE_MAX) : 1;
  self->end_ns = find_end (self);
  self->span_is_whole = TRUE;

  notify (self, PROP_SCENARIO);
  notify (self, PROP_RECORDING);
  notify (self, PROP_END_TIME);
  keep_in_span (self);
  if (before.pace != self->head.pace)
    notify (self, PROP_PACE);
  if (before.rate != self->head.rate)
    notify (self, PROP_RATE);
  head_changed (self, &before);
  if (before.sequence == 0 && before.time_ns == 0)
    g_signal_emit (self, signals[SIGNAL_MOVED], 0);
  put_away (self);
}

/* The recording has grown: what was read ahead of it is out of date. */
static gboolean
refresh_recording (ZoeSession *self)
{
  guint64 n_before = zoe_recording_get_n_events (self->recording);
  g_autoptr (GError) error = NULL;

  if (!zoe_recording_refresh (self->recording, &error))
    {
      fail (self, _("The recording cannot be read any further"), error->message);
      return FALSE;
    }
  if (zoe_recording_get_n_events (self->recording) != n_before)
    {
      zoe_flight_window_forget (self->window);
      g_clear_pointer (&self->moment, zoe_moment_free);
      zoe_damage_refresh (self->damage);
      zoe_control_read (self->control, self->recording);
    }
  update_end (self);
  return TRUE;
}

static gboolean
on_refresh (gpointer data)
{
  ZoeSession *self = data;
  ZoeRun *run = zoe_live_get_run (self->live);

  if (!refresh_recording (self))
    {
      self->refresh = 0;
      zoe_live_end (self->live);
      return G_SOURCE_REMOVE;
    }
  if (run != NULL && zoe_run_is_over (run))
    zoe_live_end (self->live);
  return G_SOURCE_CONTINUE;
}

static void
run_is_over (ZoeSession *self)
{
  ZoePlayhead before = self->head;
  g_autofree char *advice = NULL;

  if (zoe_live_get_error (self->live) != NULL)
    advice = g_strdup (zoe_live_get_error (self->live)->message);
  g_clear_handle_id (&self->refresh, g_source_remove);
  zoe_control_set_live (self->control, NULL, NULL);
  g_clear_pointer (&self->live, zoe_live_free);
  refresh_recording (self);
  update_end (self);
  zoe_session_set_express (self, FALSE);
  /* Who followed the run sees its last event, and stands there. */
  if (self->head.following)
    {
      ZoeTape tape = get_tape (self);

      zoe_playhead_follow (&self->head, &tape);
      self->head.sequence = tape.n_events;
    }
  notify (self, PROP_RUNNING);
  head_changed (self, &before);
  if (advice != NULL)
    fail (self, _("The run failed"), advice);
}

/* The run has come to rest, or met a breakpoint: who follows it sees at once what led there. */
static void
on_run_news (ZoeSession *self)
{
  zoe_control_refresh (self->control);
  if (!zoe_control_is_paused (self->control))
    return;
  zoe_live_flush (self->live);
  if (refresh_recording (self) && self->head.following)
    zoe_session_advance (self, 0);
}

static void
on_live_changed (ZoeLive *live, gpointer data)
{
  ZoeSession *self = data;

  if (zoe_live_get_state (live) != ZOE_LIVE_OVER)
    {
      if (live == self->live)
        on_run_news (self);
      return;
    }
  if (live == self->live)
    run_is_over (self);
  else
    g_ptr_array_remove (self->ending, live);
}

/* Another recording comes before the person's eyes: the run behind this one is ended out of sight. */
static void
leave_run (ZoeSession *self)
{
  if (self->live == NULL)
    return;
  g_clear_handle_id (&self->refresh, g_source_remove);
  zoe_live_end (self->live);
  zoe_control_set_live (self->control, NULL, NULL);
  g_ptr_array_add (self->ending, g_steal_pointer (&self->live));
  zoe_session_set_express (self, FALSE);
  notify (self, PROP_RUNNING);
}

static void
zoe_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZoeSession *self = ZOE_SESSION (object);

  switch (id)
    {
    case PROP_END_TIME:         g_value_set_int64 (value, self->end_ns); break;
    case PROP_EVENT_DELAY:      g_value_set_uint (value, self->head.event_delay); break;
    case PROP_EXPRESS:          g_value_set_boolean (value, self->express); break;
    case PROP_FILTER_TEXT:      g_value_set_string (value, self->filter_text); break;
    case PROP_FOLLOWING:        g_value_set_boolean (value, self->head.following); break;
    case PROP_PACE:             g_value_set_enum (value, self->head.pace); break;
    case PROP_PLAYING:          g_value_set_boolean (value, self->head.playing); break;
    case PROP_RATE:             g_value_set_double (value, self->head.rate); break;
    case PROP_RECORDING:        g_value_set_object (value, self->recording); break;
    case PROP_RUN_PAUSED:       g_value_set_boolean (value, self->run_paused); break;
    case PROP_RUNNING:          g_value_set_boolean (value, self->live != NULL); break;
    case PROP_SCENARIO:         g_value_set_boxed (value, self->scenario); break;
    case PROP_SCENARIO_PATH:    g_value_set_string (value, self->scenario_path); break;
    case PROP_SELECTED_EVENT:   g_value_set_uint64 (value, self->selection.event); break;
    case PROP_SELECTED_LINK:    g_value_set_uint (value, self->selection.link); break;
    case PROP_SELECTED_MESSAGE: g_value_set_uint64 (value, self->selection.message); break;
    case PROP_SELECTED_NODE:    g_value_set_uint (value, self->selection.node); break;
    case PROP_SELECTED_SOCKET:  g_value_set_uint (value, self->selection.socket); break;
    case PROP_SEQUENCE:         g_value_set_uint64 (value, self->head.sequence); break;
    case PROP_SPAN_BEGIN:       g_value_set_int64 (value, self->span.begin_ns); break;
    case PROP_SPAN_END:         g_value_set_int64 (value, self->span.end_ns); break;
    case PROP_TIME:             g_value_set_int64 (value, self->head.time_ns); break;
    default:                    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zoe_session_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZoeSession *self = ZOE_SESSION (object);

  switch (id)
    {
    case PROP_EVENT_DELAY: zoe_session_set_event_delay (self, g_value_get_uint (value)); break;
    case PROP_EXPRESS:     zoe_session_set_express (self, g_value_get_boolean (value)); break;
    case PROP_PACE:        zoe_session_set_pace (self, g_value_get_enum (value)); break;
    case PROP_RATE:        zoe_session_set_rate (self, g_value_get_double (value)); break;
    case PROP_RUN_PAUSED:  zoe_session_set_run_paused (self, g_value_get_boolean (value)); break;

    case PROP_FILTER_TEXT:
      if (g_strcmp0 (self->filter_text, g_value_get_string (value)) != 0)
        {
          g_free (self->filter_text);
          self->filter_text = g_value_dup_string (value);
          notify (self, PROP_FILTER_TEXT);
        }
      break;

    case PROP_PLAYING:
      if (g_value_get_boolean (value) != self->head.playing)
        zoe_session_toggle_playing (self);
      break;

    case PROP_FOLLOWING:
      if (!g_value_get_boolean (value))
        move_head (self, self->head.sequence, self->head.time_ns);
      else if (!self->head.following)
        zoe_session_follow (self);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zoe_session_dispose (GObject *object)
{
  ZoeSession *self = ZOE_SESSION (object);

  g_clear_handle_id (&self->refresh, g_source_remove);
  if (self->control != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->control, self);
      zoe_control_set_live (self->control, NULL, NULL);
    }
  if (self->live != NULL)
    zoe_live_end (self->live);
  g_clear_pointer (&self->live, zoe_live_free);
  g_clear_object (&self->control);
  g_clear_pointer (&self->damage, zoe_damage_free);
  g_clear_pointer (&self->ending, g_ptr_array_unref);
  g_clear_pointer (&self->moment, zoe_moment_free);
  g_clear_pointer (&self->window, zoe_flight_window_free);
  g_clear_object (&self->recording);
  put_away (self);
  g_clear_pointer (&self->scenario, zoe_scenario_unref);
  G_OBJECT_CLASS (zoe_session_parent_class)->dispose (object);
}

static void
zoe_session_finalize (GObject *object)
{
  ZoeSession *self = ZOE_SESSION (object);

  g_free (self->filter_text);
  g_free (self->scenario_path);
  G_OBJECT_CLASS (zoe_session_parent_class)->finalize (object);
}

static void
zoe_session_class_init (ZoeSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags seen = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags set = seen | G_PARAM_WRITABLE;

  object_class->dispose = zoe_session_dispose;
  object_class->finalize = zoe_session_finalize;
  object_class->get_property = zoe_session_get_property;
  object_class->set_property = zoe_session_set_property;

  properties[PROP_END_TIME] = g_param_spec_int64 ("end-time", NULL, NULL, 0, G_MAXINT64, 0, seen);
  properties[PROP_EVENT_DELAY] = g_param_spec_uint ("event-delay", NULL, NULL, 1, 60000, 500, set);
  properties[PROP_EXPRESS] = g_param_spec_boolean ("express", NULL, NULL, FALSE, set);
  properties[PROP_FILTER_TEXT] = g_param_spec_string ("filter-text", NULL, NULL, NULL, set);
  properties[PROP_FOLLOWING] = g_param_spec_boolean ("following", NULL, NULL, FALSE, set);
  properties[PROP_PACE] = g_param_spec_enum ("pace", NULL, NULL, ZOE_TYPE_PACE, ZOE_PACE_RATE, set);
  properties[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, set);
  properties[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, ZOE_RATE_MIN, ZOE_RATE_MAX, 1, set);
  properties[PROP_RECORDING] = g_param_spec_object ("recording", NULL, NULL, ZOE_TYPE_RECORDING, seen);
  properties[PROP_RUN_PAUSED] = g_param_spec_boolean ("run-paused", NULL, NULL, FALSE, set);
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
on_paused (ZoeSession *self)
{
  if (self->run_paused == zoe_control_is_paused (self->control))
    return;
  self->run_paused = !self->run_paused;
  notify (self, PROP_RUN_PAUSED);
}

static void
zoe_session_init (ZoeSession *self)
{
  self->control = zoe_control_new ();
  g_signal_connect_swapped (self->control, "notify::paused", G_CALLBACK (on_paused), self);
  zoe_playhead_init (&self->head);
  self->window = zoe_flight_window_new ();
  self->ending = g_ptr_array_new_with_free_func ((GDestroyNotify) zoe_live_free);
  self->span = (ZoeSpan) { 0, 1 };
  self->span_is_whole = TRUE;
}

ZoeSession *
zoe_session_new (void)
{
  return g_object_new (ZOE_TYPE_SESSION, NULL);
}

/**
 * zoe_session_open:
 * @path: a scenario or a trace
 *
 * Opens whichever of the two it is, told by its first bytes.
 *
 * Returns: %FALSE if "failed" has been emitted
 */
gboolean
zoe_session_open (ZoeSession *session, const char *path)
{
  return zoe_trace_file_is_one (path) ? zoe_session_open_trace (session, path) : zoe_session_open_scenario (session, path);
}

gboolean
zoe_session_open_scenario (ZoeSession *session, const char *path)
{
  g_autofree char *mistakes = NULL;
  g_autoptr (ZoeScenario) scenario = zoe_scenario_file_read (path, &mistakes);

  if (scenario == NULL)
    {
      g_autofree char *name = g_filename_display_basename (path);
      g_autofree char *title = g_strdup_printf (_("“%s” cannot be used as a scenario"), name);

      fail (session, title, mistakes);
      return FALSE;
    }
  leave_run (session);
  show (session, NULL, scenario, path);
  return TRUE;
}

/**
 * zoe_session_open_trace:
 *
 * Shows a trace from its beginning; the play head stands, so that nothing is missed before somebody presses play.
 *
 * Returns: %FALSE if "failed" has been emitted
 */
gboolean
zoe_session_open_trace (ZoeSession *session, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZoeRecording) recording = zoe_recording_open (path, &error);

  if (recording == NULL)
    {
      g_autofree char *name = g_filename_display_basename (path);
      g_autofree char *title = g_strdup_printf (_("“%s” cannot be opened as a trace"), name);

      fail (session, title, error->message);
      return FALSE;
    }
  leave_run (session);
  show (session, recording, zoe_recording_get_scenario (recording), NULL);
  return TRUE;
}

void
zoe_session_close (ZoeSession *session)
{
  leave_run (session);
  show (session, NULL, NULL, NULL);
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
  g_autofree char *mistakes = NULL, *trace_path = NULL, *scenario_path = g_strdup (session->scenario_path);
  g_autoptr (ZoeScenario) scenario = NULL;
  g_autoptr (ZoeRecording) recording = NULL;
  g_autoptr (ZoeExperiment) experiment = NULL;
  g_autoptr (GError) error = NULL;
  ZoeRunOptions options;
  ZoePlayhead before;

  if (session->scenario == NULL || session->live != NULL)
    return FALSE;

  scenario = scenario_path != NULL ? zoe_scenario_file_read (scenario_path, &mistakes)
                                   : zoe_scenario_file_read_again (session->scenario, &mistakes);
  if (scenario == NULL)
    {
      fail (session, _("The scenario cannot be run"), mistakes);
      return FALSE;
    }

  zoe_control_dress (session->control, scenario);
  options = zoe_control_get_options (session->control);
  trace_path = zoe_trace_file_new_path (scenario->name, &error);
  if (trace_path != NULL)
    experiment = zoe_experiment_new (scenario, &options, trace_path, &error);
  if (experiment != NULL)
    recording = zoe_recording_open (trace_path, &error);
  if (recording == NULL)
    {
      fail (session, _("The run cannot be recorded"), error->message);
      return FALSE;
    }

  show (session, recording, scenario, scenario_path);
  session->own_trace = g_steal_pointer (&trace_path);
  before = session->head;
  session->live = zoe_live_new (g_steal_pointer (&experiment), on_live_changed, session);
  zoe_control_set_live (session->control, session->live, scenario);
  session->refresh = g_timeout_add (REFRESH_MS, on_refresh, session);
  session->head.playing = TRUE;
  session->head.following = session->head.rate >= 1 || options.stepping;
  notify (session, PROP_RUNNING);
  head_changed (session, &before);
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
  if (session->live != NULL)
    zoe_live_end (session->live);
}

void
zoe_session_set_run_paused (ZoeSession *session, gboolean paused)
{
  zoe_control_set_paused (session->control, paused);
}

/**
 * zoe_session_set_express:
 *
 * While it is on, the play head stands still however much happens; afterwards it is at the run head, at once.
 */
void
zoe_session_set_express (ZoeSession *session, gboolean express)
{
  if (session->express == !!express || (express && session->live == NULL))
    return;
  session->express = !!express;
  if (!express && session->live != NULL)
    zoe_session_follow (session);
  notify (session, PROP_EXPRESS);
}

/**
 * zoe_session_get_control:
 *
 * Returns: (transfer none): what one does to a run while it goes
 */
ZoeControl *
zoe_session_get_control (ZoeSession *session)
{
  return session->control;
}

/**
 * zoe_session_save_trace:
 *
 * Copies the recording to a place of the person's choice.
 *
 * Returns: %FALSE if "failed" has been emitted
 */
gboolean
zoe_session_save_trace (ZoeSession *session, const char *path)
{
  g_autoptr (GError) error = NULL;

  if (session->recording == NULL)
    fail (session, _("There is nothing to save yet"), _("Run the scenario first."));
  else if (session->live != NULL)
    fail (session, _("The run is still being recorded"), _("Stop the run, then save its recording."));
  else if (!zoe_trace_file_copy (zoe_recording_get_path (session->recording), path, &error))
    fail (session, _("The recording could not be saved"), error->message);
  else
    return TRUE;
  return FALSE;
}

void
zoe_session_play (ZoeSession *session)
{
  ZoePlayhead before = session->head;
  ZoeTape tape = get_tape (session);

  if (session->recording == NULL || session->head.playing)
    return;
  session->stepping = FALSE;
  zoe_flight_window_forget (session->window);
  zoe_playhead_play (&session->head, &tape);
  head_changed (session, &before);
}

void
zoe_session_pause (ZoeSession *session)
{
  ZoePlayhead before = session->head;

  zoe_playhead_pause (&session->head);
  head_changed (session, &before);
}

void
zoe_session_toggle_playing (ZoeSession *session)
{
  if (session->head.playing)
    zoe_session_pause (session);
  else
    zoe_session_play (session);
}

/**
 * zoe_session_seek_time:
 * @time_ns: where to look; put between the beginning and the run head
 *
 * A playing play head goes on from there.
 */
void
zoe_session_seek_time (ZoeSession *session, gint64 time_ns)
{
  time_ns = CLAMP (time_ns, 0, session->end_ns);
  session->stepping = FALSE;
  move_head (session, find_sequence (session, time_ns), time_ns);
}

/**
 * zoe_session_seek_event:
 * @sequence: the event that shall just have happened; 0: before the first
 */
void
zoe_session_seek_event (ZoeSession *session, guint64 sequence)
{
  sequence = MIN (sequence, get_tape (session).n_events);
  session->stepping = TRUE;
  zoe_flight_window_forget (session->window);
  move_head (session, sequence, get_event_time (session, sequence));
}

/**
 * zoe_session_step:
 * @n_events: forward, or back if negative
 *
 * Stops, and moves by so many events.
 */
void
zoe_session_step (ZoeSession *session, int n_events)
{
  guint64 back = n_events < 0 ? MIN ((guint64) -(gint64) n_events, session->head.sequence) : 0;

  zoe_session_pause (session);
  zoe_session_seek_event (session, n_events < 0 ? session->head.sequence - back : session->head.sequence + n_events);
}

/**
 * zoe_session_follow:
 *
 * Ties the play head to the run head; without a run it goes to the end of the recording.
 */
void
zoe_session_follow (ZoeSession *session)
{
  ZoePlayhead before = session->head;
  ZoeTape tape = get_tape (session);

  session->stepping = FALSE;
  zoe_playhead_follow (&session->head, &tape);
  session->head.sequence = find_sequence (session, session->head.time_ns);
  head_changed (session, &before);
}

void
zoe_session_set_rate (ZoeSession *session, double rate)
{
  rate = CLAMP (rate, ZOE_RATE_MIN, ZOE_RATE_MAX);
  if (session->head.rate != rate)
    {
      session->head.rate = rate;
      notify (session, PROP_RATE);
    }
}

void
zoe_session_set_pace (ZoeSession *session, ZoePace pace)
{
  if (session->head.pace != pace)
    {
      session->head.pace = pace;
      session->head.saved_ns = 0;
      notify (session, PROP_PACE);
    }
}

void
zoe_session_set_event_delay (ZoeSession *session, guint ms)
{
  ms = CLAMP (ms, 1, 60000);
  if (session->head.event_delay != ms)
    {
      session->head.event_delay = ms;
      notify (session, PROP_EVENT_DELAY);
    }
}

/**
 * zoe_session_set_span:
 * @span: what the time line shows. All there is, or more: the span grows with the recording from now on
 */
void
zoe_session_set_span (ZoeSession *session, ZoeSpan span)
{
  session->span_is_whole = span.begin_ns <= 0 && span.end_ns >= session->end_ns;
  if (session->span_is_whole)
    span = (ZoeSpan) { 0, MAX (session->end_ns, 1) };
  set_span (session, span);
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
  ZoePlayhead before = session->head;
  ZoeTape tape;

  if (session->live != NULL)
    update_end (session);
  if (session->express)
    return;
  /* While time stands still, it is events one looks at. */
  if (session->head.following && zoe_control_is_stepping (session->control) != session->stepping)
    {
      session->stepping = zoe_control_is_stepping (session->control);
      zoe_flight_window_forget (session->window);
    }
  tape = get_tape (session);
  switch (zoe_playhead_advance (&session->head, &tape, real_ns))
    {
    case ZOE_ADVANCE_TIME:
      session->head.sequence = MAX (find_sequence (session, session->head.time_ns), session->head.sequence);
      break;
    case ZOE_ADVANCE_EVENTS:
      session->head.time_ns = MAX (get_event_time (session, session->head.sequence), session->head.time_ns);
      break;
    default:
      /* Events may have been written since for the very time the play head stands at. */
      if (session->head.following)
        session->head.sequence = MAX (find_sequence (session, session->head.time_ns), session->head.sequence);
    }
  head_changed (session, &before);
  keep_in_span (session);
}

/**
 * zoe_session_get_moment:
 *
 * Returns: (nullable) (transfer none): the state of everything at the play head, until the next "moved"; %NULL when nothing
 *   is open
 */
ZoeMoment *
zoe_session_get_moment (ZoeSession *session)
{
  if (session->scenario == NULL)
    return NULL;
  if (session->recording == NULL)
    {
      if (session->moment == NULL)
        session->moment = zoe_moment_new (session->scenario);
    }
  else if (session->moment == NULL)
    session->moment = zoe_recording_dup_moment (session->recording, session->head.sequence);
  else if (session->moment->sequence != session->head.sequence)
    zoe_recording_move_moment (session->recording, session->moment, session->head.sequence);
  return session->moment;
}

static void
look_about (ZoeSession *self)
{
  /* A quarter of a second of playback at a time. */
  gint64 ahead_ns = self->head.pace == ZOE_PACE_RATE ? (gint64) (self->head.rate * ZOE_NS_PER_S / 4) : 1;

  zoe_flight_window_look (self->window, self->recording, self->head.time_ns, zoe_session_get_linger (self), ahead_ns);
}

/* A message kept on a link is on that link, whoever else its sender might have sent it to; one thrown away there is gone. */
static void
tell_held (ZoeSession *self, GArray *flights)
{
  ZoeDamage *damage = zoe_session_get_damage (self);

  for (guint i = flights->len; i > 0; i--)
    {
      ZoeFlight *flight = &g_array_index (flights, ZoeFlight, i - 1);
      ZoeLinkSpec *link;
      guint socket;

      if (flight->received_sequence == 0 && zoe_damage_is_dropped (damage, flight->message))
        g_array_remove_index (flights, i - 1);
      else if (flight->link == 0 && zoe_damage_find_held (damage, flight->message, &socket)
               && (link = zoe_scenario_find_link (self->scenario, flight->from_socket, socket)) != NULL)
        {
          flight->link = link->number;
          flight->to_socket = socket;
        }
    }
}

/**
 * zoe_session_get_flights:
 *
 * Returns: (transfer none) (element-type ZoeFlight): what is under way at the play head, until the next "moved"
 */
GArray *
zoe_session_get_flights (ZoeSession *session)
{
  GArray *flights;

  look_about (session);
  flights = zoe_flight_window_pick (session->window, session->head.sequence);
  if (session->damage != NULL)
    tell_held (session, flights);
  return flights;
}

/**
 * zoe_session_get_linger:
 *
 * Returns: for how much scenario time, ns, an arrival stays of interest: as much as passes while a person looks at it; 0 event
 *   by event
 */
gint64
zoe_session_get_linger (ZoeSession *session)
{
  return session->head.pace == ZOE_PACE_RATE && !session->stepping ? (gint64) (session->head.rate * LINGER_NS) : 0;
}

/**
 * zoe_session_get_arrivals:
 *
 * Over inproc a message is received some microseconds after it was sent: at any but the slowest rate nobody would see it. So
 * what has just been received can be asked for as well.
 *
 * Returns: (transfer none) (element-type ZoeFlight): received at the last event, or within zoe_session_get_linger() before the
 *   play head; until the next "moved"
 */
GArray *
zoe_session_get_arrivals (ZoeSession *session)
{
  guint64 after = session->head.sequence - MIN (session->head.sequence, 1);

  look_about (session);
  /* What a step has done stays to be seen until the next. */
  if (session->stepping && session->head.following && zoe_control_get_step_event (session->control) != 0)
    after = zoe_control_get_step_event (session->control);
  return zoe_flight_window_pick_arrived (session->window, session->head.sequence,
                                         session->head.time_ns - zoe_session_get_linger (session), after);
}

/**
 * zoe_session_get_damage:
 *
 * Returns: (nullable) (transfer none): what is broken at the play head; until the next "moved"
 */
ZoeDamage *
zoe_session_get_damage (ZoeSession *session)
{
  if (session->damage != NULL)
    zoe_damage_seek (session->damage, session->head.sequence);
  return session->damage;
}

void
zoe_session_select_node (ZoeSession *session, guint node)
{
  set_selection (session, (ZoeSelection) { .node = node });
}

void
zoe_session_select_link (ZoeSession *session, guint link)
{
  set_selection (session, (ZoeSelection) { .link = link });
}

void
zoe_session_select_socket (ZoeSession *session, guint socket)
{
  if (session->scenario != NULL)
    set_selection (session, zoe_selection_of_socket (session->scenario, socket));
}

void
zoe_session_select_message (ZoeSession *session, ZoeMessageId message)
{
  if (message != session->selection.message && session->recording != NULL)
    set_selection (session, zoe_selection_of_message (session->recording, message));
}

/**
 * zoe_session_select_event:
 *
 * Selects the event and what it is about, and puts the play head right after it, standing.
 */
void
zoe_session_select_event (ZoeSession *session, guint64 sequence)
{
  if (session->recording == NULL)
    return;
  set_selection (session, zoe_selection_of_event (session->recording, sequence));
  if (session->selection.event == sequence && sequence != 0)
    {
      zoe_session_pause (session);
      zoe_session_seek_event (session, sequence);
    }
}

void
zoe_session_select_nothing (ZoeSession *session)
{
  set_selection (session, (ZoeSelection) { 0 });
}

ZoeRecording *
zoe_session_get_recording (ZoeSession *session)
{
  return session->recording;
}

ZoeScenario *
zoe_session_get_scenario (ZoeSession *session)
{
  return session->scenario;
}

gint64
zoe_session_get_time (ZoeSession *session)
{
  return session->head.time_ns;
}

gint64
zoe_session_get_end_time (ZoeSession *session)
{
  return session->end_ns;
}

guint64
zoe_session_get_sequence (ZoeSession *session)
{
  return session->head.sequence;
}

ZoeSpan
zoe_session_get_span (ZoeSession *session)
{
  return session->span;
}

gboolean
zoe_session_get_running (ZoeSession *session)
{
  return session->live != NULL;
}

gboolean
zoe_session_get_run_paused (ZoeSession *session)
{
  return session->run_paused;
}

gboolean
zoe_session_get_express (ZoeSession *session)
{
  return session->express;
}

gboolean
zoe_session_get_playing (ZoeSession *session)
{
  return session->head.playing;
}

gboolean
zoe_session_get_following (ZoeSession *session)
{
  return session->head.following;
}

ZoePace
zoe_session_get_pace (ZoeSession *session)
{
  return session->head.pace;
}

double
zoe_session_get_rate (ZoeSession *session)
{
  return session->head.rate;
}

guint
zoe_session_get_event_delay (ZoeSession *session)
{
  return session->head.event_delay;
}

guint
zoe_session_get_selected_node (ZoeSession *session)
{
  return session->selection.node;
}

guint
zoe_session_get_selected_link (ZoeSession *session)
{
  return session->selection.link;
}

guint
zoe_session_get_selected_socket (ZoeSession *session)
{
  return session->selection.socket;
}

ZoeMessageId
zoe_session_get_selected_message (ZoeSession *session)
{
  return session->selection.message;
}

guint64
zoe_session_get_selected_event (ZoeSession *session)
{
  return session->selection.event;
}
