/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/layout.h"

#include <math.h>

#include "sketch.h"

static void
test_pipeline (void)
{
  g_autoptr (ZoeScenario) scenario = read_good ("digraph { v [role=ventilator] w [role=worker count=3] s [role=sink] "
                                                "v:sender -> w -> s v:sink -> s }");
  g_autoptr (ZoeLayout) layout = lay_out (scenario);

  assert_sound (layout, scenario);
  assert_left_to_right (layout, scenario, "v w-1 s");
  assert_in_order (layout, scenario, "w-1 w-2 w-3");
  assert_links_meet_sides (layout, scenario);
  assert_links_pass_by (layout, scenario);
}

static void
test_direction (void)
{
  g_autoptr (ZoeScenario) scenario = read_good ("digraph { rankdir=TB v [role=ventilator] s [role=sink] w [role=worker] v -> w -> s }");
  g_autoptr (ZoeLayout) layout = lay_out (scenario);

  assert_sound (layout, scenario);
  g_assert_cmpfloat (layout->nodes[1].y + HEIGHT, <, layout->nodes[3].y);
  g_assert_cmpfloat (layout->nodes[3].y + HEIGHT, <, layout->nodes[2].y);
}

/* Also against the ranks: the second of each pair has its arrow turned back. */
static void
test_parallel (void)
{
  g_autoptr (ZoeScenario) scenario = read_good ("digraph { p [role=peer] q [role=peer] p:out -> q:in q:out -> p:in p:link -> q:link [bind=head] }");
  g_autoptr (ZoeLayout) layout = lay_out (scenario);

  assert_sound (layout, scenario);
  for (guint i = 1; i <= 3; i++)
    for (guint j = 1; j < i; j++)
      {
        ZoePoint a = zoe_route_get_point (&layout->links[i], 0.5), b = zoe_route_get_point (&layout->links[j], 0.5);

        g_assert_cmpfloat (hypot (a.x - b.x, a.y - b.y), >, 10);
      }
}

/* Brokers side by side, each talking to each: no link may lie on another. */
static void
test_peers (void)
{
  g_autoptr (ZoeScenario) scenario = read_good (
    "digraph { subgraph cluster_a { a [role=peer] f [role=peer count=2] } subgraph cluster_b { b [role=peer] g [role=peer count=2] }"
    "subgraph cluster_c { c [role=peer] h [role=peer count=2] } f:out -> a:in g:out -> b:in h:out -> c:in "
    "edge [bind=head] a:link -> b:link a:link -> c:link b:link -> c:link edge [bind=tail] "
    "a:out -> b:in a:out -> c:in b:out -> a:in b:out -> c:in c:out -> a:in c:out -> b:in }");
  g_autoptr (ZoeLayout) layout = lay_out (scenario);

  assert_sound (layout, scenario);
  assert_links_pass_by (layout, scenario);
  assert_links_keep_apart (layout);
}

static void
test_clusters (void)
{
  g_autoptr (ZoeScenario) scenario = read_good (
    "digraph { subgraph cluster_a { a [role=peer] subgraph cluster_c { c [role=peer count=2] } } subgraph cluster_e { e [role=peer count=0] }"
    "subgraph cluster_b { b [role=peer] } a:out -> b:in c:out -> b:in }");
  g_autoptr (ZoeLayout) layout = lay_out (scenario);

  assert_sound (layout, scenario);
  g_assert_true (contains (layout->clusters[0], layout->clusters[1]));
  g_assert_false (overlap (layout->clusters[0], layout->clusters[3]));
  g_assert_cmpfloat (layout->clusters[2].width, ==, 0);
  g_assert_cmpfloat (layout->nodes[2].y - layout->clusters[1].y, >=, 22);
}

static void
test_deterministic (void)
{
  g_autoptr (ZoeScenario) scenario = read_good ("digraph { p [role=peer count=30] q [role=peer count=5] p:out -> q:in q:out -> p:in p:out -> p:in }");
  g_autoptr (ZoeLayout) one = lay_out (scenario), other = lay_out (scenario);

  for (guint i = 1; i <= one->n_nodes; i++)
    g_assert_cmpmem (&one->nodes[i], sizeof (ZoeBox), &other->nodes[i], sizeof (ZoeBox));
  for (guint i = 1; i <= one->n_links; i++)
    g_assert_cmpmem (one->links[i].points, one->links[i].n_points * sizeof (ZoePoint),
                     other->links[i].points, other->links[i].n_points * sizeof (ZoePoint));
}

