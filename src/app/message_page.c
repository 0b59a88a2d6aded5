/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/message_page.h"

#include <glib/gi18n.h>

#include "app/facts.h"
#include "app/frame_card.h"
#include "app/node_role.h"
#include "app/wording.h"
#include "model/duration.h"
#include "trace/message_record.h"

/* A publisher's message may have hundreds of receipts and effects; the event list has them all. */
#define MOST_ROWS 24

struct _ZoeMessagePage
{
  ZoePage           parent_instance;
  GtkLabel         *title;
  GtkLabel         *subtitle;
  GtkLabel         *fate;
  GtkLabel         *inferred;
  ZoeFacts         *journey;
  GtkBox           *frames;
  ZoeFacts         *cause;
  ZoeFacts         *effects;
  ZoeMessageRecord *record;
  ZoeRecording     *recording;   /* the record's */
  guint64           n_events;    /* the recording's when the record was loaded */
  gboolean          complete;
};

G_DEFINE_FINAL_TYPE (ZoeMessagePage, zoe_message_page, ZOE_TYPE_PAGE)

static char *
dup_sockets_port (ZoeScenario *scenario, guint socket)
{
  ZoeSocketSpec *spec = zoe_scenario_get_socket (scenario, socket);
  g_autofree char *port = zoe_scenario_dup_port (scenario, socket);

  if (spec == NULL)
    return g_strdup (_("outside"));
  if (spec->type == ZOE_SOCKET_NONE)
    return g_steal_pointer (&port);
  return g_strdup_printf ("%s (%s)", port, zoe_socket_type_get_name (spec->type));
}

static guint
node_of (ZoeScenario *scenario, guint socket)
{
  ZoeSocketSpec *spec = zoe_scenario_get_socket (scenario, socket);

  return spec != NULL ? spec->node : 0;
}

static ZoeSocketType
type_of (ZoeScenario *scenario, guint socket)
{
  ZoeSocketSpec *spec = zoe_scenario_get_socket (scenario, socket);

  return spec != NULL ? spec->type : ZOE_SOCKET_NONE;
}

static void
append_frames (ZoeMessagePage *self, char *heading, GPtrArray *frames, ZoeSocketType seen_by)
{
  g_autofree char *text = heading;
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE, NULL);

  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (self->frames, label);
  for (guint i = 0; i < frames->len && i < MOST_ROWS; i++)
    gtk_box_append (self->frames, zoe_frame_card_new (g_ptr_array_index (frames, i), i,
                                                      zoe_wording_frame_purpose (frames, i, seen_by)));
}

static void
show_frames (ZoeMessagePage *self, ZoeScenario *scenario)
{
  ZoeMessageRecord *record = self->record;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->frames))) != NULL)
    gtk_box_remove (self->frames, child);

  if (record->frames != NULL)
    append_frames (self,
                   g_strdup_printf (ngettext ("%u frame, as sent", "%u frames, as sent", record->frames->len),
                                    record->frames->len),
                   record->frames, type_of (scenario, record->socket));
  for (guint i = 0; i < record->receipts->len && i < 4; i++)
    {
      ZoeReceipt *receipt = &g_array_index (record->receipts, ZoeReceipt, i);
      g_autofree char *port = zoe_scenario_dup_port (scenario, receipt->socket);

      if (receipt->frames != NULL)
        append_frames (self,
                       g_strdup_printf (ngettext ("%u frame, as %s received it", "%u frames, as %s received them",
                                                  receipt->frames->len),
                                        receipt->frames->len, port),
                       receipt->frames, type_of (scenario, receipt->socket));
    }
}

