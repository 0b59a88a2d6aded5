/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An event sink for tests: keeps every event and its frames in memory, and answers in the domain's words. */

#pragma once

#include "model/event.h"
#include "model/scenario.h"

typedef struct _Witness Witness;

Witness  *witness_new            (ZoeScenario *scenario);
void      witness_free           (Witness *witness);
void      witness_sink           (const ZoeEvent *event, const ZoeFrame *frames, guint lane, gpointer witness);

guint     witness_count          (Witness *witness, ZoeEventKind kind, const char *port_or_node);
ZoeEvent *witness_get            (Witness *witness, guint index);
guint     witness_count_all      (Witness *witness);
void      witness_wait_for       (Witness *witness, ZoeEventKind kind, const char *port_or_node, guint at_least);
char     *witness_dup_frames     (Witness *witness, ZoeEventKind kind, const char *port_or_node);

/* What happened in its causal order alone: each node's own doings in their order, a line each; a receipt names its send and a send its
 * cause, by ids that count a node's sends. What the lab and the transports did is left out. */
char     *witness_dup_causal_order (Witness *witness);

/* Numbers without a gap, each receipt after the send it names. */
void      assert_complete        (Witness *witness);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Witness, witness_free)
