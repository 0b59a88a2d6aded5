/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The recording as a list of events, one row each, with its filter. The selected row is the play head's: choosing one moves
 * the play head there, and where the play head goes the list goes along. */

#pragma once

#include "app/page.h"

#define ZOE_TYPE_EVENT_VIEW (zoe_event_view_get_type ())
G_DECLARE_FINAL_TYPE (ZoeEventView, zoe_event_view, ZOE, EVENT_VIEW, ZoePage)

void        zoe_event_view_focus_filter  (ZoeEventView *view);
void        zoe_event_view_clear_filter  (ZoeEventView *view);
GListModel *zoe_event_view_get_model     (ZoeEventView *view);
guint       zoe_event_view_get_selected  (ZoeEventView *view);
void        zoe_event_view_select_row    (ZoeEventView *view, guint position);
