/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/run_controls.h"

#include <glib/gi18n.h>

#include "app/run_actions.h"
#include "app/until_popover.h"

struct _ZoeRunControls
{
  ZoeBar           parent_instance;

  GtkMenuButton   *clock;
  ZoeUntilPopover *popover;
  GtkMenuButton   *until;
};

G_DEFINE_FINAL_TYPE (ZoeRunControls, zoe_run_controls, ZOE_TYPE_BAR)

static GMenuModel *
create_clock_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) speeds = g_menu_new (), modes = g_menu_new ();
  const double *rates = zoe_run_actions_get_rates ();
  guint n = 0;

  while (rates[n] > 0)
    n++;
  for (guint i = n; i > 0; i--)
    {
      g_autofree char *name = zoe_run_actions_dup_clock (rates[i - 1]);
      g_autofree char *label = rates[i - 1] == 1 ? g_strdup_printf (_("%s  —  real time"), name) : g_strdup (name);
      g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, "run.clock", "d", rates[i - 1]);
      g_menu_append_item (speeds, item);
    }
  g_menu_append (modes, _("Skip Idle Time"), "run.skip-idle");
  g_menu_append (modes, _("Run without a Picture"), "run.express");
  g_menu_append_section (menu, _("The Run’s Clock"), G_MENU_MODEL (speeds));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (modes));
  return G_MENU_MODEL (menu);
}

static void
update (ZoeRunControls *self)
{
  ZoeSession *session = zoe_bar_get_session (ZOE_BAR (self));
  ZoeControl *control = zoe_session_get_control (session);
  g_autofree char *rate = zoe_run_actions_dup_clock (zoe_control_get_rate (control));
  g_autofree char *label = zoe_control_get_skip_idle (control) ? g_strdup_printf ("%s »", rate) : g_strdup (rate);
  g_autofree char *spoken = g_strdup_printf (_("The run’s clock: %s"), rate);

  gtk_menu_button_set_label (self->clock, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->clock), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  zoe_bar_set_class (self->until, "armed", zoe_control_get_until (control) != NULL
                                           || zoe_breakpoints_list (zoe_control_get_breakpoints (control))[0] != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->until), zoe_session_get_scenario (session) != NULL);
}

static gboolean
on_ask_until (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  zoe_run_controls_ask_until (ZOE_RUN_CONTROLS (widget));
  return TRUE;
}

static void
zoe_run_controls_watch (ZoeBar *bar, ZoeSession *session)
{
  zoe_until_popover_set_session (ZOE_RUN_CONTROLS (bar)->popover, session);
  if (session == NULL)
    return;
  g_signal_connect_swapped (zoe_session_get_control (session), "changed", G_CALLBACK (update), bar);
  g_signal_connect_swapped (zoe_session_get_control (session), "notify", G_CALLBACK (update), bar);
  g_signal_connect_swapped (session, "notify::scenario", G_CALLBACK (update), bar);
  update (ZOE_RUN_CONTROLS (bar));
}

static void
zoe_run_controls_class_init (ZoeRunControlsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ZOE_BAR_CLASS (klass)->watch = zoe_run_controls_watch;
  g_type_ensure (ZOE_TYPE_UNTIL_POPOVER);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/zoetrope/Zoetrope/run_controls.ui");
  gtk_widget_class_bind_template_child (widget_class, ZoeRunControls, clock);
  gtk_widget_class_bind_template_child (widget_class, ZoeRunControls, popover);
  gtk_widget_class_bind_template_child (widget_class, ZoeRunControls, until);
  gtk_widget_class_set_css_name (widget_class, "zoe-run-controls");
}

static void
zoe_run_controls_init (ZoeRunControls *self)
{
  g_autoptr (GMenuModel) menu = create_clock_menu ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_menu_model (self->clock, menu);
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>u"),
                                                          gtk_callback_action_new (on_ask_until, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

void
zoe_run_controls_ask_until (ZoeRunControls *controls)
{
  if (gtk_widget_is_sensitive (GTK_WIDGET (controls->until)))
    gtk_menu_button_popup (controls->until);
}
