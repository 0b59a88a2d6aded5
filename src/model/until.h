/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a run is over: "10s", "500 events", "sink ends", "sink" (the same), several joined with ";": whichever comes first.
 * Without any, a run is over when every node's role has returned. */

#pragma once

#include "model/event.h"
#include "model/scenario.h"

typedef struct _ZoeUntil ZoeUntil;

ZoeUntil *zoe_until_parse    (const char *text, ZoeScenario *scenario, GError **error);
void      zoe_until_free     (ZoeUntil *until);
gint64    zoe_until_get_deadline_ns (ZoeUntil *until);
gboolean  zoe_until_counts_events (ZoeUntil *until);
gboolean  zoe_until_is_met_by (ZoeUntil *until, const ZoeEvent *event, char **ret_reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeUntil, zoe_until_free)
