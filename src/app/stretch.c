/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/stretch.h"

#include <math.h>

#define MOST_X    8.0     /* times a gap from left to right may grow */
#define MOST_Y    2.5
#define LONGEST   640.0   /* and how wide it may become */
#define LEAST_X   110.0   /* narrower no gap becomes: messages must be seen in it */
#define LEAST_Y   14.0

typedef struct
{
  double begin, end;
} Stretch;

/* One direction of the plane: where the nodes are, and how the gaps between them grow. */
typedef struct
{
  GArray *solid;          /* (element-type Stretch) sorted, apart from each other */
  double *moved;          /* how far each of them moves */
} Direction;

static void
add_solid (Direction *direction, double begin, double end)
{
  Stretch stretch = { begin, end };

  if (end > begin)
    g_array_append_val (direction->solid, stretch);
}

static int
compare_begins (gconstpointer a, gconstpointer b)
{
  const Stretch *first = a, *second = b;

  return first->begin < second->begin ? -1 : first->begin > second->begin;
}

static void
merge_solids (Direction *direction)
{
  GArray *solid = direction->solid;
  guint n = 0;

  g_array_sort (solid, compare_begins);
  for (guint i = 0; i < solid->len; i++)
    {
      Stretch *last = n > 0 ? &g_array_index (solid, Stretch, n - 1) : NULL;
      Stretch next = g_array_index (solid, Stretch, i);

      if (last != NULL && next.begin <= last->end)
        last->end = MAX (last->end, next.end);
      else
        g_array_index (solid, Stretch, n++) = next;
    }
  g_array_set_size (solid, n);
}

static double
get_gap (Direction *direction, guint before)
{
  return g_array_index (direction->solid, Stretch, before).begin - g_array_index (direction->solid, Stretch, before - 1).end;
}

/* Takes so much room from the gaps, from each after its size. Returns how much was got. */
static double
shrink (Direction *direction, double less, double least)
{
  double spare = 0, moved = 0;

  for (guint i = 1; i < direction->solid->len; i++)
    spare += MAX (get_gap (direction, i) - least, 0);
  for (guint i = 1; i < direction->solid->len && spare > 0; i++)
    {
      moved -= MAX (get_gap (direction, i) - least, 0) * MIN (less / spare, 1);
      direction->moved[i] = moved;
    }
  return -moved;
}

/* Hands out so much more room to the gaps, to each after its size. Returns how much was taken. */
static double
distribute (Direction *direction, double more, double most)
{
  double gaps = 0, moved = 0;

  for (guint i = 1; i < direction->solid->len; i++)
    gaps += get_gap (direction, i);
  for (guint i = 1; i < direction->solid->len; i++)
    {
      double gap = get_gap (direction, i);
      double largest = MAX (MIN (gap * most, LONGEST), gap);

      moved += MIN (gap * (more / gaps), largest - gap);
      direction->moved[i] = moved;
    }
  return moved;
}

static double
fit_direction (Direction *direction, double size, double wanted, double most, double least)
{
  return wanted >= size ? size + distribute (direction, wanted - size, most) : size - shrink (direction, size - wanted, least);
}

static double
map (const Direction *direction, double at)
{
  const GArray *solid = direction->solid;

  for (guint i = 0; i < solid->len; i++)
    {
      const Stretch *here = &g_array_index (solid, Stretch, i);

      if (at <= here->end)
        {
          double gap_begin, share;

          if (at >= here->begin || i == 0)
            return at + direction->moved[i];
          gap_begin = g_array_index (solid, Stretch, i - 1).end;
          share = (at - gap_begin) / (here->begin - gap_begin);
          return at + direction->moved[i - 1] + share * (direction->moved[i] - direction->moved[i - 1]);
        }
    }
  return at + (solid->len > 0 ? direction->moved[solid->len - 1] : 0);
}

/* The rim of a cluster belongs to the nodes nearest to it: its padding does not grow. */
static void
add_cluster_rim (const ZoeLayout *layout, ZoeScenario *scenario, guint cluster, Direction *x, Direction *y)
{
  const ZoeBox *box = &layout->clusters[cluster];
  double left = box->x + box->width, right = box->x, top = box->y + box->height, bottom = box->y;

  for (guint i = 1; i <= layout->n_nodes; i++)
    {
      const ZoeBox *node = &layout->nodes[i];

      if (zoe_scenario_get_node (scenario, i)->cluster != cluster + 1)
        continue;
      left = MIN (left, node->x);
      right = MAX (right, node->x + node->width);
      top = MIN (top, node->y);
      bottom = MAX (bottom, node->y + node->height);
    }
  if (left > right)
    return;
  add_solid (x, box->x, left);
  add_solid (x, right, box->x + box->width);
  add_solid (y, box->y, top);
  add_solid (y, bottom, box->y + box->height);
}

static void
find_solids (const ZoeLayout *layout, ZoeScenario *scenario, Direction *x, Direction *y)
{
  for (guint i = 1; i <= layout->n_nodes; i++)
    {
      const ZoeBox *node = &layout->nodes[i];

      add_solid (x, node->x, node->x + node->width);
      add_solid (y, node->y, node->y + node->height);
    }
  for (guint i = 0; i < layout->n_clusters; i++)
    add_cluster_rim (layout, scenario, i, x, y);
  merge_solids (x);
  merge_solids (y);
  x->moved = g_new0 (double, x->solid->len + 1);
  y->moved = g_new0 (double, y->solid->len + 1);
}

