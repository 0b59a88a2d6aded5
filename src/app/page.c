/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/page.h"

#include "app/facts.h"

/* Nobody reads faster than this while things move. */
#define UPDATE_MS 80

typedef struct
{
  ZoeSession   *session;
  GSignalGroup *session_signals;
  GSignalGroup *recording_signals;
  guint         update;
} ZoePagePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (ZoePage, zoe_page, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static gboolean
on_update (gpointer data)
{
  ZoePagePrivate *priv = zoe_page_get_instance_private (data);

  priv->update = 0;
  zoe_page_update (data);
  return G_SOURCE_REMOVE;
}

static void
on_moved (ZoePage *self)
{
  ZoePagePrivate *priv = zoe_page_get_instance_private (self);

  if (!zoe_session_get_playing (priv->session))
    zoe_page_update (self);
  else if (priv->update == 0)
    priv->update = g_timeout_add (UPDATE_MS, on_update, self);
}

static void
on_recording_changed (ZoePage *self)
{
  ZoePagePrivate *priv = zoe_page_get_instance_private (self);

  g_signal_group_set_target (priv->recording_signals, zoe_session_get_recording (priv->session));
  zoe_page_update (self);
}

static void
set_session (ZoePage *self, ZoeSession *session)
{
  ZoePagePrivate *priv = zoe_page_get_instance_private (self);

  if (priv->session != NULL && priv->session != session)
    g_signal_handlers_disconnect_by_data (zoe_session_get_control (priv->session), self);
  if (!g_set_object (&priv->session, session))
    return;
  if (session != NULL)
    g_signal_connect_object (zoe_session_get_control (session), "changed", G_CALLBACK (zoe_page_update), self, G_CONNECT_SWAPPED);
  g_signal_group_set_target (priv->session_signals, session);
  g_signal_group_set_target (priv->recording_signals, session != NULL ? zoe_session_get_recording (session) : NULL);
  zoe_page_update (self);
}

static void
zoe_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (zoe_page_parent_class)->map (widget);
  zoe_page_update (ZOE_PAGE (widget));
}

static void
zoe_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, zoe_page_get_session (ZOE_PAGE (object)));
}

static void
zoe_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  set_session (ZOE_PAGE (object), g_value_get_object (value));
}

static void
zoe_page_dispose (GObject *object)
{
  ZoePagePrivate *priv = zoe_page_get_instance_private (ZOE_PAGE (object));

  g_clear_handle_id (&priv->update, g_source_remove);
  if (priv->session_signals != NULL)
    g_signal_group_set_target (priv->session_signals, NULL);
  if (priv->recording_signals != NULL)
    g_signal_group_set_target (priv->recording_signals, NULL);
  g_clear_object (&priv->session_signals);
  g_clear_object (&priv->recording_signals);
  g_clear_object (&priv->session);
  G_OBJECT_CLASS (zoe_page_parent_class)->dispose (object);
}

static void
zoe_page_class_init (ZoePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = zoe_page_dispose;
  object_class->get_property = zoe_page_get_property;
  object_class->set_property = zoe_page_set_property;
  GTK_WIDGET_CLASS (klass)->map = zoe_page_map;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, ZOE_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
zoe_page_init (ZoePage *self)
{
  static const char *const notified[] =
  {
    "notify::scenario", "notify::running", "notify::selected-node", "notify::selected-link", "notify::selected-socket",
    "notify::selected-message", "notify::selected-event", "notify::playing",
  };
  ZoePagePrivate *priv = zoe_page_get_instance_private (self);

  priv->session_signals = g_signal_group_new (ZOE_TYPE_SESSION);
  g_signal_group_connect_swapped (priv->session_signals, "notify::recording", G_CALLBACK (on_recording_changed), self);
  for (guint i = 0; i < G_N_ELEMENTS (notified); i++)
    g_signal_group_connect_swapped (priv->session_signals, notified[i], G_CALLBACK (zoe_page_update), self);

  g_signal_group_connect_swapped (priv->session_signals, "moved", G_CALLBACK (on_moved), self);

  priv->recording_signals = g_signal_group_new (ZOE_TYPE_RECORDING);
  g_signal_group_connect_swapped (priv->recording_signals, "notify::n-events", G_CALLBACK (on_moved), self);
  g_signal_group_connect_swapped (priv->recording_signals, "notify::complete", G_CALLBACK (zoe_page_update), self);
}

/**
 * zoe_page_get_session:
 *
 * Returns: (transfer none) (nullable)
 */
ZoeSession *
zoe_page_get_session (ZoePage *self)
{
  ZoePagePrivate *priv = zoe_page_get_instance_private (self);

  return priv->session;
}

/**
 * zoe_page_update:
 *
 * Shows what the session has, if anybody can see it.
 */
void
zoe_page_update (ZoePage *self)
{
  ZoePagePrivate *priv = zoe_page_get_instance_private (self);

  if (priv->session != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    ZOE_PAGE_GET_CLASS (self)->update (self);
}

/**
 * zoe_page_on_chosen:
 *
 * For the "chosen" signal of a page's facts: goes where the row leads.
 */
void
zoe_page_on_chosen (GtkWidget *facts, guint target, guint64 id, ZoePage *self)
{
  ZoeSession *session = zoe_page_get_session (self);

  switch ((ZoeFactTarget) target)
    {
    case ZOE_FACT_CODE:
      gtk_widget_activate_action (GTK_WIDGET (self), "win.show-code", NULL);
      break;
    case ZOE_FACT_EVENT:
      zoe_session_select_event (session, id);
      break;
    case ZOE_FACT_LINK:
      zoe_session_select_link (session, id);
      break;
    case ZOE_FACT_MESSAGE:
      zoe_session_select_message (session, id);
      break;
    case ZOE_FACT_NODE:
      zoe_session_select_node (session, id);
      break;
    case ZOE_FACT_PLAIN:
      break;
    }
}
