/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/port.h"

#include "players.h"

/* A node that binds anew tells where, while others may be reading where it was. */
static void
test_bound_again (void)
{
  g_autoptr (ZoeScenario) scenario = zoe_scenario_new ();
  g_autoptr (ZoePorts) ports = NULL;
  const char *first, *second;

  add_node (scenario, "a", &player_counter);
  add_node (scenario, "b", &player_taker);
  add_node (scenario, "c", &player_taker);
  add_link (scenario, "a", "out", "b", "in", ZOE_TRANSPORT_TCP);
  add_link (scenario, "a", "out", "c", "in", ZOE_TRANSPORT_TCP);
  for (guint i = 1; i <= 2; i++)
    zoe_scenario_get_link (scenario, i)->head_binds = FALSE;
  ports = zoe_ports_new (scenario, NULL);
  first = zoe_ports_get_endpoint (ports, 2);
  g_assert_cmpstr (first, ==, "tcp://127.0.0.1:*");
  zoe_ports_set_bound (ports, 1, "tcp://127.0.0.1:5555");
  second = zoe_ports_get_endpoint (ports, 2);
  g_assert_cmpstr (second, ==, "tcp://127.0.0.1:5555");
  zoe_ports_set_bound (ports, 1, "tcp://127.0.0.1:5555");
  g_assert_true (zoe_ports_get_endpoint (ports, 2) == second);
  zoe_ports_set_bound (ports, 2, "tcp://127.0.0.1:6666");
  g_assert_cmpstr (zoe_ports_get_endpoint (ports, 1), ==, "tcp://127.0.0.1:6666");
  g_assert_cmpstr (first, ==, "tcp://127.0.0.1:*");
  g_assert_cmpstr (second, ==, "tcp://127.0.0.1:5555");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/port/bound-again", test_bound_again);
  return g_test_run ();
}
