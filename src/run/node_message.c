/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a node sends and receives. */

#include <string.h>

#include "run/node_private.h"

/* More frames than this in one message are counted, not shown. */
#define MOST_FRAMES 255

static void
describe (ZoeEvent *event, const ZoeMessage *message)
{
  event->size = zoe_message_get_size (message);
  event->n_frames = MIN (zoe_message_count_frames (message), MOST_FRAMES);
  if (event->n_frames < zoe_message_count_frames (message))
    event->flags |= ZOE_EVENT_CUT;
}

/* Tries the send once and tells of it. The frames leave with the message, so what is told is a copy: of small frames the bytes,
 * of large ones a reference. */
static ZoeSendResult
send_and_tell (ZoeNode *node, ZoeSocket *socket, ZoeMessage *message, ZoeEvent *event)
{
  g_autoptr (ZoeMessage) copy = zoe_message_copy (message);
  const char *reason = NULL;
  ZoeSendResult result;

  zoe_probe_stamp (&node->probe, event);
  result = zoe_socket_send (socket, message, event->message, &reason);
  if (result == ZOE_SEND_DONE || result == ZOE_SEND_UNROUTABLE)
    {
      ZoeFrame frames[MOST_FRAMES];

      event->kind = result == ZOE_SEND_DONE ? ZOE_EVENT_SEND : ZOE_EVENT_UNROUTABLE;
      describe (event, copy);
      for (guint i = 0; i < event->n_frames; i++)
        frames[i] = zoe_message_get_frame (copy, i);
      zoe_probe_tell (&node->probe, event, frames);
    }
  else if (result == ZOE_SEND_WOULD_BLOCK)
    {
      event->kind = ZOE_EVENT_BLOCKED;
      zoe_probe_tell (&node->probe, event, NULL);
    }
  else
    {
      ZoeFrame frame = { (const guint8 *) reason, strlen (reason) };

      event->kind = ZOE_EVENT_REFUSED;
      event->message = 0;
      event->n_frames = 1;
      zoe_probe_tell (&node->probe, event, &frame);
    }
  return result;
}

gboolean
zoe_node_send_at (ZoeNode *node, ZoeSocket *socket, ZoeMessage *message, guint line)
{
  guint number = zoe_socket_get_number (socket);
  ZoePort *port = zoe_ports_get (node->run->ports, number);
  ZoeMessageId id = zoe_message_id (node->spec->number, ++node->n_messages);
  gboolean in_ledger = FALSE, gives_up;

  for (;;)
    {
      ZoeEvent event = { .message = id, .node = node->spec->number, .socket = number, .line = line };
      ZoeWaitItem item = { .socket = socket, .for_send = TRUE };
      ZoeSendResult result;

      if (!zoe_node_may_go (node, ZOE_EVENT_SEND, number, line))
        break;
      /* libzmq takes in what peers tell a sending socket (that they are there, what they subscribe to) once a millisecond of real
       * time. Where time jumps, hours may pass in that. */
      if (G_UNLIKELY (zoe_traffic_is_counting (node->run->traffic)))
        zoe_socket_look (socket);
      if (G_UNLIKELY (zoe_lines_exist (node->run->lines)))
        zoe_lines_note_sent (node->run->lines, id, zoe_node_now (node));
      if (G_UNLIKELY (port->network))
        zoe_traffic_sent (node->run->traffic, number, id, zoe_message_get_first (message));
      if (G_UNLIKELY (port->form != ZOE_FORM_TAGGED) && !in_ledger && !zoe_socket_tags (socket, message))
        {
          zoe_ledger_sent (node->run->ledger, number, message, id);
          in_ledger = TRUE;
        }

      gives_up = zoe_lines_are_used (node->run->lines, number) && zoe_socket_may_ask_anew (socket);
      event.cause = zoe_message_get_cause (message);
      if (zoe_probe_is_on (&node->probe))
        result = send_and_tell (node, socket, message, &event);
      else
        result = zoe_socket_send (socket, message, id, NULL);

      if (result == ZOE_SEND_DONE)
        {
          /* As libzmq does with what has come, but has not been received. */
          if (G_UNLIKELY (gives_up))
            zoe_node_drop_waiting (node, number, 0);
          return TRUE;
        }
      if (G_UNLIKELY (port->network))
        zoe_traffic_received (node->run->traffic, number, id);
      if (result != ZOE_SEND_WOULD_BLOCK)
        {
          zoe_message_free (message);
          return TRUE;
        }
      if (zoe_node_wait (node, &item, 1, ZOE_NO_DEADLINE) < 0)
        break;
    }
  zoe_message_free (message);
  return FALSE;
}

