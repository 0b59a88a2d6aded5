/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/socket.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "wire/lockstep.h"
#include "wire/message_private.h"
#include "wire/socket_option.h"
#include "wire/tag.h"

struct _ZoeSocket
{
  void         *handle;
  int           fd;              /* libzmq's: readable when ZMQ_EVENTS is worth asking */
  ZoeSocketType type;
  ZoeSocketForm form;
  guint         number;
  guint64       nonce;
  ZoeLockstep  *lockstep;        /* of a REQ or REP; NULL: the others have no turns */
  GHashTable   *tagged_peers;    /* (element-type GBytes): routing ids that spoke with a tag, of an adaptive ROUTER */
};

static const int zmq_types[ZOE_SOCKET_N_TYPES] =
{
  [ZOE_SOCKET_DEALER] = ZMQ_DEALER,
  [ZOE_SOCKET_PAIR] = ZMQ_PAIR,
  [ZOE_SOCKET_PUB] = ZMQ_PUB,
  [ZOE_SOCKET_PULL] = ZMQ_PULL,
  [ZOE_SOCKET_PUSH] = ZMQ_PUSH,
  [ZOE_SOCKET_REP] = ZMQ_ROUTER,   /* see wire/lockstep.h */
  [ZOE_SOCKET_REQ] = ZMQ_REQ,
  [ZOE_SOCKET_ROUTER] = ZMQ_ROUTER,
  [ZOE_SOCKET_SUB] = ZMQ_SUB,
  [ZOE_SOCKET_XPUB] = ZMQ_XPUB,
  [ZOE_SOCKET_XSUB] = ZMQ_XSUB,
};

/**
 * zoe_socket_new:
 * @form: whether peers may be programs that know no tag
 * @number: the scenario's
 *
 * Returns: (transfer full) (nullable): the socket; %NULL when the system has no more of them (errno says why)
 */
ZoeSocket *
zoe_socket_new (ZoeContext *context, ZoeSocketType type, ZoeSocketForm form, guint number)
{
  void *handle = zmq_socket (zoe_context_get_handle (context), zmq_types[type]);
  ZoeSocket *socket;
  gsize size = sizeof (int);

  if (handle == NULL)
    return NULL;
  socket = g_new0 (ZoeSocket, 1);
  socket->handle = handle;
  socket->type = type;
  socket->form = form;
  socket->number = number;
  socket->nonce = zoe_context_get_nonce (context);
  socket->tagged_peers = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  if (form == ZOE_FORM_ADAPTIVE && type != ZOE_SOCKET_ROUTER && type != ZOE_SOCKET_REP)
    socket->form = ZOE_FORM_PLAIN;
  if (type == ZOE_SOCKET_REQ || type == ZOE_SOCKET_REP)
    {
      socket->lockstep = g_new (ZoeLockstep, 1);
      zoe_lockstep_init (socket->lockstep, type);
    }
  zmq_getsockopt (handle, ZMQ_FD, &socket->fd, &size);
  return socket;
}

/**
 * zoe_socket_free:
 *
 * Closes in good order: what is sent and not delivered yet stays with libzmq for the socket's linger.
 */
void
zoe_socket_free (ZoeSocket *socket)
{
  zmq_close (socket->handle);
  if (socket->lockstep != NULL)
    zoe_lockstep_clear (socket->lockstep);
  g_free (socket->lockstep);
  g_hash_table_unref (socket->tagged_peers);
  g_free (socket);
}

/**
 * zoe_socket_drop:
 *
 * Closes as a crash would: what is not delivered yet is lost.
 */
void
zoe_socket_drop (ZoeSocket *socket)
{
  int linger = 0;

  zmq_setsockopt (socket->handle, ZMQ_LINGER, &linger, sizeof linger);
  zoe_socket_free (socket);
}

static int
get_linger (ZoeSocket *socket)
{
  int linger = -1;
  size_t size = sizeof linger;

  zmq_getsockopt (socket->handle, ZMQ_LINGER, &linger, &size);
  return linger;
}

/**
 * zoe_socket_lingers_for_good:
 *
 * Whether libzmq tries without end to deliver what is left when the socket closes. It does not let its context go before.
 */
gboolean
zoe_socket_lingers_for_good (ZoeSocket *socket)
{
  return get_linger (socket) < 0;
}

