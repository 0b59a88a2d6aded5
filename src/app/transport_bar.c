/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/transport_bar.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/rate.h"
#include "app/readout.h"
#include "app/run_controls.h"
#include "app/wording.h"
#include "model/duration.h"

#define NEAR_NS (ZOE_NS_PER_S / 20)   /* nobody calls this behind */

struct _ZoeTransportBar
{
  ZoeBar            parent_instance;

  AdwButtonContent *run_content;
  ZoeReadout       *event;
  GtkToggleButton  *follow;
  ZoeReadout       *head;
  GtkButton        *play;
  GtkMenuButton    *rate;
  ZoeReadout       *rate_text;
  GtkButton        *run;
  ZoeReadout       *time;
};

G_DEFINE_FINAL_TYPE (ZoeTransportBar, zoe_transport_bar, ZOE_TYPE_BAR)

static const guint event_delays[] = { 50, 200, 500, 1000, 2000 };

static void
update_time (ZoeTransportBar *self)
{
  ZoeSession *session = zoe_bar_get_session (ZOE_BAR (self));
  ZoeRecording *recording = zoe_session_get_recording (session);
  g_autofree char *at = NULL, *end = NULL, *time = NULL, *event = NULL;

  if (recording == NULL)
    {
      zoe_readout_set_text (self->time, zoe_session_get_scenario (session) != NULL ? _("Not run yet") : "");
      zoe_readout_set_text (self->event, "");
      return;
    }
  at = zoe_duration_dup_stamp (zoe_session_get_time (session));
  end = zoe_duration_dup_text (zoe_session_get_end_time (session));
  time = g_strdup_printf ("%s / %s", at, end);
  event = g_strdup_printf (_("event %lu of %lu"), (gulong) zoe_session_get_sequence (session),
                           (gulong) zoe_recording_get_n_events (recording));
  zoe_readout_set_text (self->time, time);
  zoe_readout_set_text (self->event, event);
}

/* Which head one looks at. One button says it and, while a run goes on, leads to the other. */
static void
update_head (ZoeTransportBar *self)
{
  ZoeSession *session = zoe_bar_get_session (ZOE_BAR (self));
  gboolean running = zoe_session_get_running (session), following = zoe_session_get_following (session);
  gboolean recorded = zoe_session_get_recording (session) != NULL;
  gint64 behind_ns = zoe_session_get_end_time (session) - zoe_session_get_time (session);
  guint64 n_events = recorded ? zoe_recording_get_n_events (zoe_session_get_recording (session)) : 0;
  guint64 n_behind = n_events - MIN (zoe_session_get_sequence (session), n_events);
  /* A run that is held does not get away: there each event back is the past. */
  gboolean near = behind_ns < NEAR_NS && (!zoe_session_get_run_paused (session) || n_behind == 0);
  gboolean live = running && (following || near);
  g_autofree char *text = NULL;

  if (live)
    text = g_strdup (zoe_session_get_run_paused (session) ? _("● Live, held") : _("● Live"));
  else if (running && behind_ns < NEAR_NS)
    {
      g_autofree char *count = zoe_wording_dup_count (n_behind);

      text = g_strdup_printf (ngettext ("%s event behind", "%s events behind", n_behind), count);
    }
  else if (running)
    {
      g_autofree char *behind = zoe_duration_dup_text (behind_ns);

      text = g_strdup_printf (_("%s behind"), behind);
    }
  else
    text = g_strdup (recorded ? _("Recorded") : _("No recording"));
  zoe_readout_set_text (self->head, text);
  zoe_bar_set_class (self->follow, "live", live);
  zoe_bar_set_class (self->follow, "behind", running && !live);
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
  ZoeSession *session = zoe_bar_get_session (ZOE_BAR (self));
  gboolean running = zoe_session_get_running (session), playing = zoe_session_get_playing (session);
  const char *follow = running ? _("Look at the run as it goes (L)")
                               : zoe_session_get_recording (session) != NULL
                                 ? _("One looks at a recording: no run goes on") : _("Nothing has been recorded yet");

  adw_button_content_set_label (self->run_content, running ? _("Stop") : _("Run"));
  adw_button_content_set_icon_name (self->run_content, running ? "media-playback-stop-symbolic" : "system-run-symbolic");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->run), running ? "stage.stop" : "stage.run");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->run), running ? _("Stop the run (Shift+F5)")
                                                               : _("Run the scenario on real sockets, and record it (F5)"));
  zoe_bar_set_class (self->run, "destructive-action", running);
  gtk_button_set_icon_name (self->play, playing ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play), playing ? _("Pause the picture (Space)") : _("Play the picture (Space)"));
  zoe_bar_set_class (self->play, "suggested-action", !playing && zoe_session_get_recording (session) != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play), GTK_ACCESSIBLE_PROPERTY_LABEL, playing ? _("Pause") : _("Play"), -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->follow), follow);
  on_moved (self);
}

static void
update_rate (ZoeTransportBar *self)
{
  ZoeSession *session = zoe_bar_get_session (ZOE_BAR (self));
  g_autofree char *text = NULL;

  if (zoe_session_get_pace (session) == ZOE_PACE_PER_EVENT)
    {
      g_autofree char *delay = zoe_duration_dup_text (zoe_session_get_event_delay (session) * ZOE_NS_PER_MS);

      text = g_strdup_printf (_("%s / event"), delay);
    }
  else
    text = zoe_rate_dup_name (zoe_session_get_rate (session));
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
zoe_transport_bar_watch (ZoeBar *bar, ZoeSession *session)
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

  for (guint i = 0; session != NULL && i < G_N_ELEMENTS (updates); i++)
    g_signal_connect_swapped (session, updates[i].signal, G_CALLBACK (updates[i].update), bar);
  if (session == NULL)
    return;
  update_buttons (ZOE_TRANSPORT_BAR (bar));
  update_rate (ZOE_TRANSPORT_BAR (bar));
}

static void
zoe_transport_bar_class_init (ZoeTransportBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);


  ZOE_BAR_CLASS (klass)->watch = zoe_transport_bar_watch;
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