/* A message without a tag: of the lab, over a plain link, or of a program outside, which then gets an id of its own and a send that
 * nobody saw but that must have been. */
static void
find_origin (ZoeNode *node, ZoePort *port, ZoeMessage *message, ZoeEvent *receipt, const ZoeFrame *frames)
{
  ZoeEvent sent = *receipt;

  receipt->flags |= ZOE_EVENT_INFERRED;
  receipt->message = zoe_ledger_match (node->run->ledger, port->socket, message);
  if (receipt->message == 0 && port->outside != 0)
    {
      receipt->message = zoe_ledger_new_id (node->run->ledger, port->outside);
      sent.kind = ZOE_EVENT_SEND;
      sent.message = receipt->message;
      sent.node = zoe_scenario_get_socket (node->run->scenario, port->outside)->node;
      sent.socket = port->outside;
      sent.line = 0;
      sent.flags |= ZOE_EVENT_INFERRED;
      zoe_probe_emit (&node->probe, &sent, frames);
    }
  zoe_message_set_origin (message, receipt->message);
}

static void
tell_receipt (ZoeNode *node, ZoePort *port, ZoeMessage *message, guint line)
{
  ZoeEvent event = { .kind = ZOE_EVENT_RECEIVE, .message = zoe_message_get_id (message), .node = node->spec->number,
                     .socket = port->socket, .line = line };
  ZoeFrame frames[MOST_FRAMES];

  describe (&event, message);
  for (guint i = 0; i < event.n_frames; i++)
    frames[i] = zoe_message_get_frame (message, i);
  if (G_UNLIKELY (event.message == 0))
    find_origin (node, port, message, &event, frames);
  else if (!port->keeps_frames)
    event.n_frames = 0;
  zoe_probe_emit (&node->probe, &event, frames);
}

/* A message that has come off the transport. What its socket cannot use is thrown away. */
static ZoeMessage *
take_usable (ZoeNode *node, ZoePort *port, ZoeSocket *socket, const char **ret_reason)
{
  ZoeMessage *message;

  while ((message = zoe_socket_take (socket, ret_reason)) != NULL)
    {
      ZoeEvent dropped = { .kind = ZOE_EVENT_DROPPED, .message = zoe_message_get_id (message), .node = node->spec->number,
                           .socket = port->socket };

      if (G_UNLIKELY (port->network))
        zoe_traffic_received (node->run->traffic, port->socket, dropped.message);
      if (G_LIKELY (zoe_socket_can_use (socket, message)))
        break;
      zoe_probe_emit (&node->probe, &dropped, NULL);
      zoe_message_free (message);
    }
  return message;
}

/* Whether it is worth looking what has come over a socket with conditioned links. */
gboolean
zoe_node_can_drain (ZoeNode *node, ZoeSocket *socket)
{
  return zoe_lines_have_room (node->run->lines, zoe_socket_get_number (socket), zoe_socket_get_rcvhwm (socket));
}

