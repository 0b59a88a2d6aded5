/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one door that every operation of every node passes. Open, it costs its node one branch. It can be shut for all (pause, step)
 * or for one (freeze, the end); in step mode each operation needs a token.
 *
 * Shared by all threads of a run, under a lock; each node's bars are atomic and may be read without it. */

#pragma once

#include "model/scenario.h"
#include "run/idle_watch.h"
#include "run/standing.h"

typedef struct _ZoeGate ZoeGate;

typedef enum
{
  ZOE_BAR_PAUSED   = 1 << 0,
  ZOE_BAR_STEPPING = 1 << 1,
  ZOE_BAR_FROZEN   = 1 << 2,
  ZOE_BAR_ENDED    = 1 << 3,   /* killed, stopped, or the run is over: nothing more may be done */
  ZOE_BAR_ERRAND   = 1 << 4,   /* holds nobody: the node has something to do for another thread first */
} ZoeBars;

typedef enum
{
  ZOE_LIFE_NOT_STARTED,
  ZOE_LIFE_PLAYING,
  ZOE_LIFE_RETURNED,       /* its role has returned by itself; its sockets are still open */
  ZOE_LIFE_KILLED,
  ZOE_LIFE_STOPPED,
} ZoeLife;

ZoeGate  *zoe_gate_new            (ZoeScenario *scenario, ZoeIdleWatch *idle_watch);
void      zoe_gate_free           (ZoeGate *gate);
gint     *zoe_gate_get_bars       (ZoeGate *gate, guint node);

/* For the node's own thread. */
gboolean  zoe_gate_pass           (ZoeGate *gate, guint node, ZoeEventKind operation, guint socket, guint line);
gboolean  zoe_gate_may_wait       (ZoeGate *gate, guint node);
void      zoe_gate_set_waiting    (ZoeGate *gate, const ZoeStanding *standing);
void      zoe_gate_set_busy       (ZoeGate *gate, guint node);
void      zoe_gate_begin_life     (ZoeGate *gate, guint node);
ZoeLife   zoe_gate_end_life       (ZoeGate *gate, guint node, guint64 *ret_because);
gboolean  zoe_gate_wait_restart   (ZoeGate *gate, guint node, guint64 *ret_because);

/* For any other. */
void      zoe_gate_set_bar        (ZoeGate *gate, guint node, ZoeBars bar, gboolean on);
void      zoe_gate_set_bar_for_all (ZoeGate *gate, ZoeBars bar, gboolean on);
void      zoe_gate_close_for_good (ZoeGate *gate);
void      zoe_gate_end            (ZoeGate *gate, guint node, ZoeLife how, guint64 because);
void      zoe_gate_thaw           (ZoeGate *gate, guint node);
void      zoe_gate_restart        (ZoeGate *gate, guint node, guint64 because);
ZoeLife   zoe_gate_get_life       (ZoeGate *gate, guint node);
void      zoe_gate_hold_back      (ZoeGate *gate, guint node, gboolean held_back);
guint     zoe_gate_find_next      (ZoeGate *gate);
gboolean  zoe_gate_is_ready       (ZoeGate *gate, guint node);
gboolean  zoe_gate_let_go         (ZoeGate *gate, guint node);
gboolean  zoe_gate_is_settled     (ZoeGate *gate);
GArray   *zoe_gate_list           (ZoeGate *gate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeGate, zoe_gate_free)
