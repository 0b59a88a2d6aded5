/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message of one or more frames, as a role handles it. It belongs to one thread. Frames are counted from 0.
 *
 * A received message remembers which send it came from; a new one says with zoe_message_set_cause() which received message
 * made it so. A received message that is sent on (a broker's) is its own cause. */

#pragma once

#include "model/frame.h"
#include "model/message_id.h"

typedef struct _ZoeMessage ZoeMessage;

ZoeMessage  *zoe_message_new          (void);
ZoeMessage  *zoe_message_new_text     (const char *format, ...) G_GNUC_PRINTF (1, 2);
ZoeMessage  *zoe_message_new_data     (const void *data, gsize size);
ZoeMessage  *zoe_message_copy         (const ZoeMessage *message);
void         zoe_message_free         (ZoeMessage *message);

guint        zoe_message_count_frames (const ZoeMessage *message);
gsize        zoe_message_get_size     (const ZoeMessage *message);
ZoeFrame     zoe_message_get_frame    (const ZoeMessage *message, guint index);
ZoeFrame     zoe_message_get_first    (const ZoeMessage *message);
ZoeFrame     zoe_message_get_last     (const ZoeMessage *message);
char        *zoe_message_dup_text     (const ZoeMessage *message, guint index);
gint64       zoe_message_get_integer  (const ZoeMessage *message, guint index);
gboolean     zoe_message_frame_is     (const ZoeMessage *message, guint index, const char *text);

void         zoe_message_append       (ZoeMessage *message, const void *data, gsize size);
void         zoe_message_append_text  (ZoeMessage *message, const char *format, ...) G_GNUC_PRINTF (2, 3);
void         zoe_message_push         (ZoeMessage *message, const void *data, gsize size);
void         zoe_message_push_text    (ZoeMessage *message, const char *format, ...) G_GNUC_PRINTF (2, 3);
GBytes      *zoe_message_pop          (ZoeMessage *message);
void         zoe_message_replace      (ZoeMessage *message, guint index, const void *data, gsize size);

/* An envelope: an address frame and an empty delimiter before the rest. */
void         zoe_message_wrap         (ZoeMessage *message, GBytes *address);
GBytes      *zoe_message_unwrap       (ZoeMessage *message);

void         zoe_message_set_cause    (ZoeMessage *message, const ZoeMessage *cause);
ZoeMessageId zoe_message_get_cause    (const ZoeMessage *message);
ZoeMessageId zoe_message_get_id       (const ZoeMessage *message);
guint        zoe_message_get_sender   (const ZoeMessage *message);
void         zoe_message_set_origin   (ZoeMessage *message, ZoeMessageId id);   /* for the run: an inferred one */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeMessage, zoe_message_free)
