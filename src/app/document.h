/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is open: a scenario from a file, with the recording of a run once there is one; or a recording with the scenario in it. What
 * happened, not how one looks at it. */

#pragma once

#include "lab/experiment.h"
#include "trace/recording.h"

typedef struct
{
  ZoeScenario  *scenario;        /* NULL: nothing is open */
  char         *scenario_path;   /* the .dot file behind it; NULL: it comes from a trace */
  ZoeRecording *recording;       /* NULL: it has not been run */
  gboolean      own;             /* recorded here: once nobody reads it any more, its file is put in order */
} ZoeDocument;

/* Why something could not be done, for the person: a line, and what to do. */
typedef struct
{
  char *title;
  char *advice;
} ZoeFailure;

ZoeDocument *zoe_document_new           (void);
void         zoe_document_free          (ZoeDocument *document);

/* (transfer full) (nullable); NULL: the failure is told. */
ZoeDocument *zoe_document_read_scenario (const char *path, ZoeFailure *ret_failure);
ZoeDocument *zoe_document_read_trace    (const char *path, ZoeFailure *ret_failure);
ZoeScenario *zoe_document_read_again    (ZoeDocument *document, ZoeFailure *ret_failure);
ZoeDocument *zoe_document_record        (ZoeDocument *document, ZoeScenario *scenario, const ZoeRunOptions *options,
                                         ZoeExperiment **ret_experiment, ZoeFailure *ret_failure);
gboolean     zoe_document_save          (ZoeDocument *document, const char *path, ZoeFailure *ret_failure);

void         zoe_failure_clear          (ZoeFailure *failure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeDocument, zoe_document_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ZoeFailure, zoe_failure_clear)
