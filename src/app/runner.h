/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The run behind the recording one looks at: started, read from while it goes, ended. A run that is left for something else ends out
 * of sight. live.h keeps one run off the main thread; control.h is what one does to it meanwhile, and is told which run goes. */

#pragma once

#include "app/control.h"

typedef struct _ZoeRunner ZoeRunner;

typedef struct
{
  /* Some thirty times a second while a run goes: its trace may have grown. FALSE: it cannot be read, so the run had better end. */
  gboolean (*grow) (gpointer data);
  /* The run is held, and everything that led there is in its trace. */
  void     (*rest) (gpointer data);
  /* The run has ended, and its trace is whole. why: it could not be started or written; NULL: all went well. */
  void     (*over) (const char *why, gpointer data);
} ZoeRunnerFuncs;

ZoeRunner *zoe_runner_new       (ZoeControl *control, const ZoeRunnerFuncs *funcs, gpointer data);
void       zoe_runner_free      (ZoeRunner *runner);
void       zoe_runner_start     (ZoeRunner *runner, ZoeExperiment *experiment, ZoeScenario *scenario);
void       zoe_runner_stop      (ZoeRunner *runner);
gboolean   zoe_runner_leave     (ZoeRunner *runner);
gboolean   zoe_runner_is_going  (ZoeRunner *runner);
gint64     zoe_runner_get_reach (ZoeRunner *runner);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeRunner, zoe_runner_free)
