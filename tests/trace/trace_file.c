/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are no traces, are damaged, or mean harm; and those a killed process leaves. */

#include "trace/trace_file.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "tape.h"
#include "trace/event_cursor.h"
#include "trace/event_list.h"
#include "trace/message_record.h"
#include "trace/statistics.h"

static char *helper;

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
list_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **) names->pdata);
}

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (to, contents, length, NULL));
}

static void
assert_refused (const char *path, const char *words)
{
  g_autoptr (GError) error = NULL;
  ZoeRecording *recording = zoe_recording_open (path, &error);

  g_assert_null (recording);
  g_assert_nonnull (error);
  if (strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
}

/* Asks everything there is to ask; what comes out does not matter here. */
static void
use (ZoeRecording *recording)
{
  g_autoptr (ZoeMoment) moment = zoe_recording_dup_moment (recording, 0);
  g_autoptr (ZoeEventList) list = zoe_event_list_new (recording);
  g_autoptr (ZoeStatistics) statistics = zoe_statistics_load (recording, NULL);
  g_autoptr (ZoeEventCursor) cursor = zoe_event_cursor_new (recording, NULL, NULL);
  g_autofree guint64 *density = NULL;
  guint64 n_events = MIN (zoe_recording_get_n_events (recording), 1000);
  const char *detail;
  ZoeEvent event;

  for (guint64 i = 0; i <= n_events; i += 7)
    {
      g_autofree char *text = NULL;
      g_autoptr (ZoeMessageRecord) record = NULL;
      g_autoptr (ZoeEventRow) row = g_list_model_get_item (G_LIST_MODEL (list), i);

      zoe_recording_move_moment (recording, moment, i);
      if (zoe_recording_get_event (recording, i, &event, &text))
        record = zoe_message_record_load (recording, event.message);
    }
  zoe_recording_move_moment (recording, moment, 3);
  density = zoe_recording_dup_density (recording, (ZoeSpan) { 0, zoe_recording_get_duration (recording) }, 10);
  for (gint64 i = 0; i < 5; i++)
    {
      gint64 begin = zoe_recording_get_duration (recording) / 5 * i;
      g_autoptr (GArray) flights = zoe_recording_list_flights (recording, (ZoeSpan) { begin, begin + 50000000 }, 100);
    }
  for (guint i = 0; i < 1000 && cursor != NULL && zoe_event_cursor_next (cursor, &event, &detail, NULL); i++)
    ;
  zoe_event_list_set_filter (list, &(ZoeEventFilter) { .text = "é" });
  for (guint i = 0; i < 50 && zoe_event_list_is_scanning (list); i++)
    g_main_context_iteration (NULL, FALSE);
  zoe_recording_refresh (recording, NULL);
}

static Tape *
make_tape (void)
{
  Tape *tape = tape_new ("a>b a>c p*s p*t");

  tape_play (tape, "a^ b^ p^");
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *words = g_strdup_printf ("a>b:x%u p!n%u s?n%u a!y%u t?n%u a#v=%u c?y%u", i, i, i, i, i, i, i);

      tape_play (tape, words);
    }
  tape_finish (tape);
  return tape;
}

static void
test_no_trace (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autofree char *file = g_build_filename (tape->folder, "file", NULL);
  g_autofree char *other = g_build_filename (tape->folder, "other.db", NULL);
  g_autofree char *pipe = g_build_filename (tape->folder, "pipe", NULL);

  tape_finish (tape);
  assert_refused (file, "there is no such file");
  assert_refused (tape->folder, "folder");
  g_assert_true (g_file_set_contents (file, "", 0, NULL));
  assert_refused (file, "empty");
  g_assert_true (g_file_set_contents (file, "digraph { a -> b }", -1, NULL));
  assert_refused (file, "not a Zoetrope trace");
  copy_file (tape->path, other);
  g_free (tape_query (other, "PRAGMA application_id = 7"));
  assert_refused (other, "not a Zoetrope trace");
  g_free (tape_query (other, "PRAGMA application_id = 1517249876"));
  g_free (tape_query (other, "PRAGMA user_version = 3"));
  assert_refused (other, "newer");
  g_free (tape_query (other, "PRAGMA user_version = 0"));
  assert_refused (other, "damaged");
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  assert_refused (pipe, "not a file");
}

