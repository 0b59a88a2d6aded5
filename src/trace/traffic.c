/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/traffic.h"

#include <string.h>

#define FIRST_PLACES 64
#define FIRST_CHECK  64
#define KEPT         100000   /* sends of a fan that are remembered although they are not under way: the queues of tcp and ipc
                                 hold many more small messages than the high-water marks say */

static guint
hash (ZoeMessageId message, guint n_places)
{
  return (guint) ((message * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) >> 32) & (n_places - 1);
}

static guint
find_place (ZoeTraffic *traffic, ZoeMessageId message)
{
  guint at = hash (message, traffic->n_places);

  while (traffic->places[at].message != 0 && traffic->places[at].message != message)
    at = (at + 1) & (traffic->n_places - 1);
  return at;
}

static void
grow (ZoeTraffic *traffic)
{
  g_autofree ZoeSent *old = g_steal_pointer (&traffic->places);
  guint n_old = traffic->n_places;

  traffic->n_places *= 2;
  traffic->places = g_new0 (ZoeSent, traffic->n_places);
  for (guint i = 0; i < n_old; i++)
    if (old[i].message != 0)
      traffic->places[find_place (traffic, old[i].message)] = old[i];
}

/* Takes one out, and moves those up which had to go further because of it. */
static void
remove_at (ZoeTraffic *traffic, guint hole)
{
  guint mask = traffic->n_places - 1;

  g_clear_pointer (&traffic->places[hole].hindsight, zoe_hindsight_free);
  traffic->n_sent--;
  for (guint at = (hole + 1) & mask; traffic->places[at].message != 0; at = (at + 1) & mask)
    {
      guint home = hash (traffic->places[at].message, traffic->n_places);

      if (((at - home) & mask) >= ((at - hole) & mask))
        {
          traffic->places[hole] = traffic->places[at];
          hole = at;
        }
    }
  traffic->places[hole] = (ZoeSent) { 0 };
}

static guint
hash_wait (gconstpointer data)
{
  const ZoeWait *wait = data;

  return g_int64_hash (&wait->message) * 31 + wait->socket;
}

static gboolean
equal_waits (gconstpointer a, gconstpointer b)
{
  const ZoeWait *p = a, *q = b;

  return p->message == q->message && p->socket == q->socket;
}

static ZoeWait *
find_wait (ZoeTraffic *traffic, ZoeMessageId message, guint receiver)
{
  return traffic->waits != NULL ? g_hash_table_lookup (traffic->waits, &(ZoeWait) { message, receiver, 0 }) : NULL;
}

/* Nobody is thought to hold it any more, except where it is known to wait. */
static void
give_up (ZoeTraffic *traffic, guint at)
{
  if (traffic->places[at].n_waits > 0)
    traffic->places[at].given_up = TRUE;
  else
    remove_at (traffic, at);
}

/* A copy of one that fans out is gone, and if it was the last that waited there, so is the wait. */
static void
end_wait (ZoeTraffic *traffic, ZoeSent *sent, guint receiver)
{
  ZoeWait *wait = find_wait (traffic, sent->message, receiver);

  if (wait == NULL || --wait->n > 0)
    return;
  g_hash_table_remove (traffic->waits, wait);
  if (sent->n_waits > 0 && --sent->n_waits == 0 && sent->given_up)
    remove_at (traffic, sent - traffic->places);
}

static void
drop_first (ZoeTraffic *traffic, ZoeFan *fan)
{
  ZoeFanned *fanned = &g_array_index (fan->sent, ZoeFanned, fan->first++);
  guint at = find_place (traffic, fanned->message);

  if (traffic->places[at].sequence == fanned->sequence && traffic->places[at].message != 0)
    give_up (traffic, at);
  if (fan->first >= 2 * KEPT)
    {
      g_array_remove_range (fan->sent, 0, fan->first - KEPT);
      fan->first = KEPT;
    }
}

static void
drop_passed (ZoeTraffic *traffic, ZoeFan *fan, guint socket)
{
  ZoeWiring *wiring = traffic->wiring;
  guint64 passed = G_MAXUINT64;

  for (guint i = 0; i < wiring->n_links_of[socket]; i++)
    passed = MIN (passed, traffic->passed[wiring->links_of[wiring->first_link[socket] + i]]);
  while (fan->first < fan->sent->len && g_array_index (fan->sent, ZoeFanned, fan->first).sequence <= passed)
    drop_first (traffic, fan);
  fan->check_at = MAX (FIRST_CHECK, 2 * (fan->sent->len - fan->first));
}

void
zoe_traffic_init (ZoeTraffic *traffic, ZoeWiring *wiring)
{
  traffic->wiring = wiring;
  traffic->n_places = FIRST_PLACES;
  traffic->places = g_new0 (ZoeSent, FIRST_PLACES);
  traffic->n_sent = 0;
  traffic->passed = g_new0 (guint64, wiring->n_links + 1);
  traffic->fans = g_new0 (ZoeFan, wiring->n_sockets + 1);
  traffic->waits = NULL;
}

