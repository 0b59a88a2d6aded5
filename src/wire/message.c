/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/message_private.h"

#include <string.h>

/* libzmq fails here only for want of memory, and GLib gives up then as well. */
static void
frame_init (zmq_msg_t *frame, const void *data, gsize size)
{
  if (zmq_msg_init_size (frame, size) != 0)
    g_error ("No memory for a frame of %" G_GSIZE_FORMAT " bytes", size);
  if (size > 0)
    memcpy (zmq_msg_data (frame), data, size);
}

zmq_msg_t *
zoe_message_frame_at (const ZoeMessage *message, guint index)
{
  g_assert (index < message->n_frames);
  return &message->frames[message->first + index];
}

/* Gives the message so many places, its frames beginning at @first. */
void
zoe_message_move_frames (ZoeMessage *message, guint n_places, guint first)
{
  zmq_msg_t *frames = g_new (zmq_msg_t, n_places);

  for (guint i = 0; i < message->n_frames; i++)
    {
      zmq_msg_init (&frames[first + i]);
      zmq_msg_move (&frames[first + i], zoe_message_frame_at (message, i));
    }
  if (message->frames != message->inline_frames)
    g_free (message->frames);
  message->frames = frames;
  message->n_places = n_places;
  message->first = first;
}

/**
 * zoe_message_new:
 *
 * Returns: (transfer full): a message without frames
 */
ZoeMessage *
zoe_message_new (void)
{
  ZoeMessage *message = g_new (ZoeMessage, 1);

  message->frames = message->inline_frames;
  message->n_places = ZOE_MESSAGE_INLINE_FRAMES;
  message->first = ZOE_MESSAGE_HEADROOM;
  message->n_frames = 0;
  message->id = 0;
  message->from = 0;
  message->cause = 0;
  message->envelope = NULL;
  return message;
}

/**
 * zoe_message_new_text:
 *
 * Returns: (transfer full): a message of one frame, the formatted text without its terminating NUL
 */
ZoeMessage *
zoe_message_new_text (const char *format, ...)
{
  ZoeMessage *message = zoe_message_new ();
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  zoe_message_append (message, text, strlen (text));
  return message;
}

/**
 * zoe_message_new_data:
 *
 * Returns: (transfer full): a message of one frame, a copy of the data
 */
ZoeMessage *
zoe_message_new_data (const void *data, gsize size)
{
  ZoeMessage *message = zoe_message_new ();

  zoe_message_append (message, data, size);
  return message;
}

/**
 * zoe_message_copy:
 *
 * Returns: (transfer full): the same frames and the same origin
 */
ZoeMessage *
zoe_message_copy (const ZoeMessage *message)
{
  ZoeMessage *copy = zoe_message_new ();

  for (guint i = 0; i < message->n_frames; i++)
    {
      zmq_msg_t *frame = zoe_message_add_frame (copy);

      zmq_msg_init (frame);
      zmq_msg_copy (frame, zoe_message_frame_at (message, i));
    }
  copy->id = message->id;
  copy->from = message->from;
  copy->cause = message->cause;
  if (message->envelope != NULL)
    copy->envelope = zoe_message_copy (message->envelope);
  return copy;
}

void
zoe_message_free (ZoeMessage *message)
{
  for (guint i = 0; i < message->n_frames; i++)
    zmq_msg_close (zoe_message_frame_at (message, i));
  g_clear_pointer (&message->envelope, zoe_message_free);
  if (message->frames != message->inline_frames)
    g_free (message->frames);
  g_free (message);
}

/* Makes room for one more frame at the end. Returns: (transfer none): its place, to be initialised by the caller */
zmq_msg_t *
zoe_message_add_frame (ZoeMessage *message)
{
  if (message->first + message->n_frames == message->n_places)
    zoe_message_move_frames (message, 2 * message->n_places, message->first);
  return &message->frames[message->first + message->n_frames++];
}

guint
zoe_message_count_frames (const ZoeMessage *message)
{
  return message->n_frames;
}

/**
 * zoe_message_get_size:
 *
 * Returns: the bytes of all frames together
 */
gsize
zoe_message_get_size (const ZoeMessage *message)
{
  gsize size = 0;

  for (guint i = 0; i < message->n_frames; i++)
    size += zmq_msg_size (zoe_message_frame_at (message, i));
  return size;
}

/**
 * zoe_message_get_frame:
 * @index: from 0
 *
 * Returns: the frame, borrowed from the message; an empty one if there are not so many, since foreign messages may be short
 */
ZoeFrame
zoe_message_get_frame (const ZoeMessage *message, guint index)
{
  ZoeFrame frame = { (const guint8 *) "", 0 };

  if (index < message->n_frames)
    {
      frame.data = zmq_msg_data (zoe_message_frame_at (message, index));
      frame.size = zmq_msg_size (zoe_message_frame_at (message, index));
    }
  return frame;
}

