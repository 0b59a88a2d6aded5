/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The frames in front of a message that say whom it is from, or for. */

#include "wire/message_private.h"

/**
 * zoe_message_wrap:
 *
 * Puts the address and an empty delimiter before the first frame.
 */
void
zoe_message_wrap (ZoeMessage *message, GBytes *address)
{
  zoe_message_push (message, "", 0);
  zoe_message_push (message, g_bytes_get_data (address, NULL), g_bytes_get_size (address));
}

/**
 * zoe_message_unwrap:
 *
 * Returns: (transfer full) (nullable): the address in front, taken off together with the empty delimiter behind it, if there is
 *   one; %NULL if the message has no frame at all
 */
GBytes *
zoe_message_unwrap (ZoeMessage *message)
{
  GBytes *address = zoe_message_pop (message);

  if (message->n_frames > 0 && zmq_msg_size (zoe_message_frame_at (message, 0)) == 0)
    {
      g_autoptr (GBytes) delimiter = zoe_message_pop (message);
    }
  return address;
}

/* How many frames an envelope has: up to and including the first empty one. Something must follow it; 0: there is none. */
static guint
measure_envelope (const ZoeMessage *message)
{
  for (guint i = 1; i + 1 < message->n_frames; i++)
    if (zmq_msg_size (zoe_message_frame_at (message, i)) == 0)
      return i + 1;
  return 0;
}

/**
 * zoe_message_take_envelope:
 *
 * Sets a request's envelope apart: the frame of the routing id, addresses that may follow, and the empty delimiter.
 *
 * Returns: %FALSE if there is no delimiter with something behind it; nothing has changed then
 */
gboolean
zoe_message_take_envelope (ZoeMessage *message)
{
  guint n_frames = measure_envelope (message);
  ZoeMessage *envelope;

  if (n_frames == 0)
    return FALSE;
  envelope = zoe_message_new ();
  for (guint i = 0; i < n_frames; i++)
    {
      zmq_msg_t *frame = zoe_message_add_frame (envelope);

      zmq_msg_init (frame);
      zmq_msg_move (frame, zoe_message_frame_at (message, 0));
      zmq_msg_close (zoe_message_frame_at (message, 0));
      message->first++;
      message->n_frames--;
    }
  g_clear_pointer (&message->envelope, zoe_message_free);
  message->envelope = envelope;
  return TRUE;
}

/**
 * zoe_message_put_envelope:
 * @envelope: is emptied
 *
 * Puts its frames before the first.
 */
void
zoe_message_put_envelope (ZoeMessage *message, ZoeMessage *envelope)
{
  if (message->first < envelope->n_frames)
    zoe_message_move_frames (message, message->n_places + envelope->n_frames, message->first + envelope->n_frames);
  for (; envelope->n_frames > 0; envelope->n_frames--)
    {
      zmq_msg_t *last = zoe_message_frame_at (envelope, envelope->n_frames - 1);

      message->first--;
      message->n_frames++;
      zmq_msg_init (zoe_message_frame_at (message, 0));
      zmq_msg_move (zoe_message_frame_at (message, 0), last);
      zmq_msg_close (last);
    }
}
