/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/control.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/remedy.h"
#include "model/duration.h"
#include "model/until.h"
#include "trace/damage.h"
#include "trace/telling.h"

/* What takes a fault back. */
typedef struct
{
  char  *title;    /* the fault's words */
  char **words;    /* of the faults that do */
} Undo;

struct _ZoeControl
{
  GObject      parent_instance;

  ZoeLive     *live;            /* borrowed from the session; NULL: no run */
  ZoeScenario *scenario;        /* of the run */
  gboolean     paused;
  gboolean     stepping;        /* these three: of the run, or wished for */
  double       rate;
  gboolean     skip_idle;

  gboolean     steady;          /* the rest is as it was when the run was steady last */
  GArray      *standings;       /* (element-type ZoeStanding) by node number - 1 */
  guint        next;
  gint64       deadline_ns;

  ZoeRecording *recording;
  ZoeDamage   *damage;          /* at the end of what is recorded */
  GPtrArray   *pending;         /* (element-type ZoeFault): done, and not recorded yet */
  guint        n_seen;          /* interventions */
  guint64      step_event;      /* of the last step; 0: none */
  guint64      told_event;
  char        *told;

  char        *until;           /* as written; NULL: none */
  char        *options_breaks;  /* what a starting run reads */
  char        *break_reason;
  GPtrArray   *undos;           /* (element-type Undo), the last one last */
};

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
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
notify (ZoeControl *self, guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
changed (ZoeControl *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
refuse (ZoeControl *self, const char *why)
{
  g_autofree char *sentence = g_strdup (why);

  /* Errors begin small, to stand after a colon; here they stand alone. */
  if (g_ascii_islower (sentence[0]) && g_ascii_isalpha (sentence[1]) && zoe_scenario_find_node (self->scenario, sentence) == NULL
      && (g_str_has_prefix (sentence, "the ") || g_str_has_prefix (sentence, "no ") || g_str_has_prefix (sentence, "that ")))
    sentence[0] = g_ascii_toupper (sentence[0]);
  g_signal_emit (self, signals[SIGNAL_REFUSED], 0, sentence);
}

static ZoeRun *
get_run (ZoeControl *self)
{
  return self->live != NULL ? zoe_live_get_run (self->live) : NULL;
}

static void
undo_free (gpointer data)
{
  Undo *undo = data;

  g_free (undo->title);
  g_strfreev (undo->words);
  g_free (undo);
}

static void
fault_free (gpointer data)
{
  zoe_fault_free (data);
}

static void
set_flag (ZoeControl *self, gboolean *flag, gboolean value, guint property)
{
  if (*flag == !!value)
    return;
  *flag = !!value;
  notify (self, property);
}

static void
forget_recording (ZoeControl *self)
{
  g_clear_pointer (&self->damage, zoe_damage_free);
  g_clear_object (&self->recording);
  self->n_seen = 0;
  self->step_event = self->told_event = 0;
  g_clear_pointer (&self->told, g_free);
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

  forget_recording (self);
  g_clear_pointer (&self->scenario, zoe_scenario_unref);
  g_clear_pointer (&self->standings, g_array_unref);
  g_ptr_array_unref (self->pending);
  g_ptr_array_unref (self->undos);
  g_free (self->until);
  g_free (self->options_breaks);
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
  signals[SIGNAL_DONE] = g_signal_new ("done", ZOE_TYPE_CONTROL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_REFUSED] = g_signal_new ("refused", ZOE_TYPE_CONTROL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
zoe_control_init (ZoeControl *self)
{
  self->rate = 1;
  self->deadline_ns = G_MAXINT64;
  self->pending = g_ptr_array_new_with_free_func (fault_free);
  self->undos = g_ptr_array_new_with_free_func (undo_free);
}

ZoeControl *
zoe_control_new (void)
{
  return g_object_new (ZOE_TYPE_CONTROL, NULL);
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
  control->steady = FALSE;
  control->next = 0;
  control->deadline_ns = G_MAXINT64;
  g_clear_pointer (&control->standings, g_array_unref);
  g_clear_pointer (&control->break_reason, g_free);
  g_ptr_array_set_size (control->undos, 0);
  if (live != NULL)
    {
      g_clear_pointer (&control->scenario, zoe_scenario_unref);
      control->scenario = zoe_scenario_ref (scenario);
      forget_recording (control);
      g_ptr_array_set_size (control->pending, 0);
    }
  else
    {
      /* The breakpoint was for this run; step mode is what one does now, not a habit. */
      g_clear_pointer (&control->until, g_free);
      set_flag (control, &control->stepping, FALSE, PROP_STEPPING);
      set_flag (control, &control->paused, FALSE, PROP_PAUSED);
    }
  changed (control);
}

/**
 * zoe_control_refresh:
 *
 * The run has come to rest, has met a breakpoint, or has been told something: learns how it stands.
 */
void
zoe_control_refresh (ZoeControl *control)
{
  ZoeRun *run = get_run (control);

  if (run == NULL)
    return;
  g_free (control->break_reason);
  control->break_reason = zoe_run_dup_break (run);
  control->steady = zoe_run_is_stepping (run) && zoe_run_wait_steady (run, 0);
  g_clear_pointer (&control->standings, g_array_unref);
  control->standings = zoe_run_list_standings (run);
  control->next = control->steady ? zoe_run_get_next (run) : 0;
  control->deadline_ns = zoe_run_get_next_deadline (run);
  set_flag (control, &control->stepping, zoe_run_is_stepping (run), PROP_STEPPING);
  set_flag (control, &control->paused, zoe_run_is_paused (run), PROP_PAUSED);
  changed (control);
}

/* The operation a step let go: the node's first event after it that is more than a consequence. */
static void
tell_step (ZoeControl *self, const ZoeIntervention *step)
{
  guint64 n_events = zoe_recording_get_n_events (self->recording);

  for (guint64 sequence = step->sequence + 1; sequence <= MIN (n_events, step->sequence + 64); sequence++)
    {
      ZoeEvent event;

      if (!zoe_recording_get_event (self->recording, sequence, &event, NULL) || event.node != step->node)
        continue;
      self->told_event = sequence;
      g_free (self->told);
      self->told = zoe_telling_dup (self->recording, sequence);
      return;
    }
}

/**
 * zoe_control_read:
 * @recording: the run's; it has grown
 */
void
zoe_control_read (ZoeControl *control, ZoeRecording *recording)
{
  const ZoeIntervention *last_step = NULL;
  GPtrArray *all;

  if (control->live == NULL)
    return;
  if (control->recording != recording)
    {
      forget_recording (control);
      control->recording = g_object_ref (recording);
      control->damage = zoe_damage_new (recording);
    }
  zoe_damage_refresh (control->damage);
  zoe_damage_seek (control->damage, zoe_recording_get_n_events (recording));
  all = zoe_damage_get_interventions (control->damage);
  for (; control->n_seen < all->len; control->n_seen++)
    {
      const ZoeIntervention *one = g_ptr_array_index (all, control->n_seen);
      const ZoeFault *pending = control->pending->len > 0 ? g_ptr_array_index (control->pending, 0) : NULL;

      if (one->kind == ZOE_EVENT_FAULT && pending != NULL && g_strcmp0 (pending->text, one->text) == 0)
        g_ptr_array_remove_index (control->pending, 0);
      if (one->kind == ZOE_EVENT_STEP)
        control->step_event = one->sequence;
    }
  for (guint i = all->len; i > 0 && last_step == NULL; i--)
    if (((ZoeIntervention *) g_ptr_array_index (all, i - 1))->sequence == control->step_event && control->step_event != 0)
      last_step = g_ptr_array_index (all, i - 1);
  if (last_step != NULL && control->told_event <= control->step_event)
    {
      tell_step (control, last_step);
      changed (control);
    }
}

/**
 * zoe_control_get_options:
 *
 * Returns: what a run that is to begin begins with; its texts stay until the next call
 */
ZoeRunOptions
zoe_control_get_options (ZoeControl *control)
{
  g_free (control->options_breaks);
  control->options_breaks = g_strdup (control->until);
  return (ZoeRunOptions) { .clock = control->skip_idle ? ZOE_CLOCK_SKIP_IDLE : ZOE_CLOCK_REAL, .rate = control->rate,
                           .breaks = control->options_breaks, .stepping = control->stepping };
}

gboolean
zoe_control_is_going (ZoeControl *control)
{
  return get_run (control) != NULL;
}

gboolean
zoe_control_is_paused (ZoeControl *control)
{
  return control->paused;
}

void
zoe_control_set_paused (ZoeControl *control, gboolean paused)
{
  ZoeRun *run = get_run (control);

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
  ZoeRun *run = get_run (control);

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
  ZoeRun *run = get_run (control);

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

/**
 * zoe_control_set_stepping:
 *
 * Leaving step mode lets time go on.
 */
void
zoe_control_set_stepping (ZoeControl *control, gboolean stepping)
{
  ZoeRun *run = get_run (control);

  if (control->stepping == !!stepping)
    return;
  if (run == NULL)
    {
      set_flag (control, &control->stepping, stepping, PROP_STEPPING);
      changed (control);
      return;
    }
  if (stepping)
    zoe_run_set_stepping (run, TRUE);
  else
    zoe_run_resume (run);
  zoe_control_refresh (control);
}

gboolean
zoe_control_is_stepping (ZoeControl *control)
{
  return control->stepping;
}

/**
 * zoe_control_is_steady:
 *
 * Returns: whether, in step mode, everybody stands still, so that the next operation is known
 */
gboolean
zoe_control_is_steady (ZoeControl *control)
{
  return control->steady;
}

/**
 * zoe_control_step:
 * @node: whose operation shall go; 0: the next one's
 *
 * Returns: %FALSE: "refused" has said why not
 */
gboolean
zoe_control_step (ZoeControl *control, guint node)
{
  ZoeRun *run = get_run (control);
  gboolean gone = run != NULL && control->stepping && zoe_run_step (run, node);

  if (run == NULL || !control->stepping)
    return FALSE;
  if (!gone && node != 0)
    {
      g_autofree char *why = g_strdup_printf (_("%s does not stand before an operation"),
                                              zoe_scenario_get_node (control->scenario, node)->name);

      refuse (control, why);
    }
  else if (!gone && control->steady)
    refuse (control, _("Nobody is ready to go"));
  zoe_control_refresh (control);
  return gone;
}

void
zoe_control_hold_back (ZoeControl *control, guint node, gboolean held_back)
{
  ZoeRun *run = get_run (control);

  if (run == NULL || node == 0)
    return;
  zoe_run_hold_back (run, node, held_back);
  zoe_control_refresh (control);
}

guint
zoe_control_get_next (ZoeControl *control)
{
  return control->next;
}

/**
 * zoe_control_get_standing:
 *
 * Returns: (nullable) (transfer none): how the node stands; until "changed"
 */
const ZoeStanding *
zoe_control_get_standing (ZoeControl *control, guint node)
{
  if (control->standings == NULL || node == 0 || node > control->standings->len)
    return NULL;
  return &g_array_index (control->standings, ZoeStanding, node - 1);
}

gint64
zoe_control_get_deadline (ZoeControl *control)
{
  return control->deadline_ns;
}

gint64
zoe_control_get_now (ZoeControl *control)
{
  ZoeRun *run = get_run (control);

  return run != NULL ? zoe_run_get_now (run) : 0;
}

gboolean
zoe_control_skip_to_deadline (ZoeControl *control)
{
  ZoeRun *run = get_run (control);
  gboolean skipped = run != NULL && zoe_run_skip_to_deadline (run);

  if (run != NULL && !skipped && control->stepping)
    refuse (control, _("Nobody waits for a time"));
  zoe_control_refresh (control);
  return skipped;
}

static const char *
get_socket_name (ZoeControl *self, guint socket)
{
  ZoeSocketSpec *spec = zoe_scenario_get_socket (self->scenario, socket);

  return spec != NULL ? spec->name : "";
}

/* Who is at the other end of a socket's only link; NULL: there are several. */
static const char *
find_peer (ZoeControl *self, guint socket)
{
  const char *found = NULL;

  for (guint i = 1; i <= self->scenario->links->len; i++)
    {
      ZoeLinkSpec *link = zoe_scenario_get_link (self->scenario, i);
      guint peer = link->tail == socket ? link->head : link->head == socket ? link->tail : 0;

      if (peer == 0)
        continue;
      if (found != NULL)
        return NULL;
      found = zoe_scenario_get_node (self->scenario, zoe_scenario_get_socket (self->scenario, peer)->node)->name;
    }
  return found;
}

static char *
dup_waiting (ZoeControl *self, const ZoeStanding *standing, const char *name)
{
  g_autofree char *until = standing->deadline_ns != G_MAXINT64 ? zoe_duration_dup_text (standing->deadline_ns) : NULL;
  g_autoptr (GString) sockets = g_string_new (NULL);

  for (guint i = 0; i < standing->n_sockets; i++)
    g_string_append_printf (sockets, "%s%s", i > 0 ? ", " : "", get_socket_name (self, standing->sockets[i]));
  if (standing->n_sockets == 0)
    return until != NULL ? g_strdup_printf (_("%s is busy until %s"), name, until) : g_strdup_printf (_("%s waits"), name);
  if (standing->for_send)
    return until != NULL ? g_strdup_printf (_("%s waits to send on %s, until %s"), name, sockets->str, until)
                         : g_strdup_printf (_("%s waits to send on %s"), name, sockets->str);
  return until != NULL ? g_strdup_printf (_("%s waits for a message on %s, until %s"), name, sockets->str, until)
                       : g_strdup_printf (_("%s waits for a message on %s"), name, sockets->str);
}

/**
 * zoe_control_dup_standing:
 *
 * Returns: (transfer full): in words what the node is about to do, or waits for; empty if that is not known
 */
char *
zoe_control_dup_standing (ZoeControl *control, guint node)
{
  const ZoeStanding *standing = zoe_control_get_standing (control, node);
  const char *name = standing != NULL ? zoe_scenario_get_node (control->scenario, node)->name : "";
  const char *socket = standing != NULL ? get_socket_name (control, standing->socket) : "";
  const char *peer = standing != NULL && standing->socket != 0 ? find_peer (control, standing->socket) : NULL;

  if (standing == NULL)
    return g_strdup ("");
  switch (standing->kind)
    {
    case ZOE_STANDING_WAITING: return dup_waiting (control, standing, name);
    case ZOE_STANDING_FROZEN:  return g_strdup_printf (_("%s is frozen"), name);
    case ZOE_STANDING_GONE:    return g_strdup_printf (_("%s is not running"), name);
    case ZOE_STANDING_BUSY:    return g_strdup_printf (_("%s is between two operations"), name);
    default:                   break;
    }
  switch (standing->operation)
    {
    case ZOE_EVENT_SEND:        return peer != NULL ? g_strdup_printf (_("%s sends to %s on its %s"), name, peer, socket)
                                                    : g_strdup_printf (_("%s sends on its %s"), name, socket);
    case ZOE_EVENT_RECEIVE:     return peer != NULL ? g_strdup_printf (_("%s receives from %s on its %s"), name, peer, socket)
                                                    : g_strdup_printf (_("%s receives on its %s"), name, socket);
    case ZOE_EVENT_WORK:        return g_strdup_printf (_("%s begins to work"), name);
    case ZOE_EVENT_SUBSCRIBE:   return g_strdup_printf (_("%s subscribes on %s"), name, socket);
    case ZOE_EVENT_UNSUBSCRIBE: return g_strdup_printf (_("%s unsubscribes on %s"), name, socket);
    case ZOE_EVENT_STATE:       return g_strdup_printf (_("%s shows its state"), name);
    case ZOE_EVENT_NOTE:        return g_strdup_printf (_("%s writes a note"), name);
    default:                    return g_strdup_printf (_("%s goes on"), name);
    }
}

/**
 * zoe_control_dup_next:
 *
 * Returns: (transfer full) (nullable): what goes next, in a sentence; %NULL: nobody is ready, or that is not known yet
 */
char *
zoe_control_dup_next (ZoeControl *control)
{
  return control->next != 0 ? zoe_control_dup_standing (control, control->next) : NULL;
}

/**
 * zoe_control_dup_waits:
 *
 * Returns: (transfer full): who waits for what, a line each; those whose time comes first first
 */
char *
zoe_control_dup_waits (ZoeControl *control)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint pass = 0; pass < 3; pass++)
    for (guint node = 1; control->standings != NULL && node <= control->standings->len; node++)
      {
        const ZoeStanding *standing = zoe_control_get_standing (control, node);
        gboolean first = standing->deadline_ns == control->deadline_ns && control->deadline_ns != G_MAXINT64;
        guint rank = standing->kind == ZOE_STANDING_READY ? 0 : first ? 0 : standing->deadline_ns != G_MAXINT64 ? 1 : 2;
        g_autofree char *line = NULL;

        if (standing->kind == ZOE_STANDING_GONE || standing->kind == ZOE_STANDING_BUSY || rank != pass)
          continue;
        line = zoe_control_dup_standing (control, node);
        g_string_append_printf (lines, "%s%s%s", lines->len > 0 ? "\n" : "", line,
                                standing->kind == ZOE_STANDING_READY && standing->held_back ? _(" — held back") : "");
      }
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

/**
 * zoe_control_get_told:
 *
 * Returns: (nullable) (transfer none): what the last step did, in a sentence
 */
const char *
zoe_control_get_told (ZoeControl *control)
{
  return control->told;
}

guint64
zoe_control_get_step_event (ZoeControl *control)
{
  return control->step_event;
}

static char *
join (const char *one, const char *other)
{
  return one != NULL && *one != '\0' ? g_strdup_printf ("%s; %s", one, other) : g_strdup (other);
}

/**
 * zoe_control_run_until:
 * @conditions: (nullable): as zoe_until_parse() reads them; %NULL: take back what was set
 *
 * The run goes on, at its pace, until one of them is met; the scenario's own breakpoints stay. Without a run, the next one does.
 */
gboolean
zoe_control_run_until (ZoeControl *control, const char *conditions, GError **error)
{
  ZoeRun *run = get_run (control);

  if (run != NULL)
    {
      g_autofree char *both = conditions != NULL ? join (control->scenario->breaks, conditions) : g_strdup (control->scenario->breaks);

      if (!zoe_run_set_breaks (run, both, error))
        return FALSE;
    }
  g_free (control->until);
  control->until = g_strdup (conditions);
  if (run != NULL && conditions != NULL && zoe_run_is_paused (run))
    zoe_run_resume (run);
  zoe_control_refresh (control);
  if (run == NULL)
    {
      if (conditions != NULL)
        set_flag (control, &control->stepping, FALSE, PROP_STEPPING);
      changed (control);
    }
  return TRUE;
}

const char *
zoe_control_get_until (ZoeControl *control)
{
  return control->until;
}

/**
 * zoe_control_get_break:
 *
 * Returns: (nullable) (transfer none): the breakpoint the held run has met
 */
const char *
zoe_control_get_break (ZoeControl *control)
{
  return control->break_reason;
}

/* How a node and a link are right now, as far as anybody knows: what was done last may not be in the trace yet. */
static void
get_state (ZoeControl *self, guint node, guint link, ZoeNodeDamage *ret_node, ZoeLinkDamage *ret_link)
{
  *ret_node = (ZoeNodeDamage) { 0 };
  *ret_link = (ZoeLinkDamage) { 0 };
  if (self->damage != NULL)
    {
      *ret_node = *zoe_damage_get_node (self->damage, node);
      *ret_link = *zoe_damage_get_link (self->damage, link);
    }
  for (guint i = 0; i < self->pending->len; i++)
    {
      const ZoeFault *pending = g_ptr_array_index (self->pending, i);

      if (pending->node == node && pending->link == link)
        zoe_damage_fold (pending, ret_node, ret_link);
    }
}

ZoeNodeDamage
zoe_control_get_node_state (ZoeControl *control, guint node)
{
  ZoeNodeDamage state;
  ZoeLinkDamage ignored;

  get_state (control, node, 0, &state, &ignored);
  return state;
}

ZoeLinkDamage
zoe_control_get_link_state (ZoeControl *control, guint link)
{
  ZoeNodeDamage ignored;
  ZoeLinkDamage state;

  get_state (control, 0, link, &ignored, &state);
  return state;
}

static gboolean
apply (ZoeControl *self, ZoeRun *run, const char *words, char ***ret_remedy)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZoeFault) fault = zoe_fault_parse (words, self->scenario, &error);
  ZoeNodeDamage node;
  ZoeLinkDamage link;

  if (fault != NULL)
    get_state (self, fault->node, fault->link, &node, &link);
  if (fault == NULL || !zoe_run_apply_fault (run, fault, &error))
    {
      refuse (self, error->message);
      return FALSE;
    }
  if (ret_remedy != NULL)
    *ret_remedy = zoe_remedy_find (self->scenario, fault, &node, &link);
  g_ptr_array_add (self->pending, g_steal_pointer (&fault));
  return TRUE;
}

/**
 * zoe_control_break:
 * @words: "kill worker-1"
 *
 * Breaks or mends something, at once.
 *
 * Returns: %FALSE: "refused" has said why it makes no sense
 */
gboolean
zoe_control_break (ZoeControl *control, const char *words)
{
  ZoeRun *run = get_run (control);
  char **remedy = NULL;

  if (run == NULL || !apply (control, run, words, &remedy))
    return FALSE;
  if (remedy != NULL)
    {
      Undo *undo = g_new0 (Undo, 1);

      undo->title = g_strdup (words);
      undo->words = remedy;
      g_ptr_array_add (control->undos, undo);
    }
  zoe_control_refresh (control);
  g_signal_emit (control, signals[SIGNAL_DONE], 0, words);
  return TRUE;
}

gboolean
zoe_control_can_undo (ZoeControl *control)
{
  return control->undos->len > 0 && get_run (control) != NULL;
}

/**
 * zoe_control_get_undo:
 *
 * Returns: (nullable) (transfer none): the words of the fault that undo takes back
 */
const char *
zoe_control_get_undo (ZoeControl *control)
{
  return control->undos->len > 0 ? ((Undo *) g_ptr_array_index (control->undos, control->undos->len - 1))->title : NULL;
}

void
zoe_control_undo (ZoeControl *control)
{
  ZoeRun *run = get_run (control);
  Undo *undo;

  if (!zoe_control_can_undo (control))
    return;
  undo = g_ptr_array_steal_index (control->undos, control->undos->len - 1);
  for (char **words = undo->words; *words != NULL; words++)
    if (!apply (control, run, *words, NULL))
      break;
  undo_free (undo);
  zoe_control_refresh (control);
}

/**
 * zoe_control_list_held:
 *
 * Returns: (transfer full) (element-type ZoeHeld): the messages that wait on links right now
 */
GArray *
zoe_control_list_held (ZoeControl *control)
{
  ZoeRun *run = get_run (control);

  return run != NULL ? zoe_run_list_held (run) : g_array_new (FALSE, FALSE, sizeof (ZoeHeld));
}
