/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/transport_bar.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/rate.h"
#include "app/readout.h"
#include "app/run_controls.h"
#include "model/duration.h"

#define NEAR_NS (ZOE_NS_PER_S / 20)   /* nobody calls this behind */

struct _ZoeTransportBar
{
  GtkWidget         parent_instance;

  AdwButtonContent *run_content;
  ZoeReadout       *event;
  GtkToggleButton  *follow;
  ZoeReadout       *head;
  GtkButton        *play;
  GtkMenuButton    *rate;
  ZoeReadout       *rate_text;
  GtkButton        *run;
  ZoeReadout       *time;

  ZoeSession       *session;
};

G_DEFINE_FINAL_TYPE (ZoeTransportBar, zoe_transport_bar, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static const guint event_delays[] = { 50, 200, 500, 1000, 2000 };

static void
set_class (gpointer widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
update_time (ZoeTransportBar *self)
{
  ZoeRecording *recording = zoe_session_get_recording (self->session);
  g_autofree char *at = NULL, *end = NULL, *time = NULL, *event = NULL;

  if (recording == NULL)
    {
      zoe_readout_set_text (self->time, zoe_session_get_scenario (self->session) != NULL ? _("Not run yet") : "");
      zoe_readout_set_text (self->event, "");
      return;
    }
  at = zoe_duration_dup_stamp (zoe_session_get_time (self->session));
  end = zoe_duration_dup_text (zoe_session_get_end_time (self->session));
  time = g_strdup_printf ("%s / %s", at, end);
  event = g_strdup_printf (_("event %lu of %lu"), (gulong) zoe_session_get_sequence (self->session),
                           (gulong) zoe_recording_get_n_events (recording));
  zoe_readout_set_text (self->time, time);
  zoe_readout_set_text (self->event, event);
}

/* Which head one looks at. One button says it and, while a run goes on, leads to the other. */
static void
update_head (ZoeTransportBar *self)
{
  gboolean running = zoe_session_get_running (self->session), following = zoe_session_get_following (self->session);
  gboolean recorded = zoe_session_get_recording (self->session) != NULL;
  gint64 behind_ns = zoe_session_get_end_time (self->session) - zoe_session_get_time (self->session);
  gboolean live = running && (following || behind_ns < NEAR_NS);
  g_autofree char *text = NULL;

  if (live)
    text = g_strdup (zoe_session_get_run_paused (self->session) ? _("● Live, held") : _("● Live"));
  else if (running)
    {
      g_autofree char *behind = zoe_duration_dup_text (behind_ns);

      text = g_strdup_printf (_("%s behind"), behind);
    }
  else
    text = g_strdup (recorded ? _("Recorded") : _("No recording"));
  zoe_readout_set_text (self->head, text);
  set_class (self->follow, "live", live);
  set_class (self->follow, "behind", running && !live);
}

static void
on_moved (ZoeTransportBar *self)
{
  update_time (self);
  update_head (self);
}

static void
update_buttons (ZoeTransportBar *self)
{
  gboolean running = zoe_session_get_running (self->session), playing = zoe_session_get_playing (self->session);
  const char *follow = running ? _("Look at the run as it goes (L)")
                               : zoe_session_get_recording (self->session) != NULL
                                 ? _("One looks at a recording: no run goes on") : _("Nothing has been recorded yet");

  adw_button_content_set_label (self->run_content, running ? _("Stop") : _("Run"));
  adw_button_content_set_icon_name (self->run_content, running ? "media-playback-stop-symbolic" : "system-run-symbolic");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->run), running ? "stage.stop" : "stage.run");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->run), running ? _("Stop the run (Shift+F5)")
                                                               : _("Run the scenario on real sockets, and record it (F5)"));
  set_class (self->run, "destructive-action", running);
  gtk_button_set_icon_name (self->play, playing ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play), playing ? _("Pause the picture (Space)") : _("Play the picture (Space)"));
  set_class (self->play, "suggested-action", !playing && zoe_session_get_recording (self->session) != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play), GTK_ACCESSIBLE_PROPERTY_LABEL, playing ? _("Pause") : _("Play"), -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->follow), follow);
  on_moved (self);
}

