/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/live.h"

struct _ZoeLive
{
  ZoeExperiment *experiment;
  ZoeLiveFunc    changed;
  gpointer       data;
  GThread       *thread;
  GMutex         mutex;
  GCond          cond;
  gboolean       end_asked;   /* the rest: under the mutex */
  ZoeLiveState   state;
  GError        *error;
  guint          source;      /* tells the main thread */
};

static gboolean
tell_main_thread (gpointer data)
{
  ZoeLive *live = data;

  g_mutex_lock (&live->mutex);
  live->source = 0;
  g_mutex_unlock (&live->mutex);
  live->changed (live, live->data);
  return G_SOURCE_REMOVE;
}

/* Under the mutex. */
static void
tell (ZoeLive *live)
{
  if (live->source == 0)
    live->source = g_idle_add_full (G_PRIORITY_DEFAULT, tell_main_thread, live, NULL);
}

static void
set_state (ZoeLive *live, ZoeLiveState state)
{
  live->state = state;
  tell (live);
}

/* On some thread of the run. */
static void
on_news (gpointer data)
{
  ZoeLive *live = data;

  g_mutex_lock (&live->mutex);
  tell (live);
  g_mutex_unlock (&live->mutex);
}

static gpointer
keep_going (gpointer data)
{
  ZoeLive *live = data;
  g_autoptr (GError) start_error = NULL, finish_error = NULL;

  if (zoe_run_start (zoe_experiment_get_run (live->experiment), &start_error))
    {
      g_mutex_lock (&live->mutex);
      set_state (live, ZOE_LIVE_GOING);
      while (!live->end_asked)
        g_cond_wait (&live->cond, &live->mutex);
      g_mutex_unlock (&live->mutex);
    }

  zoe_experiment_finish (live->experiment, &finish_error);

  g_mutex_lock (&live->mutex);
  live->error = start_error != NULL ? g_steal_pointer (&start_error) : g_steal_pointer (&finish_error);
  set_state (live, ZOE_LIVE_OVER);
  g_mutex_unlock (&live->mutex);
  return NULL;
}

/**
 * zoe_live_new:
 * @experiment: (transfer full): an experiment that has not been started
 * @changed: called on the main thread after each change of state
 *
 * Returns: (transfer full): the experiment, starting
 */
ZoeLive *
zoe_live_new (ZoeExperiment *experiment, ZoeLiveFunc changed, gpointer data)
{
  ZoeLive *live = g_new0 (ZoeLive, 1);

  live->experiment = experiment;
  live->changed = changed;
  live->data = data;
  g_mutex_init (&live->mutex);
  g_cond_init (&live->cond);
  zoe_run_set_steady_func (zoe_experiment_get_run (experiment), on_news, live);
  zoe_run_set_break_func (zoe_experiment_get_run (experiment), on_news, live);
  live->thread = g_thread_new ("experiment", keep_going, live);
  return live;
}

/**
 * zoe_live_free:
 *
 * Ends the experiment if it still goes, and waits until its trace is whole.
 */
void
zoe_live_free (ZoeLive *live)
{
  zoe_live_end (live);
  g_thread_join (live->thread);
  g_clear_handle_id (&live->source, g_source_remove);
  g_clear_error (&live->error);
  zoe_experiment_free (live->experiment);
  g_mutex_clear (&live->mutex);
  g_cond_clear (&live->cond);
  g_free (live);
}

ZoeLiveState
zoe_live_get_state (ZoeLive *live)
{
  ZoeLiveState state;

  g_mutex_lock (&live->mutex);
  state = live->state;
  g_mutex_unlock (&live->mutex);
  return state;
}

/**
 * zoe_live_get_run:
 *
 * Returns: (nullable) (transfer none): the run while it goes; %NULL while it is being started or finished, when it belongs
 *   to the other thread
 */
ZoeRun *
zoe_live_get_run (ZoeLive *live)
{
  return zoe_live_get_state (live) == ZOE_LIVE_GOING ? zoe_experiment_get_run (live->experiment) : NULL;
}

/**
 * zoe_live_flush:
 *
 * Waits until what has happened so far is in the trace.
 */
void
zoe_live_flush (ZoeLive *live)
{
  if (zoe_live_get_state (live) == ZOE_LIVE_GOING)
    zoe_recorder_flush (zoe_experiment_get_recorder (live->experiment));
}

/**
 * zoe_live_get_error:
 *
 * Returns: (nullable) (transfer none): why it could not be started or its trace not be written, once it is over
 */
const GError *
zoe_live_get_error (ZoeLive *live)
{
  return zoe_live_get_state (live) == ZOE_LIVE_OVER ? live->error : NULL;
}

/**
 * zoe_live_end:
 *
 * Asks for the end and returns at once.
 */
void
zoe_live_end (ZoeLive *live)
{
  g_mutex_lock (&live->mutex);
  if (!live->end_asked)
    {
      live->end_asked = TRUE;
      if (live->state == ZOE_LIVE_GOING)
        set_state (live, ZOE_LIVE_ENDING);
      g_cond_signal (&live->cond);
    }
  g_mutex_unlock (&live->mutex);
}
