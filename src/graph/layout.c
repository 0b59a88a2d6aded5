/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/layout.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <math.h>

#include "graph/engine.h"
#include "graph/grid.h"
#include "graph/ground.h"
#include "graph/router.h"

#define MARGIN     12
#define MOST_LINKS 2000   /* beyond, nobody could tell them apart, nor wait for their ways to be found */

static void
swap_axes (ZoeLayout *layout)
{
  for (guint i = 1; i <= layout->n_nodes; i++)
    layout->nodes[i] = (ZoeBox) { layout->nodes[i].y, layout->nodes[i].x, layout->nodes[i].height, layout->nodes[i].width };
  for (guint i = 0; i < layout->n_clusters; i++)
    layout->clusters[i] = (ZoeBox) { layout->clusters[i].y, layout->clusters[i].x,
                                     layout->clusters[i].height, layout->clusters[i].width };
  for (guint i = 1; i <= layout->n_links; i++)
    for (guint j = 0; j < layout->links[i].n_points; j++)
      layout->links[i].points[j] = (ZoePoint) { layout->links[i].points[j].y, layout->links[i].points[j].x };
}

/* Against the direction in which things were placed: from right to left. */
static void
mirror (ZoeLayout *layout)
{
  for (guint i = 1; i <= layout->n_nodes; i++)
    layout->nodes[i].x = -layout->nodes[i].x - layout->nodes[i].width;
  for (guint i = 0; i < layout->n_clusters; i++)
    layout->clusters[i].x = -layout->clusters[i].x - layout->clusters[i].width;
  for (guint i = 1; i <= layout->n_links; i++)
    for (guint j = 0; j < layout->links[i].n_points; j++)
      layout->links[i].points[j].x *= -1;
}

static void
include_box (const ZoeBox *box, ZoePoint *least, ZoePoint *most)
{
  *least = (ZoePoint) { MIN (least->x, box->x), MIN (least->y, box->y) };
  *most = (ZoePoint) { MAX (most->x, box->x + box->width), MAX (most->y, box->y + box->height) };
}

static ZoeBox
move_box (ZoeBox box, double dx, double dy)
{
  return (ZoeBox) { box.x + dx, box.y + dy, box.width, box.height };
}

/* Moves everything into 0,0 .. width,height. */
static void
move_into_view (ZoeLayout *layout)
{
  ZoePoint least = { G_MAXDOUBLE, G_MAXDOUBLE }, most = { -G_MAXDOUBLE, -G_MAXDOUBLE };

  for (guint i = 1; i <= layout->n_nodes; i++)
    include_box (&layout->nodes[i], &least, &most);
  for (guint i = 0; i < layout->n_clusters; i++)
    if (layout->clusters[i].width > 0)
      include_box (&layout->clusters[i], &least, &most);
  for (guint i = 1; i <= layout->n_links; i++)
    for (guint j = 0; j <= 24 && layout->links[i].n_points > 0; j++)
      {
        ZoePoint at = zoe_route_get_point (&layout->links[i], j / 24.0);

        include_box (&(ZoeBox) { at.x, at.y, 0, 0 }, &least, &most);
      }
  if (least.x > most.x)
    least = most = (ZoePoint) { 0, 0 };

  for (guint i = 1; i <= layout->n_nodes; i++)
    layout->nodes[i] = move_box (layout->nodes[i], MARGIN - least.x, MARGIN - least.y);
  for (guint i = 0; i < layout->n_clusters; i++)
    if (layout->clusters[i].width > 0)
      layout->clusters[i] = move_box (layout->clusters[i], MARGIN - least.x, MARGIN - least.y);
  for (guint i = 1; i <= layout->n_links; i++)
    for (guint j = 0; j < layout->links[i].n_points; j++)
      {
        layout->links[i].points[j].x += MARGIN - least.x;
        layout->links[i].points[j].y += MARGIN - least.y;
      }
  layout->width = most.x - least.x + 2 * MARGIN;
  layout->height = most.y - least.y + 2 * MARGIN;
}

static double *
find_socket_rows (ZoeScenario *scenario, ZoeLocateSocket locate, gpointer data)
{
  double *rows = g_new (double, scenario->sockets->len + 1);

  rows[0] = -1;
  for (guint i = 1; i <= scenario->sockets->len; i++)
    rows[i] = locate (i, data);
  return rows;
}

static gboolean
place_all (ZoeLayout *layout, ZoeScenario *scenario, ZoeLocateSocket locate, gpointer data, GError **error)
{
  g_autofree char *direction = zoe_engine_dup_direction (scenario);
  gboolean upright = direction[0] == 'T' || direction[0] == 'B';
  g_autofree double *rows = NULL;
  g_autofree ZoeEnd *ends = NULL;
  gboolean done;

  if (layout->n_links > MOST_LINKS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _("%u links are too many to be laid out"), layout->n_links);
      return FALSE;
    }
  if (upright)
    swap_axes (layout);
  done = zoe_ground_place (layout, scenario, direction, error);
  if (done)
    {
      if (locate != NULL && !upright)
        rows = find_socket_rows (scenario, locate, data);
      ends = zoe_ends_new (layout, scenario, rows);
      zoe_router_run (layout, scenario, ends);
      if (g_str_equal (direction, "RL") || g_str_equal (direction, "BT"))
        mirror (layout);
    }
  if (upright)
    swap_axes (layout);
  if (done)
    move_into_view (layout);
  return done;
}

/**
 * zoe_layout_new:
 * @measure: (scope call): tells each node's size
 * @locate: (scope call) (nullable): tells where each socket's row is; asked after @measure
 * @error: says why Graphviz gave up, where the layout is the plain grid that is used instead
 *
 * Finds places for everything. The direction is the scenario's own rankdir, or from left to right. Nodes of one statement are
 * made equally large. If Graphviz cannot do it, nodes stand in rows and links are straight lines.
 *
 * Returns: (transfer full): a layout, always
 */
ZoeLayout *
zoe_layout_new (ZoeScenario *scenario, ZoeMeasureNode measure, ZoeLocateSocket locate, gpointer data, GError **error)
{
  ZoeLayout *layout = g_new0 (ZoeLayout, 1);

  layout->n_nodes = scenario->nodes->len;
  layout->n_clusters = scenario->clusters->len;
  layout->n_links = scenario->links->len;
  layout->nodes = g_new0 (ZoeBox, layout->n_nodes + 1);
  layout->clusters = g_new0 (ZoeBox, layout->n_clusters + 1);
  layout->links = g_new0 (ZoeRoute, layout->n_links + 1);

  for (guint i = 1; i <= layout->n_nodes; i++)
    {
      ZoeBox *box = &layout->nodes[i];

      measure (i, &box->width, &box->height, data);
      box->width = CLAMP (box->width, 1, 10000);
      box->height = CLAMP (box->height, 1, 10000);
    }
  if (!place_all (layout, scenario, locate, data, error))
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
