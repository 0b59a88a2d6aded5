/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/restart_dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/socket_option.h"

/* What may be changed, and what libzmq does unless it is told. */
static const struct
{
  const char *option;
  const char *title;
  const char *usual;
} columns[] =
{
  { "sndhwm", N_("Send HWM"),    "1000" },
  { "rcvhwm", N_("Receive HWM"), "1000" },
  { "linger", N_("Linger"),      "-1" },
};

typedef struct
{
  GtkWidget  *entry;        /* borrowed, as all widgets here */
  char       *name;         /* receiver.rcvhwm */
  char       *before;       /* its value in the scenario; "" = libzmq's */
} Field;

typedef struct
{
  ZoeSession  *session;
  ZoeScenario *scenario;
  guint        node;
  GArray      *fields;       /* (element-type Field) */
  GtkWidget   *dialog;
  GtkWidget   *fresh;
  GtkWidget   *verdict;
} Question;

static void
field_clear (gpointer data)
{
  Field *field = data;

  g_free (field->name);
  g_free (field->before);
}

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->session);
  zoe_scenario_unref (question->scenario);
  g_array_unref (question->fields);
  g_free (question);
}

/* A restart begins with what the scenario says; only what is different is told. */
static char *
dup_words (Question *question)
{
  ZoeScenario *scenario = question->scenario;
  GString *words = g_string_new ("restart ");

  g_string_append (words, zoe_scenario_get_node (scenario, question->node)->name);
  for (guint i = 0; i < question->fields->len; i++)
    {
      const Field *field = &g_array_index (question->fields, Field, i);
      g_autofree char *value = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (field->entry))));

      if (*value != '\0' && !g_str_equal (value, field->before))
        g_string_append_printf (words, " %s=%s", field->name, value);
    }
  if (gtk_check_button_get_active (GTK_CHECK_BUTTON (question->fresh)))
    g_string_append (words, " routing-id=new");
  return g_string_free (words, FALSE);
}

/* Which field is wrong, and why. */
static char *
dup_mistake (Question *question, const char *otherwise)
{
  for (guint i = 0; i < question->fields->len; i++)
    {
      const Field *field = &g_array_index (question->fields, Field, i);
      g_autofree char *value = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (field->entry))));
      g_autofree char *read = NULL;
      g_autoptr (GError) error = NULL;

      if (*value == '\0')
        continue;
      read = zoe_socket_option_read (zoe_socket_option_find (strchr (field->name, '.') + 1), value, &error);
      if (read == NULL)
        return g_strdup_printf ("%s: %s", field->name, error->message);
    }
  return g_strdup (otherwise);
}

static gboolean
check (Question *question)
{
  g_autofree char *words = dup_words (question);
  g_autoptr (GError) error = NULL;
  g_autoptr (ZoeFault) fault = zoe_fault_parse (words, question->scenario, &error);
  g_autofree char *mistake = fault == NULL ? dup_mistake (question, error->message) : NULL;

  /* In the words of a schedule, to be learned for the command line. */
  gtk_label_set_text (GTK_LABEL (question->verdict), fault != NULL ? fault->text : mistake);
  if (fault == NULL)
    gtk_widget_add_css_class (question->verdict, "error");
  else
    gtk_widget_remove_css_class (question->verdict, "error");
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (question->dialog), "restart", fault != NULL);
  return fault != NULL;
}

static void
on_changed (GObject *object, Question *question)
{
  check (question);
}

static void
on_response (AdwMessageDialog *dialog, const char *response, Question *question)
{
  g_autofree char *words = dup_words (question);

  if (g_str_equal (response, "restart") && check (question))
    zoe_control_break (zoe_session_get_control (question->session), words);
}

static char *
dup_value (ZoeSocketSpec *socket, const char *option)
{
  g_autofree char *wanted = g_strconcat (option, "=", NULL);

  for (guint i = 0; socket->options != NULL && i < socket->options->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (socket->options, i), wanted))
      return g_strdup ((char *) g_ptr_array_index (socket->options, i) + strlen (wanted));
  return g_strdup ("");
}

