/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roles/peer_table.h"

#define PATIENCE 300

static void
test_capacity_is_each_peers_own (void)
{
  g_autoptr (ZoePeerTable) table = zoe_peer_table_new (PATIENCE, FALSE);

  g_assert_null (zoe_peer_table_take (table, 0, 0));
  g_assert_true (zoe_peer_table_hear (table, "dc2", 1, 0));
  g_assert_true (zoe_peer_table_hear (table, "dc3", 2, 0));
  g_assert_cmpuint (zoe_peer_table_count_free (table, 0), ==, 3);

  /* Each free worker is as likely: dice 0 is dc2's only one, 1 and 2 are dc3's. */
  g_assert_cmpstr (zoe_peer_table_take (table, 3 + 2, 0), ==, "dc3");
  g_assert_cmpstr (zoe_peer_table_take (table, 0, 0), ==, "dc2");
  g_assert_cmpstr (zoe_peer_table_take (table, 0, 0), ==, "dc3");
  g_assert_null (zoe_peer_table_take (table, 0, 0));

  /* What a peer says replaces what was reckoned. */
  g_assert_true (zoe_peer_table_hear (table, "dc2", 2, 0));
  g_assert_cmpuint (zoe_peer_table_count_free (table, 0), ==, 2);
}

static void
test_silent_peer_is_gone (void)
{
  g_autoptr (ZoePeerTable) table = zoe_peer_table_new (PATIENCE, FALSE);
  g_autoptr (ZoePeerTable) patient = zoe_peer_table_new (0, FALSE);

  zoe_peer_table_hear (table, "dc2", 4, 100);
  zoe_peer_table_hear (patient, "dc2", 4, 100);
  g_assert_cmpuint (zoe_peer_table_count_free (table, 100 + PATIENCE), ==, 4);
  g_assert_cmpuint (zoe_peer_table_count_free (table, 101 + PATIENCE), ==, 0);
  g_assert_null (zoe_peer_table_take (table, 0, 101 + PATIENCE));
  g_assert_cmpuint (zoe_peer_table_count_free (patient, G_MAXINT64), ==, 4);
  zoe_peer_table_hear (table, "dc2", 1, 500);
  g_assert_cmpuint (zoe_peer_table_count_free (table, 500), ==, 1);
}

/* The known mistake: whoever spoke last speaks for all, nothing is counted down, and anybody may be picked. */
static void
test_single_capacity (void)
{
  g_autoptr (ZoePeerTable) table = zoe_peer_table_new (PATIENCE, TRUE);

  zoe_peer_table_hear (table, "dc2", 5, 0);
  zoe_peer_table_hear (table, "dc3", 1, 0);
  g_assert_cmpuint (zoe_peer_table_count_free (table, 0), ==, 1);
  g_assert_cmpstr (zoe_peer_table_take (table, 1, 0), ==, "dc3");
  g_assert_cmpstr (zoe_peer_table_take (table, 1, 0), ==, "dc3");
  g_assert_cmpstr (zoe_peer_table_take (table, 2, 0), ==, "dc2");
  g_assert_cmpuint (zoe_peer_table_count_free (table, 0), ==, 1);
  zoe_peer_table_hear (table, "dc2", 0, 0);
  g_assert_null (zoe_peer_table_take (table, 0, 0));
}

/* Names cost nothing to invent; the table does not grow for ever. */
static void
test_invented_names (void)
{
  g_autoptr (ZoePeerTable) table = zoe_peer_table_new (PATIENCE, FALSE);
  guint n_known = 0;

  zoe_peer_table_hear (table, "dc2", 0, 0);
  for (guint i = 0; i < 100000; i++)
    {
      g_autofree char *name = g_strdup_printf ("invented-%u", i);

      n_known += zoe_peer_table_hear (table, name, 1, 0) ? 1 : 0;
    }
  g_assert_cmpuint (n_known, <, 1000);
  g_assert_true (zoe_peer_table_hear (table, "dc2", 3, 0));
  g_assert_cmpuint (zoe_peer_table_count_free (table, 0), ==, n_known + 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/roles/peer-table/capacity-is-each-peers-own", test_capacity_is_each_peers_own);
  g_test_add_func ("/roles/peer-table/silent-peer-is-gone", test_silent_peer_is_gone);
  g_test_add_func ("/roles/peer-table/single-capacity", test_single_capacity);
  g_test_add_func ("/roles/peer-table/invented-names", test_invented_names);
  return g_test_run ();
}
