/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a run works out for each socket of a scenario before it starts: where it binds and connects, and whom it may meet.
 *
 * Shared by all threads of a run. Fixed once made, but for the endpoints: a binding thread writes them under the run's lock, at the
 * start before the stage after which connecting threads read them, but in a later life at any time. */

#pragma once

#include "model/scenario.h"
#include "wire/socket.h"

typedef struct
{
  guint         socket;        /* number */
  ZoeSocketForm form;
  gboolean      network;       /* some link is tcp or ipc: what is sent may be under way outside this process's memory */
  gboolean      fans_out;
  gboolean      keeps_frames;  /* what is received here is not what was sent there, so the trace keeps it as well */
  GArray       *bind_links;    /* (element-type guint): links whose endpoint it binds, one for each endpoint */
  GArray       *connect_links; /* (element-type guint) */
  GArray       *peers;         /* (element-type guint): sockets at the other ends, those outside the lab left out */
  guint         outside;       /* socket of an external node that is linked to it; 0 = none */
} ZoePort;

typedef struct
{
  ZoeScenario *scenario;
  guint        n_ports;
  ZoePort     *ports;          /* by socket number, from 1 */
  char       **endpoints;      /* by link number, from 1: "tcp://127.0.0.1:5557"; atomic */
  GPtrArray   *all_endpoints;  /* (element-type utf8): those there ever were */
  char        *directory;      /* of ipc sockets; NULL if there are none */
} ZoePorts;

ZoePorts   *zoe_ports_new         (ZoeScenario *scenario, GError **error);
void        zoe_ports_free        (ZoePorts *ports);
ZoePort    *zoe_ports_get         (ZoePorts *ports, guint socket);
gboolean    zoe_ports_have_network (ZoePorts *ports);
void        zoe_ports_set_bound   (ZoePorts *ports, guint link, const char *endpoint);
const char *zoe_ports_get_endpoint (ZoePorts *ports, guint link);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoePorts, zoe_ports_free)
