/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a run's nodes come to their start together: all bound, all connected, all ready, and off. No sleeps: each waits for the others.
 * Shared by all threads of a run, under a lock. */

#pragma once

#include "run/port.h"

typedef struct _ZoeStages ZoeStages;

typedef enum
{
  ZOE_STAGE_BOUND,
  ZOE_STAGE_CONNECTED,
  ZOE_STAGE_READY,
  ZOE_STAGE_PLAYING,
  ZOE_N_STAGES
} ZoeStage;

ZoeStages *zoe_stages_new            (ZoePorts *ports);
void       zoe_stages_free           (ZoeStages *stages);

/* For the nodes' threads. */
gboolean   zoe_stages_arrive         (ZoeStages *stages, ZoeStage stage);
void       zoe_stages_fail           (ZoeStages *stages, GError *error);
void       zoe_stages_note_handshake (ZoeStages *stages, guint socket);

/* For the controlling thread. */
gboolean   zoe_stages_get_ready      (ZoeStages *stages, GError **error);
void       zoe_stages_play           (ZoeStages *stages);
void       zoe_stages_stop           (ZoeStages *stages);
gboolean   zoe_stages_are_playing    (ZoeStages *stages);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeStages, zoe_stages_free)
