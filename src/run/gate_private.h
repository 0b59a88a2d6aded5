/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of the gate, shared by gate.c (who passes) and life.c (who lives). */

#pragma once

#include "run/gate.h"

/* Where one node stands. */
typedef struct
{
  gint        bars;       /* ZoeBars; atomic: written under the lock, read without */
  GCond       changed;
  ZoeStanding standing;
  gboolean    has_token;
  ZoeLife     life;
  ZoeLife     ending;     /* how it was asked to end */
  gboolean    restart;    /* asked for */
  gboolean    is_gone;    /* its thread waits for a second life, and is not waited for */
  guint64     because;    /* the event that asked for the end */
  guint64     restart_because;
  guint       changes;    /* of bars and token: who slept through one must not wait for the next */
} ZoePlace;

struct _ZoeGate
{
  ZoeIdleWatch *idle_watch;
  GMutex        lock;     /* guards all below; never held while the idle watch's is taken */
  ZoePlace     *places;   /* by node number, from 1 */
  guint         n_places;
  guint64       turns;
  gboolean      closed;   /* for good: the run is over */
};

/* Both with the lock held. */
void zoe_place_set_bars (ZoePlace *place, gint bars);
void zoe_place_unsettle (ZoePlace *place);
