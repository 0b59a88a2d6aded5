/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/link_page.h"

#include <glib/gi18n.h>

#include "app/facts.h"
#include "app/wording.h"

struct _ZoeLinkPage
{
  ZoePage   parent_instance;
  GtkLabel *title;
  GtkLabel *subtitle;
  ZoeFacts *traffic;
  ZoeFacts *ends;
  ZoeFacts *wire;
};

G_DEFINE_FINAL_TYPE (ZoeLinkPage, zoe_link_page, ZOE_TYPE_PAGE)

static void
put_end (ZoeFacts *facts, const char *name, ZoeScenario *scenario, guint number, gboolean binds)
{
  ZoeSocketSpec *socket = zoe_scenario_get_socket (scenario, number);
  g_autofree char *port = zoe_scenario_dup_port (scenario, number);

  if (socket == NULL)
    return;
  zoe_facts_put_link (facts, name,
                      g_strdup_printf ("%s\n%s, %s", port,
                                       socket->type != ZOE_SOCKET_NONE ? zoe_socket_type_get_name (socket->type) : _("any type"),
                                       binds ? _("binds") : _("connects")),
                      ZOE_FACT_NODE, socket->node);
}

static void
show_wire (ZoeLinkPage *self, ZoeLinkSpec *link)
{
  zoe_facts_begin (self->wire);
  zoe_facts_put (self->wire, _("Transport"), zoe_transport_get_name (link->transport));
  zoe_facts_put (self->wire, _("Endpoint"), link->endpoint != NULL ? link->endpoint : _("chosen by the run"));
  if (link->conditions != NULL)
    {
      g_autoptr (GList) names = g_list_sort (g_hash_table_get_keys (link->conditions), (GCompareFunc) g_strcmp0);

      for (GList *l = names; l != NULL; l = l->next)
        zoe_facts_put (self->wire, l->data, g_hash_table_lookup (link->conditions, l->data));
    }
  zoe_facts_end (self->wire);
}

static void
zoe_link_page_update (ZoePage *page)
{
  ZoeLinkPage *self = ZOE_LINK_PAGE (page);
  ZoeSession *session = zoe_page_get_session (page);
  ZoeScenario *scenario = zoe_session_get_scenario (session);
  ZoeMoment *moment = zoe_session_get_moment (session);
  ZoeSocketSpec *tail, *head;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  ZoeLinkSpec *link;
  guint number = 0;

  g_object_get (session, "selected-link", &number, NULL);
  link = scenario != NULL ? zoe_scenario_get_link (scenario, number) : NULL;
  if (link == NULL)
    return;
  tail = zoe_scenario_get_socket (scenario, link->tail);
  head = zoe_scenario_get_socket (scenario, link->head);

  title = g_strconcat (zoe_scenario_get_node (scenario, tail->node)->name, ZOE_ARROW,
                       zoe_scenario_get_node (scenario, head->node)->name, NULL);
  subtitle = g_strdup_printf (_("Link %u"), link->number);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->subtitle, subtitle);

  zoe_facts_begin (self->traffic);
  if (moment != NULL && link->number <= moment->n_links)
    {
      zoe_facts_put_take (self->traffic, _("Under way"), zoe_wording_dup_count (moment->links[link->number].n_under_way));
      zoe_facts_put_take (self->traffic, _("Carried"), zoe_wording_dup_count (moment->links[link->number].n_carried));
    }
  zoe_facts_end (self->traffic);

  zoe_facts_begin (self->ends);
  put_end (self->ends, _("From"), scenario, link->tail, !link->head_binds);
  put_end (self->ends, _("To"), scenario, link->head, link->head_binds);
  zoe_facts_end (self->ends);
  show_wire (self, link);
}

static void
zoe_link_page_class_init (ZoeLinkPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ZOE_PAGE_CLASS (klass)->update = zoe_link_page_update;
  g_type_ensure (ZOE_TYPE_FACTS);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/zoetrope/Zoetrope/link_page.ui");
  gtk_widget_class_bind_template_child (widget_class, ZoeLinkPage, title);
  gtk_widget_class_bind_template_child (widget_class, ZoeLinkPage, subtitle);
  gtk_widget_class_bind_template_child (widget_class, ZoeLinkPage, traffic);
  gtk_widget_class_bind_template_child (widget_class, ZoeLinkPage, ends);
  gtk_widget_class_bind_template_child (widget_class, ZoeLinkPage, wire);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_chosen", G_CALLBACK (zoe_page_on_chosen));
}

static void
zoe_link_page_init (ZoeLinkPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
