/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/recording.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "model/duration.h"
#include "tape.h"
#include "trace/keyframe.h"

static void
test_description (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b p*s c=r");
  g_autoptr (ZoeRecording) recording = NULL;
  ZoeScenario *scenario = tape->scenario, *read;

  zoe_scenario_add_cluster (scenario, "cluster_x", "A host");
  g_hash_table_insert (zoe_scenario_get_node (scenario, 1)->parameters, g_strdup ("tasks"), g_strdup ("100"));
  zoe_scenario_get_node (scenario, 2)->cluster = 1;
  zoe_scenario_get_node (scenario, 2)->start_ns = 5;
  zoe_scenario_get_node (scenario, 3)->external = TRUE;
  zoe_scenario_get_socket (scenario, 2)->options = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (zoe_scenario_get_socket (scenario, 2)->options, g_strdup ("rcvhwm=2"));
  g_ptr_array_add (zoe_scenario_get_socket (scenario, 2)->options, g_strdup ("linger=0"));
  zoe_scenario_get_link (scenario, 2)->endpoint = g_strdup ("tcp://127.0.0.1:5557");
  zoe_scenario_get_link (scenario, 2)->transport = ZOE_TRANSPORT_TCP;
  zoe_scenario_get_link (scenario, 2)->head_binds = TRUE;
  zoe_scenario_get_link (scenario, 3)->conditions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (zoe_scenario_get_link (scenario, 3)->conditions, g_strdup ("delay"), g_strdup ("5ms"));
  scenario->rate = 0.01;
  g_clear_pointer (&tape->recorder, zoe_recorder_free);
  tape->recorder = zoe_recorder_new (tape->path, scenario, 2, NULL);
  tape_finish (tape);

  recording = tape_open (tape);
  read = zoe_recording_get_scenario (recording);
  g_assert_cmpstr (read->name, ==, "test");
  g_assert_cmpstr (read->title, ==, "A test");
  g_assert_cmpstr (read->chapter, ==, NULL);
  g_assert_cmpstr (read->text, ==, "digraph { a -> b }");
  g_assert_cmpuint (read->seed, ==, 42);
  g_assert_cmpfloat (read->rate, ==, 0.01);
  g_assert_cmpuint (read->nodes->len, ==, 6);
  g_assert_cmpuint (read->links->len, ==, 3);
  g_assert_cmpstr (((ZoeCluster *) g_ptr_array_index (read->clusters, 0))->label, ==, "A host");
  g_assert_cmpstr (g_hash_table_lookup (zoe_scenario_get_node (read, 1)->parameters, "tasks"), ==, "100");
  g_assert_cmpstr (zoe_scenario_get_node (read, 1)->role_name, ==, "tester");
  g_assert_cmpuint (zoe_scenario_get_node (read, 2)->cluster, ==, 1);
  g_assert_cmpint (zoe_scenario_get_node (read, 2)->start_ns, ==, 5);
  g_assert_true (zoe_scenario_get_node (read, 3)->external);
  g_assert_cmpint (zoe_scenario_get_socket (read, 3)->type, ==, ZOE_SOCKET_PUB);
  g_assert_cmpstr (g_ptr_array_index (zoe_scenario_get_socket (read, 2)->options, 1), ==, "linger=0");
  g_assert_cmpstr (zoe_scenario_get_link (read, 2)->endpoint, ==, "tcp://127.0.0.1:5557");
  g_assert_cmpint (zoe_scenario_get_link (read, 2)->transport, ==, ZOE_TRANSPORT_TCP);
  g_assert_true (zoe_scenario_get_link (read, 2)->head_binds);
  g_assert_cmpstr (g_hash_table_lookup (zoe_scenario_get_link (read, 3)->conditions, "delay"), ==, "5ms");
}

