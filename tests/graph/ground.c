/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/ground.h"

#include "sketch.h"

static ZoeScenario *
read_ring (guint n)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, "digraph { p [role=peer count=%u]", n);
  for (guint i = 1; i <= n; i++)
    g_string_append_printf (text, " \"p-%u\":out -> \"p-%u\":in", i, i % n + 1);
  g_string_append (text, " }");
  return read_good (text->str);
}

/* Sites that send to each other in a circle stand one below the other, with their own nodes from left to right. */
static void
test_sites (void)
{
  g_autoptr (ZoeScenario) scenario = read_good (
    "digraph { subgraph cluster_1 { a [role=peer count=3] b [role=peer] c [role=peer count=3] }"
    "subgraph cluster_2 { d [role=peer count=3] e [role=peer] f [role=peer count=3] } subgraph cluster_3 { g [role=peer] }"
    "a:out -> b:in b:out -> c:in d:out -> e:in e:out -> f:in b:out -> e:in e:out -> g:in g:out -> b:in }");
  g_autoptr (ZoeLayout) layout = lay_out (scenario);

  assert_sound (layout, scenario);
  assert_stacked (layout, 3);
  assert_left_to_right (layout, scenario, "a-1 b c-1");
  assert_left_to_right (layout, scenario, "d-1 e f-1");
  assert_in_order (layout, scenario, "a-1 a-2 a-3");
  assert_in_order (layout, scenario, "f-1 f-2 f-3");
  assert_links_meet_sides (layout, scenario);
  assert_links_pass_by (layout, scenario);
}

/* Sites through which messages only pass keep the flow. */
static void
test_flow_of_sites (void)
{
  g_autoptr (ZoeScenario) scenario = read_good (
    "digraph { subgraph cluster_1 { a [role=peer] } subgraph cluster_2 { b [role=peer count=2] } subgraph cluster_3 { c [role=peer] }"
    "a:out -> b:in b:out -> c:in a:out -> c:in }");
  g_autoptr (ZoeLayout) layout = lay_out (scenario);

  assert_sound (layout, scenario);
  assert_left_to_right (layout, scenario, "a b-1 c");
  assert_in_order (layout, scenario, "b-1 b-2");
  assert_links_pass_by (layout, scenario);
}

/* Many of one kind fill the picture: several columns, each in order. */
static void
test_many_workers (void)
{
  g_autoptr (ZoeScenario) scenario = read_good ("digraph { v [role=ventilator] w [role=worker count=50] s [role=sink] "
                                                "v:sender -> w -> s }");
  g_autoptr (ZoeLayout) layout = lay_out (scenario);

  assert_sound (layout, scenario);
  assert_left_to_right (layout, scenario, "v w-1 w-50 s");
  assert_in_order (layout, scenario, "w-1 w-2 w-3 w-4 w-5");
  assert_links_meet_sides (layout, scenario);
  assert_links_pass_by (layout, scenario);
  g_assert_cmpfloat (get_zoom (layout), >, 2 * 450.0 / (50 * HEIGHT));
}

/* A long chain goes back and forth instead of becoming a line; a short one stays as it is. */
static void
test_ring (void)
{
  g_autoptr (ZoeScenario) scenario = read_ring (12), few = read_ring (4);
  g_autoptr (ZoeLayout) layout = lay_out (scenario), short_one = lay_out (few);

  assert_sound (layout, scenario);
  assert_links_meet_sides (layout, scenario);
  assert_links_pass_by (layout, scenario);
  g_assert_cmpfloat (get_zoom (layout), >, 1.5 * 800.0 / (12 * (WIDTH + 110)));
  assert_left_to_right (short_one, few, "p-1 p-2 p-3 p-4");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/graph/ground/sites", test_sites);
  g_test_add_func ("/graph/ground/flow-of-sites", test_flow_of_sites);
  g_test_add_func ("/graph/ground/many-workers", test_many_workers);
  g_test_add_func ("/graph/ground/ring", test_ring);
  return g_test_run ();
}
