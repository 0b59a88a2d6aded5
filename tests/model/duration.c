/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/duration.h"

#include <gio/gio.h>

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    gint64      ns;
  } rows[] =
  {
    { "0", 0 }, { "5s", 5 * ZOE_NS_PER_S }, { "250ms", 250 * ZOE_NS_PER_MS }, { "1.5 s", 1500 * ZOE_NS_PER_MS },
    { "20us", 20 * ZOE_NS_PER_US }, { "20µs", 20 * ZOE_NS_PER_US }, { "7ns", 7 }, { "2min", 120 * ZOE_NS_PER_S }, { "1h", 3600 * ZOE_NS_PER_S },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 ns = -1;

      g_assert_true (zoe_duration_parse (rows[i].text, &ns, NULL));
      g_assert_cmpint (ns, ==, rows[i].ns);
    }
}

static void
test_refuse (void)
{
  static const char *const texts[] = { "", "s", "5", "-1s", "5 parsecs", "1e300h", "nan s", "inf s", "5s5s", "1,5s" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 ns = -1;

      g_assert_false (zoe_duration_parse (texts[i], &ns, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      g_assert_cmpint (ns, ==, -1);
    }
}

static void
test_text (void)
{
  static const struct
  {
    gint64      ns;
    const char *text;
  } rows[] =
  {
    { 0, "0 ns" }, { 999, "999 ns" }, { 1500, "1.50 µs" }, { 17300000, "17.3 ms" }, { 2 * ZOE_NS_PER_S, "2 s" },
    { 61 * ZOE_NS_PER_S, "1 min 01 s" }, { -1500000, "-1.50 ms" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = zoe_duration_dup_text (rows[i].ns);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
test_stamp (void)
{
  g_autofree char *stamp = zoe_duration_dup_stamp (61 * ZOE_NS_PER_S + 250 * ZOE_NS_PER_MS + 999);

  g_assert_cmpstr (stamp, ==, "01:01.250000");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/duration/parse", test_parse);
  g_test_add_func ("/duration/refuse", test_refuse);
  g_test_add_func ("/duration/text", test_text);
  g_test_add_func ("/duration/stamp", test_stamp);
  return g_test_run ();
}
