/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The copies of messages that were under way at some time in a span. */

#include <string.h>

#include "trace/frame_text.h"
#include "trace/hindsight.h"

/* The last frame, short enough to fly along with a dot. */
static void
write_label (char *label, const char *frames, gsize length)
{
  g_autoptr (GString) bytes = g_string_new (NULL);
  g_autoptr (GString) last = g_string_new (NULL);
  g_autofree char *text = NULL;
  ZoeFrameReader reader;
  gsize size;

  zoe_frame_reader_init (&reader, frames, length);
  while (zoe_frame_reader_next (&reader, bytes, NULL))
    {
      g_string_truncate (last, 0);
      g_string_append_len (last, bytes->str, MIN (bytes->len, ZOE_FLIGHT_LABEL_SIZE));
    }
  /* A cut in the middle of a character must not make text look like bytes. */
  if (last->len == ZOE_FLIGHT_LABEL_SIZE)
    {
      const char *end;

      if (!g_utf8_validate (last->str, last->len, &end) && last->str + last->len - end < 4)
        g_string_truncate (last, end - last->str);
    }
  text = zoe_frame_dup_text ((ZoeFrame) { (const guint8 *) last->str, last->len });
  size = strlen (text);
  if (size >= ZOE_FLIGHT_LABEL_SIZE)
    {
      const char *end = text + ZOE_FLIGHT_LABEL_SIZE - 1;

      while (end > text && ((guchar) *end & 0xc0) == 0x80)
        end--;
      size = end - text;
    }
  memcpy (label, text, size);
  label[size] = '\0';
  for (gsize i = 0; i < size; i++)
    if (g_ascii_iscntrl (label[i]))
      label[i] = ' ';
}

static void
look_up_label (ZoeRecording *recording, ZoeSent *sent)
{
  sqlite3_stmt *row = recording->statements[ZOE_READ_FRAMES];

  if (sent->hindsight->labelled)
    return;
  sent->hindsight->labelled = TRUE;
  zoe_statement_bind (row, "i", (gint64) sent->sequence);
  if (zoe_recording_step (recording, row) && sqlite3_column_type (row, 0) == SQLITE_TEXT)
    write_label (sent->hindsight->label, (const char *) sqlite3_column_text (row, 0), sqlite3_column_bytes (row, 0));
  sqlite3_reset (row);
}

static void
add_flight (GArray *flights, const ZoeSent *sent, guint link, guint to_socket, const ZoeArrival *begin, const ZoeArrival *end)
{
  ZoeFlight flight =
    {
      .message = sent->message,
      .link = link,
      .from_socket = sent->socket,
      .to_socket = to_socket,
      .sent_sequence = begin != NULL ? begin->sequence : sent->sequence,
      .sent_ns = sent->time_ns,
      .received_ns = G_MAXINT64,
    };

  if (end != NULL && end->kind == ZOE_EVENT_RECEIVE)
    {
      flight.received_sequence = end->sequence;
      flight.received_ns = end->time_ns;
    }
  else if (end != NULL)
    flight.dropped_sequence = end->sequence;

  memcpy (flight.label, sent->hindsight->label, sizeof flight.label);
  g_array_append_val (flights, flight);
}

/* A message to one peer, and the copies of it that were made by hand up to an event. */
static void
add_twins (ZoeRecording *recording, GArray *flights, ZoeSent *sent, ZoeHindsight *hindsight, guint64 after, guint64 upto, guint at_most)
{
  const ZoeArrival *held = zoe_hindsight_find_held (hindsight, 0), *begin, *end;

  for (guint i = 0; flights->len < at_most && zoe_hindsight_find_copy (hindsight, 0, i, &begin, &end); i++)
    {
      const ZoeArrival *known = end != NULL ? end : begin != NULL ? begin : held;
      guint link = known != NULL ? known->link : sent->link;

      if ((begin != NULL && begin->sequence > upto) || (end != NULL && end->sequence <= after))
        continue;
      look_up_label (recording, sent);
      add_flight (flights, sent, link, known != NULL ? known->socket : zoe_wiring_get_peer (recording->wiring, link, sent->socket),
                  begin, end);
    }
}

