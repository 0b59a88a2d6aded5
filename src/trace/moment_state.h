/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands behind a moment: besides what it shows, the messages under way. Fed with events in order, by the recorder while
 * they happen and by a recording afterwards. */

#pragma once

#include "trace/moment.h"
#include "trace/traffic.h"

typedef struct
{
  ZoeMoment  moment;
  ZoeWiring *wiring;
  ZoeTraffic traffic;
} ZoeMomentState;

/* Where a message came from, or went. */
typedef struct
{
  guint64 sent;    /* of a receipt: the send's sequence */
  guint32 link;    /* of a receipt: the link; of a send: the socket's only link. 0: not known, in both */
} ZoeOrigin;

ZoeMoment *zoe_moment_new_wired  (ZoeWiring *wiring);
void       zoe_moment_reset      (ZoeMoment *moment);
void       zoe_moment_set_shown  (ZoeMoment *moment, guint node, const char *name, const char *value);
ZoeOrigin  zoe_moment_find_origin (ZoeMoment *moment, const ZoeEvent *event);
void       zoe_moment_apply      (ZoeMoment *moment, const ZoeEvent *event, ZoeOrigin origin, const char *name, const char *value);
