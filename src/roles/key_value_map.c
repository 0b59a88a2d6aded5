/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hash is the sum of the entries' hashes, so the order in which they came does not matter, and a change costs one
 * subtraction and one addition however large the map is. */

#include "roles/key_value_map.h"

#include <string.h>

typedef struct
{
  guint64 sequence;
  GBytes *value;
  guint32 hash;       /* of key and value */
} Entry;

struct _ZoeKeyValueMap
{
  GTree  *entries;   /* (element-type utf8 Entry), sorted, so that walking it gives the same order in every run */
  guint32 hash;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_bytes_unref (entry->value);
  g_free (entry);
}

static int
compare_keys (gconstpointer a, gconstpointer b, gpointer data)
{
  return strcmp (a, b);
}

/* FNV-1a: short, well known, and good enough to make a difference visible. */
static guint32
hash_bytes (guint32 hash, const void *data, gsize size)
{
  const guint8 *bytes = data;

  for (gsize i = 0; i < size; i++)
    hash = (hash ^ bytes[i]) * 16777619u;
  return hash;
}

ZoeKeyValueMap *
zoe_key_value_map_new (void)
{
  ZoeKeyValueMap *map = g_new0 (ZoeKeyValueMap, 1);

  map->entries = g_tree_new_full (compare_keys, NULL, g_free, entry_free);
  return map;
}

void
zoe_key_value_map_free (ZoeKeyValueMap *map)
{
  g_tree_unref (map->entries);
  g_free (map);
}

void
zoe_key_value_map_clear (ZoeKeyValueMap *map)
{
  g_tree_remove_all (map->entries);
  map->hash = 0;
}

/**
 * zoe_key_value_map_set:
 * @sequence: of the update that says so
 * @value: copied; an empty one is a value like any other
 */
void
zoe_key_value_map_set (ZoeKeyValueMap *map, const char *key, guint64 sequence, ZoeFrame value)
{
  Entry *old = g_tree_lookup (map->entries, key);
  Entry *entry = g_new0 (Entry, 1);

  entry->sequence = sequence;
  entry->value = g_bytes_new (value.data, value.size);
  /* The key's closing NUL is hashed too, so that "a" + "bc" and "ab" + "c" differ. */
  entry->hash = hash_bytes (hash_bytes (2166136261u, key, strlen (key) + 1), value.data, value.size);

  map->hash += entry->hash - (old != NULL ? old->hash : 0);
  g_tree_insert (map->entries, g_strdup (key), entry);
}

typedef struct
{
  ZoeKeyValueFunc function;
  gpointer        data;
} Visit;

static gboolean
visit_entry (gpointer key, gpointer value, gpointer data)
{
  Visit *visit = data;
  Entry *entry = value;
  ZoeFrame frame;

  frame.data = g_bytes_get_data (entry->value, &frame.size);
  visit->function (key, entry->sequence, frame, visit->data);
  return FALSE;
}

/**
 * zoe_key_value_map_foreach:
 *
 * Calls the function with every entry, by key. It must not change the map.
 */
void
zoe_key_value_map_foreach (ZoeKeyValueMap *map, ZoeKeyValueFunc function, gpointer data)
{
  Visit visit = { function, data };

  g_tree_foreach (map->entries, visit_entry, &visit);
}

guint
zoe_key_value_map_count (ZoeKeyValueMap *map)
{
  return g_tree_nnodes (map->entries);
}

guint32
zoe_key_value_map_get_hash (ZoeKeyValueMap *map)
{
  return map->hash;
}
