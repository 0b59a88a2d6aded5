/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/telling.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/duration.h"
#include "trace/fault_telling.h"
#include "trace/frame_text.h"
#include "trace/message_record.h"
#include "trace/recording_private.h"

#define MOST_CHARACTERS 40      /* of a message's text */
#define MOST_OF_LINE    200     /* of what a node prints or shows, and the like */
#define MOST_BYTES      8       /* of one that is no text */
#define MOST_QUEUED     10000   /* more are not counted */

/* One event, while it is being told. */
typedef struct
{
  ZoeRecording     *recording;
  ZoeScenario      *scenario;
  ZoeEvent          event;
  GPtrArray        *frames;   /* (element-type GBytes) the event's own */
  ZoeMessageRecord *record;   /* of its message; NULL: it has none, or its send is not known */
  const char       *node;
  const char       *socket;   /* its name; "" = none */
} Told;

static char *
dup_frame (GBytes *bytes, guint most)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  ZoeFrame frame = { data, size };

  if (zoe_frame_is_text (frame))
    {
      g_autofree char *text = zoe_frame_dup_text (frame);
      gboolean cut = g_utf8_strlen (text, -1) > most;
      g_autofree char *beginning = g_utf8_substring (text, 0, MIN (most, g_utf8_strlen (text, -1)));

      return g_strdup_printf ("%s%s", g_strdelimit (beginning, "\t\n\r", ' '), cut ? "…" : "");
    }
  else
    {
      g_autofree char *hex = NULL;

      frame.size = MIN (size, MOST_BYTES);
      hex = zoe_frame_dup_hex (frame);
      return g_strdup_printf ("%s%s", hex, size > MOST_BYTES ? "…" : "");
    }
}

static char *
dup_frame_at (Told *told, guint index)
{
  return index < told->frames->len ? dup_frame (g_ptr_array_index (told->frames, index), MOST_OF_LINE) : g_strdup ("");
}

/* What the message says, as short as can be: mostly the body is last, behind envelopes; but empty frames and numbers say little. */
static char *
dup_gist (GPtrArray *frames)
{
  GBytes *bytes = NULL;
  g_autofree char *text = NULL;

  for (guint i = frames->len; i > 0; i--)
    {
      gsize size;
      const guint8 *data = g_bytes_get_data (g_ptr_array_index (frames, i - 1), &size);

      if (size > 0 && (bytes == NULL || zoe_frame_is_text ((ZoeFrame) { data, size })))
        bytes = g_ptr_array_index (frames, i - 1);
      if (bytes != NULL && zoe_frame_is_text ((ZoeFrame) { g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes) }))
        break;
    }
  if (bytes == NULL)
    return g_strdup (_("an empty message"));
  text = dup_frame (bytes, MOST_CHARACTERS);
  return g_strdup_printf (_("“%s”"), text);
}

static char *
dup_message (Told *told)
{
  if (told->record != NULL)
    return dup_gist (told->record->frames);
  return told->frames->len > 0 ? dup_gist (told->frames) : g_strdup (_("a message"));
}

static const char *
get_node_of (Told *told, guint socket)
{
  ZoeSocketSpec *spec = zoe_scenario_get_socket (told->scenario, socket);

  return spec != NULL ? zoe_scenario_get_node (told->scenario, spec->node)->name : _("somebody");
}

/* How much more waits for this socket; what a peer with several links has sent may, until it arrives, be for any of them. */
static void
count_queued (Told *told, guint *ret_sure, guint *ret_possible)
{
  g_autoptr (GArray) flights = zoe_recording_list_flights_after (told->recording, told->event.sequence, MOST_QUEUED);
  guint socket = told->event.socket;

  *ret_sure = *ret_possible = 0;
  for (guint i = 0; i < flights->len; i++)
    {
      ZoeFlight *flight = &g_array_index (flights, ZoeFlight, i);

      if (flight->to_socket == socket)
        (*ret_sure)++;
      else if (flight->to_socket == 0 && zoe_wiring_find_link (told->recording->wiring, flight->from_socket, socket) != 0)
        (*ret_possible)++;
    }
}