static void
assert_hostile (Tape *tape, const char *sql, const char *words)
{
  g_autofree char *path = g_build_filename (tape->folder, "hostile.zoe", NULL);
  g_autofree char *before = NULL, *after = NULL, *folder = NULL;
  gsize n_before, n_after;

  copy_file (tape->path, path);
  g_free (tape_query (path, sql));
  g_assert_true (g_file_get_contents (path, &before, &n_before, NULL));
  assert_refused (path, words);
  g_assert_true (g_file_get_contents (path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
  folder = list_folder (tape->folder);
  g_assert_cmpstr (folder, ==, "hostile.zoe test.zoe");
}

static void
test_hostile_schema (void)
{
  g_autoptr (Tape) tape = make_tape ();

  assert_hostile (tape, "CREATE TRIGGER evil INSERT ON note BEGIN DELETE FROM event_row; END", "trigger evil");
  assert_hostile (tape, "CREATE VIEW mine AS SELECT load_extension ('x')", "view mine");
  assert_hostile (tape, "CREATE TABLE mine (x)", "table mine");
  assert_hostile (tape, "CREATE INDEX slow ON event_row (frames)", "index slow");
  assert_hostile (tape, "DROP VIEW node", "view node is missing");
  assert_hostile (tape, "ALTER TABLE note ADD COLUMN x DEFAULT (1)", "table note");
  assert_hostile (tape, "ANALYZE", "sqlite_stat1");
}

/* In the definition of the table of events. */
static void
change_comment (const char *path, const char *comment)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE sqlite_schema SET sql = replace (sql, '-- kind.number', '-- %s') WHERE name = 'event_row'",
                                          comment);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA writable_schema = ON", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_changes (db), ==, 1);
  sqlite3_close (db);
}

static void
test_replaced_view (void)
{
  g_autoptr (Tape) tape = make_tape ();
  g_autofree char *path = g_build_filename (tape->folder, "view.zoe", NULL);

  copy_file (tape->path, path);
  g_free (tape_query (path, "DROP VIEW message"));
  g_free (tape_query (path, "CREATE VIEW message AS SELECT randomblob (1000000000) AS id"));
  assert_refused (path, "view message is not what a trace has");
}

/* What was recorded with the first version is still read, whatever its comments say and its views told. */
static void
test_older_version (void)
{
  g_autoptr (Tape) tape = make_tape ();
  g_autofree char *path = g_build_filename (tape->folder, "older.zoe", NULL);
  g_autoptr (ZoeRecording) recording = NULL, older = NULL;
  g_autoptr (GError) error = NULL;

  copy_file (tape->path, path);
  g_free (tape_query (path, "DROP VIEW message"));
  g_free (tape_query (path, "CREATE VIEW message AS SELECT seq AS id FROM event_row"));
  change_comment (path, "an older comment");
  recording = tape_open (tape);
  assert_refused (path, "view message is not what a trace has");
  g_free (tape_query (path, "PRAGMA user_version = 1"));
  older = zoe_recording_open (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (zoe_recording_get_n_events (older), ==, zoe_recording_get_n_events (recording));
  g_clear_object (&older);

  copy_file (tape->path, path);
  change_comment (path, "one\n  more INTEGER, --");
  assert_refused (path, "table event_row is not what a trace has");
}

/* Rows that say what cannot be. */
static void
test_hostile_rows (void)
{
  static const char *const changes[] =
  {
    "UPDATE event_row SET node = 99, socket = -5, kind = 1000",
    "UPDATE event_row SET node = 9223372036854775807, socket = 1e300, link = 77",
    "UPDATE event_row SET time = -1",
    "UPDATE event_row SET time = 9223372036854775807 - seq",
    "UPDATE event_row SET time = 'noon', message = 'x', cause = x'00'",
    "UPDATE event_row SET time = NULL, kind = NULL, node = NULL, socket = NULL, message = NULL, size = NULL, frames = NULL",
    "UPDATE event_row SET message = 1000000001",
    "UPDATE event_row SET message = -9223372036854775807",
    "UPDATE event_row SET sent = 1, link = 1",
    "UPDATE event_row SET sent = seq",
    "UPDATE event_row SET kind = 5",
    "UPDATE event_row SET kind = 6",
    "UPDATE event_row SET kind = 10",
    "UPDATE event_row SET kind = 12, value = 9223372036854775807",
    "UPDATE event_row SET size = -4, value = -9223372036854775807 - 1",
    "UPDATE event_row SET frames = '['",
    "UPDATE event_row SET frames = '[\"\\ud800\\'",
    "UPDATE event_row SET frames = '[\"\\u0000x\", {\"hex\": \"0\"}]'",
    "UPDATE event_row SET frames = '[{\"hex\":\"00\",\"size\":99999999999999999999}]'",
    "UPDATE event_row SET frames = '[[[[[[[[[', kind = 10",
    "UPDATE event_row SET frames = x'5b2200ff', kind = 10",
    "UPDATE event_row SET frames = cast (x'5b22ff22' AS TEXT), kind = 10",
    "UPDATE event_row SET frames = zeroblob (30000000) WHERE seq = 9",
    "DELETE FROM event_row WHERE seq % 3 = 0",
    "UPDATE event_row SET seq = seq * 20000000000000",
    "UPDATE event_row SET seq = -seq",
    "DELETE FROM event_row",
    "UPDATE keyframe SET state = ''",
    "UPDATE keyframe SET state = 'text'",
    "UPDATE keyframe SET state = randomblob (1000)",
    "UPDATE keyframe SET state = x'01ffffffffffffffffff7f'",
    "UPDATE keyframe SET seq = 5",
    "UPDATE keyframe SET seq = 9223372036854775807",
    "INSERT INTO send_mark VALUES (1, 9, -1)",
    "UPDATE send_mark SET seq = 9223372036854775807",
    "DELETE FROM meta",
    "UPDATE meta SET value = cast (x'ff00ff' AS TEXT)",
    "UPDATE meta SET value = 'nan'",
    "UPDATE socket_row SET type = 'NONSENSE'",
    "DELETE FROM kind",
  };
  g_autoptr (Tape) tape = make_tape ();
  g_autofree char *path = g_build_filename (tape->folder, "hostile.zoe", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ZoeRecording) recording = NULL;

      copy_file (tape->path, path);
      g_free (tape_query (path, changes[i]));
      recording = zoe_recording_open (path, &error);
      g_assert_no_error (error);
      use (recording);
    }
}

