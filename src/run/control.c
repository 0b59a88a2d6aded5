/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does to a run while it goes: hold its time, scale it, let one thing happen at a time. */

#include <string.h>

#include "run/run_private.h"

static void
tell (ZoeRun *run, ZoeEvent *event, const ZoeFrame *frames)
{
  if (run->ports != NULL && !zoe_run_is_stopping (run))
    zoe_probe_emit (&run->probe, event, frames);
}

static void
tell_mode (ZoeRun *run, const char *mode)
{
  ZoeFrame frame = { (const guint8 *) mode, strlen (mode) };
  ZoeEvent event = { .kind = ZOE_EVENT_MODE, .n_frames = 1 };

  tell (run, &event, &frame);
}

static void
forget_break (ZoeRun *run)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->lock);

  g_clear_pointer (&run->break_reason, g_free);
}

static gboolean
has_outside (ZoeScenario *scenario)
{
  for (guint i = 0; i < scenario->nodes->len; i++)
    if (((ZoeNodeSpec *) g_ptr_array_index (scenario->nodes, i))->external)
      return TRUE;
  return FALSE;
}

/* A program outside may have something under way at any time, so time never jumps with one about. */
gboolean
zoe_run_skips_idle (ZoeRun *run)
{
  return __atomic_load_n (&run->options.clock, __ATOMIC_ACQUIRE) == ZOE_CLOCK_SKIP_IDLE && !has_outside (run->scenario);
}

void
zoe_run_update_idle_watch (ZoeRun *run)
{
  gboolean enabled = zoe_run_skips_idle (run) || zoe_run_is_stepping (run);

  zoe_traffic_set_counting (run->traffic, enabled);
  zoe_idle_watch_set_enabled (run->idle_watch, enabled);
}

/* What was steady is so no longer: somebody is about to move. */
void
zoe_run_unsettle (ZoeRun *run)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->lock);

  run->steady = FALSE;
  run->n_unsettled++;
}

static guint
get_n_unsettled (ZoeRun *run)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->lock);

  return run->n_unsettled;
}

/* In step mode, has everybody look whether there is something to do, and so finds out when there is not. */
void
zoe_run_ask_again (ZoeRun *run)
{
  if (zoe_run_is_stepping (run) && !zoe_run_is_stopping (run))
    zoe_idle_watch_ask_again (run->idle_watch);
}

/* Everybody waits or stands at the gate; called by the thread that came last. What the run's own thread has to do by now (a fault
 * of the schedule) comes first: it asks again afterwards. */
void
zoe_run_note_steady (ZoeRun *run)
{
  guint n_unsettled = get_n_unsettled (run);
  gboolean steady = zoe_gate_is_settled (run->gate) && zoe_lab_thread_get_deadline (run->lab_thread) > zoe_clock_now (run->clock);

  g_mutex_lock (&run->lock);
  /* Somebody may have been let go since that was found out. */
  run->steady = run->stepping && steady && n_unsettled == run->n_unsettled;
  steady = run->steady;
  g_cond_broadcast (&run->changed);
  g_mutex_unlock (&run->lock);
  if (steady && run->steady_func != NULL)
    run->steady_func (run->steady_data);
}

/**
 * zoe_run_set_break_func:
 * @func: called on some thread of the run whenever it meets a breakpoint, and is paused; set before the start
 */
void
zoe_run_set_break_func (ZoeRun *run, void (*func) (gpointer data), gpointer data)
{
  run->break_func = func;
  run->break_data = data;
}

/* Sets the next breakpoint in time, after @time_ns. */
void
zoe_run_arm_break (ZoeRun *run, gint64 time_ns)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->lock);
  ZoeUntil *last = g_ptr_array_index (run->all_breaks, run->all_breaks->len - 1);

  __atomic_store_n (&run->break_at_ns, zoe_until_get_deadline_after (last, time_ns), __ATOMIC_RELEASE);
}

