/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/control_private.h"

#include "trace/fault_telling.h"

G_DEFINE_FINAL_TYPE (ZoeControl, zoe_control, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_PAUSED,
  PROP_RATE,
  PROP_SKIP_IDLE,
  PROP_STEPPING,
  N_PROPS
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_DONE,
  SIGNAL_REFUSED,
  SIGNAL_SAID,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
notify (ZoeControl *self, guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
zoe_control_changed (ZoeControl *control)
{
  g_signal_emit (control, signals[SIGNAL_CHANGED], 0);
}

void
zoe_control_say (ZoeControl *control, const char *sentence)
{
  g_signal_emit (control, signals[SIGNAL_SAID], 0, sentence);
}

void
zoe_control_tell_done (ZoeControl *control, const char *words)
{
  g_autofree char *sentence = zoe_fault_telling_dup (control->scenario, words);

  g_signal_emit (control, signals[SIGNAL_DONE], 0, words, sentence);
}

void
zoe_control_refuse (ZoeControl *control, const char *why)
{
  g_autofree char *sentence = g_strdup (why);

  /* Errors begin small, to stand after a colon; here they stand alone. */
  if (g_ascii_islower (sentence[0]) && g_ascii_isalpha (sentence[1]) && zoe_scenario_find_node (control->scenario, sentence) == NULL
      && (g_str_has_prefix (sentence, "the ") || g_str_has_prefix (sentence, "no ") || g_str_has_prefix (sentence, "that ")))
    sentence[0] = g_ascii_toupper (sentence[0]);
  g_signal_emit (control, signals[SIGNAL_REFUSED], 0, sentence);
}

ZoeRun *
zoe_control_get_run (ZoeControl *control)
{
  return control->live != NULL ? zoe_live_get_run (control->live) : NULL;
}

static void
set_flag (ZoeControl *self, gboolean *flag, gboolean value, guint property)
{
  if (*flag == !!value)
    return;
  *flag = !!value;
  notify (self, property);
}

void
zoe_control_show_stepping (ZoeControl *control, gboolean stepping)
{
  set_flag (control, &control->stepping, stepping, PROP_STEPPING);
}

static void
zoe_control_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZoeControl *self = ZOE_CONTROL (object);

  switch (id)
    {
    case PROP_PAUSED:    g_value_set_boolean (value, self->paused); break;
    case PROP_RATE:      g_value_set_double (value, self->rate); break;
    case PROP_SKIP_IDLE: g_value_set_boolean (value, self->skip_idle); break;
    case PROP_STEPPING:  g_value_set_boolean (value, self->stepping); break;
    default:             G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zoe_control_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZoeControl *self = ZOE_CONTROL (object);

  switch (id)
    {
    case PROP_PAUSED:    zoe_control_set_paused (self, g_value_get_boolean (value)); break;
    case PROP_RATE:      zoe_control_set_rate (self, g_value_get_double (value)); break;
    case PROP_SKIP_IDLE: zoe_control_set_skip_idle (self, g_value_get_boolean (value)); break;
    case PROP_STEPPING:  zoe_control_set_stepping (self, g_value_get_boolean (value)); break;
    default:             G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zoe_control_finalize (GObject *object)
{
  ZoeControl *self = ZOE_CONTROL (object);

  g_clear_pointer (&self->scenario, zoe_scenario_unref);
  zoe_stepping_free (self->steps);
  zoe_aftermath_free (self->aftermath);
  zoe_fault_log_free (self->faults);
  zoe_breakpoints_free (self->breakpoints);
  g_free (self->starting_breaks);
  g_free (self->break_reason);
  G_OBJECT_CLASS (zoe_control_parent_class)->finalize (object);
}

static void
zoe_control_class_init (ZoeControlClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->finalize = zoe_control_finalize;
  object_class->get_property = zoe_control_get_property;
  object_class->set_property = zoe_control_set_property;
  properties[PROP_PAUSED] = g_param_spec_boolean ("paused", NULL, NULL, FALSE, flags);
  properties[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, ZOE_CLOCK_RATE_MIN, ZOE_CLOCK_RATE_MAX, 1, flags);
  properties[PROP_SKIP_IDLE] = g_param_spec_boolean ("skip-idle", NULL, NULL, FALSE, flags);
  properties[PROP_STEPPING] = g_param_spec_boolean ("stepping", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", ZOE_TYPE_CONTROL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DONE] = g_signal_new ("done", ZOE_TYPE_CONTROL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                       G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_REFUSED] = g_signal_new ("refused", ZOE_TYPE_CONTROL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_SAID] = g_signal_new ("said", ZOE_TYPE_CONTROL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
zoe_control_init (ZoeControl *self)
{
  self->rate = 1;
  self->steps = zoe_stepping_new ();
  self->aftermath = zoe_aftermath_new ();
  self->faults = zoe_fault_log_new ();
  self->breakpoints = zoe_breakpoints_new ();
}

ZoeControl *
zoe_control_new (void)
{
  return g_object_new (ZOE_TYPE_CONTROL, NULL);
}

/**
 * zoe_control_set_scenario:
 * @scenario: (nullable): what is looked at from now on
 * @path: (nullable): the file it was read from
 */
void
zoe_control_set_scenario (ZoeControl *control, ZoeScenario *scenario, const char *path)
{
  zoe_breakpoints_set_scenario (control->breakpoints, scenario, path);
  zoe_control_changed (control);
}

/**
 * zoe_control_dress:
 * @scenario: just read, to be run now; nobody else knows it yet
 *
 * Gives it what the person has changed of it and could not be written into its file.
 */
void
zoe_control_dress (ZoeControl *control, ZoeScenario *scenario)
{
  zoe_breakpoints_dress (control->breakpoints, scenario);
}

/**
 * zoe_control_set_live:
 * @live: (nullable) (transfer none): the experiment that begins; %NULL: none goes on any more
 * @scenario: (nullable): what it runs
 */
void
zoe_control_set_live (ZoeControl *control, ZoeLive *live, ZoeScenario *scenario)
{
  control->live = live;
  control->breaks_changed = FALSE;
  control->starting = live != NULL;
  zoe_stepping_forget (control->steps);
  g_clear_pointer (&control->break_reason, g_free);
  if (live != NULL)
    {
      g_clear_pointer (&control->scenario, zoe_scenario_unref);
      control->scenario = zoe_scenario_ref (scenario);
      zoe_aftermath_forget (control->aftermath);
      zoe_fault_log_begin (control->faults);
    }
  else
    {
      /* The target was for this run; step mode is what one does now, not a habit. */
      zoe_breakpoints_set_target (control->breakpoints, NULL, 0, 0, NULL);
      zoe_fault_log_end (control->faults);
      zoe_control_show_stepping (control, FALSE);
      set_flag (control, &control->paused, FALSE, PROP_PAUSED);
    }
  zoe_control_changed (control);
}

/* What was asked for while the run was being started. */
static void
catch_up (ZoeControl *control, ZoeRun *run)
{
  control->starting = FALSE;
  if (control->breaks_changed)
    zoe_control_apply_breaks (control, NULL);
  /* Held first: what else is wished for must not make it run away. */
  if (control->stepping && !zoe_run_is_stepping (run))
    zoe_run_set_stepping (run, TRUE);
  zoe_run_set_clock_mode (run, control->skip_idle ? ZOE_CLOCK_SKIP_IDLE : ZOE_CLOCK_REAL);
  if (zoe_run_get_rate (run) != control->rate)
    zoe_run_set_rate (run, control->rate);
  if (!control->stepping && zoe_run_is_stepping (run))
    zoe_run_resume (run);
}

/**
 * zoe_control_refresh:
 *
 * The run has come to rest, has met a breakpoint, or has been told something: learns how it stands.
 */
void
zoe_control_refresh (ZoeControl *control)
{
  ZoeRun *run = zoe_control_get_run (control);

  if (run == NULL)
    return;
  if (control->starting)
    catch_up (control, run);
  g_free (control->break_reason);
  control->break_reason = zoe_run_dup_break (run);
  zoe_stepping_refresh (control->steps, run);
  set_flag (control, &control->stepping, zoe_run_is_stepping (run), PROP_STEPPING);
  set_flag (control, &control->paused, zoe_run_is_paused (run), PROP_PAUSED);
  zoe_control_take_target (control);
  zoe_control_changed (control);
  if (zoe_stepping_is_steady (control->steps))
    zoe_control_grant_wish (control);
}

/**
 * zoe_control_read:
 * @recording: the run's; it has grown
 */
void
zoe_control_read (ZoeControl *control, ZoeRecording *recording)
{
  gboolean news;

  if (control->live == NULL)
    return;
  news = zoe_aftermath_read (control->aftermath, recording);
  zoe_fault_log_settle (control->faults, zoe_aftermath_get_damage (control->aftermath));
  news = zoe_control_take_target (control) || news;
  if (news)
    zoe_control_changed (control);
}

/**
 * zoe_control_get_options:
 *
 * Returns: what a run that is to begin begins with; its texts stay until the next call
 */
ZoeRunOptions
zoe_control_get_options (ZoeControl *control)
{
  g_free (control->starting_breaks);
  control->starting_breaks = g_strdup (zoe_breakpoints_get_target (control->breakpoints));
  return (ZoeRunOptions) { .clock = control->skip_idle ? ZOE_CLOCK_SKIP_IDLE : ZOE_CLOCK_REAL, .rate = control->rate,
                           .breaks = control->starting_breaks, .stepping = control->stepping };
}

gboolean
zoe_control_is_going (ZoeControl *control)
{
  return zoe_control_get_run (control) != NULL;
}

gboolean
zoe_control_is_paused (ZoeControl *control)
{
  return control->paused;
}

void
zoe_control_set_paused (ZoeControl *control, gboolean paused)
{
  ZoeRun *run = zoe_control_get_run (control);

  if (run == NULL || zoe_run_is_paused (run) == !!paused)
    return;
  if (paused)
    zoe_run_pause (run);
  else
    zoe_run_resume (run);
  zoe_control_refresh (control);
}

void
zoe_control_set_rate (ZoeControl *control, double rate)
{
  ZoeRun *run = zoe_control_get_run (control);

  rate = CLAMP (rate, ZOE_CLOCK_RATE_MIN, ZOE_CLOCK_RATE_MAX);
  if (control->rate == rate)
    return;
  control->rate = rate;
  if (run != NULL)
    zoe_run_set_rate (run, rate);
  notify (control, PROP_RATE);
}

double
zoe_control_get_rate (ZoeControl *control)
{
  return control->rate;
}

void
zoe_control_set_skip_idle (ZoeControl *control, gboolean skip_idle)
{
  ZoeRun *run = zoe_control_get_run (control);

  if (control->skip_idle == !!skip_idle)
    return;
  control->skip_idle = !!skip_idle;
  if (run != NULL)
    zoe_run_set_clock_mode (run, skip_idle ? ZOE_CLOCK_SKIP_IDLE : ZOE_CLOCK_REAL);
  notify (control, PROP_SKIP_IDLE);
}

gboolean
zoe_control_get_skip_idle (ZoeControl *control)
{
  return control->skip_idle;
}

