/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a run stops to be looked at: the scenario's breakpoints, each a condition of model/until.h, and one target besides that counts
 * once ("run until"). What a person changes counts at once; whether it is in the scenario's file is another matter. */

#pragma once

#include "model/until.h"
#include "trace/recording.h"

typedef struct _ZoeBreakpoints ZoeBreakpoints;

ZoeBreakpoints *zoe_breakpoints_new          (void);
void            zoe_breakpoints_free         (ZoeBreakpoints *breakpoints);
void            zoe_breakpoints_set_scenario (ZoeBreakpoints *breakpoints, ZoeScenario *scenario, const char *path);
void            zoe_breakpoints_dress        (ZoeBreakpoints *breakpoints, ZoeScenario *scenario);

/* The scenario's. */
const char *const *zoe_breakpoints_list      (ZoeBreakpoints *breakpoints);
gboolean        zoe_breakpoints_add          (ZoeBreakpoints *breakpoints, const char *conditions, GError **error);
void            zoe_breakpoints_remove       (ZoeBreakpoints *breakpoints, guint index);
gboolean        zoe_breakpoints_are_written  (ZoeBreakpoints *breakpoints);
gboolean        zoe_breakpoints_write        (ZoeBreakpoints *breakpoints);
gboolean        zoe_breakpoints_are_others   (ZoeBreakpoints *breakpoints);   /* the file has others than it had when it was read */
const char     *zoe_breakpoints_get_obstacle (ZoeBreakpoints *breakpoints);   /* why they are not in the file; NULL: they are */
const char     *zoe_breakpoints_get_path     (ZoeBreakpoints *breakpoints);   /* of the file; NULL: there is none */
void            zoe_breakpoints_take_file    (ZoeBreakpoints *breakpoints);
gboolean        zoe_breakpoints_write_copy   (ZoeBreakpoints *breakpoints, const char *path, GError **error);

/* The target. */
gboolean        zoe_breakpoints_set_target   (ZoeBreakpoints *breakpoints, const char *conditions, guint64 sequence, gint64 time_ns,
                                              GError **error);
const char     *zoe_breakpoints_get_target   (ZoeBreakpoints *breakpoints);
gboolean        zoe_breakpoints_take_target  (ZoeBreakpoints *breakpoints, ZoeRecording *recording, gint64 time_ns);

/* Both. */
char           *zoe_breakpoints_dup_all      (ZoeBreakpoints *breakpoints);
