/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said while a run is stepped: what happened, how the nodes stand, what goes next. */

#pragma once

#include <stdio.h>

#include "lab/experiment.h"
#include "trace/recording.h"

typedef struct
{
  ZoeExperiment *experiment;
  ZoeRun        *run;
  ZoeScenario   *scenario;
  ZoeRecording  *recording;
  FILE          *out;
  guint64        told;       /* sequence of the last event told */
  gboolean       silent;     /* what has happened so far is not told */
} ZoeReport;

gboolean zoe_report_init      (ZoeReport *report, ZoeExperiment *experiment, ZoeScenario *scenario, FILE *out, GError **error);
void     zoe_report_clear     (ZoeReport *report);
void     zoe_report_say       (ZoeReport *report, const char *format, ...) G_GNUC_PRINTF (2, 3);
void     zoe_report_refresh   (ZoeReport *report);
void     zoe_report_tell_news (ZoeReport *report);
void     zoe_report_tell_last (ZoeReport *report);
void     zoe_report_say_next  (ZoeReport *report);
void     zoe_report_list      (ZoeReport *report);
