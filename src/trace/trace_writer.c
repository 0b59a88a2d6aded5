/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/trace_writer.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "trace/batch.h"
#include "trace/description.h"
#include "trace/frame_text.h"
#include "trace/keyframe.h"
#include "trace/schema.h"
#include "trace/trace_file.h"

#define KEYFRAME_EVERY     10000   /* events; a reader starts at one and goes on event by event */
#define KEYFRAME_PER_ITEM  4       /* of what a keyframe holds, one more event between two of them for so many items */

typedef struct
{
  ZoeMessageId message;
  guint64      sequence;
} ZoeSendMark;

struct _ZoeTraceWriter
{
  char         *path;
  sqlite3      *db;
  sqlite3_stmt *statements[ZOE_WRITE_N];
  ZoeBatch      batch;
  ZoeMoment    *moment;          /* after the last event added */
  GByteArray   *keyframe;
  ZoeSendMark  *marks;           /* by node: its last marked send */
  GArray       *new_marks;       /* (element-type ZoeSendMark): to be inserted */
  guint64       keyframe_at;     /* sequence of the next keyframe */
  guint64       last_keyframe;
  gint64        last_time_ns;
  gboolean      open;            /* a transaction is */
};

static gboolean
fail (ZoeTraceWriter *writer, GError **error)
{
  int status = sqlite3_extended_errcode (writer->db);

  if ((status & 0xff) == SQLITE_FULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                 _("The trace “%s” cannot be written further: there is no space left. Free some, or choose another place, and run again"),
                 writer->path);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The trace “%s” cannot be written: %s"),
                 writer->path, sqlite3_errmsg (writer->db));
  return FALSE;
}

static gboolean
execute (ZoeTraceWriter *writer, const char *sql, GError **error)
{
  return sqlite3_exec (writer->db, sql, NULL, NULL, NULL) == SQLITE_OK || fail (writer, error);
}

static gboolean
begin (ZoeTraceWriter *writer, GError **error)
{
  if (writer->open)
    return TRUE;
  if (zoe_statement_run (writer->statements[ZOE_WRITE_BEGIN]) != SQLITE_OK)
    return fail (writer, error);
  writer->open = TRUE;
  return TRUE;
}

static void
plan_keyframe (ZoeTraceWriter *writer)
{
  ZoeMomentState *state = (ZoeMomentState *) writer->moment;
  guint n_items = state->traffic.n_sent + state->wiring->n_nodes + state->wiring->n_sockets + state->wiring->n_links;

  writer->last_keyframe = writer->moment->sequence;
  writer->keyframe_at = writer->last_keyframe + KEYFRAME_EVERY + n_items / KEYFRAME_PER_ITEM;
}

static gboolean
write_keyframe (ZoeTraceWriter *writer, GError **error)
{
  sqlite3_stmt *statement = writer->statements[ZOE_WRITE_KEYFRAME];
  int status;

  if (writer->moment->sequence == writer->last_keyframe)
    return TRUE;
  g_byte_array_set_size (writer->keyframe, 0);
  zoe_keyframe_append (writer->keyframe, writer->moment);
  zoe_statement_bind (statement, "ii", (gint64) writer->moment->sequence, writer->moment->time_ns);
  sqlite3_bind_blob64 (statement, 3, writer->keyframe->data, writer->keyframe->len, SQLITE_STATIC);
  status = zoe_statement_run (statement);
  plan_keyframe (writer);
  return status == SQLITE_OK || fail (writer, error);
}

