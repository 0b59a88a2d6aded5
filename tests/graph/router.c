/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/router.h"

#include "graph/reader.h"
#include "roles/roles.h"
#include "sketch.h"

#define ROW 19

typedef struct
{
  ZoeScenario *scenario;
  gboolean     compact;
} Cards;

/* About as large as the window makes them: one line, or a row for each socket. */
static void
measure_card (guint node, double *ret_width, double *ret_height, gpointer data)
{
  const Cards *cards = data;
  guint n_sockets = 0;

  for (guint i = 1; i <= cards->scenario->sockets->len; i++)
    n_sockets += zoe_scenario_get_socket (cards->scenario, i)->node == node;
  *ret_width = cards->compact ? 205 : 215;
  *ret_height = cards->compact ? 29 : n_sockets <= 2 ? 112 : 93 + ROW * n_sockets;
}

static double
locate_row (guint socket, gpointer data)
{
  const Cards *cards = data;
  guint node = zoe_scenario_get_socket (cards->scenario, socket)->node, row = 0, n_sockets = 0;

  for (guint i = 1; i <= cards->scenario->sockets->len; i++)
    if (zoe_scenario_get_socket (cards->scenario, i)->node == node)
      {
        row += i < socket;
        n_sockets++;
      }
  return cards->compact || n_sockets <= 2 ? -1.0 : 60.0 + ROW * row;
}

static ZoeScenario *
read_shipped (const char *name)
{
  g_autoptr (ZoeMistakes) mistakes = zoe_mistakes_new (NULL);
  g_autofree char *file = g_strdup_printf ("%s.dot", name);
  g_autofree char *path = g_build_filename (g_getenv ("ZOETROPE_SCENARIOS"), file, NULL);
  ZoeScenario *scenario = zoe_read_scenario_file (path, &(ZoeReadOptions) { .roles = zoe_roles () }, mistakes);

  g_assert_nonnull (scenario);
  return scenario;
}

/* The scenarios that come with the program, with all that cards can say and with the least. */
static void
test_shipped (gconstpointer name)
{
  g_autoptr (ZoeScenario) scenario = read_shipped (name);

  for (guint i = 0; i < 2; i++)
    {
      Cards cards = { scenario, i == 1 };
      g_autoptr (GError) error = NULL;
      g_autoptr (ZoeLayout) layout = zoe_layout_new (scenario, measure_card, locate_row, &cards, &error);

      g_assert_no_error (error);
      assert_links_meet_sides (layout, scenario);
      assert_links_pass_by (layout, scenario);
      if (g_str_equal (name, "pipeline"))
        assert_left_to_right (layout, scenario, "ventilator worker-1 sink");
      if (g_str_equal (name, "lru-queue"))
        assert_left_to_right (layout, scenario, "client-1 broker worker-1");
      if (g_str_equal (name, "clone"))
        assert_in_order (layout, scenario, "client-1 client-2 client-3");
      if (g_str_equal (name, "peering"))
        {
          if (cards.compact)
            assert_stacked (layout, 3);
          assert_in_order (layout, scenario, "dc1-worker-1 dc1-worker-2 dc1-worker-3");
          assert_in_order (layout, scenario, "dc3-client-1 dc3-client-2 dc3-client-3 dc3-client-4");
        }
    }
}

/* Past the workers in one line, as they leave room for it; around them if they do not. */
static void
test_past (void)
{
  g_autoptr (ZoeScenario) even = read_good ("digraph { v [role=ventilator] w [role=worker count=2] s [role=sink] v:sender -> w -> s v:sink -> s }");
  g_autoptr (ZoeScenario) odd = read_good ("digraph { v [role=ventilator] w [role=worker count=3] s [role=sink] v:sender -> w -> s v:sink -> s }");
  g_autoptr (ZoeLayout) through = lay_out (even), around = lay_out (odd);
  const ZoeRoute *route = &around->links[around->n_links];

  assert_links_pass_by (through, even);
  assert_links_pass_by (around, odd);
  g_assert_cmpuint (route->n_points, >, 4);
  /* Level at every joint: growing gaps will not kink it. */
  for (guint i = 0; i + 1 < route->n_points; i++)
    if (i % 3 != 1)
      g_assert_cmpfloat_with_epsilon (route->points[i].y, route->points[i + 1].y, 0.01);
}

/* Whoever stands above the other is linked by a bow; several bows lie beside each other. */
static void
test_bows (void)
{
  g_autoptr (ZoeScenario) scenario = read_good (
    "digraph { subgraph cluster_1 { c [role=peer] a [role=peer] } subgraph cluster_2 { d [role=peer] b [role=peer] } "
    "a:out -> b:in b:out -> a:in a:link -> b:link [bind=head] c:out -> a:in d:out -> b:in }");
  g_autoptr (ZoeLayout) layout = lay_out (scenario);
  double last = 0;

  assert_stacked (layout, 2);
  assert_links_meet_sides (layout, scenario);
  for (guint i = 1; i <= 3; i++)
    {
      double x = zoe_route_get_point (&layout->links[i], 0.5).x;

      g_assert_cmpfloat (x, >, layout->nodes[2].x + layout->nodes[2].width + 15);
      g_assert_cmpfloat (x, >, last + 6);
      last = x;
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/graph/router/past", test_past);
  g_test_add_func ("/graph/router/bows", test_bows);
  g_test_add_data_func ("/graph/router/shipped/clone", "clone", test_shipped);
  g_test_add_data_func ("/graph/router/shipped/lru-queue", "lru-queue", test_shipped);
  g_test_add_data_func ("/graph/router/shipped/peering", "peering", test_shipped);
  g_test_add_data_func ("/graph/router/shipped/pipeline", "pipeline", test_shipped);
  return g_test_run ();
}
