/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All a trace knows of one message: its frames, its send, every receipt, what caused it and what it caused. */

#pragma once

#include "trace/recording.h"

typedef struct
{
  guint64    sequence;
  gint64     time_ns;
  guint      socket;
  gboolean   inferred;
  GPtrArray *frames;        /* (element-type GBytes) as the receiver saw them; NULL: as they were sent */
} ZoeReceipt;

typedef struct
{
  ZoeMessageId id;
  ZoeMessageId cause;
  guint64      sequence;    /* of the send */
  gint64       time_ns;
  guint        socket;
  guint        line;
  guint        size;
  gboolean     cut;         /* the trace keeps less than was sent */
  GPtrArray   *frames;      /* (element-type GBytes) */
  GArray      *receipts;    /* (element-type ZoeReceipt) */
  GArray      *effects;     /* (element-type ZoeMessageId) sent because of this one */
} ZoeMessageRecord;

ZoeMessageRecord *zoe_message_record_load (ZoeRecording *recording, ZoeMessageId id);
void              zoe_message_record_free (ZoeMessageRecord *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeMessageRecord, zoe_message_record_free)
