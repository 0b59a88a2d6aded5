/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/step_bar.h"

#include <glib/gi18n.h>

#include "model/duration.h"

#define ROOM 56   /* characters of who waits, beside how many more do */

struct _ZoeStepBar
{
  ZoeBar         parent_instance;

  GtkLabel      *caption;
  GtkButton     *deadline;
  GtkMenuButton *everybody;
  GtkWidget     *go;
  GtkListBox    *list;
  GtkLabel      *met;
  GtkLabel      *next;
  GtkPopover    *popover;
  GtkLabel      *told;
};

G_DEFINE_FINAL_TYPE (ZoeStepBar, zoe_step_bar, ZOE_TYPE_BAR)

static guint
count_ready (ZoeControl *control, guint n_nodes)
{
  guint n = 0;

  for (guint node = 1; node <= n_nodes; node++)
    {
      const ZoeStanding *standing = zoe_control_get_standing (control, node);

      n += standing != NULL && standing->kind == ZOE_STANDING_READY;
    }
  return n;
}

static gint64
get_wait (ZoeControl *control)
{
  return MAX (zoe_control_get_deadline (control) - zoe_control_get_now (control), 0);
}

/* The sentence in two lines at most, whoever and however many wait. */
static char *
dup_waits (ZoeControl *control)
{
  g_autofree char *waits = zoe_control_dup_waits (control);
  g_auto (GStrv) lines = g_strsplit (waits, "\n", -1);
  guint n = g_strv_length (lines), shown = n > 1 && g_utf8_strlen (lines[0], -1) + g_utf8_strlen (lines[1], -1) > ROOM ? 1 : MIN (n, 2);
  g_autofree char *first = NULL;

  if (n == 0)
    return g_strdup (_("No node is running"));
  first = shown > 1 ? g_strdup_printf ("%s; %s", lines[0], lines[1]) : g_strdup (lines[0]);
  if (n > shown)
    return g_strdup_printf (_("%s; and %u more"), first, n - shown);
  return g_steal_pointer (&first);
}

static void
update_next (ZoeStepBar *self, ZoeControl *control, guint n_ready)
{
  g_autofree char *next = zoe_control_dup_next (control);

  if (!zoe_control_is_going (control) && !zoe_control_is_settling (control))
    {
      gtk_label_set_text (self->caption, _("STEP MODE"));
      gtk_label_set_text (self->next, _("Run the scenario: it will stand before its very first operation"));
    }
  else if (next != NULL)
    {
      gtk_label_set_text (self->caption, n_ready > 1 ? _("NEXT OF SEVERAL THAT ARE READY") : _("NEXT"));
      gtk_label_set_text (self->next, next);
    }
  else if (zoe_control_is_steady (control))
    {
      g_autofree char *waits = dup_waits (control);

      gtk_label_set_text (self->caption, n_ready > 0 ? _("WHO IS READY IS HELD BACK") : _("NOBODY IS READY"));
      gtk_label_set_text (self->next, waits);
    }
  else
    gtk_label_set_text (self->caption, zoe_control_is_asked (control) ? _("ON ITS WAY — WHAT YOU ASKED FOR COMES NEXT") : _("ON ITS WAY"));
  zoe_bar_set_class (self, "idle", next == NULL);
}

/* A breakpoint that a step has met does not stop anybody who stands anyway; it is said, where one looks. */
static void
update_met (ZoeStepBar *self, ZoeControl *control)
{
  const char *met = zoe_control_get_met (control);
  g_autofree char *text = met != NULL ? g_strdup_printf (_("Breakpoint met: %s"), met) : NULL;

  gtk_label_set_text (self->met, met != NULL ? text : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->met), text);
  gtk_widget_set_visible (GTK_WIDGET (self->met), met != NULL);
}

static void
update (ZoeStepBar *self)
{
  ZoeSession *session = zoe_bar_get_session (ZOE_BAR (self));
  ZoeControl *control = zoe_session_get_control (session);
  ZoeScenario *scenario = zoe_session_get_scenario (session);
  guint n_nodes = scenario != NULL ? scenario->nodes->len : 0, n_ready = count_ready (control, n_nodes);
  gboolean going = zoe_control_is_going (control);
  g_autofree char *everybody = g_strdup_printf (ngettext ("%u Ready", "%u Ready", n_ready), n_ready);
  const char *told = zoe_control_get_told (control);

  gtk_widget_set_visible (GTK_WIDGET (self), zoe_control_is_stepping (control) && scenario != NULL);
  if (!zoe_control_is_stepping (control))
    return;
  update_next (self, control, n_ready);
  update_met (self, control);
  gtk_label_set_text (self->told, told != NULL ? told : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->told), told);
  gtk_widget_set_visible (GTK_WIDGET (self->told), told != NULL);
  gtk_menu_button_set_label (self->everybody, everybody);
  gtk_widget_set_visible (GTK_WIDGET (self->everybody), going);
  gtk_widget_set_visible (self->go, going);
  gtk_widget_set_visible (GTK_WIDGET (self->deadline), going && zoe_control_get_deadline (control) != G_MAXINT64);
  if (zoe_control_get_deadline (control) != G_MAXINT64)
    {
      g_autofree char *wait = zoe_duration_dup_text (get_wait (control));
      g_autofree char *label = zoe_control_get_next (control) != 0 ? g_strdup_printf (_("Deadline in %s"), wait)
                                                                   : g_strdup_printf (_("Go to the Next Deadline (in %s)"), wait);

      gtk_button_set_label (self->deadline, label);
    }
  zoe_bar_set_class (self->go, "suggested-action", zoe_control_get_next (control) != 0);
  zoe_bar_set_class (self->deadline, "suggested-action", zoe_control_is_steady (control) && zoe_control_get_next (control) == 0);
}