static void
assert_moment (ZoeRecording *recording, guint64 sequence, const char *expected)
{
  g_autoptr (ZoeMoment) moment = zoe_recording_dup_moment (recording, sequence);
  g_autofree char *text = describe_moment (recording, moment);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_moments (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b a>c");
  g_autoptr (ZoeRecording) recording = NULL;

  tape_play (tape, "a^ a!one a!two a#left=1 b?one b~5 b#got=1 c?two a!lost b#got=2 a$");
  tape_finish (tape);
  recording = tape_open (tape);
  assert_moment (recording, 0, "@0");
  assert_moment (recording, 1, "@1 a(^0>0)");
  /* Whom a PUSH with two links sends to is known only by hindsight. */
  assert_moment (recording, 2, "@2 a(^0>1) 1:0+1");
  assert_moment (recording, 3, "@3 a(^0>2) 1:0+1 2:0+1");
  assert_moment (recording, 5, "@5 a(^0>2 left=1) b(1>0) 1:1+0 2:0+1");
  assert_moment (recording, 6, "@6 a(^0>2 left=1) b(1>0 busy-11) 1:1+0 2:0+1");
  assert_moment (recording, 11, "@11 a($0>3 left=1) b(1>0 got=2) c(1>0) 1:1+0 2:1+0 a:out?1");
  assert_moment (recording, 99, "@11 a($0>3 left=1) b(1>0 got=2) c(1>0) 1:1+0 2:1+0 a:out?1");
}

/* A restarted role is fresh: it shows nothing, and is busy with nothing. */
static void
test_restarted (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autoptr (ZoeRecording) recording = NULL;

  tape_play (tape, "b^ a!one b?one b#got=1 b~50 b$ b^");
  tape_finish (tape);
  recording = tape_open (tape);
  assert_moment (recording, 6, "@6 a(0>1) b($1>0 busy-55 got=1) 1:1+0");
  assert_moment (recording, 7, "@7 a(0>1) b(^1>0) 1:1+0");
}

/* What was thrown away on its link is under way no longer; what was duplicated is, until both have come. */
static void
test_dropped (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b a>c");
  g_autoptr (ZoeRecording) recording = NULL;

  tape_play (tape, "a!one a!two b%one b%two b-one b&two b?two b?two");
  tape_finish (tape);
  recording = tape_open (tape);
  assert_moment (recording, 4, "@4 a(0>2) 1:0+2");
  assert_moment (recording, 5, "@5 a(0>2) 1:0+1");
  assert_moment (recording, 7, "@7 a(0>2) b(1>0) 1:1+1");
  assert_moment (recording, 8, "@8 a(0>2) b(2>0) 1:2+0");
  assert_flights (recording, 5, 100, "1 a:out>b:in one(1x5), 1 a:out>b:in two(2-7), 1 a:out>b:in two(6-8)");
  assert_flights (recording, 6, 100, "1 a:out>b:in two(2-7), 1 a:out>b:in two(6-8)");
  /* Both receipts know their send. */
  assert_query (tape->path, "SELECT fate, receiver FROM message ORDER BY sent_ns, received_ns", "dropped|-\ndelivered|b\ndelivered|b");
}

/* Each copy made by hand is under way from then on, until it comes or is thrown away; live as well as in what is complete. */
static void
test_duplicated (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b a>c");
  g_autoptr (ZoeRecording) recording = NULL;

  tape_play (tape, "a!one b%one b&one b&one");
  tape_wait (tape, 4);
  recording = tape_open (tape);
  assert_moment (recording, 2, "@2 a(0>1) 1:0+1");
  assert_moment (recording, 4, "@4 a(0>1) 1:0+3");
  assert_flights (recording, 4, 100, "1 a:out>b:in one(1-0), 1 a:out>b:in one(3-0), 1 a:out>b:in one(4-0)");
  g_clear_object (&recording);
  tape_play (tape, "b?one b-one b?one");
  tape_finish (tape);
  recording = tape_open (tape);
  assert_moment (recording, 2, "@2 a(0>1) 1:0+1");
  assert_moment (recording, 5, "@5 a(0>1) b(1>0) 1:1+2");
  assert_moment (recording, 6, "@6 a(0>1) b(1>0) 1:1+1");
  assert_moment (recording, 7, "@7 a(0>1) b(2>0) 1:2+0");
  assert_flights (recording, 2, 3, "1 a:out>b:in one(1-5)");
  assert_flights (recording, 3, 100, "1 a:out>b:in one(1-5), 1 a:out>b:in one(3x6), 1 a:out>b:in one(4-7)");
  assert_flights (recording, 6, 100, "1 a:out>b:in one(3x6), 1 a:out>b:in one(4-7)");
}

/* Of one that fans out, the copy on one link is thrown away, or kept for good; the other comes. */
static void
test_dropped_copy (void)
{
  g_autoptr (Tape) tape = tape_new ("p*s p*t");
  g_autoptr (ZoeRecording) recording = NULL;

  tape_play (tape, "p!one s?one t%one p!two t%two s?two t-one");
  tape_wait (tape, 7);
  recording = tape_open (tape);
  assert_moment (recording, 6, "@6 p(0>2) s(2>0) 1:2+0 2:0+2");
  assert_moment (recording, 7, "@7 p(0>2) s(2>0) 1:2+0 2:0+1");
  g_clear_object (&recording);
  tape_finish (tape);
  recording = tape_open (tape);
  assert_moment (recording, 6, "@6 p(0>2) s(2>0) 1:2+0 2:0+2");
  assert_moment (recording, 7, "@7 p(0>2) s(2>0) 1:2+0 2:0+1");
  assert_flights (recording, 8, 100, "2 p:out>t:in two(4-0)");
  assert_query (tape->path, "SELECT sent_ns / 1000000, fate FROM message ORDER BY sent_ns, fate",
                "1|delivered\n1|dropped\n4|delivered\n4|not received");
}

static void
test_replies (void)
{
  g_autoptr (Tape) tape = tape_new ("c=r");
  g_autoptr (ZoeRecording) recording = NULL;

  tape_play (tape, "c>r:ask r!answer c?answer");
  tape_finish (tape);
  recording = tape_open (tape);
  assert_moment (recording, 3, "@3 c(0>1) r(1>1) 1:1+1");
  assert_moment (recording, 4, "@4 c(1>1) r(1>1) 1:2+0");
  assert_flights (recording, 0, 100, "1 c:out>r:in ask(1-2), 1 r:in>c:out answer(3-4)");
}

static void
test_flights (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b a>c x>y");
  g_autoptr (ZoeRecording) recording = NULL;

  tape_play (tape, "a!one +100 x!single +100 b?one a!lost c^ a!a-label-that-is-rather-long b^");
  tape_finish (tape);
  recording = tape_open (tape);
  assert_flights (recording, 0, 1, "");
  assert_flights (recording, 0, 2, "1 a:out>b:in one(1-3)");
  assert_flights (recording, 50, 51, "1 a:out>b:in one(1-3)");
  assert_flights (recording, 150, 151, "1 a:out>b:in one(1-3), 3 x:out>y:in single(2-0)");
  assert_flights (recording, 203, 204, "1 a:out>b:in one(1-3), 3 x:out>y:in single(2-0)");
  assert_flights (recording, 204, 205, "3 x:out>y:in single(2-0), 0 a:out> lost(4-0)");
  assert_flights (recording, 0, 1000, "1 a:out>b:in one(1-3), 3 x:out>y:in single(2-0), 0 a:out> lost(4-0), "
                                      "0 a:out> a-label-that-is-rather-(6-0)");
  assert_flights (recording, 50, 51, "1 a:out>b:in one(1-3)");
  assert_flights (recording, 51, 51, "");
}

static void
test_fan_out (void)
{
  g_autoptr (Tape) tape = tape_new ("p*s p*t p*u");
  g_autoptr (ZoeRecording) recording = NULL;

  /* Nothing ever passes u's subscription; t gets two of three. */
  tape_play (tape, "p!one p!two s?one p!three t?one s?two t?three");
  tape_finish (tape);
  recording = tape_open (tape);
  assert_moment (recording, 1, "@1 p(0>1) 1:0+1 2:0+1");
  assert_moment (recording, 4, "@4 p(0>3) s(1>0) 1:1+1 2:0+2");
  assert_moment (recording, 7, "@7 p(0>3) s(2>0) t(2>0) 1:2+0 2:2+0");
  assert_flights (recording, 0, 2, "1 p:out>s:in one(1-3), 2 p:out>t:in one(1-5)");
  assert_flights (recording, 4, 5, "2 p:out>t:in one(1-5), 1 p:out>s:in two(2-6), 2 p:out>t:in three(4-7)");
}

/* A later message may come before an earlier one, where a peer has begun a second life. */
static void
test_fan_out_late (void)
{
  g_autoptr (Tape) tape = tape_new ("p*s");
  g_autoptr (ZoeRecording) recording = NULL;

  tape_play (tape, "p!one p!two s?two s?one");
  tape_finish (tape);
  recording = tape_open (tape);
  assert_flights (recording, 4, 5, "1 p:out>s:in one(1-4)");
  assert_moment (recording, 3, "@3 p(0>2) s(1>0) 1:1+1");
  assert_moment (recording, 4, "@4 p(0>2) s(2>0) 1:2+0");
}

/* While a trace grows, a copy may still arrive over a link that has carried something. */
static void
test_fan_out_live (void)
{
  g_autoptr (Tape) tape = tape_new ("p*s p*t");
  g_autoptr (ZoeRecording) recording = NULL;

  tape_play (tape, "p!one s?one p!two");
  tape_wait (tape, 3);
  recording = tape_open (tape);
  g_assert_false (zoe_recording_get_complete (recording));
  assert_moment (recording, 3, "@3 p(0>2) s(1>0) 1:1+1");
  assert_flights (recording, 3, 4, "1 p:out>s:in two(3-0)");
  assert_query (tape->path, "SELECT DISTINCT fate FROM message WHERE receiver IS NULL", "under way");
  tape_finish (tape);
  g_assert_true (zoe_recording_refresh (recording, NULL));
  assert_moment (recording, 3, "@3 p(0>2) s(1>0) 1:1+0");
  assert_flights (recording, 3, 4, "");
}

/* Where a message waits is known at once, however lately and in vain the trace was asked about it: nothing else may happen for long. */
static void
test_held_live (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b a>c p*s p*t");
  g_autoptr (ZoeRecording) recording = NULL;

  tape_play (tape, "a!one p!two");
  for (guint i = 0; i < 100; i++)
    tape_play (tape, i % 2 == 0 ? "a#x=1" : "a#x=2");
  tape_wait (tape, 102);
  recording = tape_open (tape);
  assert_flights (recording, 102, 103, "0 a:out> one(1-0)");
  tape_play (tape, "c%one s%two");
  tape_wait (tape, 104);
  g_assert_true (zoe_recording_refresh (recording, NULL));
  assert_flights (recording, 105, 106, "2 a:out>c:in one(1-0), 3 p:out>s:in two(2-0)");
  tape_play (tape, "s-two");
  tape_wait (tape, 105);
  g_assert_true (zoe_recording_refresh (recording, NULL));
  assert_flights (recording, 106, 107, "2 a:out>c:in one(1-0)");
}

/* A copy that waits at the end of a link is there until it is let go, though its twin and later ones have gone before it. */
static void
test_held_copies (void)
{
  g_autoptr (Tape) tape = tape_new ("p*s p*t");
  g_autoptr (ZoeRecording) recording = NULL;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (ZoeMoment) moment = NULL, copy = NULL;
  g_autofree char *text = NULL, *copied = NULL;

  tape_play (tape, "p!one p!two t?one t?two s%one s%two s&one s?two s?one");
  for (guint i = 0; i < 300; i++)
    tape_play (tape, "p!more s?more t?more");
  tape_play (tape, "s?one");
  tape_finish (tape);
  recording = tape_open (tape);
  assert_flights (recording, 6, 7, "1 p:out>s:in one(1-9), 1 p:out>s:in two(2-8)");
  assert_flights (recording, 9, 10, "1 p:out>s:in one(1-9)");
  assert_flights (recording, 10, 11, "1 p:out>s:in one(1-910), 1 p:out>s:in more(10-11), 2 p:out>t:in more(10-12)");
  assert_moment (recording, 9, "@9 p(0>2) s(2>0) t(2>0) 1:2+1 2:2+0");
  assert_moment (recording, 909, "@909 p(0>302) s(302>0) t(302>0) 1:302+1 2:302+0");
  assert_flights (recording, 910, 911, "1 p:out>s:in one(1-910)");
  assert_moment (recording, 910, "@910 p(0>302) s(303>0) t(302>0) 1:303+0 2:302+0");

  /* Keyframes know it, too. */
  moment = zoe_recording_dup_moment (recording, 909);
  copy = zoe_moment_new (zoe_recording_get_scenario (recording));
  zoe_keyframe_append (bytes, moment);
  g_assert_true (zoe_keyframe_read (copy, bytes->data, bytes->len));
  zoe_recording_move_moment (recording, copy, 910);
  zoe_recording_move_moment (recording, moment, 910);
  text = describe_moment (recording, moment);
  copied = describe_moment (recording, copy);
  g_assert_cmpstr (copied, ==, text);
  g_byte_array_set_size (bytes, 0);
  zoe_keyframe_append (bytes, copy);
  g_assert_false (zoe_keyframe_read (moment, bytes->data, bytes->len - 1));
}

/* Keyframes that were spoilt at random: whatever they say, they are read or refused, and what is read can be gone on from. */
static void
test_spoilt_keyframes (void)
{
  g_autoptr (Tape) tape = tape_new ("p*s p*t a>b");
  g_autoptr (ZoeRecording) recording = NULL;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (20261122);
  g_autoptr (ZoeMoment) moment = NULL;
  guint n_read = 0;

  tape_play (tape, "p^ a^ p!one p!two a!three b%three b&three t?one t?two s%one s%two s&one s?two p!four a#x=1 s?one s?one t?four b?three b-three p!five");
  tape_finish (tape);
  recording = tape_open (tape);
  moment = zoe_recording_dup_moment (recording, 14);
  zoe_keyframe_append (bytes, moment);
  for (guint i = 0; i < 5000; i++)
    {
      g_autofree guint8 *spoilt = g_memdup2 (bytes->data, bytes->len);
      g_autoptr (GByteArray) again = g_byte_array_new ();
      gsize length = g_rand_int_range (random, 0, 4) == 0 ? (gsize) g_rand_int_range (random, 0, bytes->len) : bytes->len;

      for (guint n = g_rand_int_range (random, 0, 4); n > 0; n--)
        spoilt[g_rand_int_range (random, 1, bytes->len)] = g_rand_int_range (random, 0, 256);
      if (!zoe_keyframe_read (moment, spoilt, length))
        continue;
      n_read++;
      zoe_keyframe_append (again, moment);
      if (moment->sequence == 14)
        zoe_recording_move_moment (recording, moment, zoe_recording_get_n_events (recording));
    }
  g_assert_cmpuint (n_read, >, 500);
}

static void
count_notify (GObject *object, GParamSpec *spec, gpointer data)
{
  g_string_append_printf (data, "%s ", spec->name);
}

static void
test_live (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b a>c");
  g_autoptr (ZoeRecording) recording = tape_open (tape);
  g_autoptr (GString) notified = g_string_new (NULL);
  g_autoptr (ZoeMoment) moment = NULL;
  g_autofree char *text = NULL, *later = NULL;

  g_signal_connect (recording, "notify", G_CALLBACK (count_notify), notified);
  g_assert_cmpuint (zoe_recording_get_n_events (recording), ==, 0);
  g_assert_true (zoe_recording_refresh (recording, NULL));
  g_assert_cmpstr (notified->str, ==, "");
  tape_play (tape, "a!one a!two b?one");
  tape_wait (tape, 3);
  g_assert_true (zoe_recording_refresh (recording, NULL));
  g_assert_cmpstr (notified->str, ==, "duration n-events ");
  g_assert_cmpuint (zoe_recording_get_n_events (recording), ==, 3);
  g_assert_cmpint (zoe_recording_get_duration (recording), ==, 3 * ZOE_NS_PER_MS);
  moment = zoe_recording_dup_moment (recording, 3);
  text = describe_moment (recording, moment);
  g_assert_cmpstr (text, ==, "@3 a(0>2) b(1>0) 1:1+0 a:out?1");
  assert_flights (recording, 2, 4, "1 a:out>b:in one(1-3), 0 a:out> two(2-0)");

  tape_play (tape, "c?two");
  tape_finish (tape);
  g_assert_true (zoe_recording_refresh (recording, NULL));
  g_assert_cmpstr (notified->str, ==, "duration n-events complete duration n-events ");
  /* What was not known then is known now. */
  zoe_recording_move_moment (recording, moment, 3);
  later = describe_moment (recording, moment);
  g_assert_cmpstr (later, ==, "@3 a(0>2) b(1>0) 1:1+0 2:0+1");
  assert_flights (recording, 3, 4, "1 a:out>b:in one(1-3), 2 a:out>c:in two(2-4)");
}

static void
test_time (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autoptr (ZoeRecording) recording = NULL;
  gint64 times[] = { 10, 20, 20, 20, 35 };
  g_autofree guint64 *bins = NULL, *none = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    tape_write (tape, &(ZoeEvent) { .kind = ZOE_EVENT_NOTE, .time_ns = times[i] }, NULL, 0);
  tape_finish (tape);
  recording = tape_open (tape);
  g_assert_cmpuint (zoe_recording_find_sequence (recording, -5), ==, 0);
  g_assert_cmpuint (zoe_recording_find_sequence (recording, 9), ==, 0);
  g_assert_cmpuint (zoe_recording_find_sequence (recording, 10), ==, 1);
  g_assert_cmpuint (zoe_recording_find_sequence (recording, 19), ==, 1);
  g_assert_cmpuint (zoe_recording_find_sequence (recording, 20), ==, 4);
  g_assert_cmpuint (zoe_recording_find_sequence (recording, 34), ==, 4);
  g_assert_cmpuint (zoe_recording_find_sequence (recording, 35), ==, 5);
  g_assert_cmpuint (zoe_recording_find_sequence (recording, G_MAXINT64), ==, 5);
  bins = zoe_recording_dup_density (recording, (ZoeSpan) { 0, 40 }, 4);
  g_assert_cmpuint (bins[0], ==, 0);
  g_assert_cmpuint (bins[1], ==, 1);
  g_assert_cmpuint (bins[2], ==, 3);
  g_assert_cmpuint (bins[3], ==, 1);
  none = zoe_recording_dup_density (recording, (ZoeSpan) { 40, 40 }, 4);
  g_assert_cmpuint (none[0], ==, 0);
}

static void
test_event (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autoptr (ZoeRecording) recording = NULL;
  g_autofree char *detail = NULL, *state = NULL, *work = NULL;
  ZoeEvent event;

  tape_play (tape, "a>b:hello a#x=y a~20");
  tape_finish (tape);
  recording = tape_open (tape);
  g_assert_false (zoe_recording_get_event (recording, 0, &event, NULL));
  g_assert_false (zoe_recording_get_event (recording, 5, &event, NULL));
  g_assert_true (zoe_recording_get_event (recording, 2, &event, &detail));
  g_assert_cmpint (event.kind, ==, ZOE_EVENT_RECEIVE);
  g_assert_cmpint (event.n_frames, ==, 0);
  g_assert_cmpstr (detail, ==, "hello");
  g_assert_true (zoe_recording_get_event (recording, 3, &event, &state));
  g_assert_cmpstr (state, ==, "x = y");
  g_assert_true (zoe_recording_get_event (recording, 4, &event, &work));
  g_assert_cmpstr (work, ==, "20 ms");
}

/* A receiver's messages arrive in order, as over any pipe. */
static char *
take_waiting (GPtrArray *waiting, guint index)
{
  const char *chosen = g_ptr_array_index (waiting, index);

  for (guint i = 0; i < index; i++)
    if (*(char *) g_ptr_array_index (waiting, i) == *chosen)
      return g_ptr_array_steal_index (waiting, i);
  return g_ptr_array_steal_index (waiting, index);
}

/* How a message arrives: mostly as it should; some are kept on their link first, and some of those thrown away. */
static char *
arrive (GRand *rand, const char *receiver, guint i)
{
  guint what = g_rand_int_range (rand, 0, 10);

  if (what > 1)
    return g_strdup_printf ("%s?m%u", receiver, i);
  return g_strdup_printf (what > 0 ? "%1$s%%m%2$u %1$s?m%2$u" : "%1$s%%m%2$u %1$s-m%2$u", receiver, i);
}

/* Plays what a small random run would do: sends, receipts out of order between links, states, some messages never received. */
static void
play_random (Tape *tape, GRand *rand, guint n_events)
{
  static const char *const senders[] = { "a", "p", "c", "r" };
  static const char *const receivers[][3] = { { "b", "d", "b" }, { "s", "t", "u" }, { "r", "r", "r" }, { "c", "c", "c" } };
  g_autoptr (GPtrArray) waiting = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_events; i++)
    {
      g_autofree char *words = NULL;
      guint what = g_rand_int_range (rand, 0, 10);

      if (what == 0)
        words = g_strdup_printf ("a#v%d=%u", g_rand_int_range (rand, 0, 3), i);
      else if (what < 5 || waiting->len == 0)
        {
          guint sender = g_rand_int_range (rand, 0, 4);

          words = g_strdup_printf ("%s!m%u", senders[sender], i);
          if (sender == 1)
            {
              for (guint j = 0; j < 3; j++)
                if (g_rand_int_range (rand, 0, 3) > 0)
                  g_ptr_array_add (waiting, arrive (rand, receivers[1][j], i));
            }
          else if (g_rand_int_range (rand, 0, 10) > 0)
            g_ptr_array_add (waiting, arrive (rand, receivers[sender][g_rand_int_range (rand, 0, 3)], i));
        }
      else
        words = take_waiting (waiting, g_rand_int_range (rand, 0, MIN (waiting->len, 8)));
      tape_play (tape, words);
      if (g_rand_int_range (rand, 0, 100) == 0)
        tape_play (tape, "+50");
    }
}

