/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run on its way, from its start until it is over or somebody ends it; meanwhile what it prints, how it goes, what holds it. */

#pragma once

#include "lab/experiment.h"

typedef struct
{
  const char *breaks;   /* besides the scenario's; NULL = none */
  gboolean    json;     /* nothing but the summary belongs on standard output */
  gboolean    notes;
  gboolean    step;     /* hold it from its first operation on */
} ZoeWatchOptions;

gboolean zoe_watch_run (ZoeExperiment *experiment, ZoeScenario *scenario, const ZoeWatchOptions *options,
                        char **ret_reason, gboolean *ret_interrupted, GError **error);
