/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/node.h"

#include <string.h>

#include "run/node_private.h"

/**
 * zoe_node_may_go:
 * @operation: what the node is about to do
 *
 * The one door every operation passes. FALSE: the node is to end.
 */
gboolean
zoe_node_may_go (ZoeNode *node, ZoeEventKind operation, guint socket, guint line)
{
  if (G_LIKELY (zoe_node_get_bars (node) == 0))
    return TRUE;
  return zoe_gate_pass (node->run->gate, node->spec->number, operation, socket, line);
}

static void
tell_waiting (ZoeNode *node, ZoeWaitItem *items, guint n_items, gint64 deadline_ns)
{
  ZoeStanding standing = { .node = node->spec->number, .deadline_ns = deadline_ns };

  standing.n_sockets = MIN (n_items, ZOE_STANDING_MAX_SOCKETS);
  for (guint i = 0; i < standing.n_sockets; i++)
    {
      standing.sockets[i] = zoe_socket_get_number (items[i].socket);
      standing.for_send |= items[i].for_send;
    }
  zoe_gate_set_waiting (node->run->gate, &standing);
}

/* Waits once. Returns: how many items are ready; 0: look at everything anew */
static int
wait_once (ZoeNode *node, ZoeWaitItem *items, guint n_items, gint64 deadline_ns, gint bars)
{
  ZoeRun *run = node->run;
  int n_ready = 0;

  zoe_idle_watch_begin (run->idle_watch, node->waiter, deadline_ns);
  while (n_ready == 0 && zoe_node_get_bars (node) == bars)
    {
      gint64 real_ns = deadline_ns != ZOE_NO_DEADLINE ? zoe_clock_real_until (run->clock, deadline_ns) : -1;
      guint round;

      if (real_ns == 0)
        break;
      n_ready = zoe_socket_wait (items, n_items, node->wake_fd, real_ns);
      if (n_ready > 0 || (deadline_ns != ZOE_NO_DEADLINE && zoe_clock_now (run->clock) >= deadline_ns))
        break;
      /* Woken: perhaps asked to look once more. Only a look that began after the asking counts. */
      round = zoe_idle_watch_get_round (run->idle_watch);
      n_ready = zoe_socket_wait (items, n_items, node->wake_fd, 0);
      if (n_ready == 0 && zoe_node_get_bars (node) == bars)
        zoe_idle_watch_found_nothing (run->idle_watch, node->waiter, round);
    }
  zoe_idle_watch_end (run->idle_watch, node->waiter);
  return n_ready;
}

/**
 * zoe_node_wait:
 * @deadline_ns: scenario time, or %ZOE_NO_DEADLINE
 *
 * All waiting of a node is done here, so that here time can be held, scaled and jumped over.
 *
 * Returns: how many items are ready; 0 when the deadline has come; -1 when the node is to end
 */
int
zoe_node_wait (ZoeNode *node, ZoeWaitItem *items, guint n_items, gint64 deadline_ns)
{
  for (;;)
    {
      gint bars = zoe_node_get_bars (node);
      int n_ready;

      if (G_UNLIKELY (bars != 0) && !zoe_gate_may_wait (node->run->gate, node->spec->number))
        return -1;
      n_ready = zoe_socket_wait (items, n_items, node->wake_fd, 0);
      if (n_ready > 0)
        return n_ready;
      if (deadline_ns != ZOE_NO_DEADLINE && zoe_clock_now (node->run->clock) >= deadline_ns)
        return 0;
      if (G_UNLIKELY (bars != 0))
        tell_waiting (node, items, n_items, deadline_ns);
      n_ready = wait_once (node, items, n_items, deadline_ns, bars);
      if (G_UNLIKELY (bars != 0))
        zoe_gate_set_busy (node->run->gate, node->spec->number);
      if (n_ready > 0)
        return n_ready;
    }
}

const char *
zoe_node_get_name (ZoeNode *node)
{
  return node->spec->name;
}

/* A parameter that the role's table does not have is our own mistake: the scenario has been checked against the same table. */
static const char *
get_parameter (ZoeNode *node, const char *name)
{
  const char *value = g_hash_table_lookup (node->spec->parameters, name);

  if (value == NULL)
    g_error ("Role %s asks for parameter %s, which its table does not have", node->spec->role_name, name);
  return value;
}