void
zoe_traffic_clear (ZoeTraffic *traffic)
{
  for (guint i = 0; i < traffic->n_places && traffic->n_sent > 0; i++)
    g_clear_pointer (&traffic->places[i].hindsight, zoe_hindsight_free);
  for (guint socket = 1; socket <= traffic->wiring->n_sockets; socket++)
    g_clear_pointer (&traffic->fans[socket].sent, g_array_unref);
  g_clear_pointer (&traffic->waits, g_hash_table_unref);
  g_clear_pointer (&traffic->places, g_free);
  g_clear_pointer (&traffic->fans, g_free);
  g_clear_pointer (&traffic->passed, g_free);
}

void
zoe_traffic_reset (ZoeTraffic *traffic)
{
  ZoeWiring *wiring = traffic->wiring;

  zoe_traffic_clear (traffic);
  zoe_traffic_init (traffic, wiring);
}

/**
 * zoe_traffic_find:
 *
 * Returns: (nullable): the message, valid until the next change
 */
ZoeSent *
zoe_traffic_find (ZoeTraffic *traffic, ZoeMessageId message)
{
  guint at;

  if (message == 0)
    return NULL;
  at = find_place (traffic, message);
  return traffic->places[at].message != 0 ? &traffic->places[at] : NULL;
}

/* A receipt that comes later than the high-water marks allow: among what its possible senders sent. A node's messages are
 * numbered in the order of sending. */
static guint64
find_late (ZoeTraffic *traffic, ZoeMessageId message, guint receiver, guint *ret_socket)
{
  ZoeWiring *wiring = traffic->wiring;

  for (guint i = 0; i < wiring->n_links_of[receiver]; i++)
    {
      guint socket = wiring->peers_of[wiring->first_link[receiver] + i];
      GArray *sent = traffic->fans[socket].sent;
      guint begin = 0, end = sent != NULL ? traffic->fans[socket].first : 0;

      if (wiring->nodes[socket] != zoe_message_id_node (message))
        continue;
      while (begin < end)
        {
          guint middle = begin + (end - begin) / 2;

          if (g_array_index (sent, ZoeFanned, middle).message < message)
            begin = middle + 1;
          else
            end = middle;
        }
      if (sent != NULL && begin < traffic->fans[socket].first && g_array_index (sent, ZoeFanned, begin).message == message)
        {
          *ret_socket = socket;
          return g_array_index (sent, ZoeFanned, begin).sequence;
        }
    }
  return 0;
}

/**
 * zoe_traffic_find_send:
 * @receiver: the socket that received it
 * @ret_socket: (out): the socket that sent it; untouched if it is not known
 *
 * Returns: the sequence of the message's send; 0 if it is not known
 */
guint64
zoe_traffic_find_send (ZoeTraffic *traffic, ZoeMessageId message, guint receiver, guint *ret_socket)
{
  ZoeSent *sent = zoe_traffic_find (traffic, message);

  if (sent == NULL)
    return find_late (traffic, message, receiver, ret_socket);
  *ret_socket = sent->socket;
  return sent->sequence;
}

/**
 * zoe_traffic_send:
 * @sent: is copied; its numbers exist
 */
void
zoe_traffic_send (ZoeTraffic *traffic, const ZoeSent *sent)
{
  guint at;

  if (sent->message == 0)
    return;
  if (2 * (traffic->n_sent + 1) > traffic->n_places)
    grow (traffic);
  at = find_place (traffic, sent->message);
  if (traffic->places[at].message != 0)
    {
      /* Ids are given once; a trace that says otherwise means the later one. */
      remove_at (traffic, at);
      at = find_place (traffic, sent->message);
    }
  traffic->places[at] = *sent;
  traffic->n_sent++;

  if (traffic->wiring->fans_out[sent->socket] && !sent->given_up)
    {
      ZoeFan *fan = &traffic->fans[sent->socket];
      ZoeFanned fanned = { sent->message, sent->sequence };

      if (fan->sent == NULL)
        {
          fan->sent = g_array_new (FALSE, FALSE, sizeof (ZoeFanned));
          fan->check_at = FIRST_CHECK;
        }
      g_array_append_val (fan->sent, fanned);
      if (fan->sent->len - fan->first >= fan->check_at)
        drop_passed (traffic, fan, sent->socket);
      if (fan->sent->len - fan->first > traffic->wiring->reach[sent->socket])
        drop_first (traffic, fan);
    }
}

/* Something befell a message that stays under way: a reader who has asked what the whole trace knows of it asks again, or it would
 * miss what has happened by this very moment while the trace grows. */
