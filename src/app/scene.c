/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/scene.h"

#include <math.h>

/**
 * zoe_scene_new:
 * @scenario: what stands there
 * @layout: (transfer full): where
 */
ZoeScene *
zoe_scene_new (ZoeScenario *scenario, ZoeLayout *layout)
{
  ZoeScene *scene = g_new0 (ZoeScene, 1);

  scene->scenario = zoe_scenario_ref (scenario);
  scene->layout = layout;
  scene->paths = g_new0 (ZoePath, layout->n_links + 1);
  scene->clearances = g_new0 (ZoeClearance, layout->n_links + 1);
  scene->shut = g_new0 (gboolean, layout->n_links + 1);
  for (guint i = 1; i <= layout->n_links; i++)
    zoe_path_init (&scene->paths[i], &layout->links[i]);
  return scene;
}

void
zoe_scene_free (ZoeScene *scene)
{
  for (guint i = 1; i <= scene->layout->n_links; i++)
    zoe_path_clear (&scene->paths[i]);
  g_free (scene->paths);
  g_free (scene->clearances);
  g_free (scene->shut);
  zoe_layout_free (scene->layout);
  zoe_scenario_unref (scene->scenario);
  g_free (scene);
}

static ZoePlace
place_at_node (ZoeScene *scene, guint node)
{
  const ZoeBox *box = &scene->layout->nodes[node];

  return (ZoePlace) { .kind = ZOE_PLACE_NODE, .node = node,
                      .point = { box->x + box->width / 2, box->y + box->height } };
}

/**
 * zoe_scene_place_flight:
 * @time_ns: at or after its sending
 *
 * A message is where its share of the time between its send and its receipt puts it.
 */
ZoePlace
zoe_scene_place_flight (ZoeScene *scene, const ZoeFlight *flight, gint64 time_ns)
{
  ZoeSocketSpec *socket = zoe_scenario_get_socket (scene->scenario, flight->from_socket);
  ZoeLinkSpec *link = zoe_scenario_get_link (scene->scenario, flight->link);
  ZoePlace place = { .kind = ZOE_PLACE_NOWHERE };
  double done;

  if (socket == NULL || socket->node == 0 || socket->node > scene->layout->n_nodes)
    return place;
  if (link == NULL || link->number > scene->layout->n_links)
    return place_at_node (scene, socket->node);

  place.kind = ZOE_PLACE_LINK;
  place.link = flight->link;
  place.node = socket->node;
  place.backward = link->tail != flight->from_socket;
  if (scene->shut[place.link])
    {
      place.kind = ZOE_PLACE_LINK_END;
      done = 1;
    }
  else if (flight->received_ns == G_MAXINT64)
    {
      place.kind = ZOE_PLACE_LINK_END;
      done = 0;
    }
  else if (flight->received_ns <= flight->sent_ns)
    done = 1;
  else
    done = CLAMP ((time_ns - flight->sent_ns) / (double) (flight->received_ns - flight->sent_ns), 0, 1);
  place.share = place.backward ? 1 - done : done;
  place.point = zoe_path_get_point (&scene->paths[place.link], place.share);
  return place;
}

static ZoeBox
get_box_around (ZoeScene *scene, guint socket, double width, double height)
{
  const ZoeBox *box = &scene->layout->nodes[zoe_scenario_get_socket (scene->scenario, socket)->node];

  return (ZoeBox) { box->x - width / 2, box->y - height / 2, box->width + width, box->height + height };
}

/**
 * zoe_scene_get_clear_point:
 * @share: of the way along the link, 0 .. 1, from tail to head
 * @width: of what goes along there
 *
 * Something that has a size goes from beside the one node to beside the other, at as even a speed as a point does, and covers neither
 * of them where the link is long enough.
 *
 * Returns: where its middle is
 */
ZoePoint
zoe_scene_get_clear_point (ZoeScene *scene, guint link, double share, double width, double height)
{
  const ZoePath *path = &scene->paths[link];
  ZoeClearance *clearance = &scene->clearances[link];

  /* The size changes with the zoom only. */
  if (clearance->width != width || clearance->height != height)
    {
      ZoeLinkSpec *spec = zoe_scenario_get_link (scene->scenario, link);
      ZoeBox tail = get_box_around (scene, spec->tail, width, height), head = get_box_around (scene, spec->head, width, height);

      *clearance = (ZoeClearance) { width, height, zoe_path_get_exit (path, FALSE, &tail), zoe_path_get_exit (path, TRUE, &head) };
    }
  return zoe_path_get_point_between (path, share, clearance->before, clearance->after);
}

/**
 * zoe_scene_find_link:
 * @tolerance: how far beside it counts
 *
 * Returns: the nearest link, or 0
 */
guint
zoe_scene_find_link (ZoeScene *scene, ZoePoint point, double tolerance)
{
  guint found = 0;
  double nearest = tolerance;

  for (guint i = 1; i <= scene->layout->n_links; i++)
    {
      double distance = zoe_path_get_distance (&scene->paths[i], point, nearest);

      if (distance <= nearest)
        {
          nearest = distance;
          found = i;
        }
    }
  return found;
}

guint
zoe_scene_find_node (ZoeScene *scene, ZoePoint point)
{
  for (guint i = 1; i <= scene->layout->n_nodes; i++)
    {
      const ZoeBox *box = &scene->layout->nodes[i];

      if (point.x >= box->x && point.x < box->x + box->width && point.y >= box->y && point.y < box->y + box->height)
        return i;
    }
  return 0;
}

ZoePoint
zoe_scene_get_center (ZoeScene *scene, guint node)
{
  const ZoeBox *box = &scene->layout->nodes[node];

  return (ZoePoint) { box->x + box->width / 2, box->y + box->height / 2 };
}

/**
 * zoe_scene_find_nearest_node:
 *
 * Returns: the node whose middle is nearest
 */
guint
zoe_scene_find_nearest_node (ZoeScene *scene, ZoePoint point)
{
  double nearest = G_MAXDOUBLE;
  guint found = 1;

  for (guint i = 1; i <= scene->layout->n_nodes; i++)
    {
      ZoePoint center = zoe_scene_get_center (scene, i);
      double distance = hypot (center.x - point.x, center.y - point.y);

      if (distance < nearest)
        {
          nearest = distance;
          found = i;
        }
    }
  return found;
}

/**
 * zoe_scene_find_neighbour:
 * @way_x: which way to look: 1, 0 or -1, and one of the two is 0
 *
 * Returns: the next node that way, rather straight ahead than near; 0: there is none
 */
guint
zoe_scene_find_neighbour (ZoeScene *scene, guint node, double way_x, double way_y)
{
  ZoePoint from = zoe_scene_get_center (scene, node);
  double nearest = G_MAXDOUBLE;
  guint found = 0;

  for (guint i = 1; i <= scene->layout->n_nodes; i++)
    {
      ZoePoint to = zoe_scene_get_center (scene, i);
      double dx = to.x - from.x, dy = to.y - from.y;
      double along = dx * way_x + dy * way_y, across = fabs (dx * way_y) + fabs (dy * way_x);

      if (along > 1 && along + 2 * across < nearest && across < 2 * along)
        {
          nearest = along + 2 * across;
          found = i;
        }
    }
  return found;
}
