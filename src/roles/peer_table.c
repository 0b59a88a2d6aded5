/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every peer has a count of its own, taken from when a request goes there: what it said last is not true for ever. A peer
 * not heard of for too long counts as gone.
 *
 * A single table is the mistake this replaces: one number for all peers, overwritten by whoever spoke last and never
 * counted down, and a peer picked without asking whether that one has anybody free. */

#include "roles/peer_table.h"

/* Whoever may publish to us may invent names; a cluster has no use for more. */
#define MOST_PEERS 100

typedef struct
{
  char  *name;
  guint  n_free;
  gint64 heard_ns;
} Peer;

struct _ZoePeerTable
{
  GArray  *peers;         /* (element-type Peer), in the order first heard of */
  gint64   patience_ns;   /* 0: a peer never counts as gone */
  gboolean single;
  guint    last_said;     /* single: by anybody */
};

static void
peer_clear (gpointer data)
{
  Peer *peer = data;

  g_free (peer->name);
}

static guint
peer_count_free (ZoePeerTable *table, const Peer *peer, gint64 now_ns)
{
  return table->patience_ns > 0 && now_ns - peer->heard_ns > table->patience_ns ? 0 : peer->n_free;
}

/**
 * zoe_peer_table_new:
 * @patience_ns: how long a peer may be silent before it counts as gone; 0: for ever
 * @single: keep one number for all peers (a known mistake, to be watched)
 */
ZoePeerTable *
zoe_peer_table_new (gint64 patience_ns, gboolean single)
{
  ZoePeerTable *table = g_new0 (ZoePeerTable, 1);

  table->peers = g_array_new (FALSE, FALSE, sizeof (Peer));
  g_array_set_clear_func (table->peers, peer_clear);
  table->patience_ns = patience_ns;
  table->single = single;
  return table;
}

void
zoe_peer_table_free (ZoePeerTable *table)
{
  g_array_unref (table->peers);
  g_free (table);
}

/**
 * zoe_peer_table_hear:
 *
 * Notes what a peer says of itself. FALSE: one peer too many, it is not noted.
 */
gboolean
zoe_peer_table_hear (ZoePeerTable *table, const char *name, guint n_free, gint64 now_ns)
{
  Peer newcomer = { NULL, n_free, now_ns };

  table->last_said = n_free;
  for (guint i = 0; i < table->peers->len; i++)
    {
      Peer *peer = &g_array_index (table->peers, Peer, i);

      if (g_str_equal (peer->name, name))
        {
          peer->n_free = n_free;
          peer->heard_ns = now_ns;
          return TRUE;
        }
    }
  if (table->peers->len >= MOST_PEERS)
    return FALSE;
  newcomer.name = g_strdup (name);
  g_array_append_val (table->peers, newcomer);
  return TRUE;
}

/**
 * zoe_peer_table_count_free:
 *
 * Returns: the free workers of all peers together, as far as known
 */
guint
zoe_peer_table_count_free (ZoePeerTable *table, gint64 now_ns)
{
  guint n_free = 0;

  if (table->single)
    return table->last_said;
  for (guint i = 0; i < table->peers->len; i++)
    n_free += peer_count_free (table, &g_array_index (table->peers, Peer, i), now_ns);
  return n_free;
}

/**
 * zoe_peer_table_take:
 * @dice: a random number
 *
 * Takes one free worker somewhere, each as likely.
 *
 * Returns: (nullable): the peer who has it; %NULL if nobody has
 */
const char *
zoe_peer_table_take (ZoePeerTable *table, guint dice, gint64 now_ns)
{
  guint n_free = zoe_peer_table_count_free (table, now_ns);

  if (n_free == 0 || table->peers->len == 0)
    return NULL;
  if (table->single)
    return g_array_index (table->peers, Peer, dice % table->peers->len).name;

  dice %= n_free;
  for (guint i = 0; i < table->peers->len; i++)
    {
      Peer *peer = &g_array_index (table->peers, Peer, i);
      guint here = peer_count_free (table, peer, now_ns);

      if (dice < here)
        {
          peer->n_free--;
          return peer->name;
        }
      dice -= here;
    }
  return NULL;
}
