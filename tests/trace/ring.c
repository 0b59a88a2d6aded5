/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/ring.h"

#include <string.h>

/* Many times around the ring, with frames of all sizes, so that every way of not fitting before its end comes up. */
static void
test_around (void)
{
  ZoeRing *ring = zoe_ring_new ();
  g_autoptr (GArray) frames = g_array_new (FALSE, FALSE, sizeof (ZoeFrame)), sizes = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autofree guint8 *bytes = g_malloc (70000);
  guint64 written = 0, read = 0;
  ZoeRingEntry entry;
  guint used;

  for (guint i = 0; i < 70000; i++)
    bytes[i] = i * 7;
  while (read < 20000)
    {
      ZoeFrame frame = { bytes, g_rand_int_range (rand, 0, g_rand_int_range (rand, 0, 10) == 0 ? 70000 : 300) };
      ZoeEvent event = { .sequence = written + 1, .n_frames = 1, .value = frame.size };

      if (zoe_ring_try_write (ring, &event, &frame, &used))
        {
          written++;
          continue;
        }
      zoe_ring_look (ring);
      for (guint n = g_rand_int_range (rand, 1, 200); n > 0 && zoe_ring_peek (ring, &entry); n--)
        {
          g_assert_cmpuint (entry.event->sequence, ==, ++read);
          g_assert_cmpuint (zoe_ring_read_frames (&entry, frames, sizes), ==, 1);
          g_assert_cmpuint (g_array_index (sizes, guint32, 0), ==, entry.event->value);
          g_assert_cmpmem (g_array_index (frames, ZoeFrame, 0).data, g_array_index (frames, ZoeFrame, 0).size,
                           bytes, MIN (entry.event->value, ZOE_RING_MOST_KEPT));
          g_assert_true (((entry.event->flags & ZOE_EVENT_CUT) != 0) == (entry.event->value > ZOE_RING_MOST_KEPT));
          zoe_ring_skip (ring);
        }
      zoe_ring_release (ring, read + 1);
    }
  zoe_ring_free (ring);
}

static void
test_empty (void)
{
  ZoeRing *ring = zoe_ring_new ();
  ZoeRingEntry entry;
  guint used;

  g_assert_true (zoe_ring_is_empty (ring));
  zoe_ring_look (ring);
  g_assert_false (zoe_ring_peek (ring, &entry));
  g_assert_true (zoe_ring_try_write (ring, &(ZoeEvent) { .sequence = 1 }, NULL, &used));
  g_assert_cmpuint (used, ==, 1);
  g_assert_false (zoe_ring_is_empty (ring));
  zoe_ring_free (ring);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/ring/around", test_around);
  g_test_add_func ("/trace/ring/empty", test_empty);
  return g_test_run ();
}
