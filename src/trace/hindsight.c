/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/hindsight.h"

#include "trace/keyframe.h"

void
zoe_hindsight_free (ZoeHindsight *hindsight)
{
  g_clear_pointer (&hindsight->arrivals, g_array_unref);
  g_free (hindsight);
}

/**
 * zoe_hindsight_outdate:
 *
 * Asks again next time, however lately it was asked, unless everything is known.
 */
void
zoe_hindsight_outdate (ZoeHindsight *hindsight)
{
  hindsight->asked = 0;
}

/* Received, or thrown away. */
static gboolean
is_end (const ZoeArrival *arrival)
{
  return arrival->kind == ZOE_EVENT_RECEIVE || arrival->kind == ZOE_EVENT_DROPPED;
}

/* Asking again makes sense only once the trace has grown; the longer a message has been waiting, the less often. */
static gboolean
is_worth_asking (ZoeRecording *recording, ZoeSent *sent)
{
  ZoeHindsight *hindsight = sent->hindsight;
  guint n_possible = recording->wiring->fans_out[sent->socket] ? recording->wiring->n_links_of[sent->socket] : 1;
  guint n_known = 0;

  /* All copies there ever were: some have ended before the moment that is asked about. */
  for (guint i = 0; hindsight->arrivals != NULL && i < hindsight->arrivals->len; i++)
    {
      const ZoeArrival *arrival = &g_array_index (hindsight->arrivals, ZoeArrival, i);

      n_known += is_end (arrival);
      n_possible += arrival->kind == ZOE_EVENT_DUPLICATED;
    }
  if (hindsight->asked >= recording->n_events || n_known >= n_possible)
    return FALSE;
  return recording->complete
         || recording->n_events - hindsight->asked > (hindsight->asked - MIN (sent->sequence, hindsight->asked)) / 4;
}

/**
 * zoe_hindsight_ask:
 *
 * Returns: (transfer none): what the trace knows; it belongs to @sent
 */
ZoeHindsight *
zoe_hindsight_ask (ZoeRecording *recording, ZoeSent *sent)
{
  sqlite3_stmt *row = recording->statements[ZOE_READ_FATES];
  ZoeHindsight *hindsight = sent->hindsight;

  if (hindsight == NULL)
    hindsight = sent->hindsight = g_new0 (ZoeHindsight, 1);
  else if (!is_worth_asking (recording, sent))
    return hindsight;
  hindsight->asked = recording->n_events;
  if (hindsight->arrivals != NULL)
    g_array_set_size (hindsight->arrivals, 0);
  zoe_statement_bind (row, "ii", (gint64) sent->sequence, (gint64) recording->n_events);
  while (zoe_recording_step (recording, row))
    {
      gint64 socket = sqlite3_column_int64 (row, 2), link = sqlite3_column_int64 (row, 3);
      ZoeArrival arrival = { sqlite3_column_int64 (row, 4), sqlite3_column_int64 (row, 0), MAX (sqlite3_column_int64 (row, 1), 0) };

      if (socket < 1 || socket > recording->wiring->n_sockets)
        continue;
      arrival.socket = socket;
      arrival.link = link > 0 && link <= recording->wiring->n_links
                     ? link : zoe_wiring_find_link (recording->wiring, sent->socket, socket);
      if (hindsight->arrivals == NULL)
        hindsight->arrivals = g_array_new (FALSE, FALSE, sizeof (ZoeArrival));
      g_array_append_val (hindsight->arrivals, arrival);
    }
  return hindsight;
}

static gboolean
is_held (const ZoeArrival *arrival)
{
  return arrival->kind == ZOE_EVENT_HELD;
}

static gboolean
is_duplicated (const ZoeArrival *arrival)
{
  return arrival->kind == ZOE_EVENT_DUPLICATED;
}

/* The first of a sort after an event; @skip of them left out. */
static const ZoeArrival *
find (ZoeHindsight *hindsight, guint link, gboolean (*is_meant) (const ZoeArrival *), guint64 after, guint skip)
{
  for (guint i = 0; hindsight->arrivals != NULL && i < hindsight->arrivals->len; i++)
    {
      const ZoeArrival *arrival = &g_array_index (hindsight->arrivals, ZoeArrival, i);

      if (is_meant (arrival) && arrival->sequence > after && (link == 0 || arrival->link == link) && skip-- == 0)
        return arrival;
    }
  return NULL;
}