/* Whichever way one comes to a moment, it is the same; and so are the flights at it. */
static void
test_every_moment (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b a>d p*s p*t p*u c=r");
  g_autoptr (ZoeRecording) recording = NULL, fresh = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (ZoeMoment) forward = NULL, jumping = NULL;
  guint64 n_events;

  play_random (tape, rand, 600);
  tape_finish (tape);
  recording = tape_open (tape);
  fresh = tape_open (tape);
  n_events = zoe_recording_get_n_events (recording);
  forward = zoe_recording_dup_moment (recording, 0);
  jumping = zoe_recording_dup_moment (recording, n_events);
  for (guint64 sequence = 0; sequence <= n_events; sequence++)
    {
      g_autoptr (ZoeMoment) scratch = zoe_recording_dup_moment (fresh, sequence);
      g_autofree char *expected = describe_moment (fresh, scratch), *text = NULL, *jumped = NULL;
      guint64 n_under_way = 0;
      g_autoptr (GArray) flights = NULL;
      ZoeEvent event;
      guint n_flights = 0;

      zoe_recording_move_moment (recording, forward, sequence);
      text = describe_moment (recording, forward);
      g_assert_cmpstr (text, ==, expected);
      zoe_recording_move_moment (recording, jumping, g_rand_int_range (rand, 0, n_events + 1));
      zoe_recording_move_moment (recording, jumping, sequence);
      jumped = describe_moment (recording, jumping);
      g_assert_cmpstr (jumped, ==, expected);

      /* What a moment counts as under way is what flies then. */
      if (sequence == 0)
        continue;
      g_assert_true (zoe_recording_get_event (recording, sequence, &event, NULL));
      flights = zoe_recording_list_flights (recording, (ZoeSpan) { event.time_ns, event.time_ns + 1 }, G_MAXUINT);
      for (guint i = 0; i < flights->len; i++)
        {
          ZoeFlight *flight = &g_array_index (flights, ZoeFlight, i);

          n_flights += flight->sent_sequence <= sequence
                       && (flight->received_sequence == 0 || flight->received_sequence > sequence)
                       && (flight->dropped_sequence == 0 || flight->dropped_sequence > sequence);
        }
      for (guint i = 1; i <= forward->n_links; i++)
        n_under_way += forward->links[i].n_under_way;
      for (guint i = 1; i <= forward->n_sockets; i++)
        n_under_way += forward->sockets[i].n_unclaimed;
      g_assert_cmpuint (n_flights, ==, n_under_way);
    }
}

