/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/link_marks.h"

#include "model/duration.h"

static void
assert_text (ZoeLinkDamage state, const char *expected)
{
  g_autofree char *text = zoe_link_marks_dup_text (&state);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_text (void)
{
  assert_text ((ZoeLinkDamage) { 0 }, NULL);
  assert_text ((ZoeLinkDamage) { .cut = TRUE, .hold = TRUE }, NULL);
  assert_text ((ZoeLinkDamage) { .delay_ns = 300 * ZOE_NS_PER_MS }, "+300 ms");
  assert_text ((ZoeLinkDamage) { .jitter_ns = 50 * ZOE_NS_PER_MS }, "±50 ms");
  assert_text ((ZoeLinkDamage) { .delay_ns = 300 * ZOE_NS_PER_MS, .jitter_ns = 50 * ZOE_NS_PER_MS, .bandwidth = 1000 },
               "+300 ms ±50 ms 1000 B/s");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/link_marks/text", test_text);
  return g_test_run ();
}