static void
test_hostile_description (void)
{
  static const char *const changes[] =
  {
    "UPDATE node_row SET name = 'a'",
    "UPDATE node_row SET cluster = 3",
    "UPDATE node_row SET base = cast (x'ff' AS TEXT)",
    "UPDATE socket_row SET node = 99",
    "UPDATE socket_row SET node = -1",
    "DELETE FROM socket_row",
    "DELETE FROM node_row",
    "UPDATE link_row SET tail = 0",
    "UPDATE link_row SET head = 4294967297",
    "UPDATE link_row SET transport = 'pigeon'",
    "INSERT INTO parameter_row VALUES (70000, 'x', 'y')",
    "INSERT INTO option_row VALUES (70000, 1, 'y')",
    "INSERT INTO condition_row VALUES (0, 'x', 'y')",
    "WITH n (i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n LIMIT 70000) INSERT INTO cluster_row SELECT i, 'c', '' FROM n",
  };
  g_autoptr (Tape) tape = make_tape ();
  g_autofree char *path = g_build_filename (tape->folder, "hostile.zoe", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      copy_file (tape->path, path);
      g_free (tape_query (path, changes[i]));
      assert_refused (path, "description of the scenario is broken");
    }
}

static void
test_cut (void)
{
  g_autoptr (Tape) tape = make_tape ();
  g_autofree char *path = g_build_filename (tape->folder, "cut.zoe", NULL);
  g_autofree char *contents = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (tape->path, &contents, &length, NULL));
  for (gsize kept = 1; kept < length; kept += length / 60)
    {
      g_assert_true (g_file_set_contents (path, contents, kept, NULL));
      assert_refused (path, kept < 16 ? "not a Zoetrope trace" : "cut short");
    }
}

/* Bytes changed here and there: whatever is found out, or not, nothing breaks but the trace. */
static void
test_flipped_bytes (void)
{
  g_autoptr (Tape) tape = make_tape ();
  g_autofree char *path = g_build_filename (tape->folder, "flipped.zoe", NULL);
  g_autofree char *contents = NULL, *folder = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  guint n_opened = 0;
  gsize length;

  g_assert_true (g_file_get_contents (tape->path, &contents, &length, NULL));
  for (guint i = 0; i < 400; i++)
    {
      g_autofree char *changed = g_memdup2 (contents, length);
      g_autoptr (ZoeRecording) recording = NULL;
      g_autoptr (GError) error = NULL;
      guint n_flips = i % 4 + 1;

      for (guint j = 0; j < n_flips; j++)
        {
          gsize at = i < 100 ? g_rand_int_range (rand, 0, 200) : g_rand_int_range (rand, 0, length);

          /* Heads of pages are where SQLite itself can be led astray. */
          if (i % 3 == 0)
            at = at / 8192 * 8192 + at % 64;
          changed[at] ^= 1 << g_rand_int_range (rand, 0, 8);
        }
      g_assert_true (g_file_set_contents (path, changed, length, NULL));
      recording = zoe_recording_open (path, &error);
      g_assert_true ((recording == NULL) == (error != NULL));
      if (recording != NULL)
        {
          n_opened++;
          use (recording);
        }
    }
  g_assert_cmpuint (n_opened, >, 50);
  folder = list_folder (tape->folder);
  g_assert_cmpstr (folder, ==, "flipped.zoe test.zoe");
}

