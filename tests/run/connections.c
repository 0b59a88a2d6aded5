/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connections by descriptors that are somebody else's. */

#include "run/connections.h"

#include <sys/socket.h>
#include <unistd.h>

static void
test_reset (void)
{
  g_autoptr (ZoeConnections) connections = zoe_connections_new (2);
  int pair[2];
  char byte;

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM, 0, pair), ==, 0);
  g_assert_false (zoe_connections_is_open (connections, 1));
  g_assert_false (zoe_connections_reset (connections, 1));
  zoe_connections_opened (connections, 1, pair[0]);
  zoe_connections_closed (connections, 1, pair[1]);
  g_assert_true (zoe_connections_is_open (connections, 1));
  g_assert_false (zoe_connections_is_open (connections, 2));
  g_assert_true (zoe_connections_reset (connections, 1));
  g_assert_cmpint (read (pair[1], &byte, 1), ==, 0);
  /* Once is enough; a new one has to be told. */
  g_assert_false (zoe_connections_is_open (connections, 1));
  close (pair[0]);
  close (pair[1]);
}

/* The number means another socket by now, and nobody has said that the first is closed: the other one is left alone. */
static void
test_number_again (void)
{
  g_autoptr (ZoeConnections) connections = zoe_connections_new (1);
  int pair[2], other[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM, 0, pair), ==, 0);
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM, 0, other), ==, 0);
  zoe_connections_opened (connections, 1, pair[0]);
  g_assert_cmpint (dup2 (other[0], pair[0]), ==, pair[0]);
  g_assert_false (zoe_connections_is_open (connections, 1));
  zoe_connections_opened (connections, 1, pair[1]);
  g_assert_cmpint (dup2 (other[0], pair[1]), ==, pair[1]);
  g_assert_false (zoe_connections_reset (connections, 1));
  g_assert_cmpint (write (other[0], "x", 1), ==, 1);
  close (pair[0]);
  close (pair[1]);
  close (other[0]);
  close (other[1]);
}

/* Neither what is closed, nor what listens, nor what is no socket. */
static void
test_no_connection (void)
{
  g_autoptr (ZoeConnections) connections = zoe_connections_new (1);
  int listener = socket (AF_UNIX, SOCK_STREAM, 0), file = dup (STDERR_FILENO), closed = dup (STDERR_FILENO);
  const int fds[] = { listener, file, closed, -1 };

  g_assert_cmpint (bind (listener, &(struct sockaddr) { .sa_family = AF_UNIX }, sizeof (sa_family_t)), ==, 0);
  g_assert_cmpint (listen (listener, 1), ==, 0);
  close (closed);
  for (guint i = 0; i < G_N_ELEMENTS (fds); i++)
    {
      zoe_connections_opened (connections, 1, fds[i]);
      g_assert_false (zoe_connections_is_open (connections, 1));
      g_assert_false (zoe_connections_reset (connections, 1));
    }
  close (listener);
  close (file);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/connections/no-connection", test_no_connection);
  g_test_add_func ("/connections/number-again", test_number_again);
  g_test_add_func ("/connections/reset", test_reset);
  return g_test_run ();
}
