/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a node stands between two operations: what it is about to do, or what it waits for. For whoever steps a run. */

#pragma once

#include "model/event.h"

#define ZOE_STANDING_MAX_SOCKETS 8

typedef enum
{
  ZOE_STANDING_BUSY,       /* between two operations; not for long */
  ZOE_STANDING_READY,      /* at the gate: operation, socket and line say what goes next */
  ZOE_STANDING_WAITING,    /* for a message on one of the sockets, or for the deadline */
  ZOE_STANDING_FROZEN,
  ZOE_STANDING_GONE,       /* its role has returned, or it was killed or stopped, or has not started */
} ZoeStandingKind;

typedef struct
{
  guint           node;
  ZoeStandingKind kind;
  gboolean        held_back;      /* by the person: never chosen by itself */
  ZoeEventKind    operation;
  guint           socket;         /* of the operation; 0 = none */
  guint           line;           /* of the role's source */
  gboolean        for_send;       /* it waits until it can send */
  gint64          deadline_ns;    /* G_MAXINT64: none */
  guint           n_sockets;
  guint           sockets[ZOE_STANDING_MAX_SOCKETS];
  guint64         turn;           /* when it was let go last, counted in steps; 0 = never; the lowest goes next */
} ZoeStanding;