static void
add_field (Question *question, GtkGrid *grid, ZoeSocketSpec *socket, guint column, int row)
{
  GtkWidget *entry = gtk_entry_new ();
  Field field = { entry, g_strdup_printf ("%s.%s", socket->name, columns[column].option), dup_value (socket, columns[column].option) };

  gtk_editable_set_text (GTK_EDITABLE (entry), field.before);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 7);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 9);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), columns[column].usual);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_widget_set_tooltip_text (entry, _(zoe_socket_option_find (columns[column].option)->value.summary));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, field.name, -1);
  g_signal_connect (entry, "changed", G_CALLBACK (on_changed), question);
  gtk_grid_attach (grid, entry, column + 1, row, 1, 1);
  g_array_append_val (question->fields, field);
}

static GtkWidget *
create_label (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
create_grid (Question *question)
{
  ZoeScenario *scenario = question->scenario;
  GtkWidget *grid = gtk_grid_new ();
  int row = 1;

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 9);
  for (guint column = 0; column < G_N_ELEMENTS (columns); column++)
    gtk_grid_attach (GTK_GRID (grid), create_label (_(columns[column].title), "caption-heading"), column + 1, 0, 1, 1);
  for (guint i = 1; i <= scenario->sockets->len; i++)
    {
      ZoeSocketSpec *socket = zoe_scenario_get_socket (scenario, i);
      g_autofree char *tip = NULL;
      GtkWidget *name;

      if (socket->node != question->node)
        continue;
      name = create_label (socket->name, "condition");
      tip = g_strdup_printf ("%s, %s", socket->name, zoe_socket_type_get_name (socket->type));
      gtk_widget_set_tooltip_text (name, tip);
      gtk_widget_set_hexpand (name, TRUE);
      gtk_grid_attach (GTK_GRID (grid), name, 0, row, 1, 1);
      for (guint column = 0; column < G_N_ELEMENTS (columns); column++)
        if (zoe_socket_option_suits (zoe_socket_option_find (columns[column].option), socket->type))
          add_field (question, GTK_GRID (grid), socket, column, row);
      row++;
    }
  return grid;
}

static GtkWidget *
create_content (Question *question)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_box_append (GTK_BOX (box), create_grid (question));
  question->fresh = gtk_check_button_new_with_mnemonic (_("_New routing ids: peers take it for somebody else"));
  g_signal_connect (question->fresh, "toggled", G_CALLBACK (on_changed), question);
  gtk_box_append (GTK_BOX (box), question->fresh);
  question->verdict = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "yalign", 0.0, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                    "width-chars", 52, "max-width-chars", 52, "selectable", FALSE, NULL);
  gtk_widget_add_css_class (question->verdict, "caption");
  gtk_widget_add_css_class (question->verdict, "verdict");
  gtk_box_append (GTK_BOX (box), question->verdict);
  return box;
}

GtkWidget *
zoe_restart_dialog_new (GtkWindow *parent, ZoeSession *session, guint node)
{
  Question *question = g_new0 (Question, 1);
  g_autofree char *title = g_strdup_printf (_("Restart %s with"), zoe_scenario_get_node (zoe_session_get_scenario (session), node)->name);
  GtkWidget *dialog = adw_message_dialog_new (parent, title, _("A fresh role, its sockets as they are in the scenario, except for what you change."));

  question->session = g_object_ref (session);
  question->scenario = zoe_scenario_ref (zoe_session_get_scenario (session));
  question->node = node;
  question->fields = g_array_new (FALSE, FALSE, sizeof (Field));
  g_array_set_clear_func (question->fields, field_clear);
  question->dialog = dialog;
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), create_content (question));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "restart", _("_Restart"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "restart", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "restart");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "zoe-question", question, question_free);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), question);
  check (question);
  if (question->fields->len > 0)
    gtk_window_set_focus (GTK_WINDOW (dialog), g_array_index (question->fields, Field, 0).entry);
  return dialog;
}