static gboolean
is_straight (const ZoePoint *p)
{
  double dx = p[3].x - p[0].x, dy = p[3].y - p[0].y, length = MAX (hypot (dx, dy), 1e-9);

  for (guint i = 1; i < 3; i++)
    if (fabs ((p[i].x - p[0].x) * dy - (p[i].y - p[0].y) * dx) / length > 0.06 * length)
      return FALSE;
  return TRUE;
}

/* Whether it goes through all its joints level, or through all of them upright. Then growing gaps put no kinks into it. */
static gboolean
is_joined_level (const ZoeRoute *route)
{
  gboolean level = TRUE, upright = TRUE;

  for (guint i = 0; i + 1 < route->n_points; i++)
    if (i % 3 != 1)
      {
        level = level && fabs (route->points[i + 1].y - route->points[i].y) < 0.01;
        upright = upright && fabs (route->points[i + 1].x - route->points[i].x) < 0.01;
      }
  return level || upright;
}

/* Gaps that grow put kinks into curves that pass from one into another. So the joints alone are moved, and the curve between
 * them is made anew, going through each joint in the direction of its neighbours. */
static void
stretch_route (const ZoeRoute *route, ZoeRoute *ret_stretched, const Direction *x, const Direction *y)
{
  const guint n = route->n_points;
  ZoePoint *points = g_new0 (ZoePoint, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    points[i] = (ZoePoint) { map (x, route->points[i].x), map (y, route->points[i].y) };
  if (n == 4 && is_straight (route->points))
    for (guint i = 1; i < 3; i++)
      points[i] = (ZoePoint) { points[0].x + (points[3].x - points[0].x) * i / 3, points[0].y + (points[3].y - points[0].y) * i / 3 };
  for (guint i = 0; n > 4 && i < n && !is_joined_level (route); i += 3)
    {
      ZoePoint before = points[i >= 3 ? i - 3 : i], here = points[i], after = points[i + 3 < n ? i + 3 : i];
      double dx = after.x - before.x, dy = after.y - before.y, length = MAX (hypot (dx, dy), 1e-9);
      double back = hypot (here.x - before.x, here.y - before.y) / 3 / length;
      double forth = hypot (after.x - here.x, after.y - here.y) / 3 / length;

      if (i > 0)
        points[i - 1] = (ZoePoint) { here.x - back * dx, here.y - back * dy };
      if (i + 1 < n)
        points[i + 1] = (ZoePoint) { here.x + forth * dx, here.y + forth * dy };
    }
  ret_stretched->n_points = n;
  ret_stretched->points = points;
}

static ZoeBox
map_box (const ZoeBox *box, const Direction *x, const Direction *y)
{
  double left = map (x, box->x), top = map (y, box->y);

  return (ZoeBox) { left, top, map (x, box->x + box->width) - left, map (y, box->y + box->height) - top };
}

/**
 * zoe_stretch_layout:
 * @layout: what Graphviz made of it
 * @scenario: the scenario laid out
 * @width: of the picture, in the layout's units at full size
 * @largest: how large the picture may show it: what would leave room at that size is stretched to fill it
 *
 * Returns: (transfer full): a copy, as near to the picture's size and shape as sensible gaps allow
 */
ZoeLayout *
zoe_stretch_layout (const ZoeLayout *layout, ZoeScenario *scenario, double width, double height, double largest)
{
  ZoeLayout *stretched = g_new0 (ZoeLayout, 1);
  Direction x = { .solid = g_array_new (FALSE, FALSE, sizeof (Stretch)) };
  Direction y = { .solid = g_array_new (FALSE, FALSE, sizeof (Stretch)) };
  double aspect = width / height, wanted_width, wanted_height;

  find_solids (layout, scenario, &x, &y);
  *stretched = *layout;
  if (layout->width > width)
    stretched->width -= shrink (&x, layout->width - width, LEAST_X);
  if (layout->height > height)
    stretched->height -= shrink (&y, layout->height - height, LEAST_Y);
  /* Whichever direction has room to spare takes it. */
  wanted_width = MAX (stretched->height * aspect, width / largest);
  if (stretched->width < wanted_width)
    stretched->width = fit_direction (&x, layout->width, wanted_width, MOST_X, LEAST_X);
  wanted_height = MAX (stretched->width / aspect, height / largest);
  if (stretched->height < wanted_height)
    stretched->height = fit_direction (&y, layout->height, wanted_height, MOST_Y, LEAST_Y);

  stretched->nodes = g_new0 (ZoeBox, layout->n_nodes + 1);
  stretched->clusters = g_new0 (ZoeBox, layout->n_clusters + 1);
  stretched->links = g_new0 (ZoeRoute, layout->n_links + 1);
  for (guint i = 1; i <= layout->n_nodes; i++)
    stretched->nodes[i] = map_box (&layout->nodes[i], &x, &y);
  for (guint i = 0; i < layout->n_clusters; i++)
    stretched->clusters[i] = map_box (&layout->clusters[i], &x, &y);
  for (guint i = 1; i <= layout->n_links; i++)
    stretch_route (&layout->links[i], &stretched->links[i], &x, &y);
  g_array_unref (x.solid);
  g_array_unref (y.solid);
  g_free (x.moved);
  g_free (y.moved);
  return stretched;
}
