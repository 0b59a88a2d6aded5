/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of everything right after one event: what each node shows and does, how much each link has carried and holds. */

#pragma once

#include "model/event.h"
#include "model/scenario.h"

typedef enum
{
  ZOE_NODE_ABSENT,     /* not started yet */
  ZOE_NODE_RUNNING,
  ZOE_NODE_ENDED,
} ZoeNodePhase;

typedef struct
{
  char *name;
  char *value;
} ZoeShown;

typedef struct
{
  ZoeNodePhase phase;
  guint64      n_sent;
  guint64      n_received;
  gint64       busy_from_ns;    /* the last work it began ... */
  gint64       busy_until_ns;   /* ... and when that is done */
  guint        line;            /* of its last event */
  GPtrArray   *shown;           /* (element-type ZoeShown), in the order first shown */
} ZoeNodeMoment;

typedef struct
{
  guint64 n_carried;      /* received over this link */
  guint64 n_under_way;    /* sent and, as the whole trace knows, received later over this link or still there */
} ZoeLinkMoment;

typedef struct
{
  guint64 n_sent;
  guint64 n_received;
  guint64 n_unclaimed;    /* sent from here and not received so far, on which link is not known */
} ZoeSocketMoment;

typedef struct
{
  guint64          sequence;
  gint64           time_ns;
  guint            n_nodes, n_links, n_sockets;
  ZoeNodeMoment   *nodes;     /* by number, from 1 */
  ZoeLinkMoment   *links;     /* by number, from 1 */
  ZoeSocketMoment *sockets;   /* by number, from 1 */
} ZoeMoment;

ZoeMoment *zoe_moment_new   (ZoeScenario *scenario);
void       zoe_moment_free  (ZoeMoment *moment);
const char *zoe_moment_get_shown (ZoeMoment *moment, guint node, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeMoment, zoe_moment_free)
