/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workers that wait for something to do, by routing id, the longest waiting first. */

#pragma once

#include <glib.h>

typedef struct _ZoeWorkerQueue ZoeWorkerQueue;

ZoeWorkerQueue *zoe_worker_queue_new      (void);
void            zoe_worker_queue_free     (ZoeWorkerQueue *queue);
void            zoe_worker_queue_push     (ZoeWorkerQueue *queue, GBytes *worker);
GBytes         *zoe_worker_queue_pop      (ZoeWorkerQueue *queue);
guint           zoe_worker_queue_count    (ZoeWorkerQueue *queue);
char           *zoe_worker_queue_dup_text (ZoeWorkerQueue *queue);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeWorkerQueue, zoe_worker_queue_free)
