/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the control share: control.c holds it together, step_control.c, break_control.c and fault_control.c do the rest. */

#pragma once

#include "app/aftermath.h"
#include "app/breakpoints.h"
#include "app/control.h"
#include "app/fault_log.h"
#include "app/stepping.h"

struct _ZoeControl
{
  GObject         parent_instance;

  ZoeLive        *live;          /* borrowed from the session; NULL: no run */
  ZoeScenario    *scenario;      /* of the run */
  gboolean        paused;
  gboolean        stepping;      /* these three: of the run, or wished for */
  double          rate;
  gboolean        skip_idle;

  ZoeStepping    *steps;
  ZoeAftermath   *aftermath;
  ZoeFaultLog    *faults;
  ZoeBreakpoints *breakpoints;
  char           *starting_breaks;   /* what a starting run reads */
  gboolean        breaks_changed;    /* since, while it was starting */
  gboolean        starting;          /* the run is not known yet: what is asked for reaches it when it is */
  char           *break_reason;
};

ZoeRun  *zoe_control_get_run      (ZoeControl *control);   /* NULL: none goes on */
void     zoe_control_changed      (ZoeControl *control);
void     zoe_control_refuse       (ZoeControl *control, const char *why);
void     zoe_control_say          (ZoeControl *control, const char *sentence);
void     zoe_control_tell_done    (ZoeControl *control, const char *words);
void     zoe_control_show_stepping (ZoeControl *control, gboolean stepping);

void     zoe_control_grant_wish   (ZoeControl *control);
gboolean zoe_control_take_target  (ZoeControl *control);
gboolean zoe_control_apply_breaks (ZoeControl *control, GError **error);
