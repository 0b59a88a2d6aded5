/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tag: one last frame on each message between two sockets of the lab, by which a receipt knows its send. Programs outside the
 * lab never see one. (design: "Knowing which message became which") */

#pragma once

#include <zmq.h>

#include "wire/message.h"

typedef struct
{
  guint64      nonce;      /* of the run: a tag of another run is an ordinary frame */
  ZoeMessageId message;
} ZoeTag;

guint64      zoe_tag_new_nonce (void);
void         zoe_tag_append    (ZoeMessage *message, guint64 nonce, ZoeMessageId id);
ZoeMessageId zoe_tag_take      (ZoeMessage *message, guint64 nonce);
