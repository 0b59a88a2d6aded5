/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/ring.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

typedef struct
{
  guint8 bytes[ZOE_RING_CELL_SIZE];
} Cell;

G_STATIC_ASSERT (sizeof (ZoeEvent) == sizeof (Cell));

/* head and tail count cells since the beginning and never turn back; each lies on a cache line of its own. */
struct _ZoeRing
{
  _Alignas (64) atomic_ullong tail;    /* the writer's */
  guint64                     known_head;
  Cell                       *cells;   /* made by the writer when it writes first, so that a silent lane costs nothing */
  _Alignas (64) atomic_ullong head;    /* the reader's */
  guint64                     seen_tail;
  guint64                     at;          /* the walk */
  guint64                     released;
};

ZoeRing *
zoe_ring_new (void)
{
  ZoeRing *ring = aligned_alloc (64, sizeof (ZoeRing));

  if (ring == NULL)
    g_error ("Out of memory");
  memset (ring, 0, sizeof (ZoeRing));
  atomic_init (&ring->tail, 0);
  atomic_init (&ring->head, 0);
  return ring;
}

void
zoe_ring_free (ZoeRing *ring)
{
  if (ring->cells != NULL)
    munmap (ring->cells, sizeof (Cell) * ZOE_RING_N_CELLS);
  free (ring);
}

static void
make_cells (ZoeRing *ring)
{
  void *cells = mmap (NULL, sizeof (Cell) * ZOE_RING_N_CELLS, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (cells == MAP_FAILED)
    g_error ("Out of memory for a trace's ring: %s", g_strerror (errno));
  ring->cells = cells;
}

/* Whether there is room for so many more cells. The reader's head is asked for only when the last answer does not do. */
static gboolean
has_room (ZoeRing *ring, guint64 tail, guint n_cells)
{
  if (tail + n_cells - ring->known_head <= ZOE_RING_N_CELLS)
    return TRUE;
  ring->known_head = atomic_load (&ring->head);
  return tail + n_cells - ring->known_head <= ZOE_RING_N_CELLS;
}

/**
 * zoe_ring_try_write:
 * @ret_used: (out): how many cells the reader has not given back yet, as the writer knows
 *
 * Called by the ring's one writing thread.
 *
 * Returns: %FALSE if the ring is too full; what is in it must be read first, then the same call again
 */
gboolean
zoe_ring_try_write (ZoeRing *ring, const ZoeEvent *event, const ZoeFrame *frames, guint *ret_used)
{
  guint64 tail = atomic_load_explicit (&ring->tail, memory_order_relaxed);
  guint position = tail % ZOE_RING_N_CELLS;
  gsize size = event->n_frames * sizeof (ZoeRingFrame);
  gsize left = ZOE_RING_MOST_KEPT;
  gboolean cut = FALSE;
  ZoeEvent *header;
  guint8 *at;
  guint n_cells;

  for (guint i = 0; i < event->n_frames; i++)
    {
      gsize kept = MIN (frames[i].size, left);

      cut |= kept < frames[i].size;
      left -= kept;
      size += kept;
    }
  n_cells = 1 + (size + sizeof (Cell) - 1) / sizeof (Cell);

  if (position + n_cells > ZOE_RING_N_CELLS)
    {
      guint rest = ZOE_RING_N_CELLS - position;

      if (!has_room (ring, tail, rest))
        return FALSE;
      ((ZoeEvent *) &ring->cells[position])->sequence = 0;
      tail += rest;
      position = 0;
      atomic_store (&ring->tail, tail);
    }
  if (!has_room (ring, tail, n_cells))
    return FALSE;
  if (ring->cells == NULL)
    make_cells (ring);

  header = (ZoeEvent *) &ring->cells[position];
  *header = *event;
  header->reserved[0] = n_cells;
  if (cut)
    header->flags |= ZOE_EVENT_CUT;
  at = (guint8 *) (header + 1);
  left = ZOE_RING_MOST_KEPT;
  for (guint i = 0; i < event->n_frames; i++)
    {
      ZoeRingFrame frame = { MIN (frames[i].size, left), MIN (frames[i].size, G_MAXUINT32) };

      memcpy (at, &frame, sizeof frame);
      if (frame.kept > 0)
        memcpy (at + sizeof frame, frames[i].data, frame.kept);
      at += sizeof frame + frame.kept;
      left -= frame.kept;
    }
  /* In one order with the reader's word that it goes to sleep: either it sees this, or the writer sees that. */
  atomic_store (&ring->tail, tail + n_cells);
  *ret_used = tail + n_cells - ring->known_head;
  return TRUE;
}

/**
 * zoe_ring_look:
 *
 * Begins a walk: notes how far the writer has come.
 */
void
zoe_ring_look (ZoeRing *ring)
{
  ring->seen_tail = atomic_load (&ring->tail);
}

/**
 * zoe_ring_peek:
 *
 * Returns: %FALSE if the walk has reached what the last look saw
 */
gboolean
zoe_ring_peek (ZoeRing *ring, ZoeRingEntry *ret_entry)
{
  const ZoeEvent *event;

  while (ring->at < ring->seen_tail)
    {
      event = (const ZoeEvent *) &ring->cells[ring->at % ZOE_RING_N_CELLS];
      if (event->sequence != 0)
        {
          *ret_entry = (ZoeRingEntry) { event, (const guint8 *) (event + 1) };
          return TRUE;
        }
      ring->at += ZOE_RING_N_CELLS - ring->at % ZOE_RING_N_CELLS;
    }
  return FALSE;
}

void
zoe_ring_skip (ZoeRing *ring)
{
  const ZoeEvent *event = (const ZoeEvent *) &ring->cells[ring->at % ZOE_RING_N_CELLS];

  ring->at += event->reserved[0];
}

/**
 * zoe_ring_release:
 * @before: the sequence of the first event still needed
 *
 * Gives the room of all earlier events that were walked over back to the writer.
 */
void
zoe_ring_release (ZoeRing *ring, guint64 before)
{
  guint64 released = ring->released;

  while (released < ring->at)
    {
      guint position = released % ZOE_RING_N_CELLS;
      const ZoeEvent *event = (const ZoeEvent *) &ring->cells[position];

      if (event->sequence >= before)
        break;
      released += event->sequence == 0 ? ZOE_RING_N_CELLS - position : event->reserved[0];
    }
  if (released != ring->released)
    {
      ring->released = released;
      atomic_store (&ring->head, released);
    }
}

gboolean
zoe_ring_is_empty (ZoeRing *ring)
{
  return atomic_load (&ring->tail) == ring->at;
}

/**
 * zoe_ring_read_frames:
 * @frames: (element-type ZoeFrame): is set to the frames, as far as they were kept; they lie in the ring
 * @sizes: (element-type guint32): is set to their true sizes
 */
guint
zoe_ring_read_frames (const ZoeRingEntry *entry, GArray *frames, GArray *sizes)
{
  const guint8 *at = entry->payload;

  g_array_set_size (frames, 0);
  g_array_set_size (sizes, 0);
  for (guint i = 0; i < entry->event->n_frames; i++)
    {
      ZoeRingFrame header;
      ZoeFrame frame;

      memcpy (&header, at, sizeof header);
      frame = (ZoeFrame) { at + sizeof header, header.kept };
      g_array_append_val (frames, frame);
      g_array_append_val (sizes, header.size);
      at += sizeof header + header.kept;
    }
  return frames->len;
}
