/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/traffic.h"

#include <string.h>

#include "run/clock.h"

/* How long a message may stay unseen before it counts as dropped, or as waiting in the queue of a socket nobody reads; and how long a
 * new connection may take to tell its subscriptions. Loopback takes well under a millisecond; a busy machine needs more. */
#define MESSAGE_GRACE_NS (20 * ZOE_NS_PER_MS)

/* So many of those that were written off are remembered. */
#define MOST_WRITTEN_OFF 100000

/* How long two open ends may take to find each other: libzmq tries again after 100 ms if the other end was not there. */
#define GREETING_GRACE_NS (400 * ZOE_NS_PER_MS)

struct _ZoeTraffic
{
  ZoePorts   *ports;
  gint        counting;        /* atomic */
  GMutex      lock;            /* guards all below */
  GHashTable *under_way;       /* (element-type gint64 guint): copies of a message that are not received yet, nor written off */
  GHashTable *written_off;     /* (element-type gint64 guint): likewise; they may be lost, or wait where nobody reads */
  gint64      last_activity;   /* real time of the last send or receipt */
  gboolean   *open;            /* by socket number */
  gint        greetings_due;   /* two for each tcp or ipc link with both ends open, less those that came */
  gint64      last_opening;
  gint64      last_greeting;
  GPtrArray **subscriptions;   /* by socket number: (element-type utf8); NULL = none yet */
};

ZoeTraffic *
zoe_traffic_new (ZoePorts *ports)
{
  ZoeTraffic *traffic = g_new0 (ZoeTraffic, 1);

  traffic->ports = ports;
  traffic->under_way = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  traffic->written_off = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  traffic->open = g_new0 (gboolean, ports->n_ports + 1);
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
  g_free (traffic->open);
  g_hash_table_unref (traffic->under_way);
  g_hash_table_unref (traffic->written_off);
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

/**
 * zoe_traffic_opened:
 *
 * A socket has bound and connected: over tcp and ipc, both ends of each of its links now have to greet each other.
 */
void
zoe_traffic_opened (ZoeTraffic *traffic, guint socket)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&traffic->lock);
  GPtrArray *links = traffic->ports->scenario->links;

  traffic->open[socket] = TRUE;
  for (guint i = 0; i < links->len; i++)
    {
      ZoeLinkSpec *link = g_ptr_array_index (links, i);

      if (link->transport != ZOE_TRANSPORT_INPROC && (link->head == socket || link->tail == socket)
          && traffic->open[link->head] && traffic->open[link->tail])
        {
          traffic->greetings_due += 2;
          traffic->last_opening = zoe_real_now ();
        }
    }
}

/**
 * zoe_traffic_closed:
 *
 * A socket is gone: nobody greets it any more, and its subscriptions are void.
 */
void
zoe_traffic_closed (ZoeTraffic *traffic, guint socket)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&traffic->lock);

  traffic->open[socket] = FALSE;
  traffic->greetings_due = 0;
  g_clear_pointer (&traffic->subscriptions[socket], g_ptr_array_unref);
}

/**
 * zoe_traffic_broke:
 *
 * A connection was broken, and both its ends will greet each other anew.
 */
void
zoe_traffic_broke (ZoeTraffic *traffic)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&traffic->lock);

  traffic->greetings_due += 2;
  traffic->last_opening = zoe_real_now ();
}

/**
 * zoe_traffic_greeted:
 *
 * One end of a connection says that the handshake is done.
 */
void
zoe_traffic_greeted (ZoeTraffic *traffic, guint socket)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&traffic->lock);

  traffic->greetings_due = MAX (traffic->greetings_due - 1, 0);
  traffic->last_greeting = zoe_real_now ();
}

static guint
count_subscribers (ZoeTraffic *traffic, ZoePort *port, ZoeFrame first)
{
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
 * zoe_traffic_set_counting:
 *
 * Whether somebody needs to know. What was sent before gets the time of grace to arrive.
 */
void
zoe_traffic_set_counting (ZoeTraffic *traffic, gboolean counting)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&traffic->lock);

  if (traffic->counting == counting)
    return;
  __atomic_store_n (&traffic->counting, counting, __ATOMIC_RELEASE);
  g_hash_table_remove_all (traffic->under_way);
  g_hash_table_remove_all (traffic->written_off);
  if (counting && zoe_ports_have_network (traffic->ports))
    traffic->last_greeting = zoe_real_now ();
}

