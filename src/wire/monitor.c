/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/monitor.h"

#include <string.h>
#include <zmq.h>

struct _ZoeMonitor
{
  void *handle;     /* PAIR */
  guint socket_number;
};

static const struct
{
  int          zmq_event;
  ZoeEventKind kind;
} rows[] =
{
  { ZMQ_EVENT_LISTENING,                 ZOE_EVENT_LISTENING },
  { ZMQ_EVENT_ACCEPTED,                  ZOE_EVENT_ACCEPTED },
  { ZMQ_EVENT_CONNECTED,                 ZOE_EVENT_CONNECTED },
  { ZMQ_EVENT_HANDSHAKE_SUCCEEDED,       ZOE_EVENT_HANDSHAKE },
  { ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL, ZOE_EVENT_HANDSHAKE_FAILED },
  { ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL, ZOE_EVENT_HANDSHAKE_FAILED },
  { ZMQ_EVENT_HANDSHAKE_FAILED_AUTH,     ZOE_EVENT_HANDSHAKE_FAILED },
  { ZMQ_EVENT_CONNECT_RETRIED,           ZOE_EVENT_RETRIED },
  { ZMQ_EVENT_DISCONNECTED,              ZOE_EVENT_DISCONNECTED },
  { ZMQ_EVENT_CLOSED,                    ZOE_EVENT_CLOSED },
};

/**
 * zoe_monitor_new:
 *
 * Call on the socket's thread, before it binds or connects.
 *
 * Returns: (transfer full) (nullable): %NULL if libzmq has no more sockets
 */
ZoeMonitor *
zoe_monitor_new (ZoeContext *context, ZoeSocket *socket)
{
  ZoeMonitor *monitor;
  void *handle;
  g_autofree char *endpoint = g_strdup_printf ("inproc://monitor-of-%u-%p", zoe_socket_get_number (socket), (void *) socket);
  int linger = 0;
  int events = 0;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    events |= rows[i].zmq_event;
  if (zmq_socket_monitor (zoe_socket_get_handle (socket), endpoint, events) != 0)
    return NULL;

  /* Before the first event, or libzmq's I/O thread would have nobody to tell it to. */
  handle = zmq_socket (zoe_context_get_handle (context), ZMQ_PAIR);
  if (handle == NULL)
    return NULL;
  zmq_setsockopt (handle, ZMQ_LINGER, &linger, sizeof linger);
  if (zmq_connect (handle, endpoint) != 0)
    {
      zmq_close (handle);
      return NULL;
    }

  monitor = g_new0 (ZoeMonitor, 1);
  monitor->handle = handle;
  monitor->socket_number = zoe_socket_get_number (socket);
  return monitor;
}

/**
 * zoe_monitor_free:
 *
 * Call on the reading thread.
 */
void
zoe_monitor_free (ZoeMonitor *monitor)
{
  zmq_close (monitor->handle);
  g_free (monitor);
}

guint
zoe_monitor_get_socket_number (ZoeMonitor *monitor)
{
  return monitor->socket_number;
}

/**
 * zoe_monitor_get_fd:
 *
 * Returns: readable when zoe_monitor_read() may have something; read until it has not
 */
int
zoe_monitor_get_fd (ZoeMonitor *monitor)
{
  int fd = -1;
  gsize size = sizeof fd;

  zmq_getsockopt (monitor->handle, ZMQ_FD, &fd, &size);
  return fd;
}

/**
 * zoe_monitor_read:
 * @ret_value: (out): libzmq's number with it: of a connection made or lost, its descriptor
 * @ret_endpoint: (out) (transfer full): whose connection it is about
 *
 * Returns: whether there was something
 */
gboolean
zoe_monitor_read (ZoeMonitor *monitor, ZoeEventKind *ret_kind, int *ret_value, char **ret_endpoint)
{
  for (;;)
    {
      zmq_msg_t frames[2];
      ZoeEventKind kind = ZOE_EVENT_NONE;

      zmq_msg_init (&frames[0]);
      zmq_msg_init (&frames[1]);
      if (zmq_msg_recv (&frames[0], monitor->handle, ZMQ_DONTWAIT) < 0)
        return FALSE;
      if (zmq_msg_more (&frames[0]) && zmq_msg_recv (&frames[1], monitor->handle, ZMQ_DONTWAIT) >= 0
          && zmq_msg_size (&frames[0]) >= sizeof (guint16) + sizeof (guint32))
        {
          guint16 zmq_event;
          guint32 value;

          memcpy (&zmq_event, zmq_msg_data (&frames[0]), sizeof zmq_event);
          memcpy (&value, (guint8 *) zmq_msg_data (&frames[0]) + sizeof zmq_event, sizeof value);
          for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
            if (rows[i].zmq_event == zmq_event)
              kind = rows[i].kind;
          if (kind != ZOE_EVENT_NONE)
            {
              *ret_kind = kind;
              *ret_value = (int) value;
              *ret_endpoint = g_strndup (zmq_msg_data (&frames[1]), zmq_msg_size (&frames[1]));
            }
        }
      zmq_msg_close (&frames[0]);
      zmq_msg_close (&frames[1]);
      if (kind != ZOE_EVENT_NONE)
        return TRUE;
    }
}
