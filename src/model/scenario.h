/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario, ready to run: counts multiplied out, every port resolved to a socket, every edge to its links.
 *
 * Nodes, sockets and links are numbered from 1; 0 stands for the lab itself, or none. The numbers are the trace's too.
 * A scenario does not change once it is made, so any thread may read it. */

#pragma once

#include "model/role.h"

typedef enum
{
  ZOE_TRANSPORT_INPROC,
  ZOE_TRANSPORT_IPC,
  ZOE_TRANSPORT_TCP,
  ZOE_TRANSPORT_N
} ZoeTransport;

typedef struct
{
  char *name;      /* cluster_x */
  char *label;     /* as shown */
  guint parent;    /* the cluster around it: index into clusters, plus 1; 0 = none. Comes before it in the list. */
} ZoeCluster;

typedef struct
{
  guint          number;
  char          *name;        /* worker-2 */
  char          *base;        /* worker: the statement it came from */
  char          *role_name;
  const ZoeRole *role;        /* NULL where the scenario comes from a trace and this program has no such role */
  guint          cluster;     /* index into clusters, plus 1; 0 = none */
  gint64         start_ns;    /* a late joiner opens its sockets only then */
  GHashTable    *parameters;  /* (element-type utf8 utf8): every parameter of the role, defaults filled in */
  gboolean       external;    /* a program outside the lab */
} ZoeNodeSpec;

typedef struct
{
  guint         number;
  guint         node;
  char         *name;         /* receiver */
  ZoeSocketType type;
  GPtrArray    *options;      /* (element-type utf8): "rcvhwm=2", in the order to set; NULL = none */
} ZoeSocketSpec;

typedef struct
{
  guint        number;
  guint        tail;          /* socket the arrow leaves */
  guint        head;          /* socket the arrow enters */
  gboolean     head_binds;    /* else the tail does */
  ZoeTransport transport;
  char        *endpoint;      /* as written, or NULL: the run chooses */
  GHashTable  *conditions;    /* (element-type utf8 utf8): delay, cut ...; NULL = none */
} ZoeLinkSpec;

typedef struct
{
  char      *name;            /* file name without directory and .dot */
  char      *title;
  char      *summary;
  char      *chapter;
  char      *figure;
  char      *text;            /* the DOT text, whole */
  guint64    seed;
  char      *until;           /* when the run is over, as written; NULL = when every node has ended */
  char      *breaks;          /* when the run stops to be looked at, as written; NULL = never */
  char      *faults;          /* schedule of what is broken and mended, as written; NULL = nothing */
  double     rate;            /* playback rate the author suggests; 1 = as it happened */
  GPtrArray *clusters;        /* (element-type ZoeCluster) */
  GPtrArray *nodes;           /* (element-type ZoeNodeSpec) */
  GPtrArray *sockets;         /* (element-type ZoeSocketSpec) */
  GPtrArray *links;           /* (element-type ZoeLinkSpec) */
} ZoeScenario;

ZoeScenario   *zoe_scenario_new         (void);
ZoeScenario   *zoe_scenario_ref         (ZoeScenario *scenario);
void           zoe_scenario_unref       (ZoeScenario *scenario);

ZoeCluster    *zoe_scenario_add_cluster (ZoeScenario *scenario, const char *name, const char *label);
ZoeNodeSpec   *zoe_scenario_add_node    (ZoeScenario *scenario, const char *name, const char *role_name);
ZoeSocketSpec *zoe_scenario_add_socket  (ZoeScenario *scenario, guint node, const char *name, ZoeSocketType type);
ZoeLinkSpec   *zoe_scenario_add_link    (ZoeScenario *scenario, guint tail, guint head);

ZoeNodeSpec   *zoe_scenario_get_node    (ZoeScenario *scenario, guint number);
ZoeSocketSpec *zoe_scenario_get_socket  (ZoeScenario *scenario, guint number);
ZoeLinkSpec   *zoe_scenario_get_link    (ZoeScenario *scenario, guint number);
ZoeNodeSpec   *zoe_scenario_find_node   (ZoeScenario *scenario, const char *name);
ZoeSocketSpec *zoe_scenario_find_socket (ZoeScenario *scenario, guint node, const char *name);
ZoeLinkSpec   *zoe_scenario_find_link   (ZoeScenario *scenario, guint sender_socket, guint receiver_socket);
char          *zoe_scenario_dup_port    (ZoeScenario *scenario, guint socket);

const char    *zoe_transport_get_name   (ZoeTransport transport);
gboolean       zoe_transport_from_name  (const char *name, ZoeTransport *ret_transport);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeScenario, zoe_scenario_unref)

#define ZOE_TYPE_SCENARIO (zoe_scenario_get_type ())
#include <glib-object.h>
GType zoe_scenario_get_type (void) G_GNUC_CONST;
