/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/lanes.h"

#include <math.h>

#define LEAST_BEND    14.0    /* between nodes and what goes around all of them */
#define N_OUTER_LANES 60

/**
 * zoe_lane_is_taken:
 * @taken: (element-type ZoeLane): all that are
 */
gboolean
zoe_lane_is_taken (const GArray *taken, const ZoeLane *wanted, ZoeManner manner)
{
  for (guint i = 0; i < taken->len && manner != ZOE_MANNER_CROWDED; i++)
    {
      const ZoeLane *other = &g_array_index (taken, ZoeLane, i);

      if (fabs (other->at - wanted->at) >= ZOE_LANE_PITCH - 1 || other->begin >= wanted->end || wanted->begin >= other->end)
        continue;
      if (manner == ZOE_MANNER_ALONE || (other->from_node == wanted->from_node) == (other->to_node == wanted->to_node))
        return TRUE;
    }
  return FALSE;
}

static int
compare_begins (gconstpointer a, gconstpointer b)
{
  const ZoeLane *one = a, *other = b;

  if (one->begin != other->begin)
    return one->begin < other->begin ? -1 : 1;
  return one->at < other->at ? -1 : one->at > other->at;
}

/* Of lanes that are equally long, the one near the end with fewer links: near the other one it is crowded. */
static void
add_lane (ZoeLanes *lanes, GArray *found, const ZoeWay *way, double y)
{
  double from = fabs (way->from.y - y), to = fabs (way->to.y - y);
  double aside = lanes->n_ways[way->from_node] < lanes->n_ways[way->to_node] ? from : to;
  ZoeLane lane = { .at = y, .begin = from + to + aside * 0.05 };

  g_array_append_val (found, lane);
}

/**
 * zoe_lanes_find:
 *
 * Returns: (transfer full) (element-type ZoeLane): heights at which something could pass all nodes between the two ends, the
 *   shortest way first; how long it is, is in @begin
 */
GArray *
zoe_lanes_find (ZoeLanes *lanes, const ZoeWay *way)
{
  g_autoptr (GArray) solids = g_array_new (FALSE, FALSE, sizeof (ZoeLane));
  GArray *found = g_array_new (FALSE, FALSE, sizeof (ZoeLane));
  double free_from = -G_MAXDOUBLE;

  add_lane (lanes, found, way, way->from.y);
  add_lane (lanes, found, way, way->to.y);
  for (guint node = 1; node <= lanes->layout->n_nodes; node++)
    {
      const ZoeBox *box = &lanes->layout->nodes[node];
      ZoeLane solid = { .begin = box->y, .end = box->y + box->height };

      if (box->x < way->to.x && box->x + box->width > way->from.x)
        g_array_append_val (solids, solid);
    }
  g_array_sort (solids, compare_begins);
  for (guint i = 0; i <= solids->len; i++)
    {
      double begin = i < solids->len ? g_array_index (solids, ZoeLane, i).begin : G_MAXDOUBLE;
      double room = begin - free_from - 2 * ZOE_CLEAR;

      if (i == 0 || i == solids->len)
        for (guint k = 1; k <= N_OUTER_LANES; k++)
          add_lane (lanes, found, way, i == 0 ? begin - LEAST_BEND - k * ZOE_LANE_PITCH : free_from + LEAST_BEND + k * ZOE_LANE_PITCH);
      else if (room >= 0)
        {
          guint n = 1 + (guint) (room / ZOE_LANE_PITCH);

          for (guint k = 0; k < MIN (n, 64); k++)
            add_lane (lanes, found, way, (free_from + begin) / 2 + (k - (MIN (n, 64) - 1) / 2.0) * ZOE_LANE_PITCH);
        }
      if (i < solids->len)
        free_from = MAX (free_from, g_array_index (solids, ZoeLane, i).end);
    }
  g_array_sort (found, compare_begins);
  return found;
}

