/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/tag.h"

#include <string.h>

#include "wire/message_private.h"

#define SOCKET_BITS G_GUINT64_CONSTANT (0xffff)

/**
 * zoe_tag_new_nonce:
 *
 * Returns: a number no other run has and no foreign frame holds by chance
 */
guint64
zoe_tag_new_nonce (void)
{
  g_autoptr (GRand) generator = g_rand_new ();

  return ((guint64) g_rand_int (generator) << 32 | g_rand_int (generator)) & ~SOCKET_BITS;
}

/**
 * zoe_tag_append:
 * @socket: number of the sending socket
 *
 * Puts the tag into a frame of its own.
 */
void
zoe_tag_append (ZoeMessage *message, guint64 nonce, guint socket, ZoeMessageId id)
{
  ZoeTag tag = { nonce | socket, id };

  zoe_message_append (message, &tag, sizeof tag);
}

/* libzmq keeps up to 33 bytes inside a zmq_msg_t and allocates for more. */
#define LONGEST_PAYLOAD (33 - sizeof (ZoeTag))

/* So that a tag behind a payload is not taken for a frame of its own: the last frame may be empty. */
#define PAYLOAD_NONCE(nonce) (~(nonce) & ~SOCKET_BITS)

static void
resize_frame (zmq_msg_t *frame, gsize size)
{
  zmq_msg_t resized;

  if (zmq_msg_init_size (&resized, size) != 0)
    g_error ("No memory for a frame of %" G_GSIZE_FORMAT " bytes", size);
  memcpy (zmq_msg_data (&resized), zmq_msg_data (frame), MIN (size, zmq_msg_size (frame)));
  zmq_msg_move (frame, &resized);
  zmq_msg_close (&resized);
}

/**
 * zoe_tag_add_to_payload:
 *
 * Puts the tag behind the last frame's bytes if they are few, else into a frame of its own. For sockets that neither read nor write
 * frames of their own.
 */
void
zoe_tag_add_to_payload (ZoeMessage *message, guint64 nonce, guint socket, ZoeMessageId id)
{
  ZoeTag tag = { PAYLOAD_NONCE (nonce) | socket, id };
  zmq_msg_t *last = message->n_frames > 0 ? &message->frames[message->first + message->n_frames - 1] : NULL;
  gsize size = last != NULL ? zmq_msg_size (last) : G_MAXSIZE;

  if (size > LONGEST_PAYLOAD)
    {
      zoe_tag_append (message, nonce, socket, id);
      return;
    }
  resize_frame (last, size + sizeof tag);
  memcpy ((char *) zmq_msg_data (last) + size, &tag, sizeof tag);
}

/**
 * zoe_tag_take:
 * @ret_socket: (out) (optional): number of the sending socket; untouched if there is no tag
 *
 * Takes the tag off, if the last frame is or holds one of this run.
 *
 * Returns: the message's id; 0 if there is no tag
 */
ZoeMessageId
zoe_tag_take (ZoeMessage *message, guint64 nonce, guint *ret_socket)
{
  zmq_msg_t *last;
  gsize size;
  guint socket;
  ZoeTag tag;

  if (message->n_frames == 0)
    return 0;
  last = &message->frames[message->first + message->n_frames - 1];
  size = zmq_msg_size (last);
  if (size < sizeof tag)
    return 0;
  memcpy (&tag, (char *) zmq_msg_data (last) + size - sizeof tag, sizeof tag);

  socket = tag.nonce & SOCKET_BITS;
  tag.nonce &= ~SOCKET_BITS;

  if (tag.nonce == nonce && size == sizeof tag && message->n_frames >= 2)
    {
      zmq_msg_close (last);
      message->n_frames--;
    }
  else if (tag.nonce == PAYLOAD_NONCE (nonce) && size <= LONGEST_PAYLOAD + sizeof tag)
    {
      resize_frame (last, size - sizeof tag);
    }
  else
    {
      return 0;
    }
  if (ret_socket != NULL)
    *ret_socket = socket;
  return tag.message;
}
