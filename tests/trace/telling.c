/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/telling.h"

#include <string.h>

#include "model/duration.h"
#include "tape.h"

#define assert_told(recording, sequence, expected) G_STMT_START { \
    g_autofree char *told_ = zoe_telling_dup (recording, sequence); \
    g_assert_cmpstr (told_, ==, expected); } G_STMT_END

static ZoeFrame
as_frame (const char *text)
{
  return (ZoeFrame) { (const guint8 *) text, strlen (text) };
}

static void
say (Tape *tape, ZoeEventKind kind, const char *node, guint socket, gint64 value, const char *first, const char *second)
{
  ZoeFrame frames[] = { as_frame (first != NULL ? first : ""), as_frame (second != NULL ? second : "") };
  ZoeEvent event =
    {
      .kind = kind, .node = node != NULL ? zoe_scenario_find_node (tape->scenario, node)->number : 0, .socket = socket, .value = value,
      .n_frames = first == NULL ? 0 : second == NULL ? 1 : 2,
    };

  tape_write (tape, &event, frames, 0);
}

static void
test_messages (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autoptr (ZoeRecording) recording = NULL;

  tape_play (tape, "a!one a!two a!three b?one b?two b?three a! b?");
  tape_finish (tape);
  recording = tape_open (tape);
  assert_told (recording, 1, "a sends “one” to b");
  assert_told (recording, 4, "b receives “one” from a; 2 still queued");
  assert_told (recording, 5, "b receives “two” from a; 1 still queued");
  assert_told (recording, 6, "b receives “three” from a; nothing else queued");
  assert_told (recording, 7, "a sends an empty message to b");
  /* Back again: the sentence does not depend on what was told before. */
  assert_told (recording, 4, "b receives “one” from a; 2 still queued");
  assert_told (recording, 0, NULL);
  assert_told (recording, 9, NULL);
}

static void
test_several_peers (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b a>c p*s p*t");
  g_autoptr (ZoeRecording) recording = NULL;

  tape_play (tape, "a!one a!two a!three b?one p!news s?news t?news");
  tape_finish (tape);
  recording = tape_open (tape);
  assert_told (recording, 1, "a sends “one” to b");
  assert_told (recording, 2, "a sends “two” to one of the 2 peers of out");
  assert_told (recording, 4, "b receives “one” from a; up to 2 still queued");
  assert_told (recording, 5, "p sends “news” to all who subscribe to it, of 2 peers");
  assert_told (recording, 6, "s receives “news” from p; nothing else queued");
}