/**
 * zoe_run_set_breaks:
 * @conditions: (nullable): as zoe_until_parse() reads them; %NULL or empty for none
 *
 * Sets the breakpoints, in place of those there were. May be called at any time; a scenario time that has passed by then does not count.
 */
gboolean
zoe_run_set_breaks (ZoeRun *run, const char *conditions, GError **error)
{
  ZoeUntil *breaks = zoe_until_parse (conditions, run->scenario, error);

  if (breaks == NULL)
    return FALSE;
  g_mutex_lock (&run->lock);
  g_ptr_array_add (run->all_breaks, breaks);
  g_mutex_unlock (&run->lock);
  __atomic_store_n (&run->breaks, zoe_until_is_empty (breaks) ? NULL : breaks, __ATOMIC_RELEASE);
  zoe_run_arm_break (run, run->lab_thread != NULL ? zoe_clock_now (run->clock) : -1);
  if (run->lab_thread != NULL)
    {
      zoe_idle_watch_set_limit (run->idle_watch, zoe_lab_thread_get_deadline (run->lab_thread));
      zoe_lab_thread_wake (run->lab_thread);
    }
  return TRUE;
}

/**
 * zoe_run_dup_break:
 *
 * Returns: (transfer full) (nullable): which breakpoint the paused run stands at, in a person's words; %NULL if at none
 */
char *
zoe_run_dup_break (ZoeRun *run)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->lock);

  return g_strdup (run->break_reason);
}

/* Holds the time and everybody, once. Returns: whether it was not held before */
static gboolean
hold (ZoeRun *run)
{
  if (zoe_clock_is_held (run->clock) || run->gate == NULL)
    return FALSE;
  zoe_clock_set_held (run->clock, TRUE);
  zoe_gate_set_bar_for_all (run->gate, ZOE_BAR_PAUSED, TRUE);
  return TRUE;
}

/* An event from before the last resumption has had its pause, though its thread may come to say so only now. */
static gboolean
hold_for (ZoeRun *run, guint64 sequence)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->break_lock);

  return sequence > run->resumed && hold (run);
}

/* Whether the last step led to the event; asked once for each. What a node does that had not come to the gate yet when step mode began
 * is no step's. */
static gboolean
is_of_step (ZoeRun *run, guint64 sequence)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->break_lock);
  gboolean of_step = run->stepped != 0 && sequence > run->stepped;

  if (of_step)
    run->stepped = 0;
  return of_step;
}

static void
note_step (ZoeRun *run, guint64 sequence)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->break_lock);

  run->stepped = sequence;
}

/* A breakpoint is met by the event of that number, on the thread of that lane: what it does next is what it does not do any more. In
 * step mode everybody stands anyway; it is told all the same. */
void
zoe_run_break (ZoeRun *run, guint lane, guint64 sequence, const char *reason)
{
  ZoeProbe probe = { .sink = run->outer_sink, .data = run->outer_data, .lane = lane, .clock = run->clock, .sequence = &run->sequence };

  if (zoe_run_is_stopping (run) || !zoe_stages_are_playing (run->stages) || (!hold_for (run, sequence) && !is_of_step (run, sequence)))
    return;
  g_mutex_lock (&run->lock);
  g_free (run->break_reason);
  run->break_reason = g_strdup (reason);
  g_cond_broadcast (&run->changed);
  g_mutex_unlock (&run->lock);
  zoe_probe_say (&probe, ZOE_EVENT_PAUSE, 0, 0, reason);
  zoe_run_wake_all (run);
  if (run->break_func != NULL)
    run->break_func (run->break_data);
}

/**
 * zoe_run_pause:
 *
 * Holds scenario time: no deadline comes, and no node begins another operation.
 */
void
zoe_run_pause (ZoeRun *run)
{
  ZoeEvent pause = { .kind = ZOE_EVENT_PAUSE };

  if (!hold (run))
    return;
  tell (run, &pause, NULL);
  zoe_run_wake_all (run);
}

/**
 * zoe_run_resume:
 *
 * Time goes on, as if nothing had been. Ends step mode, too.
 */
