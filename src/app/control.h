/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does to a run besides starting and stopping it: hold its clock, scale it, let one operation go at a time, run it up
 * to a condition, break and mend things, take that back. A session has one, and sees to it that it knows the run that goes.
 *
 * Without a run, the rate, the clock's mode, step mode and the target are wishes: the next run begins with them. */

#pragma once

#include <gio/gio.h>

#include "app/breakpoints.h"
#include "app/live.h"
#include "trace/damage.h"
#include "trace/recording.h"

#define ZOE_TYPE_CONTROL (zoe_control_get_type ())
G_DECLARE_FINAL_TYPE (ZoeControl, zoe_control, ZOE, CONTROL, GObject)

/* Properties, all notified:
 *   paused       boolean: the run's clock is held
 *   stepping     boolean: step mode
 *   rate         double 0.001 .. 1000: scenario seconds per real second
 *   skip-idle    boolean
 * Signals:
 *   changed             whatever else the functions below tell
 *   refused (string)    something made no sense; a plain sentence
 *   said (string)       something has been done, or could not be; likewise
 *   done (string, string) a fault was done, in its words and in a sentence, and can be undone */

#define ZOE_CLOCK_RATE_MIN 0.001
#define ZOE_CLOCK_RATE_MAX 1000

ZoeControl  *zoe_control_new             (void);

/* For the session. */
void         zoe_control_set_scenario    (ZoeControl *control, ZoeScenario *scenario, const char *path);
void         zoe_control_dress           (ZoeControl *control, ZoeScenario *scenario);
void         zoe_control_set_live        (ZoeControl *control, ZoeLive *live, ZoeScenario *scenario);
void         zoe_control_refresh         (ZoeControl *control);
void         zoe_control_read            (ZoeControl *control, ZoeRecording *recording);
ZoeRunOptions zoe_control_get_options    (ZoeControl *control);

/* The clock. */
gboolean     zoe_control_is_going        (ZoeControl *control);
gboolean     zoe_control_is_paused       (ZoeControl *control);
void         zoe_control_set_paused      (ZoeControl *control, gboolean paused);
void         zoe_control_set_rate        (ZoeControl *control, double rate);
double       zoe_control_get_rate        (ZoeControl *control);
void         zoe_control_set_skip_idle   (ZoeControl *control, gboolean skip_idle);
gboolean     zoe_control_get_skip_idle   (ZoeControl *control);

/* Step mode. */
void         zoe_control_set_stepping    (ZoeControl *control, gboolean stepping);
gboolean     zoe_control_is_stepping     (ZoeControl *control);
gboolean     zoe_control_is_steady       (ZoeControl *control);
gboolean     zoe_control_is_settling     (ZoeControl *control);
gboolean     zoe_control_is_asked        (ZoeControl *control);
gboolean     zoe_control_step            (ZoeControl *control, guint node);
void         zoe_control_hold_back       (ZoeControl *control, guint node, gboolean held_back);
guint        zoe_control_get_next        (ZoeControl *control);
const ZoeStanding *zoe_control_get_standing (ZoeControl *control, guint node);
gint64       zoe_control_get_deadline    (ZoeControl *control);
gint64       zoe_control_get_now         (ZoeControl *control);
gboolean     zoe_control_skip_to_deadline (ZoeControl *control);
char        *zoe_control_dup_standing    (ZoeControl *control, guint node);
char        *zoe_control_dup_next        (ZoeControl *control);
char        *zoe_control_dup_waits       (ZoeControl *control);
const char  *zoe_control_get_told        (ZoeControl *control);
const char  *zoe_control_get_met         (ZoeControl *control);
guint64      zoe_control_get_step_event  (ZoeControl *control);

/* Breakpoints. */
gboolean     zoe_control_run_until       (ZoeControl *control, const char *conditions, GError **error);
const char  *zoe_control_get_until       (ZoeControl *control);
const char  *zoe_control_get_break       (ZoeControl *control);
ZoeBreakpoints *zoe_control_get_breakpoints (ZoeControl *control);
gboolean     zoe_control_add_breakpoints (ZoeControl *control, const char *conditions, GError **error);
void         zoe_control_remove_breakpoint (ZoeControl *control, guint index);
void         zoe_control_take_file_breakpoints (ZoeControl *control);
void         zoe_control_save_copy       (ZoeControl *control, GFile *file);

/* Faults, in the words of model/fault.h. */
gboolean     zoe_control_break           (ZoeControl *control, const char *words);
gboolean     zoe_control_can_undo        (ZoeControl *control);
const char  *zoe_control_get_undo        (ZoeControl *control);
void         zoe_control_undo            (ZoeControl *control);
ZoeNodeDamage zoe_control_get_node_state (ZoeControl *control, guint node);
ZoeLinkDamage zoe_control_get_link_state (ZoeControl *control, guint link);
GArray      *zoe_control_list_held       (ZoeControl *control);
