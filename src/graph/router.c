/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/router.h"

#include <math.h>
#include <string.h>

#define CLEAR         4.0     /* between a link and a node it passes */
#define LANE_PITCH    8.0     /* between links side by side */
#define LEAST_BEND    14.0    /* room a link needs to change from one lane into another */
#define FAR           160.0   /* so long a way around is worse than a lane shared */
#define FIRST_BOW     30.0    /* how far a bow leaves its nodes; the next ones go farther */
#define N_BOWS        40
#define N_OUTER_LANES 60
#define SAMPLES       14      /* points at which a curve is compared with the nodes */
#define MOST_POINTS   16

/* A link from its left end to its right one, or a bow from its upper end to its lower one. */
typedef struct
{
  guint    link;
  guint    from_node, to_node;
  ZoeEnd   from, to;
  gboolean turned;            /* from the head to the tail */
  gboolean bow;
  double   span;
} Way;

/* A lane that is taken, y from x to x; or a bow, x from y to y. */
typedef struct
{
  double at, begin, end;
  guint  from_node, to_node;
} Taken;

typedef enum
{
  ALONE,          /* in a lane of one's own, if it is near */
  BUNDLED,        /* or in one with links that have one end in common */
  CROWDED,
  N_MANNERS
} Manner;

typedef struct
{
  ZoeLayout   *layout;
  GArray      *ways;
  GArray      *lanes;         /* (element-type Taken) */
  GArray      *bows;          /* (element-type Taken) */
  guint       *n_ways;        /* by node */
  ZoePoint     points[MOST_POINTS];
  guint        n_points;
} Router;

static int
compare_ways (gconstpointer a, gconstpointer b)
{
  const Way *one = a, *other = b;

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
      Way way = turned ? (Way) { i, head, tail, to, from, TRUE, bow, 0 } : (Way) { i, tail, head, from, to, FALSE, bow, 0 };

      way.span = hypot (from.x - to.x, from.y - to.y);
      g_array_append_val (router->ways, way);
      router->n_ways[tail]++;
      router->n_ways[head]++;
    }
  g_array_sort (router->ways, compare_ways);
}

