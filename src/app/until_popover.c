/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/until_popover.h"

#include <glib/gi18n.h>

#include "model/duration.h"
#include "model/until.h"

struct _ZoeUntilPopover
{
  GtkPopover  parent_instance;

  GtkEntry   *entry;
  GtkFlowBox *examples;
  GtkWidget  *forget;
  GtkWidget  *run;
  GtkLabel   *verdict;

  ZoeSession *session;
};

G_DEFINE_FINAL_TYPE (ZoeUntilPopover, zoe_until_popover, GTK_TYPE_POPOVER)

static void
say (ZoeUntilPopover *self, const char *text, gboolean wrong)
{
  gtk_label_set_text (self->verdict, text);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->verdict), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->verdict), "error");
}

static void
on_typed (ZoeUntilPopover *self)
{
  ZoeScenario *scenario = self->session != NULL ? zoe_session_get_scenario (self->session) : NULL;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr (GError) error = NULL;
  g_autoptr (ZoeUntil) until = scenario != NULL ? zoe_until_parse (text, scenario, &error) : NULL;
  gboolean good = until != NULL && !zoe_until_is_empty (until);

  gtk_widget_set_sensitive (self->run, good);
  if (until == NULL)
    say (self, error != NULL ? error->message : "", TRUE);
  else if (!good)
    say (self, _("A time, a number of events, what a node does, a text, a kind of event; several joined with “;”"), FALSE);
  else
    say (self, _("The run stops at whichever comes first"), FALSE);
}

static void
on_run (ZoeUntilPopover *self)
{
  ZoeControl *control = zoe_session_get_control (self->session);
  g_autoptr (GError) error = NULL;

  if (!zoe_control_run_until (control, gtk_editable_get_text (GTK_EDITABLE (self->entry)), &error))
    {
      say (self, error->message, TRUE);
      return;
    }
  gtk_popover_popdown (GTK_POPOVER (self));
  if (!zoe_session_get_running (self->session))
    zoe_session_run (self->session);
  else
    zoe_session_follow (self->session);
}

static void
on_forget (ZoeUntilPopover *self)
{
  zoe_control_run_until (zoe_session_get_control (self->session), NULL, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
on_example (ZoeUntilPopover *self, GtkButton *button)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), gtk_button_get_label (button));
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  gtk_widget_grab_focus (self->run);
}

static void
add_example (ZoeUntilPopover *self, char *text)
{
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_add_css_class (button, "example");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_example), self);
  gtk_flow_box_insert (self->examples, button, -1);
  g_free (text);
}

static void
zoe_until_popover_show (GtkWidget *widget)
{
  ZoeUntilPopover *self = ZOE_UNTIL_POPOVER (widget);
  ZoeScenario *scenario = zoe_session_get_scenario (self->session);
  ZoeRecording *recording = zoe_session_get_recording (self->session);
  const char *until = zoe_control_get_until (zoe_session_get_control (self->session));
  gint64 soon_ns = (zoe_session_get_end_time (self->session) / ZOE_NS_PER_S + 1) * ZOE_NS_PER_S;
  guint64 n_events = recording != NULL ? zoe_recording_get_n_events (recording) : 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->examples))) != NULL)
    gtk_flow_box_remove (self->examples, child);
  add_example (self, zoe_duration_dup_text (soon_ns));
  add_example (self, g_strdup_printf ("%" G_GUINT64_FORMAT " events", (n_events / 100 + 1) * 100));
  if (scenario != NULL && scenario->nodes->len > 0)
    add_example (self, g_strdup_printf ("does %s", ((ZoeNodeSpec *) g_ptr_array_index (scenario->nodes, scenario->nodes->len - 1))->name));
  add_example (self, g_strdup ("text task 17"));
  add_example (self, g_strdup ("kind disconnected"));
  add_example (self, g_strdup ("fault"));
  gtk_editable_set_text (GTK_EDITABLE (self->entry), until != NULL ? until : "");
  gtk_widget_set_sensitive (self->forget, until != NULL);
  on_typed (self);
  GTK_WIDGET_CLASS (zoe_until_popover_parent_class)->show (widget);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
zoe_until_popover_dispose (GObject *object)
{
  g_clear_object (&ZOE_UNTIL_POPOVER (object)->session);
  G_OBJECT_CLASS (zoe_until_popover_parent_class)->dispose (object);
}

static void
zoe_until_popover_class_init (ZoeUntilPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zoe_until_popover_dispose;
  widget_class->show = zoe_until_popover_show;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/zoetrope/Zoetrope/until_popover.ui");
  gtk_widget_class_bind_template_child (widget_class, ZoeUntilPopover, entry);
  gtk_widget_class_bind_template_child (widget_class, ZoeUntilPopover, examples);
  gtk_widget_class_bind_template_child (widget_class, ZoeUntilPopover, forget);
  gtk_widget_class_bind_template_child (widget_class, ZoeUntilPopover, run);
  gtk_widget_class_bind_template_child (widget_class, ZoeUntilPopover, verdict);
  gtk_widget_class_bind_template_callback (widget_class, on_forget);
  gtk_widget_class_bind_template_callback (widget_class, on_run);
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
}

static void
zoe_until_popover_init (ZoeUntilPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
zoe_until_popover_set_session (ZoeUntilPopover *popover, ZoeSession *session)
{
  g_set_object (&popover->session, session);
}
