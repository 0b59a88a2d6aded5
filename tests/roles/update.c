/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roles/update.h"

#include <string.h>

static const ZoeFrame value = { (const guint8 *) "blue", 4 };

/* The sequence number travels with its highest byte first, on every machine. */
static void
test_frames (void)
{
  g_autoptr (ZoeMessage) update = zoe_update_new ("colour", 0x0102030405060708, value);
  ZoeFrame sequence = zoe_message_get_frame (update, 1);

  g_assert_cmpuint (zoe_message_count_frames (update), ==, 3);
  g_assert_true (zoe_message_frame_is (update, 0, "colour"));
  g_assert_cmpmem (sequence.data, sequence.size, "\1\2\3\4\5\6\7\10", 8);
  g_assert_true (zoe_message_frame_is (update, 2, "blue"));
  g_assert_true (zoe_update_is_valid (update));
  g_assert_cmpuint (zoe_update_get_sequence (update), ==, 0x0102030405060708);

  zoe_update_set_sequence (update, G_MAXUINT64);
  g_assert_cmpuint (zoe_update_get_sequence (update), ==, G_MAXUINT64);
}

static void
test_store (void)
{
  g_autoptr (ZoeMessage) update = zoe_update_new ("colour", 7, value);
  g_autoptr (ZoeMessage) hollow = zoe_update_new ("hollow", 8, (ZoeFrame) { NULL, 0 });
  g_autoptr (ZoeKeyValueMap) map = zoe_key_value_map_new ();

  zoe_update_store (update, map);
  zoe_update_store (update, map);
  g_assert_cmpuint (zoe_key_value_map_count (map), ==, 1);
  g_assert_true (zoe_update_is_valid (hollow));
  zoe_update_store (hollow, map);
  g_assert_cmpuint (zoe_key_value_map_count (map), ==, 2);
}

static void
assert_valid (gboolean expected, const char *key, gsize key_size, gsize sequence_size, guint n_more)
{
  g_autoptr (ZoeMessage) message = zoe_message_new_data (key, key_size);

  zoe_message_append (message, "12345678901", sequence_size);
  for (guint i = 0; i < n_more; i++)
    zoe_message_append (message, "more", 4);
  g_assert_cmpint (zoe_update_is_valid (message), ==, expected);
}

static void
test_shapes (void)
{
  g_autofree char *long_key = g_strnfill (256, 'k');
  g_autoptr (ZoeMessage) nothing = zoe_message_new ();

  assert_valid (TRUE, "key", 3, 8, 1);
  assert_valid (TRUE, long_key, 255, 8, 1);
  assert_valid (FALSE, long_key, 256, 8, 1);
  assert_valid (FALSE, "", 0, 8, 1);
  assert_valid (FALSE, "k\0y", 3, 8, 1);
  assert_valid (FALSE, "key", 3, 7, 1);
  assert_valid (FALSE, "key", 3, 9, 1);
  assert_valid (FALSE, "key", 3, 0, 1);
  assert_valid (FALSE, "key", 3, 8, 0);
  assert_valid (FALSE, "key", 3, 8, 2);
  g_assert_false (zoe_update_is_valid (nothing));
}

static void
test_signs (void)
{
  g_autoptr (ZoeMessage) hugz = zoe_update_new ("HUGZ", 3, (ZoeFrame) { NULL, 0 });
  g_autoptr (ZoeMessage) update = zoe_update_new ("HUGZ2", 3, value);

  g_assert_true (zoe_update_is (hugz, "HUGZ"));
  g_assert_false (zoe_update_has_key (hugz));
  g_assert_false (zoe_update_is (update, "HUGZ"));
  g_assert_true (zoe_update_has_key (update));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/roles/update/frames", test_frames);
  g_test_add_func ("/roles/update/store", test_store);
  g_test_add_func ("/roles/update/shapes", test_shapes);
  g_test_add_func ("/roles/update/signs", test_signs);
  return g_test_run ();
}
