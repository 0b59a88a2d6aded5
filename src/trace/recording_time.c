/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From time to events: searches over the events' numbers, since time never goes back. */

#include <math.h>

#include "trace/recording_private.h"

/* The time of the last event at or before a sequence. */
static gint64
get_time (ZoeRecording *recording, guint64 sequence)
{
  sqlite3_stmt *row = recording->statements[ZOE_READ_TIME];
  ZoeTimeMark *mark = &recording->marks[(sequence ^ (sequence >> 13)) % ZOE_TIME_CACHE_SIZE];

  if (mark->sequence == sequence)
    return mark->time_ns;
  *mark = (ZoeTimeMark) { sequence, 0 };
  zoe_statement_bind (row, "i", (gint64) sequence);
  if (zoe_recording_step (recording, row))
    mark->time_ns = sqlite3_column_int64 (row, 1);
  sqlite3_reset (row);
  return mark->time_ns;
}

/**
 * zoe_recording_find_sequence:
 *
 * Returns: the last event at or before a time; 0 before the first
 */
guint64
zoe_recording_find_sequence (ZoeRecording *recording, gint64 time_ns)
{
  guint64 found = 0;

  if (time_ns < 0)
    return 0;
  if (time_ns >= recording->duration_ns)
    return recording->n_events;
  zoe_recording_begin (recording);
  /* By powers of two, so that searches meet the same events again and again, also while the trace grows. */
  for (guint64 step = G_GUINT64_CONSTANT (1) << g_bit_storage (recording->n_events); step > 0; step /= 2)
    if (found + step <= recording->n_events && get_time (recording, found + step) <= time_ns)
      found += step;
  zoe_recording_end (recording);
  return found;
}

/**
 * zoe_recording_dup_density:
 *
 * Returns: (transfer full) (array length=n_bins): how many events fall into each of the equal parts of the span
 */
guint64 *
zoe_recording_dup_density (ZoeRecording *recording, ZoeSpan span, guint n_bins)
{
  guint64 *bins = g_new0 (guint64, MAX (n_bins, 1));
  double length = (double) span.end_ns - (double) span.begin_ns;
  guint64 before;

  if (length <= 0)
    return bins;
  zoe_recording_begin (recording);
  before = zoe_recording_find_sequence (recording, span.begin_ns - 1);
  for (guint i = 0; i < n_bins; i++)
    {
      /* Rounded up: of a span with fewer nanoseconds than parts, each lies in the part it begins in. */
      gint64 end = i + 1 == n_bins ? span.end_ns : span.begin_ns + (gint64) ceil (length * (i + 1) / n_bins);
      guint64 upto = zoe_recording_find_sequence (recording, end - 1);

      bins[i] = upto - MIN (before, upto);
      before = upto;
    }
  zoe_recording_end (recording);
  return bins;
}
