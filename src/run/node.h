/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a role sees of the lab: its sockets, its parameters, time, and a place to show what it knows. A role calls nothing
 * else: no sleep, no clock, no zmq_poll. Everything here runs on the node's own thread.
 *
 * When the run stops, every call that would wait returns at once with NULL, FALSE or -1, and the role returns:
 *
 *   while ((task = zoe_node_receive (node, receiver)))
 *     ...
 *
 * The macros at the end hand each call's line along, so that every event names the line of the role it came from. */

#pragma once

#include "model/duration.h"
#include "model/role.h"
#include "wire/message.h"

typedef struct _ZoeSocket ZoeSocket;

typedef struct
{
  ZoeSocket *socket;
  gboolean   ready;      /* a message can be received; set by zoe_node_poll() */
} ZoePollItem;

/* What the scenario says. */
const char *zoe_node_get_name      (ZoeNode *node);
gboolean    zoe_node_get_boolean   (ZoeNode *node, const char *parameter);
gint64      zoe_node_get_duration  (ZoeNode *node, const char *parameter);   /* ns */
gint64      zoe_node_get_integer   (ZoeNode *node, const char *parameter);
double      zoe_node_get_real      (ZoeNode *node, const char *parameter);
const char *zoe_node_get_text      (ZoeNode *node, const char *parameter);
ZoeSocket  *zoe_node_get_socket    (ZoeNode *node, const char *name);
guint       zoe_node_count_links   (ZoeNode *node, const char *socket);

/* The generator of this node: the same scenario seed and node name give the same numbers. */
guint       zoe_node_random        (ZoeNode *node, guint below);             /* 0 .. below - 1 */
double      zoe_node_random_real   (ZoeNode *node);                          /* 0 .. 1 */

gint64      zoe_node_now           (ZoeNode *node);                          /* scenario time, ns */
gboolean    zoe_node_is_stopping   (ZoeNode *node);

gboolean    zoe_node_send_at       (ZoeNode *node, ZoeSocket *socket, ZoeMessage *message, guint line);
ZoeMessage *zoe_node_receive_at    (ZoeNode *node, ZoeSocket *socket, guint line);
ZoeMessage *zoe_node_try_receive_at (ZoeNode *node, ZoeSocket *socket, guint line);
int         zoe_node_poll_at       (ZoeNode *node, ZoePollItem *items, guint n_items, gint64 timeout_ns, guint line);
gboolean    zoe_node_work_at       (ZoeNode *node, gint64 duration_ns, guint line);
gboolean    zoe_node_sleep_at      (ZoeNode *node, gint64 duration_ns, guint line);
void        zoe_node_subscribe_at  (ZoeNode *node, ZoeSocket *socket, const char *prefix, guint line);
void        zoe_node_show_at       (ZoeNode *node, guint line, const char *name, const char *format, ...) G_GNUC_PRINTF (4, 5);
void        zoe_node_note_at       (ZoeNode *node, guint line, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* Takes the message, sends it whole, and waits while every peer's queue is full. FALSE: the run stops. A send that the
 * socket's state refuses is recorded as such and gives TRUE: the role goes on, as it would. */
#define zoe_node_send(node, socket, message)  zoe_node_send_at (node, socket, message, __LINE__)

/* Waits for a message. (transfer full); NULL: the run stops. */
#define zoe_node_receive(node, socket)        zoe_node_receive_at (node, socket, __LINE__)

/* A message that is there already, or NULL. */
#define zoe_node_try_receive(node, socket)    zoe_node_try_receive_at (node, socket, __LINE__)

/* Waits until one of the sockets has a message, at most timeout_ns of scenario time (-1: as long as it takes).
 * Returns how many are ready, 0 when the time is over, -1 when the run stops. */
#define zoe_node_poll(node, items, n_items, timeout_ns) zoe_node_poll_at (node, items, n_items, timeout_ns, __LINE__)

/* Is busy, or asleep, for so much scenario time. FALSE: the run stops. */
#define zoe_node_work(node, duration_ns)      zoe_node_work_at (node, duration_ns, __LINE__)
#define zoe_node_sleep(node, duration_ns)     zoe_node_sleep_at (node, duration_ns, __LINE__)

#define zoe_node_subscribe(node, socket, prefix) zoe_node_subscribe_at (node, socket, prefix, __LINE__)

/* Shows a value under a name ("workers", "3 free") until it is shown anew; an unchanged value is not repeated. */
#define zoe_node_show(node, name, ...)        zoe_node_show_at (node, __LINE__, name, __VA_ARGS__)

/* Prints a line, as the guide's examples do. */
#define zoe_node_note(node, ...)              zoe_node_note_at (node, __LINE__, __VA_ARGS__)
