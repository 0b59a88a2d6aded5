/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/bar.h"

typedef struct
{
  ZoeSession *session;
} ZoeBarPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (ZoeBar, zoe_bar, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
zoe_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, zoe_bar_get_session (ZOE_BAR (object)));
}

static void
zoe_bar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  zoe_bar_set_session (ZOE_BAR (object), g_value_get_object (value));
}

static void
zoe_bar_dispose (GObject *object)
{
  GtkWidget *child;

  zoe_bar_set_session (ZOE_BAR (object), NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (zoe_bar_parent_class)->dispose (object);
}

static void
zoe_bar_class_init (ZoeBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = zoe_bar_dispose;
  object_class->get_property = zoe_bar_get_property;
  object_class->set_property = zoe_bar_set_property;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, ZOE_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
zoe_bar_init (ZoeBar *self)
{
}

/**
 * zoe_bar_get_session:
 *
 * Returns: (transfer none) (nullable)
 */
ZoeSession *
zoe_bar_get_session (ZoeBar *bar)
{
  ZoeBarPrivate *priv = zoe_bar_get_instance_private (bar);

  return priv->session;
}

void
zoe_bar_set_session (ZoeBar *bar, ZoeSession *session)
{
  ZoeBarPrivate *priv = zoe_bar_get_instance_private (bar);

  if (priv->session == session)
    return;
  if (priv->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (zoe_session_get_control (priv->session), bar);
      g_signal_handlers_disconnect_by_data (priv->session, bar);
    }
  g_set_object (&priv->session, session);
  ZOE_BAR_GET_CLASS (bar)->watch (bar, session);
  g_object_notify_by_pspec (G_OBJECT (bar), properties[PROP_SESSION]);
}

void
zoe_bar_set_class (gpointer widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}
