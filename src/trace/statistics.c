/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/statistics.h"

#include "model/duration.h"
#include "trace/hindsight.h"

/* A copy that was received: from which event to which, over which link. */
typedef struct
{
  guint64 sent;
  guint64 received;    /* G_MAXUINT64: never */
  guint32 from_socket;
  guint32 to_socket;   /* 0: not known */
  guint32 link;        /* 0: not known */
} Copy;

typedef struct
{
  ZoeRecording  *recording;
  ZoeWiring     *wiring;
  ZoeStatistics *statistics;
  GArray        *copies;        /* (element-type Copy), in the order of receipt */
  GArray       **latencies;     /* (element-type gint64), by receiving socket */
  GArray       **on_links;      /* likewise, by link */
  guint64       *depth_nodes, *depth_sockets, *depth_links;
} Count;

static int
compare_int64 (gconstpointer a, gconstpointer b)
{
  gint64 p = *(const gint64 *) a, q = *(const gint64 *) b;

  return p < q ? -1 : p > q;
}

static int
compare_sent (gconstpointer a, gconstpointer b)
{
  const Copy *p = a, *q = b;

  return p->sent < q->sent ? -1 : p->sent > q->sent;
}

/* The smallest that so many hundredths are not above. */
static gint64
get_percentile (GArray *sorted, guint hundredths)
{
  guint64 rank = ((guint64) sorted->len * hundredths + 99) / 100;

  return g_array_index (sorted, gint64, MAX (rank, 1) - 1);
}

static void
set_latencies (ZoeFigures *figures, GArray *latencies)
{
  if (latencies == NULL || latencies->len == 0)
    return;
  g_array_sort (latencies, compare_int64);
  figures->latency_p50_ns = get_percentile (latencies, 50);
  figures->latency_p90_ns = get_percentile (latencies, 90);
  figures->latency_p99_ns = get_percentile (latencies, 99);
  figures->latency_max_ns = get_percentile (latencies, 100);
}

static void
add_latency (GArray **latencies, gint64 ns)
{
  if (*latencies == NULL)
    *latencies = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (*latencies, ns);
}

static void
count_send (Count *count, const ZoeEvent *event)
{
  ZoeStatistics *statistics = count->statistics;

  statistics->n_sent++;
  statistics->nodes[event->node].n_sent++;
  statistics->nodes[event->node].n_bytes += event->size;
  statistics->sockets[event->socket].n_sent++;
  statistics->sockets[event->socket].n_bytes += event->size;
}

static void
count_receive (Count *count, const ZoeEvent *event, const ZoeSent *sent, guint link)
{
  ZoeStatistics *statistics = count->statistics;

  statistics->n_received++;
  statistics->nodes[event->node].n_received++;
  statistics->nodes[event->node].n_bytes += event->size;
  statistics->sockets[event->socket].n_received++;
  statistics->sockets[event->socket].n_bytes += event->size;
  if (link > 0)
    {
      statistics->links[link].n_sent++;
      statistics->links[link].n_received++;
      statistics->links[link].n_bytes += event->size;
    }
  if (sent != NULL)
    {
      Copy copy = { sent->sequence, event->sequence, sent->socket, event->socket, link };

      g_array_append_val (count->copies, copy);
      add_latency (&count->latencies[event->socket], MAX (event->time_ns - sent->time_ns, 0));
      if (link > 0)
        add_latency (&count->on_links[link], MAX (event->time_ns - sent->time_ns, 0));
    }
}

static void
change_depth (guint64 *depth, ZoeFigures *figures, guint number, int change)
{
  if (number == 0)
    return;
  depth[number] += change;
  figures[number].queue_max = MAX (figures[number].queue_max, depth[number]);
}

