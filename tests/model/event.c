/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/event.h"

static void
test_every_kind_has_a_row (void)
{
  for (guint kind = ZOE_EVENT_NONE + 1; kind < ZOE_EVENT_N_KINDS; kind++)
    {
      g_assert_nonnull (zoe_event_kind_get_name (kind));
      g_assert_cmpuint (zoe_event_kind_from_name (zoe_event_kind_get_name (kind)), ==, kind);
      g_assert_cmpstr (zoe_event_kind_get_summary (kind), !=, "");
    }
}

static void
test_unknown (void)
{
  g_assert_cmpuint (zoe_event_kind_from_name ("explode"), ==, ZOE_EVENT_NONE);
  g_assert_cmpstr (zoe_event_kind_get_name (ZOE_EVENT_N_KINDS), ==, "none");
  g_assert_cmpstr (zoe_event_kind_get_name (250), ==, "none");
}

static void
test_ids_read_well (void)
{
  g_assert_cmpuint (zoe_message_id (3, 17), ==, 3000000017);
  g_assert_cmpuint (zoe_message_id_node (3000000017), ==, 3);
  g_assert_cmpuint (zoe_message_id_count (3000000017), ==, 17);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/event/every-kind-has-a-row", test_every_kind_has_a_row);
  g_test_add_func ("/event/unknown", test_unknown);
  g_test_add_func ("/event/ids-read-well", test_ids_read_well);
  return g_test_run ();
}