/* The same far from the beginning, where keyframes come in. */
static void
test_keyframes (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b a>d p*s p*t p*u c=r");
  g_autoptr (ZoeRecording) recording = NULL, plain = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);
  guint64 n_events;

  play_random (tape, rand, 25000);
  tape_finish (tape);
  assert_query (tape->path, "SELECT count (*) BETWEEN 3 AND 5 FROM keyframe", "1");
  recording = tape_open (tape);
  n_events = zoe_recording_get_n_events (recording);
  {
    g_autofree char *copy = g_build_filename (tape->folder, "plain.zoe", NULL);
    g_autofree char *contents = NULL;
    gsize length;

    g_assert_true (g_file_get_contents (tape->path, &contents, &length, NULL));
    g_assert_true (g_file_set_contents (copy, contents, length, NULL));
    /* Only the last is kept, which says what every link has passed. */
    assert_query (copy, "DELETE FROM keyframe WHERE seq < (SELECT max (seq) FROM keyframe)", "");
    plain = zoe_recording_open (copy, NULL);
  }
  g_assert_nonnull (plain);
  for (guint i = 0; i < 20; i++)
    {
      guint64 sequence = g_rand_int_range (rand, 0, n_events + 1);
      g_autoptr (ZoeMoment) quick = zoe_recording_dup_moment (recording, sequence);
      g_autoptr (ZoeMoment) slow = zoe_recording_dup_moment (plain, sequence);
      g_autofree char *text = describe_moment (recording, quick), *expected = describe_moment (plain, slow);

      g_assert_cmpstr (text, ==, expected);
    }
}

