/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tcp and ipc connections of a run's links, by the descriptors that libzmq's monitors name, so that they can be broken under its feet.
 *
 * A descriptor is libzmq's own: it may be closed, and its number mean something else, before the monitor's news of it is read. So
 * each connection is also known by what stays with it as long as it lives, and nothing is touched that is not the same any more.
 * Any thread, under a lock. */

#pragma once

#include <glib.h>

typedef struct _ZoeConnections ZoeConnections;

ZoeConnections *zoe_connections_new     (guint n_links);
void            zoe_connections_free    (ZoeConnections *connections);
void            zoe_connections_opened  (ZoeConnections *connections, guint link, int fd);
void            zoe_connections_closed  (ZoeConnections *connections, guint link, int fd);
gboolean        zoe_connections_is_open (ZoeConnections *connections, guint link);
gboolean        zoe_connections_reset   (ZoeConnections *connections, guint link);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeConnections, zoe_connections_free)
