/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a run is over, or stops to be looked at: conditions joined with ";", whichever is met first.
 *
 *   10s                    a scenario time
 *   500 events             a number of events
 *   sink ends, sink        a node's role returns (by itself)
 *   does worker-2          a node does anything
 *   text KILL              a message one of whose frames contains the text
 *   kind disconnected      an event of that kind
 *   fault                  something is broken or mended
 *
 * Without any, a run is over when every node's role has returned. A node may be named by its statement: then any copy counts. */

#pragma once

#include "model/event.h"
#include "model/scenario.h"

typedef struct _ZoeUntil ZoeUntil;

ZoeUntil *zoe_until_parse    (const char *text, ZoeScenario *scenario, GError **error);
void      zoe_until_free     (ZoeUntil *until);
gint64    zoe_until_get_deadline_ns (ZoeUntil *until);
gint64    zoe_until_get_deadline_after (ZoeUntil *until, gint64 time_ns);
gboolean  zoe_until_is_empty  (ZoeUntil *until);
gboolean  zoe_until_watches_events (ZoeUntil *until);
gboolean  zoe_until_is_met_by (ZoeUntil *until, const ZoeEvent *event, const ZoeFrame *frames, char **ret_reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeUntil, zoe_until_free)
