/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/ledger.h"

/* A copy nobody received (dropped, filtered) must not wait here for ever. */
#define MOST_PENDING 10000

typedef struct
{
  ZoeMessageId id;
  guint        from;
  guint        content;
} Pending;

struct _ZoeLedger
{
  ZoePorts *ports;
  GMutex    lock;
  GQueue   *pending;        /* by receiving socket's number: (element-type Pending), oldest first */
  guint64  *outside_sends;  /* by node number: how many messages came from that program so far */
};

/* The last frame is the only one no socket type adds to or takes from. */
static guint
content_of (const ZoeMessage *message)
{
  ZoeFrame last = zoe_message_get_last (message);
  g_autoptr (GBytes) bytes = g_bytes_new_static (last.data, last.size);

  return g_bytes_hash (bytes);
}

ZoeLedger *
zoe_ledger_new (ZoePorts *ports)
{
  ZoeLedger *ledger = g_new0 (ZoeLedger, 1);

  ledger->ports = ports;
  ledger->pending = g_new0 (GQueue, ports->n_ports + 1);
  ledger->outside_sends = g_new0 (guint64, ports->scenario->nodes->len + 1);
  g_mutex_init (&ledger->lock);
  return ledger;
}

void
zoe_ledger_free (ZoeLedger *ledger)
{
  for (guint i = 1; i <= ledger->ports->n_ports; i++)
    g_queue_clear_full (&ledger->pending[i], g_free);
  g_free (ledger->pending);
  g_free (ledger->outside_sends);
  g_mutex_clear (&ledger->lock);
  g_free (ledger);
}

/**
 * zoe_ledger_sent:
 *
 * Notes a send without a tag. Call before the message is sent.
 */
void
zoe_ledger_sent (ZoeLedger *ledger, guint socket, const ZoeMessage *message, ZoeMessageId id)
{
  ZoePort *port = zoe_ports_get (ledger->ports, socket);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&ledger->lock);
  Pending pending = { id, socket, content_of (message) };

  for (guint i = 0; i < port->peers->len; i++)
    {
      GQueue *queue = &ledger->pending[g_array_index (port->peers, guint, i)];

      g_queue_push_tail (queue, g_memdup2 (&pending, sizeof pending));
      if (queue->length > MOST_PENDING)
        g_free (g_queue_pop_head (queue));
    }
}

static void
forget (GQueue *queue, ZoeMessageId id)
{
  for (GList *item = queue->head; item != NULL; item = item->next)
    if (((Pending *) item->data)->id == id)
      {
        g_free (item->data);
        g_queue_delete_link (queue, item);
        return;
      }
}

/**
 * zoe_ledger_match:
 *
 * Returns: the oldest send of a lab socket with this content that has not been received here; 0 if there is none, and so the
 *   message comes from outside
 */
ZoeMessageId
zoe_ledger_match (ZoeLedger *ledger, guint socket, const ZoeMessage *message)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&ledger->lock);
  guint content = content_of (message);

  for (GList *item = ledger->pending[socket].head; item != NULL; item = item->next)
    {
      Pending found = *(Pending *) item->data;
      ZoePort *sender = zoe_ports_get (ledger->ports, found.from);

      if (found.content != content)
        continue;
      forget (&ledger->pending[socket], found.id);
      /* A socket that does not fan out has sent it to one peer only. */
      for (guint i = 0; !sender->fans_out && i < sender->peers->len; i++)
        forget (&ledger->pending[g_array_index (sender->peers, guint, i)], found.id);
      return found.id;
    }
  return 0;
}

/**
 * zoe_ledger_new_id:
 * @outside_socket: of the external node that stands for the program
 *
 * Returns: an id for a message that came from there
 */
ZoeMessageId
zoe_ledger_new_id (ZoeLedger *ledger, guint outside_socket)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&ledger->lock);
  guint node = zoe_scenario_get_socket (ledger->ports->scenario, outside_socket)->node;

  return zoe_message_id (node, ++ledger->outside_sends[node]);
}
