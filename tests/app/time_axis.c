/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/time_axis.h"

#include "model/duration.h"

#define MS ZOE_NS_PER_MS

static void
test_mapping (void)
{
  const ZoeTimeAxis axis = { .span = { 100 * MS, 300 * MS }, .width = 400 };

  g_assert_cmpfloat (zoe_time_axis_to_x (&axis, 100 * MS), ==, 0);
  g_assert_cmpfloat (zoe_time_axis_to_x (&axis, 150 * MS), ==, 100);
  g_assert_cmpfloat (zoe_time_axis_to_x (&axis, 50 * MS), ==, -100);
  g_assert_cmpint (zoe_time_axis_to_time (&axis, 400), ==, 300 * MS);
  for (int x = 0; x <= 400; x++)
    g_assert_cmpfloat_with_epsilon (zoe_time_axis_to_x (&axis, zoe_time_axis_to_time (&axis, x)), x, 1e-3);
}

static void
test_steps (void)
{
  const struct { gint64 length, step; } cases[] =
  {
    { 1000,                100 },
    { 900 * MS,            100 * MS },
    { ZOE_NS_PER_S,        100 * MS },
    { 9 * ZOE_NS_PER_S,    ZOE_NS_PER_S },
    { 90 * ZOE_NS_PER_S,   10 * ZOE_NS_PER_S },
    { 150 * ZOE_NS_PER_S,  20 * ZOE_NS_PER_S },
    { 3600 * ZOE_NS_PER_S, 600 * ZOE_NS_PER_S },
    { 1000000 * ZOE_NS_PER_S, 172800 * ZOE_NS_PER_S },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const ZoeTimeAxis axis = { .span = { 0, cases[i].length }, .width = 900 };

      g_assert_cmpint (zoe_time_axis_get_step (&axis, 90), ==, cases[i].step);
    }
}

static void
assert_label (gint64 time_ns, gint64 step_ns, const char *expected)
{
  g_autofree char *label = zoe_time_axis_dup_label (time_ns, step_ns);

  g_assert_cmpstr (label, ==, expected);
}

static void
test_labels (void)
{
  assert_label (0, MS, "0");
  assert_label (1500 * MS, 500 * MS, "1.5 s");
  assert_label (2000 * MS, 500 * MS, "2.0 s");
  assert_label (3 * ZOE_NS_PER_S, ZOE_NS_PER_S, "3 s");
  assert_label (1234 * MS, MS, "1.234 s");
  assert_label (12 * MS + 50000, 10000, "12.05 ms");
  assert_label (90 * ZOE_NS_PER_S, 60 * ZOE_NS_PER_S, "1:30 min");
}

static void
assert_span (ZoeSpan span, gint64 begin_ns, gint64 end_ns)
{
  g_assert_cmpint (span.begin_ns, ==, begin_ns);
  g_assert_cmpint (span.end_ns, ==, end_ns);
}

static void
test_zoom (void)
{
  const ZoeSpan whole = { 0, 1000 * MS };

  assert_span (zoe_span_zoom (whole, 2, 500 * MS, 1000 * MS), 250 * MS, 750 * MS);
  assert_span (zoe_span_zoom (whole, 2, 0, 1000 * MS), 0, 500 * MS);
  assert_span (zoe_span_zoom ((ZoeSpan) { 250 * MS, 750 * MS }, 0.1, 500 * MS, 1000 * MS), 0, 1000 * MS);
  g_assert_cmpint (zoe_span_length (zoe_span_zoom (whole, 1e12, 500 * MS, 1000 * MS)), ==, ZOE_SPAN_MIN_NS);
}

static void
test_move (void)
{
  const ZoeSpan span = { 200 * MS, 400 * MS };

  assert_span (zoe_span_move (span, 100 * MS, 1000 * MS), 300 * MS, 500 * MS);
  assert_span (zoe_span_move (span, -900 * MS, 1000 * MS), 0, 200 * MS);
  assert_span (zoe_span_move (span, 900 * MS, 1000 * MS), 800 * MS, 1000 * MS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/time-axis/mapping", test_mapping);
  g_test_add_func ("/app/time-axis/steps", test_steps);
  g_test_add_func ("/app/time-axis/labels", test_labels);
  g_test_add_func ("/app/time-axis/zoom", test_zoom);
  g_test_add_func ("/app/time-axis/move", test_move);
  return g_test_run ();
}
