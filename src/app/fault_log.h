/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The faults a person has done to a run: what they changed is known before the trace tells it, and each can be taken back. */

#pragma once

#include "run/run.h"
#include "trace/damage.h"

typedef struct _ZoeFaultLog ZoeFaultLog;

ZoeFaultLog *zoe_fault_log_new       (void);
void         zoe_fault_log_free      (ZoeFaultLog *log);
void         zoe_fault_log_begin     (ZoeFaultLog *log);
void         zoe_fault_log_end       (ZoeFaultLog *log);
void         zoe_fault_log_settle    (ZoeFaultLog *log, ZoeDamage *damage);

gboolean     zoe_fault_log_apply     (ZoeFaultLog *log, ZoeRun *run, ZoeScenario *scenario, const char *words, GError **error);
const char  *zoe_fault_log_get_undo  (ZoeFaultLog *log);
gboolean     zoe_fault_log_undo      (ZoeFaultLog *log, ZoeRun *run, ZoeScenario *scenario, GError **error);
void         zoe_fault_log_get_state (ZoeFaultLog *log, guint node, guint link, ZoeNodeDamage *ret_node, ZoeLinkDamage *ret_link);
