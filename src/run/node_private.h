/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a node, shared by node.c, node_message.c, node_wait.c (what roles call), node_thread.c and node_sockets.c (its life).
 * All of it belongs to the node's own thread once that has started, but for wake_fd, which any thread may write to. */

#pragma once

#include "run/node.h"
#include "run/run_private.h"
#include "wire/socket.h"

#define zoe_node_get_bars(node) (__atomic_load_n ((node)->bars, __ATOMIC_ACQUIRE))

struct _ZoeNode
{
  ZoeRun      *run;
  ZoeNodeSpec *spec;
  ZoeProbe     probe;
  GThread     *thread;
  int          wake_fd;
  guint        waiter;       /* in the idle watch */
  gint        *bars;         /* the gate's: atomic, 0 = go on */
  GRand       *random;
  GPtrArray   *sockets;      /* (element-type ZoeSocket) */
  GPtrArray   *lingering;    /* (element-type ZoeSocket): of former lives, with something left to deliver until the run is over */
  guint       *connected;    /* by link number: the run's moves of it when this node connected it last */
  GHashTable  *shown;        /* (element-type utf8 utf8): what it shows now */
  guint64      n_messages;   /* sent so far: the next one's id */
  GAsyncQueue *errands;      /* numbers of links to connect again; any thread may add, with the gate's bar set after */
  char       **overrides;    /* of this life: "receiver.rcvhwm=2"; NULL = none */
  char       **next_overrides; /* of the next; under the run's lock */
  guint        n_lives;
};

/* node_wait.c */
gboolean zoe_node_may_go          (ZoeNode *node, ZoeEventKind operation, guint socket, guint line);
int      zoe_node_wait            (ZoeNode *node, ZoeWaitItem *items, guint n_items, gint64 deadline_ns);

/* node_message.c */
gboolean zoe_node_can_drain       (ZoeNode *node, ZoeSocket *socket);
void     zoe_node_drain           (ZoeNode *node, ZoeSocket *socket);
void     zoe_node_drop_waiting    (ZoeNode *node, guint socket, guint64 because);

/* node_sockets.c */
gboolean zoe_node_open_sockets    (ZoeNode *node, GError **error);
gboolean zoe_node_bind_sockets    (ZoeNode *node, GError **error);
gboolean zoe_node_connect_sockets (ZoeNode *node, GError **error);
void     zoe_node_connect_again   (ZoeNode *node, guint link);
void     zoe_node_close_sockets   (ZoeNode *node, guint64 because);
void     zoe_node_drop_sockets    (ZoeNode *node, guint64 because);