void
zoe_run_resume (ZoeRun *run)
{
  ZoeEvent resume = { .kind = ZOE_EVENT_RESUME };
  gboolean was_stepping;

  if (!zoe_clock_is_held (run->clock) || run->gate == NULL)
    return;
  g_mutex_lock (&run->lock);
  was_stepping = run->stepping;
  run->stepping = FALSE;
  run->steady = FALSE;
  g_clear_pointer (&run->break_reason, g_free);
  g_mutex_unlock (&run->lock);
  if (was_stepping)
    tell_mode (run, "free");
  tell (run, &resume, NULL);
  g_mutex_lock (&run->break_lock);
  run->resumed = resume.sequence;
  run->stepped = 0;
  g_mutex_unlock (&run->break_lock);
  zoe_run_update_idle_watch (run);
  zoe_clock_set_held (run->clock, FALSE);
  zoe_gate_set_bar_for_all (run->gate, ZOE_BAR_STEPPING, FALSE);
  zoe_gate_set_bar_for_all (run->gate, ZOE_BAR_PAUSED, FALSE);
  zoe_run_wake_all (run);
}

gboolean
zoe_run_is_paused (ZoeRun *run)
{
  return zoe_clock_is_held (run->clock);
}

/**
 * zoe_run_set_rate:
 * @rate: scenario seconds per real second, greater than 0
 */
void
zoe_run_set_rate (ZoeRun *run, double rate)
{
  ZoeEvent event = { .kind = ZOE_EVENT_RATE, .value = (gint64) (rate * 1000 + 0.5) };

  g_return_if_fail (rate > 0);
  zoe_clock_set_rate (run->clock, rate);
  tell (run, &event, NULL);
  zoe_run_wake_all (run);
}

double
zoe_run_get_rate (ZoeRun *run)
{
  return zoe_clock_get_rate (run->clock);
}

/**
 * zoe_run_get_now:
 *
 * Returns: scenario time, ns
 */
gint64
zoe_run_get_now (ZoeRun *run)
{
  return zoe_clock_now (run->clock);
}

/**
 * zoe_run_set_clock_mode:
 *
 * Whether idle time is skipped from now on.
 */
void
zoe_run_set_clock_mode (ZoeRun *run, ZoeClockMode mode)
{
  if (__atomic_exchange_n (&run->options.clock, mode, __ATOMIC_ACQ_REL) == mode || run->idle_watch == NULL)
    return;
  tell_mode (run, mode == ZOE_CLOCK_SKIP_IDLE ? "skip-idle" : "real");
  zoe_run_update_idle_watch (run);
  /* If everybody sleeps, it is left to the lab's thread to find that out. */
  zoe_lab_thread_wake (run->lab_thread);
}

/**
 * zoe_run_set_stepping:
 *
 * Before the start: whether the run begins in step mode. In step mode scenario time is held, and no node does anything until
 * zoe_run_step() lets it. Leaving step mode leaves the run paused.
 */
void
zoe_run_set_stepping (ZoeRun *run, gboolean stepping)
{
  if (run->gate == NULL)
    run->options.stepping = stepping;
  if (run->gate == NULL || zoe_run_is_stepping (run) == stepping)
    return;
  zoe_run_pause (run);
  tell_mode (run, stepping ? "step" : "free");
  g_mutex_lock (&run->lock);
  run->stepping = stepping;
  run->steady = FALSE;
  g_mutex_unlock (&run->lock);
  zoe_gate_set_bar_for_all (run->gate, ZOE_BAR_STEPPING, stepping);
  zoe_run_update_idle_watch (run);
  zoe_run_wake_all (run);
}

gboolean
zoe_run_is_stepping (ZoeRun *run)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->lock);

  return run->stepping;
}

/**
 * zoe_run_set_steady_func:
 * @func: called on some thread of the run whenever, in step mode, nobody moves any more; set before the start
 */
void
zoe_run_set_steady_func (ZoeRun *run, void (*func) (gpointer data), gpointer data)
{
  run->steady_func = func;
  run->steady_data = data;
}

