/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/node_page.h"

#include <glib/gi18n.h>

#include "app/facts.h"
#include "app/fault_menu.h"
#include "app/node_role.h"
#include "app/wording.h"
#include "model/duration.h"

struct _ZoeNodePage
{
  ZoePage    parent_instance;
  GtkMenuButton *break_button;
  GtkLabel  *title;
  GtkLabel  *subtitle;
  GtkLabel  *phase;
  GtkLabel  *summary;
  ZoeFacts  *shown;
  ZoeFacts  *now;
  ZoeFacts  *sockets;
  ZoeFacts  *parameters;
};

G_DEFINE_FINAL_TYPE (ZoeNodePage, zoe_node_page, ZOE_TYPE_PAGE)

static const struct
{
  const char *name;
  const char *style;
} phases[] =
{
  [ZOE_NODE_ABSENT]  = { N_("Not started"), "dim" },
  [ZOE_NODE_RUNNING] = { N_("Running"), "accent" },
  [ZOE_NODE_ENDED]   = { N_("Ended"), "dim" },
};

/* What was done to it says more than what it does by itself. */
static const char *
get_damage_name (const ZoeNodeDamage *damage)
{
  switch (damage->health)
    {
    case ZOE_NODE_KILLED:  return _("Killed");
    case ZOE_NODE_STOPPED: return _("Stopped");
    default:               return damage->frozen ? _("Frozen") : NULL;
    }
}

static void
show_phase (ZoeNodePage *self, ZoeNodeMoment *moment, const ZoeNodeDamage *damage, gboolean busy)
{
  const char *broken = damage != NULL ? get_damage_name (damage) : NULL;
  const char *text = broken != NULL ? broken : busy ? _("Busy") : _(phases[moment->phase].name);
  const char *style = broken != NULL || busy ? "warning" : phases[moment->phase].style;

  if (g_str_equal (gtk_label_get_text (self->phase), text))
    return;
  gtk_label_set_text (self->phase, text);
  gtk_widget_remove_css_class (GTK_WIDGET (self->phase), "accent");
  gtk_widget_remove_css_class (GTK_WIDGET (self->phase), "dim");
  gtk_widget_remove_css_class (GTK_WIDGET (self->phase), "warning");
  gtk_widget_add_css_class (GTK_WIDGET (self->phase), style);
}

static void
show_moment (ZoeNodePage *self, ZoeSession *session, ZoeNodeSpec *node)
{
  ZoeMoment *moment = zoe_session_get_moment (session);
  ZoeNodeMoment *now = moment != NULL && node->number <= moment->n_nodes ? &moment->nodes[node->number] : NULL;
  ZoeDamage *damage = zoe_session_get_damage (session);
  const ZoeRole *role = zoe_node_role_find (node);
  gint64 time_ns = zoe_session_get_time (session);

  gtk_widget_set_visible (GTK_WIDGET (self->phase), now != NULL);
  zoe_facts_begin (self->shown);
  zoe_facts_begin (self->now);
  if (now != NULL)
    {
      gboolean busy = now->phase == ZOE_NODE_RUNNING && now->busy_from_ns <= time_ns && time_ns < now->busy_until_ns;

      show_phase (self, now, damage != NULL ? zoe_damage_get_node (damage, node->number) : NULL, busy);
      for (guint i = 0; now->shown != NULL && i < now->shown->len; i++)
        {
          ZoeShown *shown = g_ptr_array_index (now->shown, i);

          zoe_facts_put (self->shown, shown->name, shown->value);
        }
      zoe_facts_put_take (self->now, _("Sent"), zoe_wording_dup_count (now->n_sent));
      zoe_facts_put_take (self->now, _("Received"), zoe_wording_dup_count (now->n_received));
      if (busy)
        zoe_facts_put_take (self->now, _("Busy for another"), zoe_duration_dup_text (now->busy_until_ns - time_ns));
      if (now->line > 0 && role != NULL && role->source != NULL)
        zoe_facts_put_link (self->now, _("At line"), g_strdup_printf ("%s:%u", role->source, now->line), ZOE_FACT_CODE, 0);
    }
  zoe_facts_end (self->shown);
  zoe_facts_end (self->now);
}

static char *
dup_socket_text (ZoeScenario *scenario, ZoeSocketSpec *socket)
{
  GString *text = g_string_new (socket->type != ZOE_SOCKET_NONE ? zoe_socket_type_get_name (socket->type) : _("any type"));

  for (guint i = 0; i < scenario->links->len; i++)
    {
      ZoeLinkSpec *link = g_ptr_array_index (scenario->links, i);

      if ((link->head_binds ? link->head : link->tail) == socket->number)
        {
          g_string_append_printf (text, ", %s", _("binds"));
          break;
        }
    }
  for (guint i = 0; socket->options != NULL && i < socket->options->len; i++)
    g_string_append_printf (text, "\n%s", (const char *) g_ptr_array_index (socket->options, i));
  return g_string_free (text, FALSE);
}

