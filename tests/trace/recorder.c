/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/recorder.h"

#include <gio/gio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "tape.h"
#include "trace/ring.h"

static void
test_views (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b b>c");

  tape_play (tape, "a^ b^ c^ a>b:hello b>c:world a#left=0 a~20 a!gone a$");
  tape_finish (tape);
  assert_query (tape->path, "SELECT * FROM message",
                "1000000001|-|4000000|a|out|5000000|b|in|1000000|delivered|1|5|hello|hello\n"
                "2000000001|-|6000000|b|out|7000000|c|in|1000000|delivered|1|5|world|world\n"
                "1000000002|-|10000000|a|out|-|-|-|-|not received|1|4|gone|gone");
  assert_query (tape->path, "SELECT * FROM event",
                "1|1000000|start|a|-|-|-|-\n"
                "2|2000000|start|b|-|-|-|-\n"
                "3|3000000|start|c|-|-|-|-\n"
                "4|4000000|send|a|out|1000000001|hello|-\n"
                "5|5000000|receive|b|in|1000000001|hello|-\n"
                "6|6000000|send|b|out|2000000001|world|-\n"
                "7|7000000|receive|c|in|2000000001|world|-\n"
                "8|8000000|state|a|-|-|left = 0|-\n"
                "9|9000000|work|a|-|-|20.0 ms|-\n"
                "10|10000000|send|a|out|1000000002|gone|-\n"
                "11|11000000|end|a|-|-|-|-");
  assert_query (tape->path, "SELECT number, name, role, sent, received FROM node", "1|a|tester|2|0\n2|b|tester|1|1\n3|c|tester|0|1");
  assert_query (tape->path, "SELECT number, tail, tail_socket, head, head_socket, transport, received, bytes FROM link",
                "1|a|out|b|in|inproc|1|5\n2|b|out|c|in|inproc|1|5");
  assert_query (tape->path, "SELECT value FROM meta WHERE key IN ('complete', 'seed', 'text') ORDER BY key", "1\n42\ndigraph { a -> b }");
  assert_query (tape->path, "PRAGMA journal_mode", "delete");
  assert_query (tape->path, "PRAGMA integrity_check", "ok");
}

static void
test_fan_out (void)
{
  g_autoptr (Tape) tape = tape_new ("p*s p*t x*y");

  tape_play (tape, "p!one s?one p!two t?two s?two x!");
  tape_finish (tape);
  /* One row a link: what did not arrive is a row, too. */
  assert_query (tape->path, "SELECT body, receiver, fate FROM message ORDER BY sent_ns, receiver IS NULL, receiver",
                "one|s|delivered\none|-|not received\ntwo|s|delivered\ntwo|t|delivered\n|-|not received");
}

static void
test_frames (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autofree char *big = g_strnfill (100 * 1024, 'x');
  const char *quoted = "say \"\\\n\tñ\"";
  ZoeFrame frames[] =
    {
      { (const guint8 *) "\x00\xff", 2 },
      { NULL, 0 },
      { (const guint8 *) quoted, strlen (quoted) },
      { (const guint8 *) big, 100 * 1024 },
      { (const guint8 *) "tail", 4 },
    };
  ZoeEvent whole = { .kind = ZOE_EVENT_SEND, .node = 1, .socket = 1, .message = zoe_message_id (1, 1), .n_frames = 3, .size = 12 };
  ZoeEvent cut = { .kind = ZOE_EVENT_SEND, .node = 1, .socket = 1, .message = zoe_message_id (1, 2), .n_frames = 5,
                   .size = 100 * 1024 + 16 };

  tape_write (tape, &whole, frames, 1);
  tape_write (tape, &cut, frames, 1);
  tape_finish (tape);
  assert_query (tape->path, "SELECT frames, size, first, body FROM message WHERE id = 1000000001", "3|12|00FF|say \"\\\n\tñ\"");
  assert_query (tape->path, "SELECT frames, size, first, body FROM message WHERE id = 1000000002", "5|102416|00FF|");
  assert_query (tape->path, "SELECT flags, frames ->> '$[3].size', length (frames ->> '$[3].hex'), frames ->> '$[4].size'"
                            "  FROM event_row WHERE seq = 2", "2|102400|131046|4");
}

/* Time is stamped before the number is taken, so it may go back a little between threads. */
static void
test_time (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  gint64 times[] = { 5, 3, 9, 8, 9 };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    tape_write (tape, &(ZoeEvent) { .kind = ZOE_EVENT_NOTE, .time_ns = times[i] }, NULL, 0);
  tape_finish (tape);
  assert_query (tape->path, "SELECT group_concat (time) FROM (SELECT time FROM event_row ORDER BY seq)", "5,5,9,9,9");
}

