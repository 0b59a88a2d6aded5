/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lab/experiment.h"

#include "wire/context.h"

struct _ZoeExperiment
{
  ZoeRun      *run;
  ZoeRecorder *recorder;    /* NULL once finished */
  char        *path;
};

static void
note_conditions (ZoeExperiment *experiment, const ZoeRunOptions *options)
{
  char rate[G_ASCII_DTOSTR_BUF_SIZE];

  zoe_recorder_set_meta (experiment->recorder, "zoetrope", VERSION);
  zoe_recorder_set_meta (experiment->recorder, "libzmq", zoe_zmq_version ());
  zoe_recorder_set_meta (experiment->recorder, "clock", options->clock == ZOE_CLOCK_SKIP_IDLE ? "skip-idle" : "real");
  zoe_recorder_set_meta (experiment->recorder, "clock_rate", g_ascii_dtostr (rate, sizeof rate, options->rate));
}

/**
 * zoe_experiment_new:
 * @options: (nullable): %NULL for real time without a limit
 * @trace_path: where the trace is written
 *
 * Opens the trace and makes the run. Nothing moves until zoe_run_start() is called on its run.
 */
ZoeExperiment *
zoe_experiment_new (ZoeScenario *scenario, const ZoeRunOptions *options, const char *trace_path, GError **error)
{
  g_autoptr (ZoeExperiment) experiment = g_new0 (ZoeExperiment, 1);
  const ZoeRunOptions real_time = { .clock = ZOE_CLOCK_REAL, .rate = 1 };

  if (options == NULL)
    options = &real_time;
  experiment->path = g_strdup (trace_path);
  experiment->run = zoe_run_new (scenario, options);
  experiment->recorder = zoe_recorder_new (trace_path, scenario, zoe_run_count_lanes (experiment->run), error);
  if (experiment->recorder == NULL)
    return NULL;
  note_conditions (experiment, options);
  zoe_run_set_sink (experiment->run, zoe_recorder_write, experiment->recorder);
  return g_steal_pointer (&experiment);
}

ZoeRun *
zoe_experiment_get_run (ZoeExperiment *experiment)
{
  return experiment->run;
}

/**
 * zoe_experiment_get_recorder:
 *
 * Returns: (transfer none) (nullable): %NULL once the experiment is finished
 */
ZoeRecorder *
zoe_experiment_get_recorder (ZoeExperiment *experiment)
{
  return experiment->recorder;
}

const char *
zoe_experiment_get_path (ZoeExperiment *experiment)
{
  return experiment->path;
}

/**
 * zoe_experiment_finish:
 *
 * Stops the run if it still goes, then finishes the trace: in this order, as a stopping node still tells of its end. Does nothing the
 * second time.
 */
gboolean
zoe_experiment_finish (ZoeExperiment *experiment, GError **error)
{
  g_autoptr (ZoeRecorder) recorder = g_steal_pointer (&experiment->recorder);
  g_autofree char *reason = NULL;

  zoe_run_stop (experiment->run);
  if (recorder == NULL)
    return TRUE;
  reason = zoe_run_dup_reason (experiment->run);
  if (reason != NULL)
    zoe_recorder_set_meta (recorder, "ended", reason);
  return zoe_recorder_finish (recorder, error);
}

/**
 * zoe_experiment_free:
 *
 * Finishes as well, if that has not been done; use zoe_experiment_finish() to hear how it went.
 */
void
zoe_experiment_free (ZoeExperiment *experiment)
{
  zoe_experiment_finish (experiment, NULL);
  zoe_run_free (experiment->run);
  g_free (experiment->path);
  g_free (experiment);
}
