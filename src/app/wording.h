/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the window words what a trace holds, in one place so that every view says the same. */

#pragma once

#include "model/event.h"
#include "model/scenario.h"

#define ZOE_ARROW " → "

char       *zoe_wording_dup_count     (guint64 count);
char       *zoe_wording_dup_message   (ZoeScenario *scenario, ZoeMessageId message);
char       *zoe_wording_dup_bytes     (gsize size);
char       *zoe_wording_dup_hex       (const guint8 *data, gsize size, gsize at_most);
char       *zoe_wording_dup_frame     (GBytes *frame, gsize at_most);
const char *zoe_wording_frame_purpose (GPtrArray *frames, guint index, ZoeSocketType seen_by);
const char *zoe_wording_kind          (ZoeEventKind kind);
