/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/until.h"

#include <gio/gio.h>
#include <string.h>

#include "model/duration.h"

static ZoeScenario *
scenario_with_workers (void)
{
  ZoeScenario *scenario = zoe_scenario_new ();

  for (guint i = 1; i <= 2; i++)
    {
      g_autofree char *name = g_strdup_printf ("worker-%u", i);
      ZoeNodeSpec *node = zoe_scenario_add_node (scenario, name, "worker");

      g_free (node->base);
      node->base = g_strdup ("worker");
    }
  return scenario;
}

static void
test_conditions (void)
{
  g_autoptr (ZoeScenario) scenario = scenario_with_workers ();
  g_autoptr (ZoeUntil) until = zoe_until_parse (" 10s ; worker-2 ends; 500 events ;", scenario, NULL);
  g_autofree char *reason = NULL;
  ZoeEvent first_ends = { .kind = ZOE_EVENT_END, .sequence = 7, .node = 1 };
  ZoeEvent second_ends = { .kind = ZOE_EVENT_END, .sequence = 8, .node = 2 };
  ZoeEvent last = { .kind = ZOE_EVENT_SEND, .sequence = 500 };

  g_assert_nonnull (until);
  g_assert_cmpint (zoe_until_get_deadline_ns (until), ==, 10 * ZOE_NS_PER_S);
  g_assert_true (zoe_until_watches_events (until));
  g_assert_false (zoe_until_is_met_by (until, &first_ends, NULL, &reason));
  g_assert_true (zoe_until_is_met_by (until, &second_ends, NULL, &reason));
  g_assert_cmpstr (reason, ==, "worker-2 has ended");
  g_clear_pointer (&reason, g_free);
  g_assert_true (zoe_until_is_met_by (until, &last, NULL, &reason));
}

static void
test_any_replica (void)
{
  g_autoptr (ZoeScenario) scenario = scenario_with_workers ();
  g_autoptr (ZoeUntil) until = zoe_until_parse ("worker", scenario, NULL);
  g_autofree char *reason = NULL;
  ZoeEvent ends = { .kind = ZOE_EVENT_END, .node = 1 };

  g_assert_true (zoe_until_is_met_by (until, &ends, NULL, &reason));
  g_assert_cmpint (zoe_until_get_deadline_ns (until), ==, G_MAXINT64);
}

/* One run may pause at several times; its end is the first. */
static void
test_times (void)
{
  g_autoptr (ZoeScenario) scenario = scenario_with_workers ();
  g_autoptr (ZoeUntil) until = zoe_until_parse ("5s; 2s; worker-1; 0", scenario, NULL);

  g_assert_cmpint (zoe_until_get_deadline_ns (until), ==, 0);
  g_assert_cmpint (zoe_until_get_deadline_after (until, 0), ==, 2 * ZOE_NS_PER_S);
  g_assert_cmpint (zoe_until_get_deadline_after (until, 2 * ZOE_NS_PER_S), ==, 5 * ZOE_NS_PER_S);
  g_assert_cmpint (zoe_until_get_deadline_after (until, 5 * ZOE_NS_PER_S), ==, G_MAXINT64);
}

static void
test_none (void)
{
  g_autoptr (ZoeScenario) scenario = scenario_with_workers ();
  g_autoptr (ZoeUntil) until = zoe_until_parse (NULL, scenario, NULL);
  g_autofree char *reason = NULL;
  ZoeEvent ends = { .kind = ZOE_EVENT_END, .node = 1 };

  g_assert_false (zoe_until_is_met_by (until, &ends, NULL, &reason));
}

static void
test_mistakes (void)
{
  static const char *const texts[] = { "wroker-1", "10 parsecs", "0 events", "many events", "worker-3 ends; 5s" };
  g_autoptr (ZoeScenario) scenario = scenario_with_workers ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (zoe_until_parse (texts[i], scenario, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      if (i == 0)
        g_assert_nonnull (strstr (error->message, "is “worker-1” meant?"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/until/conditions", test_conditions);
  g_test_add_func ("/until/any-replica", test_any_replica);
  g_test_add_func ("/until/times", test_times);
  g_test_add_func ("/until/none", test_none);
  g_test_add_func ("/until/mistakes", test_mistakes);
  return g_test_run ();
}
