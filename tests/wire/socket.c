/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/socket.h"

#include <errno.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <zmq.h>

#include "model/duration.h"
#include "wire/socket_option.h"

typedef struct
{
  ZoeContext *context;
  int         wake_fd;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->context = zoe_context_new (16);
  fixture->wake_fd = eventfd (0, EFD_NONBLOCK);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  zoe_context_free (fixture->context);
  close (fixture->wake_fd);
}

static ZoeMessage *
receive (Fixture *fixture, ZoeSocket *socket)
{
  ZoeWaitItem item = { .socket = socket };

  g_assert_cmpint (zoe_socket_wait (&item, 1, fixture->wake_fd, 30 * ZOE_NS_PER_S), ==, 1);
  return zoe_socket_receive (socket, NULL);
}

/* An adaptive ROUTER answers each peer in the form it spoke; a stranger never sees a tag. */
static void
test_adaptive_router (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZoeSocket) router = zoe_socket_new (fixture->context, ZOE_SOCKET_ROUTER, ZOE_FORM_ADAPTIVE, 1);
  g_autoptr (ZoeSocket) friend = zoe_socket_new (fixture->context, ZOE_SOCKET_DEALER, ZOE_FORM_TAGGED, 2);
  void *stranger = zmq_socket (zoe_context_get_handle (fixture->context), ZMQ_DEALER);
  ZoeMessage *message;
  char buffer[64];

  g_assert_true (zoe_socket_bind (router, "inproc://router", NULL, NULL));
  g_assert_true (zoe_socket_connect (friend, "inproc://router", NULL));
  g_assert_cmpint (zmq_connect (stranger, "inproc://router"), ==, 0);

  g_assert_cmpint (zoe_socket_send (friend, zoe_message_new_text ("from a friend"), 7, NULL), ==, ZOE_SEND_DONE);
  message = receive (fixture, router);
  g_assert_cmpuint (zoe_message_get_id (message), ==, 7);
  g_assert_cmpuint (zoe_message_count_frames (message), ==, 2);
  g_assert_cmpint (zoe_socket_send (router, message, 8, NULL), ==, ZOE_SEND_DONE);
  message = receive (fixture, friend);
  g_assert_cmpuint (zoe_message_get_id (message), ==, 8);
  g_assert_cmpuint (zoe_message_count_frames (message), ==, 1);
  zoe_message_free (message);

  zmq_send (stranger, "hi", 2, 0);
  message = receive (fixture, router);
  g_assert_cmpuint (zoe_message_get_id (message), ==, 0);
  g_assert_cmpint (zoe_socket_send (router, message, 9, NULL), ==, ZOE_SEND_DONE);
  g_assert_cmpint (zmq_recv (stranger, buffer, sizeof buffer, 0), ==, 2);
  {
    int more;
    size_t size = sizeof more;

    zmq_getsockopt (stranger, ZMQ_RCVMORE, &more, &size);
    g_assert_cmpint (more, ==, 0);
  }
  zmq_close (stranger);
}

static void
test_adaptive_rep (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZoeSocket) rep = zoe_socket_new (fixture->context, ZOE_SOCKET_REP, ZOE_FORM_ADAPTIVE, 1);
  g_autoptr (ZoeSocket) friend = zoe_socket_new (fixture->context, ZOE_SOCKET_REQ, ZOE_FORM_TAGGED, 2);
  void *stranger = zmq_socket (zoe_context_get_handle (fixture->context), ZMQ_REQ);
  char buffer[64];

  g_assert_true (zoe_socket_bind (rep, "inproc://rep", NULL, NULL));
  g_assert_true (zoe_socket_connect (friend, "inproc://rep", NULL));
  zmq_connect (stranger, "inproc://rep");
  for (guint i = 0; i < 3; i++)
    {
      ZoeMessage *answer;

      zoe_socket_send (friend, zoe_message_new_text ("question"), 1, NULL);
      zoe_message_free (receive (fixture, rep));
      zoe_socket_send (rep, zoe_message_new_text ("answer"), 2, NULL);
      answer = receive (fixture, friend);
      g_assert_cmpuint (zoe_message_get_id (answer), ==, 2);
      zoe_message_free (answer);

      zmq_send (stranger, "question", 8, 0);
      zoe_message_free (receive (fixture, rep));
      zoe_socket_send (rep, zoe_message_new_text ("answer"), 3, NULL);
      g_assert_cmpint (zmq_recv (stranger, buffer, sizeof buffer, 0), ==, 6);
    }
  zmq_close (stranger);
}