ZoeFrame
zoe_message_get_first (const ZoeMessage *message)
{
  return zoe_message_get_frame (message, 0);
}

ZoeFrame
zoe_message_get_last (const ZoeMessage *message)
{
  return zoe_message_get_frame (message, message->n_frames - 1);
}

/**
 * zoe_message_dup_text:
 *
 * Returns: (transfer full): a frame as a person reads it: text, or hex if it is none
 */
char *
zoe_message_dup_text (const ZoeMessage *message, guint index)
{
  return zoe_frame_dup_text (zoe_message_get_frame (message, index));
}

/**
 * zoe_message_get_integer:
 *
 * Returns: the number a frame says in decimal; 0 if it says none
 */
gint64
zoe_message_get_integer (const ZoeMessage *message, guint index)
{
  ZoeFrame frame = zoe_message_get_frame (message, index);
  char digits[24];
  gsize size = MIN (frame.size, sizeof digits - 1);

  memcpy (digits, frame.data, size);
  digits[size] = '\0';
  return g_ascii_strtoll (digits, NULL, 10);
}

/**
 * zoe_message_frame_is:
 *
 * Whether there is such a frame and its bytes are those of the text. Lengths count, as routing ids may hold NULs.
 */
gboolean
zoe_message_frame_is (const ZoeMessage *message, guint index, const char *text)
{
  ZoeFrame frame = zoe_message_get_frame (message, index);

  return index < message->n_frames && frame.size == strlen (text) && memcmp (frame.data, text, frame.size) == 0;
}

void
zoe_message_append (ZoeMessage *message, const void *data, gsize size)
{
  frame_init (zoe_message_add_frame (message), data, size);
}

void
zoe_message_append_text (ZoeMessage *message, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  zoe_message_append (message, text, strlen (text));
}

/**
 * zoe_message_push:
 *
 * Puts a copy of the data before the first frame.
 */
void
zoe_message_push (ZoeMessage *message, const void *data, gsize size)
{
  if (message->first == 0)
    zoe_message_move_frames (message, message->n_places + ZOE_MESSAGE_INLINE_FRAMES, ZOE_MESSAGE_INLINE_FRAMES);
  message->first--;
  message->n_frames++;
  frame_init (zoe_message_frame_at (message, 0), data, size);
}

void
zoe_message_push_text (ZoeMessage *message, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  zoe_message_push (message, text, strlen (text));
}

/**
 * zoe_message_pop:
 *
 * Returns: (transfer full) (nullable): the first frame's bytes, taken off; %NULL if there is none
 */
GBytes *
zoe_message_pop (ZoeMessage *message)
{
  GBytes *bytes;

  if (message->n_frames == 0)
    return NULL;
  bytes = g_bytes_new (zmq_msg_data (zoe_message_frame_at (message, 0)), zmq_msg_size (zoe_message_frame_at (message, 0)));
  zmq_msg_close (zoe_message_frame_at (message, 0));
  message->first++;
  message->n_frames--;
  return bytes;
}

/**
 * zoe_message_replace:
 *
 * Puts a copy of the data in a frame's place.
 */
void
zoe_message_replace (ZoeMessage *message, guint index, const void *data, gsize size)
{
  zmq_msg_t frame;

  frame_init (&frame, data, size);
  zmq_msg_move (zoe_message_frame_at (message, index), &frame);
  zmq_msg_close (&frame);
}

/**
 * zoe_message_set_cause:
 * @cause: a received message
 *
 * Says that @message is sent because @cause came. The trace keeps it as the send's cause.
 */
void
zoe_message_set_cause (ZoeMessage *message, const ZoeMessage *cause)
{
  message->cause = cause->id != 0 ? cause->id : cause->cause;
}

/**
 * zoe_message_get_cause:
 *
 * Returns: what a send of this message would be caused by: the message it was received as, or the one that was set; 0 = none
 */
ZoeMessageId
zoe_message_get_cause (const ZoeMessage *message)
{
  return message->id != 0 ? message->id : message->cause;
}

/**
 * zoe_message_get_id:
 *
 * Returns: which send this message was received from; 0 if it was made here
 */
ZoeMessageId
zoe_message_get_id (const ZoeMessage *message)
{
  return message->id;
}

/**
 * zoe_message_get_sender:
 *
 * Returns: the number of the socket that sent it; 0 if no tag said so
 */
guint
zoe_message_get_sender (const ZoeMessage *message)
{
  return message->from;
}

/**
 * zoe_message_set_origin:
 *
 * Says which send a message was received from that came without a tag.
 */
void
zoe_message_set_origin (ZoeMessage *message, ZoeMessageId id)
{
  message->id = id;
}
