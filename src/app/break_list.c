/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/break_list.h"

#include <glib/gi18n.h>

#include "app/file_dialogs.h"

#define TARGET G_MAXUINT   /* in the place of a breakpoint's index */

struct _ZoeBreakList
{
  GtkBox       parent_instance;

  GtkWidget   *copy;
  GtkLabel    *empty;
  GtkListBox  *list;
  GtkWidget   *take;
  GtkLabel    *where;

  ZoeSession  *session;
  char        *shown;      /* what the rows say */
};

G_DEFINE_FINAL_TYPE (ZoeBreakList, zoe_break_list, GTK_TYPE_BOX)

static ZoeControl *
get_control (ZoeBreakList *self)
{
  return zoe_session_get_control (self->session);
}

static void
on_remove (ZoeBreakList *self, GtkButton *button)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));
  int row = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_BOX_ROW)));
  GtkListBoxRow *next;

  if (index == TARGET)
    zoe_control_run_until (get_control (self), NULL, NULL);
  else
    zoe_control_remove_breakpoint (get_control (self), index);
  /* Whoever removes by the keyboard goes on where the row was. */
  next = gtk_list_box_get_row_at_index (self->list, row);
  if (next == NULL && row > 0)
    next = gtk_list_box_get_row_at_index (self->list, row - 1);
  if (next != NULL)
    gtk_widget_child_focus (GTK_WIDGET (next), GTK_DIR_TAB_FORWARD);
}

static void
add_row (ZoeBreakList *self, const char *condition, guint index)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *label = gtk_label_new (condition), *once = NULL;
  GtkWidget *remove = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *spoken = g_strdup_printf (_("Remove the breakpoint “%s”"), condition);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, condition);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "condition");
  gtk_box_append (GTK_BOX (box), label);
  if (index == TARGET)
    {
      once = gtk_label_new (_("once"));
      gtk_widget_add_css_class (once, "caption");
      gtk_widget_add_css_class (once, "dim-label");
      gtk_box_append (GTK_BOX (box), once);
    }
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, _("Remove"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data (G_OBJECT (remove), "index", GUINT_TO_POINTER (index));
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (on_remove), self);
  gtk_box_append (GTK_BOX (box), remove);
  gtk_list_box_append (self->list, box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (gtk_widget_get_parent (box)), FALSE);
  gtk_widget_set_focusable (gtk_widget_get_parent (box), FALSE);
}

static void
update_rows (ZoeBreakList *self)
{
  const char *const *conditions = zoe_breakpoints_list (zoe_control_get_breakpoints (get_control (self)));
  const char *target = zoe_control_get_until (get_control (self));
  g_autofree char *joined = g_strjoinv ("\n", (char **) conditions);
  g_autofree char *wanted = g_strconcat (target != NULL ? target : "", "\n\n", joined, NULL);
  GtkWidget *child;

  if (g_strcmp0 (self->shown, wanted) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&wanted);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  if (target != NULL)
    add_row (self, target, TARGET);
  for (guint i = 0; conditions[i] != NULL; i++)
    add_row (self, conditions[i], i);
}

static void
update (ZoeBreakList *self)
{
  ZoeBreakpoints *breakpoints = zoe_control_get_breakpoints (get_control (self));
  gboolean any = zoe_breakpoints_list (breakpoints)[0] != NULL, written = zoe_breakpoints_are_written (breakpoints);
  const char *path = zoe_breakpoints_get_path (breakpoints), *obstacle = zoe_breakpoints_get_obstacle (breakpoints);
  g_autofree char *name = path != NULL ? g_filename_display_basename (path) : NULL;
  g_autofree char *text = NULL;

  if (zoe_session_get_scenario (self->session) == NULL)
    return;
  update_rows (self);
  if (!written)
    text = g_strdup_printf (_("Kept for this session only. %s."), obstacle != NULL ? obstacle : _("They are not in the file"));
  else if (any)
    text = name != NULL ? g_strdup_printf (_("Kept in %s"), name) : g_strdup (_("Kept in the recording"));
  gtk_label_set_text (self->where, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->where), text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->empty), self->shown[0] == '\n' && !any);
  gtk_widget_set_visible (GTK_WIDGET (self->list), self->shown[0] != '\n' || any);
  gtk_widget_set_visible (self->copy, !written);
  gtk_widget_set_visible (self->take, !written && zoe_breakpoints_are_others (breakpoints));
}

static void
on_take (ZoeBreakList *self)
{
  zoe_control_take_file_breakpoints (get_control (self));
}

static void
on_copy_chosen (GFile *file, gpointer data)
{
  ZoeBreakList *self = data;

  if (self->session != NULL)
    zoe_control_save_copy (get_control (self), file);
}

static void
on_copy (ZoeBreakList *self)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);
  ZoeScenario *scenario = zoe_session_get_scenario (self->session);
  g_autofree char *name = g_strdup_printf (_("%s with breakpoints.dot"), scenario->name != NULL ? scenario->name : _("scenario"));

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  zoe_file_dialog_save_scenario (GTK_WINDOW (root), name, on_copy_chosen, G_OBJECT (self));
}

static void
zoe_break_list_dispose (GObject *object)
{
  ZoeBreakList *self = ZOE_BREAK_LIST (object);

  zoe_break_list_set_session (self, NULL);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (zoe_break_list_parent_class)->dispose (object);
}

static void
zoe_break_list_class_init (ZoeBreakListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zoe_break_list_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/zoetrope/Zoetrope/break_list.ui");
  gtk_widget_class_bind_template_child (widget_class, ZoeBreakList, copy);
  gtk_widget_class_bind_template_child (widget_class, ZoeBreakList, empty);
  gtk_widget_class_bind_template_child (widget_class, ZoeBreakList, list);
  gtk_widget_class_bind_template_child (widget_class, ZoeBreakList, take);
  gtk_widget_class_bind_template_child (widget_class, ZoeBreakList, where);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, on_take);
}

static void
zoe_break_list_init (ZoeBreakList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
zoe_break_list_set_session (ZoeBreakList *list, ZoeSession *session)
{
  if (list->session == session)
    return;
  if (list->session != NULL)
    g_signal_handlers_disconnect_by_data (zoe_session_get_control (list->session), list);
  g_set_object (&list->session, session);
  if (session != NULL)
    g_signal_connect_swapped (zoe_session_get_control (session), "changed", G_CALLBACK (update), list);
  if (session != NULL)
    update (list);
}
