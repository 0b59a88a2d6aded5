/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sketch.h"

#include <math.h>

#include "fake_roles.h"
#include "graph/reader.h"

ZoeScenario *
read_good (const char *text)
{
  g_autoptr (ZoeMistakes) mistakes = zoe_mistakes_new (NULL);
  ZoeScenario *scenario = zoe_read_scenario_text (text, -1, "test", &(ZoeReadOptions) { .roles = fake_roles () }, mistakes);

  g_assert_nonnull (scenario);
  return scenario;
}

void
measure (guint node, double *ret_width, double *ret_height, gpointer data)
{
  *ret_width = WIDTH + node;
  *ret_height = HEIGHT;
}

ZoeLayout *
lay_out (ZoeScenario *scenario)
{
  g_autoptr (GError) error = NULL;
  ZoeLayout *layout = zoe_layout_new (scenario, measure, NULL, NULL, &error);

  g_assert_no_error (error);
  return layout;
}

gboolean
overlap (ZoeBox a, ZoeBox b)
{
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

gboolean
contains (ZoeBox outer, ZoeBox inner)
{
  return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width
         && inner.y + inner.height <= outer.y + outer.height;
}

static double
get_distance (ZoePoint point, ZoeBox box)
{
  double dx = MAX (MAX (box.x - point.x, point.x - box.x - box.width), 0);
  double dy = MAX (MAX (box.y - point.y, point.y - box.y - box.height), 0);

  return hypot (dx, dy);
}

/* What must be so of every layout. */
void
assert_sound (ZoeLayout *layout, ZoeScenario *scenario)
{
  ZoeBox all = { 0, 0, layout->width, layout->height };

  g_assert_cmpuint (layout->n_nodes, ==, scenario->nodes->len);
  g_assert_cmpuint (layout->n_links, ==, scenario->links->len);
  g_assert_cmpuint (layout->n_clusters, ==, scenario->clusters->len);
  for (guint i = 1; i <= layout->n_nodes; i++)
    {
      g_assert_cmpfloat (layout->nodes[i].width, >=, WIDTH + i);
      g_assert_true (contains (all, layout->nodes[i]));
      for (guint j = 1; j < i; j++)
        g_assert_false (overlap (layout->nodes[i], layout->nodes[j]));
    }
  for (guint i = 0; i < layout->n_clusters; i++)
    g_assert_true (contains (all, layout->clusters[i]));
  for (guint i = 1; i <= layout->n_nodes; i++)
    {
      guint cluster = zoe_scenario_get_node (scenario, i)->cluster;

      if (cluster > 0)
        g_assert_true (contains (layout->clusters[cluster - 1], layout->nodes[i]));
    }
  for (guint i = 1; i <= layout->n_links; i++)
    {
      ZoeRoute *route = &layout->links[i];
      ZoeLinkSpec *link = zoe_scenario_get_link (scenario, i);

      g_assert_cmpuint (route->n_points, >=, 4);
      g_assert_cmpuint (route->n_points % 3, ==, 1);
      g_assert_cmpfloat (get_distance (route->points[0], layout->nodes[zoe_scenario_get_socket (scenario, link->tail)->node]), <, 3);
      g_assert_cmpfloat (get_distance (route->points[route->n_points - 1],
                                       layout->nodes[zoe_scenario_get_socket (scenario, link->head)->node]), <, 3);
    }
}

static const ZoeBox *
get_box (ZoeLayout *layout, ZoeScenario *scenario, const char *name)
{
  ZoeNodeSpec *node = zoe_scenario_find_node (scenario, name);

  g_assert_nonnull (node);
  return &layout->nodes[node->number];
}

/* The names, separated by spaces, from left to right without touching. */
void
assert_left_to_right (ZoeLayout *layout, ZoeScenario *scenario, const char *names)
{
  g_auto (GStrv) list = g_strsplit (names, " ", -1);

  for (guint i = 1; list[i] != NULL; i++)
    {
      const ZoeBox *left = get_box (layout, scenario, list[i - 1]), *right = get_box (layout, scenario, list[i]);

      g_assert_cmpfloat (left->x + left->width, <, right->x);
    }
}

/* Likewise from top to bottom, one below the other. */
void
assert_in_order (ZoeLayout *layout, ZoeScenario *scenario, const char *names)
{
  g_auto (GStrv) list = g_strsplit (names, " ", -1);

  for (guint i = 1; list[i] != NULL; i++)
    {
      const ZoeBox *upper = get_box (layout, scenario, list[i - 1]), *lower = get_box (layout, scenario, list[i]);

      g_assert_cmpfloat (upper->y + upper->height, <, lower->y);
      g_assert_cmpfloat_with_epsilon (upper->x, lower->x, 0.5);
      g_assert_cmpfloat_with_epsilon (upper->width, lower->width, 0.01);
    }
}

void
assert_stacked (ZoeLayout *layout, guint n_clusters)
{
  for (guint i = 1; i < n_clusters; i++)
    {
      g_assert_cmpfloat (layout->clusters[i - 1].y + layout->clusters[i - 1].height, <, layout->clusters[i].y);
      g_assert_cmpfloat_with_epsilon (layout->clusters[i - 1].x, layout->clusters[i].x, 0.5);
    }
}

/* No link runs over a node that is not its own; at its own it stays outside. */
void
assert_links_pass_by (ZoeLayout *layout, ZoeScenario *scenario)
{
  for (guint i = 1; i <= layout->n_links; i++)
    for (guint step = 0; step <= 300; step++)
      {
        ZoePoint at = zoe_route_get_point (&layout->links[i], step / 300.0);

        for (guint node = 1; node <= layout->n_nodes; node++)
          {
            const ZoeBox *box = &layout->nodes[node];

            if (at.x > box->x + 1 && at.x < box->x + box->width - 1 && at.y > box->y + 1 && at.y < box->y + box->height - 1)
              {
                g_test_message ("link %u runs over %s", i, zoe_scenario_get_node (scenario, node)->name);
                g_test_fail ();
                return;
              }
          }
      }
}

static double
get_distance_to_link (ZoePoint point, const ZoeRoute *route)
{
  double nearest = G_MAXDOUBLE;

  for (guint i = 0; i <= 400; i++)
    {
      ZoePoint at = zoe_route_get_point (route, i / 400.0);

      nearest = MIN (nearest, hypot (at.x - point.x, at.y - point.y));
    }
  return nearest;
}

/* Links may cross, but none runs along another for long. */
void
assert_links_keep_apart (ZoeLayout *layout)
{
  for (guint i = 1; i <= layout->n_links; i++)
    for (guint j = 1; j <= layout->n_links; j++)
      {
        guint near = 0;

        for (guint step = 0; step <= 40 && i != j; step++)
          near += get_distance_to_link (zoe_route_get_point (&layout->links[i], step / 40.0), &layout->links[j]) < 3;
        if (near > 12)
          g_test_message ("links %u and %u", i, j);
        g_assert_cmpuint (near, <=, 12);
      }
}

/* Links enter and leave at the left and right sides. */
void
assert_links_meet_sides (ZoeLayout *layout, ZoeScenario *scenario)
{
  for (guint i = 1; i <= layout->n_links; i++)
    {
      ZoeLinkSpec *link = zoe_scenario_get_link (scenario, i);
      ZoeRoute *route = &layout->links[i];
      const guint sockets[2] = { link->tail, link->head };
      const ZoePoint ends[2] = { route->points[0], route->points[route->n_points - 1] };

      for (guint j = 0; j < 2; j++)
        {
          const ZoeBox *box = &layout->nodes[zoe_scenario_get_socket (scenario, sockets[j])->node];

          g_assert_true (fabs (ends[j].x - box->x) < 0.01 || fabs (ends[j].x - box->x - box->width) < 0.01);
          g_assert_cmpfloat (ends[j].y, >, box->y);
          g_assert_cmpfloat (ends[j].y, <, box->y + box->height);
        }
    }
}

/* In what share of the size of a 16:9 picture everything could be seen. */
double
get_zoom (ZoeLayout *layout)
{
  return MIN (800 / layout->width, 450 / layout->height);
}
