/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/density.h"

/* One event can be seen, none is nothing, more is higher, and the densest is as high as can be. */
static void
test_share (void)
{
  const guint64 counts[] = { 1, 2, 10, 100, 5000, 10000 };
  double before = 0;

  g_assert_cmpfloat (zoe_density_get_share (0, 10000), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      double share = zoe_density_get_share (counts[i], 10000);

      g_assert_cmpfloat (share, >=, 0.07);
      g_assert_cmpfloat (share, >=, before);
      before = share;
    }
  g_assert_cmpfloat (before, ==, 1);

  /* Where there are few at all, one is not a crowd. */
  g_assert_cmpfloat (zoe_density_get_share (1, 1), <=, 0.5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/density/share", test_share);
  return g_test_run ();
}
