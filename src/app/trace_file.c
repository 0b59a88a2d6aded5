/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/trace_file.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

/**
 * zoe_trace_file_is_one:
 *
 * Returns: whether the file begins as every SQLite file does, or at least is called a trace
 */
gboolean
zoe_trace_file_is_one (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  char start[16] = "";
  gsize n_read;

  if (stream != NULL)
    g_input_stream_read_all (G_INPUT_STREAM (stream), start, sizeof start, &n_read, NULL, NULL);
  return memcmp (start, "SQLite format 3", sizeof start) == 0 || g_str_has_suffix (path, ".zoe");
}

/**
 * zoe_trace_file_new_path:
 * @name: of the scenario
 *
 * Returns: (transfer full): where the recording of a run that begins now goes: a file that is not there yet, in a folder that
 *   is; %NULL with an error if there can be no such folder
 */
char *
zoe_trace_file_new_path (const char *name, GError **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "zoetrope", "traces", NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d-%H%M%S");
  g_autofree char *base = g_strdup_printf ("%s-%s", name != NULL && name[0] != '\0' ? name : "scenario", date);
  char *path;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   _("The folder “%s” cannot be made: %s. Make room, or allow writing there."), folder, g_strerror (errno));
      return NULL;
    }
  g_strdelimit (base, "/", '-');
  path = g_strdup_printf ("%s/%s.zoe", folder, base);
  for (guint i = 2; g_file_test (path, G_FILE_TEST_EXISTS); i++)
    {
      g_free (path);
      path = g_strdup_printf ("%s/%s-%u.zoe", folder, base, i);
    }
  return path;
}

/**
 * zoe_trace_file_copy:
 *
 * Copies a trace that grows no more. A killed program leaves its last events in a file beside the trace: that goes along.
 */
gboolean
zoe_trace_file_copy (const char *from, const char *to, GError **error)
{
  g_autofree char *log = g_strconcat (from, "-wal", NULL), *log_to = g_strconcat (to, "-wal", NULL);
  g_autoptr (GFile) source = g_file_new_for_path (from), target = g_file_new_for_path (to);
  g_autoptr (GFile) log_source = g_file_new_for_path (log), log_target = g_file_new_for_path (log_to);
  GStatBuf status;

  if (g_file_equal (source, target))
    return TRUE;
  if (!g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, error))
    return FALSE;
  if (g_stat (log, &status) == 0 && status.st_size > 0)
    return g_file_copy (log_source, log_target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, error);
  g_unlink (log_to);
  return TRUE;
}
