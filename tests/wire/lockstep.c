/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/lockstep.h"

#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <zmq.h>

#include "model/duration.h"
#include "wire/socket.h"

/* Turns as a word: s a send, r a receipt; in capitals, out of turn. */
static char *
take_turns (ZoeSocketType type, gboolean relaxed, const char *turns)
{
  ZoeLockstep lockstep;
  GString *text = g_string_new (NULL);

  zoe_lockstep_init (&lockstep, type);
  lockstep.relaxed = relaxed;
  for (; *turns != '\0'; turns++)
    {
      gboolean refused = (*turns == 's' ? zoe_lockstep_refuses_send (&lockstep) : zoe_lockstep_refuses_receive (&lockstep)) != NULL;
      g_autoptr (ZoeMessage) message = zoe_message_new_text ("message");

      g_string_append_c (text, refused ? g_ascii_toupper (*turns) : *turns);
      if (!refused && *turns == 's')
        zoe_lockstep_sent (&lockstep);
      else if (!refused)
        zoe_lockstep_received (&lockstep, message);
    }
  zoe_lockstep_clear (&lockstep);
  return g_string_free (text, FALSE);
}

#define assert_turns(type, relaxed, turns, expected) G_STMT_START { \
    g_autofree char *turns_ = take_turns (type, relaxed, turns); \
    g_assert_cmpstr (turns_, ==, expected); } G_STMT_END

static void
test_turns (void)
{
  assert_turns (ZOE_SOCKET_REQ, FALSE, "srsrsr", "srsrsr");
  assert_turns (ZOE_SOCKET_REQ, FALSE, "rssrr", "RsSrR");
  assert_turns (ZOE_SOCKET_REQ, TRUE, "rsssrr", "RsssrR");
  assert_turns (ZOE_SOCKET_REP, FALSE, "rsrsrs", "rsrsrs");
  assert_turns (ZOE_SOCKET_REP, FALSE, "srrss", "SrRsS");
}

/* A message of the frames between the bars: an empty one and "hello" are "|hello". */
static void
write_frames (void *dealer, const char *frames)
{
  g_auto (GStrv) split = g_strsplit (frames, "|", -1);

  for (char **frame = split; *frame != NULL; frame++)
    g_assert_cmpint (zmq_send (dealer, *frame, strlen (*frame), frame[1] != NULL ? ZMQ_SNDMORE : 0), >=, 0);
}

static char *
read_frames (void *dealer)
{
  GString *text = g_string_new (NULL);
  int more = 1;
  size_t size = sizeof more;

  while (more)
    {
      char frame[64];
      int length = zmq_recv (dealer, frame, sizeof frame, 0);

      g_assert_cmpint (length, >=, 0);
      g_string_append_len (text, frame, length);
      zmq_getsockopt (dealer, ZMQ_RCVMORE, &more, &size);
      if (more)
        g_string_append_c (text, '|');
    }
  return g_string_free (text, FALSE);
}

/* Each request is answered with "yes" and its own body. */
static void
serve (ZoeSocket *rep, int wake_fd)
{
  ZoeWaitItem item = { .socket = rep };
  ZoeMessage *request;

  /* What is thrown away makes it ready as well. */
  do
    g_assert_cmpint (zoe_socket_wait (&item, 1, wake_fd, 30 * ZOE_NS_PER_S), ==, 1);
  while ((request = zoe_socket_receive (rep, NULL)) == NULL);
  zoe_message_push_text (request, "yes");
  g_assert_cmpint (zoe_socket_send (rep, request, 1, NULL), ==, ZOE_SEND_DONE);
}

static void
serve_bare (void *rep)
{
  g_autofree char *body = read_frames (rep);
  g_autofree char *answer = g_strconcat ("yes|", body, NULL);

  write_frames (rep, answer);
}

/* Played on a ROUTER or not: a peer cannot tell a REP of the lab from libzmq's own. What has no delimiter, or nothing behind it, is
 * thrown away by both; the good message behind it is answered. */