static void
test_killed (void)
{
  g_autofree char *folder = tape_make_folder (), *copies = tape_make_folder ();
  g_autofree char *path = g_build_filename (folder, "killed.zoe", NULL);
  g_autofree char *wal = g_strconcat (path, "-wal", NULL), *copied = g_build_filename (copies, "copied.zoe", NULL);
  g_autofree char *copied_wal = g_strconcat (copied, "-wal", NULL), *listed = NULL, *before = NULL, *after = NULL;
  char *argv[] = { helper, path, NULL };
  g_autoptr (ZoeRecording) recording = NULL;
  g_autoptr (ZoeMoment) moment = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf log;
  guint64 seen;
  GPid pid;

  g_assert_true (g_spawn_async (NULL, argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, &error));
  /* Who opens it before its log is there takes it for one that grows no more. */
  while (g_stat (wal, &log) != 0 || log.st_size == 0)
    g_thread_yield ();
  while (recording == NULL)
    {
      g_thread_yield ();
      recording = zoe_recording_open (path, NULL);
    }
  while (zoe_recording_get_n_events (recording) < 30000)
    {
      g_thread_yield ();
      g_assert_true (zoe_recording_refresh (recording, &error));
    }
  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);
  seen = zoe_recording_get_n_events (recording);
  g_clear_object (&recording);

  before = list_folder (folder);
  recording = zoe_recording_open (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (zoe_recording_get_n_events (recording), >=, seen);
  g_assert_false (zoe_recording_get_complete (recording));
  moment = zoe_recording_dup_moment (recording, seen);
  g_assert_cmpuint (moment->nodes[1].n_sent, ==, (seen + 1) / 2);
  use (recording);
  g_clear_object (&recording);
  after = list_folder (folder);
  g_assert_cmpstr (before, ==, after);

  /* Copied without its index, to where nothing can be written. */
  copy_file (path, copied);
  copy_file (wal, copied_wal);
  g_assert_cmpint (g_chmod (copied, 0400), ==, 0);
  g_assert_cmpint (g_chmod (copied_wal, 0400), ==, 0);
  g_assert_cmpint (g_chmod (copies, 0500), ==, 0);
  recording = zoe_recording_open (copied, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (zoe_recording_get_n_events (recording), >=, seen);
  use (recording);
  g_clear_object (&recording);
  listed = list_folder (copies);
  g_assert_cmpstr (listed, ==, "copied.zoe copied.zoe-wal");
  g_assert_cmpint (g_chmod (copies, 0700), ==, 0);

  /* And it can be made whole. */
  g_assert_true (zoe_trace_seal (path, &error));
  g_assert_no_error (error);
  g_free (g_steal_pointer (&listed));
  listed = list_folder (folder);
  g_assert_cmpstr (listed, ==, "killed.zoe");
  assert_query (path, "PRAGMA integrity_check", "ok");
  assert_query (path, "SELECT count (*) = max (seq) FROM event_row", "1");
  tape_remove_folder (folder);
  tape_remove_folder (copies);
}

/* Names that mean something in a URI. */
static void
test_odd_names (void)
{
  g_autoptr (Tape) tape = make_tape ();
  static const char *const names[] = { "100%25?mode=rw#x.zoe", "ein Lauf.zoe", "été&co.zoe" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (tape->folder, names[i], NULL);
      g_autoptr (ZoeRecording) recording = NULL;

      copy_file (tape->path, path);
      recording = zoe_recording_open (path, NULL);
      g_assert_nonnull (recording);
      g_assert_cmpstr (zoe_recording_get_path (recording), ==, path);
    }
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_path_get_dirname (argv[0]);

  g_test_init (&argc, &argv, NULL);
  helper = g_build_filename (folder, "trace-helper_writer", NULL);
  g_test_add_func ("/trace/file/cut", test_cut);
  g_test_add_func ("/trace/file/flipped-bytes", test_flipped_bytes);
  g_test_add_func ("/trace/file/hostile-description", test_hostile_description);
  g_test_add_func ("/trace/file/hostile-rows", test_hostile_rows);
  g_test_add_func ("/trace/file/hostile-schema", test_hostile_schema);
  g_test_add_func ("/trace/file/killed", test_killed);
  g_test_add_func ("/trace/file/no-trace", test_no_trace);
  g_test_add_func ("/trace/file/odd-names", test_odd_names);
  g_test_add_func ("/trace/file/older-version", test_older_version);
  g_test_add_func ("/trace/file/replaced-view", test_replaced_view);
  return g_test_run ();
}
