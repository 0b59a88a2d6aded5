/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/socket_type.h"

#include <string.h>

#define BIT(type) (1u << ZOE_SOCKET_##type)

typedef struct
{
  const char *name;
  guint       partners;    /* bits of ZoeSocketType */
  gboolean    sends;
  gboolean    receives;
  gboolean    fans_out;    /* one send may become several receipts */
  gboolean    rewrites;    /* adds or takes frames, so sender and receiver see different ones */
} SocketTypeRow;

/* The pairs are those the ZMTP 3.1 handshake lets pass. */
static const SocketTypeRow rows[ZOE_SOCKET_N_TYPES] =
{
  [ZOE_SOCKET_DEALER] = { "DEALER", BIT (DEALER) | BIT (REP) | BIT (ROUTER), TRUE,  TRUE,  FALSE, FALSE },
  [ZOE_SOCKET_PAIR]   = { "PAIR",   BIT (PAIR),                              TRUE,  TRUE,  FALSE, FALSE },
  [ZOE_SOCKET_PUB]    = { "PUB",    BIT (SUB) | BIT (XSUB),                  TRUE,  FALSE, TRUE,  FALSE },
  [ZOE_SOCKET_PULL]   = { "PULL",   BIT (PUSH),                              FALSE, TRUE,  FALSE, FALSE },
  [ZOE_SOCKET_PUSH]   = { "PUSH",   BIT (PULL),                              TRUE,  FALSE, FALSE, FALSE },
  [ZOE_SOCKET_REP]    = { "REP",    BIT (DEALER) | BIT (REQ),                TRUE,  TRUE,  FALSE, TRUE  },
  [ZOE_SOCKET_REQ]    = { "REQ",    BIT (REP) | BIT (ROUTER),                TRUE,  TRUE,  FALSE, TRUE  },
  [ZOE_SOCKET_ROUTER] = { "ROUTER", BIT (DEALER) | BIT (REQ) | BIT (ROUTER), TRUE,  TRUE,  FALSE, TRUE  },
  [ZOE_SOCKET_SUB]    = { "SUB",    BIT (PUB) | BIT (XPUB),                  FALSE, TRUE,  FALSE, FALSE },
  [ZOE_SOCKET_XPUB]   = { "XPUB",   BIT (SUB) | BIT (XSUB),                  TRUE,  TRUE,  TRUE,  FALSE },
  [ZOE_SOCKET_XSUB]   = { "XSUB",   BIT (PUB) | BIT (XPUB),                  TRUE,  TRUE,  FALSE, FALSE },
};

/**
 * zoe_socket_type_get_name:
 *
 * Returns: the type's name as the field writes it ("ROUTER"); "any" for %ZOE_SOCKET_NONE
 */
const char *
zoe_socket_type_get_name (ZoeSocketType type)
{
  return type > ZOE_SOCKET_NONE && type < ZOE_SOCKET_N_TYPES ? rows[type].name : "any";
}

/**
 * zoe_socket_type_from_name:
 *
 * Returns: the type of that name, letter case aside; %ZOE_SOCKET_NONE if there is none
 */
ZoeSocketType
zoe_socket_type_from_name (const char *name)
{
  for (guint type = ZOE_SOCKET_NONE + 1; type < ZOE_SOCKET_N_TYPES; type++)
    if (g_ascii_strcasecmp (rows[type].name, name) == 0)
      return type;
  return ZOE_SOCKET_NONE;
}

/**
 * zoe_socket_type_can_talk_to:
 *
 * Whether the handshake lets the two connect. A type that is not known (%ZOE_SOCKET_NONE) may be any.
 */
gboolean
zoe_socket_type_can_talk_to (ZoeSocketType type, ZoeSocketType other)
{
  if (type == ZOE_SOCKET_NONE || other == ZOE_SOCKET_NONE)
    return TRUE;
  return (rows[type].partners & (1u << other)) != 0;
}

/**
 * zoe_socket_type_dup_partners:
 *
 * Returns: (transfer full): the names of the types this one may talk to: "DEALER, REQ, ROUTER"
 */
char *
zoe_socket_type_dup_partners (ZoeSocketType type)
{
  GString *names = g_string_new (NULL);

  for (guint other = ZOE_SOCKET_NONE + 1; other < ZOE_SOCKET_N_TYPES; other++)
    if (rows[type].partners & (1u << other))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", rows[other].name);
  return g_string_free (names, FALSE);
}

gboolean
zoe_socket_type_can_send (ZoeSocketType type)
{
  return rows[type].sends;
}

gboolean
zoe_socket_type_can_receive (ZoeSocketType type)
{
  return rows[type].receives;
}

/**
 * zoe_socket_type_fans_out:
 *
 * Whether one send may become a copy for each peer, and so several receipts.
 */
gboolean
zoe_socket_type_fans_out (ZoeSocketType type)
{
  return rows[type].fans_out;
}

/**
 * zoe_socket_type_rewrites:
 *
 * Whether the socket adds or takes envelope frames, so that what its role sees is not what its peer's role sees.
 */
gboolean
zoe_socket_type_rewrites (ZoeSocketType type)
{
  return rows[type].rewrites;
}
