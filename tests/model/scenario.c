/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/scenario.h"

static void
test_numbers (void)
{
  g_autoptr (ZoeScenario) scenario = zoe_scenario_new ();
  ZoeNodeSpec *a = zoe_scenario_add_node (scenario, "a", "x");
  ZoeNodeSpec *b = zoe_scenario_add_node (scenario, "b", "x");
  ZoeSocketSpec *out = zoe_scenario_add_socket (scenario, a->number, "out", ZOE_SOCKET_REQ);
  ZoeSocketSpec *in = zoe_scenario_add_socket (scenario, b->number, "in", ZOE_SOCKET_REP);
  ZoeLinkSpec *link = zoe_scenario_add_link (scenario, out->number, in->number);
  g_autofree char *port = zoe_scenario_dup_port (scenario, in->number);
  g_autofree char *none = zoe_scenario_dup_port (scenario, 0);

  g_assert_cmpuint (a->number, ==, 1);
  g_assert_true (zoe_scenario_get_node (scenario, 2) == b);
  g_assert_null (zoe_scenario_get_node (scenario, 0));
  g_assert_null (zoe_scenario_get_node (scenario, 3));
  g_assert_true (zoe_scenario_find_node (scenario, "b") == b);
  g_assert_null (zoe_scenario_find_node (scenario, "c"));
  g_assert_true (zoe_scenario_find_socket (scenario, 2, "in") == in);
  g_assert_null (zoe_scenario_find_socket (scenario, 1, "in"));
  /* Replies travel against the arrow. */
  g_assert_true (zoe_scenario_find_link (scenario, out->number, in->number) == link);
  g_assert_true (zoe_scenario_find_link (scenario, in->number, out->number) == link);
  g_assert_cmpstr (port, ==, "b:in");
  g_assert_cmpstr (none, ==, "");
}

static void
test_transports (void)
{
  ZoeTransport transport;

  for (guint i = 0; i < ZOE_TRANSPORT_N; i++)
    {
      g_assert_true (zoe_transport_from_name (zoe_transport_get_name (i), &transport));
      g_assert_cmpuint (transport, ==, i);
    }
  g_assert_false (zoe_transport_from_name ("pigeon", &transport));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scenario/numbers", test_numbers);
  g_test_add_func ("/scenario/transports", test_transports);
  return g_test_run ();
}