static void
test_like_libzmq (void)
{
  static const char *const requests[] = { "|hello", "|hello|world", "a|b||hello", "||hello", "no delimiter", "a|", "|", "a||" };
  ZoeContext *context = zoe_context_new (16);
  ZoeSocket *rep = zoe_socket_new (context, ZOE_SOCKET_REP, ZOE_FORM_ADAPTIVE, 1);
  void *bare_context = zmq_ctx_new (), *bare_rep = zmq_socket (bare_context, ZMQ_REP);
  void *dealer = zmq_socket (bare_context, ZMQ_DEALER), *bare_dealer = zmq_socket (bare_context, ZMQ_DEALER);
  g_autofree char *endpoint = NULL;
  char bare_endpoint[64];
  size_t size = sizeof bare_endpoint;
  int wake_fd = eventfd (0, EFD_NONBLOCK);

  g_assert_true (zoe_socket_bind (rep, "tcp://127.0.0.1:*", &endpoint, NULL));
  g_assert_cmpint (zmq_bind (bare_rep, "tcp://127.0.0.1:*"), ==, 0);
  zmq_getsockopt (bare_rep, ZMQ_LAST_ENDPOINT, bare_endpoint, &size);
  g_assert_cmpint (zmq_connect (dealer, endpoint), ==, 0);
  g_assert_cmpint (zmq_connect (bare_dealer, bare_endpoint), ==, 0);

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autofree char *reply = NULL, *bare_reply = NULL;

      write_frames (dealer, requests[i]);
      write_frames (dealer, "|next");
      write_frames (bare_dealer, requests[i]);
      write_frames (bare_dealer, "|next");
      do
        {
          g_clear_pointer (&reply, g_free);
          g_clear_pointer (&bare_reply, g_free);
          serve (rep, wake_fd);
          serve_bare (bare_rep);
          reply = read_frames (dealer);
          bare_reply = read_frames (bare_dealer);
          g_test_message ("%s: %s", requests[i], bare_reply);
          g_assert_cmpstr (reply, ==, bare_reply);
        }
      while (strcmp (reply, "|yes|next") != 0);
    }
  zmq_close (dealer);
  zmq_close (bare_dealer);
  zmq_close (bare_rep);
  zmq_ctx_term (bare_context);
  zoe_socket_drop (rep);
  zoe_context_free (context);
  close (wake_fd);
}

/* A reply for which there is no room stays what it was, and can be sent later. */
static void
test_reply_kept (void)
{
  ZoeContext *context = zoe_context_new (16);
  ZoeSocket *rep = zoe_socket_new (context, ZOE_SOCKET_REP, ZOE_FORM_TAGGED, 1);
  ZoeSocket *dealer = zoe_socket_new (context, ZOE_SOCKET_DEALER, ZOE_FORM_TAGGED, 2);
  ZoeMessage *message = NULL;
  ZoeSendResult result = ZOE_SEND_DONE;
  const char *reason = NULL;

  /* A REP drops what its peer has no room for, unless it is told to wait. */
  g_assert_true (zoe_socket_set_option (rep, "router-mandatory", "true", NULL));
  g_assert_true (zoe_socket_set_option (rep, "sndhwm", "1", NULL));
  g_assert_true (zoe_socket_set_option (dealer, "rcvhwm", "1", NULL));
  g_assert_true (zoe_socket_bind (rep, "inproc://rep", NULL, NULL));
  g_assert_true (zoe_socket_connect (dealer, "inproc://rep", NULL));
  for (guint i = 0; result == ZOE_SEND_DONE && i < 100; i++)
    {
      ZoeMessage *question = zoe_message_new_text ("question");

      zoe_message_push (question, "", 0);
      g_assert_cmpint (zoe_socket_send (dealer, question, 10 + i, NULL), ==, ZOE_SEND_DONE);
      message = zoe_socket_receive (rep, NULL);
      result = zoe_socket_send (rep, message, 200 + i, NULL);
    }
  g_assert_cmpint (result, ==, ZOE_SEND_WOULD_BLOCK);
  g_assert_cmpuint (zoe_message_count_frames (message), ==, 1);
  g_assert_true (zoe_message_frame_is (message, 0, "question"));
  g_assert_null (zoe_socket_receive (rep, &reason));
  g_assert_nonnull (reason);

  while ((result = zoe_socket_send (rep, message, 300, NULL)) == ZOE_SEND_WOULD_BLOCK)
    {
      ZoeMessage *reply = zoe_socket_receive (dealer, NULL);

      g_clear_pointer (&reply, zoe_message_free);
    }
  g_assert_cmpint (result, ==, ZOE_SEND_DONE);
  zoe_socket_drop (dealer);
  zoe_socket_drop (rep);
  zoe_context_free (context);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lockstep/like-libzmq", test_like_libzmq);
  g_test_add_func ("/lockstep/reply-kept", test_reply_kept);
  g_test_add_func ("/lockstep/turns", test_turns);
  return g_test_run ();
}
