/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/event_match.h"

#include <string.h>

/**
 * zoe_event_match_init:
 * @filter: (nullable): is copied; %NULL lets everything through
 */
void
zoe_event_match_init (ZoeEventMatch *match, ZoeRecording *recording, const ZoeEventFilter *filter)
{
  const char *text = filter != NULL && filter->text != NULL ? filter->text : "";

  *match = (ZoeEventMatch) { .recording = recording };
  if (filter != NULL)
    match->filter = *filter;
  match->plain = g_str_is_ascii (text);
  match->filter.text = *text == '\0' ? NULL : match->plain ? g_strdup (text) : g_utf8_casefold (text, -1);
  match->detail = g_string_new (NULL);
}

void
zoe_event_match_clear (ZoeEventMatch *match)
{
  g_free ((char *) match->filter.text);
  match->filter.text = NULL;
  if (match->detail != NULL)
    g_string_free (g_steal_pointer (&match->detail), TRUE);
}

/**
 * zoe_event_match_is_all:
 *
 * Returns: whether everything matches
 */
gboolean
zoe_event_match_is_all (ZoeEventMatch *match)
{
  const ZoeEventFilter *filter = &match->filter;

  return filter->node == 0 && filter->link == 0 && filter->kinds == 0 && filter->message == 0 && filter->text == NULL
         && filter->span.end_ns == 0;
}

static gboolean
contains (ZoeEventMatch *match, const char *text)
{
  g_autofree char *folded = NULL;

  if (match->plain)
    return strcasestr (text, match->filter.text) != NULL;
  folded = g_utf8_casefold (text, -1);
  return strstr (folded, match->filter.text) != NULL;
}

static gboolean
test_text (ZoeEventMatch *match, const ZoeStoredEvent *stored)
{
  ZoeScenario *scenario = match->recording->scenario;
  ZoeNodeSpec *node = zoe_scenario_get_node (scenario, stored->event.node);
  ZoeSocketSpec *socket = zoe_scenario_get_socket (scenario, stored->event.socket);

  if ((node != NULL && contains (match, node->name)) || (socket != NULL && contains (match, socket->name))
      || contains (match, zoe_event_kind_get_name (stored->event.kind)))
    return TRUE;
  g_string_truncate (match->detail, 0);
  zoe_recording_append_detail (match->recording, stored, match->detail);
  return contains (match, match->detail->str);
}

/* A send goes over a link if it is its socket's only one, or if something befell a copy on it: it was received, kept, thrown away. */
static gboolean
test_link (ZoeEventMatch *match, const ZoeStoredEvent *stored)
{
  ZoeRecording *recording = match->recording;
  sqlite3_stmt *row = recording->statements[ZOE_READ_FATES];
  ZoeLinkSpec *link = zoe_scenario_get_link (recording->scenario, match->filter.link);
  gboolean found = FALSE;

  if (link == NULL || stored->event.message == 0)
    return FALSE;
  if (stored->event.socket != link->tail && stored->event.socket != link->head)
    return FALSE;
  if (stored->origin.link != 0 || stored->event.kind != ZOE_EVENT_SEND)
    return stored->origin.link == link->number;
  zoe_statement_bind (row, "ii", (gint64) stored->event.sequence, (gint64) recording->n_events);
  while (!found && zoe_recording_step (recording, row))
    found = sqlite3_column_int64 (row, 3) == link->number;
  sqlite3_reset (row);
  return found;
}

gboolean
zoe_event_match_test (ZoeEventMatch *match, const ZoeStoredEvent *stored)
{
  const ZoeEventFilter *filter = &match->filter;
  const ZoeEvent *event = &stored->event;

  if ((filter->node != 0 && event->node != filter->node)
      || (filter->kinds != 0 && (filter->kinds & (G_GUINT64_CONSTANT (1) << event->kind)) == 0)
      || (filter->message != 0 && event->message != filter->message)
      || (filter->span.end_ns != 0 && !zoe_span_contains (filter->span, event->time_ns)))
    return FALSE;
  return (filter->link == 0 || test_link (match, stored)) && (filter->text == NULL || test_text (match, stored));
}

/**
 * zoe_event_match_get_range:
 *
 * Says between which events all that match lie, both included, as far as time tells; first > last: there are none.
 */
void
zoe_event_match_get_range (ZoeEventMatch *match, guint64 *ret_first, guint64 *ret_last)
{
  ZoeSpan span = match->filter.span;

  *ret_first = 1;
  *ret_last = match->recording->n_events;
  if (span.end_ns != 0)
    {
      *ret_first = zoe_recording_find_sequence (match->recording, span.begin_ns - 1) + 1;
      *ret_last = zoe_recording_find_sequence (match->recording, span.end_ns - 1);
    }
}
