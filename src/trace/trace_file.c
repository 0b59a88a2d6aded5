/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/trace_file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "trace/schema.h"
#include "trace/statements.h"

#define HEADER_SIZE 100   /* of a SQLite file */
#define MAGIC       "SQLite format 3"

typedef struct
{
  gint64  size;            /* of the file */
  guint8  bytes[HEADER_SIZE];
  gssize  n_bytes;
} Header;

static guint32
get_number (const Header *header, guint offset)
{
  guint32 number;

  memcpy (&number, header->bytes + offset, sizeof number);
  return GUINT32_FROM_BE (number);
}

static gboolean
refuse (GError **error, GIOErrorEnum code, const char *path, const char *why)
{
  g_set_error (error, G_IO_ERROR, code, _("“%s” cannot be opened: %s"), path, why);
  return FALSE;
}

static gboolean
read_header (const char *path, Header *header, GError **error)
{
  GStatBuf info;
  int file = -1;

  memset (header, 0, sizeof *header);
  /* Asked before it is opened: opening a pipe would wait for somebody to write. */
  if (g_stat (path, &info) == 0)
    {
      if (S_ISDIR (info.st_mode))
        return refuse (error, G_IO_ERROR_IS_DIRECTORY, path, _("it is a folder; choose a trace in it"));
      if (!S_ISREG (info.st_mode))
        return refuse (error, G_IO_ERROR_NOT_REGULAR_FILE, path, _("it is not a file"));
      file = g_open (path, O_RDONLY | O_CLOEXEC, 0);
    }
  if (file < 0)
    {
      int code = errno;

      return refuse (error, g_io_error_from_errno (code), path,
                     code == ENOENT ? _("there is no such file") : g_strerror (code));
    }
  header->size = info.st_size;
  header->n_bytes = read (file, header->bytes, HEADER_SIZE);
  close (file);
  return TRUE;
}

static gboolean
is_trace (const Header *header)
{
  return header->n_bytes == HEADER_SIZE && memcmp (header->bytes, MAGIC, sizeof MAGIC) == 0
         && get_number (header, 68) == ZOE_TRACE_APPLICATION_ID;
}

/* Whether there are as many pages as the header says. With a second file beside it, that one may hold them. */
static gboolean
is_whole (const Header *header)
{
  gint64 page_size = header->bytes[16] << 8 | header->bytes[17];
  gint64 n_pages = get_number (header, 28);

  if (page_size == 1)
    page_size = 65536;
  return page_size >= 512 && (page_size & (page_size - 1)) == 0 && n_pages > 0 && header->size >= n_pages * page_size;
}

/**
 * zoe_trace_file_may_be_replaced:
 *
 * Returns: %FALSE if there is a file that is neither empty nor a trace: nobody's work is overwritten by a slip
 */
gboolean
zoe_trace_file_may_be_replaced (const char *path, GError **error)
{
  Header header;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!read_header (path, &header, NULL) || (header.size > 0 && !is_trace (&header)))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                   _("“%s” is there already and is not a trace; it is left as it is. Choose another name for the trace"), path);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_header (const char *path, gboolean has_wal, guint *ret_version, GError **error)
{
  Header header;
  g_autofree char *text = NULL;

  if (!read_header (path, &header, error))
    return FALSE;
  if (header.size == 0)
    return refuse (error, G_IO_ERROR_INVALID_DATA, path, _("it is empty"));
  if (header.n_bytes < 16 || memcmp (header.bytes, MAGIC, sizeof MAGIC) != 0)
    return refuse (error, G_IO_ERROR_INVALID_DATA, path, _("it is not a Zoetrope trace"));
  if (header.n_bytes < HEADER_SIZE)
    return refuse (error, G_IO_ERROR_INVALID_DATA, path, _("it has been cut short; copy it again from where it came from"));
  if (get_number (&header, 68) != ZOE_TRACE_APPLICATION_ID)
    return refuse (error, G_IO_ERROR_INVALID_DATA, path, _("it is a SQLite file, but not a Zoetrope trace"));
  if (get_number (&header, 60) > ZOE_TRACE_VERSION)
    {
      text = g_strdup_printf (_("it was written by a newer Zoetrope (trace version %u; this one reads up to %d); update Zoetrope"),
                              get_number (&header, 60), ZOE_TRACE_VERSION);
      return refuse (error, G_IO_ERROR_NOT_SUPPORTED, path, text);
    }
  if (get_number (&header, 60) < ZOE_TRACE_VERSION_OLDEST)
    return refuse (error, G_IO_ERROR_INVALID_DATA, path, _("it is damaged (its version is unknown)"));
  if (!has_wal && !is_whole (&header))
    return refuse (error, G_IO_ERROR_INVALID_DATA, path, _("it has been cut short; copy it again from where it came from"));
  *ret_version = get_number (&header, 60);
  return TRUE;
}

