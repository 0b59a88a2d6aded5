/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks the rows of a recording's view "message" in the order of sending: one row per copy. For the command line and exports. */

#pragma once

#include "trace/recording.h"

/* Texts belong to the cursor and are valid until its next step. */
typedef struct
{
  ZoeMessageId id;
  ZoeMessageId cause;             /* 0 = none */
  gint64       sent_ns;
  const char  *sender;
  const char  *sender_socket;
  gboolean     received;          /* else the next four say nothing */
  gint64       received_ns;
  gint64       latency_ns;
  const char  *receiver;
  const char  *receiver_socket;
  const char  *fate;
  guint        n_frames;
  guint64      size;
  const char  *first;             /* the first frame as text or hex; NULL = the message has no frame */
  const char  *body;              /* likewise the last */
} ZoeMessageRow;

typedef struct _ZoeMessageCursor ZoeMessageCursor;

ZoeMessageCursor *zoe_message_cursor_new   (ZoeRecording *recording, ZoeSpan span, GError **error);
gboolean          zoe_message_cursor_next  (ZoeMessageCursor *cursor, ZoeMessageRow *ret_row, GError **error);
void              zoe_message_cursor_free  (ZoeMessageCursor *cursor);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeMessageCursor, zoe_message_cursor_free)
