/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/conditions.h"

#include <gio/gio.h>

#include "model/duration.h"

#define MS ZOE_NS_PER_MS

static void
change (ZoeConditions *conditions, ZoeFaultVerb verb, gint64 amount)
{
  zoe_conditions_change (conditions, &(ZoeFault) { .verb = verb, .amount = amount }, 0);
}

static void
test_due (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  ZoeConditions conditions = { 0 };

  g_assert_cmpint (zoe_conditions_find_due (&conditions, 10 * MS, 100, random), ==, 10 * MS);
  change (&conditions, ZOE_FAULT_DELAY, 50 * MS);
  g_assert_cmpint (zoe_conditions_find_due (&conditions, 20 * MS, 100, random), ==, 70 * MS);
  /* Without the delay it would come at 30 ms, but nothing overtakes. */
  change (&conditions, ZOE_FAULT_DELAY, 0);
  g_assert_cmpint (zoe_conditions_find_due (&conditions, 30 * MS, 100, random), ==, 70 * MS);
  g_assert_cmpint (zoe_conditions_find_due (&conditions, 80 * MS, 100, random), ==, 80 * MS);
  /* A hundred bytes at a thousand a second take a tenth of a second each, one after the other. */
  change (&conditions, ZOE_FAULT_BANDWIDTH, 1000);
  g_assert_cmpint (zoe_conditions_find_due (&conditions, 100 * MS, 100, random), ==, 200 * MS);
  g_assert_cmpint (zoe_conditions_find_due (&conditions, 100 * MS, 100, random), ==, 300 * MS);
}

/* As slow as can be written, and what comes after: never, not in the past. */
static void
test_end_of_time (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  ZoeConditions conditions = { .delay_ns = ZOE_END_OF_TIME };

  g_assert_cmpint (zoe_conditions_find_due (&conditions, 0, 1, random), ==, ZOE_END_OF_TIME);
  g_assert_cmpint (zoe_conditions_find_due (&conditions, 10 * MS, 1, random), ==, G_MAXINT64);
  change (&conditions, ZOE_FAULT_BANDWIDTH, 1);
  g_assert_cmpint (zoe_conditions_find_due (&conditions, 10 * MS, G_MAXUINT32, random), ==, G_MAXINT64);
  conditions = (ZoeConditions) { .delay_ns = ZOE_END_OF_TIME - MS, .jitter_ns = ZOE_END_OF_TIME };
  g_assert_cmpint (zoe_conditions_find_due (&conditions, 10 * MS, 1, random), ==, G_MAXINT64);
  conditions = (ZoeConditions) { .bandwidth = 1 };
  for (guint i = 0; i < 10; i++)
    g_assert_cmpint (zoe_conditions_find_due (&conditions, 10 * MS, G_MAXUINT32, random), >, 10 * MS);
}

static void
test_jitter (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  ZoeConditions conditions = { .jitter_ns = 20 * MS };
  gint64 last_ns = 0;
  gboolean varies = FALSE;

  for (gint64 sent_ns = 0; sent_ns < 5000 * MS; sent_ns += 5 * MS)
    {
      gint64 due_ns = zoe_conditions_find_due (&conditions, sent_ns, 1, random);

      g_assert_cmpint (due_ns, >=, MAX (sent_ns, last_ns));
      g_assert_cmpint (due_ns, <=, MAX (sent_ns + 20 * MS, last_ns));
      varies |= due_ns - sent_ns > 15 * MS;
      last_ns = due_ns;
    }
  g_assert_true (varies);
}

static void
test_suit (void)
{
  g_autoptr (GError) error = NULL;
  ZoeConditions conditions = { 0 };

  g_assert_false (zoe_conditions_suit (&conditions, ZOE_FAULT_HEAL, &error));
  g_assert_cmpstr (error->message, ==, "the link is whole already");
  g_clear_error (&error);
  g_assert_true (zoe_conditions_suit (&conditions, ZOE_FAULT_CUT, NULL));
  change (&conditions, ZOE_FAULT_CUT, 0);
  g_assert_true (zoe_conditions_are_shut (&conditions));
  g_assert_false (zoe_conditions_suit (&conditions, ZOE_FAULT_HOLD, &error));
  g_assert_cmpstr (error->message, ==, "the link lets nothing through already");
  g_assert_true (zoe_conditions_suit (&conditions, ZOE_FAULT_HEAL, NULL));
  change (&conditions, ZOE_FAULT_HEAL, 0);
  g_assert_true (zoe_conditions_are_none (&conditions));
  /* A delay set back to nothing is gone. */
  change (&conditions, ZOE_FAULT_DELAY, MS);
  g_assert_false (zoe_conditions_are_none (&conditions));
  change (&conditions, ZOE_FAULT_DELAY, 0);
  g_assert_true (zoe_conditions_are_none (&conditions));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/conditions/end-of-time", test_end_of_time);
  g_test_add_func ("/conditions/due", test_due);
  g_test_add_func ("/conditions/jitter", test_jitter);
  g_test_add_func ("/conditions/suit", test_suit);
  return g_test_run ();
}