/* Takes what has come over a socket with conditioned links, and gives it to its lines. */
void
zoe_node_drain (ZoeNode *node, ZoeSocket *socket)
{
  ZoePort *port = zoe_ports_get (node->run->ports, zoe_socket_get_number (socket));
  guint rcvhwm = zoe_socket_get_rcvhwm (socket);
  ZoeMessage *message;

  while (zoe_lines_have_room (node->run->lines, port->socket, rcvhwm) && (message = take_usable (node, port, socket, NULL)) != NULL)
    {
      gint64 now_ns = zoe_node_now (node);
      ZoeEvent held = { .kind = ZOE_EVENT_HELD, .message = zoe_message_get_id (message), .node = node->spec->number,
                        .socket = port->socket, .size = zoe_message_get_size (message) };
      gint64 due_ns = zoe_lines_add (node->run->lines, port->socket, message, now_ns);

      held.value = due_ns == ZOE_HELD_FOR_GOOD ? -1 : due_ns;
      if (due_ns > now_ns)
        zoe_probe_emit (&node->probe, &held, NULL);
    }
}

/* What waits on the way to a socket will not arrive any more. */
void
zoe_node_drop_waiting (ZoeNode *node, guint socket, guint64 because)
{
  g_autoptr (GArray) lost = zoe_lines_clear (node->run->lines, socket);

  for (guint i = 0; i < lost->len; i++)
    {
      ZoeEvent event = { .kind = ZOE_EVENT_DROPPED, .message = g_array_index (lost, ZoeMessageId, i), .node = node->spec->number,
                         .socket = socket, .value = because };

      zoe_probe_emit (&node->probe, &event, NULL);
    }
}

/* A message that can be received now. */
static ZoeMessage *
take_message (ZoeNode *node, ZoePort *port, ZoeSocket *socket, const char **ret_reason)
{
  gboolean lined = zoe_lines_are_used (node->run->lines, port->socket);
  ZoeMessage *message;

  if (G_UNLIKELY (lined))
    zoe_node_drain (node, socket);
  *ret_reason = zoe_socket_refuses_receive (socket);
  if (*ret_reason != NULL)
    return NULL;
  if (G_UNLIKELY (lined))
    message = zoe_lines_take_due (node->run->lines, port->socket, zoe_node_now (node));
  else
    message = take_usable (node, port, socket, ret_reason);
  if (message != NULL)
    zoe_socket_accept (socket, message);
  return message;
}

/* Whether there is a message to receive, or an answer that it is not the socket's turn. */
static gboolean
has_outcome (ZoeNode *node, ZoePort *port, ZoeSocket *socket)
{
  if (zoe_socket_refuses_receive (socket) != NULL)
    return TRUE;
  if (!zoe_lines_are_used (node->run->lines, port->socket))
    return zoe_socket_has_message (socket);
  zoe_node_drain (node, socket);
  return zoe_lines_next_due (node->run->lines, port->socket) <= zoe_node_now (node);
}

ZoeMessage *
zoe_node_try_receive_at (ZoeNode *node, ZoeSocket *socket, guint line)
{
  ZoePort *port = zoe_ports_get (node->run->ports, zoe_socket_get_number (socket));
  const char *reason;
  ZoeMessage *message;

  /* In step mode, finding nothing is no operation. */
  if (G_UNLIKELY (zoe_node_get_bars (node) != 0) && !has_outcome (node, port, socket))
    return NULL;
  if (!zoe_node_may_go (node, ZOE_EVENT_RECEIVE, port->socket, line))
    return NULL;
  message = take_message (node, port, socket, &reason);
  if (message == NULL)
    {
      if (reason != NULL)
        zoe_probe_say (&node->probe, ZOE_EVENT_REFUSED, port->socket, line, reason);
      return NULL;
    }
  if (zoe_probe_is_on (&node->probe))
    tell_receipt (node, port, message, line);
  return message;
}

ZoeMessage *
zoe_node_receive_at (ZoeNode *node, ZoeSocket *socket, guint line)
{
  for (;;)
    {
      ZoeMessage *message = zoe_node_try_receive_at (node, socket, line);
      ZoeWaitItem item = { .socket = socket };

      if (message != NULL)
        return message;
      if (zoe_node_wait (node, &item, 1, ZOE_NO_DEADLINE) < 0)
        return NULL;
    }
}