/* A gap in the numbers holds everything after it back, until it is closed. */
static void
test_order (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  ZoeEvent event = { .kind = ZOE_EVENT_NOTE };
  g_autoptr (ZoeRecording) recording = NULL;

  event.sequence = 1;
  zoe_recorder_write (&event, NULL, 0, tape->recorder);
  event.sequence = 3;
  zoe_recorder_write (&event, NULL, 1, tape->recorder);
  event.sequence = 4;
  zoe_recorder_write (&event, NULL, 1, tape->recorder);
  tape_wait (tape, 1);
  assert_query (tape->path, "SELECT count (*) FROM event_row", "1");
  event.sequence = 2;
  zoe_recorder_write (&event, NULL, 0, tape->recorder);
  tape_wait (tape, 4);
  tape_finish (tape);
  recording = tape_open (tape);
  g_assert_cmpuint (zoe_recording_get_n_events (recording), ==, 4);
}

/* Whoever has flushed can read all there was to tell, each time, also while the recorder sleeps or naps. */
static void
test_flush (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autoptr (ZoeRecording) recording = NULL;

  zoe_recorder_flush (tape->recorder);
  recording = tape_open (tape);
  g_assert_cmpuint (zoe_recording_get_n_events (recording), ==, 0);
  for (guint i = 1; i <= 200; i++)
    {
      tape_play (tape, "a>b:hello a#n=1");
      zoe_recorder_flush (tape->recorder);
      g_assert_true (zoe_recording_refresh (recording, NULL));
      g_assert_cmpuint (zoe_recording_get_n_events (recording), ==, 3 * i);
    }
  tape_finish (tape);
  zoe_recorder_flush (tape->recorder);
}

static gpointer
close_gap (gpointer data)
{
  Tape *tape = data;
  ZoeEvent event = { .kind = ZOE_EVENT_NOTE, .sequence = 1 };

  tape_wait (tape, 0);
  zoe_recorder_write (&event, NULL, 0, tape->recorder);
  return NULL;
}

/* An event told before the flush waits for the one before it, which another thread is about to tell. */
static void
test_flush_over_a_gap (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  ZoeEvent event = { .kind = ZOE_EVENT_NOTE, .sequence = 2 };
  GThread *other;

  zoe_recorder_write (&event, NULL, 1, tape->recorder);
  other = g_thread_new ("other", close_gap, tape);
  zoe_recorder_flush (tape->recorder);
  assert_query (tape->path, "SELECT count (*) FROM event_row", "2");
  g_thread_join (other);
  tape_finish (tape);
}

#define N_THREADS 4
#define N_EACH    30000

typedef struct
{
  ZoeRecorder *recorder;
  guint        lane;
  guint64     *sequence;   /* the threads' one counter */
} Writer;

static gpointer
write_many (gpointer data)
{
  Writer *writer = data;
  char text[3000] = { 0 };

  memset (text, 'x', sizeof text);
  for (guint i = 1; i <= N_EACH; i++)
    {
      ZoeFrame frame = { (const guint8 *) text, i % 50 == 0 ? sizeof text : i % 7 };
      ZoeEvent event =
        {
          .kind = ZOE_EVENT_SEND, .node = writer->lane, .message = zoe_message_id (writer->lane, i), .n_frames = 1, .size = frame.size,
        };

      event.sequence = __atomic_add_fetch (writer->sequence, 1, __ATOMIC_SEQ_CST);
      event.time_ns = event.sequence;
      zoe_recorder_write (&event, &frame, writer->lane, writer->recorder);
    }
  return NULL;
}

static void
test_threads (void)
{
  g_autofree char *folder = tape_make_folder ();
  g_autofree char *path = g_build_filename (folder, "many.zoe", NULL);
  g_autoptr (ZoeScenario) scenario = tape_scenario ("a>b c>d");
  g_autoptr (ZoeRecorder) recorder = zoe_recorder_new (path, scenario, N_THREADS + 1, NULL);
  guint64 sequence = 0;
  Writer writers[N_THREADS];
  GThread *threads[N_THREADS];
  ZoeRecorderCounts counts;

  for (guint i = 0; i < N_THREADS; i++)
    {
      writers[i] = (Writer) { recorder, i + 1, &sequence };
      threads[i] = g_thread_new ("writer", write_many, &writers[i]);
    }
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
  g_assert_true (zoe_recorder_finish (recorder, NULL));
  zoe_recorder_get_counts (recorder, &counts);
  g_assert_cmpuint (counts.n_events, ==, N_THREADS * N_EACH);
  g_assert_cmpuint (counts.n_lost, ==, 0);
  assert_query (path, "SELECT count (*), min (seq), max (seq), sum (time = seq) FROM event_row", "120000|1|120000|120000");
  assert_query (path, "SELECT node, count (*), max (message) % 1000000000, sum (size) FROM event_row GROUP BY node",
                "1|30000|30000|1888200\n2|30000|30000|1888200\n3|30000|30000|1888200\n4|30000|30000|1888200");
  /* Each thread's events stand in the order it wrote them. */
  assert_query (path, "SELECT count (*) FROM (SELECT message - lag (message) OVER (PARTITION BY node ORDER BY seq) AS step FROM event_row)"
                      " WHERE step <> 1", "0");
  tape_remove_folder (folder);
}

