/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/socket_option.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/duration.h"
#include "model/parameter.h"

#define BIT(type) (1u << ZOE_SOCKET_##type)
#define INT_MOST  2147483647.0

#define BOOLEAN(name, summary)              { name, ZOE_PARAMETER_BOOLEAN, NULL, 0, 0, NULL, NULL, summary }
#define INTEGER(name, least, unit, summary) { name, ZOE_PARAMETER_INTEGER, NULL, least, INT_MOST, NULL, unit, summary }
#define TEXT(name, least, most, summary)    { name, ZOE_PARAMETER_TEXT, NULL, least, most, NULL, NULL, summary }

/* Sorted by name. */
static const ZoeSocketOption options[] =
{
  { INTEGER ("backlog", 0, NULL, N_("how many connections may wait to be accepted")), 0 },
  { BOOLEAN ("conflate", N_("keep the newest message only")),
    BIT (DEALER) | BIT (PUB) | BIT (PULL) | BIT (PUSH) | BIT (SUB) },
  { INTEGER ("heartbeat-ivl", 0, "ms", N_("how often the connection is probed; 0 = never")), 0 },
  { BOOLEAN ("immediate", N_("queue for completed connections only")), 0 },
  { BOOLEAN ("invert-matching", N_("pass on what does not match a subscription")), BIT (PUB) | BIT (SUB) | BIT (XPUB) },
  { INTEGER ("linger", -1, "ms", N_("how long unsent messages are kept at close; -1 = for ever")), 0 },
  { BOOLEAN ("probe-router", N_("send an empty message to each new peer")), BIT (DEALER) | BIT (REQ) | BIT (ROUTER) },
  { INTEGER ("rcvbuf", -1, "bytes", N_("the kernel's receive buffer; -1 = its own choice")), 0 },
  { INTEGER ("rcvhwm", 0, "messages", N_("high-water mark for incoming messages, per peer; 0 = none")), 0 },
  { INTEGER ("reconnect-ivl", -1, "ms", N_("wait before connecting again; -1 = do not")), 0 },
  { BOOLEAN ("req-correlate", N_("match replies to requests by a number")), BIT (REQ) },
  { BOOLEAN ("req-relaxed", N_("allow a new request before the reply")), BIT (REQ) },
  { BOOLEAN ("router-handover", N_("a new peer takes over a routing id in use")), BIT (ROUTER) },
  { BOOLEAN ("router-mandatory", N_("refuse messages to unknown peers instead of dropping them")), BIT (ROUTER) },
  { TEXT ("routing-id", 1, 255, N_("the name a ROUTER knows the peer by")), BIT (DEALER) | BIT (REP) | BIT (REQ) | BIT (ROUTER) },
  { INTEGER ("sndbuf", -1, "bytes", N_("the kernel's send buffer; -1 = its own choice")), 0 },
  { INTEGER ("sndhwm", 0, "messages", N_("high-water mark for outgoing messages, per peer; 0 = none")), 0 },
  { TEXT ("subscribe", 0, 0, N_("a prefix to subscribe to; empty = everything")), BIT (SUB) },
  { { "tcp-keepalive", ZOE_PARAMETER_INTEGER, NULL, -1, 1, NULL, NULL, N_("1 = on, 0 = off, -1 = the system's choice") }, 0 },
  { BOOLEAN ("xpub-verbose", N_("pass every subscription on, repeated ones too")), BIT (XPUB) },
  { { NULL }, 0 },
};

/**
 * zoe_socket_options:
 *
 * Returns: all rows, sorted by name; the last one's name is %NULL
 */
const ZoeSocketOption *
zoe_socket_options (void)
{
  return options;
}

const ZoeSocketOption *
zoe_socket_option_find (const char *name)
{
  for (const ZoeSocketOption *option = options; option->value.name != NULL; option++)
    if (strcmp (option->value.name, name) == 0)
      return option;
  return NULL;
}

/**
 * zoe_socket_option_suits:
 *
 * Whether sockets of this type have the option; a type that is not known (%ZOE_SOCKET_NONE) may have any.
 */
gboolean
zoe_socket_option_suits (const ZoeSocketOption *option, ZoeSocketType type)
{
  return option->types == 0 || type == ZOE_SOCKET_NONE || (option->types & (1u << type)) != 0;
}

/**
 * zoe_socket_option_read:
 * @text: a value as written; where libzmq counts milliseconds, a length of time like 250ms will do as well
 *
 * Returns: (transfer full) (nullable): the value in libzmq's own unit; %NULL if it does not fit
 */
char *
zoe_socket_option_read (const ZoeSocketOption *option, const char *text, GError **error)
{
  g_autofree char *milliseconds = NULL;
  gint64 ns;

  if (g_strcmp0 (option->value.unit, "ms") == 0 && zoe_duration_parse (text, &ns, NULL))
    milliseconds = g_strdup_printf ("%" G_GINT64_FORMAT, ns / ZOE_NS_PER_MS);
  return zoe_parameter_read (&option->value, milliseconds != NULL ? milliseconds : text, error);
}
