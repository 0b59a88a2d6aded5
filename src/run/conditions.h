/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one link does to messages: delay, jitter, bandwidth, cut, hold. A plain struct; whoever keeps it guards it. */

#pragma once

#include "model/fault.h"
#include "model/scenario.h"

typedef struct
{
  gint64   delay_ns;
  gint64   jitter_ns;
  gint64   bandwidth;       /* bytes a second; 0 = no limit */
  gboolean cut;
  gboolean hold;
  gint64   last_due_ns;     /* nothing on this link overtakes what came before */
} ZoeConditions;

void     zoe_conditions_init     (ZoeConditions *conditions, const ZoeLinkSpec *link);
gboolean zoe_conditions_are_none (const ZoeConditions *conditions);
gboolean zoe_conditions_are_shut (const ZoeConditions *conditions);
gboolean zoe_conditions_suit     (const ZoeConditions *conditions, ZoeFaultVerb verb, GError **error);
void     zoe_conditions_change   (ZoeConditions *conditions, const ZoeFault *fault, gint64 now_ns);
gint64   zoe_conditions_find_due (ZoeConditions *conditions, gint64 sent_ns, gsize size, GRand *random);
