/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lives of nodes: begun, ended by themselves or from outside, and begun again. */

#include "run/gate_private.h"

/**
 * zoe_gate_begin_life:
 *
 * The node's role begins.
 */
void
zoe_gate_begin_life (ZoeGate *gate, guint node)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&gate->lock);

  gate->places[node].standing.kind = ZOE_STANDING_BUSY;
  gate->places[node].life = ZOE_LIFE_PLAYING;
}

/**
 * zoe_gate_end_life:
 * @ret_because: (out): the event that ended it; 0 if it ended by itself
 *
 * The node's role has returned.
 *
 * Returns: whether by itself, or because it was killed or stopped
 */
ZoeLife
zoe_gate_end_life (ZoeGate *gate, guint node, guint64 *ret_because)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&gate->lock);
  ZoePlace *place = &gate->places[node];

  place->life = place->ending != ZOE_LIFE_NOT_STARTED ? place->ending : ZOE_LIFE_RETURNED;
  place->ending = ZOE_LIFE_NOT_STARTED;
  place->standing.kind = place->restart ? ZOE_STANDING_BUSY : ZOE_STANDING_GONE;
  *ret_because = place->because;
  place->because = 0;
  return place->life;
}

/**
 * zoe_gate_wait_restart:
 * @ret_because: (out): number of the event that asked for it
 *
 * An ended node waits here for a second life. Meanwhile nobody waits for it.
 *
 * Returns: %FALSE: the run is over
 */
gboolean
zoe_gate_wait_restart (ZoeGate *gate, guint node, guint64 *ret_because)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&gate->lock);
  ZoePlace *place = &gate->places[node];

  if (!place->restart)
    {
      place->is_gone = TRUE;
      g_mutex_unlock (&gate->lock);
      zoe_idle_watch_leave (gate->idle_watch, node - 1);
      g_mutex_lock (&gate->lock);
    }
  while (!gate->closed && !place->restart)
    g_cond_wait (&place->changed, &gate->lock);
  if (gate->closed)
    return FALSE;
  if (place->is_gone)
    {
      place->is_gone = FALSE;
      /* If the restart was asked for in the middle of leaving, nobody else has said so. */
      g_mutex_unlock (&gate->lock);
      zoe_idle_watch_come_back (gate->idle_watch, node - 1);
      g_mutex_lock (&gate->lock);
    }
  place->restart = FALSE;
  place->standing.kind = ZOE_STANDING_BUSY;
  zoe_place_set_bars (place, place->bars & ~(ZOE_BAR_ENDED | ZOE_BAR_FROZEN));
  *ret_because = place->restart_because;
  return TRUE;
}

/**
 * zoe_gate_end:
 * @how: killed or stopped
 * @because: number of the event that asks for it
 *
 * Ends a node's life. The caller wakes it.
 */
void
zoe_gate_end (ZoeGate *gate, guint node, ZoeLife how, guint64 because)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&gate->lock);
  ZoePlace *place = &gate->places[node];

  place->ending = how;
  place->because = because;
  zoe_place_unsettle (place);
  zoe_place_set_bars (place, place->bars | ZOE_BAR_ENDED);
}

/**
 * zoe_gate_restart:
 * @because: number of the event that asks for it
 *
 * Gives a node a second life as soon as it has taken leave of its first. It counts again from now on, as with a thaw.
 */
void
zoe_gate_restart (ZoeGate *gate, guint node, guint64 because)
{
  ZoePlace *place = &gate->places[node];
  gboolean is_gone;

  g_mutex_lock (&gate->lock);
  is_gone = place->is_gone && !place->restart;
  g_mutex_unlock (&gate->lock);
  if (is_gone)
    zoe_idle_watch_come_back (gate->idle_watch, node - 1);

  g_mutex_lock (&gate->lock);
  if (!gate->closed)
    {
      place->restart = TRUE;
      place->restart_because = because;
      place->standing.kind = ZOE_STANDING_BUSY;
      g_cond_broadcast (&place->changed);
    }
  g_mutex_unlock (&gate->lock);
}

ZoeLife
zoe_gate_get_life (ZoeGate *gate, guint node)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&gate->lock);

  return gate->places[node].life;
}