/**
 * zoe_hindsight_find_end:
 * @link: 0: any
 *
 * Returns: (nullable): the first end of a copy after an event: its receipt, or its being thrown away
 */
const ZoeArrival *
zoe_hindsight_find_end (ZoeHindsight *hindsight, guint link, guint64 after)
{
  return find (hindsight, link, is_end, after, 0);
}

/**
 * zoe_hindsight_find_held:
 * @link: 0: any
 *
 * Returns: (nullable): that a copy has come to the end of a link with conditions
 */
const ZoeArrival *
zoe_hindsight_find_held (ZoeHindsight *hindsight, guint link)
{
  return find (hindsight, link, is_held, 0, 0);
}

/**
 * zoe_hindsight_find_copy:
 * @link: 0: any
 * @n: 0: the message as it was sent; 1: the first copy made of it by hand, and so on; they arrive in this order
 * @ret_begin: (out) (nullable): that it was made by hand
 * @ret_end: (out) (nullable): its receipt, or its being thrown away; %NULL: not so far
 *
 * Returns: whether there is such a copy
 */
gboolean
zoe_hindsight_find_copy (ZoeHindsight *hindsight, guint link, guint n, const ZoeArrival **ret_begin, const ZoeArrival **ret_end)
{
  *ret_begin = n > 0 ? find (hindsight, link, is_duplicated, 0, n - 1) : NULL;
  *ret_end = find (hindsight, link, is_end, 0, n);
  return n == 0 || *ret_begin != NULL;
}

/**
 * zoe_hindsight_get_latest:
 *
 * Returns: (transfer none): the last keyframe's moment: what each link has passed by then
 */
ZoeMoment *
zoe_hindsight_get_latest (ZoeRecording *recording)
{
  sqlite3_stmt *row = recording->statements[ZOE_READ_KEYFRAME_SEQ];
  guint64 sequence = 0;

  if (recording->latest == NULL)
    recording->latest = zoe_moment_new_wired (recording->wiring);
  else if (recording->latest_asked == recording->n_events)
    return recording->latest;
  recording->latest_asked = recording->n_events;
  zoe_statement_bind (row, "i", (gint64) recording->n_events);
  if (zoe_recording_step (recording, row))
    sequence = sqlite3_column_int64 (row, 0);
  sqlite3_reset (row);
  if (sequence == recording->latest->sequence)
    return recording->latest;

  row = recording->statements[ZOE_READ_KEYFRAME];
  zoe_statement_bind (row, "i", (gint64) recording->n_events);
  if (!zoe_recording_step (recording, row)
      || !zoe_keyframe_read (recording->latest, sqlite3_column_blob (row, 1), sqlite3_column_bytes (row, 1)))
    zoe_moment_reset (recording->latest);
  sqlite3_reset (row);
  return recording->latest;
}

static void
count_unicast (ZoeRecording *recording, ZoeMoment *moment, ZoeSent *sent)
{
  guint link = sent->link;

  if (link == 0)
    {
      ZoeHindsight *hindsight = zoe_hindsight_ask (recording, sent);
      const ZoeArrival *known = zoe_hindsight_find_end (hindsight, 0, moment->sequence);

      known = known != NULL ? known : zoe_hindsight_find_held (hindsight, 0);
      link = known != NULL ? known->link : 0;
    }
  if (link > 0)
    moment->links[link].n_under_way += 1 + sent->n_twins;
  else
    moment->sockets[sent->socket].n_unclaimed += 1 + sent->n_twins;
}

/**
 * zoe_hindsight_get_floor:
 *
 * Once a trace is complete, a copy that was not received never will be. Over a link that has carried nothing yet, most likely
 * nothing passes the subscription.
 *
 * Returns: a copy that nobody has received so far is still on its way over a link if it was sent later than this sequence;
 *   %G_MAXUINT64: none is
 */
guint64
zoe_hindsight_get_floor (ZoeRecording *recording, ZoeMoment *moment, guint link)
{
  ZoeMomentState *state = (ZoeMomentState *) moment, *latest = (ZoeMomentState *) zoe_hindsight_get_latest (recording);
  guint64 floor = MAX (state->traffic.passed[link], latest->traffic.passed[link]);

  return recording->complete || floor == 0 ? G_MAXUINT64 : floor;
}

/* The first message of a fan later than a sequence. */
static guint
find_later (ZoeFan *fan, guint64 sequence)
{
  guint begin = fan->first, end = fan->sent->len;

  while (begin < end)
    {
      guint middle = begin + (end - begin) / 2;

      if (g_array_index (fan->sent, ZoeFanned, middle).sequence <= sequence)
        begin = middle + 1;
      else
        end = middle;
    }
  return begin;
}

