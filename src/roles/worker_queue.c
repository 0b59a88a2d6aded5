/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Least recently used is served first: who became free first stands at the head. */

#include "roles/worker_queue.h"

#include "model/frame.h"

struct _ZoeWorkerQueue
{
  GQueue workers;   /* (element-type GBytes) */
};

ZoeWorkerQueue *
zoe_worker_queue_new (void)
{
  ZoeWorkerQueue *queue = g_new0 (ZoeWorkerQueue, 1);

  g_queue_init (&queue->workers);
  return queue;
}

void
zoe_worker_queue_free (ZoeWorkerQueue *queue)
{
  g_queue_clear_full (&queue->workers, (GDestroyNotify) g_bytes_unref);
  g_free (queue);
}

/**
 * zoe_worker_queue_push:
 * @worker: (transfer none): its routing id
 *
 * Puts a worker at the end. One that waits already keeps its place, however often it says so: a second entry would get a
 * second request while the first keeps it busy. Routing ids are compared with their lengths; they may begin with NUL.
 */
void
zoe_worker_queue_push (ZoeWorkerQueue *queue, GBytes *worker)
{
  for (GList *link = queue->workers.head; link != NULL; link = link->next)
    if (g_bytes_equal (link->data, worker))
      return;
  g_queue_push_tail (&queue->workers, g_bytes_ref (worker));
}

/**
 * zoe_worker_queue_pop:
 *
 * Returns: (transfer full) (nullable): the worker that has waited longest
 */
GBytes *
zoe_worker_queue_pop (ZoeWorkerQueue *queue)
{
  return g_queue_pop_head (&queue->workers);
}

guint
zoe_worker_queue_count (ZoeWorkerQueue *queue)
{
  return queue->workers.length;
}

/**
 * zoe_worker_queue_dup_text:
 *
 * Returns: (transfer full): the routing ids, the longest waiting first: "worker-1 worker-3"
 */
char *
zoe_worker_queue_dup_text (ZoeWorkerQueue *queue)
{
  GString *text = g_string_new (NULL);

  for (GList *link = queue->workers.head; link != NULL; link = link->next)
    {
      ZoeFrame frame;
      g_autofree char *name = NULL;

      frame.data = g_bytes_get_data (link->data, &frame.size);
      name = zoe_frame_dup_text (frame);
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", name);
    }
  return g_string_free (text, FALSE);
}