static void
test_finalize (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  ZoeRecording *recording;
  g_autoptr (GDir) dir = NULL;

  tape_play (tape, "a>b:x");
  tape_finish (tape);
  recording = tape_open (tape);
  assert_flights (recording, 0, 10, "1 a:out>b:in x(1-2)");
  g_assert_finalize_object (recording);
  dir = g_dir_open (tape->folder, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (dir), ==, "test.zoe");
  g_assert_null (g_dir_read_name (dir));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/recording/description", test_description);
  g_test_add_func ("/trace/recording/dropped", test_dropped);
  g_test_add_func ("/trace/recording/dropped-copy", test_dropped_copy);
  g_test_add_func ("/trace/recording/duplicated", test_duplicated);
  g_test_add_func ("/trace/recording/restarted", test_restarted);
  g_test_add_func ("/trace/recording/event", test_event);
  g_test_add_func ("/trace/recording/every-moment", test_every_moment);
  g_test_add_func ("/trace/recording/fan-out", test_fan_out);
  g_test_add_func ("/trace/recording/fan-out-late", test_fan_out_late);
  g_test_add_func ("/trace/recording/fan-out-live", test_fan_out_live);
  g_test_add_func ("/trace/recording/finalize", test_finalize);
  g_test_add_func ("/trace/recording/flights", test_flights);
  g_test_add_func ("/trace/recording/held-copies", test_held_copies);
  g_test_add_func ("/trace/recording/held-live", test_held_live);
  g_test_add_func ("/trace/recording/keyframes", test_keyframes);
  g_test_add_func ("/trace/recording/live", test_live);
  g_test_add_func ("/trace/recording/moments", test_moments);
  g_test_add_func ("/trace/recording/replies", test_replies);
  g_test_add_func ("/trace/recording/spoilt-keyframes", test_spoilt_keyframes);
  g_test_add_func ("/trace/recording/time", test_time);
  return g_test_run ();
}
