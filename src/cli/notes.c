/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/notes.h"

#include <stdio.h>

#include "model/duration.h"
#include "trace/event_cursor.h"

struct _ZoeNotes
{
  ZoeRecording *recording;
  guint64       sequence;   /* of the last note printed */
  gint64        time_ns;    /* and its time: the next lies there or later */
};

ZoeNotes *
zoe_notes_new (const char *trace_path, GError **error)
{
  ZoeRecording *recording = zoe_recording_open (trace_path, error);
  ZoeNotes *notes;

  if (recording == NULL)
    return NULL;
  notes = g_new0 (ZoeNotes, 1);
  notes->recording = recording;
  return notes;
}

void
zoe_notes_free (ZoeNotes *notes)
{
  g_object_unref (notes->recording);
  g_free (notes);
}

/**
 * zoe_notes_print:
 *
 * Prints the notes that have come into the trace since the last time, on stdout.
 */
gboolean
zoe_notes_print (ZoeNotes *notes, GError **error)
{
  const ZoeEventFilter filter =
  {
    .kinds = G_GUINT64_CONSTANT (1) << ZOE_EVENT_NOTE,
    .span = { notes->time_ns, G_MAXINT64 },
  };
  g_autoptr (ZoeEventCursor) cursor = NULL;
  g_autoptr (GError) failure = NULL;
  ZoeEvent event;
  const char *detail;

  if (!zoe_recording_refresh (notes->recording, error))
    return FALSE;
  cursor = zoe_event_cursor_new (notes->recording, &filter, error);
  if (cursor == NULL)
    return FALSE;
  while (zoe_event_cursor_next (cursor, &event, &detail, &failure))
    {
      g_autofree char *stamp = NULL;
      ZoeNodeSpec *node = zoe_scenario_get_node (zoe_recording_get_scenario (notes->recording), event.node);

      if (event.sequence <= notes->sequence)
        continue;
      stamp = zoe_duration_dup_stamp (event.time_ns);
      printf ("%s  %s: %s\n", stamp, node != NULL ? node->name : "-", detail);
      notes->sequence = event.sequence;
      notes->time_ns = event.time_ns;
    }
  fflush (stdout);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return failure == NULL;
}