gboolean
zoe_node_get_boolean (ZoeNode *node, const char *parameter)
{
  const char *value = get_parameter (node, parameter);

  return g_str_equal (value, "true") || g_str_equal (value, "yes") || g_str_equal (value, "on") || g_str_equal (value, "1");
}

gint64
zoe_node_get_duration (ZoeNode *node, const char *parameter)
{
  gint64 ns = 0;

  zoe_duration_parse (get_parameter (node, parameter), &ns, NULL);
  return ns;
}

gint64
zoe_node_get_integer (ZoeNode *node, const char *parameter)
{
  return g_ascii_strtoll (get_parameter (node, parameter), NULL, 10);
}

double
zoe_node_get_real (ZoeNode *node, const char *parameter)
{
  return g_ascii_strtod (get_parameter (node, parameter), NULL);
}

const char *
zoe_node_get_text (ZoeNode *node, const char *parameter)
{
  return get_parameter (node, parameter);
}

/**
 * zoe_node_get_socket:
 *
 * Returns: (transfer none) (nullable): the node's socket of that name; %NULL if no edge of the scenario leads to it
 */
ZoeSocket *
zoe_node_get_socket (ZoeNode *node, const char *name)
{
  for (guint i = 0; i < node->sockets->len; i++)
    {
      ZoeSocket *socket = g_ptr_array_index (node->sockets, i);

      if (g_str_equal (zoe_scenario_get_socket (node->run->scenario, zoe_socket_get_number (socket))->name, name))
        return socket;
    }
  return NULL;
}

/**
 * zoe_node_count_links:
 *
 * Returns: how many links lead to the node's socket of that name
 */
guint
zoe_node_count_links (ZoeNode *node, const char *socket)
{
  ZoeScenario *scenario = node->run->scenario;
  ZoeSocketSpec *spec = zoe_scenario_find_socket (scenario, node->spec->number, socket);
  guint n = 0;

  for (guint i = 0; spec != NULL && i < scenario->links->len; i++)
    {
      ZoeLinkSpec *link = g_ptr_array_index (scenario->links, i);

      n += link->head == spec->number || link->tail == spec->number ? 1 : 0;
    }
  return n;
}

guint
zoe_node_random (ZoeNode *node, guint below)
{
  return below > 1 ? (guint) (g_rand_double (node->random) * below) : 0;
}

double
zoe_node_random_real (ZoeNode *node)
{
  return g_rand_double (node->random);
}

gint64
zoe_node_now (ZoeNode *node)
{
  return zoe_clock_now (node->run->clock);
}

