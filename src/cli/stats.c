/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zoe stats: what a trace adds up to. */

#include <glib/gi18n.h>
#include <inttypes.h>
#include <stdio.h>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/table.h"
#include "model/duration.h"
#include "trace/statistics.h"

#define ALIGNMENT "lrrrrrrrrrr"

static void
begin_table (ZoeTable *table, const char *what)
{
  zoe_table_add (table, what);
  zoe_table_add (table, _("sent"));
  zoe_table_add (table, _("received"));
  zoe_table_add (table, _("bytes"));
  zoe_table_add (table, _("per second"));
  zoe_table_add (table, _("latency p50"));
  zoe_table_add (table, "p90");
  zoe_table_add (table, "p99");
  zoe_table_add (table, _("longest"));
  zoe_table_add (table, _("queue at most"));
  zoe_table_add (table, _("at the end"));
}

static void
add_row (ZoeTable *table, const char *name, const ZoeFigures *figures)
{
  zoe_table_add (table, name);
  zoe_table_add_count (table, figures->n_sent);
  zoe_table_add_count (table, figures->n_received);
  zoe_table_add_count (table, figures->n_bytes);
  zoe_table_take (table, g_strdup_printf ("%.1f", figures->rate));
  zoe_table_add_time (table, figures->latency_p50_ns);
  zoe_table_add_time (table, figures->latency_p90_ns);
  zoe_table_add_time (table, figures->latency_p99_ns);
  zoe_table_add_time (table, figures->latency_max_ns);
  zoe_table_add_count (table, figures->queue_max);
  zoe_table_add_count (table, figures->queue_end);
}

static char *
dup_link_name (ZoeScenario *scenario, guint number)
{
  ZoeLinkSpec *link = zoe_scenario_get_link (scenario, number);
  g_autofree char *tail = zoe_scenario_dup_port (scenario, link->tail);
  g_autofree char *head = zoe_scenario_dup_port (scenario, link->head);

  return g_strdup_printf ("%s-%s", tail, head);
}

static void
print_tables (ZoeRecording *recording, ZoeStatistics *statistics)
{
  ZoeScenario *scenario = zoe_recording_get_scenario (recording);
  g_autoptr (ZoeTable) nodes = zoe_table_new (ALIGNMENT);
  g_autoptr (ZoeTable) sockets = zoe_table_new (ALIGNMENT);
  g_autoptr (ZoeTable) links = zoe_table_new (ALIGNMENT);
  g_autofree char *duration = zoe_duration_dup_text (statistics->duration_ns);
  g_autofree char *waited = zoe_duration_dup_text (statistics->recorder_waited_ns);

  begin_table (nodes, _("node"));
  for (guint i = 1; i <= statistics->n_nodes; i++)
    add_row (nodes, zoe_scenario_get_node (scenario, i)->name, &statistics->nodes[i]);
  begin_table (sockets, _("socket"));
  for (guint i = 1; i <= statistics->n_sockets; i++)
    {
      g_autofree char *port = zoe_scenario_dup_port (scenario, i);
      g_autofree char *name = g_strdup_printf ("%s %s", port, zoe_socket_type_get_name (zoe_scenario_get_socket (scenario, i)->type));

      add_row (sockets, name, &statistics->sockets[i]);
    }
  begin_table (links, _("link"));
  for (guint i = 1; i <= statistics->n_links; i++)
    {
      g_autofree char *name = dup_link_name (scenario, i);

      add_row (links, name, &statistics->links[i]);
    }

  printf (_("%s: %s, %" PRIu64 " events, %" PRIu64 " messages sent, %" PRIu64 " received\n"),
          scenario->title != NULL ? scenario->title : scenario->name, duration,
          statistics->n_events, statistics->n_sent, statistics->n_received);
  if (!zoe_recording_get_complete (recording))
    puts (_("The trace ends before the run did: it was cut short, or still grows."));
  printf (_("Nodes had to wait for the recorder %" PRIu64 " times, %s in all.\n"), statistics->recorder_waits, waited);
  putchar ('\n');
  zoe_table_print (nodes, "", stdout);
  putchar ('\n');
  zoe_table_print (sockets, "", stdout);
  putchar ('\n');
  zoe_table_print (links, "", stdout);
}

