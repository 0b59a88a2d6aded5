/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run and its recorder as one: what both programs start, watch and end. */

#pragma once

#include "run/run.h"
#include "trace/recorder.h"

typedef struct _ZoeExperiment ZoeExperiment;

/* Opens the trace, makes the run; nothing moves yet. */
ZoeExperiment *zoe_experiment_new    (ZoeScenario *scenario, const ZoeRunOptions *options, const char *trace_path, GError **error);
ZoeRun        *zoe_experiment_get_run       (ZoeExperiment *experiment);
ZoeRecorder   *zoe_experiment_get_recorder  (ZoeExperiment *experiment);
const char    *zoe_experiment_get_path      (ZoeExperiment *experiment);

/* Stops the run if it still goes, and finishes the trace. FALSE: the trace could not be written whole. */
gboolean       zoe_experiment_finish (ZoeExperiment *experiment, GError **error);
void           zoe_experiment_free   (ZoeExperiment *experiment);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeExperiment, zoe_experiment_free)
