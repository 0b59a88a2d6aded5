/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/layout.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <math.h>

#include "graph/engine.h"
#include "graph/grid.h"

#define CLUSTER_LABEL_HEIGHT 22
#define MARGIN               12

static ZoePoint
flip (ZoeLayout *layout, pointf point)
{
  return (ZoePoint) { point.x + MARGIN, layout->height - MARGIN - point.y };
}

/* Graphviz may hand out no spline for an edge; then the route is straight. */
static void
take_route (ZoeLayout *layout, ZoeScenario *scenario, ZoeLinkSpec *link, ZoeEngine *engine)
{
  ZoeRoute *route = &layout->links[link->number];
  ZoeBox tail = layout->nodes[zoe_scenario_get_socket (scenario, link->tail)->node];
  ZoeBox head = layout->nodes[zoe_scenario_get_socket (scenario, link->head)->node];
  splines *pieces = ED_spl (zoe_engine_get_edge (engine, link->number));
  bezier *piece = pieces != NULL && pieces->size > 0 ? &pieces->list[0] : NULL;

  if (piece == NULL || piece->size < 4 || piece->size % 3 != 1)
    {
      zoe_route_set_straight (route, tail, head);
      return;
    }
  route->n_points = piece->size;
  route->points = g_new (ZoePoint, piece->size);
  for (int i = 0; i < piece->size; i++)
    route->points[i] = flip (layout, piece->list[i]);
  if (zoe_engine_is_turned (engine, link->number))
    for (guint i = 0; i < route->n_points / 2; i++)
      {
        ZoePoint point = route->points[i];

        route->points[i] = route->points[route->n_points - 1 - i];
        route->points[route->n_points - 1 - i] = point;
      }
}

static ZoeBox
take_box (ZoeLayout *layout, boxf box)
{
  ZoePoint corner = flip (layout, (pointf) { box.LL.x, box.UR.y });

  return (ZoeBox) { corner.x, corner.y, box.UR.x - box.LL.x, box.UR.y - box.LL.y };
}

static void
take_layout (ZoeLayout *layout, ZoeScenario *scenario, ZoeEngine *engine)
{
  Agraph_t *graph = zoe_engine_get_graph (engine);

  layout->width = GD_bb (graph).UR.x + 2 * MARGIN;
  layout->height = GD_bb (graph).UR.y + 2 * MARGIN;
  for (guint i = 0; i < layout->n_clusters; i++)
    {
      Agraph_t *cluster = zoe_engine_get_cluster (engine, i);

      if (cluster != NULL)
        layout->clusters[i] = take_box (layout, GD_bb (cluster));
    }
  for (guint i = 1; i <= layout->n_nodes; i++)
    {
      ZoeBox *box = &layout->nodes[i];
      ZoePoint centre = flip (layout, ND_coord (zoe_engine_get_node (engine, i)));

      box->x = centre.x - box->width / 2;
      box->y = centre.y - box->height / 2;
    }
  for (guint i = 1; i <= layout->n_links; i++)
    take_route (layout, scenario, zoe_scenario_get_link (scenario, i), engine);
}

static void
set_node_size (ZoeLayout *layout, ZoeEngine *engine, guint number)
{
  Agnode_t *node = zoe_engine_get_node (engine, number);

  zoe_engine_set (node, "label", "");
  zoe_engine_set (node, "shape", "box");
  zoe_engine_set (node, "fixedsize", "true");
  zoe_engine_set_number (node, "width", layout->nodes[number].width / ZOE_POINTS_PER_INCH);
  zoe_engine_set_number (node, "height", layout->nodes[number].height / ZOE_POINTS_PER_INCH);
}

/**
 * zoe_layout_new:
 * @measure: (scope call): tells each node's size
 * @error: says why Graphviz gave up, where the layout is the plain grid that is used instead
 *
 * Finds places for everything. The direction is the scenario's own rankdir, or from left to right. If Graphviz cannot do
 * it, nodes stand in rows and links are straight lines.
 *
 * Returns: (transfer full): a layout, always
 */
ZoeLayout *
zoe_layout_new (ZoeScenario *scenario, ZoeMeasureNode measure, gpointer data, GError **error)
{
  ZoeLayout *layout = g_new0 (ZoeLayout, 1);
  g_autoptr (ZoeEngine) engine = NULL;

  layout->n_nodes = scenario->nodes->len;
  layout->n_clusters = scenario->clusters->len;
  layout->n_links = scenario->links->len;
  layout->nodes = g_new0 (ZoeBox, layout->n_nodes + 1);
  layout->clusters = g_new0 (ZoeBox, layout->n_clusters + 1);
  layout->links = g_new0 (ZoeRoute, layout->n_links + 1);

  engine = zoe_engine_new (scenario);
  for (guint i = 1; i <= layout->n_nodes; i++)
    {
      ZoeBox *box = &layout->nodes[i];

      measure (i, &box->width, &box->height, data);
      box->width = CLAMP (box->width, 1, 10000);
      box->height = CLAMP (box->height, 1, 10000);
      set_node_size (layout, engine, i);
    }
  for (guint i = 1; i <= layout->n_links; i++)
    zoe_engine_set (zoe_engine_get_edge (engine, i), "dir", "none");   /* an arrow would end the route before the box */
  for (guint i = 0; i < layout->n_clusters; i++)
    if (zoe_engine_get_cluster (engine, i) != NULL)
      zoe_engine_reserve_label (zoe_engine_get_cluster (engine, i), CLUSTER_LABEL_HEIGHT);

  if (zoe_engine_lay_out (engine, error))
    take_layout (layout, scenario, engine);
  else
    zoe_grid_fill (layout, scenario);
  return layout;
}

void
zoe_layout_free (ZoeLayout *layout)
{
  for (guint i = 0; i <= layout->n_links; i++)
    g_free (layout->links[i].points);
  g_free (layout->nodes);
  g_free (layout->clusters);
  g_free (layout->links);
  g_free (layout);
}

static ZoePoint
get_piece_point (const ZoePoint *p, double t)
{
  double u = 1 - t;
  double a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t, d = t * t * t;

  return (ZoePoint) { a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x,
                      a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y };
}

/**
 * zoe_route_get_point:
 * @at: 0 at the tail .. 1 at the head
 *
 * Pieces count by the length of their chords, so that what moves evenly looks even.
 *
 * Returns: the point on the route
 */
ZoePoint
zoe_route_get_point (const ZoeRoute *route, double at)
{
  double total = 0, rest;

  if (route->n_points < 4)
    return route->n_points > 0 ? route->points[0] : (ZoePoint) { 0, 0 };
  if (at >= 1)
    return route->points[route->n_points - 1];
  for (guint i = 0; i + 3 < route->n_points; i += 3)
    total += hypot (route->points[i + 3].x - route->points[i].x, route->points[i + 3].y - route->points[i].y);
  rest = MAX (at, 0) * total;
  for (guint i = 0; i + 3 < route->n_points; i += 3)
    {
      double length = hypot (route->points[i + 3].x - route->points[i].x, route->points[i + 3].y - route->points[i].y);

      if (rest <= length && length > 0)
        return get_piece_point (route->points + i, rest / length);
      rest -= length;
    }
  return get_piece_point (route->points, CLAMP (at, 0, 1));
}
