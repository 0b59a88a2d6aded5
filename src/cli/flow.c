/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/flow.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "model/duration.h"

/* What happened in a span is the difference of the moments at its ends. */
typedef struct
{
  ZoeMoment *before;
  ZoeMoment *after;
  guint64    busiest;   /* the most that a link carried */
} Flow;

static guint64
count_carried (const Flow *flow, guint link)
{
  return flow->after->links[link].n_carried - flow->before->links[link].n_carried;
}

static char *
dup_node_label (guint node, gpointer data)
{
  const Flow *flow = data;
  guint64 n_sent = flow->after->nodes[node].n_sent - flow->before->nodes[node].n_sent;
  guint64 n_received = flow->after->nodes[node].n_received - flow->before->nodes[node].n_received;

  if (n_sent > 0 && n_received > 0)
    return g_strdup_printf (_("sent %" PRIu64 ", received %" PRIu64), n_sent, n_received);
  if (n_sent > 0)
    return g_strdup_printf (_("sent %" PRIu64), n_sent);
  if (n_received > 0)
    return g_strdup_printf (_("received %" PRIu64), n_received);
  return g_strdup (_("silent"));
}

static char *
dup_link_label (guint link, gpointer data)
{
  const Flow *flow = data;

  return g_strdup_printf ("%" PRIu64, count_carried (flow, link));
}

static double
get_link_weight (guint link, gpointer data)
{
  const Flow *flow = data;

  return flow->busiest > 0 ? (double) count_carried (flow, link) / flow->busiest : 0;
}

static char *
dup_subtitle (ZoeRecording *recording, ZoeSpan span)
{
  gint64 end_ns = MIN (zoe_recording_get_duration (recording), span.end_ns);
  g_autofree char *length = zoe_duration_dup_text (MAX (end_ns - span.begin_ns, 0));
  g_autofree char *begin = zoe_duration_dup_stamp (span.begin_ns);

  if (span.begin_ns == 0 && span.end_ns > zoe_recording_get_duration (recording))
    return g_strdup_printf (_("seed %" PRIu64 ", %s"), zoe_recording_get_scenario (recording)->seed, length);
  if (span.begin_ns == 0)
    return g_strdup_printf (_("seed %" PRIu64 ", the first %s"), zoe_recording_get_scenario (recording)->seed, length);
  return g_strdup_printf (_("seed %" PRIu64 ", %s from %s on"), zoe_recording_get_scenario (recording)->seed, length, begin);
}

/**
 * zoe_flow_draw:
 * @span: what happened in it; end_ns 0 = all
 *
 * Returns: (transfer full) (nullable): the picture's bytes
 */
GBytes *
zoe_flow_draw (ZoeRecording *recording, ZoeSpan span, ZoePictureFormat format, GError **error)
{
  ZoeScenario *scenario = zoe_recording_get_scenario (recording);
  gint64 end_ns = span.end_ns == 0 ? G_MAXINT64 : span.end_ns;
  g_autofree char *subtitle = dup_subtitle (recording, (ZoeSpan) { span.begin_ns, end_ns });
  g_autoptr (ZoeMoment) before = NULL;
  g_autoptr (ZoeMoment) after = NULL;
  const ZoePictureNotes notes =
  {
    .subtitle = subtitle,
    .dup_node_label = dup_node_label,
    .dup_link_label = dup_link_label,
    .get_link_weight = get_link_weight,
  };
  Flow flow = { 0 };

  before = zoe_recording_dup_moment (recording, span.begin_ns > 0 ? zoe_recording_find_sequence (recording, span.begin_ns - 1) : 0);
  after = zoe_recording_dup_moment (recording, end_ns == G_MAXINT64 ? zoe_recording_get_n_events (recording)
                                                                     : zoe_recording_find_sequence (recording, end_ns - 1));
  flow.before = before;
  flow.after = after;
  for (guint i = 1; i <= after->n_links; i++)
    flow.busiest = MAX (flow.busiest, count_carried (&flow, i));
  return zoe_picture_render (scenario, &notes, &flow, format, error);
}
