/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recording's events as a list model: #GListModel of #ZoeEventRow. A row becomes an object when it is looked at; a million
 * rows cost an index of pages. Main thread only. */

#pragma once

#include <gio/gio.h>

#include "trace/event_filter.h"
#include "trace/recording.h"

#define ZOE_TYPE_EVENT_ROW (zoe_event_row_get_type ())
G_DECLARE_FINAL_TYPE (ZoeEventRow, zoe_event_row, ZOE, EVENT_ROW, GObject)

const ZoeEvent *zoe_event_row_get_event  (ZoeEventRow *row);
const char     *zoe_event_row_get_detail (ZoeEventRow *row);

#define ZOE_TYPE_EVENT_LIST (zoe_event_list_get_type ())
G_DECLARE_FINAL_TYPE (ZoeEventList, zoe_event_list, ZOE, EVENT_LIST, GObject)

ZoeEventList *zoe_event_list_new           (ZoeRecording *recording);
void          zoe_event_list_set_filter    (ZoeEventList *list, const ZoeEventFilter *filter);
gboolean      zoe_event_list_is_scanning   (ZoeEventList *list);

/* The row of an event, or of the last one before it that the filter lets through; G_MAXUINT: none. */
guint         zoe_event_list_find_sequence (ZoeEventList *list, guint64 sequence);
