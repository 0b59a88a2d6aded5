/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/tag.h"

#include <string.h>

#include "wire/message_private.h"

/**
 * zoe_tag_new_nonce:
 *
 * Returns: a number no other run has and no foreign frame holds by chance
 */
guint64
zoe_tag_new_nonce (void)
{
  g_autoptr (GRand) generator = g_rand_new ();

  return (guint64) g_rand_int (generator) << 32 | g_rand_int (generator);
}

void
zoe_tag_append (ZoeMessage *message, guint64 nonce, ZoeMessageId id)
{
  ZoeTag tag = { nonce, id };

  zoe_message_append (message, &tag, sizeof tag);
}

/**
 * zoe_tag_take:
 *
 * Takes the tag off, if the last frame is one of this run.
 *
 * Returns: the message's id; 0 if there is no tag
 */
ZoeMessageId
zoe_tag_take (ZoeMessage *message, guint64 nonce)
{
  zmq_msg_t *last;
  ZoeTag tag;

  if (message->n_frames < 2)
    return 0;
  last = &message->frames[message->first + message->n_frames - 1];
  if (zmq_msg_size (last) != sizeof tag)
    return 0;
  memcpy (&tag, zmq_msg_data (last), sizeof tag);
  if (tag.nonce != nonce)
    return 0;
  zmq_msg_close (last);
  message->n_frames--;
  return tag.message;
}
