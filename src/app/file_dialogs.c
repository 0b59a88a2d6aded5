/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/file_dialogs.h"

#include <glib/gi18n.h>

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *first, const char *second)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_pattern (filter, first);
  if (second != NULL)
    gtk_file_filter_add_pattern (filter, second);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
on_response (GtkNativeDialog *dialog, int response, GObject *data)
{
  ZoeFileChosen chosen = g_object_get_data (G_OBJECT (dialog), "chosen");

  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      if (file != NULL)
        chosen (file, data);
    }
  g_object_unref (dialog);
}

static void
show (GtkFileChooserNative *dialog, ZoeFileChosen chosen, GObject *data)
{
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_object_set_data (G_OBJECT (dialog), "chosen", chosen);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), data, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
zoe_file_dialog_open (GtkWindow *parent, ZoeFileChosen chosen, GObject *data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Open a Scenario or a Recording"), parent,
                                                              GTK_FILE_CHOOSER_ACTION_OPEN, _("_Open"), _("_Cancel"));

  add_filter (GTK_FILE_CHOOSER (dialog), _("Scenarios and recordings"), "*.dot", "*.zoe");
  add_filter (GTK_FILE_CHOOSER (dialog), _("Scenarios (.dot)"), "*.dot", "*.gv");
  add_filter (GTK_FILE_CHOOSER (dialog), _("Recordings (.zoe)"), "*.zoe", NULL);
  add_filter (GTK_FILE_CHOOSER (dialog), _("All files"), "*", NULL);
  show (dialog, chosen, data);
}

/**
 * zoe_file_dialog_save:
 * @name: what to call the file unless the person says otherwise
 */
void
zoe_file_dialog_save (GtkWindow *parent, const char *name, ZoeFileChosen chosen, GObject *data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Save the Recording"), parent,
                                                              GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));

  add_filter (GTK_FILE_CHOOSER (dialog), _("Recordings (.zoe)"), "*.zoe", NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  show (dialog, chosen, data);
}

/**
 * zoe_file_dialog_save_scenario:
 * @name: what to call the file unless the person says otherwise
 */
void
zoe_file_dialog_save_scenario (GtkWindow *parent, const char *name, ZoeFileChosen chosen, GObject *data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Save a Copy of the Scenario"), parent,
                                                              GTK_FILE_CHOOSER_ACTION_SAVE, _("_Save"), _("_Cancel"));

  add_filter (GTK_FILE_CHOOSER (dialog), _("Scenarios (.dot)"), "*.dot", "*.gv");
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  show (dialog, chosen, data);
}
