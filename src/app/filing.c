/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/filing.h"

#include <glib/gi18n.h>

#include "app/file_dialogs.h"
#include "app/recent_menu.h"
#include "app/window.h"

static void
on_file_chosen (GFile *file, gpointer data)
{
  zoe_window_open (data, file, FALSE);
}

static void
on_open (GtkWidget *widget, const char *action, GVariant *parameter)
{
  zoe_file_dialog_open (GTK_WINDOW (widget), on_file_chosen, G_OBJECT (widget));
}

static void
on_open_recent (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  zoe_window_open (ZOE_WINDOW (widget), file, FALSE);
}

static void
on_save_chosen (GFile *file, gpointer data)
{
  ZoeWindow *window = data;
  const char *path = g_file_peek_path (file);
  g_autofree char *name = NULL, *text = NULL;

  if (path == NULL)
    {
      zoe_window_show_error (window, _("Not Saved"),
                             _("That place is not on this machine. Choose a local folder, then copy the file."));
      return;
    }
  if (!zoe_session_save_trace (zoe_window_get_session (window), path))
    return;
  zoe_recent_menu_add (file);
  name = g_filename_display_basename (path);
  text = g_strdup_printf (_("Saved as %s"), name);
  zoe_window_say (window, text);
}

static void
on_save_trace (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ZoeRecording *recording = zoe_session_get_recording (zoe_window_get_session (ZOE_WINDOW (widget)));
  const char *path = recording != NULL ? zoe_recording_get_path (recording) : NULL;
  g_autofree char *name = path != NULL ? g_filename_display_basename (path) : g_strdup ("recording.zoe");

  zoe_file_dialog_save (GTK_WINDOW (widget), name, on_save_chosen, G_OBJECT (widget));
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, ZoeWindow *window)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    {
      GdkFileList *list = g_value_get_boxed (value);
      g_autoptr (GSList) files = gdk_file_list_get_files (list);

      return files != NULL && zoe_window_open (window, files->data, FALSE);
    }
  if (G_VALUE_HOLDS (value, G_TYPE_FILE))
    return zoe_window_open (window, g_value_get_object (value), FALSE);
  return FALSE;
}

void
zoe_filing_bind (GtkWidgetClass *window_class)
{
  gtk_widget_class_install_action (window_class, "win.open", NULL, on_open);
  gtk_widget_class_install_action (window_class, "win.open-recent", "s", on_open_recent);
  gtk_widget_class_install_action (window_class, "win.save-trace", NULL, on_save_trace);
  gtk_widget_class_bind_template_callback (window_class, on_drop);
}