/* Whichever way it goes: names of clusters stay above their nodes. */
static void
test_all_directions (void)
{
  static const char *const directions[] = { "LR", "RL", "TB", "BT" };

  for (guint i = 0; i < G_N_ELEMENTS (directions); i++)
    {
      g_autofree char *text = g_strdup_printf ("digraph { rankdir=%s subgraph cluster_a { a [role=peer count=2] b [role=peer] } "
                                               "c [role=peer] a:out -> b:in b:out -> c:in a:out -> c:in }", directions[i]);
      g_autoptr (ZoeScenario) scenario = read_good (text);
      g_autoptr (ZoeLayout) layout = lay_out (scenario);
      const ZoeBox *from = &layout->nodes[1], *to = &layout->nodes[4];

      assert_sound (layout, scenario);
      assert_links_pass_by (layout, scenario);
      g_assert_cmpfloat (MIN (layout->nodes[1].y, layout->nodes[3].y) - layout->clusters[0].y, >=, 22);
      g_assert_cmpfloat ((i == 0 ? to->x - from->x : i == 1 ? from->x - to->x : i == 2 ? to->y - from->y : from->y - to->y), >, 90);
    }
}

static void
test_big (void)
{
  g_autoptr (GString) text = g_string_new ("digraph { p [role=peer count=200] ");
  g_autoptr (ZoeScenario) scenario = NULL;
  g_autoptr (ZoeLayout) layout = NULL;

  for (guint i = 0; i < 400; i++)
    g_string_append_printf (text, "\"p-%u\":out -> \"p-%u\":in ", 1 + i / 2, 1 + (i / 2 + 1 + i * 37 % 199) % 200);
  g_string_append (text, "}");
  scenario = read_good (text->str);
  g_assert_cmpuint (scenario->links->len, ==, 400);
  layout = lay_out (scenario);
  assert_sound (layout, scenario);
}

/* More than Graphviz could lay out in one's lifetime. */
static void
test_too_big (void)
{
  g_autoptr (ZoeScenario) scenario = read_good ("digraph { subgraph cluster_x { p [role=peer count=80] } p:out -> p:in }");
  g_autoptr (GError) error = NULL;
  g_autoptr (ZoeLayout) layout = zoe_layout_new (scenario, measure, NULL, NULL, &error);

  g_assert_cmpstr (error->message, ==, "6320 links are too many to be laid out");
  assert_sound (layout, scenario);
}

static void
test_nothing (void)
{
  g_autoptr (ZoeScenario) scenario = zoe_scenario_new ();
  g_autoptr (ZoeLayout) layout = lay_out (scenario);

  g_assert_cmpuint (layout->n_nodes, ==, 0);
  assert_sound (layout, scenario);
}

/* A trace may hold text that is no graph any more. */
static void
test_hostile_text (void)
{
  g_autoptr (ZoeScenario) scenario = read_good ("digraph { p [role=peer] q [role=peer] p:out -> q:in }");
  g_autoptr (ZoeLayout) layout = NULL;

  g_free (scenario->text);
  scenario->text = g_strdup ("digraph { rankdir=\"LR; } <<<");
  layout = lay_out (scenario);
  assert_sound (layout, scenario);
}

static void
test_route (void)
{
  ZoePoint points[] = { { 0, 0 }, { 1, 0 }, { 2, 0 }, { 3, 0 }, { 4, 0 }, { 5, 0 }, { 6, 0 } };
  ZoeRoute route = { G_N_ELEMENTS (points), points };

  for (guint i = 0; i <= 12; i++)
    g_assert_cmpfloat_with_epsilon (zoe_route_get_point (&route, i / 12.0).x, i / 2.0, 1e-9);
  g_assert_cmpfloat (zoe_route_get_point (&route, -1).x, ==, 0);
  g_assert_cmpfloat (zoe_route_get_point (&route, 2).x, ==, 6);
  g_assert_cmpfloat (zoe_route_get_point (&(ZoeRoute) { 0, NULL }, 0.5).x, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/graph/layout/pipeline", test_pipeline);
  g_test_add_func ("/graph/layout/direction", test_direction);
  g_test_add_func ("/graph/layout/parallel", test_parallel);
  g_test_add_func ("/graph/layout/peers", test_peers);
  g_test_add_func ("/graph/layout/clusters", test_clusters);
  g_test_add_func ("/graph/layout/deterministic", test_deterministic);
  g_test_add_func ("/graph/layout/all-directions", test_all_directions);
  g_test_add_func ("/graph/layout/big", test_big);
  g_test_add_func ("/graph/layout/too-big", test_too_big);
  g_test_add_func ("/graph/layout/nothing", test_nothing);
  g_test_add_func ("/graph/layout/hostile-text", test_hostile_text);
  g_test_add_func ("/graph/layout/route", test_route);
  return g_test_run ();
}
