/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zoe events: what happened, a line each. */

#include <glib/gi18n.h>
#include <stdio.h>

#include "cli/command.h"
#include "cli/json.h"
#include "cli/values.h"
#include "model/duration.h"
#include "trace/event_cursor.h"

typedef struct
{
  ZoeRecording *recording;
  ZoeScenario  *scenario;
  guint         port_width;
  JsonBuilder  *json;         /* NULL: a line for people */
} Printer;

/* Where an event comes from, as far as there is a socket: "worker-1:receiver", "worker-1", or nothing for the lab's own. */
static char *
dup_place (ZoeScenario *scenario, const ZoeEvent *event)
{
  ZoeNodeSpec *node = zoe_scenario_get_node (scenario, event->node);

  if (event->socket != 0 && zoe_scenario_get_socket (scenario, event->socket) != NULL)
    return zoe_scenario_dup_port (scenario, event->socket);
  return g_strdup (node != NULL ? node->name : "-");
}

static char *
dup_source (Printer *printer, const ZoeEvent *event)
{
  const char *file = event->line != 0 ? zoe_recording_get_source (printer->recording, event->node) : NULL;

  return file != NULL ? g_strdup_printf ("%s:%u", file, event->line) : NULL;
}

/* Whether there are frames whose text may be empty, as against nothing to tell. */
static gboolean
has_frames (const ZoeEvent *event)
{
  return event->n_frames > 0 || event->kind == ZOE_EVENT_SEND || event->kind == ZOE_EVENT_RECEIVE;
}

static void
print_json (Printer *printer, const ZoeEvent *event, const char *detail)
{
  ZoeNodeSpec *node = zoe_scenario_get_node (printer->scenario, event->node);
  ZoeSocketSpec *socket = zoe_scenario_get_socket (printer->scenario, event->socket);
  g_autofree char *source = dup_source (printer, event);

  json_builder_begin_object (printer->json);
  zoe_json_add_count (printer->json, "seq", event->sequence);
  zoe_json_add_time (printer->json, "time_ns", event->time_ns);
  zoe_json_add_text (printer->json, "kind", zoe_event_kind_get_name (event->kind));
  zoe_json_add_text (printer->json, "node", node != NULL ? node->name : NULL);
  zoe_json_add_text (printer->json, "socket", socket != NULL ? socket->name : NULL);
  if (event->message != 0)
    zoe_json_add_count (printer->json, "message", event->message);
  else
    zoe_json_add_text (printer->json, "message", NULL);
  zoe_json_add_text (printer->json, "detail", *detail != '\0' || has_frames (event) ? detail : NULL);
  zoe_json_add_time (printer->json, "value", event->value);
  zoe_json_add_text (printer->json, "source", source);
  zoe_json_add_flag (printer->json, "inferred", (event->flags & ZOE_EVENT_INFERRED) != 0);
  json_builder_end_object (printer->json);
  zoe_json_print (printer->json, FALSE);
}

static void
print_line (Printer *printer, const ZoeEvent *event, const char *detail)
{
  g_autofree char *stamp = zoe_duration_dup_stamp (event->time_ns);
  g_autofree char *place = dup_place (printer->scenario, event);
  g_autofree char *message = event->message != 0 ? g_strdup_printf ("%" G_GUINT64_FORMAT, event->message) : NULL;

  printf ("%7" G_GUINT64_FORMAT "  %s  %-16s  %-*s  %14s  %s%s\n", event->sequence, stamp,
          zoe_event_kind_get_name (event->kind), printer->port_width, place, message != NULL ? message : "",
          detail, event->flags & ZOE_EVENT_INFERRED ? _("  (inferred)") : "");
}

static guint
measure_ports (ZoeScenario *scenario)
{
  guint width = 0;

  for (guint i = 1; i <= scenario->sockets->len; i++)
    {
      g_autofree char *port = zoe_scenario_dup_port (scenario, i);

      width = MAX (width, (guint) g_utf8_strlen (port, -1));
    }
  return width;
}

static int
print_events (ZoeRecording *recording, const ZoeEventFilter *filter, gboolean json)
{
  ZoeScenario *scenario = zoe_recording_get_scenario (recording);
  g_autoptr (JsonBuilder) builder = json ? json_builder_new () : NULL;
  Printer printer = { .recording = recording, .scenario = scenario, .port_width = measure_ports (scenario), .json = builder };
  g_autoptr (GError) error = NULL;
  g_autoptr (ZoeEventCursor) cursor = zoe_event_cursor_new (recording, filter, &error);
  ZoeEvent event;
  const char *detail;

  while (cursor != NULL && zoe_event_cursor_next (cursor, &event, &detail, &error))
    {
      if (json)
        print_json (&printer, &event, detail);
      else
        print_line (&printer, &event, detail);
    }
  return error != NULL ? zoe_command_failed ("%s", error->message) : ZOE_EXIT_DONE;
}

int
zoe_events_command (const ZoeCommand *command, char **arguments)
{
  g_autofree char *node = NULL, *link = NULL, *from = NULL, *to = NULL;
  g_auto (GStrv) kinds = NULL;
  gboolean json = FALSE;
  const GOptionEntry options[] =
  {
    { "node", 0, 0, G_OPTION_ARG_STRING, &node, N_("Of this node alone"), "NODE" },
    { "link", 0, 0, G_OPTION_ARG_STRING, &link, N_("Sends and receipts over this link alone"), "A:s-B:s" },
    { "kind", 0, 0, G_OPTION_ARG_STRING_ARRAY, &kinds, N_("Of these kinds alone: send, receive … (may be given often)"), "KIND" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_("From this time on, since the start"), "TIME" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_("Before this time"), "TIME" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("A JSON object for each event, a line each"), NULL },
    { NULL },
  };
  g_auto (GStrv) rest = zoe_command_parse (command, options, NULL, arguments);
  g_autoptr (ZoeRecording) recording = NULL;
  g_autoptr (GError) error = NULL;
  ZoeEventFilter filter = { 0 };

  if (rest == NULL)
    return ZOE_EXIT_USAGE;
  if (!zoe_values_read_kinds (kinds, &filter.kinds, &error) || !zoe_values_read_span (from, to, &filter.span, &error))
    return zoe_command_misused (command, "%s", error->message);

  recording = zoe_command_open (rest[0]);
  if (recording == NULL)
    return ZOE_EXIT_FAILED;
  if ((node != NULL && !zoe_values_read_node (node, zoe_recording_get_scenario (recording), &filter.node, &error))
      || (link != NULL && !zoe_values_read_link (link, zoe_recording_get_scenario (recording), &filter.link, &error)))
    return zoe_command_misused (command, "%s", error->message);
  return print_events (recording, &filter, json);
}
