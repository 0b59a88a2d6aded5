/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a link does to the messages that come over it: delay, jitter, bandwidth, cut, hold. One table for all links of a run.
 *
 * libzmq has no say in this. Whatever the transport, a message is taken from the socket as soon as its receiver looks, and then waits
 * here, in its link's own queue, until it is due; so nothing is reordered within a link, and no other link is touched. Where all
 * links of a socket are shut, no more is taken than its high-water mark says: then the queues behind fill up, and senders feel it.
 * A link without conditions costs its receiver one branch. Shared by all threads of a run, under a lock. */

#pragma once

#include "model/fault.h"
#include "run/port.h"
#include "wire/message.h"

typedef struct _ZoeLines ZoeLines;

#define ZOE_HELD_FOR_GOOD G_MAXINT64

/* A message on a conditioned link, for whoever shows it. */
typedef struct
{
  guint        link;
  ZoeMessageId message;
  gint64       due_ns;       /* scenario time; ZOE_HELD_FOR_GOOD: until somebody lets it go or heals the link */
} ZoeHeld;

ZoeLines   *zoe_lines_new        (ZoePorts *ports, guint64 seed);
void        zoe_lines_free       (ZoeLines *lines);

/* For the sending thread. */
void        zoe_lines_note_sent  (ZoeLines *lines, ZoeMessageId id, gint64 now_ns);
gboolean    zoe_lines_exist      (ZoeLines *lines);

/* For the receiving thread. */
gboolean    zoe_lines_are_used   (ZoeLines *lines, guint socket);
gboolean    zoe_lines_have_room  (ZoeLines *lines, guint socket, guint high_water_mark);
gint64      zoe_lines_add        (ZoeLines *lines, guint socket, ZoeMessage *message, gint64 now_ns);
ZoeMessage *zoe_lines_take_due   (ZoeLines *lines, guint socket, gint64 now_ns);
gint64      zoe_lines_next_due   (ZoeLines *lines, guint socket);
GArray     *zoe_lines_clear      (ZoeLines *lines, guint socket);

/* For the controlling thread. The function is called once it is sure that a fault makes sense, before it takes effect: with the
 * message that is released, dropped or duplicated and the socket it waits for, or with none. */
typedef void (*ZoeLinesFunc) (ZoeMessageId message, guint socket, gpointer data);

gboolean    zoe_lines_apply      (ZoeLines *lines, const ZoeFault *fault, gint64 now_ns, ZoeLinesFunc tell, gpointer data, GError **error);
GArray     *zoe_lines_list_held  (ZoeLines *lines);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeLines, zoe_lines_free)
