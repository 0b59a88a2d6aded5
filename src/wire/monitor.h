/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Listens to what libzmq says of a tcp or ipc socket's connections. Made in the socket's thread, then handed
 * (under a lock) to the one that reads it. */

#pragma once

#include "model/event.h"
#include "wire/socket.h"

typedef struct _ZoeMonitor ZoeMonitor;

ZoeMonitor *zoe_monitor_new    (ZoeContext *context, ZoeSocket *socket);
void        zoe_monitor_free   (ZoeMonitor *monitor);
guint       zoe_monitor_get_socket_number (ZoeMonitor *monitor);
int         zoe_monitor_get_fd (ZoeMonitor *monitor);
gboolean    zoe_monitor_read   (ZoeMonitor *monitor, ZoeEventKind *ret_kind, int *ret_value, char **ret_endpoint);
