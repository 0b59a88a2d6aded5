/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/router.h"

#include <math.h>

#include "graph/lanes.h"

#define LEAST_BEND    14.0    /* room a link needs to change from one lane into another */
#define FAR           160.0   /* so long a way around is worse than a lane shared */
#define FIRST_BOW     30.0    /* how far a bow leaves its nodes; the next ones go farther */
#define N_BOWS        40
#define LEAST_SAMPLES 14u     /* points at which a curve is compared with the nodes */
#define SAMPLE_LENGTH 12.0
#define MOST_POINTS   1024

typedef struct
{
  ZoeLayout   *layout;
  GArray      *ways;
  ZoeLanes     lanes;
  GArray      *bows;          /* (element-type ZoeLane) */
  ZoePoint     points[MOST_POINTS];
  guint        n_points;
} Router;

static int
compare_ways (gconstpointer a, gconstpointer b)
{
  const ZoeWay *one = a, *other = b;

  if (one->span != other->span)
    return one->span < other->span ? -1 : 1;
  return one->link < other->link ? -1 : one->link > other->link;
}

static void
collect_ways (Router *router, ZoeScenario *scenario, const ZoeEnd *ends)
{
  for (guint i = 1; i <= router->layout->n_links; i++)
    {
      ZoeLinkSpec *link = zoe_scenario_get_link (scenario, i);
      guint tail = zoe_scenario_get_socket (scenario, link->tail)->node;
      guint head = zoe_scenario_get_socket (scenario, link->head)->node;
      ZoeEnd from = ends[2 * i], to = ends[2 * i + 1];
      gboolean bow = from.right == to.right;
      gboolean turned = bow ? from.y > to.y : !from.right;
      ZoeWay way = turned ? (ZoeWay) { i, head, tail, to, from, TRUE, bow, 0 } : (ZoeWay) { i, tail, head, from, to, FALSE, bow, 0 };

      way.span = hypot (from.x - to.x, from.y - to.y);
      g_array_append_val (router->ways, way);
      router->lanes.n_ways[tail]++;
      router->lanes.n_ways[head]++;
    }
  g_array_sort (router->ways, compare_ways);
}

static void
begin_route (Router *router, double x, double y)
{
  router->points[0] = (ZoePoint) { x, y };
  router->n_points = 1;
}

/* A piece that leaves and arrives level. Nothing if it leads nowhere. */
static void
go_to (Router *router, double x, double y)
{
  ZoePoint last = router->points[router->n_points - 1];
  double bend = (x - last.x) / 2;

  if (hypot (x - last.x, y - last.y) < 0.5 || router->n_points + 3 > MOST_POINTS)
    return;
  router->points[router->n_points++] = (ZoePoint) { last.x + bend, last.y };
  router->points[router->n_points++] = (ZoePoint) { x - bend, y };
  router->points[router->n_points++] = (ZoePoint) { x, y };
}

static double
get_bezier (double a, double b, double c, double d, double t)
{
  double u = 1 - t;

  return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
}

