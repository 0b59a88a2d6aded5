/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/traffic.h"

#include <string.h>

#include "run/clock.h"

struct _ZoeTraffic
{
  ZoePorts   *ports;
  gint64      under_way;       /* atomic; more than there are if some were dropped */
  gint64      last_activity;   /* atomic; real time of the last send or receipt */
  GMutex      lock;
  GPtrArray **subscriptions;   /* by socket number: (element-type utf8), under the lock; NULL = none yet */
};

ZoeTraffic *
zoe_traffic_new (ZoePorts *ports)
{
  ZoeTraffic *traffic = g_new0 (ZoeTraffic, 1);

  traffic->ports = ports;
  traffic->subscriptions = g_new0 (GPtrArray *, ports->n_ports + 1);
  g_mutex_init (&traffic->lock);
  return traffic;
}

void
zoe_traffic_free (ZoeTraffic *traffic)
{
  for (guint i = 1; i <= traffic->ports->n_ports; i++)
    g_clear_pointer (&traffic->subscriptions[i], g_ptr_array_unref);
  g_free (traffic->subscriptions);
  g_mutex_clear (&traffic->lock);
  g_free (traffic);
}

/**
 * zoe_traffic_subscribe:
 * @on: whether the prefix is wanted from now on, or no more
 */
void
zoe_traffic_subscribe (ZoeTraffic *traffic, guint socket, const char *prefix, gboolean on)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&traffic->lock);
  GPtrArray *prefixes = traffic->subscriptions[socket];
  guint index;

  if (prefixes == NULL)
    prefixes = traffic->subscriptions[socket] = g_ptr_array_new_with_free_func (g_free);
  if (on)
    g_ptr_array_add (prefixes, g_strdup (prefix));
  else if (g_ptr_array_find_with_equal_func (prefixes, prefix, g_str_equal, &index))
    g_ptr_array_remove_index_fast (prefixes, index);
}

static guint
count_subscribers (ZoeTraffic *traffic, ZoePort *port, ZoeFrame first)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&traffic->lock);
  guint n = 0;

  for (guint i = 0; i < port->peers->len; i++)
    {
      GPtrArray *prefixes = traffic->subscriptions[g_array_index (port->peers, guint, i)];

      for (guint j = 0; prefixes != NULL && j < prefixes->len; j++)
        {
          const char *prefix = g_ptr_array_index (prefixes, j);

          if (strlen (prefix) <= first.size && memcmp (prefix, first.data, strlen (prefix)) == 0)
            {
              n++;
              break;
            }
        }
    }
  return n;
}

/**
 * zoe_traffic_sent:
 *
 * Call before the message is sent, so that it is never received before it is counted.
 */
void
zoe_traffic_sent (ZoeTraffic *traffic, guint socket, ZoeFrame first)
{
  ZoePort *port = zoe_ports_get (traffic->ports, socket);

  if (!port->network)
    return;
  __atomic_store_n (&traffic->last_activity, zoe_real_now (), __ATOMIC_RELEASE);
  __atomic_add_fetch (&traffic->under_way, port->fans_out ? count_subscribers (traffic, port, first) : 1, __ATOMIC_ACQ_REL);
}

void
zoe_traffic_received (ZoeTraffic *traffic, guint socket)
{
  if (!zoe_ports_get (traffic->ports, socket)->network)
    return;
  __atomic_store_n (&traffic->last_activity, zoe_real_now (), __ATOMIC_RELEASE);
  __atomic_sub_fetch (&traffic->under_way, 1, __ATOMIC_ACQ_REL);
}

/**
 * zoe_traffic_is_settled:
 * @grace_ns: how long a message may take that was not seen to arrive; after that it counts as dropped, or as waiting in the
 *   queue of a socket nobody reads
 * @ret_settles_at: (out): if not settled, the real time at which it is worth asking again
 */
gboolean
zoe_traffic_is_settled (ZoeTraffic *traffic, gint64 grace_ns, gint64 *ret_settles_at)
{
  if (__atomic_load_n (&traffic->under_way, __ATOMIC_ACQUIRE) == 0)
    return TRUE;
  *ret_settles_at = __atomic_load_n (&traffic->last_activity, __ATOMIC_ACQUIRE) + grace_ns;
  return zoe_real_now () >= *ret_settles_at;
}
