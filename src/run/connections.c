/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/connections.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  int   fd;       /* -1: none */
  ino_t inode;    /* of the socket: another one's differs, though its descriptor may be the same */
} Connection;

struct _ZoeConnections
{
  GMutex      lock;    /* guards all below */
  Connection *links;   /* by number, from 1 */
};

ZoeConnections *
zoe_connections_new (guint n_links)
{
  ZoeConnections *connections = g_new0 (ZoeConnections, 1);

  connections->links = g_new0 (Connection, n_links + 1);
  for (guint i = 0; i <= n_links; i++)
    connections->links[i].fd = -1;
  g_mutex_init (&connections->lock);
  return connections;
}

void
zoe_connections_free (ZoeConnections *connections)
{
  g_mutex_clear (&connections->lock);
  g_free (connections->links);
  g_free (connections);
}

/* A second descriptor of a connected socket, which nobody else closes while it is looked at; -1: it is none. */
static int
take_hold (int fd, ino_t *ret_inode)
{
  int own = fd >= 0 ? fcntl (fd, F_DUPFD_CLOEXEC, 0) : -1;
  struct sockaddr_storage address;
  socklen_t length = sizeof address;
  struct stat status;

  if (own < 0)
    return -1;
  if (fstat (own, &status) == 0 && S_ISSOCK (status.st_mode) && getpeername (own, (struct sockaddr *) &address, &length) == 0)
    {
      *ret_inode = status.st_ino;
      return own;
    }
  close (own);
  return -1;
}

/* Likewise, of a link's connection, if it still is what it was. */
static int
take_hold_of_link (ZoeConnections *connections, guint link)
{
  Connection *connection = &connections->links[link];
  ino_t inode;
  int own = take_hold (connection->fd, &inode);

  if (own >= 0 && inode == connection->inode)
    return own;
  if (own >= 0)
    close (own);
  connection->fd = -1;
  return -1;
}

/**
 * zoe_connections_opened:
 * @fd: as the monitor of the link's connecting end told; borrowed
 */
void
zoe_connections_opened (ZoeConnections *connections, guint link, int fd)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&connections->lock);
  ino_t inode = 0;
  int own = take_hold (fd, &inode);

  connections->links[link] = (Connection) { own >= 0 ? fd : -1, inode };
  if (own >= 0)
    close (own);
}

/**
 * zoe_connections_closed:
 * @fd: the one that is closed; if the link has another by now, that stays
 */
void
zoe_connections_closed (ZoeConnections *connections, guint link, int fd)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&connections->lock);

  if (connections->links[link].fd == fd)
    connections->links[link].fd = -1;
}

gboolean
zoe_connections_is_open (ZoeConnections *connections, guint link)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&connections->lock);
  int own = take_hold_of_link (connections, link);

  if (own >= 0)
    close (own);
  return own >= 0;
}

/**
 * zoe_connections_reset:
 *
 * Breaks a link's connection, as a network would.
 *
 * Returns: %FALSE: it has none just now
 */
gboolean
zoe_connections_reset (ZoeConnections *connections, guint link)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&connections->lock);
  int own = take_hold_of_link (connections, link);
  gboolean done = own >= 0 && shutdown (own, SHUT_RDWR) == 0;

  connections->links[link].fd = -1;
  if (own >= 0)
    close (own);
  return done;
}
