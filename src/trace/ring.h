/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thread writes events, one other reads them, no lock. An event takes one cell of 64 bytes and as many more as its frames
 * need; they always lie next to each other: where they would not fit before the ring's end, the rest is skipped. */

#pragma once

#include "model/event.h"

#define ZOE_RING_CELL_SIZE 64
#define ZOE_RING_N_CELLS   16384                /* 1 MiB */
#define ZOE_RING_MOST_KEPT (64 * 1024)          /* bytes of all frames of one message */

typedef struct _ZoeRing ZoeRing;

/* An event in a ring, as the reader sees it. The event's reserved fields are the ring's own. */
typedef struct
{
  const ZoeEvent *event;
  const guint8   *payload;
} ZoeRingEntry;

typedef struct
{
  guint32 kept;    /* bytes that follow */
  guint32 size;    /* the frame's true size */
} ZoeRingFrame;

ZoeRing *zoe_ring_new      (void);
void     zoe_ring_free     (ZoeRing *ring);

/* The writer's side. */
gboolean zoe_ring_try_write (ZoeRing *ring, const ZoeEvent *event, const ZoeFrame *frames, guint *ret_used);

/* The reader's side: look, then peek and skip walk on from where the last walk ended. What was walked over stays where it is
 * until it is released. */
void     zoe_ring_look      (ZoeRing *ring);
gboolean zoe_ring_peek      (ZoeRing *ring, ZoeRingEntry *ret_entry);
void     zoe_ring_skip      (ZoeRing *ring);
void     zoe_ring_release   (ZoeRing *ring, guint64 before);
gboolean zoe_ring_is_empty  (ZoeRing *ring);
guint    zoe_ring_read_frames (const ZoeRingEntry *entry, GArray *frames, GArray *sizes);