/**
 * zoe_run_wait_steady:
 * @real_ns: how long at most, in real time
 *
 * Waits, in step mode, until every node stands at the gate or waits for something.
 *
 * Returns: whether that is so; %FALSE also when the run is over
 */
gboolean
zoe_run_wait_steady (ZoeRun *run, gint64 real_ns)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->lock);
  gint64 end = g_get_monotonic_time () + real_ns / ZOE_NS_PER_US;

  /* The gate knows at once of everybody that was let go. */
  while (!run->over && !(run->steady && zoe_gate_is_settled (run->gate)))
    if (!g_cond_wait_until (&run->changed, &run->lock, end))
      break;
  return run->steady && !run->over && zoe_gate_is_settled (run->gate);
}

/**
 * zoe_run_list_standings:
 *
 * Returns: (transfer full) (element-type ZoeStanding): how each node stands, by number; meant for a steady run in step mode
 */
GArray *
zoe_run_list_standings (ZoeRun *run)
{
  return run->gate != NULL ? zoe_gate_list (run->gate) : g_array_new (FALSE, FALSE, sizeof (ZoeStanding));
}

/**
 * zoe_run_get_next:
 *
 * Returns: the node whose operation goes next if the person does not pick another; 0 if nobody is ready
 */
guint
zoe_run_get_next (ZoeRun *run)
{
  return run->gate != NULL ? zoe_gate_find_next (run->gate) : 0;
}

/**
 * zoe_run_hold_back:
 *
 * Keeps a node from being chosen by itself; it can still be picked.
 */
void
zoe_run_hold_back (ZoeRun *run, guint node, gboolean held_back)
{
  if (run->gate != NULL)
    zoe_gate_hold_back (run->gate, node, held_back);
}

/**
 * zoe_run_step:
 * @node: the picked one; 0 for the next
 *
 * Lets exactly one operation go.
 *
 * Returns: %FALSE: nobody is ready, or the picked node is not
 */
gboolean
zoe_run_step (ZoeRun *run, guint node)
{
  ZoeEvent step = { .kind = ZOE_EVENT_STEP };

  if (run->gate == NULL || !zoe_run_is_stepping (run))
    return FALSE;
  if (node == 0)
    node = zoe_gate_find_next (run->gate);
  if (node == 0 || !zoe_gate_is_ready (run->gate, node))
    return FALSE;
  forget_break (run);
  zoe_run_unsettle (run);
  step.node = node;
  tell (run, &step, NULL);
  note_step (run, step.sequence);
  return zoe_gate_let_go (run->gate, node);
}

/**
 * zoe_run_get_next_deadline:
 *
 * Returns: the scenario time at which the next wait ends by itself; %G_MAXINT64 if none does
 */
gint64
zoe_run_get_next_deadline (ZoeRun *run)
{
  return run->idle_watch != NULL ? zoe_idle_watch_get_earliest (run->idle_watch) : ZOE_NO_DEADLINE;
}

/**
 * zoe_run_skip_to_deadline:
 *
 * In step mode: moves scenario time on to the next deadline.
 *
 * Returns: %FALSE: there is none
 */
gboolean
zoe_run_skip_to_deadline (ZoeRun *run)
{
  gint64 deadline_ns = zoe_run_get_next_deadline (run);
  ZoeEvent jump = { .kind = ZOE_EVENT_JUMP };

  if (deadline_ns == ZOE_NO_DEADLINE || !zoe_run_is_stepping (run))
    return FALSE;
  forget_break (run);
  zoe_run_unsettle (run);
  jump.value = zoe_clock_jump_to (run->clock, deadline_ns);
  zoe_run_unsettle (run);
  tell (run, &jump, NULL);
  note_step (run, jump.sequence);
  zoe_idle_watch_wake_due (run->idle_watch);
  zoe_lab_thread_wake (run->lab_thread);
  /* That deadline may have come and gone just now: then nobody moves, and nobody else would find out. */
  zoe_run_ask_again (run);
  return TRUE;
}
