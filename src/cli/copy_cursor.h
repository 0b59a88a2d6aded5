/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks over the copies of a recording's messages in the order of sending: what the trace's view "message" says, row by row. A
 * message has one copy, or, sent by a socket that fans out, one for each of its links. */

#pragma once

#include "trace/recording.h"

/* Texts belong to the cursor and are valid until its next step. */
typedef struct
{
  ZoeMessageId id;
  ZoeMessageId cause;             /* 0 = none */
  gint64       sent_ns;
  guint        sender_socket;
  guint        receiver_socket;   /* 0 = not received: then the next two say nothing */
  gint64       received_ns;
  gint64       latency_ns;
  const char  *fate;
  guint        n_frames;
  guint        size;
  const char  *first;             /* the first frame as text or hex; NULL = there is none */
  const char  *body;              /* likewise the last */
} ZoeCopy;

typedef struct _ZoeCopyCursor ZoeCopyCursor;

ZoeCopyCursor *zoe_copy_cursor_new   (ZoeRecording *recording, ZoeSpan span, GError **error);
gboolean       zoe_copy_cursor_next  (ZoeCopyCursor *cursor, ZoeCopy *ret_copy, GError **error);
void           zoe_copy_cursor_free  (ZoeCopyCursor *cursor);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeCopyCursor, zoe_copy_cursor_free)