/* Only a trace, or nothing, is overwritten. */
static gboolean
remove_old (const char *path, GError **error)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  if (!zoe_trace_file_may_be_replaced (path, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

      if (g_unlink (name) != 0 && errno != ENOENT)
        {
          g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("The old trace “%s” cannot be removed: %s"),
                       name, g_strerror (errno));
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * zoe_trace_writer_new:
 * @path: an old trace there is replaced; any other file is not
 *
 * Makes the file, its schema and the description of the scenario; all of that is in the file itself when this returns.
 */
ZoeTraceWriter *
zoe_trace_writer_new (const char *path, ZoeScenario *scenario, GError **error)
{
  g_autoptr (ZoeTraceWriter) writer = g_new0 (ZoeTraceWriter, 1);
  g_autofree char *head = g_strdup_printf ("PRAGMA page_size = 8192; PRAGMA application_id = %d; PRAGMA user_version = %d;"
                                           "PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; BEGIN;",
                                           ZOE_TRACE_APPLICATION_ID, ZOE_TRACE_VERSION);

  zoe_sqlite_init ();
  writer->path = g_strdup (path);
  writer->keyframe = g_byte_array_new ();
  writer->marks = g_new0 (ZoeSendMark, scenario->nodes->len + 1);
  writer->new_marks = g_array_new (FALSE, FALSE, sizeof (ZoeSendMark));
  zoe_batch_init (&writer->batch);
  writer->moment = zoe_moment_new (scenario);
  plan_keyframe (writer);
  if (!remove_old (path, error))
    return NULL;
  if (sqlite3_open_v2 (path, &writer->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK
      || zoe_batch_register (&writer->batch, writer->db) != SQLITE_OK)
    {
      fail (writer, error);
      return NULL;
    }
  /* Somebody may look into the file while it is being made: sqlite3 in another terminal, a script. */
  sqlite3_busy_timeout (writer->db, 10000);
  if (!execute (writer, head, error)
      || !execute (writer, zoe_schema_get_text (), error)
      || !zoe_statements_prepare (writer->db, zoe_write_statements, ZOE_WRITE_N, writer->statements, error))
    return NULL;
  if (!zoe_description_write (scenario, writer->statements))
    {
      fail (writer, error);
      return NULL;
    }
  /* A killed process loses nothing that was committed even without waiting for the disk; a power cut may. Waiting at each
   * checkpoint is cheap enough to be safe from that too. */
  if (!execute (writer, "COMMIT; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 8192", error))
    return NULL;
  /* The first thing to go into the log makes it, so that whoever opens the trace from now on sees that it grows. */
  if (!zoe_trace_writer_set_meta (writer, "complete", "0", error) || !zoe_trace_writer_commit (writer, error))
    return NULL;
  return g_steal_pointer (&writer);
}

void
zoe_trace_writer_free (ZoeTraceWriter *writer)
{
  zoe_statements_finalize (writer->statements, ZOE_WRITE_N);
  g_clear_pointer (&writer->db, sqlite3_close);
  zoe_batch_clear (&writer->batch);
  g_clear_pointer (&writer->moment, zoe_moment_free);
  g_byte_array_unref (writer->keyframe);
  g_array_unref (writer->new_marks);
  g_free (writer->marks);
  g_free (writer->path);
  g_free (writer);
}

static void
add_state (ZoeTraceWriter *writer, const ZoeEvent *event, const ZoeFrame *frames, guint n_frames)
{
  g_autofree char *name = n_frames > 0 ? zoe_frame_dup_text (frames[0]) : NULL;
  g_autofree char *value = n_frames > 1 ? zoe_frame_dup_text (frames[1]) : NULL;

  zoe_moment_apply (writer->moment, event, (ZoeOrigin) { 0 }, name, value);
}

static void
mark_send (ZoeTraceWriter *writer, const ZoeEvent *event)
{
  guint node = zoe_message_id_node (event->message);
  ZoeSendMark *mark = node <= writer->moment->n_nodes ? &writer->marks[node] : NULL;

  if (mark == NULL || (mark->message > 0 && event->message < mark->message + ZOE_SEND_MARK_EVERY
                       && event->sequence < mark->sequence + ZOE_SEND_MARK_REACH))
    return;
  *mark = (ZoeSendMark) { event->message, event->sequence };
  g_array_append_val (writer->new_marks, *mark);
}

static gboolean
write_marks (ZoeTraceWriter *writer, GError **error)
{
  for (guint i = 0; i < writer->new_marks->len; i++)
    {
      const ZoeSendMark *mark = &g_array_index (writer->new_marks, ZoeSendMark, i);

      zoe_statement_bind (writer->statements[ZOE_WRITE_SEND_MARK], "iii", (gint64) zoe_message_id_node (mark->message),
                          (gint64) zoe_message_id_count (mark->message), (gint64) mark->sequence);
      if (zoe_statement_run (writer->statements[ZOE_WRITE_SEND_MARK]) != SQLITE_OK)
        return fail (writer, error);
    }
  g_array_set_size (writer->new_marks, 0);
  return TRUE;
}

/**
 * zoe_trace_writer_add:
 * @event: the next one: its sequence is one more than the last one's
 * @sizes: (nullable): true sizes of the frames
 *
 * Takes a copy; it is in the file after the next insert and commit. Time never goes back: an event stamped earlier than the
 * one before gets that one's time.
 */
void
zoe_trace_writer_add (ZoeTraceWriter *writer, const ZoeEvent *event, const ZoeFrame *frames, const guint32 *sizes, guint n_frames)
{
  ZoeBatchRow row = { .event = *event, .text = writer->batch.texts->len };
  ZoeMoment *moment = writer->moment;

  writer->last_time_ns = MAX (writer->last_time_ns, event->time_ns);
  row.event.time_ns = writer->last_time_ns;
  if (row.event.node > moment->n_nodes)
    row.event.node = 0;
  if (row.event.socket > moment->n_sockets)
    row.event.socket = 0;
  if (n_frames > 0)
    {
      zoe_frame_text_append (writer->batch.texts, frames, sizes, n_frames);
      row.text_length = writer->batch.texts->len - row.text;
    }
  if (event->kind == ZOE_EVENT_SEND && event->message > 0)
    mark_send (writer, event);
  if (event->kind == ZOE_EVENT_STATE)
    add_state (writer, &row.event, frames, n_frames);
  else
    {
      row.origin = zoe_moment_find_origin (moment, &row.event);
      zoe_moment_apply (moment, &row.event, row.origin, NULL, NULL);
    }
  g_array_append_val (writer->batch.rows, row);
}

/**
 * zoe_trace_writer_until_keyframe:
 *
 * Returns: how many events may be added before the next insert, so that a keyframe stands where it is due; at least 1
 */
guint
zoe_trace_writer_until_keyframe (ZoeTraceWriter *writer)
{
  return writer->keyframe_at - MIN (writer->moment->sequence, writer->keyframe_at - 1);
}

/**
 * zoe_trace_writer_insert:
 *
 * Puts what was added into the file's current transaction.
 */
gboolean
zoe_trace_writer_insert (ZoeTraceWriter *writer, GError **error)
{
  int status = SQLITE_OK;

  if (writer->batch.rows->len == 0)
    return TRUE;
  if (!begin (writer, error))
    {
      zoe_batch_empty (&writer->batch);
      return FALSE;
    }
  status = zoe_statement_run (writer->statements[ZOE_WRITE_EVENTS]);
  zoe_batch_empty (&writer->batch);
  if (status != SQLITE_OK)
    return fail (writer, error);
  if (!write_marks (writer, error))
    return FALSE;
  return writer->moment->sequence < writer->keyframe_at || write_keyframe (writer, error);
}

gboolean
zoe_trace_writer_set_meta (ZoeTraceWriter *writer, const char *key, const char *value, GError **error)
{
  if (!begin (writer, error))
    return FALSE;
  zoe_statement_bind (writer->statements[ZOE_WRITE_META], "tt", key, value);
  return zoe_statement_run (writer->statements[ZOE_WRITE_META]) == SQLITE_OK || fail (writer, error);
}

/**
 * zoe_trace_writer_is_open:
 *
 * Returns: whether something waits to be committed
 */
gboolean
zoe_trace_writer_is_open (ZoeTraceWriter *writer)
{
  return writer->open;
}

gboolean
zoe_trace_writer_commit (ZoeTraceWriter *writer, GError **error)
{
  if (!writer->open)
    return TRUE;
  if (zoe_statement_run (writer->statements[ZOE_WRITE_COMMIT]) != SQLITE_OK)
    {
      fail (writer, error);
      zoe_statement_run (writer->statements[ZOE_WRITE_ROLLBACK]);
      writer->open = FALSE;
      return FALSE;
    }
  writer->open = FALSE;
  return TRUE;
}

/**
 * zoe_trace_writer_finish:
 *
 * Writes a last keyframe, marks the trace as complete, and makes it one single file if nobody else has it open; if somebody
 * has, zoe_trace_seal() does so later. Nothing may be written afterwards.
 */
gboolean
zoe_trace_writer_finish (ZoeTraceWriter *writer, GError **error)
{
  if (!zoe_trace_writer_insert (writer, error)
      || !begin (writer, error)
      || !write_keyframe (writer, error)
      || !zoe_trace_writer_set_meta (writer, "complete", "1", error)
      || !zoe_trace_writer_commit (writer, error))
    return FALSE;
  zoe_statements_finalize (writer->statements, ZOE_WRITE_N);
  /* Whoever reads it may do so for hours: no waiting for them here. */
  sqlite3_busy_timeout (writer->db, 0);
  if (sqlite3_exec (writer->db, "PRAGMA wal_checkpoint (TRUNCATE)", NULL, NULL, NULL) == SQLITE_OK)
    sqlite3_exec (writer->db, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
  return TRUE;
}