static void
test_send_results (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZoeSocket) push = zoe_socket_new (fixture->context, ZOE_SOCKET_PUSH, ZOE_FORM_TAGGED, 1);
  g_autoptr (ZoeSocket) router = zoe_socket_new (fixture->context, ZOE_SOCKET_ROUTER, ZOE_FORM_TAGGED, 2);
  g_autoptr (ZoeSocket) sub = zoe_socket_new (fixture->context, ZOE_SOCKET_SUB, ZOE_FORM_TAGGED, 3);
  g_autoptr (ZoeMessage) message = zoe_message_new_text ("nobody");
  const char *reason = NULL;

  g_assert_true (zoe_socket_bind (push, "inproc://push", NULL, NULL));
  g_assert_cmpint (zoe_socket_send (push, message, 1, NULL), ==, ZOE_SEND_WOULD_BLOCK);
  g_assert_cmpuint (zoe_message_count_frames (message), ==, 1);
  g_assert_true (zoe_message_frame_is (message, 0, "nobody"));

  g_assert_true (zoe_socket_set_option (router, "router-mandatory", "true", NULL));
  g_assert_cmpint (zoe_socket_send (router, message, 2, &reason), ==, ZOE_SEND_UNROUTABLE);
  g_assert_true (zoe_message_frame_is (message, 0, "nobody"));
  g_assert_cmpint (zoe_socket_send (sub, message, 3, &reason), ==, ZOE_SEND_REFUSED);
  g_assert_nonnull (reason);
}

static void
test_wait (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZoeSocket) pull = zoe_socket_new (fixture->context, ZOE_SOCKET_PULL, ZOE_FORM_TAGGED, 1);
  ZoeWaitItem item = { .socket = pull };
  guint64 one = 1;

  g_assert_true (zoe_socket_bind (pull, "inproc://pull", NULL, NULL));
  g_assert_cmpint (zoe_socket_wait (&item, 1, fixture->wake_fd, 0), ==, 0);
  g_assert_cmpint (zoe_socket_wait (&item, 1, fixture->wake_fd, ZOE_NS_PER_MS), ==, 0);
  g_assert_cmpint (write (fixture->wake_fd, &one, sizeof one), ==, sizeof one);
  g_assert_cmpint (zoe_socket_wait (&item, 1, fixture->wake_fd, -1), ==, 0);
  /* The wake has been used up. */
  g_assert_cmpint (read (fixture->wake_fd, &one, sizeof one), <, 0);
  g_assert_cmpint (errno, ==, EAGAIN);
}

static void
test_options (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZoeSocket) sub = zoe_socket_new (fixture->context, ZOE_SOCKET_SUB, ZOE_FORM_TAGGED, 1);
  g_autoptr (ZoeSocket) push = zoe_socket_new (fixture->context, ZOE_SOCKET_PUSH, ZOE_FORM_TAGGED, 2);
  g_autoptr (GError) error = NULL;
  int hwm;
  size_t size = sizeof hwm;

  g_assert_true (zoe_socket_set_option (sub, "subscribe", "", NULL));
  g_assert_true (zoe_socket_set_option (push, "sndhwm", "7", NULL));
  zmq_getsockopt (zoe_socket_get_handle (push), ZMQ_SNDHWM, &hwm, &size);
  g_assert_cmpint (hwm, ==, 7);
  g_assert_true (zoe_socket_set_option (push, "linger", "250ms", NULL));
  g_assert_false (zoe_socket_set_option (push, "subscribe", "x", &error));
  g_clear_error (&error);
  g_assert_false (zoe_socket_set_option (push, "sndhwm", "many", &error));
  g_assert_cmpstr (error->message, ==, "“many” is no value for the socket option sndhwm");
  g_clear_error (&error);
  g_assert_false (zoe_socket_set_option (push, "turbo", "1", &error));
  g_assert_true (g_strv_contains (zoe_socket_option_names (), "rcvhwm"));
}

static void
test_bind_errors (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ZoeSocket) first = zoe_socket_new (fixture->context, ZOE_SOCKET_PULL, ZOE_FORM_TAGGED, 1);
  g_autoptr (ZoeSocket) second = zoe_socket_new (fixture->context, ZOE_SOCKET_PULL, ZOE_FORM_TAGGED, 2);
  g_autofree char *endpoint = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (zoe_socket_bind (first, "tcp://127.0.0.1:*", &endpoint, NULL));
  g_assert_true (g_str_has_prefix (endpoint, "tcp://127.0.0.1:"));
  g_assert_false (zoe_socket_bind (second, endpoint, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_clear_error (&error);
  g_assert_false (zoe_socket_connect (second, "pigeon://roof", &error));
  g_assert_nonnull (strstr (error->message, "cannot connect to pigeon://roof"));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void      (*func) (Fixture *fixture, gconstpointer data);
  } rows[] =
  {
    { "/socket/adaptive-rep", test_adaptive_rep },
    { "/socket/adaptive-router", test_adaptive_router },
    { "/socket/bind-errors", test_bind_errors },
    { "/socket/options", test_options },
    { "/socket/send-results", test_send_results },
    { "/socket/wait", test_wait },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_test_add (rows[i].name, Fixture, NULL, set_up, rows[i].func, tear_down);
  return g_test_run ();
}