static char *
tell_receive (Told *told)
{
  g_autofree char *message = dup_message (told);
  const char *sender = told->record != NULL ? get_node_of (told, told->record->socket) : _("somebody");
  guint sure, possible;

  count_queued (told, &sure, &possible);
  if (possible > 0)
    return g_strdup_printf (_("%s receives %s from %s; up to %u still queued"), told->node, message, sender, sure + possible);
  if (sure > 0)
    return g_strdup_printf (_("%s receives %s from %s; %u still queued"), told->node, message, sender, sure);
  return g_strdup_printf (_("%s receives %s from %s; nothing else queued"), told->node, message, sender);
}

static char *
tell_send (Told *told)
{
  ZoeWiring *wiring = told->recording->wiring;
  g_autofree char *message = dup_message (told);
  guint n_links = wiring->n_links_of[told->event.socket];
  guint peer = wiring->peers_of[wiring->first_link[told->event.socket]];

  if (n_links == 0)
    return g_strdup_printf (_("%s sends %s; nobody is connected to %s"), told->node, message, told->socket);
  if (n_links == 1)
    return g_strdup_printf (_("%s sends %s to %s"), told->node, message, get_node_of (told, peer));
  if (wiring->fans_out[told->event.socket])
    return g_strdup_printf (_("%s sends %s to all who subscribe to it, of %u peers"), told->node, message, n_links);
  if (told->record != NULL && told->record->receipts->len > 0)
    return g_strdup_printf (_("%s sends %s to %s"), told->node, message,
                            get_node_of (told, g_array_index (told->record->receipts, ZoeReceipt, 0).socket));
  return g_strdup_printf (_("%s sends %s to one of the %u peers of %s"), told->node, message, n_links, told->socket);
}

/* The words of the fault that an event names as its reason; NULL: there is none. */
static char *
dup_reason (Told *told)
{
  ZoeEvent fault;
  g_autofree char *words = NULL;

  if (told->event.value <= 0 || !zoe_recording_get_event (told->recording, told->event.value, &fault, &words)
      || fault.kind != ZOE_EVENT_FAULT)
    return NULL;
  return g_steal_pointer (&words);
}

static char *
tell_dropped (Told *told, const char *message, const char *sender)
{
  ZoeSocketSpec *socket = told->event.socket > 0 ? zoe_scenario_get_socket (told->scenario, told->event.socket) : NULL;
  g_autofree char *reason = dup_reason (told);

  if (told->event.value == 0 && socket != NULL && socket->type == ZOE_SOCKET_REP)
    return g_strdup_printf (_("%s throws %s from %s away: a REP needs an empty delimiter in front of the request"),
                            told->node, message, sender);
  if (told->event.value == 0 && socket != NULL && socket->type == ZOE_SOCKET_REQ)
    return g_strdup_printf (_("%s throws %s from %s away: it has asked anew"), told->node, message, sender);
  if (told->event.node != 0 && reason != NULL)
    return g_strdup_printf (_("%s from %s is lost on its way: nobody is there to receive it (%s)"), message, sender, reason);
  return g_strdup_printf (_("%s from %s is thrown away on its way"), message, sender);
}

static char *
tell_on_line (Told *told)
{
  g_autofree char *message = dup_message (told);
  g_autofree char *until = zoe_duration_dup_stamp (told->event.value);
  const char *sender = told->record != NULL ? get_node_of (told, told->record->socket) : _("somebody");

  if (told->event.kind == ZOE_EVENT_DROPPED)
    return tell_dropped (told, message, sender);
  if (told->event.kind == ZOE_EVENT_DUPLICATED)
    return g_strdup_printf (_("%s from %s will arrive twice"), message, sender);
  if (told->event.value < 0)
    return g_strdup_printf (_("%s from %s is kept on the link to %s until it is let go"), message, sender, told->node);
  return g_strdup_printf (_("%s from %s is kept on the link to %s until %s"), message, sender, told->node, until);
}