static void
show_sockets (ZoeNodePage *self, ZoeScenario *scenario, ZoeNodeSpec *node)
{
  zoe_facts_begin (self->sockets);
  for (guint i = 0; i < scenario->sockets->len; i++)
    {
      ZoeSocketSpec *socket = g_ptr_array_index (scenario->sockets, i);

      if (socket->node == node->number)
        zoe_facts_put_take (self->sockets, socket->name, dup_socket_text (scenario, socket));
    }
  zoe_facts_end (self->sockets);
}

static void
show_parameters (ZoeNodePage *self, ZoeNodeSpec *node)
{
  const ZoeRole *role = zoe_node_role_find (node);
  g_autoptr (GList) names = node->parameters != NULL ? g_hash_table_get_keys (node->parameters) : NULL;

  names = g_list_sort (names, (GCompareFunc) g_strcmp0);
  zoe_facts_begin (self->parameters);
  for (GList *l = names; l != NULL; l = l->next)
    {
      const ZoeRoleParameter *row = role != NULL ? zoe_role_find_parameter (role, l->data) : NULL;
      const char *value = g_hash_table_lookup (node->parameters, l->data);

      if (value != NULL && *value != '\0')
        zoe_facts_put_take (self->parameters, l->data,
                            row != NULL && row->unit != NULL ? g_strdup_printf ("%s %s", value, row->unit) : g_strdup (value));
    }
  if (node->start_ns > 0)
    zoe_facts_put_take (self->parameters, _("Joins at"), zoe_duration_dup_text (node->start_ns));
  zoe_facts_end (self->parameters);
}

static void
on_break (GtkMenuButton *button, gpointer page)
{
  ZoeSession *session = zoe_page_get_session (page);
  guint node = zoe_session_get_selected_node (session);
  g_autoptr (GMenuModel) menu = node != 0 ? zoe_fault_menu_new_for_node (session, node) : NULL;

  gtk_menu_button_set_menu_model (button, menu);
}

static void
zoe_node_page_update (ZoePage *page)
{
  ZoeNodePage *self = ZOE_NODE_PAGE (page);
  ZoeSession *session = zoe_page_get_session (page);
  ZoeScenario *scenario = zoe_session_get_scenario (session);
  ZoeNodeSpec *node;
  const ZoeRole *role;
  const char *summary;
  guint number = 0;

  g_object_get (session, "selected-node", &number, NULL);
  node = scenario != NULL ? zoe_scenario_get_node (scenario, number) : NULL;
  if (node == NULL)
    return;

  gtk_widget_set_visible (GTK_WIDGET (self->break_button), zoe_session_get_running (session));
  gtk_label_set_text (self->title, node->name);
  gtk_label_set_text (self->subtitle, node->external ? _("A program outside the lab") : node->role_name);
  role = zoe_node_role_find (node);
  summary = role != NULL && role->summary != NULL ? _(role->summary) : "";
  gtk_label_set_text (self->summary, summary);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), *summary != '\0');
  show_moment (self, session, node);
  show_sockets (self, scenario, node);
  show_parameters (self, node);
}

static void
zoe_node_page_class_init (ZoeNodePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ZOE_PAGE_CLASS (klass)->update = zoe_node_page_update;
  g_type_ensure (ZOE_TYPE_FACTS);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/zoetrope/Zoetrope/node_page.ui");
  gtk_widget_class_bind_template_child (widget_class, ZoeNodePage, break_button);
  gtk_widget_class_bind_template_child (widget_class, ZoeNodePage, title);
  gtk_widget_class_bind_template_child (widget_class, ZoeNodePage, subtitle);
  gtk_widget_class_bind_template_child (widget_class, ZoeNodePage, phase);
  gtk_widget_class_bind_template_child (widget_class, ZoeNodePage, summary);
  gtk_widget_class_bind_template_child (widget_class, ZoeNodePage, shown);
  gtk_widget_class_bind_template_child (widget_class, ZoeNodePage, now);
  gtk_widget_class_bind_template_child (widget_class, ZoeNodePage, sockets);
  gtk_widget_class_bind_template_child (widget_class, ZoeNodePage, parameters);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_chosen", G_CALLBACK (zoe_page_on_chosen));
}

static void
zoe_node_page_init (ZoeNodePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->break_button, on_break, self, NULL);
}
