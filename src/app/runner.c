/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/runner.h"

#include "model/duration.h"

#define REFRESH_MS  33
#define LIVE_LAG_NS (200 * ZOE_NS_PER_MS)   /* by then the recorder has written what happened */

struct _ZoeRunner
{
  ZoeControl           *control;
  const ZoeRunnerFuncs *funcs;
  gpointer              data;
  ZoeLive              *live;      /* NULL: no run goes */
  GPtrArray            *ending;    /* (element-type ZoeLive): others, nobody looks at them any more */
  guint                 refresh;
};

/**
 * zoe_runner_new:
 * @control: is told which run goes
 * @funcs: static
 */
ZoeRunner *
zoe_runner_new (ZoeControl *control, const ZoeRunnerFuncs *funcs, gpointer data)
{
  ZoeRunner *runner = g_new0 (ZoeRunner, 1);

  runner->control = g_object_ref (control);
  runner->funcs = funcs;
  runner->data = data;
  runner->ending = g_ptr_array_new_with_free_func ((GDestroyNotify) zoe_live_free);
  return runner;
}

/**
 * zoe_runner_free:
 *
 * Ends every run, and waits until their traces are whole.
 */
void
zoe_runner_free (ZoeRunner *runner)
{
  zoe_runner_leave (runner);
  g_ptr_array_unref (runner->ending);
  g_object_unref (runner->control);
  g_free (runner);
}

static gboolean
on_refresh (gpointer data)
{
  ZoeRunner *runner = data;
  ZoeRun *run = zoe_live_get_run (runner->live);

  if (!runner->funcs->grow (runner->data))
    {
      runner->refresh = 0;
      zoe_live_end (runner->live);
      return G_SOURCE_REMOVE;
    }
  if (run != NULL && zoe_run_is_over (run))
    zoe_live_end (runner->live);
  return G_SOURCE_CONTINUE;
}

static void
let_go (ZoeRunner *runner)
{
  g_clear_handle_id (&runner->refresh, g_source_remove);
  zoe_control_set_live (runner->control, NULL, NULL);
}

static void
run_is_over (ZoeRunner *runner)
{
  const GError *error = zoe_live_get_error (runner->live);
  g_autofree char *why = error != NULL ? g_strdup (error->message) : NULL;

  let_go (runner);
  g_clear_pointer (&runner->live, zoe_live_free);
  runner->funcs->over (why, runner->data);
}

/* The run has come to rest, or met a breakpoint. */
static void
on_news (ZoeRunner *runner)
{
  zoe_control_refresh (runner->control);
  if (!zoe_control_is_paused (runner->control))
    return;
  zoe_live_flush (runner->live);
  runner->funcs->rest (runner->data);
}

static void
on_live_changed (ZoeLive *live, gpointer data)
{
  ZoeRunner *runner = data;

  if (zoe_live_get_state (live) != ZOE_LIVE_OVER)
    {
      if (live == runner->live)
        on_news (runner);
      return;
    }
  if (live == runner->live)
    run_is_over (runner);
  else
    g_ptr_array_remove (runner->ending, live);
}

/**
 * zoe_runner_start:
 * @experiment: (transfer full): not started yet; no other may go
 */
void
zoe_runner_start (ZoeRunner *runner, ZoeExperiment *experiment, ZoeScenario *scenario)
{
  g_assert (runner->live == NULL);
  runner->live = zoe_live_new (experiment, on_live_changed, runner);
  zoe_control_set_live (runner->control, runner->live, scenario);
  runner->refresh = g_timeout_add (REFRESH_MS, on_refresh, runner);
}

/**
 * zoe_runner_stop:
 *
 * Asks the run to end, and returns at once.
 */
void
zoe_runner_stop (ZoeRunner *runner)
{
  if (runner->live != NULL)
    zoe_live_end (runner->live);
}

/**
 * zoe_runner_leave:
 *
 * The run, if one goes, ends out of sight: nothing of it is told any more.
 *
 * Returns: whether one went
 */
gboolean
zoe_runner_leave (ZoeRunner *runner)
{
  if (runner->live == NULL)
    return FALSE;
  zoe_live_end (runner->live);
  let_go (runner);
  g_ptr_array_add (runner->ending, g_steal_pointer (&runner->live));
  return TRUE;
}

gboolean
zoe_runner_is_going (ZoeRunner *runner)
{
  return runner->live != NULL;
}

/**
 * zoe_runner_get_reach:
 *
 * Time goes on in a run even while nothing happens. What is older than the recorder's lag has been written, so up to there the
 * play head may go without showing what is not known yet.
 *
 * Returns: that time; 0 while no run goes, or its clock is held
 */
gint64
zoe_runner_get_reach (ZoeRunner *runner)
{
  ZoeRun *run = runner->live != NULL && !zoe_control_is_paused (runner->control) ? zoe_live_get_run (runner->live) : NULL;

  return run != NULL ? MAX (zoe_run_get_now (run) - (gint64) (LIVE_LAG_NS * zoe_run_get_rate (run)), 0) : 0;
}
