/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What there is to see of a recording where its play head stands: the state of everything, what is under way, what has just
 * arrived, what is broken. Each is worked out when it is asked for, and is good until the play head moves on. */

#pragma once

#include "app/player.h"
#include "trace/damage.h"

typedef struct _ZoeSight ZoeSight;

ZoeSight  *zoe_sight_new          (ZoePlayer *player);
void       zoe_sight_free         (ZoeSight *sight);

/* recording NULL: the scenario before anything has happened; both NULL: nothing. */
void       zoe_sight_show         (ZoeSight *sight, ZoeScenario *scenario, ZoeRecording *recording);
void       zoe_sight_refresh      (ZoeSight *sight);   /* the recording has grown */

/* (transfer none) */
ZoeMoment *zoe_sight_get_moment   (ZoeSight *sight);
GArray    *zoe_sight_get_flights  (ZoeSight *sight);
GArray    *zoe_sight_get_arrivals (ZoeSight *sight, guint64 step_event);
gint64     zoe_sight_get_linger   (ZoeSight *sight);
ZoeDamage *zoe_sight_get_damage   (ZoeSight *sight);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeSight, zoe_sight_free)