/* A copy on its way counts at both its ends, and once for a node that sends to itself. */
static void
move_copy (Count *count, const Copy *copy, int change)
{
  ZoeStatistics *statistics = count->statistics;
  guint from = count->wiring->nodes[copy->from_socket], to = count->wiring->nodes[copy->to_socket];

  change_depth (count->depth_sockets, statistics->sockets, copy->from_socket, change);
  change_depth (count->depth_nodes, statistics->nodes, from, change);
  if (copy->to_socket != copy->from_socket)
    change_depth (count->depth_sockets, statistics->sockets, copy->to_socket, change);
  if (to != from)
    change_depth (count->depth_nodes, statistics->nodes, to, change);
  change_depth (count->depth_links, statistics->links, copy->link, change);
}

/* Plays all copies through once more, now that it is known where each went. */
static void
measure_queues (Count *count)
{
  g_autoptr (GArray) received = g_array_copy (count->copies);
  guint n_received = 0;

  while (n_received < received->len && g_array_index (received, Copy, n_received).received != G_MAXUINT64)
    n_received++;
  g_array_sort (count->copies, compare_sent);
  for (guint i = 0, j = 0; i < count->copies->len || j < n_received;)
    {
      const Copy *sent = i < count->copies->len ? &g_array_index (count->copies, Copy, i) : NULL;
      const Copy *arriving = j < n_received ? &g_array_index (received, Copy, j) : NULL;

      if (sent != NULL && (arriving == NULL || sent->sent < arriving->received))
        {
          move_copy (count, sent, 1);
          i++;
        }
      else
        {
          move_copy (count, arriving, -1);
          j++;
        }
    }
  for (guint i = 1; i <= count->wiring->n_nodes; i++)
    count->statistics->nodes[i].queue_end = count->depth_nodes[i];
  for (guint i = 1; i <= count->wiring->n_sockets; i++)
    count->statistics->sockets[i].queue_end = count->depth_sockets[i];
  for (guint i = 1; i <= count->wiring->n_links; i++)
    count->statistics->links[i].queue_end = count->depth_links[i];
}

/* What is left over at the end. */
static void
add_waiting (Count *count, ZoeMoment *moment)
{
  ZoeTraffic *traffic = &((ZoeMomentState *) moment)->traffic;

  for (guint i = 0; i < traffic->n_places; i++)
    {
      ZoeSent *sent = &traffic->places[i];

      if (sent->message != 0 && !count->wiring->fans_out[sent->socket])
        {
          Copy copy = { sent->sequence, G_MAXUINT64, sent->socket,
                        zoe_wiring_get_peer (count->wiring, sent->link, sent->socket), sent->link };

          g_array_append_val (count->copies, copy);
          if (sent->link > 0)
            count->statistics->links[sent->link].n_sent++;
        }
    }
}

static void
summarize (Count *count)
{
  ZoeStatistics *statistics = count->statistics;
  double seconds = statistics->duration_ns / (double) ZOE_NS_PER_S;

  for (guint node = 1; node <= statistics->n_nodes; node++)
    {
      g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (gint64));

      for (guint socket = 1; socket <= statistics->n_sockets; socket++)
        if (count->wiring->nodes[socket] == node && count->latencies[socket] != NULL)
          g_array_append_vals (all, count->latencies[socket]->data, count->latencies[socket]->len);
      set_latencies (&statistics->nodes[node], all);
    }
  for (guint i = 1; i <= statistics->n_sockets; i++)
    set_latencies (&statistics->sockets[i], count->latencies[i]);
  for (guint i = 1; i <= statistics->n_links; i++)
    set_latencies (&statistics->links[i], count->on_links[i]);
  if (seconds <= 0)
    return;
  for (guint i = 1; i <= statistics->n_nodes; i++)
    statistics->nodes[i].rate = (statistics->nodes[i].n_sent + statistics->nodes[i].n_received) / seconds;
  for (guint i = 1; i <= statistics->n_sockets; i++)
    statistics->sockets[i].rate = (statistics->sockets[i].n_sent + statistics->sockets[i].n_received) / seconds;
  for (guint i = 1; i <= statistics->n_links; i++)
    statistics->links[i].rate = statistics->links[i].n_received / seconds;
}

