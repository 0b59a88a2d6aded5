/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A node's sockets on its card: the type of each on a badge, and how much went through it. Few stand side by side; more get a row
 * each, with their names. */

#pragma once

#include <gtk/gtk.h>

#include "model/scenario.h"
#include "trace/moment.h"

typedef struct _ZoeSocketGrid ZoeSocketGrid;

/* Fills the grid, which must outlive it. */
ZoeSocketGrid *zoe_socket_grid_new         (GtkGrid *grid, ZoeScenario *scenario, guint node);
void           zoe_socket_grid_free        (ZoeSocketGrid *sockets);
gboolean       zoe_socket_grid_is_small    (ZoeSocketGrid *sockets);
void           zoe_socket_grid_update      (ZoeSocketGrid *sockets, ZoeMoment *moment);
void           zoe_socket_grid_show_counts (ZoeSocketGrid *sockets, gboolean shown);
void           zoe_socket_grid_set_chosen  (ZoeSocketGrid *sockets, guint socket);

/* (transfer none) (nullable): the badge of a socket. */
GtkWidget     *zoe_socket_grid_get_badge   (ZoeSocketGrid *sockets, guint socket);

/* The socket whose badge the widget is; 0: none. */
guint          zoe_socket_grid_find        (ZoeSocketGrid *sockets, GtkWidget *badge);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeSocketGrid, zoe_socket_grid_free)
