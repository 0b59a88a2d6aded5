/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/scene.h"

#include "stage.h"

static void
assert_place (ZoeScene *scene, const ZoeFlight *flight, gint64 time_ns, ZoePlaceKind kind, double x, double y)
{
  ZoePlace place = zoe_scene_place_flight (scene, flight, time_ns);

  g_assert_cmpint (place.kind, ==, kind);
  g_assert_cmpfloat_with_epsilon (place.point.x, x, 0.01);
  g_assert_cmpfloat_with_epsilon (place.point.y, y, 0.01);
}

static void
test_on_the_way (void)
{
  g_autoptr (ZoeScene) scene = stage_scene ();
  const ZoeFlight request = stage_flight (1, 1, 1000, 2000), reply = stage_flight (2, 2, 1000, 2000);

  assert_place (scene, &request, 1000, ZOE_PLACE_LINK, 100, 25);
  assert_place (scene, &request, 1250, ZOE_PLACE_LINK, 150, 25);
  assert_place (scene, &request, 2000, ZOE_PLACE_LINK, 300, 25);

  /* Replies go against the arrow. */
  assert_place (scene, &reply, 1000, ZOE_PLACE_LINK, 300, 25);
  assert_place (scene, &reply, 1250, ZOE_PLACE_LINK, 250, 25);
  g_assert_true (zoe_scene_place_flight (scene, &reply, 1250).backward);
}

static void
test_not_received (void)
{
  g_autoptr (ZoeScene) scene = stage_scene ();
  ZoeFlight waiting = stage_flight (1, 1, 1000, G_MAXINT64);

  assert_place (scene, &waiting, 90000, ZOE_PLACE_LINK_END, 100, 25);
  waiting.from_socket = 2;
  assert_place (scene, &waiting, 90000, ZOE_PLACE_LINK_END, 300, 25);
  waiting.link = 0;
  assert_place (scene, &waiting, 90000, ZOE_PLACE_NODE, 350, 50);
  waiting.from_socket = 77;
  assert_place (scene, &waiting, 90000, ZOE_PLACE_NOWHERE, 0, 0);
}

static void
test_same_time (void)
{
  g_autoptr (ZoeScene) scene = stage_scene ();
  const ZoeFlight quick = stage_flight (1, 1, 1000, 1000);

  assert_place (scene, &quick, 1000, ZOE_PLACE_LINK, 300, 25);
}

static void
test_find (void)
{
  g_autoptr (ZoeScene) scene = stage_scene ();

  g_assert_cmpuint (zoe_scene_find_link (scene, (ZoePoint) { 200, 30 }, 7), ==, 1);
  g_assert_cmpuint (zoe_scene_find_link (scene, (ZoePoint) { 200, 33 }, 7), ==, 0);
  g_assert_cmpuint (zoe_scene_find_link (scene, (ZoePoint) { 90, 25 }, 7), ==, 0);
  g_assert_cmpuint (zoe_scene_find_node (scene, (ZoePoint) { 90, 25 }), ==, 1);
  g_assert_cmpuint (zoe_scene_find_node (scene, (ZoePoint) { 300, 0 }), ==, 2);
  g_assert_cmpuint (zoe_scene_find_node (scene, (ZoePoint) { 200, 25 }), ==, 0);
}

/* a stands left of b: walking stops at the ends. */
static void
test_neighbours (void)
{
  g_autoptr (ZoeScene) scene = stage_scene ();

  g_assert_cmpuint (zoe_scene_find_neighbour (scene, 1, 1, 0), ==, 2);
  g_assert_cmpuint (zoe_scene_find_neighbour (scene, 2, 1, 0), ==, 0);
  g_assert_cmpuint (zoe_scene_find_neighbour (scene, 2, -1, 0), ==, 1);
  g_assert_cmpuint (zoe_scene_find_neighbour (scene, 1, 0, 1), ==, 0);
  g_assert_cmpuint (zoe_scene_find_nearest_node (scene, (ZoePoint) { 210, 400 }), ==, 2);
}

/* What goes along a link covers neither of its nodes, if there is room. */
static void
test_clear_point (void)
{
  g_autoptr (ZoeScene) scene = stage_scene ();

  g_assert_cmpfloat_with_epsilon (zoe_scene_get_clear_point (scene, 1, 0, 60, 20).x, 130, 0.2);
  g_assert_cmpfloat_with_epsilon (zoe_scene_get_clear_point (scene, 1, 0.5, 60, 20).x, 200, 0.2);
  g_assert_cmpfloat_with_epsilon (zoe_scene_get_clear_point (scene, 1, 1, 60, 20).x, 270, 0.2);
  g_assert_cmpfloat_with_epsilon (zoe_scene_get_clear_point (scene, 1, 1, 0, 0).x, 300, 0.2);
  g_assert_cmpfloat_with_epsilon (zoe_scene_get_clear_point (scene, 1, 0, 500, 20).x, 200, 0.2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/scene/on-the-way", test_on_the_way);
  g_test_add_func ("/app/scene/not-received", test_not_received);
  g_test_add_func ("/app/scene/same-time", test_same_time);
  g_test_add_func ("/app/scene/find", test_find);
  g_test_add_func ("/app/scene/neighbours", test_neighbours);
  g_test_add_func ("/app/scene/clear-point", test_clear_point);
  return g_test_run ();
}
