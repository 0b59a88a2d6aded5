/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/scenario_page.h"

#include <glib/gi18n.h>

#include "app/facts.h"
#include "app/wording.h"
#include "model/duration.h"

struct _ZoeScenarioPage
{
  ZoePage   parent_instance;
  GtkLabel *title;
  GtkLabel *summary;
  ZoeFacts *scenario;
  ZoeFacts *recording;
  ZoeFacts *nodes;
};

G_DEFINE_FINAL_TYPE (ZoeScenarioPage, zoe_scenario_page, ZOE_TYPE_PAGE)

static void
show_scenario (ZoeScenarioPage *self, ZoeSession *session, ZoeScenario *scenario)
{
  ZoeBreakpoints *breakpoints = zoe_control_get_breakpoints (zoe_session_get_control (session));
  g_autofree char *breaks = g_strjoinv ("; ", (char **) zoe_breakpoints_list (breakpoints));

  zoe_facts_begin (self->scenario);
  zoe_facts_put (self->scenario, _("Chapter"), scenario->chapter);
  zoe_facts_put (self->scenario, _("Figure"), scenario->figure);
  zoe_facts_put (self->scenario, _("Until"), scenario->until != NULL ? scenario->until : _("every node has ended"));
  zoe_facts_put (self->scenario, _("Breakpoints"), *breaks != '\0' ? breaks : NULL);
  zoe_facts_put_take (self->scenario, _("Seed"), g_strdup_printf ("%" G_GUINT64_FORMAT, scenario->seed));
  zoe_facts_put_take (self->scenario, _("Sockets"), zoe_wording_dup_count (scenario->sockets->len));
  zoe_facts_put_take (self->scenario, _("Links"), zoe_wording_dup_count (scenario->links->len));
  zoe_facts_end (self->scenario);
}

static void
show_recording (ZoeScenarioPage *self, ZoeSession *session)
{
  ZoeRecording *recording = zoe_session_get_recording (session);

  zoe_facts_begin (self->recording);
  if (recording != NULL)
    {
      const char *path = zoe_recording_get_path (recording);
      g_autofree char *name = path != NULL ? g_path_get_basename (path) : NULL;

      zoe_facts_put (self->recording, _("State"),
                     zoe_session_get_running (session) ? _("growing")
                     : zoe_recording_get_complete (recording) ? _("complete") : _("cut short"));
      zoe_facts_put_take (self->recording, _("Events"), zoe_wording_dup_count (zoe_recording_get_n_events (recording)));
      zoe_facts_put_take (self->recording, _("Duration"), zoe_duration_dup_text (zoe_recording_get_duration (recording)));
      zoe_facts_put (self->recording, _("File"), name);
    }
  zoe_facts_end (self->recording);
}

static void
show_nodes (ZoeScenarioPage *self, ZoeScenario *scenario)
{
  zoe_facts_begin (self->nodes);
  for (guint i = 0; i < scenario->nodes->len && i < 64; i++)
    {
      ZoeNodeSpec *node = g_ptr_array_index (scenario->nodes, i);

      zoe_facts_put_link (self->nodes, node->name,
                          g_strdup (g_str_equal (node->name, node->role_name) ? "" : node->role_name),
                          ZOE_FACT_NODE, node->number);
    }
  zoe_facts_end (self->nodes);
}

static void
zoe_scenario_page_update (ZoePage *page)
{
  ZoeScenarioPage *self = ZOE_SCENARIO_PAGE (page);
  ZoeSession *session = zoe_page_get_session (page);
  ZoeScenario *scenario = zoe_session_get_scenario (session);

  if (scenario == NULL)
    return;
  gtk_label_set_text (self->title, scenario->title != NULL ? scenario->title : scenario->name != NULL ? scenario->name : "");
  gtk_label_set_text (self->summary, scenario->summary != NULL ? scenario->summary : "");
  gtk_widget_set_visible (GTK_WIDGET (self->summary), scenario->summary != NULL && *scenario->summary != '\0');
  show_recording (self, session);
  show_nodes (self, scenario);
  show_scenario (self, session, scenario);
}

static void
zoe_scenario_page_class_init (ZoeScenarioPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ZOE_PAGE_CLASS (klass)->update = zoe_scenario_page_update;
  g_type_ensure (ZOE_TYPE_FACTS);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/zoetrope/Zoetrope/scenario_page.ui");
  gtk_widget_class_bind_template_child (widget_class, ZoeScenarioPage, title);
  gtk_widget_class_bind_template_child (widget_class, ZoeScenarioPage, summary);
  gtk_widget_class_bind_template_child (widget_class, ZoeScenarioPage, scenario);
  gtk_widget_class_bind_template_child (widget_class, ZoeScenarioPage, recording);
  gtk_widget_class_bind_template_child (widget_class, ZoeScenarioPage, nodes);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_chosen", G_CALLBACK (zoe_page_on_chosen));
}

static void
zoe_scenario_page_init (ZoeScenarioPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
