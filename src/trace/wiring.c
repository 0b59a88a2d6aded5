/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/wiring.h"

#include <string.h>

#define DEFAULT_HIGH_WATER_MARK 1000     /* libzmq's */
#define UNLIMITED_REACH         100000   /* for a mark of 0, which means none */

typedef struct _ZoeWiringPair
{
  guint low, high;    /* two sockets */
  guint link;
} ZoeWiringPair;

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const ZoeWiringPair *p = a, *q = b;

  if (p->low != q->low)
    return p->low < q->low ? -1 : 1;
  if (p->high != q->high)
    return p->high < q->high ? -1 : 1;
  return p->link < q->link ? -1 : p->link > q->link;
}

static guint
get_high_water_mark (ZoeSocketSpec *socket, const char *option)
{
  guint mark = DEFAULT_HIGH_WATER_MARK;
  gsize length = strlen (option);

  for (guint i = 0; socket->options != NULL && i < socket->options->len; i++)
    {
      const char *text = g_ptr_array_index (socket->options, i);

      if (strncmp (text, option, length) == 0 && text[length] == '=')
        mark = MIN (g_ascii_strtoull (text + length + 1, NULL, 10), UNLIMITED_REACH);
    }
  return mark > 0 ? mark : UNLIMITED_REACH;
}

static void
add_end (ZoeWiring *wiring, guint socket, guint link, guint peer)
{
  guint at = wiring->first_link[socket] + wiring->n_links_of[socket]++;

  wiring->links_of[at] = link;
  wiring->peers_of[at] = peer;
}

static void
measure_reach (ZoeWiring *wiring, guint number)
{
  guint receiving = DEFAULT_HIGH_WATER_MARK;

  for (guint i = 0; i < wiring->n_links_of[number]; i++)
    {
      guint peer = wiring->peers_of[wiring->first_link[number] + i];
      guint mark = get_high_water_mark (zoe_scenario_get_socket (wiring->scenario, peer), "rcvhwm");

      receiving = i == 0 ? mark : MAX (receiving, mark);
    }
  wiring->reach[number] = receiving + get_high_water_mark (zoe_scenario_get_socket (wiring->scenario, number), "sndhwm");
}

/**
 * zoe_wiring_new:
 * @scenario: whose links name sockets that exist
 */
ZoeWiring *
zoe_wiring_new (ZoeScenario *scenario)
{
  ZoeWiring *wiring = g_atomic_rc_box_new0 (ZoeWiring);
  guint n_sockets = scenario->sockets->len, n_links = scenario->links->len;
  g_autofree guint *n_ends = g_new0 (guint, n_sockets + 2);

  wiring->scenario = zoe_scenario_ref (scenario);
  wiring->n_nodes = scenario->nodes->len;
  wiring->n_sockets = n_sockets;
  wiring->n_links = n_links;
  wiring->nodes = g_new0 (guint, n_sockets + 1);
  wiring->n_links_of = g_new0 (guint, n_sockets + 1);
  wiring->first_link = g_new0 (guint, n_sockets + 2);
  wiring->fans_out = g_new0 (gboolean, n_sockets + 1);
  wiring->reach = g_new0 (guint, n_sockets + 1);
  wiring->links_of = g_new0 (guint, 2 * n_links + 1);
  wiring->peers_of = g_new0 (guint, 2 * n_links + 1);
  wiring->pairs = g_new0 (ZoeWiringPair, n_links + 1);

  for (guint i = 0; i < n_links; i++)
    {
      ZoeLinkSpec *link = g_ptr_array_index (scenario->links, i);

      n_ends[link->tail]++;
      n_ends[link->head]++;
      wiring->pairs[i] = (ZoeWiringPair) { MIN (link->tail, link->head), MAX (link->tail, link->head), link->number };
    }
  qsort (wiring->pairs, n_links, sizeof (ZoeWiringPair), compare_pairs);
  for (guint socket = 1; socket <= n_sockets; socket++)
    {
      ZoeSocketSpec *spec = zoe_scenario_get_socket (scenario, socket);

      wiring->first_link[socket + 1] = wiring->first_link[socket] + n_ends[socket];
      wiring->nodes[socket] = spec->node;
      wiring->fans_out[socket] = zoe_socket_type_fans_out (spec->type);
    }
  for (guint i = 0; i < n_links; i++)
    {
      ZoeLinkSpec *link = g_ptr_array_index (scenario->links, i);

      add_end (wiring, link->tail, link->number, link->head);
      add_end (wiring, link->head, link->number, link->tail);
    }
  for (guint socket = 1; socket <= n_sockets; socket++)
    if (wiring->fans_out[socket])
      measure_reach (wiring, socket);
  return wiring;
}

static void
wiring_clear (gpointer data)
{
  ZoeWiring *wiring = data;

  zoe_scenario_unref (wiring->scenario);
  g_free (wiring->nodes);
  g_free (wiring->n_links_of);
  g_free (wiring->first_link);
  g_free (wiring->fans_out);
  g_free (wiring->reach);
  g_free (wiring->links_of);
  g_free (wiring->peers_of);
  g_free (wiring->pairs);
}

ZoeWiring *
zoe_wiring_ref (ZoeWiring *wiring)
{
  return g_atomic_rc_box_acquire (wiring);
}

void
zoe_wiring_unref (ZoeWiring *wiring)
{
  g_atomic_rc_box_release_full (wiring, wiring_clear);
}

/**
 * zoe_wiring_find_link:
 *
 * Returns: the first link between two sockets, whichever way its arrow points; 0 if there is none
 */
guint
zoe_wiring_find_link (ZoeWiring *wiring, guint socket, guint peer)
{
  guint low = MIN (socket, peer), high = MAX (socket, peer);
  guint begin = 0, end = wiring->n_links;

  while (begin < end)
    {
      guint middle = begin + (end - begin) / 2;
      const ZoeWiringPair *pair = &wiring->pairs[middle];

      if (pair->low < low || (pair->low == low && pair->high < high))
        begin = middle + 1;
      else
        end = middle;
    }
  if (begin == wiring->n_links || wiring->pairs[begin].low != low || wiring->pairs[begin].high != high)
    return 0;
  return wiring->pairs[begin].link;
}

/**
 * zoe_wiring_get_only_link:
 *
 * Returns: the link of a socket that has just one; else 0
 */
guint
zoe_wiring_get_only_link (ZoeWiring *wiring, guint socket)
{
  return wiring->n_links_of[socket] == 1 ? wiring->links_of[wiring->first_link[socket]] : 0;
}

/**
 * zoe_wiring_get_peer:
 *
 * Returns: the socket at the other end of a socket's link; 0 for link 0
 */
guint
zoe_wiring_get_peer (ZoeWiring *wiring, guint link, guint socket)
{
  ZoeLinkSpec *spec = zoe_scenario_get_link (wiring->scenario, link);

  return spec == NULL ? 0 : spec->tail == socket ? spec->head : spec->tail;
}
