/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/path.h"

#define assert_at(point_, x_, y_) G_STMT_START { \
    ZoePoint at_ = (point_); \
    g_assert_cmpfloat_with_epsilon (at_.x, x_, 0.01); \
    g_assert_cmpfloat_with_epsilon (at_.y, y_, 0.01); } G_STMT_END

/* A straight line. */
static void
init (ZoePath *path, double from_x, double from_y, double to_x, double to_y)
{
  ZoePoint points[4];
  const ZoeRoute route = { .points = points, .n_points = 4 };

  for (guint i = 0; i < 4; i++)
    points[i] = (ZoePoint) { from_x + i * (to_x - from_x) / 3, from_y + i * (to_y - from_y) / 3 };
  zoe_path_init (path, &route);
}

static void
test_point (void)
{
  ZoePath path;

  init (&path, 0, 0, 200, 0);
  g_assert_cmpfloat_with_epsilon (zoe_path_get_length (&path), 200, 0.01);
  assert_at (zoe_path_get_point (&path, 0.25), 50, 0);
  assert_at (zoe_path_get_point (&path, 7), 200, 0);
  assert_at (zoe_path_get_direction (&path, 0.5), 1, 0);
  g_assert_cmpfloat_with_epsilon (zoe_path_get_distance (&path, (ZoePoint) { 100, 5 }, 10), 5, 0.01);
  g_assert_cmpfloat (zoe_path_get_distance (&path, (ZoePoint) { 100, 50 }, 10), >, 10);
  zoe_path_clear (&path);
}

/* What has a size reaches no farther than the ends, and goes evenly from the one to the other. */
static void
test_clear (void)
{
  ZoePath path;

  init (&path, 0, 0, 200, 0);
  assert_at (zoe_path_get_point_clear (&path, 0, 60, 20), 30, 0);
  assert_at (zoe_path_get_point_clear (&path, 0.25, 60, 20), 65, 0);
  assert_at (zoe_path_get_point_clear (&path, 0.5, 60, 20), 100, 0);
  assert_at (zoe_path_get_point_clear (&path, 1, 60, 20), 170, 0);
  assert_at (zoe_path_get_point_clear (&path, 0.25, 0, 0), 50, 0);
  zoe_path_clear (&path);

  /* Downwards its height counts. */
  init (&path, 0, 0, 0, 100);
  assert_at (zoe_path_get_point_clear (&path, 0, 60, 20), 0, 10);
  assert_at (zoe_path_get_point_clear (&path, 1, 60, 20), 0, 90);
  zoe_path_clear (&path);
}

/* Where there is no room it stands in the middle; a path without length has one place. */
static void
test_short (void)
{
  const ZoeRoute nowhere = { 0 };
  ZoePath path;

  init (&path, 0, 0, 40, 0);
  assert_at (zoe_path_get_point_clear (&path, 0, 60, 20), 20, 0);
  assert_at (zoe_path_get_point_clear (&path, 1, 60, 20), 20, 0);
  zoe_path_clear (&path);
  zoe_path_init (&path, &nowhere);
  assert_at (zoe_path_get_point_clear (&path, 0.5, 60, 20), 0, 0);
  zoe_path_clear (&path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/path/point", test_point);
  g_test_add_func ("/app/path/clear", test_clear);
  g_test_add_func ("/app/path/short", test_short);
  return g_test_run ();
}