static void
test_odd_messages (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autoptr (ZoeRecording) recording = NULL;
  g_autofree char *longest = g_strnfill (100, 'x');
  ZoeFrame enveloped[] = { as_frame ("id"), as_frame (""), as_frame ("HELLO"), { (const guint8 *) "\x00\x01\xff", 3 } };
  ZoeFrame binary = { (const guint8 *) "\x00\x01\x02\x03\x04\x05\x06\x07\x08", 9 };
  ZoeFrame lines = as_frame ("two\nlines");
  ZoeFrame big = as_frame (longest);
  struct { ZoeFrame *frames; guint n; } sends[] = { { enveloped, 4 }, { &binary, 1 }, { &lines, 1 }, { &big, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (sends); i++)
    tape_write (tape, &(ZoeEvent) { .kind = ZOE_EVENT_SEND, .node = 1, .socket = 1, .message = zoe_message_id (1, i + 1),
                                    .n_frames = sends[i].n }, sends[i].frames, 0);
  /* A receipt whose send nobody saw. */
  tape_write (tape, &(ZoeEvent) { .kind = ZOE_EVENT_RECEIVE, .node = 2, .socket = 2, .message = zoe_message_id (1, 99) }, NULL, 0);
  tape_finish (tape);
  recording = tape_open (tape);
  assert_told (recording, 1, "a sends “HELLO” to b");
  assert_told (recording, 2, "a sends “0001020304050607…” to b");
  assert_told (recording, 3, "a sends “two lines” to b");
  assert_told (recording, 4, "a sends “xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…” to b");
  assert_told (recording, 5, "b receives a message from somebody; 4 still queued");
}

static void
test_lives (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autoptr (ZoeRecording) recording = NULL;

  tape_play (tape, "a^ a~57");
  say (tape, ZOE_EVENT_FAULT, "a", 0, 0, "kill a", NULL);
  say (tape, ZOE_EVENT_END, "a", 0, 3, NULL, NULL);
  say (tape, ZOE_EVENT_FAULT, "a", 0, 0, "restart a", NULL);
  say (tape, ZOE_EVENT_START, "a", 0, 5, NULL, NULL);
  say (tape, ZOE_EVENT_END, "a", 0, -1, NULL, NULL);
  tape_play (tape, "b$ b#free=3");
  say (tape, ZOE_EVENT_NOTE, "b", 0, 0, "Total cost: 17 ms", NULL);
  say (tape, ZOE_EVENT_NOTE, NULL, 0, 0, "kill b: b is dead already", NULL);
  tape_finish (tape);
  recording = tape_open (tape);
  assert_told (recording, 1, "a starts");
  assert_told (recording, 2, "a starts working for 57 ms");
  assert_told (recording, 3, "a is killed: its sockets are gone, with all they had not delivered");
  assert_told (recording, 4, "a ends (kill a)");
  assert_told (recording, 6, "a starts afresh (restart a)");
  assert_told (recording, 7, "a ends with the run");
  assert_told (recording, 8, "b has done its part");
  assert_told (recording, 9, "b shows free: “3”");
  assert_told (recording, 10, "b prints: Total cost: 17 ms");
  assert_told (recording, 11, "kill b: b is dead already");
}

static void
test_sockets (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autoptr (ZoeRecording) recording = NULL;

  say (tape, ZOE_EVENT_BIND, "a", 1, 0, "inproc://1", NULL);
  say (tape, ZOE_EVENT_CONNECT, "b", 2, 0, "inproc://1", NULL);
  say (tape, ZOE_EVENT_BLOCKED, "a", 1, 0, NULL, NULL);
  say (tape, ZOE_EVENT_UNROUTABLE, "a", 1, 0, "worker-9", "body");
  say (tape, ZOE_EVENT_SUBSCRIBE, "b", 2, 0, "", NULL);
  say (tape, ZOE_EVENT_UNSUBSCRIBE, "b", 2, 0, "news", NULL);
  say (tape, ZOE_EVENT_DISCONNECTED, "b", 2, 0, "tcp://127.0.0.1:5555", NULL);
  tape_finish (tape);
  recording = tape_open (tape);
  assert_told (recording, 1, "a binds out to inproc://1");
  assert_told (recording, 2, "b connects in to inproc://1");
  assert_told (recording, 3, "a cannot send on out: every queue is full, or nobody is there; it waits");
  assert_told (recording, 4, "a cannot send on out: no peer has the routing id “worker-9”");
  assert_told (recording, 5, "b subscribes in to everything");
  assert_told (recording, 6, "b no longer subscribes in to “news”");
  assert_told (recording, 7, "b has lost a connection of in: tcp://127.0.0.1:5555");
}

/* Why a message was thrown away: by hand, with its receiver, or by a socket that cannot use it. */
static void
test_dropped (void)
{
  g_autoptr (Tape) tape = tape_new ("c?r");
  g_autoptr (ZoeRecording) recording = NULL;
  ZoeEvent lost = { .kind = ZOE_EVENT_DROPPED, .node = 2, .socket = 2, .value = 3 };

  tape_play (tape, "c!one c!two");
  say (tape, ZOE_EVENT_FAULT, "r", 0, 0, "kill r", NULL);
  lost.message = tape_find (tape, "one");
  tape_write (tape, &lost, NULL, 0);
  tape_play (tape, "r-two r!answer c-answer");
  tape_finish (tape);
  recording = tape_open (tape);
  assert_told (recording, 4, "“one” from c is lost on its way: nobody is there to receive it (kill r)");
  assert_told (recording, 5, "r throws “two” from c away: a REP needs an empty delimiter in front of the request");
  assert_told (recording, 7, "c throws “answer” from r away: it has asked anew");
}

static void
test_time (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autoptr (ZoeRecording) recording = NULL;

  say (tape, ZOE_EVENT_PAUSE, NULL, 0, 0, NULL, NULL);
  say (tape, ZOE_EVENT_RESUME, NULL, 0, 0, NULL, NULL);
  say (tape, ZOE_EVENT_PAUSE, NULL, 0, 0, "a has done something", NULL);
  say (tape, ZOE_EVENT_RATE, NULL, 0, 500, NULL, NULL);
  say (tape, ZOE_EVENT_JUMP, NULL, 0, 2500 * ZOE_NS_PER_MS, NULL, NULL);
  say (tape, ZOE_EVENT_STEP, "a", 0, 0, NULL, NULL);
  tape_finish (tape);
  recording = tape_open (tape);
  assert_told (recording, 1, "Time stands still");
  assert_told (recording, 2, "Time goes on");
  assert_told (recording, 3, "Breakpoint: a has done something; time stands still");
  assert_told (recording, 4, "Time goes on at x0.5");
  assert_told (recording, 5, "Time jumps 2.50 s ahead");
  assert_told (recording, 6, "a may do one thing");
}

static void
test_faults (void)
{
  static const struct { const char *words; const char *sentence; } faults[] =
  {
    { "stop a", "a is stopped in good order: its sockets close with their linger" },
    { "restart a routing-id=new", "a is restarted, afresh" },
    { "freeze b", "b is frozen: it does nothing until it is thawed" },
    { "thaw b", "b is thawed, and goes on" },
    { "cut a:out-b:in", "The link a:out-b:in is cut: nothing comes through" },
    { "heal b:in-a:out", "The link a:out-b:in is whole again" },
    { "delay a:out-b:in 50ms", "Messages take 50 ms longer over the link a:out-b:in" },
    { "delay a:out-b:in 0", "The link a:out-b:in delays nothing any more" },
    { "jitter a:out-b:in 5ms", "Messages take up to 5 ms longer over the link a:out-b:in, some more, some less" },
    { "bandwidth a:out-b:in 1000", "The link a:out-b:in carries 1000 bytes a second, no more" },
    { "bandwidth a:out-b:in 0", "The link a:out-b:in carries as much as ever again" },
    { "hold a:out-b:in", "The link a:out-b:in keeps what comes, until it is let go by hand" },
    { "release a:out-b:in", "A message held on the link a:out-b:in is let go" },
    { "reset a:out-b:in", "The connection of the link a:out-b:in breaks; libzmq makes a new one" },
    { "smash nobody", "smash nobody" },
  };
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autoptr (ZoeRecording) recording = NULL;
  ZoeEvent event = { .node = 2, .socket = 2 };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    say (tape, ZOE_EVENT_FAULT, NULL, 0, 0, faults[i].words, NULL);
  tape_play (tape, "a!late a!never");
  event.message = tape_find (tape, "late");
  event.kind = ZOE_EVENT_HELD;
  event.value = 1500 * ZOE_NS_PER_MS;
  tape_write (tape, &event, NULL, 0);
  event = (ZoeEvent) { .kind = ZOE_EVENT_HELD, .node = 2, .socket = 2, .message = tape_find (tape, "never"), .value = -1 };
  tape_write (tape, &event, NULL, 0);
  event = (ZoeEvent) { .kind = ZOE_EVENT_DROPPED, .message = tape_find (tape, "never") };
  tape_write (tape, &event, NULL, 0);
  event = (ZoeEvent) { .kind = ZOE_EVENT_DUPLICATED, .message = tape_find (tape, "late") };
  tape_write (tape, &event, NULL, 0);
  tape_finish (tape);
  recording = tape_open (tape);
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    assert_told (recording, i + 1, faults[i].sentence);
  assert_told (recording, G_N_ELEMENTS (faults) + 3, "“late” from a is kept on the link to b until 00:01.500000");
  assert_told (recording, G_N_ELEMENTS (faults) + 4, "“never” from a is kept on the link to b until it is let go");
  assert_told (recording, G_N_ELEMENTS (faults) + 5, "“never” from a is thrown away on its way");
  assert_told (recording, G_N_ELEMENTS (faults) + 6, "“late” from a will arrive twice");
}

/* Every kind has a sentence, whatever else the event lacks. */
static void
test_every_kind (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autoptr (ZoeRecording) recording = NULL;

  for (guint kind = ZOE_EVENT_NONE + 1; kind < ZOE_EVENT_N_KINDS; kind++)
    say (tape, kind, NULL, 0, 0, NULL, NULL);
  tape_finish (tape);
  recording = tape_open (tape);
  for (guint kind = ZOE_EVENT_NONE + 1; kind < ZOE_EVENT_N_KINDS; kind++)
    {
      g_autofree char *sentence = zoe_telling_dup (recording, kind);

      g_assert_nonnull (sentence);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/telling/messages", test_messages);
  g_test_add_func ("/telling/several-peers", test_several_peers);
  g_test_add_func ("/telling/odd-messages", test_odd_messages);
  g_test_add_func ("/telling/lives", test_lives);
  g_test_add_func ("/telling/sockets", test_sockets);
  g_test_add_func ("/telling/time", test_time);
  g_test_add_func ("/telling/dropped", test_dropped);
  g_test_add_func ("/telling/faults", test_faults);
  g_test_add_func ("/telling/every-kind", test_every_kind);
  return g_test_run ();
}
