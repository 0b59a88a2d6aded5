/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario's sockets and links in the form that is quick to ask, for a question or two an event. Read by any thread. */

#pragma once

#include "model/scenario.h"

typedef struct
{
  ZoeScenario *scenario;
  guint        n_nodes, n_sockets, n_links;
  guint       *nodes;        /* a socket's node; by socket, from 1, as the next ones */
  guint       *n_links_of;
  guint       *first_link;   /* where a socket's links begin in links_of */
  gboolean    *fans_out;
  guint       *reach;        /* of a socket that fans out: so many messages may wait for one subscriber */
  guint       *links_of;     /* the links, socket by socket */
  guint       *peers_of;     /* and the sockets at their other ends */
  struct _ZoeWiringPair *pairs;   /* by their two sockets, sorted */
} ZoeWiring;

ZoeWiring *zoe_wiring_new        (ZoeScenario *scenario);
ZoeWiring *zoe_wiring_ref        (ZoeWiring *wiring);
void       zoe_wiring_unref      (ZoeWiring *wiring);
guint      zoe_wiring_find_link  (ZoeWiring *wiring, guint socket, guint peer);
guint      zoe_wiring_get_only_link (ZoeWiring *wiring, guint socket);
guint      zoe_wiring_get_peer   (ZoeWiring *wiring, guint link, guint socket);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeWiring, zoe_wiring_unref)
