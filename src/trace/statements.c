/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/statements.h"

#include <glib/gi18n.h>

#define EVENT_COLUMNS "seq, time, kind, flags, node, socket, message, cause, value, line, size, sent, link"

const char *const zoe_read_statements[ZOE_READ_N] =
{
  [ZOE_READ_BEGIN]       = "BEGIN",
  [ZOE_READ_CLUSTERS]    = "SELECT name, label FROM cluster_row ORDER BY number",
  [ZOE_READ_CONDITIONS]  = "SELECT link, name, value FROM condition_row",
  [ZOE_READ_EFFECTS]     = "SELECT message FROM event_row WHERE cause = ?1 AND kind = 5 AND seq <= ?2 ORDER BY seq LIMIT 100000",
  [ZOE_READ_END]         = "COMMIT",
  [ZOE_READ_EVENTS]      = "SELECT " EVENT_COLUMNS ", frames FROM event_row WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq",
  [ZOE_READ_EVENTS_LEAN] = "SELECT " EVENT_COLUMNS ", CASE kind WHEN 10 THEN frames END"
                           "  FROM event_row WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq",
  [ZOE_READ_FATES]       = "SELECT seq, time, socket, link, kind FROM event_row"
                           " WHERE sent = ?1 AND kind IN (6, 29, 30, 31) AND seq <= ?2 ORDER BY seq LIMIT 100000",
  [ZOE_READ_FRAMES]      = "SELECT frames FROM event_row WHERE seq = ?1",
  [ZOE_READ_INTERVENTIONS] = "SELECT " EVENT_COLUMNS ", frames FROM event_row INDEXED BY intervention"
                             " WHERE kind >= 23 AND seq BETWEEN ?1 AND ?2 ORDER BY seq",
  [ZOE_READ_KEYFRAME]    = "SELECT seq, state FROM keyframe WHERE seq <= ?1 ORDER BY seq DESC LIMIT 1",
  [ZOE_READ_KEYFRAME_SEQ] = "SELECT seq FROM keyframe WHERE seq <= ?1 ORDER BY seq DESC LIMIT 1",
  [ZOE_READ_LAST]        = "SELECT seq, time FROM event_row ORDER BY seq DESC LIMIT 1",
  [ZOE_READ_LINKS]       = "SELECT tail, head, head_binds, transport, endpoint FROM link_row ORDER BY number",
  [ZOE_READ_MESSAGE]     = "SELECT " EVENT_COLUMNS ", frames FROM event_row"
                           " WHERE message = ?1 AND seq BETWEEN ?2 - " G_STRINGIFY (ZOE_SEND_MARK_REACH) " AND ?2 AND seq BETWEEN ?3 AND ?4"
                           " UNION ALL "
                           "SELECT " EVENT_COLUMNS ", frames FROM event_row WHERE sent = ?2 AND seq BETWEEN ?3 AND ?4",
  [ZOE_READ_META]        = "SELECT key, value FROM meta",
  [ZOE_READ_META_SMALL]  = "SELECT key, value FROM meta WHERE key <> 'text'",
  [ZOE_READ_NODES]       = "SELECT name, base, role, source, cluster, start_ns, external FROM node_row ORDER BY number",
  [ZOE_READ_OPTIONS]     = "SELECT socket, text FROM option_row ORDER BY socket, position",
  [ZOE_READ_PARAMETERS]  = "SELECT node, name, value FROM parameter_row",
  [ZOE_READ_SEND]        = "SELECT seq FROM event_row WHERE seq BETWEEN ?2 AND ?3 AND message = ?1 AND kind = 5",
  [ZOE_READ_SEND_MARK]   = "SELECT seq FROM send_mark WHERE node = ?1 AND count <= ?2 ORDER BY count DESC LIMIT 1",
  [ZOE_READ_SENDS]       = "SELECT " EVENT_COLUMNS ", frames FROM event_row WHERE seq BETWEEN ?1 AND ?2 AND kind = 5 ORDER BY seq",
  [ZOE_READ_SOCKETS]     = "SELECT node, name, type FROM socket_row ORDER BY number",
  [ZOE_READ_TIME]        = "SELECT seq, time FROM event_row WHERE seq <= ?1 ORDER BY seq DESC LIMIT 1",
};