static gpointer
write_second (gpointer data)
{
  Writer *writer = data;
  ZoeEvent event = { .kind = ZOE_EVENT_NOTE };

  for (event.sequence = 2; event.sequence <= ZOE_RING_N_CELLS + 100; event.sequence++)
    zoe_recorder_write (&event, NULL, writer->lane, writer->recorder);
  return NULL;
}

/* Number 1 is missing, so nothing can be written: the ring fills up, its thread waits, and that is counted. */
static void
test_full_ring (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  Writer writer = { tape->recorder, 1, NULL };
  GThread *thread = g_thread_new ("writer", write_second, &writer);
  ZoeRecorderCounts counts;

  do
    {
      g_thread_yield ();
      zoe_recorder_get_counts (tape->recorder, &counts);
    }
  while (counts.n_waits == 0);
  g_assert_cmpuint (counts.n_events, ==, 0);
  zoe_recorder_write (&(ZoeEvent) { .sequence = 1, .kind = ZOE_EVENT_NOTE }, NULL, 0, tape->recorder);
  g_thread_join (thread);
  tape_finish (tape);
  zoe_recorder_get_counts (tape->recorder, &counts);
  g_assert_cmpuint (counts.n_events, ==, ZOE_RING_N_CELLS + 100);
  g_assert_cmpint (counts.waited_ns, >, 0);
  assert_query (tape->path, "SELECT value > 0 FROM meta WHERE key LIKE 'recorder-%'", "1\n1");
}

static void
test_many_frames (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autofree ZoeFrame *frames = g_new0 (ZoeFrame, G_MAXUINT16);
  g_autofree char *big = g_strnfill (64 * 1024, 'y');

  for (guint i = 0; i < 10; i++)
    {
      ZoeEvent event = { .kind = ZOE_EVENT_SEND, .node = 1, .socket = 1, .message = zoe_message_id (1, i + 1), .n_frames = G_MAXUINT16 };

      frames[i] = (ZoeFrame) { (const guint8 *) big, 64 * 1024 };
      tape_write (tape, &event, frames, 0);
      tape_write (tape, &(ZoeEvent) { .kind = ZOE_EVENT_NOTE }, NULL, 0);
    }
  tape_finish (tape);
  assert_query (tape->path, "SELECT DISTINCT kind, json_array_length (frames) FROM event_row", "5|65535\n11|-");
}

static void
test_thousand_lanes (void)
{
  g_autofree char *folder = tape_make_folder ();
  g_autofree char *path = g_build_filename (folder, "lanes.zoe", NULL);
  g_autoptr (ZoeScenario) scenario = tape_scenario ("a>b");
  g_autoptr (ZoeRecorder) recorder = zoe_recorder_new (path, scenario, 1000, NULL);

  zoe_recorder_write (&(ZoeEvent) { .sequence = 1, .kind = ZOE_EVENT_NOTE }, NULL, 999, recorder);
  g_assert_true (zoe_recorder_finish (recorder, NULL));
  assert_query (path, "SELECT count (*) FROM event_row", "1");
  tape_remove_folder (folder);
}

static void
test_meta (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autoptr (ZoeRecording) recording = NULL;

  zoe_recorder_set_meta (tape->recorder, "libzmq", "1.2.3");
  zoe_recorder_set_meta (tape->recorder, "libzmq", "4.3.4");
  tape_finish (tape);
  recording = tape_open (tape);
  g_assert_cmpstr (zoe_recording_get_meta (recording, "libzmq"), ==, "4.3.4");
  g_assert_cmpstr (zoe_recording_get_meta (recording, "nothing"), ==, NULL);
}