/* The copies of one message that are under way after an event, and those made by hand from there up to another. */
static void
add_copies (ZoeRecording *recording, GArray *flights, ZoeMoment *moment, ZoeSent *sent, guint64 after, guint64 upto, guint at_most)
{
  ZoeWiring *wiring = recording->wiring;
  ZoeHindsight *hindsight = zoe_hindsight_ask (recording, sent);

  if (!wiring->fans_out[sent->socket])
    {
      add_twins (recording, flights, sent, hindsight, after, upto, at_most);
      return;
    }
  for (guint i = 0; i < wiring->n_links_of[sent->socket] && flights->len < at_most; i++)
    {
      guint link = wiring->links_of[wiring->first_link[sent->socket] + i];
      gboolean waits = zoe_traffic_count_waiting (&((ZoeMomentState *) moment)->traffic, sent->message,
                                                  wiring->peers_of[wiring->first_link[sent->socket] + i]) > 0;
      const ZoeArrival *end = zoe_hindsight_find_end (hindsight, link, waits ? after : 0);

      if (!waits && (sent->given_up
                     || (end != NULL ? end->sequence <= after
                                     : zoe_hindsight_find_held (hindsight, link) == NULL
                                       && sent->sequence <= zoe_hindsight_get_floor (recording, moment, link))))
        continue;
      look_up_label (recording, sent);
      add_flight (flights, sent, link, wiring->peers_of[wiring->first_link[sent->socket] + i], NULL, end);
    }
}

static void
add_sends (ZoeRecording *recording, GArray *flights, ZoeMoment *moment, guint64 from, guint64 upto, guint at_most)
{
  sqlite3_stmt *row = recording->statements[ZOE_READ_SENDS];
  ZoeStoredEvent stored;

  zoe_statement_bind (row, "ii", (gint64) from, (gint64) upto);
  while (flights->len < at_most && zoe_recording_step_event (recording, row, &stored))
    {
      const ZoeEvent *event = &stored.event;
      ZoeSent sent = { event->message, event->sequence, event->time_ns, event->socket, stored.origin.link };

      if (event->message == 0 || event->socket == 0)
        continue;
      sent.hindsight = g_new0 (ZoeHindsight, 1);
      sent.hindsight->labelled = TRUE;
      write_label (sent.hindsight->label, stored.frames, stored.frames_length);
      add_copies (recording, flights, moment, &sent, event->sequence, upto, at_most);
      zoe_hindsight_free (sent.hindsight);
    }
  sqlite3_reset (row);
}

/**
 * zoe_recording_list_flights:
 * @at_most: the list ends there, with the earliest sent in it
 *
 * A copy is under way from its send up to and including its receipt. Asking for spans one after the other is cheap; going back
 * costs a keyframe.
 *
 * Returns: (transfer full) (element-type ZoeFlight): every copy that was under way at some time in the span, in the order of
 *   sending
 */
GArray *
zoe_recording_list_flights (ZoeRecording *recording, ZoeSpan span, guint at_most)
{
  GArray *flights = g_array_new (FALSE, FALSE, sizeof (ZoeFlight));
  guint64 before, upto;
  g_autofree ZoeSent **sent = NULL;
  guint n_sent;

  if (span.end_ns <= span.begin_ns || at_most == 0)
    return flights;
  if (recording->flying == NULL)
    recording->flying = zoe_moment_new_wired (recording->wiring);
  zoe_recording_begin (recording);
  before = zoe_recording_find_sequence (recording, span.begin_ns - 1);
  upto = zoe_recording_find_sequence (recording, span.end_ns - 1);
  zoe_recording_travel (recording, recording->flying, before);
  sent = zoe_traffic_list (&((ZoeMomentState *) recording->flying)->traffic, &n_sent);
  for (guint i = 0; i < n_sent && flights->len < at_most; i++)
    add_copies (recording, flights, recording->flying, sent[i], before, upto, at_most);
  if (flights->len < at_most && upto > before)
    add_sends (recording, flights, recording->flying, before + 1, upto, at_most);
  zoe_recording_end (recording);
  return flights;
}

/**
 * zoe_recording_list_flights_after:
 * @sequence: an event's; 0: before the first
 * @at_most: the list ends there, with the earliest sent in it
 *
 * Returns: (transfer full) (element-type ZoeFlight): every copy that is under way right after the event, in the order of sending
 */
GArray *
zoe_recording_list_flights_after (ZoeRecording *recording, guint64 sequence, guint at_most)
{
  GArray *flights = g_array_new (FALSE, FALSE, sizeof (ZoeFlight));
  g_autofree ZoeSent **sent = NULL;
  guint n_sent;

  sequence = MIN (sequence, recording->n_events);
  if (recording->flying == NULL)
    recording->flying = zoe_moment_new_wired (recording->wiring);
  zoe_recording_begin (recording);
  zoe_recording_travel (recording, recording->flying, sequence);
  sent = zoe_traffic_list (&((ZoeMomentState *) recording->flying)->traffic, &n_sent);
  for (guint i = 0; i < n_sent && flights->len < at_most; i++)
    add_copies (recording, flights, recording->flying, sent[i], sequence, sequence, at_most);
  zoe_recording_end (recording);
  return flights;
}
