/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/lockstep.h"

#include <zmq.h>

#include "wire/message_private.h"

void
zoe_lockstep_init (ZoeLockstep *lockstep, ZoeSocketType type)
{
  g_assert (type == ZOE_SOCKET_REQ || type == ZOE_SOCKET_REP);
  *lockstep = (ZoeLockstep) { .type = type };
}

void
zoe_lockstep_clear (ZoeLockstep *lockstep)
{
  g_clear_pointer (&lockstep->envelope, zoe_message_free);
}

/**
 * zoe_lockstep_refuses_send:
 *
 * Returns: (nullable): libzmq's word for being out of turn, a static string; %NULL if sending is in turn
 */
const char *
zoe_lockstep_refuses_send (const ZoeLockstep *lockstep)
{
  gboolean in_turn = lockstep->type == ZOE_SOCKET_REP ? lockstep->asked : !lockstep->asked || lockstep->relaxed;

  return in_turn ? NULL : zmq_strerror (EFSM);
}

/**
 * zoe_lockstep_refuses_receive:
 *
 * Returns: (nullable): likewise
 */
const char *
zoe_lockstep_refuses_receive (const ZoeLockstep *lockstep)
{
  gboolean in_turn = lockstep->type == ZOE_SOCKET_REQ ? lockstep->asked : !lockstep->asked;

  return in_turn ? NULL : zmq_strerror (EFSM);
}

void
zoe_lockstep_sent (ZoeLockstep *lockstep)
{
  lockstep->asked = lockstep->type == ZOE_SOCKET_REQ;
}

/**
 * zoe_lockstep_received:
 * @message: what the role receives now; a REP keeps its envelope for the reply
 */
void
zoe_lockstep_received (ZoeLockstep *lockstep, ZoeMessage *message)
{
  lockstep->asked = lockstep->type == ZOE_SOCKET_REP;
  lockstep->was_tagged = message->id != 0;
  g_clear_pointer (&lockstep->envelope, zoe_message_free);
  lockstep->envelope = g_steal_pointer (&message->envelope);
}
