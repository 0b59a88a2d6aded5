/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/error_dialog.h"

#include <glib/gi18n.h>
#include <string.h>


static void
on_response (AdwMessageDialog *dialog, const char *response, char *advice)
{
  if (g_str_equal (response, "copy"))
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (dialog)), advice);
}

static void
free_advice (gpointer data, GClosure *closure)
{
  g_free (data);
}

/* Mistakes begin with their file, all with the same, and the title has named it. */
static void
drop_file (char **lines)
{
  const char *end = lines[0] != NULL ? strstr (lines[0], ": ") : NULL;
  g_autofree char *file = end != NULL ? g_strndup (lines[0], end + 2 - lines[0]) : NULL;

  if (file == NULL || strchr (file, G_DIR_SEPARATOR) == NULL)
    return;
  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0' && !g_str_has_prefix (*line, file))
      return;
  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0')
      memmove (*line, *line + strlen (file), strlen (*line + strlen (file)) + 1);
}

static GtkWidget *
make_list (char **lines)
{
  g_autofree char *text = g_strjoinv ("\n\n", lines);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "label", text,
                                   "xalign", 0.0, "yalign", 0.0,
                                   "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR,
                                   "selectable", TRUE,
                                   NULL);
  GtkWidget *window = g_object_new (GTK_TYPE_SCROLLED_WINDOW,
                                    "child", label,
                                    "hscrollbar-policy", GTK_POLICY_NEVER,
                                    "width-request", 460,
                                    "height-request", 220,
                                    NULL);

  gtk_widget_add_css_class (label, "mistakes");
  gtk_widget_add_css_class (window, "card");
  return window;
}

/* Errors come as half sentences, to follow a file's name; here each stands alone. */
static char *
dup_sentence (const char *advice)
{
  g_autofree char *first = *advice != '\0' ? g_utf8_substring (advice, 0, 1) : g_strdup ("");
  g_autofree char *upper = g_utf8_strup (first, -1);
  const char *end = advice + strlen (advice);
  gunichar last = *advice != '\0' ? g_utf8_get_char (g_utf8_prev_char (end)) : '.';

  return g_strconcat (upper, advice + strlen (first), g_unichar_ispunct (last) && last != 0x201d && last != '"' ? "" : ".", NULL);
}

/**
 * zoe_error_dialog_new:
 * @advice: one sentence, or one mistake a line
 *
 * Returns: a dialog to present
 */
GtkWidget *
zoe_error_dialog_new (GtkWindow *parent, const char *title, const char *advice)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, title, NULL);
  g_autofree char *trimmed = g_strchomp (g_strdup (advice));
  g_auto (GStrv) lines = g_strsplit (trimmed, "\n", -1);
  guint n_lines = g_strv_length (lines);

  drop_file (lines);
  if (n_lines <= 1)
    {
      g_autofree char *sentence = dup_sentence (n_lines == 1 ? lines[0] : "");

      adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), sentence);
    }
  else
    {
      g_autofree char *body = g_strdup_printf (ngettext ("There is %u thing to mend:", "There are %u things to mend:", n_lines),
                                               n_lines);

      adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), body);
      adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), make_list (lines));
    }
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "copy", _("_Copy"), "close", _("C_lose"), NULL);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), g_strdup (advice), free_advice, 0);
  return dialog;
}
