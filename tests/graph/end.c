/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/end.h"

#include "sketch.h"

static double
locate (guint socket, gpointer data)
{
  return 20 + 10 * (socket % 3);
}

/* A link meets the row of its socket; where too many would, they keep apart on the whole side. */
static void
test_rows (void)
{
  g_autoptr (ZoeScenario) scenario = read_good ("digraph { p [role=peer] q [role=peer count=4] p:out -> q:in }");
  g_autoptr (ZoeLayout) layout = zoe_layout_new (scenario, measure, locate, NULL, NULL);

  assert_sound (layout, scenario);
  for (guint i = 1; i <= 4; i++)
    {
      ZoeLinkSpec *link = zoe_scenario_get_link (scenario, i);
      const ZoeBox *box = &layout->nodes[zoe_scenario_get_socket (scenario, link->head)->node];

      g_assert_cmpfloat_with_epsilon (layout->links[i].points[3].y - box->y, locate (link->head, NULL), 0.01);
      if (i > 1)
        g_assert_cmpfloat (layout->links[i].points[0].y - layout->links[i - 1].points[0].y, >, 10);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/graph/end/rows", test_rows);
  return g_test_run ();
}
