/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/sent_times.h"

#define REMEMBERED 1024   /* of each node */

typedef struct
{
  guint64 count;             /* of the message among its node's; 0 = being written; atomic, as the next */
  gint64  sent_ns;
} Sending;

struct _ZoeSentTimes
{
  guint     n_nodes;
  Sending **sendings;        /* by node number, atomic: made when its first is noted */
};

ZoeSentTimes *
zoe_sent_times_new (guint n_nodes)
{
  ZoeSentTimes *times = g_new0 (ZoeSentTimes, 1);

  times->n_nodes = n_nodes;
  times->sendings = g_new0 (Sending *, n_nodes + 1);
  return times;
}

void
zoe_sent_times_free (ZoeSentTimes *times)
{
  for (guint i = 0; i <= times->n_nodes; i++)
    g_free (times->sendings[i]);
  g_free (times->sendings);
  g_free (times);
}

/**
 * zoe_sent_times_note:
 *
 * Call on the sending node's thread, before the message is sent.
 */
void
zoe_sent_times_note (ZoeSentTimes *times, ZoeMessageId message, gint64 now_ns)
{
  Sending **sendings = &times->sendings[zoe_message_id_node (message)];
  Sending *sending;

  if (*sendings == NULL)
    __atomic_store_n (sendings, g_new0 (Sending, REMEMBERED), __ATOMIC_RELEASE);
  sending = &(*sendings)[zoe_message_id_count (message) % REMEMBERED];
  __atomic_store_n (&sending->count, 0, __ATOMIC_RELEASE);
  __atomic_store_n (&sending->sent_ns, now_ns, __ATOMIC_RELEASE);
  __atomic_store_n (&sending->count, zoe_message_id_count (message), __ATOMIC_RELEASE);
}

/**
 * zoe_sent_times_recall:
 *
 * Returns: when the message was sent; @now_ns if that is forgotten, or was never noted
 */
gint64
zoe_sent_times_recall (ZoeSentTimes *times, ZoeMessageId message, gint64 now_ns)
{
  guint node = zoe_message_id_node (message);
  Sending *sendings = node <= times->n_nodes ? __atomic_load_n (&times->sendings[node], __ATOMIC_ACQUIRE) : NULL;
  Sending *sending = sendings != NULL ? &sendings[zoe_message_id_count (message) % REMEMBERED] : NULL;
  gint64 sent_ns;

  if (sending == NULL || __atomic_load_n (&sending->count, __ATOMIC_ACQUIRE) != zoe_message_id_count (message))
    return now_ns;
  sent_ns = __atomic_load_n (&sending->sent_ns, __ATOMIC_ACQUIRE);
  return __atomic_load_n (&sending->count, __ATOMIC_ACQUIRE) == zoe_message_id_count (message) ? sent_ns : now_ns;
}
