/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One libzmq context: the world in which a run's sockets meet. May be shared by threads, as libzmq's own. */

#pragma once

#include <glib.h>

typedef struct _ZoeContext ZoeContext;

ZoeContext *zoe_context_new        (guint n_sockets);
void        zoe_context_free       (ZoeContext *context);
void       *zoe_context_get_handle (ZoeContext *context);
guint64     zoe_context_get_nonce  (ZoeContext *context);
const char *zoe_zmq_version        (void);