static gboolean
meets_box (const ZoePoint *p, const ZoeBox *box)
{
  double left = box->x - ZOE_CLEAR, right = box->x + box->width + ZOE_CLEAR, top = box->y - ZOE_CLEAR, bottom = box->y + box->height + ZOE_CLEAR;
  double least_x = MIN (MIN (p[0].x, p[1].x), MIN (p[2].x, p[3].x)), most_x = MAX (MAX (p[0].x, p[1].x), MAX (p[2].x, p[3].x));
  double least_y = MIN (p[0].y, p[3].y), most_y = MAX (p[0].y, p[3].y);
  guint n;

  if (most_x <= left || least_x >= right || most_y <= top || least_y >= bottom)
    return FALSE;
  if (most_y - least_y < 0.01)
    return TRUE;
  n = MAX (LEAST_SAMPLES, (guint) ((most_x - least_x + most_y - least_y) / SAMPLE_LENGTH));
  for (guint i = 0; i <= n; i++)
    {
      double x = get_bezier (p[0].x, p[1].x, p[2].x, p[3].x, i / (double) n), y;

      if (x <= left || x >= right)
        continue;
      y = get_bezier (p[0].y, p[1].y, p[2].y, p[3].y, i / (double) n);
      if (y > top && y < bottom)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_free (Router *router, const ZoeWay *way)
{
  for (guint node = 1; node <= router->layout->n_nodes; node++)
    if (node != way->from_node && node != way->to_node)
      for (guint i = 0; i + 3 < router->n_points; i += 3)
        if (meets_box (router->points + i, &router->layout->nodes[node]))
          return FALSE;
  return TRUE;
}

/* From where to where a lane at y lies beside or between nodes, so that the link must be in it. FALSE: it cannot get there. */
static gboolean
set_lane_route (Router *router, const ZoeWay *way, double y)
{
  double top = MIN (MIN (way->from.y, way->to.y), y) - ZOE_CLEAR, bottom = MAX (MAX (way->from.y, way->to.y), y) + ZOE_CLEAR;
  double begin = way->from.x, first = way->to.x, last = way->from.x, end = way->to.x;

  for (guint node = 1; node <= router->layout->n_nodes; node++)
    {
      const ZoeBox *box = &router->layout->nodes[node];
      double right = box->x + box->width;

      if (node == way->from_node || node == way->to_node || right <= way->from.x || box->x >= way->to.x
          || box->y >= bottom || box->y + box->height <= top)
        continue;
      /* What sticks out beside the ends is passed before the link bends. */
      if (box->x < way->from.x + ZOE_CLEAR)
        begin = MAX (begin, right + ZOE_CLEAR);
      else if (right > way->to.x - ZOE_CLEAR)
        end = MIN (end, box->x - ZOE_CLEAR);
      else
        {
          first = MIN (first, box->x - ZOE_CLEAR);
          last = MAX (last, right + ZOE_CLEAR);
        }
    }
  if (first > last)
    first = last = y == way->from.y ? begin : y == way->to.y ? end : (begin + end) / 2;
  if ((y != way->from.y && first - begin < LEAST_BEND) || (y != way->to.y && end - last < LEAST_BEND))
    return FALSE;
  begin_route (router, way->from.x, way->from.y);
  go_to (router, begin, way->from.y);
  go_to (router, first, y);
  go_to (router, last, y);
  go_to (router, end, way->to.y);
  go_to (router, way->to.x, way->to.y);
  return router->n_points > 1;
}

/* Column by column, wherever there is a gap in each. */
static gboolean
take_stairs (Router *router, const ZoeWay *way)
{
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (ZoeLane));
  double x = way->from.x, begin, end;

  begin_route (router, way->from.x, way->from.y);
  while (router->n_points + 9 < MOST_POINTS && zoe_lanes_find_column (&router->lanes, way, x, &begin, &end))
    {
      double share = ((begin + end) / 2 - way->from.x) / (way->to.x - way->from.x);
      double wanted = way->from.y + share * (way->to.y - way->from.y);
      ZoeLane step = { .begin = begin, .end = end, .from_node = way->from_node, .to_node = way->to_node };

      step.at = zoe_lanes_find_gap (&router->lanes, way, begin, end, wanted);
      if (fabs (step.at - wanted) > FAR)
        return FALSE;
      go_to (router, begin, step.at);
      go_to (router, end, step.at);
      g_array_append_val (steps, step);
      x = end;
    }
  go_to (router, way->to.x, way->to.y);
  if (!is_free (router, way))
    return FALSE;
  g_array_append_vals (router->lanes.taken, steps->data, steps->len);
  return TRUE;
}

static gboolean
take_lane (Router *router, const ZoeWay *way, ZoeManner manner)
{
  g_autoptr (GArray) lanes = zoe_lanes_find (&router->lanes, way);

  for (guint i = 0; i < lanes->len; i++)
    {
      const ZoeLane *lane = &g_array_index (lanes, ZoeLane, i);
      ZoeLane taken = { lane->at, way->from.x, way->to.x, way->from_node, way->to_node };

      if (manner == ZOE_MANNER_ALONE && lane->begin > g_array_index (lanes, ZoeLane, 0).begin + FAR)
        break;
      if (!set_lane_route (router, way, taken.at))
        continue;
      if (router->n_points > 4)
        {
          taken.begin = router->points[3].x;
          taken.end = router->points[router->n_points - 4].x;
        }
      if (zoe_lane_is_taken (router->lanes.taken, &taken, manner) || !is_free (router, way))
        continue;
      g_array_append_val (router->lanes.taken, taken);
      return TRUE;
    }
  return FALSE;
}

static void
set_bow_route (Router *router, const ZoeWay *way, double depth)
{
  double x = way->from.right ? MAX (way->from.x, way->to.x) + depth : MIN (way->from.x, way->to.x) - depth;

  router->points[0] = (ZoePoint) { way->from.x, way->from.y };
  router->points[1] = (ZoePoint) { x, way->from.y };
  router->points[2] = (ZoePoint) { x, way->to.y };
  router->points[3] = (ZoePoint) { way->to.x, way->to.y };
  router->n_points = 4;
}

static gboolean
take_bow (Router *router, const ZoeWay *way, ZoeManner manner)
{
  double begin = MIN (way->from.y, way->to.y), end = MAX (way->from.y, way->to.y);

  for (guint i = 0; i < N_BOWS; i++)
    {
      double depth = FIRST_BOW + i * (ZOE_LANE_PITCH + 2);
      ZoeLane taken;

      set_bow_route (router, way, depth);
      taken = (ZoeLane) { router->points[1].x, begin, end, way->from_node, way->to_node };
      if (zoe_lane_is_taken (router->bows, &taken, manner) || !is_free (router, way))
        continue;
      g_array_append_val (router->bows, taken);
      return TRUE;
    }
  return FALSE;
}

static void
take_direct (Router *router, const ZoeWay *way)
{
  if (way->bow)
    set_bow_route (router, way, FIRST_BOW);
  else
    {
      begin_route (router, way->from.x, way->from.y);
      go_to (router, way->to.x, way->to.y);
    }
}

static void
keep (Router *router, const ZoeWay *way)
{
  ZoeRoute *route = &router->layout->links[way->link];

  while (router->n_points < 4)
    {
      router->points[router->n_points] = router->points[router->n_points - 1];
      router->n_points++;
    }
  route->n_points = router->n_points;
  route->points = g_new (ZoePoint, route->n_points);
  for (guint i = 0; i < route->n_points; i++)
    route->points[i] = router->points[way->turned ? route->n_points - 1 - i : i];
}

/**
 * zoe_router_run:
 * @layout: gets the routes of its links. Each joins its pieces level, so that they stay smooth when gaps between nodes grow
 */
void
zoe_router_run (ZoeLayout *layout, ZoeScenario *scenario, const ZoeEnd *ends)
{
  Router router = { .layout = layout };

  router.ways = g_array_new (FALSE, FALSE, sizeof (ZoeWay));
  zoe_lanes_init (&router.lanes, layout);
  router.bows = g_array_new (FALSE, FALSE, sizeof (ZoeLane));
  collect_ways (&router, scenario, ends);
  for (guint i = 0; i < router.ways->len; i++)
    {
      const ZoeWay *way = &g_array_index (router.ways, ZoeWay, i);
      gboolean found;

      take_direct (&router, way);
      found = !way->bow && is_free (&router, way);
      for (ZoeManner manner = ZOE_MANNER_ALONE; manner < ZOE_N_MANNERS && !found; manner++)
        found = way->bow ? take_bow (&router, way, manner)
                         : take_lane (&router, way, manner) || (manner == ZOE_MANNER_ALONE && take_stairs (&router, way));
      if (!found)
        take_direct (&router, way);
      keep (&router, way);
    }
  g_array_unref (router.ways);
  zoe_lanes_clear (&router.lanes);
  g_array_unref (router.bows);
}