static GtkWidget *
create_button (const char *label, const char *action, guint node, gboolean enabled, const char *spoken)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, enabled);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), enabled ? action : NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", node);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return button;
}

static void
add_row (ZoeStepBar *self, ZoeControl *control, guint node)
{
  const ZoeStanding *standing = zoe_control_get_standing (control, node);
  gboolean ready = standing->kind == ZOE_STANDING_READY;
  g_autofree char *text = zoe_control_dup_standing (control, node);
  g_autofree char *pick = g_strdup_printf (_("Let this one go: %s"), text);
  g_autofree char *hold = g_strdup_printf (_("Hold back: %s"), text);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 48);
  gtk_widget_set_hexpand (label, TRUE);
  zoe_bar_set_class (label, "dim-label", !ready);
  zoe_bar_set_class (label, "heading", node == zoe_control_get_next (control));
  gtk_box_append (GTK_BOX (box), label);
  if (ready)
    gtk_box_append (GTK_BOX (box), create_button (_("Let This One Go"), "run.pick", node, TRUE, pick));
  if (standing->kind != ZOE_STANDING_GONE)
    gtk_box_append (GTK_BOX (box), create_button (standing->held_back ? _("Release") : _("Hold Back"), "run.hold-back", node, TRUE, hold));
  gtk_list_box_append (self->list, box);
}

/* Those that are ready first, in the order they would go. */
static void
fill_list (ZoeStepBar *self)
{
  ZoeSession *session = zoe_bar_get_session (ZOE_BAR (self));
  ZoeControl *control = zoe_session_get_control (session);
  ZoeScenario *scenario = zoe_session_get_scenario (session);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint pass = 0; scenario != NULL && pass < 2; pass++)
    {
      guint64 after = 0;

      for (;;)
        {
          guint found = 0;
          guint64 lowest = G_MAXUINT64;

          for (guint node = 1; node <= scenario->nodes->len; node++)
            {
              const ZoeStanding *standing = zoe_control_get_standing (control, node);
              guint64 key;

              if (standing == NULL || (standing->kind == ZOE_STANDING_READY) != (pass == 0))
                continue;
              key = pass == 0 ? standing->turn + 1 : node;
              if (key > after && key < lowest)
                {
                  lowest = key;
                  found = node;
                }
            }
          if (found == 0)
            break;
          after = lowest;
          add_row (self, control, found);
        }
    }
}

static void
on_changed (ZoeStepBar *self)
{
  update (self);
  if (gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    fill_list (self);
}

static void
zoe_step_bar_watch (ZoeBar *bar, ZoeSession *session)
{
  if (session == NULL)
    return;
  g_signal_connect_swapped (zoe_session_get_control (session), "changed", G_CALLBACK (on_changed), bar);
  g_signal_connect_swapped (zoe_session_get_control (session), "notify::stepping", G_CALLBACK (on_changed), bar);
  g_signal_connect_swapped (session, "notify::scenario", G_CALLBACK (on_changed), bar);
  on_changed (ZOE_STEP_BAR (bar));
}

static void
zoe_step_bar_class_init (ZoeStepBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ZOE_BAR_CLASS (klass)->watch = zoe_step_bar_watch;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/zoetrope/Zoetrope/step_bar.ui");
  gtk_widget_class_bind_template_child (widget_class, ZoeStepBar, caption);
  gtk_widget_class_bind_template_child (widget_class, ZoeStepBar, deadline);
  gtk_widget_class_bind_template_child (widget_class, ZoeStepBar, everybody);
  gtk_widget_class_bind_template_child (widget_class, ZoeStepBar, go);
  gtk_widget_class_bind_template_child (widget_class, ZoeStepBar, list);
  gtk_widget_class_bind_template_child (widget_class, ZoeStepBar, met);
  gtk_widget_class_bind_template_child (widget_class, ZoeStepBar, next);
  gtk_widget_class_bind_template_child (widget_class, ZoeStepBar, popover);
  gtk_widget_class_bind_template_child (widget_class, ZoeStepBar, told);
  gtk_widget_class_set_css_name (widget_class, "zoe-step-bar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
}

static void
zoe_step_bar_init (ZoeStepBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_connect_swapped (self->popover, "show", G_CALLBACK (fill_list), self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Step mode"), -1);
}
