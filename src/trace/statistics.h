/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a trace adds up to: counts, rates, latencies, queues; per node, socket and link. */

#pragma once

#include "trace/recording.h"

typedef struct
{
  guint64 n_sent;
  guint64 n_received;
  guint64 n_bytes;
  double  rate;            /* messages received (links), sent and received (nodes, sockets), per scenario second */
  gint64  latency_p50_ns;  /* of what was received; 0 if nothing was */
  gint64  latency_p90_ns;
  gint64  latency_p99_ns;
  gint64  latency_max_ns;
  guint64 queue_max;       /* most copies under way at once */
  guint64 queue_end;       /* under way at the end */
} ZoeFigures;

typedef struct
{
  guint64     n_events;
  guint64     n_sent;
  guint64     n_received;
  gint64      duration_ns;
  guint64     recorder_waits;
  gint64      recorder_waited_ns;
  guint       n_nodes, n_sockets, n_links;
  ZoeFigures *nodes;      /* by number, from 1 */
  ZoeFigures *sockets;
  ZoeFigures *links;
} ZoeStatistics;

ZoeStatistics *zoe_statistics_load (ZoeRecording *recording, GError **error);
void           zoe_statistics_free (ZoeStatistics *statistics);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeStatistics, zoe_statistics_free)
