/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Knows what is under way over tcp and ipc, so that time does not jump while a message or a greeting travels outside this process's
 * memory. (Over inproc a message is in its receiver's reach when send returns; one look finds it.) Shared by all node threads,
 * under a lock; where nobody needs to know (real time), a send costs one branch. */

#pragma once

#include "model/frame.h"
#include "model/message_id.h"
#include "run/port.h"

typedef struct _ZoeTraffic ZoeTraffic;

ZoeTraffic *zoe_traffic_new       (ZoePorts *ports);
void        zoe_traffic_free      (ZoeTraffic *traffic);
void        zoe_traffic_subscribe (ZoeTraffic *traffic, guint socket, const char *prefix, gboolean on);
void        zoe_traffic_opened    (ZoeTraffic *traffic, guint socket);
void        zoe_traffic_closed    (ZoeTraffic *traffic, guint socket);
void        zoe_traffic_broke     (ZoeTraffic *traffic);
void        zoe_traffic_greeted   (ZoeTraffic *traffic, guint socket);
void        zoe_traffic_set_counting (ZoeTraffic *traffic, gboolean counting);
gboolean    zoe_traffic_is_counting (ZoeTraffic *traffic);
void        zoe_traffic_sent      (ZoeTraffic *traffic, guint socket, ZoeMessageId message, ZoeFrame first);
void        zoe_traffic_received  (ZoeTraffic *traffic, guint socket, ZoeMessageId message);
gboolean    zoe_traffic_is_settled (ZoeTraffic *traffic, gint64 *ret_settles_at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeTraffic, zoe_traffic_free)