/* A file that was made by somebody else must not make us do anything but read rows. */
static void
distrust (sqlite3 *db)
{
  static const struct
  {
    int what;
    int most;
  } limits[] =
  {
    { SQLITE_LIMIT_LENGTH, 256 * 1024 * 1024 },
    { SQLITE_LIMIT_SQL_LENGTH, 100 * 1024 },
    { SQLITE_LIMIT_COLUMN, 100 },
    { SQLITE_LIMIT_EXPR_DEPTH, 40 },
    { SQLITE_LIMIT_COMPOUND_SELECT, 5 },
    { SQLITE_LIMIT_VDBE_OP, 25000 },
    { SQLITE_LIMIT_ATTACHED, 0 },
    { SQLITE_LIMIT_TRIGGER_DEPTH, 1 },
    { SQLITE_LIMIT_WORKER_THREADS, 0 },
  };

  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    sqlite3_limit (db, limits[i].what, limits[i].most);
}

static char *
build_uri (const char *path, const char *query)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *escaped = g_uri_escape_string (absolute, "/", FALSE);

  return g_strconcat ("file:", escaped, "?mode=ro", query, NULL);
}

static sqlite3 *
try_open (const char *path, const char *query, gboolean alone)
{
  g_autofree char *uri = build_uri (path, query);
  sqlite3 *db = NULL;
  int status = sqlite3_open_v2 (uri, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);

  if (status == SQLITE_OK)
    {
      distrust (db);
      sqlite3_busy_timeout (db, 1000);
      if (alone)
        sqlite3_exec (db, "PRAGMA locking_mode = EXCLUSIVE", NULL, NULL, NULL);
      status = sqlite3_exec (db, "PRAGMA cache_size = -32768; PRAGMA query_only = ON; SELECT count (*) FROM sqlite_schema",
                             NULL, NULL, NULL);
    }
  if ((status & 0xff) == SQLITE_CANTOPEN || (status & 0xff) == SQLITE_READONLY)
    g_clear_pointer (&db, sqlite3_close);
  return db;
}

/* Three ways, so that looking at a trace never leaves anything beside it:
 * a single file is just read; one with a log and its index may be written at this very moment, and SQLite's locks apply;
 * one with a log alone was left by a killed process and copied, and is read with an index in memory, also from a place where
 * nothing can be written. */
static sqlite3 *
open_read_only (const char *path, gboolean has_wal)
{
  g_autofree char *shm = g_strconcat (path, "-shm", NULL);
  sqlite3 *db = NULL;

  if (!has_wal)
    return try_open (path, "&immutable=1", FALSE);
  if (g_file_test (shm, G_FILE_TEST_EXISTS))
    db = try_open (path, "", FALSE);
  if (db == NULL)
    db = try_open (path, "&vfs=unix-none", TRUE);
  return db;
}

/* SQL without its comments, and with single spaces. Of tables and indices alone: theirs hold no quotes, and so no "--" that would be
 * text. Whoever adds a quote differs from ours. */
static char *
normalize (const char *sql)
{
  GString *text = g_string_new (NULL);

  for (; *sql != '\0'; sql++)
    {
      if (sql[0] == '-' && sql[1] == '-')
        {
          while (sql[1] != '\0' && sql[1] != '\n')
            sql++;
        }
      else if (!g_ascii_isspace (*sql))
        g_string_append_c (text, *sql);
      else if (text->len > 0 && text->str[text->len - 1] != ' ')
        g_string_append_c (text, ' ');
    }
  return g_string_free (text, FALSE);
}

/* Whether a thing is defined as ours is. Views of an older version may differ: nothing here reads them, and SQLite is told so. */
static gboolean
is_alike (const char *type, const char *sql, const char *expected, guint version)
{
  g_autofree char *theirs = NULL, *ours = NULL;

  if (version < ZOE_TRACE_VERSION && g_strcmp0 (type, "view") == 0)
    return TRUE;
  if (strcmp (sql, expected) == 0)
    return TRUE;
  if (g_strcmp0 (type, "view") == 0)
    return FALSE;
  theirs = normalize (sql);
  ours = normalize (expected);
  return strcmp (theirs, ours) == 0;
}

static const char list_schema[] = "SELECT type, name, coalesce (sql, '') FROM sqlite_schema";

