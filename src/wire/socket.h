/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One ZeroMQ socket of the lab. It lives in the thread that made it and never blocks: whoever waits, waits in
 * zoe_socket_wait(). It puts tags on and takes them off, so nobody above ever sees one. */

#pragma once

#include "model/socket_type.h"
#include "wire/context.h"
#include "wire/message.h"

typedef struct _ZoeSocket ZoeSocket;

typedef enum
{
  ZOE_FORM_TAGGED,     /* every peer is of the lab */
  ZOE_FORM_PLAIN,      /* a peer is not, and could be any: never a tag */
  ZOE_FORM_ADAPTIVE,   /* ROUTER and REP with peers outside: each is answered in the form it spoke */
} ZoeSocketForm;

typedef enum
{
  ZOE_SEND_DONE,
  ZOE_SEND_WOULD_BLOCK,   /* the message is untouched */
  ZOE_SEND_REFUSED,       /* by the socket's state; the message is untouched */
  ZOE_SEND_UNROUTABLE,    /* a ROUTER that was told to say so; the message is untouched */
} ZoeSendResult;

ZoeSocket    *zoe_socket_new          (ZoeContext *context, ZoeSocketType type, ZoeSocketForm form, guint number);
void          zoe_socket_free         (ZoeSocket *socket);
void          zoe_socket_drop         (ZoeSocket *socket);
gboolean    zoe_socket_lingers_for_good (ZoeSocket *socket);
void        zoe_socket_limit_linger (ZoeSocket *socket, int most_ms);
guint         zoe_socket_get_number   (ZoeSocket *socket);
ZoeSocketType zoe_socket_get_type     (ZoeSocket *socket);

/* For the wire library's own files. */
void         *zoe_socket_get_handle   (ZoeSocket *socket);
int           zoe_socket_get_fd       (ZoeSocket *socket);
int           zoe_socket_get_events   (ZoeSocket *socket);

gboolean      zoe_socket_set_option   (ZoeSocket *socket, const char *name, const char *value, GError **error);
gboolean      zoe_socket_bind         (ZoeSocket *socket, const char *endpoint, char **ret_endpoint, GError **error);
gboolean      zoe_socket_connect      (ZoeSocket *socket, const char *endpoint, GError **error);
void        zoe_socket_unbind      (ZoeSocket *socket, const char *endpoint);
void          zoe_socket_look         (ZoeSocket *socket);
gboolean      zoe_socket_has_message  (ZoeSocket *socket);
guint         zoe_socket_get_rcvhwm   (ZoeSocket *socket);

gboolean      zoe_socket_tags         (ZoeSocket *socket, const ZoeMessage *message);
ZoeSendResult zoe_socket_send         (ZoeSocket *socket, ZoeMessage *message, ZoeMessageId id, const char **ret_reason);
ZoeMessage   *zoe_socket_receive      (ZoeSocket *socket, const char **ret_reason);

/* Receiving in two steps, where something may lie between the transport and the receiver. */
ZoeMessage   *zoe_socket_take         (ZoeSocket *socket, const char **ret_reason);
gboolean      zoe_socket_can_use      (ZoeSocket *socket, const ZoeMessage *message);
void          zoe_socket_accept       (ZoeSocket *socket, ZoeMessage *message);
const char   *zoe_socket_refuses_receive (ZoeSocket *socket);
gboolean      zoe_socket_may_ask_anew (ZoeSocket *socket);

/* wait.c */
typedef struct
{
  ZoeSocket *socket;
  gboolean   for_send;
  gboolean   ready;
} ZoeWaitItem;

int           zoe_socket_wait         (ZoeWaitItem *items, guint n_items, int wake_fd, gint64 timeout_ns);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeSocket, zoe_socket_free)
