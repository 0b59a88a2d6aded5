/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/recordings.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

static void
recording_file_free (gpointer data)
{
  ZoeRecordingFile *file = data;

  g_free (file->path);
  g_free (file->scenario);
  g_free (file);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const ZoeRecordingFile *first = *(ZoeRecordingFile *const *) a, *second = *(ZoeRecordingFile *const *) b;

  return first->changed != second->changed ? (first->changed < second->changed) - (first->changed > second->changed)
                                           : g_strcmp0 (second->path, first->path);
}

/* A recording is called after its scenario and the moment it began: "clone-2026-03-12-184005.zoe". */
static char *
dup_scenario (const char *file_name)
{
  g_autoptr (GRegex) stamp = g_regex_new ("(-\\d{4}-\\d{2}-\\d{2}-\\d{6}(-\\d+)?)?\\.zoe$", 0, 0, NULL);

  return g_regex_replace_literal (stamp, file_name, -1, 0, "", 0, NULL);
}

/**
 * zoe_recordings_dup_folder:
 *
 * Returns: (transfer full): where a run's recording goes; the folder need not be there yet
 */
char *
zoe_recordings_dup_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "zoetrope", "traces", NULL);
}

/**
 * zoe_recordings_list:
 *
 * Returns: (transfer full) (element-type ZoeRecordingFile): the newest first
 */
GPtrArray *
zoe_recordings_list (void)
{
  g_autofree char *path = zoe_recordings_dup_folder ();
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GFileEnumerator) entries = NULL;
  GPtrArray *files = g_ptr_array_new_with_free_func (recording_file_free);
  GFileInfo *info;

  entries = g_file_enumerate_children (folder,
                                       G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_SIZE ","
                                       G_FILE_ATTRIBUTE_TIME_MODIFIED,
                                       G_FILE_QUERY_INFO_NONE, NULL, NULL);
  while (entries != NULL && g_file_enumerator_iterate (entries, &info, NULL, NULL, NULL) && info != NULL)
    if (g_str_has_suffix (g_file_info_get_name (info), ".zoe"))
      {
        ZoeRecordingFile *file = g_new0 (ZoeRecordingFile, 1);

        file->path = g_build_filename (path, g_file_info_get_name (info), NULL);
        file->scenario = dup_scenario (g_file_info_get_name (info));
        file->changed = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED);
        file->size = g_file_info_get_size (info);
        g_ptr_array_add (files, file);
      }
  g_ptr_array_sort (files, compare_newest_first);
  return files;
}

/**
 * zoe_recording_file_dup_when:
 *
 * Returns: (transfer full): "Today, 14:05 · 1.2 MB", "Yesterday, ...", "12 Mar 2026, ..."
 */
char *
zoe_recording_file_dup_when (const ZoeRecordingFile *file)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (file->changed);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) day_before = g_date_time_add_days (now, -1);
  g_autofree char *size = g_format_size (file->size);
  g_autofree char *when = NULL;
  const char *format = _("%e %b %Y, %H:%M");

  if (g_date_time_get_year (then) == g_date_time_get_year (now) &&
      g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now))
    format = _("Today, %H:%M");
  else if (g_date_time_get_year (then) == g_date_time_get_year (day_before) &&
           g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (day_before))
    format = _("Yesterday, %H:%M");
  when = g_date_time_format (then, format);
  return g_strdup_printf ("%s · %s", g_strstrip (when), size);
}
