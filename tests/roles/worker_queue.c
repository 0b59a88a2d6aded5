/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roles/worker_queue.h"

static void
push (ZoeWorkerQueue *queue, const char *id, gsize size)
{
  g_autoptr (GBytes) worker = g_bytes_new (id, size);

  zoe_worker_queue_push (queue, worker);
}

static void
assert_queue (ZoeWorkerQueue *queue, const char *expected)
{
  g_autofree char *text = zoe_worker_queue_dup_text (queue);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_order (void)
{
  g_autoptr (ZoeWorkerQueue) queue = zoe_worker_queue_new ();
  g_autoptr (GBytes) first = NULL;

  g_assert_null (zoe_worker_queue_pop (queue));
  assert_queue (queue, "");
  push (queue, "w1", 2);
  push (queue, "w3", 2);
  push (queue, "w2", 2);
  assert_queue (queue, "w1 w3 w2");
  first = zoe_worker_queue_pop (queue);
  g_assert_cmpmem (g_bytes_get_data (first, NULL), g_bytes_get_size (first), "w1", 2);
  push (queue, "w1", 2);
  assert_queue (queue, "w3 w2 w1");
  g_assert_cmpuint (zoe_worker_queue_count (queue), ==, 3);
}

/* Who waits already keeps the place. Routing ids begin with NUL where libzmq makes them, and differ all the same. */
static void
test_each_worker_once (void)
{
  g_autoptr (ZoeWorkerQueue) queue = zoe_worker_queue_new ();

  push (queue, "\0\1", 2);
  push (queue, "\0\2", 2);
  push (queue, "\0\1", 2);
  push (queue, "\0", 1);
  assert_queue (queue, "0001 0002 00");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/roles/worker-queue/order", test_order);
  g_test_add_func ("/roles/worker-queue/each-worker-once", test_each_worker_once);
  return g_test_run ();
}
