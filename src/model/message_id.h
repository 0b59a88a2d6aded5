/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names one sent message for good. Written so that a person can read it: node 3's 17th message is 3000000017.
 * Each node counts its own messages, so no thread waits for another to get a number. */

#pragma once

#include <glib.h>

typedef guint64 ZoeMessageId;   /* 0 = none */

#define ZOE_MESSAGES_PER_NODE G_GUINT64_CONSTANT (1000000000)

#define zoe_message_id(node, count) ((ZoeMessageId) (node) * ZOE_MESSAGES_PER_NODE + (count))
#define zoe_message_id_node(id)     ((guint) ((id) / ZOE_MESSAGES_PER_NODE))
#define zoe_message_id_count(id)    ((id) % ZOE_MESSAGES_PER_NODE)
