/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/event.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *name;      /* in traces and on the command line: never changes */
  const char *summary;
} EventKindRow;

static const EventKindRow rows[ZOE_EVENT_N_KINDS] =
{
  [ZOE_EVENT_NONE]             = { "none",             N_("Nothing") },
  [ZOE_EVENT_START]            = { "start",            N_("A node starts") },
  [ZOE_EVENT_END]              = { "end",              N_("A node has done its part") },
  [ZOE_EVENT_BIND]             = { "bind",             N_("A socket binds to an endpoint") },
  [ZOE_EVENT_CONNECT]          = { "connect",          N_("A socket connects to an endpoint") },
  [ZOE_EVENT_SEND]             = { "send",             N_("A message is sent") },
  [ZOE_EVENT_RECEIVE]          = { "receive",          N_("A message is received") },
  [ZOE_EVENT_BLOCKED]          = { "blocked",          N_("A send waits: the queues are at their high-water mark, or nobody is there") },
  [ZOE_EVENT_REFUSED]          = { "refused",          N_("The socket's state refuses to send or receive") },
  [ZOE_EVENT_UNROUTABLE]       = { "unroutable",       N_("A ROUTER knows no peer of that routing id") },
  [ZOE_EVENT_STATE]            = { "state",            N_("A node shows a value") },
  [ZOE_EVENT_NOTE]             = { "note",             N_("A node prints a line") },
  [ZOE_EVENT_WORK]             = { "work",             N_("A node is busy for a while") },
  [ZOE_EVENT_SUBSCRIBE]        = { "subscribe",        N_("A socket subscribes to a prefix") },
  [ZOE_EVENT_UNSUBSCRIBE]      = { "unsubscribe",      N_("A socket cancels a subscription") },
  [ZOE_EVENT_LISTENING]        = { "listening",        N_("A socket listens for connections") },
  [ZOE_EVENT_ACCEPTED]         = { "accepted",         N_("A connection has been accepted") },
  [ZOE_EVENT_CONNECTED]        = { "connected",        N_("A connection has been made") },
  [ZOE_EVENT_HANDSHAKE]        = { "handshake",        N_("Both ends of a connection have greeted each other") },
  [ZOE_EVENT_HANDSHAKE_FAILED] = { "handshake-failed", N_("Two ends of a connection do not fit together") },
  [ZOE_EVENT_RETRIED]          = { "retried",          N_("A connection attempt failed and will be repeated") },
  [ZOE_EVENT_DISCONNECTED]     = { "disconnected",     N_("A connection broke") },
  [ZOE_EVENT_CLOSED]           = { "closed",           N_("A connection has been closed") },
  [ZOE_EVENT_PAUSE]            = { "pause",            N_("Scenario time stands still") },
  [ZOE_EVENT_RESUME]           = { "resume",           N_("Scenario time goes on") },
  [ZOE_EVENT_RATE]             = { "rate",             N_("Scenario time changes its rate") },
  [ZOE_EVENT_JUMP]             = { "jump",             N_("Every node waited: time jumped to the next deadline") },
  [ZOE_EVENT_FAULT]            = { "fault",            N_("Something was broken or mended") },
  [ZOE_EVENT_HELD]             = { "held",             N_("A message is kept on its link") },
  [ZOE_EVENT_DROPPED]          = { "dropped",          N_("A message was thrown away before it was received") },
  [ZOE_EVENT_DUPLICATED]       = { "duplicated",       N_("A message on its way was doubled by hand") },
  [ZOE_EVENT_STEP]             = { "step",             N_("One operation was let go") },
};

/**
 * zoe_event_kind_get_name:
 *
 * Returns: the kind's stable name, as traces and the command line spell it
 */
const char *
zoe_event_kind_get_name (ZoeEventKind kind)
{
  return rows[kind < ZOE_EVENT_N_KINDS ? kind : ZOE_EVENT_NONE].name;
}

/**
 * zoe_event_kind_get_summary:
 *
 * Returns: what such an event means, one sentence in the person's language
 */
const char *
zoe_event_kind_get_summary (ZoeEventKind kind)
{
  return _(rows[kind < ZOE_EVENT_N_KINDS ? kind : ZOE_EVENT_NONE].summary);
}

/**
 * zoe_event_kind_from_name:
 *
 * Returns: the kind of that name; %ZOE_EVENT_NONE if there is none
 */
ZoeEventKind
zoe_event_kind_from_name (const char *name)
{
  for (guint kind = ZOE_EVENT_NONE + 1; kind < ZOE_EVENT_N_KINDS; kind++)
    if (g_str_equal (rows[kind].name, name))
      return kind;
  return ZOE_EVENT_NONE;
}
