/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roles/key_value_map.h"

#include <string.h>

static void
set (ZoeKeyValueMap *map, const char *key, guint64 sequence, const char *value)
{
  zoe_key_value_map_set (map, key, sequence, (ZoeFrame) { (const guint8 *) value, strlen (value) });
}

static void
append_entry (const char *key, guint64 sequence, ZoeFrame value, gpointer data)
{
  g_autofree char *text = zoe_frame_dup_text (value);

  g_string_append_printf (data, "%s=%s@%" G_GUINT64_FORMAT " ", key, text, sequence);
}

static void
assert_map (ZoeKeyValueMap *map, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  zoe_key_value_map_foreach (map, append_entry, text);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_entries (void)
{
  g_autoptr (ZoeKeyValueMap) map = zoe_key_value_map_new ();

  assert_map (map, "");
  set (map, "b", 1, "one");
  set (map, "a", 2, "two");
  set (map, "b", 3, "three");
  set (map, "c", 4, "");
  assert_map (map, "a=two@2 b=three@3 c=@4 ");
  g_assert_cmpuint (zoe_key_value_map_count (map), ==, 3);
  zoe_key_value_map_clear (map);
  assert_map (map, "");
  g_assert_cmpuint (zoe_key_value_map_get_hash (map), ==, 0);
}

/* Same content, same hash, whatever the way there; other content, another hash. */
static void
test_hash (void)
{
  g_autoptr (ZoeKeyValueMap) one = zoe_key_value_map_new ();
  g_autoptr (ZoeKeyValueMap) other = zoe_key_value_map_new ();

  set (one, "a", 1, "1");
  set (one, "b", 2, "2");
  set (other, "b", 1, "9");
  set (other, "a", 2, "1");
  g_assert_cmpuint (zoe_key_value_map_get_hash (one), !=, zoe_key_value_map_get_hash (other));
  set (other, "b", 3, "2");
  g_assert_cmpuint (zoe_key_value_map_get_hash (one), ==, zoe_key_value_map_get_hash (other));

  zoe_key_value_map_clear (one);
  zoe_key_value_map_clear (other);
  set (one, "a", 1, "bc");
  set (other, "ab", 1, "c");
  g_assert_cmpuint (zoe_key_value_map_get_hash (one), !=, zoe_key_value_map_get_hash (other));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/roles/key-value-map/entries", test_entries);
  g_test_add_func ("/roles/key-value-map/hash", test_hash);
  return g_test_run ();
}