static void
test_overwrite (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autoptr (ZoeRecorder) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *letter = g_build_filename (tape->folder, "letter.txt", NULL);
  g_autofree char *empty = g_build_filename (tape->folder, "empty.zoe", NULL);
  g_autofree char *nowhere = g_build_filename (tape->folder, "no", "where.zoe", NULL);

  tape_play (tape, "a>b:x");
  tape_finish (tape);
  again = zoe_recorder_new (tape->path, tape->scenario, 1, &error);
  g_assert_no_error (error);
  g_assert_true (zoe_recorder_finish (again, NULL));
  assert_query (tape->path, "SELECT count (*) FROM event_row", "0");

  g_assert_true (g_file_set_contents (letter, "Dear Ada, this is not a trace, and more than a hundred bytes long, so that "
                                              "nobody can say it was too short to have been looked at.", -1, NULL));
  g_assert_null (zoe_recorder_new (letter, tape->scenario, 1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (letter, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "Dear Ada"));

  g_assert_null (zoe_recorder_new (tape->folder, tape->scenario, 1, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_null (zoe_recorder_new (nowhere, tape->scenario, 1, &error));
  g_assert_nonnull (error);

  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  zoe_recorder_free (again);
  again = zoe_recorder_new (empty, tape->scenario, 1, NULL);
  g_assert_nonnull (again);
}

/* A reader keeps the trace from becoming a single file; sealing it afterwards does. */
static void
test_seal (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autoptr (ZoeRecording) recording = tape_open (tape);
  g_autoptr (GError) error = NULL;
  g_autofree char *wal = g_strconcat (tape->path, "-wal", NULL);

  tape_play (tape, "a>b:x");
  tape_finish (tape);
  g_assert_true (g_file_test (wal, G_FILE_TEST_EXISTS));
  g_assert_false (zoe_trace_seal (tape->path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_clear_error (&error);

  g_assert_true (zoe_recording_refresh (recording, NULL));
  g_assert_cmpuint (zoe_recording_get_n_events (recording), ==, 2);
  g_assert_true (zoe_recording_get_complete (recording));
  g_clear_object (&recording);
  g_assert_true (zoe_trace_seal (tape->path, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
  g_assert_true (zoe_trace_seal (tape->path, &error));
  recording = tape_open (tape);
  g_assert_cmpuint (zoe_recording_get_n_events (recording), ==, 2);
}

/* A file that may not grow: the run goes on, what is there can be read, and the end says what happened. */
static void
test_no_space (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autoptr (GError) error = NULL;
  g_autoptr (ZoeRecording) recording = NULL;
  g_autofree char *big = g_strnfill (1000, 'x');
  ZoeFrame frame = { (const guint8 *) big, 1000 };
  struct rlimit before, limit;
  ZoeRecorderCounts counts;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = 2 * 1024 * 1024;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  for (guint i = 0; i < 20000; i++)
    tape_write (tape, &(ZoeEvent) { .kind = ZOE_EVENT_SEND, .node = 1, .socket = 1, .message = zoe_message_id (1, i + 1), .n_frames = 1 },
                &frame, 0);
  g_assert_false (zoe_recorder_finish (tape->recorder, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_error (error, G_IO_ERROR, error->code);
  g_assert_nonnull (strstr (error->message, tape->path));
  zoe_recorder_get_counts (tape->recorder, &counts);
  g_assert_cmpuint (counts.n_lost, >, 0);
  recording = tape_open (tape);
  g_assert_false (zoe_recording_get_complete (recording));
  g_assert_cmpuint (zoe_recording_get_n_events (recording), <, 20000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/recorder/views", test_views);
  g_test_add_func ("/trace/recorder/fan-out", test_fan_out);
  g_test_add_func ("/trace/recorder/flush", test_flush);
  g_test_add_func ("/trace/recorder/flush-over-a-gap", test_flush_over_a_gap);
  g_test_add_func ("/trace/recorder/frames", test_frames);
  g_test_add_func ("/trace/recorder/full-ring", test_full_ring);
  g_test_add_func ("/trace/recorder/many-frames", test_many_frames);
  g_test_add_func ("/trace/recorder/meta", test_meta);
  g_test_add_func ("/trace/recorder/no-space", test_no_space);
  g_test_add_func ("/trace/recorder/order", test_order);
  g_test_add_func ("/trace/recorder/overwrite", test_overwrite);
  g_test_add_func ("/trace/recorder/seal", test_seal);
  g_test_add_func ("/trace/recorder/thousand-lanes", test_thousand_lanes);
  g_test_add_func ("/trace/recorder/threads", test_threads);
  g_test_add_func ("/trace/recorder/time", test_time);
  return g_test_run ();
}