static gboolean
is_taken (const GArray *taken, const Taken *wanted, Manner manner)
{
  for (guint i = 0; i < taken->len && manner != CROWDED; i++)
    {
      const Taken *other = &g_array_index (taken, Taken, i);

      if (fabs (other->at - wanted->at) >= LANE_PITCH - 1 || other->begin >= wanted->end || wanted->begin >= other->end)
        continue;
      if (manner == ALONE || (other->from_node == wanted->from_node) == (other->to_node == wanted->to_node))
        return TRUE;
    }
  return FALSE;
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

static gboolean
meets_box (const ZoePoint *p, const ZoeBox *box)
{
  double left = box->x - CLEAR, right = box->x + box->width + CLEAR, top = box->y - CLEAR, bottom = box->y + box->height + CLEAR;
  double least_x = MIN (MIN (p[0].x, p[1].x), MIN (p[2].x, p[3].x)), most_x = MAX (MAX (p[0].x, p[1].x), MAX (p[2].x, p[3].x));
  double least_y = MIN (p[0].y, p[3].y), most_y = MAX (p[0].y, p[3].y);

  if (most_x <= left || least_x >= right || most_y <= top || least_y >= bottom)
    return FALSE;
  if (most_y - least_y < 0.01)
    return TRUE;
  for (guint i = 0; i <= SAMPLES; i++)
    {
      ZoePoint at = zoe_route_get_point (&(ZoeRoute) { 4, (ZoePoint *) p }, i / (double) SAMPLES);

      if (at.x > left && at.x < right && at.y > top && at.y < bottom)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_free (Router *router, const Way *way)
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
set_lane_route (Router *router, const Way *way, double y)
{
  double top = MIN (MIN (way->from.y, way->to.y), y) - CLEAR, bottom = MAX (MAX (way->from.y, way->to.y), y) + CLEAR;
  double begin = way->from.x, first = way->to.x, last = way->from.x, end = way->to.x;

  for (guint node = 1; node <= router->layout->n_nodes; node++)
    {
      const ZoeBox *box = &router->layout->nodes[node];
      double right = box->x + box->width;

      if (node == way->from_node || node == way->to_node || right <= way->from.x || box->x >= way->to.x
          || box->y >= bottom || box->y + box->height <= top)
        continue;
      /* What sticks out beside the ends is passed before the link bends. */
      if (box->x < way->from.x + CLEAR)
        begin = MAX (begin, right + CLEAR);
      else if (right > way->to.x - CLEAR)
        end = MIN (end, box->x - CLEAR);
      else
        {
          first = MIN (first, box->x - CLEAR);
          last = MAX (last, right + CLEAR);
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

static int
compare_begins (gconstpointer a, gconstpointer b)
{
  const Taken *one = a, *other = b;

  if (one->begin != other->begin)
    return one->begin < other->begin ? -1 : 1;
  return one->at < other->at ? -1 : one->at > other->at;
}

/* Of lanes that are equally long, the one near the end with fewer links: near the other one it is crowded. */
static void
add_lane (Router *router, GArray *lanes, const Way *way, double y)
{
  double from = fabs (way->from.y - y), to = fabs (way->to.y - y);
  double aside = router->n_ways[way->from_node] < router->n_ways[way->to_node] ? from : to;
  Taken lane = { .at = y, .begin = from + to + aside * 0.05 };

  g_array_append_val (lanes, lane);
}

/* Heights at which something could pass all nodes between the two ends, the shortest way first. */
static GArray *
find_lanes (Router *router, const Way *way)
{
  g_autoptr (GArray) solids = g_array_new (FALSE, FALSE, sizeof (Taken));
  GArray *lanes = g_array_new (FALSE, FALSE, sizeof (Taken));
  double free_from = -G_MAXDOUBLE;

  add_lane (router, lanes, way, way->from.y);
  add_lane (router, lanes, way, way->to.y);
  for (guint node = 1; node <= router->layout->n_nodes; node++)
    {
      const ZoeBox *box = &router->layout->nodes[node];
      Taken solid = { .begin = box->y, .end = box->y + box->height };

      if (box->x < way->to.x && box->x + box->width > way->from.x)
        g_array_append_val (solids, solid);
    }
  g_array_sort (solids, compare_begins);
  for (guint i = 0; i <= solids->len; i++)
    {
      double begin = i < solids->len ? g_array_index (solids, Taken, i).begin : G_MAXDOUBLE;
      double room = begin - free_from - 2 * CLEAR;

      if (i == 0 || i == solids->len)
        for (guint k = 1; k <= N_OUTER_LANES; k++)
          add_lane (router, lanes, way, i == 0 ? begin - LEAST_BEND - k * LANE_PITCH : free_from + LEAST_BEND + k * LANE_PITCH);
      else if (room >= 0)
        {
          guint n = 1 + (guint) (room / LANE_PITCH);

          for (guint k = 0; k < MIN (n, 64); k++)
            add_lane (router, lanes, way, (free_from + begin) / 2 + (k - (MIN (n, 64) - 1) / 2.0) * LANE_PITCH);
        }
      if (i < solids->len)
        free_from = MAX (free_from, g_array_index (solids, Taken, i).end);
    }
  g_array_sort (lanes, compare_begins);
  return lanes;
}

static gboolean
take_lane (Router *router, const Way *way, Manner manner)
{
  g_autoptr (GArray) lanes = find_lanes (router, way);

  for (guint i = 0; i < lanes->len; i++)
    {
      const Taken *lane = &g_array_index (lanes, Taken, i);
      Taken taken = { lane->at, way->from.x, way->to.x, way->from_node, way->to_node };

      if (manner == ALONE && lane->begin > g_array_index (lanes, Taken, 0).begin + FAR)
        break;
      if (!set_lane_route (router, way, taken.at))
        continue;
      if (router->n_points > 4)
        {
          taken.begin = router->points[3].x;
          taken.end = router->points[router->n_points - 4].x;
        }
      if (is_taken (router->lanes, &taken, manner) || !is_free (router, way))
        continue;
      g_array_append_val (router->lanes, taken);
      return TRUE;
    }
  return FALSE;
}

static void
set_bow_route (Router *router, const Way *way, double depth)
{
  double x = way->from.right ? MAX (way->from.x, way->to.x) + depth : MIN (way->from.x, way->to.x) - depth;

  router->points[0] = (ZoePoint) { way->from.x, way->from.y };
  router->points[1] = (ZoePoint) { x, way->from.y };
  router->points[2] = (ZoePoint) { x, way->to.y };
  router->points[3] = (ZoePoint) { way->to.x, way->to.y };
  router->n_points = 4;
}

static gboolean
take_bow (Router *router, const Way *way, Manner manner)
{
  double begin = MIN (way->from.y, way->to.y), end = MAX (way->from.y, way->to.y);

  for (guint i = 0; i < N_BOWS; i++)
    {
      double depth = FIRST_BOW + i * (LANE_PITCH + 2);
      Taken taken;

      set_bow_route (router, way, depth);
      taken = (Taken) { router->points[1].x, begin, end, way->from_node, way->to_node };
      if (is_taken (router->bows, &taken, manner) || !is_free (router, way))
        continue;
      g_array_append_val (router->bows, taken);
      return TRUE;
    }
  return FALSE;
}

static void
take_direct (Router *router, const Way *way)
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
keep (Router *router, const Way *way)
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

  router.ways = g_array_new (FALSE, FALSE, sizeof (Way));
  router.lanes = g_array_new (FALSE, FALSE, sizeof (Taken));
  router.bows = g_array_new (FALSE, FALSE, sizeof (Taken));
  router.n_ways = g_new0 (guint, layout->n_nodes + 1);
  collect_ways (&router, scenario, ends);
  for (guint i = 0; i < router.ways->len; i++)
    {
      const Way *way = &g_array_index (router.ways, Way, i);
      gboolean found;

      take_direct (&router, way);
      found = !way->bow && is_free (&router, way);
      for (Manner manner = ALONE; manner < N_MANNERS && !found; manner++)
        found = way->bow ? take_bow (&router, way, manner) : take_lane (&router, way, manner);
      if (!found)
        take_direct (&router, way);
      keep (&router, way);
    }
  g_array_unref (router.ways);
  g_array_unref (router.lanes);
  g_array_unref (router.bows);
  g_free (router.n_ways);
}
