/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/link_page.h"

#include <glib/gi18n.h>

#include "app/facts.h"
#include "app/fault_menu.h"
#include "app/wording.h"
#include "model/duration.h"

#define MOST_HELD 20

struct _ZoeLinkPage
{
  ZoePage   parent_instance;
  GtkMenuButton *break_button;
  ZoeFacts *damage;
  ZoeFacts *held;
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
put_length (ZoeFacts *facts, const char *name, gint64 ns)
{
  if (ns > 0)
    zoe_facts_put_take (facts, name, zoe_duration_dup_text (ns));
}

/* As it is at the play head, so that a recording shows the same. */
static void
show_damage (ZoeLinkPage *self, ZoeSession *session, guint link)
{
  ZoeDamage *damage = zoe_session_get_damage (session);
  GArray *flights = zoe_session_get_flights (session);
  gint64 time_ns = zoe_session_get_time (session);
  const ZoeLinkDamage *state = damage != NULL ? zoe_damage_get_link (damage, link) : NULL;
  guint n = 0;

  zoe_facts_begin (self->damage);
  if (state != NULL)
    {
      if (state->cut)
        zoe_facts_put (self->damage, _("Cut"), _("nothing comes through"));
      if (state->hold)
        zoe_facts_put (self->damage, _("Held"), _("messages wait to be let go"));
      put_length (self->damage, _("Delay"), state->delay_ns);
      put_length (self->damage, _("Jitter"), state->jitter_ns);
      if (state->bandwidth > 0)
        zoe_facts_put_take (self->damage, _("Bandwidth"), g_strdup_printf ("%" G_GINT64_FORMAT " B/s", state->bandwidth));
    }
  zoe_facts_end (self->damage);

  zoe_facts_begin (self->held);
  for (guint i = 0; state != NULL && i < flights->len && n < MOST_HELD; i++)
    {
      const ZoeFlight *flight = &g_array_index (flights, ZoeFlight, i);

      if (flight->link != link || !zoe_damage_is_held (damage, flight->message, link, flight->to_socket, time_ns))
        continue;
      zoe_facts_put_link (self->held, flight->label, zoe_wording_dup_message (zoe_session_get_scenario (session), flight->message),
                          ZOE_FACT_MESSAGE, flight->message);
      n++;
    }
  zoe_facts_end (self->held);
}

static void
on_break (GtkMenuButton *button, gpointer page)
{
  ZoeSession *session = zoe_page_get_session (page);
  guint link = zoe_session_get_selected_link (session);
  g_autoptr (GMenuModel) menu = link != 0 ? zoe_fault_menu_new_for_link (session, link) : NULL;

  gtk_menu_button_set_menu_model (button, menu);
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

  gtk_widget_set_visible (GTK_WIDGET (self->break_button), zoe_session_get_running (session));
  show_damage (self, session, link->number);
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
  gtk_widget_class_bind_template_child (widget_class, ZoeLinkPage, break_button);
  gtk_widget_class_bind_template_child (widget_class, ZoeLinkPage, damage);
  gtk_widget_class_bind_template_child (widget_class, ZoeLinkPage, held);
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
  gtk_menu_button_set_create_popup_func (self->break_button, on_break, self, NULL);
}
