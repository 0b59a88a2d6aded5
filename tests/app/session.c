/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/session.h"

#include "app/trace_file.h"
#include "model/duration.h"
#include "tape.h"

#define MS ZOE_NS_PER_MS

static void
on_failed (ZoeSession *session, const char *title, const char *advice, GString *log)
{
  g_assert_true (title != NULL && advice != NULL && advice[0] != '\0');
  g_string_append_printf (log, "%s|", title);
}

static void
on_moved (ZoeSession *session, guint *n_moves)
{
  (*n_moves)++;
}

/* Where the play head is, between which events. */
static void
assert_at (ZoeSession *session, guint64 sequence)
{
  ZoeEvent event;
  ZoeRecording *recording = zoe_session_get_recording (session);

  g_assert_cmpuint (zoe_session_get_sequence (session), ==, sequence);
  g_assert_cmpuint (zoe_session_get_moment (session)->sequence, ==, sequence);
  if (sequence > 0)
    {
      g_assert_true (zoe_recording_get_event (recording, sequence, &event, NULL));
      g_assert_cmpint (zoe_session_get_time (session), >=, event.time_ns);
    }
  if (sequence < zoe_recording_get_n_events (recording))
    {
      g_assert_true (zoe_recording_get_event (recording, sequence + 1, &event, NULL));
      g_assert_cmpint (zoe_session_get_time (session), <, event.time_ns);
    }
}

static void
test_trace (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  ZoeSession *session = zoe_session_new ();
  guint n_moves = 0;

  tape_play (tape, "a^ b^ a!one a!two b?one b?two a$");
  tape_finish (tape);
  g_signal_connect (session, "moved", G_CALLBACK (on_moved), &n_moves);
  g_assert_true (zoe_session_open (session, tape->path));

  /* A recording opens at its beginning, and stands. */
  assert_at (session, 0);
  g_assert_false (zoe_session_get_playing (session) || zoe_session_get_running (session));
  g_assert_cmpuint (n_moves, ==, 1);

  zoe_session_step (session, 1);
  assert_at (session, 1);
  zoe_session_step (session, 3);
  assert_at (session, 4);
  g_assert_cmpuint (zoe_session_get_flights (session)->len, ==, 2);
  zoe_session_step (session, 1);
  g_assert_cmpuint (zoe_session_get_flights (session)->len, ==, 1);
  g_assert_cmpuint (zoe_session_get_arrivals (session)->len, ==, 1);
  zoe_session_step (session, -1);
  assert_at (session, 4);
  g_assert_cmpuint (zoe_session_get_flights (session)->len, ==, 2);
  zoe_session_step (session, -100);
  assert_at (session, 0);
  zoe_session_step (session, 100);
  assert_at (session, 7);
  zoe_session_seek_time (session, -5);
  assert_at (session, 0);
  zoe_session_seek_time (session, G_MAXINT64);
  assert_at (session, 7);
  g_assert_cmpint (zoe_session_get_time (session), ==, zoe_session_get_end_time (session));
  g_assert_finalize_object (session);
}

static void
test_playing (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  ZoeSession *session = zoe_session_new ();
  gint64 end_ns;

  tape_play (tape, "a^ b^ a>b:one +40 a>b:two a$");
  tape_finish (tape);
  g_assert_true (zoe_session_open (session, tape->path));
  end_ns = zoe_session_get_end_time (session);

  zoe_session_play (session);
  zoe_session_set_rate (session, 0.5);
  zoe_session_advance (session, 20 * MS);
  g_assert_cmpint (zoe_session_get_time (session), ==, 10 * MS);
  g_assert_true (zoe_session_get_playing (session));
  zoe_session_seek_time (session, end_ns - MS);
  g_assert_true (zoe_session_get_playing (session));
  zoe_session_advance (session, 500 * MS);
  assert_at (session, 7);
  g_assert_false (zoe_session_get_playing (session));

  /* Once more, event by event. */
  zoe_session_set_pace (session, ZOE_PACE_PER_EVENT);
  zoe_session_set_event_delay (session, 100);
  zoe_session_play (session);
  assert_at (session, 0);
  for (guint i = 1; i <= 7; i++)
    {
      g_assert_true (zoe_session_get_playing (session));
      zoe_session_advance (session, 100 * MS);
      assert_at (session, i);
    }
  zoe_session_advance (session, 100 * MS);
  g_assert_false (zoe_session_get_playing (session));
  g_assert_finalize_object (session);
}

static void
test_selection (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  ZoeSession *session = zoe_session_new ();
  ZoeMessageId one;

  tape_play (tape, "a^ b^ a!one b?one");
  tape_finish (tape);
  g_assert_true (zoe_session_open (session, tape->path));
  one = tape_find (tape, "one");

  zoe_session_select_event (session, 4);
  g_assert_cmpuint (zoe_session_get_selected_event (session), ==, 4);
  g_assert_cmpuint (zoe_session_get_selected_message (session), ==, one);
  assert_at (session, 4);
  zoe_session_select_event (session, 1);
  g_assert_cmpuint (zoe_session_get_selected_node (session), ==, 1);
  g_assert_cmpuint (zoe_session_get_selected_message (session), ==, 0);
  zoe_session_select_message (session, one);
  g_assert_cmpuint (zoe_session_get_selected_event (session), ==, 3);
  g_assert_cmpuint (zoe_session_get_selected_node (session), ==, 0);
  zoe_session_select_socket (session, 2);
  g_assert_cmpuint (zoe_session_get_selected_node (session), ==, 2);
  zoe_session_select_link (session, 1);
  g_assert_cmpuint (zoe_session_get_selected_socket (session), ==, 0);
  zoe_session_select_nothing (session);
  g_assert_cmpuint (zoe_session_get_selected_link (session), ==, 0);
  g_assert_finalize_object (session);
}

