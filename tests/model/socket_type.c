/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/socket_type.h"

/* The table of the ZMTP handshake, one line of language a pair; what is not here must be refused. */
static const char legal[] =
  "DEALER-DEALER DEALER-REP DEALER-ROUTER PAIR-PAIR PUB-SUB PUB-XSUB PULL-PUSH REP-REQ REQ-ROUTER ROUTER-ROUTER SUB-XPUB XPUB-XSUB";

static void
test_pairs (void)
{
  g_auto (GStrv) pairs = g_strsplit (legal, " ", -1);

  for (guint a = 1; a < ZOE_SOCKET_N_TYPES; a++)
    for (guint b = a; b < ZOE_SOCKET_N_TYPES; b++)
      {
        g_autofree char *pair = g_strdup_printf ("%s-%s", zoe_socket_type_get_name (a), zoe_socket_type_get_name (b));
        gboolean expected = g_strv_contains ((const char *const *) pairs, pair);

        g_assert_cmpint (zoe_socket_type_can_talk_to (a, b), ==, expected);
        g_assert_cmpint (zoe_socket_type_can_talk_to (b, a), ==, expected);
      }
}

static void
test_names (void)
{
  g_autofree char *partners = zoe_socket_type_dup_partners (ZOE_SOCKET_ROUTER);

  for (guint type = 1; type < ZOE_SOCKET_N_TYPES; type++)
    g_assert_cmpuint (zoe_socket_type_from_name (zoe_socket_type_get_name (type)), ==, type);
  g_assert_cmpuint (zoe_socket_type_from_name ("router"), ==, ZOE_SOCKET_ROUTER);
  g_assert_cmpuint (zoe_socket_type_from_name ("any"), ==, ZOE_SOCKET_NONE);
  g_assert_cmpuint (zoe_socket_type_from_name (""), ==, ZOE_SOCKET_NONE);
  g_assert_cmpstr (partners, ==, "DEALER, REQ, ROUTER");
}

static void
test_directions (void)
{
  g_assert_false (zoe_socket_type_can_send (ZOE_SOCKET_PULL));
  g_assert_false (zoe_socket_type_can_receive (ZOE_SOCKET_PUB));
  g_assert_true (zoe_socket_type_fans_out (ZOE_SOCKET_XPUB));
  g_assert_false (zoe_socket_type_fans_out (ZOE_SOCKET_PUSH));
  g_assert_true (zoe_socket_type_rewrites (ZOE_SOCKET_ROUTER));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/socket-type/pairs", test_pairs);
  g_test_add_func ("/socket-type/names", test_names);
  g_test_add_func ("/socket-type/directions", test_directions);
  return g_test_run ();
}
