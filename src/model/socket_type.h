/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ZeroMQ socket types, and which may talk to which (ZMTP 3.1; the catalogue's V15). */

#pragma once

#include <glib.h>

typedef enum
{
  ZOE_SOCKET_NONE,      /* no such type; also the far end of an external node, which may be any */
  ZOE_SOCKET_DEALER,
  ZOE_SOCKET_PAIR,
  ZOE_SOCKET_PUB,
  ZOE_SOCKET_PULL,
  ZOE_SOCKET_PUSH,
  ZOE_SOCKET_REP,
  ZOE_SOCKET_REQ,
  ZOE_SOCKET_ROUTER,
  ZOE_SOCKET_SUB,
  ZOE_SOCKET_XPUB,
  ZOE_SOCKET_XSUB,
  ZOE_SOCKET_N_TYPES
} ZoeSocketType;

const char   *zoe_socket_type_get_name      (ZoeSocketType type);
ZoeSocketType zoe_socket_type_from_name     (const char *name);
gboolean      zoe_socket_type_can_talk_to   (ZoeSocketType type, ZoeSocketType other);
char         *zoe_socket_type_dup_partners  (ZoeSocketType type);
gboolean      zoe_socket_type_can_send      (ZoeSocketType type);
gboolean      zoe_socket_type_can_receive   (ZoeSocketType type);
gboolean      zoe_socket_type_fans_out      (ZoeSocketType type);
gboolean      zoe_socket_type_rewrites      (ZoeSocketType type);
