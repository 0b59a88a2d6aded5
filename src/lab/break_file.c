/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lab/break_file.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "graph/amendment.h"
#include "graph/reader.h"
#include "roles/roles.h"

#define ATTRIBUTE "break"
#define REMARK    "breakpoints set in Zoetrope"

/* None, and none any more, are the same. */
static gboolean
are_equal (const char *one, const char *other)
{
  return g_strcmp0 (one != NULL && *one != '\0' ? one : NULL, other != NULL && *other != '\0' ? other : NULL) == 0;
}

static ZoeScenario *
read_text (const char *text, gsize length, const char *name, GError **error)
{
  const ZoeReadOptions options = { .roles = zoe_roles (), .allow_network = TRUE };
  g_autoptr (ZoeMistakes) mistakes = zoe_mistakes_new (name);
  ZoeScenario *scenario = zoe_read_scenario_text (text, length, name, &options, mistakes);
  g_autofree char *lines = scenario == NULL ? zoe_mistakes_dup_text (mistakes) : NULL;

  if (scenario == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, g_strchomp (lines));
  return scenario;
}

/**
 * zoe_break_file_dup_text:
 * @text: a scenario
 * @name: what mistakes in it begin with
 * @conditions: (nullable): as zoe_until_parse() reads them; %NULL or empty for none
 *
 * Nothing is added where the author's own text says the same.
 *
 * Returns: (transfer full) (nullable): the scenario's text with these breakpoints; %NULL if it is no scenario, or cannot have them
 */
char *
zoe_break_file_dup_text (const char *text, gsize length, const char *name, const char *conditions, gsize *ret_length, GError **error)
{
  g_autofree char *plain = zoe_amendment_set (text, length, ATTRIBUTE, NULL, REMARK, ret_length, error);
  g_autofree char *amended = NULL;
  g_autoptr (ZoeScenario) own = plain != NULL ? read_text (plain, *ret_length, name, error) : NULL;
  g_autoptr (ZoeScenario) scenario = NULL;

  if (own == NULL)
    return NULL;
  if (are_equal (own->breaks, conditions))
    return g_steal_pointer (&plain);
  amended = zoe_amendment_set (text, length, ATTRIBUTE, conditions != NULL ? conditions : "", REMARK, ret_length, error);
  scenario = amended != NULL ? read_text (amended, *ret_length, name, error) : NULL;
  if (scenario == NULL)
    return NULL;
  if (!are_equal (scenario->breaks, conditions))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("“%s” cannot be written into this scenario"), conditions);
      return NULL;
    }
  return g_steal_pointer (&amended);
}

/* Whoever may write all files may be asked not to write this one all the same. */
static gboolean
check_writable (const char *path, struct stat *ret_status, GError **error)
{
  int reason;

  if (g_stat (path, ret_status) == 0 && (ret_status->st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)) == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY, _("The file is read only"));
      return FALSE;
    }
  if (g_access (path, W_OK) == 0)
    return TRUE;
  reason = errno;
  if (reason == EACCES || reason == EROFS || reason == EPERM)
    g_set_error_literal (error, G_IO_ERROR, reason == EROFS ? G_IO_ERROR_READ_ONLY : G_IO_ERROR_PERMISSION_DENIED,
                         _("You may not change this file"));
  else
    g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (reason), g_strerror (reason));
  return FALSE;
}

/* Either the old text is there or the new one, whatever happens in between. */
static gboolean
replace (const char *path, const char *text, gsize length, const struct stat *status, GError **error)
{
  if (!g_file_set_contents_full (path, text, length, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                 status->st_mode & 0777, error))
    return FALSE;
  if (status->st_uid != geteuid () && chown (path, status->st_uid, status->st_gid) != 0)
    g_debug ("%s belongs to somebody else now", path);
  g_chmod (path, status->st_mode & 07777);
  return TRUE;
}

/**
 * zoe_break_file_write:
 * @known: (nullable): the breakpoints that the file had when it was read
 * @conditions: (nullable): those it shall have
 *
 * Anything else that has changed in the file meanwhile stays as it is now.
 */
gboolean
zoe_break_file_write (const char *path, const char *known, const char *conditions, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *real = NULL, *text = NULL, *amended = NULL;
  g_autoptr (ZoeMistakes) mistakes = zoe_mistakes_new (name);
  g_autoptr (ZoeScenario) now = NULL;
  char *resolved = realpath (path, NULL);
  struct stat status;
  gsize length;

  real = g_strdup (resolved != NULL ? resolved : path);
  free (resolved);
  text = zoe_read_scenario_bytes (real, &length, mistakes);
  if (text == NULL)
    {
      g_autofree char *lines = zoe_mistakes_dup_text (mistakes);

      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, g_strchomp (lines));
      return FALSE;
    }
  now = read_text (text, length, name, error);
  if (now == NULL)
    return FALSE;
  if (!are_equal (now->breaks, known) && !are_equal (now->breaks, conditions))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG, _("The file's breakpoints have been changed elsewhere: %s"),
                   now->breaks != NULL && *now->breaks != '\0' ? now->breaks : _("none are left"));
      return FALSE;
    }
  amended = zoe_break_file_dup_text (text, length, name, conditions, &length, error);
  return amended != NULL && check_writable (real, &status, error) && replace (real, amended, length, &status, error);
}
