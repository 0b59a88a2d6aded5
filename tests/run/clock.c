/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/clock.h"

static void
test_stands_until_started (void)
{
  g_autoptr (ZoeClock) clock = zoe_clock_new (1);

  g_assert_cmpint (zoe_clock_now (clock), ==, 0);
  g_assert_cmpint (zoe_clock_real_until (clock, 1), ==, -1);
  zoe_clock_start (clock);
  while (zoe_clock_now (clock) == 0)
    g_thread_yield ();
}

static void
test_held (void)
{
  g_autoptr (ZoeClock) clock = zoe_clock_new (1000);
  gint64 held;

  zoe_clock_start (clock);
  zoe_clock_set_held (clock, TRUE);
  held = zoe_clock_now (clock);
  zoe_clock_set_rate (clock, 0.001);
  g_assert_true (zoe_clock_is_held (clock));
  g_assert_cmpint (zoe_clock_now (clock), ==, held);
  g_assert_cmpint (zoe_clock_real_until (clock, held + 1), ==, -1);
  g_assert_cmpint (zoe_clock_real_until (clock, held), ==, 0);
  zoe_clock_set_held (clock, FALSE);
  /* At a thousandth of the speed, a millisecond takes a second. */
  g_assert_cmpint (zoe_clock_real_until (clock, held + ZOE_NS_PER_MS), >, ZOE_NS_PER_S / 2);
}

static void
test_jump (void)
{
  g_autoptr (ZoeClock) clock = zoe_clock_new (0.000001);

  zoe_clock_start (clock);
  g_assert_cmpint (zoe_clock_jump_to (clock, 5 * ZOE_NS_PER_S), >, 4 * ZOE_NS_PER_S);
  g_assert_cmpint (zoe_clock_now (clock), >=, 5 * ZOE_NS_PER_S);
  g_assert_cmpint (zoe_clock_jump_to (clock, ZOE_NS_PER_S), ==, 0);
  g_assert_cmpint (zoe_clock_now (clock), >=, 5 * ZOE_NS_PER_S);
}

static gpointer
read_on (gpointer data)
{
  ZoeClock *clock = data;
  gint64 last = 0;

  while (last < 100 * ZOE_NS_PER_S)
    {
      gint64 now = zoe_clock_now (clock);

      g_assert_cmpint (now, >=, last);
      last = now;
    }
  return NULL;
}

/* However it is changed meanwhile, time never goes back for anybody. */
static void
test_never_goes_back (void)
{
  g_autoptr (ZoeClock) clock = zoe_clock_new (1);
  GThread *readers[2];

  zoe_clock_start (clock);
  for (guint i = 0; i < 2; i++)
    readers[i] = g_thread_new ("reader", read_on, clock);
  for (guint i = 0; i < 100000; i++)
    {
      zoe_clock_set_rate (clock, i % 2 == 0 ? 1000 : 0.5);
      zoe_clock_set_held (clock, i % 3 == 0);
    }
  zoe_clock_jump_to (clock, 100 * ZOE_NS_PER_S);
  for (guint i = 0; i < 2; i++)
    g_thread_join (readers[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock/stands-until-started", test_stands_until_started);
  g_test_add_func ("/clock/held", test_held);
  g_test_add_func ("/clock/jump", test_jump);
  g_test_add_func ("/clock/never-goes-back", test_never_goes_back);
  return g_test_run ();
}