const char *const zoe_write_statements[ZOE_WRITE_N] =
{
  [ZOE_WRITE_BEGIN]     = "BEGIN",
  [ZOE_WRITE_CLUSTER]   = "INSERT INTO cluster_row VALUES (?1, ?2, ?3)",
  [ZOE_WRITE_COMMIT]    = "COMMIT",
  [ZOE_WRITE_CONDITION] = "INSERT OR REPLACE INTO condition_row VALUES (?1, ?2, ?3)",
  [ZOE_WRITE_EVENTS]    = "INSERT INTO event_row SELECT * FROM batch",
  [ZOE_WRITE_KEYFRAME]  = "INSERT INTO keyframe VALUES (?1, ?2, ?3)",
  [ZOE_WRITE_KIND]      = "INSERT INTO kind VALUES (?1, ?2)",
  [ZOE_WRITE_LINK]      = "INSERT INTO link_row VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
  [ZOE_WRITE_META]      = "INSERT OR REPLACE INTO meta VALUES (?1, ?2)",
  [ZOE_WRITE_NODE]      = "INSERT INTO node_row VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
  [ZOE_WRITE_OPTION]    = "INSERT INTO option_row VALUES (?1, ?2, ?3)",
  [ZOE_WRITE_PARAMETER] = "INSERT OR REPLACE INTO parameter_row VALUES (?1, ?2, ?3)",
  [ZOE_WRITE_ROLLBACK]  = "ROLLBACK",
  [ZOE_WRITE_SEND_MARK] = "INSERT OR IGNORE INTO send_mark VALUES (?1, ?2, ?3)",
  [ZOE_WRITE_SOCKET]    = "INSERT INTO socket_row VALUES (?1, ?2, ?3, ?4, ?5)",
};

/**
 * zoe_sqlite_init:
 *
 * To be called before anything else of SQLite: does without its count of allocated memory, which takes a lock each time.
 */
void
zoe_sqlite_init (void)
{
  static gsize done;

  if (g_once_init_enter (&done))
    {
      sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
      sqlite3_initialize ();
      g_once_init_leave (&done, 1);
    }
}

/**
 * zoe_statements_prepare:
 * @ret_statements: (array length=n): filled; to be given to zoe_statements_finalize() in any case
 */
gboolean
zoe_statements_prepare (sqlite3 *db, const char *const *texts, guint n, sqlite3_stmt **ret_statements, GError **error)
{
  for (guint i = 0; i < n; i++)
    if (sqlite3_prepare_v3 (db, texts[i], -1, SQLITE_PREPARE_PERSISTENT, &ret_statements[i], NULL) != SQLITE_OK)
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("SQLite refuses “%s”: %s"), texts[i], sqlite3_errmsg (db));
        return FALSE;
      }
  return TRUE;
}

void
zoe_statements_finalize (sqlite3_stmt **statements, guint n)
{
  for (guint i = 0; i < n; i++)
    g_clear_pointer (&statements[i], sqlite3_finalize);
}

/**
 * zoe_statement_bind:
 * @types: a letter for each argument: i (gint64), t (const char *, or %NULL; must stay until the statement has run)
 *
 * Resets the statement and binds its arguments from the first on.
 */
void
zoe_statement_bind (sqlite3_stmt *statement, const char *types, ...)
{
  va_list arguments;

  sqlite3_reset (statement);
  va_start (arguments, types);
  for (int i = 0; types[i] != '\0'; i++)
    {
      if (types[i] == 'i')
        sqlite3_bind_int64 (statement, i + 1, va_arg (arguments, gint64));
      else
        sqlite3_bind_text (statement, i + 1, va_arg (arguments, const char *), -1, SQLITE_STATIC);
    }
  va_end (arguments);
}

/**
 * zoe_statement_run:
 *
 * Runs a statement that gives no rows, and resets it.
 *
 * Returns: SQLite's result code
 */
int
zoe_statement_run (sqlite3_stmt *statement)
{
  int status = sqlite3_step (statement);

  sqlite3_reset (statement);
  return status == SQLITE_DONE || status == SQLITE_ROW ? SQLITE_OK : status;
}
