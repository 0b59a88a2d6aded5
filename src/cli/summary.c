/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/summary.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <stdio.h>

#include "cli/json.h"
#include "cli/table.h"
#include "model/duration.h"
#include "trace/statistics.h"

static void
print_text (const ZoeSummary *summary, ZoeScenario *scenario, ZoeStatistics *statistics)
{
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

  if (summary->keep)
    {
      putchar ('\n');
      printf (_("Recorded in %s: look at it with “zoetrope %s”, “zoe stats %s” or “zoe events %s”.\n"),
              summary->trace_path, summary->trace_path, summary->trace_path, summary->trace_path);
    }
}

static void
print_json (const ZoeSummary *summary, ZoeScenario *scenario, ZoeStatistics *statistics)
{
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

  if (statistics == NULL)
    return FALSE;
  if (summary->json)
    print_json (summary, zoe_recording_get_scenario (recording), statistics);
  else
    print_text (summary, zoe_recording_get_scenario (recording), statistics);
  return TRUE;
}
