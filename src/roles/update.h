/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The message that keeps copies of a map alike: key | sequence number, 8 bytes, the highest first | value. HUGZ and KTHXBAI
 * stand in the key's place when there is no key. */

#pragma once

#include "roles/key_value_map.h"
#include "wire/message.h"

ZoeMessage *zoe_update_new          (const char *key, guint64 sequence, ZoeFrame value);
gboolean    zoe_update_is_valid     (const ZoeMessage *message);
gboolean    zoe_update_is           (const ZoeMessage *message, const char *key);
gboolean    zoe_update_has_key      (const ZoeMessage *message);
guint64     zoe_update_get_sequence (const ZoeMessage *message);
void        zoe_update_set_sequence (ZoeMessage *message, guint64 sequence);
void        zoe_update_store        (const ZoeMessage *message, ZoeKeyValueMap *map);
