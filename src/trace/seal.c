/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/seal.h"

#include <glib/gi18n.h>

#include "trace/trace_file.h"

/**
 * zoe_trace_seal:
 * @path: a trace that nobody writes or reads any more
 *
 * While a trace is written and read at once, its latest events lie in a second file beside it. This brings them home and
 * removes that file. A trace that is a single file already stays as it is.
 */
gboolean
zoe_trace_seal (const char *path, GError **error)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  sqlite3 *db = NULL;
  gboolean sealed;

  /* Whoever opens a file for writing trusts it; so it has to pass the reader's checks first. */
  db = zoe_trace_file_open (path, error);
  if (db == NULL)
    return FALSE;
  sqlite3_close (db);
  if (!g_file_test (wal, G_FILE_TEST_EXISTS))
    return TRUE;

  sealed = sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK
           && sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL) == SQLITE_OK
           && sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL) == SQLITE_OK
           && sqlite3_exec (db, "PRAGMA wal_checkpoint (TRUNCATE)", NULL, NULL, NULL) == SQLITE_OK
           && sqlite3_exec (db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) == SQLITE_OK;
  if (!sealed)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, _("The trace “%s” cannot be made one file: %s. Close it everywhere and try again"),
                 path, sqlite3_errmsg (db));
  sqlite3_close (db);
  return sealed;
}
