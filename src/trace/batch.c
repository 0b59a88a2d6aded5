/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/batch.h"

typedef struct
{
  sqlite3_vtab base;
  ZoeBatch    *batch;
} Table;

typedef struct
{
  sqlite3_vtab_cursor base;
  ZoeBatch           *batch;
  guint               at;
} Cursor;

static int
batch_connect (sqlite3 *db, void *data, int argc, const char *const *argv, sqlite3_vtab **ret_table, char **ret_error)
{
  int status = sqlite3_declare_vtab (db, "CREATE TABLE batch (seq, time, kind, flags, node, socket, message, cause, value, line,"
                                         " size, sent, link, frames)");

  if (status != SQLITE_OK)
    return status;
  Table *table = g_new0 (Table, 1);
  table->batch = data;
  *ret_table = &table->base;
  return SQLITE_OK;
}

static int
batch_disconnect (sqlite3_vtab *table)
{
  g_free (table);
  return SQLITE_OK;
}

static int
batch_best_index (sqlite3_vtab *table, sqlite3_index_info *info)
{
  info->estimatedCost = 1;
  return SQLITE_OK;
}

static int
batch_open (sqlite3_vtab *table, sqlite3_vtab_cursor **ret_cursor)
{
  Cursor *cursor = g_new0 (Cursor, 1);

  cursor->batch = ((Table *) table)->batch;
  *ret_cursor = &cursor->base;
  return SQLITE_OK;
}

static int
batch_close (sqlite3_vtab_cursor *cursor)
{
  g_free (cursor);
  return SQLITE_OK;
}

static int
batch_filter (sqlite3_vtab_cursor *cursor, int number, const char *text, int argc, sqlite3_value **argv)
{
  ((Cursor *) cursor)->at = 0;
  return SQLITE_OK;
}

static int
batch_next (sqlite3_vtab_cursor *cursor)
{
  ((Cursor *) cursor)->at++;
  return SQLITE_OK;
}

static int
batch_eof (sqlite3_vtab_cursor *cursor)
{
  Cursor *self = (Cursor *) cursor;

  return self->at >= self->batch->rows->len;
}

static void
result_number_or_null (sqlite3_context *context, guint64 number)
{
  if (number > 0 && number <= G_MAXINT64)
    sqlite3_result_int64 (context, (gint64) number);
}

static int
batch_column (sqlite3_vtab_cursor *cursor, sqlite3_context *context, int column)
{
  Cursor *self = (Cursor *) cursor;
  const ZoeBatchRow *row = &g_array_index (self->batch->rows, ZoeBatchRow, self->at);
  const ZoeEvent *event = &row->event;

  switch (column)
    {
    case 0: sqlite3_result_int64 (context, event->sequence); break;
    case 1: sqlite3_result_int64 (context, event->time_ns); break;
    case 2: sqlite3_result_int (context, event->kind); break;
    case 3: sqlite3_result_int (context, event->flags); break;
    case 4: sqlite3_result_int (context, event->node); break;
    case 5: sqlite3_result_int (context, event->socket); break;
    case 6: result_number_or_null (context, event->message); break;
    case 7: result_number_or_null (context, event->cause); break;
    case 8: sqlite3_result_int64 (context, event->value); break;
    case 9: sqlite3_result_int64 (context, event->line); break;
    case 10: sqlite3_result_int64 (context, event->size); break;
    case 11: result_number_or_null (context, row->origin.sent); break;
    case 12: result_number_or_null (context, row->origin.link); break;
    case 13:
      if (row->text_length > 0)
        sqlite3_result_text (context, self->batch->texts->str + row->text, row->text_length, SQLITE_STATIC);
      break;
    }
  return SQLITE_OK;
}

static int
batch_rowid (sqlite3_vtab_cursor *cursor, sqlite3_int64 *ret_id)
{
  *ret_id = ((Cursor *) cursor)->at;
  return SQLITE_OK;
}

static const sqlite3_module module =
{
  .xConnect = batch_connect,
  .xDisconnect = batch_disconnect,
  .xBestIndex = batch_best_index,
  .xOpen = batch_open,
  .xClose = batch_close,
  .xFilter = batch_filter,
  .xNext = batch_next,
  .xEof = batch_eof,
  .xColumn = batch_column,
  .xRowid = batch_rowid,
};

void
zoe_batch_init (ZoeBatch *batch)
{
  batch->rows = g_array_new (FALSE, FALSE, sizeof (ZoeBatchRow));
  batch->texts = g_string_sized_new (64 * 1024);
}

void
zoe_batch_clear (ZoeBatch *batch)
{
  g_clear_pointer (&batch->rows, g_array_unref);
  if (batch->texts != NULL)
    g_string_free (g_steal_pointer (&batch->texts), TRUE);
}

void
zoe_batch_empty (ZoeBatch *batch)
{
  g_array_set_size (batch->rows, 0);
  g_string_truncate (batch->texts, 0);
}

/**
 * zoe_batch_register:
 *
 * Makes the batch known to one connection, as the table "batch" that is in no file.
 */
int
zoe_batch_register (ZoeBatch *batch, sqlite3 *db)
{
  return sqlite3_create_module (db, "batch", &module, batch);
}
