/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/inspector.h"

#include "app/code_view.h"
#include "app/link_page.h"
#include "app/message_page.h"
#include "app/node_page.h"
#include "app/scenario_page.h"

struct _ZoeInspector
{
  ZoePage   parent_instance;
  GtkStack *tabs;
  GtkStack *pages;
};

G_DEFINE_FINAL_TYPE (ZoeInspector, zoe_inspector, ZOE_TYPE_PAGE)

static void
zoe_inspector_update (ZoePage *page)
{
  ZoeInspector *self = ZOE_INSPECTOR (page);
  ZoeSession *session = zoe_page_get_session (page);
  guint64 message = 0;
  guint link = 0, node = 0;
  const char *name;

  g_object_get (session, "selected-message", &message, "selected-link", &link, "selected-node", &node, NULL);
  if (message != 0 && zoe_session_get_recording (session) != NULL)
    name = "message";
  else if (link != 0)
    name = "link";
  else if (node != 0)
    name = "node";
  else
    name = zoe_session_get_scenario (session) != NULL ? "scenario" : "nothing";
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), name) != 0)
    gtk_stack_set_visible_child_name (self->pages, name);
}

static void
zoe_inspector_class_init (ZoeInspectorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ZOE_PAGE_CLASS (klass)->update = zoe_inspector_update;
  g_type_ensure (ZOE_TYPE_CODE_VIEW);
  g_type_ensure (ZOE_TYPE_LINK_PAGE);
  g_type_ensure (ZOE_TYPE_MESSAGE_PAGE);
  g_type_ensure (ZOE_TYPE_NODE_PAGE);
  g_type_ensure (ZOE_TYPE_SCENARIO_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/zoetrope/Zoetrope/inspector.ui");
  gtk_widget_class_bind_template_child (widget_class, ZoeInspector, tabs);
  gtk_widget_class_bind_template_child (widget_class, ZoeInspector, pages);
}

static void
zoe_inspector_init (ZoeInspector *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
zoe_inspector_show_tab (ZoeInspector *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->tabs, name);
}

const char *
zoe_inspector_get_tab (ZoeInspector *self)
{
  return gtk_stack_get_visible_child_name (self->tabs);
}