/* What is wrong with counting all that was sent later than what a link has passed: some copies were thrown away, others come late. */
static void
correct_fan (ZoeRecording *recording, ZoeMoment *moment, ZoeSent *sent)
{
  ZoeTraffic *traffic = &((ZoeMomentState *) moment)->traffic;
  ZoeHindsight *hindsight = zoe_hindsight_ask (recording, sent);

  for (guint i = 0; hindsight->arrivals != NULL && i < hindsight->arrivals->len; i++)
    {
      const ZoeArrival *arrival = &g_array_index (hindsight->arrivals, ZoeArrival, i);
      const ZoeArrival *end = zoe_hindsight_find_end (hindsight, arrival->link, 0);
      gboolean counted = sent->sequence > zoe_hindsight_get_floor (recording, moment, arrival->link);

      /* Once for each link; what waits at its end is counted by itself. */
      if (arrival->link == 0 || arrival != (end != NULL ? end : zoe_hindsight_find_held (hindsight, arrival->link))
          || zoe_traffic_count_waiting (traffic, sent->message, arrival->socket) > 0)
        continue;
      if (arrival->kind == ZOE_EVENT_HELD || arrival->sequence > moment->sequence)
        moment->links[arrival->link].n_under_way += counted ? 0 : 1;
      else if (counted)
        moment->links[arrival->link].n_under_way--;
    }
}

static void
count_fan (ZoeRecording *recording, ZoeMoment *moment, guint socket)
{
  ZoeWiring *wiring = recording->wiring;
  ZoeTraffic *traffic = &((ZoeMomentState *) moment)->traffic;
  ZoeFan *fan = &traffic->fans[socket];

  if (fan->sent == NULL || fan->first == fan->sent->len)
    return;
  for (guint i = 0; i < wiring->n_links_of[socket]; i++)
    {
      guint link = wiring->links_of[wiring->first_link[socket] + i];
      guint64 floor = zoe_hindsight_get_floor (recording, moment, link);

      if (floor != G_MAXUINT64)
        moment->links[link].n_under_way += fan->sent->len - find_later (fan, floor);
    }
  /* Also those that all links have passed: what a peer's former life sent may come after what its next one did. */
  for (guint i = fan->first; i < fan->sent->len; i++)
    {
      ZoeSent *sent = zoe_traffic_find (traffic, g_array_index (fan->sent, ZoeFanned, i).message);

      if (sent != NULL)
        correct_fan (recording, moment, sent);
    }
}

/* What waits at the ends of links, as far as it has not been counted. */
static void
count_waits (ZoeRecording *recording, ZoeMoment *moment)
{
  ZoeTraffic *traffic = &((ZoeMomentState *) moment)->traffic;
  GHashTableIter iter;
  ZoeWait *wait;

  if (traffic->waits == NULL)
    return;
  g_hash_table_iter_init (&iter, traffic->waits);
  while (g_hash_table_iter_next (&iter, (gpointer *) &wait, NULL))
    {
      ZoeSent *sent = zoe_traffic_find (traffic, wait->message);
      guint link = sent != NULL ? zoe_wiring_find_link (recording->wiring, sent->socket, wait->socket) : 0;

      if (link > 0 && (sent->given_up || sent->sequence <= zoe_hindsight_get_floor (recording, moment, link)))
        moment->links[link].n_under_way++;
    }
}

/**
 * zoe_hindsight_apply:
 *
 * Says for every link of a moment how much is on its way over it: what a moment's own past cannot tell.
 */
void
zoe_hindsight_apply (ZoeRecording *recording, ZoeMoment *moment)
{
  ZoeTraffic *traffic = &((ZoeMomentState *) moment)->traffic;

  for (guint i = 0; i <= moment->n_links; i++)
    moment->links[i].n_under_way = 0;
  for (guint i = 0; i <= moment->n_sockets; i++)
    moment->sockets[i].n_unclaimed = 0;
  for (guint i = 0; i < traffic->n_places; i++)
    if (traffic->places[i].message != 0 && !recording->wiring->fans_out[traffic->places[i].socket])
      count_unicast (recording, moment, &traffic->places[i]);
  for (guint socket = 1; socket <= moment->n_sockets; socket++)
    if (recording->wiring->fans_out[socket])
      count_fan (recording, moment, socket);
  count_waits (recording, moment);
}
