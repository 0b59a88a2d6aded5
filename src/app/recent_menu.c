/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/recent_menu.h"

#include <glib/gi18n.h>

#define MOST_ITEMS 10

static gboolean
is_ours (GtkRecentInfo *info)
{
  return gtk_recent_info_has_application (info, g_get_application_name ()) && gtk_recent_info_exists (info);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  return g_date_time_compare (gtk_recent_info_get_modified ((GtkRecentInfo *) b),
                              gtk_recent_info_get_modified ((GtkRecentInfo *) a));
}

/* Its name; with its folder's where another file has the same name. */
static char *
dup_label (GList *items, GtkRecentInfo *info)
{
  const char *name = gtk_recent_info_get_display_name (info);
  g_autofree char *label = g_strdup (name);
  g_auto (GStrv) parts = NULL;

  for (GList *l = items; l != NULL; l = l->next)
    if (l->data != info && is_ours (l->data) && g_str_equal (gtk_recent_info_get_display_name (l->data), name))
      {
        g_autoptr (GFile) file = g_file_new_for_uri (gtk_recent_info_get_uri (info));
        g_autoptr (GFile) folder = g_file_get_parent (file);
        g_autofree char *folder_name = folder != NULL ? g_file_get_basename (folder) : g_strdup ("");
        g_autofree char *shown = g_filename_display_name (folder_name);

        g_free (label);
        label = g_strdup_printf (_("%s in %s"), name, shown);
        break;
      }

  /* In a menu one underscore is a mnemonic. */
  parts = g_strsplit (label, "_", -1);
  return g_strjoinv ("__", parts);
}

static void
fill (GMenu *menu)
{
  GList *items = g_list_sort (gtk_recent_manager_get_items (gtk_recent_manager_get_default ()), compare_newest_first);

  g_menu_remove_all (menu);
  for (GList *l = items; l != NULL && g_menu_model_get_n_items (G_MENU_MODEL (menu)) < MOST_ITEMS; l = l->next)
    if (is_ours (l->data))
      {
        g_autofree char *label = dup_label (items, l->data);
        g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

        g_menu_item_set_action_and_target (item, "win.open-recent", "s", gtk_recent_info_get_uri (l->data));
        g_menu_append_item (menu, item);
      }
  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);
}

static void
on_changed (GtkRecentManager *manager, gpointer menu)
{
  fill (menu);
}

GMenuModel *
zoe_recent_menu_new (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) items = g_menu_new ();

  g_menu_append_section (menu, _("Recent"), G_MENU_MODEL (items));
  fill (items);
  g_signal_connect_object (gtk_recent_manager_get_default (), "changed", G_CALLBACK (on_changed), items, 0);
  return G_MENU_MODEL (g_steal_pointer (&menu));
}

/**
 * zoe_recent_menu_add:
 *
 * Notes that the file has been opened. The kinds are given by name, since the MIME types may not be installed.
 */
void
zoe_recent_menu_add (GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  gboolean is_trace = g_str_has_suffix (uri, ".zoe");
  GtkRecentData data =
  {
    .mime_type = (char *) (is_trace ? "application/vnd.zoetrope.trace" : "text/vnd.graphviz"),
    .app_name = (char *) g_get_application_name (),
    .app_exec = (char *) "zoetrope %f",
  };

  gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}