void
zoe_socket_limit_linger (ZoeSocket *socket, int most_ms)
{
  int linger = get_linger (socket);

  if (linger < 0 || linger > most_ms)
    zmq_setsockopt (socket->handle, ZMQ_LINGER, &most_ms, sizeof most_ms);
}

guint
zoe_socket_get_number (ZoeSocket *socket)
{
  return socket->number;
}

ZoeSocketType
zoe_socket_get_type (ZoeSocket *socket)
{
  return socket->type;
}

/**
 * zoe_socket_get_handle:
 *
 * Returns: libzmq's socket, for the wire library's own files
 */
void *
zoe_socket_get_handle (ZoeSocket *socket)
{
  return socket->handle;
}

gboolean
zoe_socket_set_option (ZoeSocket *socket, const char *name, const char *value, GError **error)
{
  if (!zoe_socket_option_set (socket->handle, name, value, error))
    return FALSE;
  if (socket->lockstep != NULL && g_str_equal (name, "req-relaxed"))
    socket->lockstep->relaxed = zoe_socket_option_is_true (value);
  return TRUE;
}

/**
 * zoe_socket_bind:
 * @ret_endpoint: (out) (transfer full) (optional): where it is bound, with the port that the system chose for "tcp://127.0.0.1:*"
 */
gboolean
zoe_socket_bind (ZoeSocket *socket, const char *endpoint, char **ret_endpoint, GError **error)
{
  char actual[512] = "";
  gsize size = sizeof actual;

  if (zmq_bind (socket->handle, endpoint) != 0)
    {
      g_set_error (error, G_IO_ERROR, zmq_errno () == EADDRINUSE ? G_IO_ERROR_ADDRESS_IN_USE : G_IO_ERROR_FAILED,
                   zmq_errno () == EADDRINUSE ? _("cannot bind to %s: another program or socket uses it (%s)")
                                              : _("cannot bind to %s: %s"),
                   endpoint, zmq_strerror (zmq_errno ()));
      return FALSE;
    }
  zmq_getsockopt (socket->handle, ZMQ_LAST_ENDPOINT, actual, &size);
  if (ret_endpoint != NULL)
    *ret_endpoint = g_strdup (actual);
  return TRUE;
}

/* From now on nobody finds it there; who has found it stays connected. */
void
zoe_socket_unbind (ZoeSocket *socket, const char *endpoint)
{
  if (zmq_unbind (socket->handle, endpoint) != 0)
    g_debug ("%s was not bound: %s", endpoint, zmq_strerror (zmq_errno ()));
}

gboolean
zoe_socket_connect (ZoeSocket *socket, const char *endpoint, GError **error)
{
  if (zmq_connect (socket->handle, endpoint) == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("cannot connect to %s: %s"), endpoint, zmq_strerror (zmq_errno ()));
  return FALSE;
}

/* What libzmq and the socket's turns allow now: ZMQ_POLLIN, ZMQ_POLLOUT. */
int
zoe_socket_get_events (ZoeSocket *socket)
{
  int events = 0;
  gsize size = sizeof events;

  zmq_getsockopt (socket->handle, ZMQ_EVENTS, &events, &size);
  if (socket->lockstep != NULL && zoe_lockstep_refuses_receive (socket->lockstep) != NULL)
    events &= ~ZMQ_POLLIN;
  if (socket->lockstep != NULL && zoe_lockstep_refuses_send (socket->lockstep) != NULL)
    events &= ~ZMQ_POLLOUT;
  return events;
}

/**
 * zoe_socket_look:
 *
 * Lets libzmq take in what peers have told the socket meanwhile: connections, subscriptions. It does so at any call, but not
 * always at once.
 */
void
zoe_socket_look (ZoeSocket *socket)
{
  zoe_socket_get_events (socket);
}

gboolean
zoe_socket_has_message (ZoeSocket *socket)
{
  return (zoe_socket_get_events (socket) & ZMQ_POLLIN) != 0;
}

/**
 * zoe_socket_get_fd:
 *
 * Returns: libzmq's descriptor, readable when it is worth asking what is allowed
 */
int
zoe_socket_get_fd (ZoeSocket *socket)
{
  return socket->fd;
}

/**
 * zoe_socket_get_rcvhwm:
 *
 * Returns: the receiving high-water mark, in messages for each peer; 0: none
 */
