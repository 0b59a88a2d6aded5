/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a message, for the wire library alone. */

#pragma once

#include <zmq.h>

#include "wire/message.h"

#define ZOE_MESSAGE_INLINE_FRAMES 8
#define ZOE_MESSAGE_HEADROOM      3   /* free places before the first frame, so that a broker's push moves nothing */

struct _ZoeMessage
{
  zmq_msg_t   *frames;      /* places; the message's own are frames[first] .. frames[first + n_frames - 1] */
  guint        n_places;
  guint        first;
  guint        n_frames;
  ZoeMessageId id;          /* the send it was received from; 0 = made here */
  guint        from;        /* number of the socket that sent it, where a tag said so; 0 = not known */
  ZoeMessageId cause;
  ZoeMessage  *envelope;    /* of a request that came to a REP: what the reply has to begin with; else NULL */
  zmq_msg_t    inline_frames[ZOE_MESSAGE_INLINE_FRAMES];
};

zmq_msg_t  *zoe_message_add_frame     (ZoeMessage *message);
zmq_msg_t  *zoe_message_frame_at      (const ZoeMessage *message, guint index);
void        zoe_message_move_frames   (ZoeMessage *message, guint n_places, guint first);

/* envelope.c */
gboolean    zoe_message_take_envelope (ZoeMessage *message);
void        zoe_message_put_envelope  (ZoeMessage *message, ZoeMessage *envelope);
