/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/gate_private.h"

/**
 * zoe_gate_new:
 *
 * Returns: an open gate
 */
ZoeGate *
zoe_gate_new (ZoeScenario *scenario, ZoeIdleWatch *idle_watch)
{
  ZoeGate *gate = g_new0 (ZoeGate, 1);

  gate->idle_watch = idle_watch;
  gate->n_places = scenario->nodes->len;
  gate->places = g_new0 (ZoePlace, gate->n_places + 1);
  g_mutex_init (&gate->lock);
  for (guint i = 1; i <= gate->n_places; i++)
    {
      g_cond_init (&gate->places[i].changed);
      gate->places[i].standing.node = i;
      gate->places[i].standing.kind = ZOE_STANDING_GONE;
    }
  return gate;
}

void
zoe_gate_free (ZoeGate *gate)
{
  for (guint i = 1; i <= gate->n_places; i++)
    g_cond_clear (&gate->places[i].changed);
  g_free (gate->places);
  g_mutex_clear (&gate->lock);
  g_free (gate);
}

/**
 * zoe_gate_get_bars:
 *
 * Returns: (transfer none): the node's bars, to be read atomically; 0 = pass
 */
gint *
zoe_gate_get_bars (ZoeGate *gate, guint node)
{
  return &gate->places[node].bars;
}

/* A token that was not used is void once there is another reason to stand, or none: it would let an operation go that nobody asked for,
 * or keep the world waiting for one that never comes. */
void
zoe_place_set_bars (ZoePlace *place, gint bars)
{
  if (!(bars & ZOE_BAR_STEPPING) || (bars & (ZOE_BAR_ENDED | ZOE_BAR_FROZEN)))
    place->has_token = FALSE;
  __atomic_store_n (&place->bars, bars, __ATOMIC_RELEASE);
  place->changes++;
  g_cond_broadcast (&place->changed);
}

/* Busy from now on, though its thread has yet to wake: the world must not look steady meanwhile. */
void
zoe_place_unsettle (ZoePlace *place)
{
  if (place->standing.kind != ZOE_STANDING_GONE)
    place->standing.kind = ZOE_STANDING_BUSY;
}

/* Stands still until the bars change. Meanwhile nobody waits for this node; if it is frozen, time may go on without it. */
static void
stand (ZoeGate *gate, guint node, ZoeStandingKind kind)
{
  ZoePlace *place = &gate->places[node];
  guint changes = place->changes;

  place->standing.kind = kind;
  g_mutex_unlock (&gate->lock);
  if (kind == ZOE_STANDING_FROZEN)
    zoe_idle_watch_leave (gate->idle_watch, node - 1);
  else
    zoe_idle_watch_stand (gate->idle_watch, node - 1);
  g_mutex_lock (&gate->lock);
  while (place->changes == changes)
    g_cond_wait (&place->changed, &gate->lock);
  place->standing.kind = ZOE_STANDING_BUSY;
  g_mutex_unlock (&gate->lock);
  zoe_idle_watch_come_back (gate->idle_watch, node - 1);
  g_mutex_lock (&gate->lock);
}

/**
 * zoe_gate_pass:
 * @operation: what the node is about to do
 * @socket: number, or 0
 * @line: of the role's source
 *
 * Waits until the node may do it. Called only when there is a bar.
 *
 * Returns: %FALSE: it may not any more
 */
gboolean
zoe_gate_pass (ZoeGate *gate, guint node, ZoeEventKind operation, guint socket, guint line)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&gate->lock);
  ZoePlace *place = &gate->places[node];

  for (;;)
    {
      if (place->bars & ZOE_BAR_ENDED)
        return FALSE;
      if (place->bars & ZOE_BAR_FROZEN)
        {
          stand (gate, node, ZOE_STANDING_FROZEN);
        }
      else if (place->bars & ZOE_BAR_STEPPING)
        {
          if (place->has_token)
            {
              place->has_token = FALSE;
              return TRUE;
            }
          place->standing.operation = operation;
          place->standing.socket = socket;
          place->standing.line = line;
          stand (gate, node, ZOE_STANDING_READY);
        }
      else if (place->bars & ZOE_BAR_PAUSED)
        {
          stand (gate, node, ZOE_STANDING_BUSY);
        }
      else
        {
          return TRUE;
        }
    }
}

/**
 * zoe_gate_may_wait:
 *
 * Waiting is no operation: it needs no token, and a pause holds the clock instead. But the frozen do not even wait.
 *
 * Returns: %FALSE: the node has ended
 */
gboolean
zoe_gate_may_wait (ZoeGate *gate, guint node)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&gate->lock);
  ZoePlace *place = &gate->places[node];

  while ((place->bars & ZOE_BAR_FROZEN) && !(place->bars & ZOE_BAR_ENDED))
    stand (gate, node, ZOE_STANDING_FROZEN);
  return !(place->bars & ZOE_BAR_ENDED);
}

