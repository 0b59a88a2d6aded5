/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A trace being written, by one thread: events in order go in, rows and keyframes come out. The recorder feeds it while a run
 * goes on. */

#pragma once

#include "trace/moment_state.h"

typedef struct _ZoeTraceWriter ZoeTraceWriter;

ZoeTraceWriter *zoe_trace_writer_new     (const char *path, ZoeScenario *scenario, GError **error);
void            zoe_trace_writer_add     (ZoeTraceWriter *writer, const ZoeEvent *event,
                                          const ZoeFrame *frames, const guint32 *sizes, guint n_frames);
guint           zoe_trace_writer_until_keyframe (ZoeTraceWriter *writer);
gboolean        zoe_trace_writer_insert  (ZoeTraceWriter *writer, GError **error);
gboolean        zoe_trace_writer_set_meta (ZoeTraceWriter *writer, const char *key, const char *value, GError **error);
gboolean        zoe_trace_writer_commit  (ZoeTraceWriter *writer, GError **error);
gboolean        zoe_trace_writer_is_open (ZoeTraceWriter *writer);
gboolean        zoe_trace_writer_finish  (ZoeTraceWriter *writer, GError **error);
void            zoe_trace_writer_free    (ZoeTraceWriter *writer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeTraceWriter, zoe_trace_writer_free)
