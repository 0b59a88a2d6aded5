/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A filter, ready to be asked of one event after another. */

#pragma once

#include "trace/event_filter.h"
#include "trace/recording_private.h"

typedef struct
{
  ZoeRecording  *recording;    /* borrowed */
  ZoeEventFilter filter;       /* its text is a copy, folded */
  gboolean       plain;        /* the text is ASCII: letter case is easy */
  GString       *detail;
} ZoeEventMatch;

void     zoe_event_match_init    (ZoeEventMatch *match, ZoeRecording *recording, const ZoeEventFilter *filter);
void     zoe_event_match_clear   (ZoeEventMatch *match);
gboolean zoe_event_match_is_all  (ZoeEventMatch *match);
gboolean zoe_event_match_test    (ZoeEventMatch *match, const ZoeStoredEvent *stored);
void     zoe_event_match_get_range (ZoeEventMatch *match, guint64 *ret_first, guint64 *ret_last);
