/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waiting for sockets. */

#include <errno.h>
#include <poll.h>
#include <time.h>
#include <unistd.h>
#include <zmq.h>

#include "model/duration.h"
#include "wire/socket.h"

static guint
look_at_all (ZoeWaitItem *items, guint n_items)
{
  guint n_ready = 0;

  for (guint i = 0; i < n_items; i++)
    {
      int events = zoe_socket_get_events (items[i].socket);

      items[i].ready = (events & (items[i].for_send ? ZMQ_POLLOUT : ZMQ_POLLIN)) != 0;
      n_ready += items[i].ready ? 1 : 0;
    }
  return n_ready;
}

static gint64
monotonic_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return now.tv_sec * ZOE_NS_PER_S + now.tv_nsec;
}

/**
 * zoe_socket_wait:
 * @items: what to wait for; ready is set
 * @wake_fd: an eventfd that ends the wait early; it is read empty
 * @timeout_ns: real time, not the scenario's; -1: without end; 0: only look
 *
 * zmq_poll() counts whole milliseconds, which is too coarse for a clock that may run a thousand times faster, so this asks
 * libzmq's descriptors itself, the way its manual describes: look at ZMQ_EVENTS first, then wait for the descriptor.
 *
 * Returns: how many are ready; 0 when woken or the time is over
 */
int
zoe_socket_wait (ZoeWaitItem *items, guint n_items, int wake_fd, gint64 timeout_ns)
{
  struct pollfd *fds = g_newa (struct pollfd, n_items + 1);
  gint64 deadline = timeout_ns > 0 ? monotonic_ns () + timeout_ns : 0;
  guint64 wakes;
  guint n_ready = look_at_all (items, n_items);

  fds[n_items] = (struct pollfd) { .fd = wake_fd, .events = POLLIN };
  for (guint i = 0; i < n_items; i++)
    fds[i] = (struct pollfd) { .fd = zoe_socket_get_fd (items[i].socket), .events = POLLIN };

  while (n_ready == 0 && timeout_ns != 0)
    {
      gint64 left = timeout_ns > 0 ? MAX (deadline - monotonic_ns (), 0) : 0;
      struct timespec time = { left / ZOE_NS_PER_S, left % ZOE_NS_PER_S };
      int n = ppoll (fds, n_items + 1, timeout_ns > 0 ? &time : NULL, NULL);

      n_ready = look_at_all (items, n_items);
      if (n == 0 || (fds[n_items].revents & POLLIN))
        break;
    }
  /* It does not block, and may have been read empty by nobody else. */
  if ((fds[n_items].revents & POLLIN) && read (wake_fd, &wakes, sizeof wakes) < 0)
    g_assert (errno == EAGAIN);
  return n_ready;
}
