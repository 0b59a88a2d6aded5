/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one line on a terminal that tells how a run goes, rewritten in place. On anything but a terminal it stays silent. */

#pragma once

#include "lab/experiment.h"

typedef struct _ZoeProgress ZoeProgress;

ZoeProgress *zoe_progress_new    (ZoeExperiment *experiment, const char *title);
void         zoe_progress_update (ZoeProgress *progress);
void         zoe_progress_clear  (ZoeProgress *progress);
void         zoe_progress_free   (ZoeProgress *progress);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeProgress, zoe_progress_free)
