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

static void
test_between (void)
{
  const ZoeRoute nowhere = { 0 };
  ZoePath path;

  init (&path, 0, 0, 200, 0);
  assert_at (zoe_path_get_point_between (&path, 0, 30, 50), 30, 0);
  assert_at (zoe_path_get_point_between (&path, 0.5, 30, 50), 90, 0);
  assert_at (zoe_path_get_point_between (&path, 1, 30, 50), 150, 0);

  /* Where nothing is left there is one place. */
  assert_at (zoe_path_get_point_between (&path, 0, 300, 100), 150, 0);
  assert_at (zoe_path_get_point_between (&path, 1, 300, 100), 150, 0);
  zoe_path_clear (&path);
  zoe_path_init (&path, &nowhere);
  assert_at (zoe_path_get_point_between (&path, 0.5, 10, 10), 0, 0);
  zoe_path_clear (&path);
}

static void
test_exit (void)
{
  const ZoeBox start = { -10, -10, 73, 20 }, end = { 150, -10, 100, 20 }, all = { -10, -10, 300, 20 }, elsewhere = { 90, -10, 20, 20 };
  ZoePath path;

  init (&path, 0, 0, 200, 0);
  g_assert_cmpfloat_with_epsilon (zoe_path_get_exit (&path, FALSE, &start), 63, 0.2);
  g_assert_cmpfloat_with_epsilon (zoe_path_get_exit (&path, TRUE, &end), 50, 0.2);
  g_assert_cmpfloat_with_epsilon (zoe_path_get_exit (&path, TRUE, &all), 200, 0.01);
  g_assert_cmpfloat (zoe_path_get_exit (&path, TRUE, &start), ==, 0);
  g_assert_cmpfloat (zoe_path_get_exit (&path, FALSE, &elsewhere), ==, 0);
  zoe_path_clear (&path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/path/point", test_point);
  g_test_add_func ("/app/path/between", test_between);
  g_test_add_func ("/app/path/exit", test_exit);
  return g_test_run ();
}