guint
zoe_socket_get_rcvhwm (ZoeSocket *socket)
{
  int hwm = 0;
  gsize size = sizeof hwm;

  zmq_getsockopt (socket->handle, ZMQ_RCVHWM, &hwm, &size);
  return MAX (hwm, 0);
}

/**
 * zoe_socket_refuses_receive:
 *
 * Returns: (nullable): libzmq's reason if it is not the socket's turn to receive, a static string
 */
const char *
zoe_socket_refuses_receive (ZoeSocket *socket)
{
  return socket->lockstep != NULL ? zoe_lockstep_refuses_receive (socket->lockstep) : NULL;
}

/**
 * zoe_socket_may_ask_anew:
 *
 * Whether sending now gives up a reply that has not been received: a REQ's that was told it may (REQ_RELAXED).
 */
gboolean
zoe_socket_may_ask_anew (ZoeSocket *socket)
{
  return socket->lockstep != NULL && socket->lockstep->relaxed && socket->lockstep->asked;
}

/* An upstream subscription is a frame of libzmq's own protocol. */
static gboolean
is_subscription (ZoeSocket *socket, const ZoeMessage *message)
{
  ZoeFrame first = zoe_message_get_first (message);

  return socket->type == ZOE_SOCKET_XSUB && first.size > 0 && first.data[0] <= 1;
}

/**
 * zoe_socket_tags:
 *
 * Whether this message would leave with a tag: else its receipt can only be inferred.
 */
gboolean
zoe_socket_tags (ZoeSocket *socket, const ZoeMessage *message)
{
  if (G_UNLIKELY (socket->form != ZOE_FORM_TAGGED))
    {
      ZoeFrame first = zoe_message_get_first (message);
      g_autoptr (GBytes) peer = NULL;

      if (socket->form == ZOE_FORM_PLAIN)
        return FALSE;
      if (socket->type == ZOE_SOCKET_REP)
        return socket->lockstep->was_tagged;
      peer = g_bytes_new (first.data, first.size);
      return g_hash_table_contains (socket->tagged_peers, peer);
    }
  return socket->type != ZOE_SOCKET_XSUB || !is_subscription (socket, message);
}

/* A reply that could not be sent is as it was; so is the envelope it will need. */
static void
keep_envelope (ZoeSocket *socket, ZoeMessage *message)
{
  if (zoe_message_take_envelope (message))
    {
      zoe_message_free (socket->lockstep->envelope);
      socket->lockstep->envelope = g_steal_pointer (&message->envelope);
    }
}

/**
 * zoe_socket_send:
 * @message: (transfer full): taken only when the result is %ZOE_SEND_DONE
 * @id: what the tag says
 * @ret_reason: (out) (optional): libzmq's reason for a refusal, a static string
 *
 * Sends the message whole or not at all, without waiting.
 */
ZoeSendResult
zoe_socket_send (ZoeSocket *socket, ZoeMessage *message, ZoeMessageId id, const char **ret_reason)
{
  const char *out_of_turn = socket->lockstep != NULL ? zoe_lockstep_refuses_send (socket->lockstep) : NULL;
  gboolean tagged;

  if (out_of_turn != NULL)
    {
      if (ret_reason != NULL)
        *ret_reason = out_of_turn;
      return ZOE_SEND_REFUSED;
    }
  tagged = zoe_socket_tags (socket, message);
  if (tagged && socket->type == ZOE_SOCKET_PUSH)
    zoe_tag_add_to_payload (message, socket->nonce, socket->number, id);
  else if (tagged)
    zoe_tag_append (message, socket->nonce, socket->number, id);
  else if (message->n_frames == 0)
    zoe_message_append (message, "", 0);
  if (socket->type == ZOE_SOCKET_REP)
    zoe_message_put_envelope (message, socket->lockstep->envelope);

  for (guint i = 0; i < message->n_frames; i++)
    {
      zmq_msg_t *frame = &message->frames[message->first + i];
      int flags = ZMQ_DONTWAIT | (i + 1 < message->n_frames ? ZMQ_SNDMORE : 0);
      int code;

      while (zmq_msg_send (frame, socket->handle, flags) < 0)
        {
          code = zmq_errno ();
          if (code == EINTR)
            continue;
          /* A peer that vanishes in mid-message makes libzmq drop the rest: the message is sent, and lost with the peer. */
          if (i > 0)
            {
              zmq_msg_close (frame);
              zmq_msg_init (frame);
              break;
            }
          if (socket->type == ZOE_SOCKET_REP)
            keep_envelope (socket, message);
          if (tagged)
            zoe_tag_take (message, socket->nonce, NULL);
          if (code == EAGAIN)
            return ZOE_SEND_WOULD_BLOCK;
          if (ret_reason != NULL)
            *ret_reason = zmq_strerror (code);
          return code == EHOSTUNREACH ? ZOE_SEND_UNROUTABLE : ZOE_SEND_REFUSED;
        }
    }
  /* zmq_msg_send() left each frame empty. */
  message->n_frames = 0;
  zoe_message_free (message);
  if (socket->lockstep != NULL)
    zoe_lockstep_sent (socket->lockstep);
  return ZOE_SEND_DONE;
}