static void
show_title (ZoeMessagePage *self, ZoeScenario *scenario)
{
  ZoeMessageRecord *record = self->record;
  g_autofree char *name = zoe_wording_dup_message (scenario, record->id);
  g_autofree char *body = NULL;
  g_autofree char *fate = NULL;
  const char *style = "warning";
  gboolean inferred = FALSE;

  if (record->frames != NULL && record->frames->len > 0)
    body = zoe_wording_dup_frame (g_ptr_array_index (record->frames, record->frames->len - 1), 80);
  g_strdelimit (body != NULL ? body : (body = g_strdup ("")), "\r\n\t", ' ');
  gtk_label_set_text (self->title, *body != '\0' ? body : _("Empty message"));
  gtk_label_set_text (self->subtitle, name);

  for (guint i = 0; i < record->receipts->len; i++)
    inferred |= g_array_index (record->receipts, ZoeReceipt, i).inferred;

  if (record->receipts->len == 1)
    fate = g_strdup (_("Delivered")), style = "success";
  else if (record->receipts->len > 1)
    fate = g_strdup_printf (ngettext ("Delivered to %u socket", "Delivered to %u sockets", record->receipts->len),
                            record->receipts->len), style = "success";
  else if (self->complete)
    fate = g_strdup (_("Not received"));
  else
    fate = g_strdup (_("Under way")), style = "accent";
  gtk_label_set_text (self->fate, fate);
  gtk_widget_remove_css_class (GTK_WIDGET (self->fate), "success");
  gtk_widget_remove_css_class (GTK_WIDGET (self->fate), "warning");
  gtk_widget_remove_css_class (GTK_WIDGET (self->fate), "accent");
  gtk_widget_add_css_class (GTK_WIDGET (self->fate), style);
  gtk_widget_set_visible (GTK_WIDGET (self->inferred), inferred);
}

static void
show_journey (ZoeMessagePage *self, ZoeScenario *scenario)
{
  ZoeMessageRecord *record = self->record;
  ZoeNodeSpec *sender = zoe_scenario_get_node (scenario, node_of (scenario, record->socket));
  const ZoeRole *role = sender != NULL ? zoe_node_role_find (sender) : NULL;
  g_autofree char *bytes = zoe_wording_dup_bytes (record->size);

  zoe_facts_begin (self->journey);
  zoe_facts_put_link (self->journey, _("From"), dup_sockets_port (scenario, record->socket), ZOE_FACT_NODE,
                      node_of (scenario, record->socket));
  zoe_facts_put_link (self->journey, _("Sent"), zoe_duration_dup_stamp (record->time_ns), ZOE_FACT_EVENT, record->sequence);
  for (guint i = 0; i < record->receipts->len && i < MOST_ROWS; i++)
    {
      ZoeReceipt *receipt = &g_array_index (record->receipts, ZoeReceipt, i);
      ZoeLinkSpec *link = zoe_scenario_find_link (scenario, record->socket, receipt->socket);

      zoe_facts_put_link (self->journey, _("To"), dup_sockets_port (scenario, receipt->socket), ZOE_FACT_NODE,
                          node_of (scenario, receipt->socket));
      if (link != NULL)
        zoe_facts_put_link (self->journey, _("Over"),
                            g_strdup_printf (_("link %u, %s"), link->number, zoe_transport_get_name (link->transport)),
                            ZOE_FACT_LINK, link->number);
      zoe_facts_put_link (self->journey, _("Received"), zoe_duration_dup_stamp (receipt->time_ns), ZOE_FACT_EVENT,
                          receipt->sequence);
      zoe_facts_put_take (self->journey, _("Latency"), zoe_duration_dup_text (receipt->time_ns - record->time_ns));
    }
  if (record->receipts->len > MOST_ROWS)
    zoe_facts_put_take (self->journey, _("And"), g_strdup_printf (_("%u more receipts"), record->receipts->len - MOST_ROWS));
  if (record->cut)
    zoe_facts_put_take (self->journey, _("Size"), g_strdup_printf (_("%s, not all kept"), bytes));
  else
    zoe_facts_put (self->journey, _("Size"), bytes);
  zoe_facts_put_take (self->journey, _("Id"), g_strdup_printf ("%" G_GUINT64_FORMAT, record->id));
  if (record->line > 0 && role != NULL && role->source != NULL)
    zoe_facts_put_link (self->journey, _("Sent by line"), g_strdup_printf ("%s:%u", role->source, record->line),
                        ZOE_FACT_CODE, 0);
  zoe_facts_end (self->journey);
}

static char *
dup_summary (ZoeScenario *scenario, ZoeRecording *recording, ZoeMessageId id)
{
  g_autoptr (ZoeMessageRecord) record = zoe_message_record_load (recording, id);
  g_autofree char *name = zoe_wording_dup_message (scenario, id);
  g_autofree char *body = NULL;

  if (record == NULL || record->frames == NULL || record->frames->len == 0)
    return g_steal_pointer (&name);
  body = zoe_wording_dup_frame (g_ptr_array_index (record->frames, record->frames->len - 1), 32);
  g_strdelimit (body, "\r\n\t", ' ');
  return g_strdup_printf ("%s\n%s", name, body);
}

