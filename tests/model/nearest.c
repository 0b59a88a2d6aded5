/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/nearest.h"

static const char *const known[] = { "ventilator", "worker", "sink", "lru-broker", "rcvhwm", "sndhwm", NULL };

static void
test_nearest (void)
{
  g_assert_cmpstr (zoe_nearest_name ("wroker", known), ==, "worker");
  g_assert_cmpstr (zoe_nearest_name ("Worker", known), ==, "worker");
  g_assert_cmpstr (zoe_nearest_name ("vent", known), ==, NULL);
  g_assert_cmpstr (zoe_nearest_name ("rcvhmw", known), ==, "rcvhwm");
  g_assert_cmpstr (zoe_nearest_name ("sinks", known), ==, "sink");
  g_assert_cmpstr (zoe_nearest_name ("telescope", known), ==, NULL);
  g_assert_cmpstr (zoe_nearest_name ("", known), ==, NULL);
}

static void
test_long_and_strange (void)
{
  g_autofree char *long_name = g_strnfill (100000, 'a');

  g_assert_null (zoe_nearest_name (long_name, known));
  g_assert_null (zoe_nearest_name ("\xff\xfe\xfd\xfc\xfb\xfa\xf9", known));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nearest/nearest", test_nearest);
  g_test_add_func ("/nearest/long-and-strange", test_long_and_strange);
  return g_test_run ();
}
