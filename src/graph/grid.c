/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/grid.h"

#include <math.h>
#include <string.h>

#define GAP 60

/* Where the line from the box's centre to a point leaves the box. */
static ZoePoint
get_border (ZoeBox box, ZoePoint toward)
{
  ZoePoint centre = { box.x + box.width / 2, box.y + box.height / 2 };
  double dx = toward.x - centre.x, dy = toward.y - centre.y;
  double scale = MAX (fabs (dx) / (box.width / 2), fabs (dy) / (box.height / 2));

  if (scale <= 1)
    return centre;
  return (ZoePoint) { centre.x + dx / scale, centre.y + dy / scale };
}

/**
 * zoe_route_set_straight:
 *
 * Makes the route one straight piece between the borders of the two boxes.
 */
void
zoe_route_set_straight (ZoeRoute *route, ZoeBox tail, ZoeBox head)
{
  ZoePoint from = get_border (tail, (ZoePoint) { head.x + head.width / 2, head.y + head.height / 2 });
  ZoePoint to = get_border (head, (ZoePoint) { tail.x + tail.width / 2, tail.y + tail.height / 2 });

  g_free (route->points);
  route->n_points = 4;
  route->points = g_new (ZoePoint, 4);
  for (guint i = 0; i < 4; i++)
    route->points[i] = (ZoePoint) { from.x + (to.x - from.x) * i / 3, from.y + (to.y - from.y) * i / 3 };
}

/* The box around its nodes, and the boxes inside it. */
static void
surround (ZoeLayout *layout, ZoeScenario *scenario, guint index)
{
  double left = G_MAXDOUBLE, top = G_MAXDOUBLE, right = 0, bottom = 0;

  for (guint i = 1; i <= layout->n_nodes; i++)
    {
      ZoeBox box = layout->nodes[i];

      if (zoe_scenario_get_node (scenario, i)->cluster != index + 1)
        continue;
      left = MIN (left, box.x - GAP / 4);
      top = MIN (top, box.y - GAP / 2);
      right = MAX (right, box.x + box.width + GAP / 4);
      bottom = MAX (bottom, box.y + box.height + GAP / 4);
    }
  if (right > 0)
    layout->clusters[index] = (ZoeBox) { left, top, right - left, bottom - top };
}

static int
compare_clusters (gconstpointer a, gconstpointer b, gpointer scenario)
{
  ZoeNodeSpec *first = zoe_scenario_get_node (scenario, *(const guint *) a);
  ZoeNodeSpec *second = zoe_scenario_get_node (scenario, *(const guint *) b);

  if (first->cluster != second->cluster)
    return first->cluster < second->cluster ? -1 : 1;
  return first->number < second->number ? -1 : first->number > second->number;
}

/**
 * zoe_grid_fill:
 * @layout: whose nodes have their sizes
 *
 * Puts the nodes into rows, those of a cluster into rows of their own, and draws the links straight.
 */
void
zoe_grid_fill (ZoeLayout *layout, ZoeScenario *scenario)
{
  g_autofree guint *order = g_new (guint, layout->n_nodes + 1);
  guint n_columns = MAX (1, (guint) ceil (sqrt (layout->n_nodes)));
  double x = GAP, y = GAP, row_height = 0;
  guint column = 0, cluster = 0;

  for (guint i = 0; i < layout->n_nodes; i++)
    order[i] = i + 1;
  g_qsort_with_data (order, layout->n_nodes, sizeof (guint), compare_clusters, scenario);

  layout->width = layout->height = GAP;
  for (guint i = 0; i < layout->n_nodes; i++)
    {
      ZoeBox *box = &layout->nodes[order[i]];
      guint here = zoe_scenario_get_node (scenario, order[i])->cluster;

      if (i > 0 && (column == n_columns || here != cluster))
        {
          x = GAP;
          y += row_height + GAP;
          row_height = 0;
          column = 0;
        }
      cluster = here;
      column++;
      box->x = x;
      box->y = y;
      x += box->width + GAP;
      row_height = MAX (row_height, box->height);
      layout->width = MAX (layout->width, x);
      layout->height = MAX (layout->height, y + row_height + GAP);
    }
  for (guint i = 0; i < layout->n_clusters; i++)
    surround (layout, scenario, i);
  for (guint i = 1; i <= layout->n_links; i++)
    {
      ZoeLinkSpec *link = zoe_scenario_get_link (scenario, i);

      zoe_route_set_straight (&layout->links[i], layout->nodes[zoe_scenario_get_socket (scenario, link->tail)->node],
                              layout->nodes[zoe_scenario_get_socket (scenario, link->head)->node]);
    }
}
