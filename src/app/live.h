/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An experiment kept off the main thread: it is started and finished by a thread of its own, since binding, connecting and
 * joining may take a moment and the window must not stand still meanwhile. */

#pragma once

#include "lab/experiment.h"

typedef struct _ZoeLive ZoeLive;

typedef enum
{
  ZOE_LIVE_STARTING,
  ZOE_LIVE_GOING,
  ZOE_LIVE_ENDING,
  ZOE_LIVE_OVER,
} ZoeLiveState;

/* Called on the main thread whenever the state has changed, and when a run that goes has come to rest or met a breakpoint. */
typedef void (*ZoeLiveFunc) (ZoeLive *live, gpointer data);

ZoeLive      *zoe_live_new        (ZoeExperiment *experiment, ZoeLiveFunc changed, gpointer data);
void          zoe_live_free       (ZoeLive *live);
ZoeLiveState  zoe_live_get_state  (ZoeLive *live);
ZoeRun       *zoe_live_get_run    (ZoeLive *live);
void          zoe_live_flush      (ZoeLive *live);
const GError *zoe_live_get_error  (ZoeLive *live);
void          zoe_live_end        (ZoeLive *live);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeLive, zoe_live_free)