static void
add_figures (JsonBuilder *json, const ZoeFigures *figures)
{
  zoe_json_add_count (json, "sent", figures->n_sent);
  zoe_json_add_count (json, "received", figures->n_received);
  zoe_json_add_count (json, "bytes", figures->n_bytes);
  zoe_json_add_real (json, "rate", figures->rate);
  zoe_json_add_time (json, "latency_p50_ns", figures->latency_p50_ns);
  zoe_json_add_time (json, "latency_p90_ns", figures->latency_p90_ns);
  zoe_json_add_time (json, "latency_p99_ns", figures->latency_p99_ns);
  zoe_json_add_time (json, "latency_max_ns", figures->latency_max_ns);
  zoe_json_add_count (json, "queue_max", figures->queue_max);
  zoe_json_add_count (json, "queue_end", figures->queue_end);
}

static void
add_nodes (JsonBuilder *json, ZoeScenario *scenario, ZoeStatistics *statistics)
{
  json_builder_set_member_name (json, "nodes");
  json_builder_begin_array (json);
  for (guint i = 1; i <= statistics->n_nodes; i++)
    {
      ZoeNodeSpec *node = zoe_scenario_get_node (scenario, i);

      json_builder_begin_object (json);
      zoe_json_add_text (json, "name", node->name);
      zoe_json_add_text (json, "role", node->role_name);
      add_figures (json, &statistics->nodes[i]);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_sockets (JsonBuilder *json, ZoeScenario *scenario, ZoeStatistics *statistics)
{
  json_builder_set_member_name (json, "sockets");
  json_builder_begin_array (json);
  for (guint i = 1; i <= statistics->n_sockets; i++)
    {
      ZoeSocketSpec *socket = zoe_scenario_get_socket (scenario, i);

      json_builder_begin_object (json);
      zoe_json_add_text (json, "node", zoe_scenario_get_node (scenario, socket->node)->name);
      zoe_json_add_text (json, "name", socket->name);
      zoe_json_add_text (json, "type", zoe_socket_type_get_name (socket->type));
      add_figures (json, &statistics->sockets[i]);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
add_links (JsonBuilder *json, ZoeScenario *scenario, ZoeStatistics *statistics)
{
  json_builder_set_member_name (json, "links");
  json_builder_begin_array (json);
  for (guint i = 1; i <= statistics->n_links; i++)
    {
      ZoeLinkSpec *link = zoe_scenario_get_link (scenario, i);
      g_autofree char *tail = zoe_scenario_dup_port (scenario, link->tail);
      g_autofree char *head = zoe_scenario_dup_port (scenario, link->head);

      json_builder_begin_object (json);
      zoe_json_add_text (json, "tail", tail);
      zoe_json_add_text (json, "head", head);
      zoe_json_add_text (json, "transport", zoe_transport_get_name (link->transport));
      add_figures (json, &statistics->links[i]);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
}

static void
print_json (ZoeRecording *recording, ZoeStatistics *statistics)
{
  ZoeScenario *scenario = zoe_recording_get_scenario (recording);
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  zoe_json_add_text (json, "scenario", scenario->name);
  zoe_json_add_text (json, "title", scenario->title);
  zoe_json_add_count (json, "seed", scenario->seed);
  zoe_json_add_flag (json, "complete", zoe_recording_get_complete (recording));
  zoe_json_add_time (json, "duration_ns", statistics->duration_ns);
  zoe_json_add_count (json, "events", statistics->n_events);
  zoe_json_add_count (json, "sent", statistics->n_sent);
  zoe_json_add_count (json, "received", statistics->n_received);
  zoe_json_add_count (json, "recorder_waits", statistics->recorder_waits);
  zoe_json_add_time (json, "recorder_waited_ns", statistics->recorder_waited_ns);
  add_nodes (json, scenario, statistics);
  add_sockets (json, scenario, statistics);
  add_links (json, scenario, statistics);
  json_builder_end_object (json);
  zoe_json_print (json, TRUE);
}

int
zoe_stats_command (const ZoeCommand *command, char **arguments)
{
  gboolean json = FALSE;
  const GOptionEntry options[] =
  {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("As one JSON object"), NULL },
    { NULL },
  };
  g_auto (GStrv) rest = zoe_command_parse (command, options, NULL, arguments);
  g_autoptr (ZoeRecording) recording = NULL;
  g_autoptr (ZoeStatistics) statistics = NULL;
  g_autoptr (GError) error = NULL;

  if (rest == NULL)
    return ZOE_EXIT_USAGE;
  recording = zoe_command_open (rest[0]);
  if (recording == NULL)
    return ZOE_EXIT_FAILED;
  statistics = zoe_statistics_load (recording, &error);
  if (statistics == NULL)
    return zoe_command_failed ("%s", error->message);
  if (json)
    print_json (recording, statistics);
  else
    print_tables (recording, statistics);
  return ZOE_EXIT_DONE;
}
