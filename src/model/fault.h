/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Something broken or mended on purpose, in words a person writes:
 *
 *   kill NODE            as a crash: its sockets are gone, what they had not delivered is lost
 *   stop NODE            in good order: sockets close with their linger
 *   restart NODE [SOCKET.OPTION=VALUE ...]   a fresh role; routing-id=new gives its sockets other routing ids
 *   freeze NODE          as an overload: it does nothing until it is thawed
 *   thaw NODE
 *   cut LINK             nothing comes through
 *   heal LINK
 *   delay LINK 50ms      0 takes it away
 *   jitter LINK 10ms     up to so much more
 *   bandwidth LINK 1000  bytes a second; 0 = no limit
 *   hold LINK            keeps what comes, to be let go, dropped or duplicated one by one
 *   reset LINK           breaks a tcp or ipc connection; libzmq makes a new one
 *   release|drop|duplicate LINK [MESSAGE]    what is held on the link: one message by its id, or the oldest
 *
 * A link is written TAIL:SOCKET-HEAD:SOCKET, either way round. A schedule is faults with times, joined with ";":
 * "2s kill worker-1; 5s restart worker-1". */

#pragma once

#include "model/message_id.h"
#include "model/scenario.h"

typedef enum
{
  ZOE_FAULT_BANDWIDTH,
  ZOE_FAULT_CUT,
  ZOE_FAULT_DELAY,
  ZOE_FAULT_DROP,
  ZOE_FAULT_DUPLICATE,
  ZOE_FAULT_FREEZE,
  ZOE_FAULT_HEAL,
  ZOE_FAULT_HOLD,
  ZOE_FAULT_JITTER,
  ZOE_FAULT_KILL,
  ZOE_FAULT_RELEASE,
  ZOE_FAULT_RESET,
  ZOE_FAULT_RESTART,
  ZOE_FAULT_STOP,
  ZOE_FAULT_THAW,
  ZOE_FAULT_N_VERBS
} ZoeFaultVerb;

typedef struct
{
  ZoeFaultVerb verb;
  guint        node;        /* of those that name one, else 0 */
  guint        link;        /* likewise */
  gint64       amount;      /* delay and jitter: ns; bandwidth: bytes a second */
  ZoeMessageId message;     /* release, drop, duplicate: 0 = the oldest */
  char       **options;     /* restart: "receiver.rcvhwm=2", "routing-id=new"; NULL = none */
  char        *text;        /* as written, tidied */
} ZoeFault;

typedef struct
{
  gint64    at_ns;
  ZoeFault *fault;
} ZoeScheduledFault;

ZoeFault    *zoe_fault_parse         (const char *text, ZoeScenario *scenario, GError **error);
void         zoe_fault_free          (ZoeFault *fault);
GPtrArray   *zoe_schedule_parse      (const char *text, ZoeScenario *scenario, GError **error);
const char  *zoe_fault_verb_get_name (ZoeFaultVerb verb);
gboolean     zoe_fault_verb_names_link (ZoeFaultVerb verb);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeFault, zoe_fault_free)
