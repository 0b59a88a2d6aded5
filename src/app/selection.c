/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/selection.h"

#include "trace/message_record.h"

ZoeSelection
zoe_selection_of_socket (ZoeScenario *scenario, guint socket)
{
  ZoeSocketSpec *spec = zoe_scenario_get_socket (scenario, socket);

  return spec != NULL ? (ZoeSelection) { .node = spec->node, .socket = socket } : (ZoeSelection) { 0 };
}

ZoeSelection
zoe_selection_of_message (ZoeRecording *recording, ZoeMessageId message)
{
  g_autoptr (ZoeMessageRecord) record = zoe_message_record_load (recording, message);

  return record != NULL ? (ZoeSelection) { .message = message, .event = record->sequence } : (ZoeSelection) { 0 };
}

/**
 * zoe_selection_of_event:
 *
 * Returns: the event, and its message; or its node where it has none
 */
ZoeSelection
zoe_selection_of_event (ZoeRecording *recording, guint64 sequence)
{
  ZoeEvent event;
  ZoeSelection selection = { 0 };

  if (!zoe_recording_get_event (recording, sequence, &event, NULL))
    return selection;
  selection.event = sequence;
  if (event.message != 0)
    selection.message = event.message;
  else
    selection.node = event.node;
  return selection;
}

gboolean
zoe_selection_is_empty (const ZoeSelection *selection)
{
  return selection->node == 0 && selection->link == 0 && selection->socket == 0
         && selection->message == 0 && selection->event == 0;
}