static GHashTable *
list_own_schema (void)
{
  GHashTable *own = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sqlite3_stmt *row = NULL;
  sqlite3 *db = NULL;

  if (sqlite3_open (":memory:", &db) != SQLITE_OK
      || sqlite3_exec (db, zoe_schema_get_text (), NULL, NULL, NULL) != SQLITE_OK
      || sqlite3_prepare_v2 (db, list_schema, -1, &row, NULL) != SQLITE_OK)
    g_error ("schema.sql: %s", sqlite3_errmsg (db));
  while (sqlite3_step (row) == SQLITE_ROW)
    g_hash_table_insert (own, g_strdup_printf ("%s %s", sqlite3_column_text (row, 0), sqlite3_column_text (row, 1)),
                         g_strdup ((const char *) sqlite3_column_text (row, 2)));
  sqlite3_finalize (row);
  sqlite3_close (db);
  return own;
}

/* Reads the list of what is in the file, as data: nothing of it is used before all of it is known to be ours. */
static gboolean
check_schema (sqlite3 *db, const char *path, guint version, GError **error)
{
  g_autoptr (GHashTable) own = list_own_schema ();
  g_autofree char *why = NULL;
  sqlite3_stmt *row = NULL;
  int status;

  if (sqlite3_prepare_v2 (db, list_schema, -1, &row, NULL) != SQLITE_OK)
    {
      why = g_strdup_printf (_("it is damaged (%s)"), sqlite3_errmsg (db));
      return refuse (error, G_IO_ERROR_INVALID_DATA, path, why);
    }
  while (why == NULL && (status = sqlite3_step (row)) == SQLITE_ROW)
    {
      const char *type = (const char *) sqlite3_column_text (row, 0), *name = (const char *) sqlite3_column_text (row, 1);
      const char *sql = (const char *) sqlite3_column_text (row, 2);
      g_autofree char *key = g_strdup_printf ("%s %s", type != NULL ? type : "?", name != NULL ? name : "?");
      g_autofree char *shown = g_utf8_make_valid (key, MIN (strlen (key), 100));
      const char *expected = g_hash_table_lookup (own, key);

      if (expected == NULL)
        why = g_strdup_printf (_("it holds the %s, which is no part of a trace. If you added it yourself, remove it (DROP) and try again; "
                                 "if not, do not trust this file"), shown);
      else if (sql == NULL || !is_alike (type, sql, expected, version))
        why = g_strdup_printf (_("its %s is not what a trace has; do not trust this file"), shown);
      else
        g_hash_table_remove (own, key);
    }
  if (why == NULL && status != SQLITE_DONE)
    why = g_strdup_printf (_("it is damaged (%s)"), sqlite3_errmsg (db));
  else if (why == NULL && g_hash_table_size (own) > 0)
    {
      GHashTableIter iter;
      gpointer key;

      g_hash_table_iter_init (&iter, own);
      g_hash_table_iter_next (&iter, &key, NULL);
      why = g_strdup_printf (_("it is damaged (the %s is missing)"), (char *) key);
    }
  sqlite3_finalize (row);
  return why == NULL || refuse (error, G_IO_ERROR_INVALID_DATA, path, why);
}

/**
 * zoe_trace_file_open:
 *
 * Opens a trace for reading only, after checking that it is one, whole, of a known version, and holds nothing but what a trace
 * holds. Nothing in it is executed, and nothing beside it is made or changed.
 *
 * Returns: (transfer full): a connection; sqlite3_close() it
 */
sqlite3 *
zoe_trace_file_open (const char *path, GError **error)
{
  g_autofree char *wal = g_strconcat (path, "-wal", NULL);
  gboolean has_wal = g_file_test (wal, G_FILE_TEST_EXISTS);
  g_autofree char *why = NULL;
  guint version = 0;
  sqlite3 *db;

  if (!check_header (path, has_wal, &version, error))
    return NULL;
  zoe_sqlite_init ();
  db = open_read_only (path, has_wal);
  if (db == NULL)
    {
      refuse (error, G_IO_ERROR_PERMISSION_DENIED, path, _("it cannot be read"));
      return NULL;
    }
  if (sqlite3_errcode (db) != SQLITE_OK)
    {
      why = g_strdup_printf (_("it is damaged (%s)"), sqlite3_errmsg (db));
      refuse (error, G_IO_ERROR_INVALID_DATA, path, why);
      sqlite3_close (db);
      return NULL;
    }
  if (check_schema (db, path, version, error))
    return db;
  sqlite3_close (db);
  return NULL;
}
