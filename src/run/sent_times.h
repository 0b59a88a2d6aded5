/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the last messages of each node were sent: a link's delay counts from there. Without a lock: each node writes its own, on its
 * thread, and any thread reads. */

#pragma once

#include "model/message_id.h"

typedef struct _ZoeSentTimes ZoeSentTimes;

ZoeSentTimes *zoe_sent_times_new    (guint n_nodes);
void          zoe_sent_times_free   (ZoeSentTimes *times);
void          zoe_sent_times_note   (ZoeSentTimes *times, ZoeMessageId message, gint64 now_ns);
gint64        zoe_sent_times_recall (ZoeSentTimes *times, ZoeMessageId message, gint64 now_ns);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeSentTimes, zoe_sent_times_free)
