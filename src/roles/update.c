/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roles/update.h"

#include <string.h>

#define LONGEST_KEY 255

static const char *const reserved[] = { "HUGZ", "ICANHAZ?", "KTHXBAI" };

ZoeMessage *
zoe_update_new (const char *key, guint64 sequence, ZoeFrame value)
{
  ZoeMessage *message = zoe_message_new_text ("%s", key);
  guint64 number = GUINT64_TO_BE (sequence);

  zoe_message_append (message, &number, sizeof number);
  zoe_message_append (message, value.data, value.size);
  return message;
}

/**
 * zoe_update_is_valid:
 *
 * Whether the message has the three frames of an update, its key is text that is neither empty nor too long, and its sequence
 * number is as long as one is. The other functions here ask that it is.
 */
gboolean
zoe_update_is_valid (const ZoeMessage *message)
{
  ZoeFrame key;

  if (zoe_message_count_frames (message) != 3 || zoe_message_get_frame (message, 1).size != sizeof (guint64))
    return FALSE;
  key = zoe_message_get_frame (message, 0);
  return key.size > 0 && key.size <= LONGEST_KEY && zoe_frame_is_text (key);
}

/**
 * zoe_update_is:
 *
 * Whether the message is this sign instead of an update.
 */
gboolean
zoe_update_is (const ZoeMessage *message, const char *key)
{
  return zoe_message_frame_is (message, 0, key);
}

/**
 * zoe_update_has_key:
 *
 * Whether the message is about a key, and no sign such as HUGZ.
 */
gboolean
zoe_update_has_key (const ZoeMessage *message)
{
  for (guint i = 0; i < G_N_ELEMENTS (reserved); i++)
    if (zoe_update_is (message, reserved[i]))
      return FALSE;
  return TRUE;
}

guint64
zoe_update_get_sequence (const ZoeMessage *message)
{
  guint64 number;

  memcpy (&number, zoe_message_get_frame (message, 1).data, sizeof number);
  return GUINT64_FROM_BE (number);
}

void
zoe_update_set_sequence (ZoeMessage *message, guint64 sequence)
{
  guint64 number = GUINT64_TO_BE (sequence);

  zoe_message_replace (message, 1, &number, sizeof number);
}

void
zoe_update_store (const ZoeMessage *message, ZoeKeyValueMap *map)
{
  g_autofree char *key = zoe_message_dup_text (message, 0);

  zoe_key_value_map_set (map, key, zoe_update_get_sequence (message), zoe_message_get_frame (message, 2));
}