gboolean
zoe_node_is_stopping (ZoeNode *node)
{
  return (zoe_node_get_bars (node) & ZOE_BAR_ENDED) != 0;
}

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
  gboolean in_ledger = FALSE;

  for (;;)
    {
      ZoeEvent event = { .message = id, .node = node->spec->number, .socket = number, .line = line };
      ZoeWaitItem item = { .socket = socket, .for_send = TRUE };
      ZoeSendResult result;

      if (!zoe_node_may_go (node, ZOE_EVENT_SEND, number, line))
        break;
      if (G_UNLIKELY (port->network))
        zoe_traffic_sent (node->run->traffic, number, id, zoe_message_get_first (message));
      if (G_UNLIKELY (port->form != ZOE_FORM_TAGGED) && !in_ledger && !zoe_socket_tags (socket, message))
        {
          zoe_ledger_sent (node->run->ledger, number, message, id);
          in_ledger = TRUE;
        }

      event.cause = zoe_message_get_cause (message);
      if (zoe_probe_is_on (&node->probe))
        result = send_and_tell (node, socket, message, &event);
      else
        result = zoe_socket_send (socket, message, id, NULL);

      if (result == ZOE_SEND_DONE)
        return TRUE;
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

ZoeMessage *
zoe_node_try_receive_at (ZoeNode *node, ZoeSocket *socket, guint line)
{
  ZoePort *port = zoe_ports_get (node->run->ports, zoe_socket_get_number (socket));
  const char *reason;
  ZoeMessage *message;

  /* In step mode, finding nothing is no operation. */
  if (G_UNLIKELY (zoe_node_get_bars (node) != 0) && !zoe_socket_has_message (socket))
    return NULL;
  if (!zoe_node_may_go (node, ZOE_EVENT_RECEIVE, port->socket, line))
    return NULL;
  message = zoe_socket_receive (socket, &reason);
  if (message == NULL)
    {
      if (reason != NULL)
        zoe_probe_say (&node->probe, ZOE_EVENT_REFUSED, port->socket, line, reason);
      return NULL;
    }
  if (G_UNLIKELY (port->network))
    zoe_traffic_received (node->run->traffic, port->socket, zoe_message_get_id (message));
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

int
zoe_node_poll_at (ZoeNode *node, ZoePollItem *items, guint n_items, gint64 timeout_ns, guint line)
{
  ZoeWaitItem *wait_items = g_newa0 (ZoeWaitItem, n_items);
  guint n_waits = 0;
  int n_ready;

  /* A socket that no edge leads to is NULL, and never has a message. */
  for (guint i = 0; i < n_items; i++)
    if (items[i].socket != NULL)
      wait_items[n_waits++].socket = items[i].socket;
  n_ready = zoe_node_wait (node, wait_items, n_waits, timeout_ns >= 0 ? zoe_node_now (node) + timeout_ns : ZOE_NO_DEADLINE);
  for (guint i = 0, wait = 0; i < n_items; i++)
    items[i].ready = items[i].socket != NULL && wait_items[wait++].ready && n_ready > 0;
  return n_ready;
}

gboolean
zoe_node_work_at (ZoeNode *node, gint64 duration_ns, guint line)
{
  ZoeEvent event = { .kind = ZOE_EVENT_WORK, .node = node->spec->number, .line = line, .value = duration_ns };

  if (!zoe_node_may_go (node, ZOE_EVENT_WORK, 0, line))
    return FALSE;
  zoe_probe_emit (&node->probe, &event, NULL);
  return zoe_node_sleep_at (node, duration_ns, line);
}

gboolean
zoe_node_sleep_at (ZoeNode *node, gint64 duration_ns, guint line)
{
  return zoe_node_wait (node, NULL, 0, zoe_node_now (node) + duration_ns) == 0;
}

void
zoe_node_subscribe_at (ZoeNode *node, ZoeSocket *socket, const char *prefix, guint line)
{
  g_autoptr (GError) error = NULL;

  if (!zoe_node_may_go (node, ZOE_EVENT_SUBSCRIBE, zoe_socket_get_number (socket), line))
    return;
  if (!zoe_socket_set_option (socket, "subscribe", prefix, &error))
    {
      zoe_probe_say (&node->probe, ZOE_EVENT_REFUSED, zoe_socket_get_number (socket), line, error->message);
      return;
    }
  zoe_traffic_subscribe (node->run->traffic, zoe_socket_get_number (socket), prefix, TRUE);
  zoe_probe_say (&node->probe, ZOE_EVENT_SUBSCRIBE, zoe_socket_get_number (socket), line, prefix);
}

void
zoe_node_show_at (ZoeNode *node, guint line, const char *name, const char *format, ...)
{
  ZoeEvent event = { .kind = ZOE_EVENT_STATE, .node = node->spec->number, .line = line, .n_frames = 2 };
  ZoeFrame frames[2];
  char *value;
  va_list arguments;

  if (!zoe_probe_is_on (&node->probe))
    return;
  va_start (arguments, format);
  value = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (g_strcmp0 (g_hash_table_lookup (node->shown, name), value) == 0)
    {
      g_free (value);
      return;
    }
  g_hash_table_insert (node->shown, g_strdup (name), value);
  frames[0] = (ZoeFrame) { (const guint8 *) name, strlen (name) };
  frames[1] = (ZoeFrame) { (const guint8 *) value, strlen (value) };
  zoe_probe_emit (&node->probe, &event, frames);
}

void
zoe_node_note_at (ZoeNode *node, guint line, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  if (!zoe_probe_is_on (&node->probe))
    return;
  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  zoe_probe_say (&node->probe, ZOE_EVENT_NOTE, 0, line, text);
}