static char *
tell_life (Told *told)
{
  g_autofree char *reason = dup_reason (told);

  if (told->event.kind == ZOE_EVENT_START)
    return reason != NULL ? g_strdup_printf (_("%s starts afresh (%s)"), told->node, reason) : g_strdup_printf (_("%s starts"), told->node);
  if (reason != NULL)
    return g_strdup_printf (_("%s ends (%s)"), told->node, reason);
  return g_strdup_printf (told->event.value == 0 ? _("%s has done its part") : _("%s ends with the run"), told->node);
}

static char *
tell_length (Told *told)
{
  g_autofree char *length = zoe_duration_dup_text (told->event.value);

  if (told->event.kind == ZOE_EVENT_WORK)
    return g_strdup_printf (_("%s starts working for %s"), told->node, length);
  return g_strdup_printf (_("Time jumps %s ahead"), length);
}

static char *
tell_state (Told *told)
{
  g_autofree char *name = dup_frame_at (told, 0);
  g_autofree char *value = dup_frame_at (told, 1);

  return g_strdup_printf (_("%s shows %s: “%s”"), told->node, name, value);
}

static char *
tell_subscription (Told *told)
{
  g_autofree char *prefix = dup_frame_at (told, 0);
  gboolean on = told->event.kind == ZOE_EVENT_SUBSCRIBE;

  if (*prefix == '\0')
    return g_strdup_printf (on ? _("%s subscribes %s to everything") : _("%s no longer subscribes %s to everything"), told->node, told->socket);
  return g_strdup_printf (on ? _("%s subscribes %s to “%s”") : _("%s no longer subscribes %s to “%s”"), told->node, told->socket, prefix);
}

static char *
tell_clock (Told *told)
{
  g_autofree char *breakpoint = dup_frame_at (told, 0);

  if (told->event.kind == ZOE_EVENT_RESUME)
    return g_strdup (_("Time goes on"));
  if (told->event.kind == ZOE_EVENT_RATE)
    return g_strdup_printf (_("Time goes on at x%g"), told->event.value / 1000.0);
  return *breakpoint != '\0' ? g_strdup_printf (_("Breakpoint: %s; time stands still"), breakpoint) : g_strdup (_("Time stands still"));
}

static char *
tell_fault (Told *told)
{
  g_autofree char *words = dup_frame_at (told, 0);

  return zoe_fault_telling_dup (told->scenario, words);
}

static char *
tell_note (Told *told)
{
  g_autofree char *line = dup_frame_at (told, 0);

  return told->event.node != 0 ? g_strdup_printf (_("%s prints: %s"), told->node, line) : g_steal_pointer (&line);
}

static char *
tell_blocked (Told *told)
{
  return g_strdup_printf (_("%s cannot send on %s: every queue is full, or nobody is there; it waits"), told->node, told->socket);
}

/* Of the socket's own, frame 0 says what: an endpoint, a reason, a routing id, a line. Placeholders: node, socket, that. */
static const char *const plain[ZOE_EVENT_N_KINDS] =
{
  [ZOE_EVENT_BIND]             = N_("%s binds %s to %s"),
  [ZOE_EVENT_CONNECT]          = N_("%s connects %s to %s"),
  [ZOE_EVENT_REFUSED]          = N_("%s is refused by its socket %s: %s"),
  [ZOE_EVENT_UNROUTABLE]       = N_("%s cannot send on %s: no peer has the routing id “%s”"),
  [ZOE_EVENT_LISTENING]        = N_("%s listens with %s at %s"),
  [ZOE_EVENT_ACCEPTED]         = N_("%s accepts a connection for %s at %s"),
  [ZOE_EVENT_CONNECTED]        = N_("%s has a connection from %s to %s"),
  [ZOE_EVENT_HANDSHAKE]        = N_("%s and the other end greet each other: %s, %s"),
  [ZOE_EVENT_HANDSHAKE_FAILED] = N_("%s and the other end do not fit together: %s, %s"),
  [ZOE_EVENT_RETRIED]          = N_("%s will try again to connect %s to %s"),
  [ZOE_EVENT_DISCONNECTED]     = N_("%s has lost a connection of %s: %s"),
  [ZOE_EVENT_CLOSED]           = N_("%s closes a connection of %s: %s"),
  [ZOE_EVENT_STEP]             = N_("%s may do one thing"),
};

