/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one can do to a run while it goes, as actions of the group "run", each with its keys.
 *
 *   run.step-mode      Ctrl+.      let one operation go at a time (a toggle; before a run: it begins so)
 *   run.step           .           let the next operation go
 *   run.pick           (uint)      let that node's go
 *   run.pick-selected  Shift+.     let the selected node's go
 *   run.hold-back      (uint)      keep a node from being the next one, or no longer
 *   run.hold-selected  h           the same with the selected node
 *   run.next-deadline  d           time moves on to the next deadline
 *   run.skip-idle      i           skip idle time (a toggle)
 *   run.slower/faster  { }         the run's clock
 *   run.clock          (double)    likewise, a choice among values
 *   run.express        e           no picture (a toggle)
 *   run.fault          (string)    break or mend something, in the words of a schedule
 *   run.ask-amount     (string, uint)  ask how much delay, jitter or bandwidth a link shall have
 *   run.ask-restart    (uint)      ask how a node's sockets shall be when it is restarted
 *   run.undo           Ctrl+Z      take the last fault back
 *   run.continue       c           look at the run head, and let time go on */

#pragma once

#include <gtk/gtk.h>

#include "app/session.h"

void   zoe_run_actions_install       (GtkWidget *widget, ZoeSession *session);
char  *zoe_run_actions_dup_clock     (double rate);

/* From the slowest to the fastest; ends with 0. */
const double *zoe_run_actions_get_rates (void);
