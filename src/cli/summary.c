/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/summary.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <stdio.h>

#include "cli/json.h"
#include "cli/table.h"
#include "model/duration.h"
#include "trace/event_cursor.h"
#include "trace/statistics.h"
#include "trace/telling.h"

#define MOST_DOINGS 20

/* Faults, what became of those that made no sense any more, and breakpoints. */
static gboolean
is_doing (const ZoeEvent *event)
{
  if (event->kind == ZOE_EVENT_PAUSE)
    return event->n_frames > 0;
  return event->kind == ZOE_EVENT_FAULT || event->node == 0;
}

static GArray *
list_doings (ZoeRecording *recording, GError **error)
{
  const ZoeEventFilter filter =
  {
    .kinds = G_GUINT64_CONSTANT (1) << ZOE_EVENT_FAULT | G_GUINT64_CONSTANT (1) << ZOE_EVENT_NOTE | G_GUINT64_CONSTANT (1) << ZOE_EVENT_PAUSE,
  };
  g_autoptr (ZoeEventCursor) cursor = zoe_event_cursor_new (recording, &filter, error);
  g_autoptr (GArray) doings = g_array_new (FALSE, FALSE, sizeof (ZoeEvent));
  GError *failure = NULL;
  ZoeEvent event;

  if (cursor == NULL)
    return NULL;
  while (zoe_event_cursor_next (cursor, &event, NULL, &failure))
    if (is_doing (&event))
      g_array_append_val (doings, event);
  if (failure == NULL)
    return g_steal_pointer (&doings);
  g_propagate_error (error, failure);
  return NULL;
}

static void
print_doings (ZoeRecording *recording, GArray *doings)
{
  if (doings->len > 0)
    printf (_("\nBroken, mended, held:\n"));
  for (guint i = 0; i < MIN (doings->len, MOST_DOINGS); i++)
    {
      ZoeEvent *event = &g_array_index (doings, ZoeEvent, i);
      g_autofree char *stamp = zoe_duration_dup_stamp (event->time_ns);
      g_autofree char *sentence = zoe_telling_dup (recording, event->sequence);

      printf ("  %s  %s\n", stamp, sentence);
    }
  if (doings->len > MOST_DOINGS)
    printf (_("  … and %u more\n"), doings->len - MOST_DOINGS);
}

/* What was asked for, in the words it was asked in. */
static void
add_doings (JsonBuilder *json, ZoeRecording *recording, GArray *doings, const char *name, ZoeEventKind kind, const char *what)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_array (json);
  for (guint i = 0; i < doings->len; i++)
    {
      g_autofree char *detail = NULL;
      ZoeEvent event;

      if (g_array_index (doings, ZoeEvent, i).kind != kind
          || !zoe_recording_get_event (recording, g_array_index (doings, ZoeEvent, i).sequence, &event, &detail))
        continue;
      json_builder_begin_object (json);
      zoe_json_add_time (json, "time_ns", event.time_ns);
      zoe_json_add_text (json, what, detail);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
print_text (const ZoeSummary *summary, ZoeRecording *recording, ZoeStatistics *statistics, GArray *doings)
{
  ZoeScenario *scenario = zoe_recording_get_scenario (recording);
  g_autoptr (ZoeTable) table = zoe_table_new ("lrrr");
  g_autofree char *duration = zoe_duration_dup_text (statistics->duration_ns);
  g_autofree char *waited = zoe_duration_dup_text (statistics->recorder_waited_ns);

  printf (_("%s: over after %s: %s\n"), scenario->title != NULL ? scenario->title : scenario->name, duration, summary->reason);
  printf (_("%" PRIu64 " events, %" PRIu64 " messages sent, %" PRIu64 " received\n"),
          statistics->n_events, statistics->n_sent, statistics->n_received);
  if (statistics->recorder_waits > 0)
    printf (_("Nodes had to wait for the recorder %" PRIu64 " times, %s in all.\n"), statistics->recorder_waits, waited);
  putchar ('\n');

  zoe_table_add (table, _("node"));
  zoe_table_add (table, _("sent"));
  zoe_table_add (table, _("received"));
  zoe_table_add (table, _("per second"));
  for (guint i = 1; i <= statistics->n_nodes; i++)
    {
      const ZoeFigures *figures = &statistics->nodes[i];

      zoe_table_add (table, zoe_scenario_get_node (scenario, i)->name);
      zoe_table_add_count (table, figures->n_sent);
      zoe_table_add_count (table, figures->n_received);
      zoe_table_take (table, g_strdup_printf ("%.1f", figures->rate));
    }
  zoe_table_print (table, "", stdout);
  print_doings (recording, doings);

  if (summary->keep)
    {
      putchar ('\n');
      printf (_("Recorded in %s: look at it with “zoetrope %s”, “zoe stats %s” or “zoe events %s”.\n"),
              summary->trace_path, summary->trace_path, summary->trace_path, summary->trace_path);
    }
}

static void
print_json (const ZoeSummary *summary, ZoeRecording *recording, ZoeStatistics *statistics, GArray *doings)
{
  ZoeScenario *scenario = zoe_recording_get_scenario (recording);
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  zoe_json_add_text (json, "scenario", scenario->name);
  zoe_json_add_text (json, "title", scenario->title);
  zoe_json_add_count (json, "seed", scenario->seed);
  zoe_json_add_text (json, "reason", summary->reason);
  zoe_json_add_flag (json, "interrupted", summary->interrupted);
  zoe_json_add_time (json, "duration_ns", statistics->duration_ns);
  zoe_json_add_count (json, "events", statistics->n_events);
  zoe_json_add_count (json, "sent", statistics->n_sent);
  zoe_json_add_count (json, "received", statistics->n_received);
  zoe_json_add_count (json, "recorder_waits", statistics->recorder_waits);
  zoe_json_add_time (json, "recorder_waited_ns", statistics->recorder_waited_ns);
  zoe_json_add_text (json, "trace", summary->keep ? summary->trace_path : NULL);
  add_doings (json, recording, doings, "faults", ZOE_EVENT_FAULT, "fault");
  add_doings (json, recording, doings, "refused", ZOE_EVENT_NOTE, "fault");
  add_doings (json, recording, doings, "breakpoints", ZOE_EVENT_PAUSE, "reason");
  json_builder_set_member_name (json, "nodes");
  json_builder_begin_array (json);
  for (guint i = 1; i <= statistics->n_nodes; i++)
    {
      ZoeNodeSpec *node = zoe_scenario_get_node (scenario, i);

      json_builder_begin_object (json);
      zoe_json_add_text (json, "name", node->name);
      zoe_json_add_text (json, "role", node->role_name);
      zoe_json_add_count (json, "sent", statistics->nodes[i].n_sent);
      zoe_json_add_count (json, "received", statistics->nodes[i].n_received);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  json_builder_end_object (json);
  zoe_json_print (json, TRUE);
}

/**
 * zoe_summary_print:
 *
 * Prints the summary on stdout: some lines and a table, or one JSON object.
 */
gboolean
zoe_summary_print (const ZoeSummary *summary, GError **error)
{
  g_autoptr (ZoeRecording) recording = zoe_recording_open (summary->trace_path, error);
  g_autoptr (ZoeStatistics) statistics = recording != NULL ? zoe_statistics_load (recording, error) : NULL;
  g_autoptr (GArray) doings = statistics != NULL ? list_doings (recording, error) : NULL;

  if (doings == NULL)
    return FALSE;
  if (summary->json)
    print_json (summary, recording, statistics, doings);
  else
    print_text (summary, recording, statistics, doings);
  return TRUE;
}
