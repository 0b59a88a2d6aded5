/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A map from keys to values, and a hash of all of it: two maps with one hash hold the same. */

#pragma once

#include <glib.h>

#include "model/frame.h"

typedef struct _ZoeKeyValueMap ZoeKeyValueMap;

typedef void (*ZoeKeyValueFunc) (const char *key, guint64 sequence, ZoeFrame value, gpointer data);

ZoeKeyValueMap *zoe_key_value_map_new      (void);
void            zoe_key_value_map_free     (ZoeKeyValueMap *map);
void            zoe_key_value_map_clear    (ZoeKeyValueMap *map);
void            zoe_key_value_map_set      (ZoeKeyValueMap *map, const char *key, guint64 sequence, ZoeFrame value);
void            zoe_key_value_map_foreach  (ZoeKeyValueMap *map, ZoeKeyValueFunc function, gpointer data);
guint           zoe_key_value_map_count    (ZoeKeyValueMap *map);
guint32         zoe_key_value_map_get_hash (ZoeKeyValueMap *map);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeKeyValueMap, zoe_key_value_map_free)
