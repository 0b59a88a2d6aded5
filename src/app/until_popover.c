/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/until_popover.h"

#include <glib/gi18n.h>

#include "app/break_list.h"
#include "app/checked_entry.h"
#include "model/duration.h"
#include "model/until.h"

#define NEWEST  200    /* so many events are looked at for an example */
#define LONGEST 16     /* bytes of its text */

struct _ZoeUntilPopover
{
  GtkPopover       parent_instance;

  ZoeCheckedEntry *entry;
  GtkFlowBox      *examples;
  GtkWidget       *keep;
  ZoeBreakList    *list;
  GtkWidget       *run;

  ZoeSession      *session;
};

G_DEFINE_FINAL_TYPE (ZoeUntilPopover, zoe_until_popover, GTK_TYPE_POPOVER)

static ZoeVerdict
check (const char *text, char **ret_sentence, gpointer data)
{
  ZoeUntilPopover *self = data;
  ZoeScenario *scenario = self->session != NULL ? zoe_session_get_scenario (self->session) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZoeUntil) until = scenario != NULL ? zoe_until_parse (text, scenario, &error) : NULL;

  if (error != NULL)
    {
      *ret_sentence = g_strdup (error->message);
      return ZOE_VERDICT_WRONG;
    }
  if (until == NULL || (zoe_until_is_empty (until) && zoe_until_get_deadline_ns (until) == G_MAXINT64))
    {
      *ret_sentence = g_strdup (_("A time, a number of events, what a node does, a text, a kind of event; several joined with “;”"));
      return ZOE_VERDICT_UNFINISHED;
    }
  *ret_sentence = g_strdup (_("The run stops at whichever comes first"));
  return ZOE_VERDICT_GOOD;
}

static void
on_good (ZoeUntilPopover *self)
{
  gtk_widget_set_sensitive (self->run, zoe_checked_entry_is_good (self->entry));
  gtk_widget_set_sensitive (self->keep, zoe_checked_entry_is_good (self->entry));
}

static void
on_run (ZoeUntilPopover *self)
{
  ZoeControl *control = zoe_session_get_control (self->session);
  g_autoptr (GError) error = NULL;

  if (!zoe_control_run_until (control, zoe_checked_entry_get_text (self->entry), &error))
    {
      zoe_checked_entry_say (self->entry, error->message, TRUE);
      return;
    }
  gtk_popover_popdown (GTK_POPOVER (self));
  if (!zoe_session_get_running (self->session))
    zoe_session_run (self->session);
  else
    zoe_session_follow (self->session);
}

static void
on_keep (ZoeUntilPopover *self)
{
  g_autoptr (GError) error = NULL;

  if (zoe_control_add_breakpoints (zoe_session_get_control (self->session), zoe_checked_entry_get_text (self->entry), &error))
    zoe_checked_entry_set_text (self->entry, "");
  else
    zoe_checked_entry_say (self->entry, error->message, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
on_example (ZoeUntilPopover *self, GtkButton *button)
{
  zoe_checked_entry_set_text (self->entry, gtk_button_get_label (button));
  gtk_widget_grab_focus (self->run);
}

static void
add_example (ZoeUntilPopover *self, char *text)
{
  GtkWidget *button = gtk_button_new_with_label (text);

  gtk_widget_add_css_class (button, "example");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_example), self);
  gtk_flow_box_insert (self->examples, button, -1);
  /* One stop for the Tab key each, not two. */
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
  g_free (text);
}

/* What can be looked for in a message: the newest that says something short. */
static char *
dup_newest_text (ZoeRecording *recording)
{
  guint64 n_events = recording != NULL ? zoe_recording_get_n_events (recording) : 0;

  for (guint64 sequence = n_events; sequence > 0 && sequence + NEWEST > n_events; sequence--)
    {
      ZoeEvent event;
      g_autofree char *text = NULL;

      if (zoe_recording_get_event (recording, sequence, &event, &text) && event.kind == ZOE_EVENT_SEND && text != NULL
          && *text != '\0' && strlen (text) <= LONGEST && strpbrk (text, ";|") == NULL)
        return g_steal_pointer (&text);
    }
  return NULL;
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
  g_autofree char *said = dup_newest_text (recording);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->examples))) != NULL)
    gtk_flow_box_remove (self->examples, child);
  add_example (self, zoe_duration_dup_text (soon_ns));
  add_example (self, g_strdup_printf ("%" G_GUINT64_FORMAT " events", (n_events / 100 + 1) * 100));
  if (scenario != NULL && scenario->nodes->len > 0)
    add_example (self, g_strdup_printf ("does %s", ((ZoeNodeSpec *) g_ptr_array_index (scenario->nodes, scenario->nodes->len - 1))->name));
  if (said != NULL)
    add_example (self, g_strdup_printf ("text %s", said));
  add_example (self, g_strdup ("kind disconnected"));
  add_example (self, g_strdup ("fault"));
  zoe_checked_entry_set_text (self->entry, until != NULL ? until : "");
  zoe_checked_entry_check (self->entry);
  on_good (self);
  GTK_WIDGET_CLASS (zoe_until_popover_parent_class)->show (widget);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
zoe_until_popover_dispose (GObject *object)
{
  zoe_until_popover_set_session (ZOE_UNTIL_POPOVER (object), NULL);
  G_OBJECT_CLASS (zoe_until_popover_parent_class)->dispose (object);
}

static void
zoe_until_popover_class_init (ZoeUntilPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zoe_until_popover_dispose;
  widget_class->show = zoe_until_popover_show;
  g_type_ensure (ZOE_TYPE_BREAK_LIST);
  g_type_ensure (ZOE_TYPE_CHECKED_ENTRY);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/zoetrope/Zoetrope/until_popover.ui");
  gtk_widget_class_bind_template_child (widget_class, ZoeUntilPopover, entry);
  gtk_widget_class_bind_template_child (widget_class, ZoeUntilPopover, examples);
  gtk_widget_class_bind_template_child (widget_class, ZoeUntilPopover, keep);
  gtk_widget_class_bind_template_child (widget_class, ZoeUntilPopover, list);
  gtk_widget_class_bind_template_child (widget_class, ZoeUntilPopover, run);
  gtk_widget_class_bind_template_callback (widget_class, on_good);
  gtk_widget_class_bind_template_callback (widget_class, on_keep);
  gtk_widget_class_bind_template_callback (widget_class, on_run);
}

static void
zoe_until_popover_init (ZoeUntilPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  zoe_checked_entry_set_check (self->entry, check, self);
}

void
zoe_until_popover_set_session (ZoeUntilPopover *popover, ZoeSession *session)
{
  g_set_object (&popover->session, session);
  if (popover->list != NULL)
    zoe_break_list_set_session (popover->list, session);
}
