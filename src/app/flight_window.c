/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/flight_window.h"

#define AT_MOST     ZOE_FLIGHT_WINDOW_SIZE
#define REACH_LEAST (1 / 256.0)

struct _ZoeFlightWindow
{
  ZoeSpan span;        /* the times read is good for; empty: nothing */
  double  reach;       /* how much of what is asked for is read: less where traffic is dense */
  GArray *read;        /* (element-type ZoeFlight) */
  GArray *picked;
  GArray *arrived;
};

ZoeFlightWindow *
zoe_flight_window_new (void)
{
  ZoeFlightWindow *window = g_new0 (ZoeFlightWindow, 1);

  window->reach = 1;
  window->picked = g_array_new (FALSE, FALSE, sizeof (ZoeFlight));
  window->arrived = g_array_new (FALSE, FALSE, sizeof (ZoeFlight));
  return window;
}

void
zoe_flight_window_free (ZoeFlightWindow *window)
{
  g_clear_pointer (&window->read, g_array_unref);
  g_array_unref (window->picked);
  g_array_unref (window->arrived);
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

/* Several events may share a time: what is received at this very time may still be under way at the play head. */
static void
read_about (ZoeFlightWindow *window, ZoeRecording *recording, gint64 time_ns, gint64 behind_ns, gint64 ahead_ns)
{
  ZoeSpan wide = { MAX (time_ns - behind_ns, 0) - 1, time_ns + MAX (ahead_ns, 1) };

  g_clear_pointer (&window->read, g_array_unref);
  window->read = zoe_recording_list_flights (recording, wide, AT_MOST);
  window->span = (ZoeSpan) { time_ns, time_ns + MAX (ahead_ns, 1) };
}

/**
 * zoe_flight_window_look:
 * @recording: (nullable): the recording
 * @time_ns: the play head
 * @behind_ns: how far back arrivals are of interest
 * @ahead_ns: how far the play head may go before reading anew
 */
void
zoe_flight_window_look (ZoeFlightWindow *window, ZoeRecording *recording, gint64 time_ns, gint64 behind_ns, gint64 ahead_ns)
{
  if (recording == NULL)
    {
      zoe_flight_window_forget (window);
      return;
    }
  if (window->read != NULL && zoe_span_contains (window->span, time_ns))
    return;
  read_about (window, recording, time_ns, (gint64) (behind_ns * window->reach), (gint64) (ahead_ns * window->reach));
  if (window->read->len >= AT_MOST)
    {
      window->reach = MAX (window->reach / 4, REACH_LEAST);
      read_about (window, recording, time_ns, 0, 1);
    }
  else if (window->read->len < AT_MOST / 8)
    window->reach = MIN (window->reach * 2, 1);
}

GArray *
zoe_flight_window_pick (ZoeFlightWindow *window, guint64 sequence)
{
  g_array_set_size (window->picked, 0);
  for (guint i = 0; window->read != NULL && i < window->read->len; i++)
    {
      const ZoeFlight *flight = &g_array_index (window->read, ZoeFlight, i);

      if (flight->sent_sequence <= sequence && (flight->received_sequence == 0 || flight->received_sequence > sequence)
          && (flight->dropped_sequence == 0 || flight->dropped_sequence > sequence))
        g_array_append_vals (window->picked, flight, 1);
    }
  return window->picked;
}

GArray *
zoe_flight_window_pick_arrived (ZoeFlightWindow *window, guint64 sequence, gint64 after_ns, guint64 after_sequence)
{
  g_array_set_size (window->arrived, 0);
  for (guint i = 0; window->read != NULL && i < window->read->len; i++)
    {
      const ZoeFlight *flight = &g_array_index (window->read, ZoeFlight, i);

      if (flight->received_sequence != 0 && flight->received_sequence <= sequence
          && (flight->received_ns > after_ns || flight->received_sequence > after_sequence))
        g_array_append_vals (window->arrived, flight, 1);
    }
  return window->arrived;
}
