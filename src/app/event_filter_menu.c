/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/event_filter_menu.h"

#include <glib/gi18n.h>

#include "model/event.h"

#define BIT(kind) (G_GUINT64_CONSTANT (1) << (kind))

static const struct
{
  const char *title;
  guint64     kinds;
} groups[] =
{
  { N_("Sends"), BIT (ZOE_EVENT_SEND) },
  { N_("Receipts"), BIT (ZOE_EVENT_RECEIVE) },
  { N_("Kept on a link, dropped, duplicated"), BIT (ZOE_EVENT_HELD) | BIT (ZOE_EVENT_DROPPED) | BIT (ZOE_EVENT_DUPLICATED) },
  { N_("Trouble: blocked, refused, unroutable"), BIT (ZOE_EVENT_BLOCKED) | BIT (ZOE_EVENT_REFUSED) | BIT (ZOE_EVENT_UNROUTABLE) },
  { N_("What nodes show, print and work on"), BIT (ZOE_EVENT_STATE) | BIT (ZOE_EVENT_NOTE) | BIT (ZOE_EVENT_WORK) },
  { N_("Subscriptions"), BIT (ZOE_EVENT_SUBSCRIBE) | BIT (ZOE_EVENT_UNSUBSCRIBE) },
  { N_("Starts, ends and connections"),
    BIT (ZOE_EVENT_START) | BIT (ZOE_EVENT_END) | BIT (ZOE_EVENT_BIND) | BIT (ZOE_EVENT_CONNECT) | BIT (ZOE_EVENT_LISTENING) |
    BIT (ZOE_EVENT_ACCEPTED) | BIT (ZOE_EVENT_CONNECTED) | BIT (ZOE_EVENT_HANDSHAKE) | BIT (ZOE_EVENT_HANDSHAKE_FAILED) |
    BIT (ZOE_EVENT_RETRIED) | BIT (ZOE_EVENT_DISCONNECTED) | BIT (ZOE_EVENT_CLOSED) },
  { N_("The lab's own doings"),
    BIT (ZOE_EVENT_PAUSE) | BIT (ZOE_EVENT_RESUME) | BIT (ZOE_EVENT_RATE) | BIT (ZOE_EVENT_JUMP) | BIT (ZOE_EVENT_FAULT) |
    BIT (ZOE_EVENT_STEP) | BIT (ZOE_EVENT_MODE) },
};

struct _ZoeEventFilterMenu
{
  AdwBin         parent_instance;
  GtkMenuButton *button;
  GtkWidget     *checks[G_N_ELEMENTS (groups)];
  guint64        kinds;
};

G_DEFINE_FINAL_TYPE (ZoeEventFilterMenu, zoe_event_filter_menu, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_KINDS,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static void
on_toggled (ZoeEventFilterMenu *self)
{
  guint64 kinds = 0;
  gboolean all = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->checks[i])))
      kinds |= groups[i].kinds;
    else
      all = FALSE;

  /* No kind at all would be an empty list, which nobody wants; but 0 means all, so ask for a kind that never happens. */
  kinds = all ? 0 : kinds == 0 ? BIT (ZOE_EVENT_NONE) : kinds;
  if (all)
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "filtering");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "filtering");
  if (kinds != self->kinds)
    {
      self->kinds = kinds;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KINDS]);
    }
}

static void
zoe_event_filter_menu_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_uint64 (value, ZOE_EVENT_FILTER_MENU (object)->kinds);
}

static void
zoe_event_filter_menu_class_init (ZoeEventFilterMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = zoe_event_filter_menu_get_property;
  properties[PROP_KINDS] = g_param_spec_uint64 ("kinds", NULL, NULL, 0, G_MAXUINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
}

static void
zoe_event_filter_menu_init (ZoeEventFilterMenu *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *all = gtk_button_new_with_label (_("Show All"));

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      self->checks[i] = gtk_check_button_new_with_label (_(groups[i].title));
      gtk_check_button_set_active (GTK_CHECK_BUTTON (self->checks[i]), TRUE);
      g_signal_connect_swapped (self->checks[i], "toggled", G_CALLBACK (on_toggled), self);
      gtk_box_append (GTK_BOX (box), self->checks[i]);
    }
  gtk_widget_set_margin_top (all, 6);
  g_signal_connect_swapped (all, "clicked", G_CALLBACK (zoe_event_filter_menu_reset), self);
  gtk_box_append (GTK_BOX (box), all);
  gtk_widget_add_css_class (box, "filter-menu");
  gtk_popover_set_child (GTK_POPOVER (popover), box);

  self->button = g_object_new (GTK_TYPE_MENU_BUTTON,
                               "icon-name", "zoe-filter-symbolic",
                               "tooltip-text", _("Kinds of events to list"),
                               "popover", popover,
                               NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Kinds of events to list"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}

guint64
zoe_event_filter_menu_get_kinds (ZoeEventFilterMenu *self)
{
  return self->kinds;
}

void
zoe_event_filter_menu_reset (ZoeEventFilterMenu *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->checks[i]), TRUE);
}
