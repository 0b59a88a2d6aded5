/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came of what a person let go, as the trace of the run tells it: the last step, in a sentence, and the breakpoint that was met on
 * the way. */

#pragma once

#include "trace/damage.h"
#include "trace/recording.h"

typedef struct _ZoeAftermath ZoeAftermath;

ZoeAftermath *zoe_aftermath_new            (void);
void          zoe_aftermath_free           (ZoeAftermath *aftermath);
void          zoe_aftermath_forget         (ZoeAftermath *aftermath);

/* Returns: whether there is something new to tell. */
gboolean      zoe_aftermath_read           (ZoeAftermath *aftermath, ZoeRecording *recording);

ZoeDamage    *zoe_aftermath_get_damage     (ZoeAftermath *aftermath);   /* at the end of what is recorded; NULL: nothing is */
ZoeRecording *zoe_aftermath_get_recording  (ZoeAftermath *aftermath);   /* NULL: nothing is */
guint64       zoe_aftermath_get_n_events   (ZoeAftermath *aftermath);   /* recorded so far */
guint64       zoe_aftermath_get_step_event (ZoeAftermath *aftermath);   /* of the last step; 0: none */
const char   *zoe_aftermath_get_told       (ZoeAftermath *aftermath);   /* what it did; NULL: not known */
const char   *zoe_aftermath_get_met        (ZoeAftermath *aftermath);   /* the breakpoint the run stands at; NULL: none */
