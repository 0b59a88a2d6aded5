/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What DOT text amounts to, told from its names and punctuation alone: which braces are open, how many nodes, attributes and edges
 * there will be. It stops before cgraph would have to make millions of them. */

#pragma once

#include "model/mistakes.h"

typedef struct _ZoeOutline ZoeOutline;

ZoeOutline *zoe_outline_new              (ZoeMistakes *mistakes);
void        zoe_outline_free             (ZoeOutline *outline);
gboolean    zoe_outline_take_name        (ZoeOutline *outline, guint line, char *name, gboolean quoted);
gboolean    zoe_outline_take_punctuation (ZoeOutline *outline, guint line, char c);
gboolean    zoe_outline_finish           (ZoeOutline *outline);
gboolean    zoe_outline_expects_value    (ZoeOutline *outline);
gboolean    zoe_outline_fail             (ZoeOutline *outline, guint line, const char *format, ...) G_GNUC_PRINTF (3, 4);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeOutline, zoe_outline_free)
