/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes what happens into a trace. Each lane has a ring of its own, written without a lock by its one thread; one recorder
 * thread drains them all, in the order of the events' numbers, one transaction a batch. A full ring makes its thread wait;
 * the waits are counted. */

#pragma once

#include "model/event.h"
#include "model/scenario.h"

typedef struct _ZoeRecorder ZoeRecorder;

typedef struct
{
  guint64 n_events;     /* written so far */
  guint64 n_waits;      /* times a full ring made its thread wait */
  gint64  waited_ns;
  guint64 n_lost;       /* thrown away because the file could not be written; finish() says why */
} ZoeRecorderCounts;

ZoeRecorder *zoe_recorder_new        (const char *path, ZoeScenario *scenario, guint n_lanes, GError **error);
void         zoe_recorder_write      (const ZoeEvent *event, const ZoeFrame *frames, guint lane, gpointer recorder);
void         zoe_recorder_set_meta   (ZoeRecorder *recorder, const char *key, const char *value);
void         zoe_recorder_flush      (ZoeRecorder *recorder);
void         zoe_recorder_get_counts (ZoeRecorder *recorder, ZoeRecorderCounts *ret_counts);
gboolean     zoe_recorder_finish     (ZoeRecorder *recorder, GError **error);
void         zoe_recorder_free       (ZoeRecorder *recorder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeRecorder, zoe_recorder_free)