static void
test_span (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  ZoeSession *session = zoe_session_new ();
  ZoeSpan span;

  tape_play (tape, "a^ +100 b^");
  tape_finish (tape);
  g_assert_true (zoe_session_open (session, tape->path));
  span = zoe_session_get_span (session);
  g_assert_cmpint (span.begin_ns, ==, 0);
  g_assert_cmpint (span.end_ns, ==, zoe_session_get_end_time (session));

  /* The play head does not leave the stretch that is shown. */
  zoe_session_set_span (session, (ZoeSpan) { 0, 20 * MS });
  zoe_session_play (session);
  zoe_session_advance (session, 30 * MS);
  span = zoe_session_get_span (session);
  g_assert_true (zoe_span_contains (span, zoe_session_get_time (session)));
  g_assert_cmpint (zoe_span_length (span), ==, 20 * MS);
  g_assert_finalize_object (session);
}

static void
test_failures (void)
{
  g_autofree char *folder = tape_make_folder ();
  g_autofree char *missing = g_build_filename (folder, "missing.zoe", NULL);
  g_autofree char *bad = g_build_filename (folder, "bad.dot", NULL);
  g_autoptr (GString) log = g_string_new (NULL);
  ZoeSession *session = zoe_session_new ();

  g_signal_connect (session, "failed", G_CALLBACK (on_failed), log);
  g_assert_false (zoe_session_open (session, missing));
  g_assert_true (g_file_set_contents (bad, "digraph { a [role=", -1, NULL));
  g_assert_false (zoe_session_open (session, bad));
  g_assert_cmpstr (log->str, ==, "“missing.zoe” cannot be opened as a trace|“bad.dot” cannot be used as a scenario|");
  g_assert_null (zoe_session_get_recording (session));
  g_assert_null (zoe_session_get_scenario (session));
  g_assert_false (zoe_session_run (session));
  g_assert_false (zoe_session_save_trace (session, bad));
  g_assert_finalize_object (session);
  tape_remove_folder (folder);
}

static const char pipeline[] =
  "digraph { until=\"sink\" rate=1\n"
  "  ventilator [role=ventilator tasks=6 cost_min=1 cost_max=5] worker [role=worker count=2] sink [role=sink tasks=6]\n"
  "  ventilator:sender -> worker:receiver  worker:sender -> sink:receiver  ventilator:sink -> sink:receiver }";

static gboolean
advance (gpointer session)
{
  zoe_session_advance (session, 16 * MS);
  return G_SOURCE_CONTINUE;
}

/* The whole road: file, run, trace, picture. */
static void
test_run (void)
{
  g_autofree char *folder = tape_make_folder ();
  g_autofree char *path = g_build_filename (folder, "little.dot", NULL), *saved = g_build_filename (folder, "saved.zoe", NULL);
  g_autofree char *trace = NULL;
  g_autoptr (GString) log = g_string_new (NULL);
  ZoeSession *session = zoe_session_new ();
  guint ticks;

  g_assert_true (g_file_set_contents (path, pipeline, -1, NULL));
  g_signal_connect (session, "failed", G_CALLBACK (on_failed), log);
  g_assert_true (zoe_session_open (session, path));
  g_assert_nonnull (zoe_session_get_moment (session));
  g_assert_null (zoe_session_get_recording (session));

  g_assert_true (zoe_session_run (session));
  g_assert_true (zoe_session_get_running (session) && zoe_session_get_playing (session));
  g_assert_true (zoe_session_get_following (session));
  g_assert_false (zoe_session_run (session));
  ticks = g_timeout_add (5, advance, session);
  while (zoe_session_get_running (session))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (ticks);

  g_assert_cmpstr (log->str, ==, "");
  g_assert_false (zoe_session_get_playing (session) || zoe_session_get_following (session));
  g_assert_cmpuint (zoe_session_get_sequence (session), ==, zoe_recording_get_n_events (zoe_session_get_recording (session)));
  g_assert_true (zoe_recording_get_complete (zoe_session_get_recording (session)));
  g_assert_cmpuint (zoe_session_get_moment (session)->nodes[1].n_sent, ==, 7);

  g_assert_true (zoe_session_save_trace (session, saved));
  trace = g_strdup (zoe_recording_get_path (zoe_session_get_recording (session)));
  g_assert_true (zoe_session_open (session, saved));
  g_assert_cmpuint (zoe_session_get_sequence (session), ==, 0);

  /* What was recorded can be run again, and stopped. */
  g_assert_true (zoe_session_run (session));
  zoe_session_stop (session);
  while (zoe_session_get_running (session))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (log->str, ==, "");

  /* Closing leaves a run to end out of sight. */
  g_assert_true (zoe_session_run (session));
  zoe_session_close (session);
  g_assert_null (zoe_session_get_scenario (session));
  g_assert_finalize_object (session);
  g_assert_true (g_str_has_prefix (trace, g_get_user_data_dir ()));
  tape_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/app/session/trace", test_trace);
  g_test_add_func ("/app/session/playing", test_playing);
  g_test_add_func ("/app/session/selection", test_selection);
  g_test_add_func ("/app/session/span", test_span);
  g_test_add_func ("/app/session/failures", test_failures);
  g_test_add_func ("/app/session/run", test_run);
  return g_test_run ();
}
