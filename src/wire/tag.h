/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tag: what each message between two sockets of the lab carries so that a receipt knows its send. Programs outside the lab never
 * see one.
 *
 * It is one more frame at the end: routing ids, delimiters and subscriptions are leading frames, so every pattern behaves as ever.
 * Where a message is payload and nothing else (PUSH to PULL) and its last frame is short, the tag is written behind that frame's
 * own bytes instead, which libzmq then still keeps inside the zmq_msg_t: a second frame would halve the throughput. */

#pragma once

#include <zmq.h>

#include "wire/message.h"

typedef struct
{
  guint64      nonce;      /* of the run, but for the lowest 16 bits, which number the sending socket */
  ZoeMessageId message;
} ZoeTag;

guint64      zoe_tag_new_nonce (void);
void         zoe_tag_append    (ZoeMessage *message, guint64 nonce, guint socket, ZoeMessageId id);
void         zoe_tag_add_to_payload (ZoeMessage *message, guint64 nonce, guint socket, ZoeMessageId id);
ZoeMessageId zoe_tag_take      (ZoeMessage *message, guint64 nonce, guint *ret_socket);
