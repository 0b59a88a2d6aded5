/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a node goes on, and how it waits: the two doors all its doings pass. */

#include "run/node_private.h"

/* Does what another thread asks of this one: libzmq connects no inproc socket anew by itself when its peer comes back. */
static void
run_errands (ZoeNode *node)
{
  gpointer link;

  zoe_gate_set_bar (node->run->gate, node->spec->number, ZOE_BAR_ERRAND, FALSE);
  while ((link = g_async_queue_try_pop (node->errands)) != NULL)
    zoe_node_connect_again (node, GPOINTER_TO_UINT (link));
}

/**
 * zoe_node_may_go:
 * @operation: what the node is about to do
 *
 * The one door every operation passes. FALSE: the node is to end.
 */
gboolean
zoe_node_may_go (ZoeNode *node, ZoeEventKind operation, guint socket, guint line)
{
  gint bars = zoe_node_get_bars (node);

  if (G_LIKELY (bars == 0))
    return TRUE;
  if (bars & ZOE_BAR_ERRAND)
    run_errands (node);
  return zoe_gate_pass (node->run->gate, node->spec->number, operation, socket, line);
}

static gboolean
may_wait (ZoeNode *node)
{
  if (zoe_node_get_bars (node) & ZOE_BAR_ERRAND)
    run_errands (node);
  return zoe_gate_may_wait (node->run->gate, node->spec->number);
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

/* Looks, without waiting, what can be done. What waits on conditioned links may be due only later: then the wait must end by then. */
static int
look (ZoeNode *node, ZoeWaitItem *items, guint n_items, gint64 *until_ns)
{
  ZoeLines *lines = node->run->lines;
  int n_ready = zoe_socket_wait (items, n_items, node->wake_fd, 0);

  if (G_LIKELY (!zoe_lines_exist (lines)))
    return n_ready;
  n_ready = 0;
  for (guint i = 0; i < n_items; i++)
    {
      guint socket = zoe_socket_get_number (items[i].socket);

      if (!items[i].for_send && zoe_lines_are_used (lines, socket))
        {
          gint64 due_ns;

          zoe_node_drain (node, items[i].socket);
          due_ns = zoe_socket_refuses_receive (items[i].socket) == NULL ? zoe_lines_next_due (lines, socket) : ZOE_NO_DEADLINE;
          items[i].ready = due_ns <= zoe_node_now (node);
          *until_ns = MIN (*until_ns, due_ns);
        }
      n_ready += items[i].ready ? 1 : 0;
    }
  return n_ready;
}

/* What is worth waiting for: not for what comes over links that are shut and full, or it would be seen again and again. */
static guint
leave_out_full (ZoeNode *node, const ZoeWaitItem *items, guint n_items, ZoeWaitItem *ret_items)
{
  guint n = 0;

  for (guint i = 0; i < n_items; i++)
    if (items[i].for_send || !zoe_lines_are_used (node->run->lines, zoe_socket_get_number (items[i].socket))
        || zoe_node_can_drain (node, items[i].socket))
      ret_items[n++] = items[i];
  return n;
}

/* Waits until it is worth looking anew: something came, the time is over, or the bars have changed. */
static void
wait_once (ZoeNode *node, ZoeWaitItem *items, guint n_items, gint64 deadline_ns, gint bars)
{
  ZoeRun *run = node->run;
  ZoeWaitItem *watched = g_newa (ZoeWaitItem, n_items);
  int n_ready = 0;

  zoe_idle_watch_begin (run->idle_watch, node->waiter, deadline_ns, n_items == 0);
  while (n_ready == 0 && zoe_node_get_bars (node) == bars)
    {
      gint64 real_ns = deadline_ns != ZOE_NO_DEADLINE ? zoe_clock_real_until (run->clock, deadline_ns) : -1;
      gint64 due_ns = ZOE_NO_DEADLINE;
      guint round;

      if (real_ns == 0)
        break;
      if (G_LIKELY (!zoe_lines_exist (run->lines)))
        n_ready = zoe_socket_wait (items, n_items, node->wake_fd, real_ns);
      else
        n_ready = zoe_socket_wait (watched, leave_out_full (node, items, n_items, watched), node->wake_fd, real_ns);
      if (n_ready > 0 || (deadline_ns != ZOE_NO_DEADLINE && zoe_clock_now (run->clock) >= deadline_ns))
        break;
      /* Woken: perhaps asked to look once more. Only a look that began after the asking counts. */
      round = zoe_idle_watch_get_round (run->idle_watch);
      n_ready = look (node, items, n_items, &due_ns);
      if (due_ns < deadline_ns)
        break;
      if (n_ready == 0 && zoe_node_get_bars (node) == bars)
        zoe_idle_watch_found_nothing (run->idle_watch, node->waiter, round);
    }
  zoe_idle_watch_end (run->idle_watch, node->waiter);
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
      gint64 until_ns = deadline_ns;
      int n_ready;

      if (G_UNLIKELY (bars != 0) && !may_wait (node))
        return -1;
      n_ready = look (node, items, n_items, &until_ns);
      if (n_ready > 0)
        return n_ready;
      if (deadline_ns != ZOE_NO_DEADLINE && zoe_clock_now (node->run->clock) >= deadline_ns)
        return 0;
      if (G_UNLIKELY (bars != 0))
        tell_waiting (node, items, n_items, until_ns);
      wait_once (node, items, n_items, until_ns, bars);
      if (G_UNLIKELY (bars != 0))
        zoe_gate_set_busy (node->run->gate, node->spec->number);
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
  n_ready = zoe_node_wait (node, wait_items, n_waits, timeout_ns >= 0 ? zoe_duration_after (zoe_node_now (node), timeout_ns) : ZOE_NO_DEADLINE);
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
  return zoe_node_wait (node, NULL, 0, zoe_duration_after (zoe_node_now (node), duration_ns)) == 0;
}