static void
show_cause_and_effects (ZoeMessagePage *self, ZoeScenario *scenario, ZoeRecording *recording)
{
  ZoeMessageRecord *record = self->record;

  zoe_facts_begin (self->cause);
  if (record->cause != 0)
    zoe_facts_put_link (self->cause, _("Sent because of"), dup_summary (scenario, recording, record->cause), ZOE_FACT_MESSAGE,
                        record->cause);
  zoe_facts_end (self->cause);

  zoe_facts_begin (self->effects);
  for (guint i = 0; i < record->effects->len && i < MOST_ROWS; i++)
    {
      ZoeMessageId effect = g_array_index (record->effects, ZoeMessageId, i);

      zoe_facts_put_link (self->effects, _("Led to"), dup_summary (scenario, recording, effect), ZOE_FACT_MESSAGE, effect);
    }
  if (record->effects->len > MOST_ROWS)
    zoe_facts_put_take (self->effects, _("And"), g_strdup_printf (_("%u more"), record->effects->len - MOST_ROWS));
  zoe_facts_end (self->effects);
}

static void
zoe_message_page_update (ZoePage *page)
{
  ZoeMessagePage *self = ZOE_MESSAGE_PAGE (page);
  ZoeSession *session = zoe_page_get_session (page);
  ZoeScenario *scenario = zoe_session_get_scenario (session);
  ZoeRecording *recording = zoe_session_get_recording (session);
  g_autoptr (ZoeMessageRecord) record = NULL;
  guint64 id = 0, n_events;
  gboolean complete, same;

  g_object_get (session, "selected-message", &id, NULL);
  if (scenario == NULL || recording == NULL || id == 0)
    return;
  n_events = zoe_recording_get_n_events (recording);
  complete = zoe_recording_get_complete (recording);
  same = self->record != NULL && self->record->id == id && self->recording == recording;
  if (same && self->n_events == n_events && self->complete == complete)
    return;

  record = zoe_message_record_load (recording, id);
  if (record == NULL)
    return;
  same = same && self->record->receipts->len == record->receipts->len && self->record->effects->len == record->effects->len &&
         self->complete == complete;
  g_clear_pointer (&self->record, zoe_message_record_free);
  self->record = g_steal_pointer (&record);
  g_set_object (&self->recording, recording);
  self->n_events = n_events;
  self->complete = complete;
  if (same)
    return;

  show_title (self, scenario);
  show_journey (self, scenario);
  show_frames (self, scenario);
  show_cause_and_effects (self, scenario, recording);
}

static void
zoe_message_page_dispose (GObject *object)
{
  ZoeMessagePage *self = ZOE_MESSAGE_PAGE (object);

  g_clear_pointer (&self->record, zoe_message_record_free);
  g_clear_object (&self->recording);
  G_OBJECT_CLASS (zoe_message_page_parent_class)->dispose (object);
}

static void
zoe_message_page_class_init (ZoeMessagePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zoe_message_page_dispose;
  ZOE_PAGE_CLASS (klass)->update = zoe_message_page_update;
  g_type_ensure (ZOE_TYPE_FACTS);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/zoetrope/Zoetrope/message_page.ui");
  gtk_widget_class_bind_template_child (widget_class, ZoeMessagePage, title);
  gtk_widget_class_bind_template_child (widget_class, ZoeMessagePage, subtitle);
  gtk_widget_class_bind_template_child (widget_class, ZoeMessagePage, fate);
  gtk_widget_class_bind_template_child (widget_class, ZoeMessagePage, inferred);
  gtk_widget_class_bind_template_child (widget_class, ZoeMessagePage, journey);
  gtk_widget_class_bind_template_child (widget_class, ZoeMessagePage, frames);
  gtk_widget_class_bind_template_child (widget_class, ZoeMessagePage, cause);
  gtk_widget_class_bind_template_child (widget_class, ZoeMessagePage, effects);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_chosen", G_CALLBACK (zoe_page_on_chosen));
}

static void
zoe_message_page_init (ZoeMessagePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
