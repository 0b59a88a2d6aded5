/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks a recording's events in order, a row at a time, for the command line and exports. */

#pragma once

#include "trace/event_filter.h"
#include "trace/recording.h"

typedef struct _ZoeEventCursor ZoeEventCursor;

ZoeEventCursor *zoe_event_cursor_new   (ZoeRecording *recording, const ZoeEventFilter *filter, GError **error);
gboolean        zoe_event_cursor_next  (ZoeEventCursor *cursor, ZoeEvent *ret_event, const char **ret_detail, GError **error);
void            zoe_event_cursor_free  (ZoeEventCursor *cursor);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeEventCursor, zoe_event_cursor_free)
