/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where everything of a scenario stands, and where a message is at a given time. Geometry alone: nothing here draws. */

#pragma once

#include "app/path.h"
#include "trace/flight.h"

/* How much of a link's path, at its ends, lies so close to its nodes that something of this size there would reach over them. */
typedef struct
{
  double width, height;
  double before, after;
} ZoeClearance;

typedef struct
{
  ZoeScenario *scenario;
  ZoeLayout   *layout;
  ZoePath     *paths;       /* by link, from 1 */
  ZoeClearance *clearances; /* likewise: as asked for last */
  gboolean    *shut;        /* likewise: nothing comes through; what is sent waits at the receiver's end */
} ZoeScene;

typedef enum
{
  ZOE_PLACE_NOWHERE,        /* the scenario knows no such link or socket */
  ZOE_PLACE_LINK,           /* on its way */
  ZOE_PLACE_LINK_END,       /* not received so far: at the sender's end of the link, or at the other end of one that is shut */
  ZOE_PLACE_NODE,           /* not received so far, and on which link is not known: at the sending node */
} ZoePlaceKind;

typedef struct
{
  ZoePlaceKind kind;
  guint        link;        /* 0 at a node */
  guint        node;        /* of the sender */
  gboolean     backward;    /* against the link's arrow, as replies go */
  double       share;       /* of the way along the link's path, from tail to head */
  ZoePoint     point;
} ZoePlace;

ZoeScene *zoe_scene_new          (ZoeScenario *scenario, ZoeLayout *layout);
void      zoe_scene_free         (ZoeScene *scene);
ZoePlace  zoe_scene_place_flight (ZoeScene *scene, const ZoeFlight *flight, gint64 time_ns);
ZoePoint  zoe_scene_get_clear_point (ZoeScene *scene, guint link, double share, double width, double height);
guint     zoe_scene_find_link    (ZoeScene *scene, ZoePoint point, double tolerance);
guint     zoe_scene_find_node    (ZoeScene *scene, ZoePoint point);
guint     zoe_scene_find_nearest_node (ZoeScene *scene, ZoePoint point);
guint     zoe_scene_find_neighbour (ZoeScene *scene, guint node, double way_x, double way_y);
ZoePoint  zoe_scene_get_center   (ZoeScene *scene, guint node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeScene, zoe_scene_free)
