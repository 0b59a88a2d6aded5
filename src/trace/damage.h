/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was broken right after an event, as the trace tells it: which nodes are dead or frozen, which links cut, held or slowed.
 * And what a person did to the run at all: pauses, jumps, faults. There are few of those, so they are kept in memory. */

#pragma once

#include "model/fault.h"
#include "trace/recording.h"

typedef enum
{
  ZOE_NODE_WHOLE,
  ZOE_NODE_KILLED,
  ZOE_NODE_STOPPED,
} ZoeNodeHealth;

typedef struct
{
  ZoeNodeHealth health;
  gboolean      frozen;
} ZoeNodeDamage;

typedef struct
{
  gint64   delay_ns;
  gint64   jitter_ns;
  gint64   bandwidth;       /* bytes a second; 0 = no limit */
  gboolean cut;
  gboolean hold;
} ZoeLinkDamage;

typedef struct
{
  guint64  sequence;
  gint64   time_ns;
  guint8   kind;            /* ZoeEventKind: PAUSE, RESUME, RATE, JUMP, FAULT, STEP */
  guint    node;
  gint64   value;
  char    *text;            /* of a fault or a pause; NULL = none */
} ZoeIntervention;

typedef struct _ZoeDamage ZoeDamage;

ZoeDamage           *zoe_damage_new          (ZoeRecording *recording);
void                 zoe_damage_free         (ZoeDamage *damage);
void                 zoe_damage_refresh      (ZoeDamage *damage);
void                 zoe_damage_seek         (ZoeDamage *damage, guint64 sequence);

/* At the event last sought. (transfer none), until the next call */
const ZoeNodeDamage *zoe_damage_get_node     (ZoeDamage *damage, guint node);
const ZoeLinkDamage *zoe_damage_get_link     (ZoeDamage *damage, guint link);

/* Whether the message, if it is under way, has come to the end of a conditioned link to that socket and waits there, at that time. */
gboolean             zoe_damage_is_held      (ZoeDamage *damage, ZoeMessageId message, guint link, guint socket, gint64 time_ns);

/* What one fault changes of its target; the other of the two stays as it is. */
void                 zoe_damage_fold         (const ZoeFault *fault, ZoeNodeDamage *node, ZoeLinkDamage *link);

/* (transfer none) (element-type ZoeIntervention): everything, in order */
GPtrArray           *zoe_damage_get_interventions (ZoeDamage *damage);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeDamage, zoe_damage_free)