/* A kind has a function, or a sentence above. */
static char *(*const tellers[ZOE_EVENT_N_KINDS]) (Told *told) =
{
  [ZOE_EVENT_BLOCKED]     = tell_blocked,
  [ZOE_EVENT_DROPPED]     = tell_on_line,
  [ZOE_EVENT_DUPLICATED]  = tell_on_line,
  [ZOE_EVENT_END]         = tell_life,
  [ZOE_EVENT_FAULT]       = tell_fault,
  [ZOE_EVENT_HELD]        = tell_on_line,
  [ZOE_EVENT_JUMP]        = tell_length,
  [ZOE_EVENT_NOTE]        = tell_note,
  [ZOE_EVENT_PAUSE]       = tell_clock,
  [ZOE_EVENT_RATE]        = tell_clock,
  [ZOE_EVENT_RECEIVE]     = tell_receive,
  [ZOE_EVENT_RESUME]      = tell_clock,
  [ZOE_EVENT_SEND]        = tell_send,
  [ZOE_EVENT_START]       = tell_life,
  [ZOE_EVENT_STATE]       = tell_state,
  [ZOE_EVENT_SUBSCRIBE]   = tell_subscription,
  [ZOE_EVENT_UNSUBSCRIBE] = tell_subscription,
  [ZOE_EVENT_WORK]        = tell_length,
};

static gboolean
read_event (Told *told, guint64 sequence)
{
  sqlite3_stmt *row = told->recording->statements[ZOE_READ_EVENTS];
  ZoeStoredEvent stored;
  gboolean found;

  zoe_statement_bind (row, "ii", (gint64) sequence, (gint64) sequence);
  found = zoe_recording_step_event (told->recording, row, &stored);
  if (found)
    {
      told->event = stored.event;
      told->frames = zoe_frame_text_dup_frames (stored.frames, stored.frames_length);
    }
  sqlite3_reset (row);
  return found;
}

static char *
tell (Told *told)
{
  ZoeNodeSpec *node = zoe_scenario_get_node (told->scenario, told->event.node);
  ZoeSocketSpec *socket = zoe_scenario_get_socket (told->scenario, told->event.socket);
  g_autofree char *first = NULL;

  told->node = node != NULL ? node->name : _("the lab");
  told->socket = socket != NULL ? socket->name : "";
  if (tellers[told->event.kind] != NULL)
    return tellers[told->event.kind] (told);
  if (plain[told->event.kind] == NULL)
    return g_strdup (zoe_event_kind_get_summary (told->event.kind));
  first = dup_frame_at (told, 0);
  return g_strdup_printf (_(plain[told->event.kind]), told->node, told->socket, first);
}

/**
 * zoe_telling_dup:
 *
 * Returns: (transfer full) (nullable): what happened, in a sentence without a full stop; %NULL if there is no such event
 */
char *
zoe_telling_dup (ZoeRecording *recording, guint64 sequence)
{
  Told told = { .recording = recording, .scenario = recording->scenario };
  char *sentence;

  if (sequence == 0 || sequence > recording->n_events)
    return NULL;
  zoe_recording_begin (recording);
  if (!read_event (&told, sequence))
    {
      zoe_recording_end (recording);
      return NULL;
    }
  if (told.event.message != 0)
    told.record = zoe_message_record_load (recording, told.event.message);
  sentence = tell (&told);
  zoe_recording_end (recording);
  g_clear_pointer (&told.record, zoe_message_record_free);
  g_ptr_array_unref (told.frames);
  return sentence;
}

/**
 * zoe_telling_dup_message:
 *
 * Returns: (transfer full): what a message says, short: "“task 17”"
 */
char *
zoe_telling_dup_message (ZoeRecording *recording, ZoeMessageId message)
{
  g_autoptr (ZoeMessageRecord) record = zoe_message_record_load (recording, message);

  return record != NULL ? dup_gist (record->frames) : g_strdup (_("a message"));
}