/* The column at x that begins with this node: everything that lies above or below it, partly. */
static gboolean
grow_column (ZoeLanes *lanes, const ZoeWay *way, double *begin, double *end)
{
  gboolean grown = FALSE;

  for (guint node = 1; node <= lanes->layout->n_nodes; node++)
    {
      const ZoeBox *box = &lanes->layout->nodes[node];
      double left = box->x - ZOE_CLEAR, right = box->x + box->width + ZOE_CLEAR;

      if (node == way->from_node || node == way->to_node || left < way->from.x || right > way->to.x
          || left >= *end || right <= *begin || (left >= *begin && right <= *end))
        continue;
      *begin = MIN (*begin, left);
      *end = MAX (*end, right);
      grown = TRUE;
    }
  return grown;
}

/**
 * zoe_lanes_find_column:
 *
 * Finds the next column of nodes to the right of @x that stands between the two ends of the way.
 */
gboolean
zoe_lanes_find_column (ZoeLanes *lanes, const ZoeWay *way, double x, double *ret_begin, double *ret_end)
{
  *ret_begin = G_MAXDOUBLE;
  for (guint node = 1; node <= lanes->layout->n_nodes; node++)
    {
      const ZoeBox *box = &lanes->layout->nodes[node];

      if (node != way->from_node && node != way->to_node && box->x - ZOE_CLEAR >= x && box->x - ZOE_CLEAR < *ret_begin
          && box->x + box->width + ZOE_CLEAR <= way->to.x)
        {
          *ret_begin = box->x - ZOE_CLEAR;
          *ret_end = box->x + box->width + ZOE_CLEAR;
        }
    }
  if (*ret_begin == G_MAXDOUBLE)
    return FALSE;
  while (grow_column (lanes, way, ret_begin, ret_end))
    ;
  return TRUE;
}

/**
 * zoe_lanes_find_gap:
 *
 * Returns: the free height nearest to @y at which to pass what stands between @begin and @end
 */
double
zoe_lanes_find_gap (ZoeLanes *lanes, const ZoeWay *way, double begin, double end, double y)
{
  g_autoptr (GArray) solids = g_array_new (FALSE, FALSE, sizeof (ZoeLane));
  double free_from = -G_MAXDOUBLE, best = G_MAXDOUBLE;

  for (guint node = 1; node <= lanes->layout->n_nodes; node++)
    {
      const ZoeBox *box = &lanes->layout->nodes[node];
      ZoeLane solid = { .begin = box->y - ZOE_CLEAR - 1, .end = box->y + box->height + ZOE_CLEAR + 1 };

      if (box->x - ZOE_CLEAR < end && box->x + box->width + ZOE_CLEAR > begin)
        g_array_append_val (solids, solid);
    }
  for (guint i = 0; i < lanes->taken->len; i++)
    {
      const ZoeLane *lane = &g_array_index (lanes->taken, ZoeLane, i);
      ZoeLane solid = { .begin = lane->at - ZOE_LANE_PITCH + 1, .end = lane->at + ZOE_LANE_PITCH - 1 };

      /* Links that have one end in common may go together. */
      if (lane->begin < end && lane->end > begin
          && (lane->from_node == way->from_node) == (lane->to_node == way->to_node))
        g_array_append_val (solids, solid);
    }
  g_array_sort (solids, compare_begins);
  for (guint i = 0; i <= solids->len; i++)
    {
      double free_to = i < solids->len ? g_array_index (solids, ZoeLane, i).begin : G_MAXDOUBLE;

      if (free_from <= free_to && fabs (CLAMP (y, free_from, free_to) - y) < fabs (best - y))
        best = CLAMP (y, free_from, free_to);
      if (i < solids->len)
        free_from = MAX (free_from, g_array_index (solids, ZoeLane, i).end);
    }
  return best;
}

void
zoe_lanes_init (ZoeLanes *lanes, const ZoeLayout *layout)
{
  lanes->layout = layout;
  lanes->taken = g_array_new (FALSE, FALSE, sizeof (ZoeLane));
  lanes->n_ways = g_new0 (guint, layout->n_nodes + 1);
}

void
zoe_lanes_clear (ZoeLanes *lanes)
{
  g_clear_pointer (&lanes->taken, g_array_unref);
  g_clear_pointer (&lanes->n_ways, g_free);
}
