/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/stretch.h"

#include "stage.h"

static void
test_gaps_alone (void)
{
  g_autoptr (ZoeScenario) scenario = stage_scenario ();
  g_autoptr (ZoeLayout) layout = stage_layout ();
  g_autoptr (ZoeLayout) stretched = zoe_stretch_layout (layout, scenario, 600, 50, 1);

  g_assert_cmpfloat_with_epsilon (stretched->width, 600, 0.01);
  g_assert_cmpfloat_with_epsilon (stretched->height, 50, 0.01);
  g_assert_cmpfloat_with_epsilon (stretched->nodes[1].x, 0, 0.01);
  g_assert_cmpfloat_with_epsilon (stretched->nodes[1].width, 100, 0.01);
  g_assert_cmpfloat_with_epsilon (stretched->nodes[2].x, 500, 0.01);
  g_assert_cmpfloat_with_epsilon (stretched->nodes[2].width, 100, 0.01);

  /* Links still touch their nodes. */
  g_assert_cmpfloat_with_epsilon (stretched->links[1].points[0].x, 100, 0.01);
  g_assert_cmpfloat_with_epsilon (stretched->links[1].points[3].x, 500, 0.01);
}

static void
test_fits_already (void)
{
  g_autoptr (ZoeScenario) scenario = stage_scenario ();
  g_autoptr (ZoeLayout) layout = stage_layout ();
  g_autoptr (ZoeLayout) stretched = zoe_stretch_layout (layout, scenario, 400, 50, 1);

  g_assert_cmpfloat_with_epsilon (stretched->width, 400, 0.01);
  g_assert_cmpfloat_with_epsilon (stretched->nodes[2].x, 300, 0.01);
}

static void
test_shrinks (void)
{
  g_autoptr (ZoeScenario) scenario = stage_scenario ();
  g_autoptr (ZoeLayout) layout = stage_layout ();
  g_autoptr (ZoeLayout) stretched = zoe_stretch_layout (layout, scenario, 350, 500, 1);

  g_assert_cmpfloat_with_epsilon (stretched->width, 350, 0.01);
  g_assert_cmpfloat_with_epsilon (stretched->nodes[2].x, 250, 0.01);
  g_assert_cmpfloat_with_epsilon (stretched->nodes[2].width, 100, 0.01);
  g_assert_cmpfloat_with_epsilon (stretched->links[1].points[3].x, 250, 0.01);
}

/* Where the picture may not show it any larger, gaps grow all the same until it is full. */
static void
test_fills_at_the_largest (void)
{
  g_autoptr (ZoeScenario) scenario = stage_scenario ();
  g_autoptr (ZoeLayout) layout = stage_layout ();
  g_autoptr (ZoeLayout) stretched = zoe_stretch_layout (layout, scenario, 1800, 150, 3);

  g_assert_cmpfloat_with_epsilon (stretched->width, 600, 0.01);
  g_assert_cmpfloat_with_epsilon (stretched->nodes[2].x, 500, 0.01);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/stretch/gaps-alone", test_gaps_alone);
  g_test_add_func ("/app/stretch/fills-at-the-largest", test_fills_at_the_largest);
  g_test_add_func ("/app/stretch/fits-already", test_fits_already);
  g_test_add_func ("/app/stretch/shrinks", test_shrinks);
  return g_test_run ();
}
