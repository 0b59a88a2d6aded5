/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a node is at the play head, and the words for it: on its card, and as a screen reader says it. */

#pragma once

#include "model/scenario.h"
#include "trace/damage.h"
#include "trace/moment.h"

typedef struct
{
  ZoeNodePhase  phase;
  ZoeNodeDamage damage;
  gboolean      working;
  double        progress;      /* of the work, 0 .. 1; 0: none */
  guint64       n_received, n_sent;
} ZoeNodeState;

#define ZOE_SHORT_COUNT 16     /* room for a count in short */

ZoeNodeState zoe_node_state_at           (const ZoeNodeMoment *moment, const ZoeNodeDamage *damage, gint64 time_ns);
gboolean     zoe_node_state_is_same_kind (const ZoeNodeState *a, const ZoeNodeState *b);
const char  *zoe_node_state_get_word     (const ZoeNodeState *state, const ZoeNodeSpec *spec);
char        *zoe_node_state_dup_label    (const ZoeNodeState *state, const ZoeNodeSpec *spec);
const char  *zoe_node_state_format_count (guint64 count, char ret_text[ZOE_SHORT_COUNT]);
