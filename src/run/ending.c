/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a run comes to its end, and who waits for that. */

#include <glib/gi18n.h>

#include "run/run_private.h"

/**
 * zoe_run_is_over:
 *
 * Whether the run has ended: by its until, its limit, because all roles returned, or because it was stopped.
 */
gboolean
zoe_run_is_over (ZoeRun *run)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->lock);

  return run->over;
}

/**
 * zoe_run_wait:
 * @real_ns: how long at most, in real time; -1: until it is over
 *
 * Returns: whether the run is over
 */
gboolean
zoe_run_wait (ZoeRun *run, gint64 real_ns)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->lock);
  gint64 end = g_get_monotonic_time () + real_ns / ZOE_NS_PER_US;

  while (!run->over)
    {
      if (real_ns < 0)
        g_cond_wait (&run->changed, &run->lock);
      else if (!g_cond_wait_until (&run->changed, &run->lock, end))
        break;
    }
  return run->over;
}

/**
 * zoe_run_dup_reason:
 *
 * Returns: (transfer full) (nullable): why the run is over: "sink has ended"; %NULL while it goes on
 */
char *
zoe_run_dup_reason (ZoeRun *run)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->lock);

  return g_strdup (run->reason);
}

/* --- for the other files of this folder --- */

/* Ends the run, once, from whatever thread. */
void
zoe_run_finish (ZoeRun *run, const char *reason)
{
  gboolean was_playing;

  g_mutex_lock (&run->lock);
  if (run->over)
    {
      g_mutex_unlock (&run->lock);
      return;
    }
  run->over = TRUE;
  run->reason = g_strdup (reason);
  __atomic_store_n (&run->stopping, 1, __ATOMIC_RELEASE);
  g_cond_broadcast (&run->changed);
  g_mutex_unlock (&run->lock);

  was_playing = zoe_stages_are_playing (run->stages);
  zoe_stages_stop (run->stages);
  zoe_gate_close_for_good (run->gate);
  zoe_run_wake_all (run);
  if (run->over_func != NULL && was_playing)
    run->over_func (run->over_data);
}

void
zoe_run_finish_at_deadline (ZoeRun *run)
{
  g_autofree char *length = zoe_duration_dup_text (zoe_run_get_deadline (run));
  g_autofree char *reason = g_strdup_printf (_("%s have passed"), length);

  zoe_run_finish (run, reason);
}

/* Returns: scenario time at which the run is over at the latest */
gint64
zoe_run_get_deadline (ZoeRun *run)
{
  gint64 deadline_ns = zoe_until_get_deadline_ns (run->until);

  return run->options.limit_ns > 0 ? MIN (deadline_ns, run->options.limit_ns) : deadline_ns;
}

/* A role has returned; @event is its END, whose value is 0 if it did so by itself. */
void
zoe_run_node_ended (ZoeRun *run, const ZoeEvent *event)
{
  g_autofree char *reason = NULL;
  gboolean last;

  g_mutex_lock (&run->lock);
  last = --run->n_playing == 0;
  g_mutex_unlock (&run->lock);

  if (event->value == 0 && zoe_until_is_met_by (run->until, event, NULL, &reason))
    zoe_run_finish (run, reason);
  else if (event->value == 0 && last)
    zoe_run_finish (run, _("every node has ended"));
}

void
zoe_run_node_restarted (ZoeRun *run)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->lock);

  run->n_playing++;
}