static void
update_rate (ZoeTransportBar *self)
{
  g_autofree char *text = NULL;

  if (zoe_session_get_pace (self->session) == ZOE_PACE_PER_EVENT)
    {
      g_autofree char *delay = zoe_duration_dup_text (zoe_session_get_event_delay (self->session) * ZOE_NS_PER_MS);

      text = g_strdup_printf (_("%s / event"), delay);
    }
  else
    text = zoe_rate_dup_name (zoe_session_get_rate (self->session));
  zoe_readout_set_text (self->rate_text, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rate), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static GMenuModel *
create_rate_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) rates = g_menu_new (), delays = g_menu_new ();

  for (guint i = zoe_rate_count_presets (); i > 0; i--)
    {
      const ZoeRatePreset *preset = zoe_rate_get_preset (i - 1);
      g_autofree char *label = preset->words != NULL ? g_strdup_printf ("%s  —  %s", preset->name, _(preset->words))
                                                     : g_strdup (preset->name);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "stage.rate", "d", preset->rate);
      g_menu_append_item (rates, item);
    }
  for (guint i = 0; i < G_N_ELEMENTS (event_delays); i++)
    {
      g_autofree char *delay = zoe_duration_dup_text (event_delays[i] * ZOE_NS_PER_MS);
      g_autofree char *label = g_strdup_printf (_("one event each %s"), delay);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "stage.event-delay", "u", event_delays[i]);
      g_menu_append_item (delays, item);
    }
  g_menu_append_section (menu, _("Event by Event"), G_MENU_MODEL (delays));
  g_menu_append_section (menu, _("Scenario Time"), G_MENU_MODEL (rates));
  return G_MENU_MODEL (menu);
}

static void
zoe_transport_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, ZOE_TRANSPORT_BAR (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
zoe_transport_bar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    zoe_transport_bar_set_session (ZOE_TRANSPORT_BAR (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
zoe_transport_bar_dispose (GObject *object)
{
  GtkWidget *child;

  zoe_transport_bar_set_session (ZOE_TRANSPORT_BAR (object), NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (zoe_transport_bar_parent_class)->dispose (object);
}

static void
zoe_transport_bar_class_init (ZoeTransportBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = zoe_transport_bar_dispose;
  object_class->get_property = zoe_transport_bar_get_property;
  object_class->set_property = zoe_transport_bar_set_property;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, ZOE_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (ADW_TYPE_BUTTON_CONTENT);
  g_type_ensure (ZOE_TYPE_READOUT);
  g_type_ensure (ZOE_TYPE_RUN_CONTROLS);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/zoetrope/Zoetrope/transport_bar.ui");
  gtk_widget_class_bind_template_child (widget_class, ZoeTransportBar, event);
  gtk_widget_class_bind_template_child (widget_class, ZoeTransportBar, follow);
  gtk_widget_class_bind_template_child (widget_class, ZoeTransportBar, head);
  gtk_widget_class_bind_template_child (widget_class, ZoeTransportBar, play);
  gtk_widget_class_bind_template_child (widget_class, ZoeTransportBar, rate);
  gtk_widget_class_bind_template_child (widget_class, ZoeTransportBar, rate_text);
  gtk_widget_class_bind_template_child (widget_class, ZoeTransportBar, run);
  gtk_widget_class_bind_template_child (widget_class, ZoeTransportBar, run_content);
  gtk_widget_class_bind_template_child (widget_class, ZoeTransportBar, time);
  gtk_widget_class_set_css_name (widget_class, "zoe-transport");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
}

static void
zoe_transport_bar_init (ZoeTransportBar *self)
{
  g_autoptr (GMenuModel) menu = create_rate_menu ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_menu_model (self->rate, menu);
}

/**
 * zoe_transport_bar_new:
 * @session: (nullable): what the bar shows; its buttons act through the group "stage" of a widget around it
 */
GtkWidget *
zoe_transport_bar_new (ZoeSession *session)
{
  return g_object_new (ZOE_TYPE_TRANSPORT_BAR, "session", session, NULL);
}

void
zoe_transport_bar_set_session (ZoeTransportBar *bar, ZoeSession *session)
{
  static const struct { const char *signal; void (*update) (ZoeTransportBar *bar); } updates[] =
  {
    { "moved",               on_moved },
    { "notify::end-time",    on_moved },
    { "notify::event-delay", update_rate },
    { "notify::following",   update_buttons },
    { "notify::pace",        update_rate },
    { "notify::playing",     update_buttons },
    { "notify::rate",        update_rate },
    { "notify::recording",   update_buttons },
    { "notify::run-paused",  update_buttons },
    { "notify::running",     update_buttons },
    { "notify::scenario",    update_buttons },
  };

  if (bar->session == session)
    return;
  if (bar->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (bar->session, bar);
      g_clear_object (&bar->session);
    }
  if (session != NULL)
    {
      bar->session = g_object_ref (session);
      for (guint i = 0; i < G_N_ELEMENTS (updates); i++)
        g_signal_connect_swapped (session, updates[i].signal, G_CALLBACK (updates[i].update), bar);
      update_buttons (bar);
      update_rate (bar);
    }
  g_object_notify_by_pspec (G_OBJECT (bar), properties[PROP_SESSION]);
}
