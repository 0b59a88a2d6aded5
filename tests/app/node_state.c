/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/node_state.h"

#include "tape.h"

static void
assert_label (ZoeScenario *scenario, ZoeNodeState state, const char *expected)
{
  g_autofree char *label = zoe_node_state_dup_label (&state, zoe_scenario_get_node (scenario, 1));

  g_assert_cmpstr (label, ==, expected);
}

static void
test_label (void)
{
  g_autoptr (ZoeScenario) scenario = tape_scenario ("a>b");

  assert_label (scenario, (ZoeNodeState) { 0 }, "a, tester, not started");
  assert_label (scenario, (ZoeNodeState) { .phase = ZOE_NODE_RUNNING, .n_received = 17, .n_sent = 12345 },
                "a, tester, running, 17 received, 12k sent");
  assert_label (scenario, (ZoeNodeState) { .phase = ZOE_NODE_RUNNING, .working = TRUE }, "a, tester, working");
  assert_label (scenario, (ZoeNodeState) { .phase = ZOE_NODE_ENDED }, "a, tester, ended");
  zoe_scenario_get_node (scenario, 1)->external = TRUE;
  assert_label (scenario, (ZoeNodeState) { 0 }, "a, tester, outside program");
}

/* What was done to a node is said before what it did by itself; a dead one is not told to be frozen as well. */
static void
test_damage (void)
{
  g_autoptr (ZoeScenario) scenario = tape_scenario ("a>b");

  assert_label (scenario, (ZoeNodeState) { .phase = ZOE_NODE_ENDED, .damage = { .health = ZOE_NODE_KILLED } },
                "a, tester, killed");
  assert_label (scenario, (ZoeNodeState) { .phase = ZOE_NODE_ENDED, .damage = { .health = ZOE_NODE_STOPPED }, .n_sent = 2 },
                "a, tester, stopped, 2 sent");
  assert_label (scenario, (ZoeNodeState) { .phase = ZOE_NODE_RUNNING, .working = TRUE, .damage = { .frozen = TRUE } },
                "a, tester, frozen");
  assert_label (scenario, (ZoeNodeState) { .phase = ZOE_NODE_ENDED, .damage = { .health = ZOE_NODE_KILLED, .frozen = TRUE } },
                "a, tester, killed");
}

static void
test_at (void)
{
  const ZoeNodeMoment moment = { .phase = ZOE_NODE_RUNNING, .busy_from_ns = 100, .busy_until_ns = 200, .n_sent = 3 };
  const ZoeNodeDamage frozen = { .frozen = TRUE };
  ZoeNodeState before = zoe_node_state_at (&moment, NULL, 99), during = zoe_node_state_at (&moment, NULL, 125);
  ZoeNodeState later = zoe_node_state_at (&moment, NULL, 175), after = zoe_node_state_at (&moment, &frozen, 200);

  g_assert_false (before.working || after.working);
  g_assert_true (during.working);
  g_assert_cmpfloat (during.progress, ==, 0.25);
  g_assert_cmpuint (during.n_sent, ==, 3);
  g_assert_true (zoe_node_state_is_same_kind (&during, &later));
  g_assert_false (zoe_node_state_is_same_kind (&before, &during));
  g_assert_false (zoe_node_state_is_same_kind (&before, &after));
}

static void
test_counts (void)
{
  static const struct { guint64 count; const char *text; } cases[] =
  {
    { 0, "0" }, { 9999, "9999" }, { 10000, "10k" }, { 999999, "999k" }, { 1700000, "1.7M" }, { 17000000, "17M" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char text[ZOE_SHORT_COUNT];

      g_assert_cmpstr (zoe_node_state_format_count (cases[i].count, text), ==, cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/node_state/label", test_label);
  g_test_add_func ("/app/node_state/damage", test_damage);
  g_test_add_func ("/app/node_state/at", test_at);
  g_test_add_func ("/app/node_state/counts", test_counts);
  return g_test_run ();
}
