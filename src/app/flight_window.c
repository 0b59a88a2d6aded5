/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/flight_window.h"

#define AT_MOST 5000   /* flights in one picture; more than that nobody tells apart */

struct _ZoeFlightWindow
{
  ZoeSpan span;        /* what read holds; empty: nothing */
  GArray *read;
  GArray *picked;
};

ZoeFlightWindow *
zoe_flight_window_new (void)
{
  ZoeFlightWindow *window = g_new0 (ZoeFlightWindow, 1);

  window->picked = g_array_new (FALSE, FALSE, sizeof (ZoeFlight));
  return window;
}

void
zoe_flight_window_free (ZoeFlightWindow *window)
{
  g_clear_pointer (&window->read, g_array_unref);
  g_array_unref (window->picked);
  g_free (window);
}

/**
 * zoe_flight_window_forget:
 *
 * What was read is out of date: the recording is another one, or has grown.
 */
void
zoe_flight_window_forget (ZoeFlightWindow *window)
{
  window->span = (ZoeSpan) { 0, 0 };
  g_clear_pointer (&window->read, g_array_unref);
}

static void
read_span (ZoeFlightWindow *window, ZoeRecording *recording, ZoeSpan span)
{
  /* Several events may share a time: what is received at this very time may still be under way at the play head. */
  ZoeSpan wide = { span.begin_ns - 1, span.end_ns };

  g_clear_pointer (&window->read, g_array_unref);
  window->read = zoe_recording_list_flights (recording, wide, AT_MOST);
  window->span = span;
}

/**
 * zoe_flight_window_pick:
 * @recording: (nullable): the recording
 * @time_ns: the play head
 * @sequence: the last event at or before it
 * @ahead_ns: how far to read ahead, at least 1
 *
 * Returns: (transfer none) (element-type ZoeFlight): the copies under way right after the event
 */
GArray *
zoe_flight_window_pick (ZoeFlightWindow *window, ZoeRecording *recording, gint64 time_ns, guint64 sequence, gint64 ahead_ns)
{
  g_array_set_size (window->picked, 0);
  if (recording == NULL)
    return window->picked;

  if (window->read == NULL || !zoe_span_contains (window->span, time_ns))
    {
      read_span (window, recording, (ZoeSpan) { time_ns, time_ns + MAX (ahead_ns, 1) });
      if (window->read->len >= AT_MOST)
        read_span (window, recording, (ZoeSpan) { time_ns, time_ns + 1 });
    }
  for (guint i = 0; i < window->read->len; i++)
    {
      const ZoeFlight *flight = &g_array_index (window->read, ZoeFlight, i);

      if (flight->sent_sequence <= sequence && (flight->received_sequence == 0 || flight->received_sequence > sequence))
        g_array_append_vals (window->picked, flight, 1);
    }
  return window->picked;
}
