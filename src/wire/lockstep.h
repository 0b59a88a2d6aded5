/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose turn it is on a REQ or a REP: one asks, the other answers, and neither may go out of turn.
 *
 * libzmq keeps the turns inside the socket, where taking a request from the transport and receiving it are one. In the lab they are
 * not: a message that has been taken may still have to wait on its link. So the turns are kept here, by libzmq's rules and in its
 * words. A REQ stays a REQ underneath; a REP is played on a ROUTER, which hands out what came over one link though what came over
 * another has to wait, and keeps the envelope as libzmq's own REP does: the frames up to and including the empty delimiter. */

#pragma once

#include "model/socket_type.h"
#include "wire/message.h"

typedef struct
{
  ZoeSocketType type;
  gboolean      asked;       /* of a REQ: a reply is due to it; of a REP: a reply is due from it */
  gboolean      relaxed;     /* a REQ that may ask anew without having got its reply (REQ_RELAXED) */
  gboolean      was_tagged;  /* of a REP: how the request came that is being answered */
  ZoeMessage   *envelope;    /* of a REP: of the request that is being answered */
} ZoeLockstep;

void        zoe_lockstep_init            (ZoeLockstep *lockstep, ZoeSocketType type);
void        zoe_lockstep_clear           (ZoeLockstep *lockstep);
const char *zoe_lockstep_refuses_send    (const ZoeLockstep *lockstep);
const char *zoe_lockstep_refuses_receive (const ZoeLockstep *lockstep);
void        zoe_lockstep_sent            (ZoeLockstep *lockstep);
void        zoe_lockstep_received        (ZoeLockstep *lockstep, ZoeMessage *message);