gboolean
zoe_traffic_is_counting (ZoeTraffic *traffic)
{
  return __atomic_load_n (&traffic->counting, __ATOMIC_ACQUIRE) != 0;
}

/**
 * zoe_traffic_sent:
 *
 * Call before the message is sent, so that it is never received before it is counted.
 */
void
zoe_traffic_sent (ZoeTraffic *traffic, guint socket, ZoeMessageId message, ZoeFrame first)
{
  ZoePort *port = zoe_ports_get (traffic->ports, socket);
  gint64 key = message;
  guint n;

  if (!port->network || !zoe_traffic_is_counting (traffic))
    return;
  g_mutex_lock (&traffic->lock);
  traffic->last_activity = zoe_real_now ();
  n = port->fans_out ? count_subscribers (traffic, port, first) : 1;
  if (n > 0)
    g_hash_table_replace (traffic->under_way, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (n));
  g_mutex_unlock (&traffic->lock);
}

/* Returns: whether it was among them */
static gboolean
count_down (GHashTable *table, ZoeMessageId message)
{
  gint64 key = message;
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (table, &key));

  if (n > 1)
    g_hash_table_replace (table, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (n - 1));
  else if (n == 1)
    g_hash_table_remove (table, &key);
  return n > 0;
}

/* A message that had been written off has come after all: its receiver reads again, or its link is healed. What the same node sent
 * after it may be right behind. */
static void
revive_behind (ZoeTraffic *traffic, ZoeMessageId message)
{
  GHashTableIter iter;
  gpointer key, n;

  g_hash_table_iter_init (&iter, traffic->written_off);
  while (g_hash_table_iter_next (&iter, &key, &n))
    {
      ZoeMessageId other = *(gint64 *) key;

      if (zoe_message_id_node (other) != zoe_message_id_node (message) || other < message)
        continue;
      g_hash_table_iter_steal (&iter);
      g_hash_table_replace (traffic->under_way, key, n);
    }
}

/**
 * zoe_traffic_received:
 *
 * A copy has arrived, or was not sent after all.
 */
void
zoe_traffic_received (ZoeTraffic *traffic, guint socket, ZoeMessageId message)
{
  if (!zoe_ports_get (traffic->ports, socket)->network || !zoe_traffic_is_counting (traffic))
    return;
  g_mutex_lock (&traffic->lock);
  traffic->last_activity = zoe_real_now ();
  if (!count_down (traffic->under_way, message) && count_down (traffic->written_off, message))
    revive_behind (traffic, message);
  g_mutex_unlock (&traffic->lock);
}

static void
write_off (ZoeTraffic *traffic)
{
  GHashTableIter iter;
  gpointer key, n;

  if (g_hash_table_size (traffic->written_off) + g_hash_table_size (traffic->under_way) > MOST_WRITTEN_OFF)
    g_hash_table_remove_all (traffic->written_off);
  g_hash_table_iter_init (&iter, traffic->under_way);
  while (g_hash_table_iter_next (&iter, &key, &n))
    {
      g_hash_table_iter_steal (&iter);
      g_hash_table_replace (traffic->written_off, key, n);
    }
}

/**
 * zoe_traffic_is_settled:
 * @ret_settles_at: (out): if not settled, the real time at which it is worth asking again
 *
 * Whether nothing is under way that a node could still wait for. What has had its time of grace is written off.
 */
gboolean
zoe_traffic_is_settled (ZoeTraffic *traffic, gint64 *ret_settles_at)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&traffic->lock);
  gint64 settles_at = traffic->last_greeting != 0 ? traffic->last_greeting + MESSAGE_GRACE_NS : 0;

  if (g_hash_table_size (traffic->under_way) > 0)
    settles_at = MAX (settles_at, traffic->last_activity + MESSAGE_GRACE_NS);
  if (traffic->greetings_due > 0)
    settles_at = MAX (settles_at, traffic->last_opening + GREETING_GRACE_NS);
  *ret_settles_at = settles_at;
  if (zoe_real_now () < settles_at)
    return FALSE;
  write_off (traffic);
  return TRUE;
}
