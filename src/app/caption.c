/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/caption.h"

#include <glib/gi18n.h>

#include "model/duration.h"
#include "trace/message_record.h"

static ZoeMessageRecord *
load (ZoeSession *session, ZoeMessageId message)
{
  ZoeRecording *recording = zoe_session_get_recording (session);

  return recording != NULL ? zoe_message_record_load (recording, message) : NULL;
}

static char *
dup_frames (ZoeMessageRecord *record)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; record->frames != NULL && i < record->frames->len; i++)
    {
      ZoeFrame frame;
      g_autofree char *shown = NULL;

      frame.data = g_bytes_get_data (g_ptr_array_index (record->frames, i), &frame.size);
      shown = zoe_frame_dup_text (frame);
      if (g_utf8_strlen (shown, -1) > 40)
        *g_utf8_offset_to_pointer (shown, 40) = '\0';
      g_string_append_printf (text, "%s[%s]", i > 0 ? " " : "", shown);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * zoe_caption_dup_message:
 *
 * Returns: (transfer full) (nullable): its frames, from where to where, and when
 */
char *
zoe_caption_dup_message (ZoeSession *session, ZoeMessageId message)
{
  g_autoptr (ZoeMessageRecord) record = load (session, message);
  ZoeScenario *scenario = zoe_session_get_scenario (session);
  g_autofree char *frames = NULL, *from = NULL, *sent = NULL;

  if (record == NULL)
    return NULL;
  frames = dup_frames (record);
  from = zoe_scenario_dup_port (scenario, record->socket);
  sent = zoe_duration_dup_stamp (record->time_ns);
  if (record->receipts->len == 1)
    {
      const ZoeReceipt *receipt = &g_array_index (record->receipts, ZoeReceipt, 0);
      g_autofree char *to = zoe_scenario_dup_port (scenario, receipt->socket);
      g_autofree char *latency = zoe_duration_dup_text (receipt->time_ns - record->time_ns);

      return g_strdup_printf (_("%s\n%s → %s\nsent at %s, received after %s"), frames, from, to, sent, latency);
    }
  if (record->receipts->len > 1)
    return g_strdup_printf (_("%s\n%s → %u receivers\nsent at %s"), frames, from, record->receipts->len, sent);
  return g_strdup_printf (_("%s\nfrom %s\nsent at %s, not received so far"), frames, from, sent);
}

char *
zoe_caption_dup_link (ZoeSession *session, guint link)
{
  ZoeScenario *scenario = zoe_session_get_scenario (session);
  ZoeLinkSpec *spec = zoe_scenario_get_link (scenario, link);
  ZoeMoment *moment = zoe_session_get_moment (session);
  g_autofree char *from = NULL, *to = NULL;

  if (spec == NULL || moment == NULL || link > moment->n_links)
    return NULL;
  from = zoe_scenario_dup_port (scenario, spec->tail);
  to = zoe_scenario_dup_port (scenario, spec->head);
  return g_strdup_printf (_("%s → %s\n%s, %s\ncarried so far: %u, under way: %u"), from, to,
                          zoe_transport_get_name (spec->transport), spec->head_binds ? _("the head binds") : _("the tail binds"),
                          (guint) moment->links[link].n_carried, (guint) moment->links[link].n_under_way);
}

guint
zoe_caption_find_link (ZoeSession *session, ZoeMessageId message)
{
  g_autoptr (ZoeMessageRecord) record = load (session, message);
  ZoeLinkSpec *link;

  if (record == NULL || record->receipts->len == 0)
    return 0;
  link = zoe_scenario_find_link (zoe_session_get_scenario (session), record->socket,
                                 g_array_index (record->receipts, ZoeReceipt, 0).socket);
  return link != NULL ? link->number : 0;
}