static void
ask_again (ZoeSent *sent)
{
  if (sent->hindsight != NULL)
    zoe_hindsight_outdate (sent->hindsight);
}

/* A copy of a message to one peer has come to its end. */
static void
end_copy (ZoeTraffic *traffic, ZoeSent *sent)
{
  if (sent->n_twins > 0)
    sent->n_twins--;
  else
    remove_at (traffic, sent - traffic->places);
}

/**
 * zoe_traffic_hold:
 * @receiver: the socket at the end of the link; its number exists
 * @n: how many copies wait there now
 *
 * A message has come to the end of a link with conditions. It is still under way, but now it is known where.
 */
void
zoe_traffic_hold (ZoeTraffic *traffic, ZoeMessageId message, guint receiver, guint n)
{
  ZoeSent *found = zoe_traffic_find (traffic, message);
  ZoeWait wait = { message, receiver, n };

  if (found == NULL)
    return;
  ask_again (found);
  if (!traffic->wiring->fans_out[found->socket] || n == 0 || zoe_wiring_find_link (traffic->wiring, found->socket, receiver) == 0)
    return;
  if (traffic->waits == NULL)
    traffic->waits = g_hash_table_new_full (hash_wait, equal_waits, g_free, NULL);
  if (g_hash_table_contains (traffic->waits, &wait))
    return;
  g_hash_table_add (traffic->waits, g_memdup2 (&wait, sizeof wait));
  found->n_waits++;
}

/**
 * zoe_traffic_count_waiting:
 *
 * Returns: how many copies of a message that fans out wait at the end of the link to a socket
 */
guint
zoe_traffic_count_waiting (ZoeTraffic *traffic, ZoeMessageId message, guint receiver)
{
  ZoeWait *wait = find_wait (traffic, message, receiver);

  return wait != NULL ? wait->n : 0;
}

/**
 * zoe_traffic_duplicate:
 *
 * A message will arrive once more.
 */
void
zoe_traffic_duplicate (ZoeTraffic *traffic, ZoeMessageId message, guint receiver)
{
  ZoeSent *found = zoe_traffic_find (traffic, message);
  ZoeWait *wait = find_wait (traffic, message, receiver);

  if (found == NULL)
    return;
  ask_again (found);
  if (!traffic->wiring->fans_out[found->socket])
    found->n_twins++;
  else if (wait != NULL)
    wait->n++;
}

/**
 * zoe_traffic_drop:
 *
 * A copy was thrown away. Of one that fans out, the other copies remain; that this one is gone, hindsight knows.
 */
void
zoe_traffic_drop (ZoeTraffic *traffic, ZoeMessageId message, guint receiver)
{
  ZoeSent *found = zoe_traffic_find (traffic, message);

  if (found == NULL)
    return;
  ask_again (found);
  if (!traffic->wiring->fans_out[found->socket])
    end_copy (traffic, found);
  else
    end_wait (traffic, found, receiver);
}

/**
 * zoe_traffic_receive:
 * @sent: the sequence of its send; 0: not known
 * @link: the link it came over; 0: not known
 */
void
zoe_traffic_receive (ZoeTraffic *traffic, ZoeMessageId message, guint receiver, guint64 sent, guint link)
{
  ZoeSent *found = zoe_traffic_find (traffic, message);

  if (found == NULL)
    {
      ZoeLinkSpec *spec = zoe_scenario_get_link (traffic->wiring->scenario, link);

      /* It was given up for lost. */
      if (spec != NULL && (traffic->wiring->fans_out[spec->tail] || traffic->wiring->fans_out[spec->head]))
        traffic->passed[link] = MAX (traffic->passed[link], sent);
      return;
    }
  ask_again (found);
  if (!traffic->wiring->fans_out[found->socket])
    {
      end_copy (traffic, found);
      return;
    }
  if (link > 0)
    traffic->passed[link] = MAX (traffic->passed[link], found->sequence);
  end_wait (traffic, found, receiver);
}

static int
compare_sent (gconstpointer a, gconstpointer b)
{
  const ZoeSent *p = *(ZoeSent *const *) a, *q = *(ZoeSent *const *) b;

  return p->sequence < q->sequence ? -1 : p->sequence > q->sequence;
}

/**
 * zoe_traffic_list:
 *
 * Returns: (transfer container) (array length=ret_n): what is under way, in the order of sending; valid until the next change
 */
ZoeSent **
zoe_traffic_list (ZoeTraffic *traffic, guint *ret_n)
{
  ZoeSent **list = g_new (ZoeSent *, traffic->n_sent + 1);
  guint n = 0;

  for (guint i = 0; i < traffic->n_places; i++)
    if (traffic->places[i].message != 0)
      list[n++] = &traffic->places[i];
  qsort (list, n, sizeof (ZoeSent *), compare_sent);
  *ret_n = n;
  return list;
}
