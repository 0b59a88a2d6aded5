/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two threads at full speed through their rings and the recorder into a file, against a bare bulk insert of the same rows. */

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "tape.h"
#include "trace/batch.h"
#include "trace/description.h"
#include "trace/frame_text.h"
#include "trace/schema.h"

#define N_MESSAGES 1000000
#define AHEAD      2000      /* as the high-water marks of an inproc link allow */
#define SLICE      4096
#define PER_COMMIT 65536

typedef struct
{
  ZoeRecorder *recorder;
  guint64      sequence;
  guint        sent, received;
} Race;

static guint64
next (Race *race)
{
  return __atomic_add_fetch (&race->sequence, 1, __ATOMIC_SEQ_CST);
}

static gpointer
sender (gpointer data)
{
  Race *race = data;
  char text[32];

  for (guint i = 1; i <= N_MESSAGES; i++)
    {
      ZoeEvent event = { .kind = ZOE_EVENT_SEND, .node = 1, .socket = 1, .message = zoe_message_id (1, i), .line = 57, .n_frames = 1 };
      ZoeFrame frame = { (const guint8 *) text, g_snprintf (text, sizeof text, "task %u of many", i) };

      while (i - __atomic_load_n (&race->received, __ATOMIC_ACQUIRE) > AHEAD)
        g_usleep (20);
      event.size = frame.size;
      event.time_ns = g_get_monotonic_time () * 1000;
      event.sequence = next (race);
      zoe_recorder_write (&event, &frame, 1, race->recorder);
      __atomic_store_n (&race->sent, i, __ATOMIC_RELEASE);
    }
  return NULL;
}

static gpointer
receiver (gpointer data)
{
  Race *race = data;

  for (guint i = 1; i <= N_MESSAGES; i++)
    {
      ZoeEvent event = { .kind = ZOE_EVENT_RECEIVE, .node = 2, .socket = 2, .message = zoe_message_id (1, i), .line = 91, .size = 20 };

      while (__atomic_load_n (&race->sent, __ATOMIC_ACQUIRE) < i)
        g_usleep (20);
      event.time_ns = g_get_monotonic_time () * 1000;
      event.sequence = next (race);
      zoe_recorder_write (&event, NULL, 2, race->recorder);
      __atomic_store_n (&race->received, i, __ATOMIC_RELEASE);
    }
  return NULL;
}

static double
run_recorder (const char *path, ZoeScenario *scenario, ZoeRecorderCounts *ret_counts)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZoeRecorder) recorder = zoe_recorder_new (path, scenario, 3, &error);
  Race race = { recorder };
  gint64 begin = g_get_monotonic_time ();
  GThread *threads[] = { g_thread_new ("sender", sender, &race), g_thread_new ("receiver", receiver, &race) };

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  if (!zoe_recorder_finish (recorder, &error))
    g_error ("%s", error->message);
  zoe_recorder_get_counts (recorder, ret_counts);
  return 2.0 * N_MESSAGES / ((g_get_monotonic_time () - begin) / 1e6);
}

/* The rows of a trace, ready to be inserted. */
static void
load_rows (const char *path, ZoeBatch *all)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *row = NULL;

  sqlite3_open (path, &db);
  sqlite3_prepare_v2 (db, "SELECT * FROM event_row ORDER BY seq", -1, &row, NULL);
  while (sqlite3_step (row) == SQLITE_ROW)
    {
      ZoeBatchRow copy =
        {
          .event =
            {
              .sequence = sqlite3_column_int64 (row, 0), .time_ns = sqlite3_column_int64 (row, 1), .kind = sqlite3_column_int (row, 2),
              .node = sqlite3_column_int (row, 4), .socket = sqlite3_column_int (row, 5), .message = sqlite3_column_int64 (row, 6),
              .line = sqlite3_column_int (row, 9), .size = sqlite3_column_int (row, 10),
            },
          .origin = { sqlite3_column_int64 (row, 11), sqlite3_column_int (row, 12) },
          .text = all->texts->len,
          .text_length = sqlite3_column_bytes (row, 13),
        };

      g_string_append_len (all->texts, (const char *) sqlite3_column_text (row, 13), copy.text_length);
      g_array_append_val (all->rows, copy);
    }
  sqlite3_finalize (row);
  sqlite3_close (db);
}

static void
execute (sqlite3 *db, const char *sql)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
}

static double
run_bare (const char *path, ZoeBatch *all, gboolean indexed)
{
  ZoeBatch batch = { g_array_new (FALSE, FALSE, sizeof (ZoeBatchRow)), all->texts };
  sqlite3 *db = NULL;
  gint64 begin;

  sqlite3_open (path, &db);
  zoe_batch_register (&batch, db);
  execute (db, "PRAGMA page_size = 8192; PRAGMA cache_size = -65536");
  execute (db, zoe_schema_get_text ());
  if (!indexed)
    execute (db, "DROP INDEX intervention; DROP INDEX receipt_by_send; DROP INDEX send_by_cause");
  execute (db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 8192");
  begin = g_get_monotonic_time ();
  for (guint from = 0; from < all->rows->len; from += SLICE)
    {
      g_array_set_size (batch.rows, 0);
      g_array_append_vals (batch.rows, &g_array_index (all->rows, ZoeBatchRow, from), MIN (SLICE, all->rows->len - from));
      if (from % PER_COMMIT == 0)
        execute (db, from > 0 ? "COMMIT; BEGIN" : "BEGIN");
      execute (db, "INSERT INTO event_row SELECT * FROM batch");
    }
  execute (db, "COMMIT; PRAGMA wal_checkpoint (TRUNCATE); PRAGMA journal_mode = DELETE");
  g_array_unref (batch.rows);
  sqlite3_close (db);
  return all->rows->len / ((g_get_monotonic_time () - begin) / 1e6);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = tape_make_folder ();
  g_autofree char *recorded = g_build_filename (folder, "recorded.zoe", NULL);
  g_autoptr (ZoeScenario) scenario = tape_scenario ("a>b");
  ZoeRecorderCounts counts;
  ZoeBatch all;
  double recorder, bare[2];

  recorder = run_recorder (recorded, scenario, &counts);
  zoe_batch_init (&all);
  load_rows (recorded, &all);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *path = g_build_filename (folder, i == 0 ? "plain.db" : "indexed.db", NULL);

      bare[i] = run_bare (path, &all, i == 1);
    }
  printf ("recorded: %.0f events/s, two threads at full speed, %" G_GUINT64_FORMAT " of %u events in the file, %" G_GUINT64_FORMAT
          " waits of %.3f s in all\n", recorder, counts.n_events, 2 * N_MESSAGES, counts.n_waits, counts.waited_ns / 1e9);
  printf ("bare bulk insert: %.0f rows/s; without the trace's indexes: %.0f rows/s\n", bare[1], bare[0]);
  printf ("ratio recorded/bare: %.2f (goal: 0.7); to bare without indexes: %.2f\n", recorder / bare[1], recorder / bare[0]);
  zoe_batch_clear (&all);
  tape_remove_folder (folder);
  return 0;
}