/* An adaptive ROUTER remembers how each peer speaks. */
static void
note_form (ZoeSocket *socket, ZoeMessage *message)
{
  ZoeFrame first = zoe_message_get_first (message);
  GBytes *peer = g_bytes_new (first.data, first.size);

  if (message->id != 0)
    {
      g_hash_table_add (socket->tagged_peers, peer);
    }
  else
    {
      g_hash_table_remove (socket->tagged_peers, peer);
      g_bytes_unref (peer);
    }
}

/**
 * zoe_socket_take:
 * @ret_reason: (out) (optional): libzmq's reason if such a socket never receives, else %NULL
 *
 * Takes what has come off the transport, whether or not it is the socket's turn: it is received only with zoe_socket_accept().
 *
 * Returns: (transfer full) (nullable): a message that is there, without its tag, knowing its origin; %NULL if none is
 */
ZoeMessage *
zoe_socket_take (ZoeSocket *socket, const char **ret_reason)
{
  ZoeMessage *message = zoe_message_new ();
  zmq_msg_t *frame;

  if (ret_reason != NULL)
    *ret_reason = NULL;
  do
    {
      frame = zoe_message_add_frame (message);
      zmq_msg_init (frame);
      while (zmq_msg_recv (frame, socket->handle, ZMQ_DONTWAIT) < 0)
        {
          int code = zmq_errno ();

          if (code == EINTR)
            continue;
          if (ret_reason != NULL && code != EAGAIN)
            *ret_reason = zmq_strerror (code);
          zoe_message_free (message);
          return NULL;
        }
    }
  while (zmq_msg_more (frame));

  message->id = zoe_tag_take (message, socket->nonce, &message->from);
  if (G_UNLIKELY (socket->form == ZOE_FORM_ADAPTIVE) && socket->type == ZOE_SOCKET_ROUTER)
    note_form (socket, message);
  if (socket->type == ZOE_SOCKET_REP)
    zoe_message_take_envelope (message);
  return message;
}

/**
 * zoe_socket_can_use:
 *
 * Whether a message that was taken can be received at all. A REP throws away what has no empty delimiter: it would not know whom
 * to answer.
 */
gboolean
zoe_socket_can_use (ZoeSocket *socket, const ZoeMessage *message)
{
  return socket->type != ZOE_SOCKET_REP || message->envelope != NULL;
}

/**
 * zoe_socket_accept:
 * @message: one that was taken, and can be used; it must be the socket's turn
 *
 * From now on the message counts as received.
 */
void
zoe_socket_accept (ZoeSocket *socket, ZoeMessage *message)
{
  if (socket->lockstep != NULL)
    zoe_lockstep_received (socket->lockstep, message);
}

/**
 * zoe_socket_receive:
 * @ret_reason: (out) (optional): libzmq's reason if the socket's state forbids receiving, else %NULL
 *
 * Takes and accepts; what cannot be used is passed over.
 *
 * Returns: (transfer full) (nullable): a message that is there; %NULL if none is
 */
ZoeMessage *
zoe_socket_receive (ZoeSocket *socket, const char **ret_reason)
{
  const char *out_of_turn = zoe_socket_refuses_receive (socket);
  ZoeMessage *message;

  if (out_of_turn != NULL)
    {
      if (ret_reason != NULL)
        *ret_reason = out_of_turn;
      return NULL;
    }
  while ((message = zoe_socket_take (socket, ret_reason)) != NULL && !zoe_socket_can_use (socket, message))
    zoe_message_free (message);
  if (message != NULL)
    zoe_socket_accept (socket, message);
  return message;
}