/**
 * zoe_gate_set_waiting:
 * @standing: node, deadline and sockets are read
 */
void
zoe_gate_set_waiting (ZoeGate *gate, const ZoeStanding *standing)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&gate->lock);
  ZoePlace *place = &gate->places[standing->node];
  ZoeStanding former = place->standing;

  place->standing = *standing;
  place->standing.kind = ZOE_STANDING_WAITING;
  place->standing.held_back = former.held_back;
  place->standing.turn = former.turn;
}

void
zoe_gate_set_busy (ZoeGate *gate, guint node)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&gate->lock);

  gate->places[node].standing.kind = ZOE_STANDING_BUSY;
}

/**
 * zoe_gate_set_bar:
 *
 * The caller wakes the node if it may be waiting for a socket.
 */
void
zoe_gate_set_bar (ZoeGate *gate, guint node, ZoeBars bar, gboolean on)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&gate->lock);
  ZoePlace *place = &gate->places[node];

  if (gate->closed)
    return;
  if (bar == ZOE_BAR_FROZEN)
    zoe_place_unsettle (place);
  zoe_place_set_bars (place, on ? place->bars | bar : place->bars & ~bar);
}

void
zoe_gate_set_bar_for_all (ZoeGate *gate, ZoeBars bar, gboolean on)
{
  for (guint i = 1; i <= gate->n_places; i++)
    zoe_gate_set_bar (gate, i, bar, on);
}

/**
 * zoe_gate_close_for_good:
 *
 * The run is over: every node ends, whatever holds it.
 */
void
zoe_gate_close_for_good (ZoeGate *gate)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&gate->lock);

  gate->closed = TRUE;
  for (guint i = 1; i <= gate->n_places; i++)
    zoe_place_set_bars (&gate->places[i], gate->places[i].bars | ZOE_BAR_ENDED);
}

/**
 * zoe_gate_thaw:
 *
 * The node counts again from now on, not only when its thread wakes: time must not jump in between.
 */
void
zoe_gate_thaw (ZoeGate *gate, guint node)
{
  ZoePlace *place = &gate->places[node];
  gboolean was_frozen;

  g_mutex_lock (&gate->lock);
  was_frozen = place->standing.kind == ZOE_STANDING_FROZEN;
  g_mutex_unlock (&gate->lock);
  if (was_frozen)
    zoe_idle_watch_come_back (gate->idle_watch, node - 1);
  zoe_gate_set_bar (gate, node, ZOE_BAR_FROZEN, FALSE);
}

void
zoe_gate_hold_back (ZoeGate *gate, guint node, gboolean held_back)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&gate->lock);

  gate->places[node].standing.held_back = held_back;
}

/**
 * zoe_gate_find_next:
 *
 * Takes turns: the same steps lead to the same order, however the threads happen to arrive.
 *
 * Returns: the ready node that has gone least recently and is not held back; 0 if nobody is ready
 */
guint
zoe_gate_find_next (ZoeGate *gate)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&gate->lock);
  guint next = 0;

  for (guint i = 1; i <= gate->n_places; i++)
    {
      ZoeStanding *standing = &gate->places[i].standing;

      if (standing->kind == ZOE_STANDING_READY && !standing->held_back
          && (next == 0 || standing->turn < gate->places[next].standing.turn))
        next = i;
    }
  return next;
}

gboolean
zoe_gate_is_ready (ZoeGate *gate, guint node)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&gate->lock);

  return gate->places[node].standing.kind == ZOE_STANDING_READY;
}

/**
 * zoe_gate_let_go:
 *
 * Lets the node do the one operation it stands before.
 *
 * Returns: %FALSE: it does not stand at the gate
 */
gboolean
zoe_gate_let_go (ZoeGate *gate, guint node)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&gate->lock);
  ZoePlace *place = &gate->places[node];

  if (place->standing.kind != ZOE_STANDING_READY)
    return FALSE;
  zoe_place_unsettle (place);
  place->standing.turn = ++gate->turns;
  place->has_token = TRUE;
  place->changes++;
  g_cond_broadcast (&place->changed);
  return TRUE;
}

/**
 * zoe_gate_is_settled:
 *
 * Whether no node is on its way from the gate to the operation it was let go for.
 */
gboolean
zoe_gate_is_settled (ZoeGate *gate)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&gate->lock);

  for (guint i = 1; i <= gate->n_places; i++)
    if (gate->places[i].has_token || gate->places[i].standing.kind == ZOE_STANDING_BUSY)
      return FALSE;
  return TRUE;
}

/**
 * zoe_gate_list:
 *
 * Returns: (transfer full) (element-type ZoeStanding): how each node stands, by number
 */
GArray *
zoe_gate_list (ZoeGate *gate)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&gate->lock);
  GArray *standings = g_array_sized_new (FALSE, FALSE, sizeof (ZoeStanding), gate->n_places);

  for (guint i = 1; i <= gate->n_places; i++)
    g_array_append_val (standings, gate->places[i].standing);
  return standings;
}