static void
count_clear (Count *count)
{
  for (guint i = 0; i <= count->wiring->n_sockets; i++)
    g_clear_pointer (&count->latencies[i], g_array_unref);
  for (guint i = 0; i <= count->wiring->n_links; i++)
    g_clear_pointer (&count->on_links[i], g_array_unref);
  g_free (count->latencies);
  g_free (count->on_links);
  g_free (count->depth_nodes);
  g_free (count->depth_sockets);
  g_free (count->depth_links);
  g_array_unref (count->copies);
}

static gint64
get_meta_number (ZoeRecording *recording, const char *key)
{
  const char *text = zoe_recording_get_meta (recording, key);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

/**
 * zoe_statistics_load:
 *
 * Reads the whole trace once; a million events take about a second.
 *
 * Links: messages count where it is known that they went over the link; so a link's n_sent is what it carried and what waits
 * on it at the end. Queues: copies between send and receipt; at a node or socket, those on the way to it and from it. Copies of
 * a socket that fans out count only if they were received.
 */
ZoeStatistics *
zoe_statistics_load (ZoeRecording *recording, GError **error)
{
  ZoeWiring *wiring = recording->wiring;
  g_autoptr (ZoeStatistics) statistics = g_new0 (ZoeStatistics, 1);
  g_autoptr (ZoeMoment) moment = zoe_moment_new_wired (wiring);
  ZoeTraffic *traffic = &((ZoeMomentState *) moment)->traffic;
  sqlite3_stmt *row = recording->statements[ZOE_READ_EVENTS_LEAN];
  ZoeStoredEvent stored;
  Count count =
    {
      .recording = recording,
      .wiring = wiring,
      .statistics = statistics,
      .copies = g_array_new (FALSE, FALSE, sizeof (Copy)),
      .latencies = g_new0 (GArray *, wiring->n_sockets + 1),
      .on_links = g_new0 (GArray *, wiring->n_links + 1),
      .depth_nodes = g_new0 (guint64, wiring->n_nodes + 1),
      .depth_sockets = g_new0 (guint64, wiring->n_sockets + 1),
      .depth_links = g_new0 (guint64, wiring->n_links + 1),
    };

  statistics->n_events = recording->n_events;
  statistics->duration_ns = recording->duration_ns;
  statistics->recorder_waits = MAX (get_meta_number (recording, "recorder-waits"), 0);
  statistics->recorder_waited_ns = MAX (get_meta_number (recording, "recorder-waited-ns"), 0);
  statistics->n_nodes = wiring->n_nodes;
  statistics->n_sockets = wiring->n_sockets;
  statistics->n_links = wiring->n_links;
  statistics->nodes = g_new0 (ZoeFigures, wiring->n_nodes + 1);
  statistics->sockets = g_new0 (ZoeFigures, wiring->n_sockets + 1);
  statistics->links = g_new0 (ZoeFigures, wiring->n_links + 1);

  zoe_recording_begin (recording);
  zoe_statement_bind (row, "ii", (gint64) 1, (gint64) recording->n_events);
  while (zoe_recording_step_event (recording, row, &stored))
    {
      if (stored.event.kind == ZOE_EVENT_SEND)
        count_send (&count, &stored.event);
      else if (stored.event.kind == ZOE_EVENT_RECEIVE)
        count_receive (&count, &stored.event, zoe_traffic_find (traffic, stored.event.message), stored.origin.link);
      zoe_moment_apply (moment, &stored.event, stored.origin, NULL, NULL);
    }
  zoe_recording_end (recording);
  add_waiting (&count, moment);
  measure_queues (&count);
  summarize (&count);
  count_clear (&count);
  if (recording->failure == NULL)
    return g_steal_pointer (&statistics);
  g_propagate_error (error, g_error_copy (recording->failure));
  return NULL;
}

void
zoe_statistics_free (ZoeStatistics *statistics)
{
  g_free (statistics->nodes);
  g_free (statistics->sockets);
  g_free (statistics->links);
  g_free (statistics);
}
