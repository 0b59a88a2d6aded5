/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The button that says which kinds of events the list shows: groups of kinds to switch on and off. */

#pragma once

#include <adwaita.h>

#define ZOE_TYPE_EVENT_FILTER_MENU (zoe_event_filter_menu_get_type ())
G_DECLARE_FINAL_TYPE (ZoeEventFilterMenu, zoe_event_filter_menu, ZOE, EVENT_FILTER_MENU, AdwBin)

/* Property: kinds (uint64, as in ZoeEventFilter: 0 = all). */

guint64 zoe_event_filter_menu_get_kinds (ZoeEventFilterMenu *menu);
void    zoe_event_filter_menu_reset     (ZoeEventFilterMenu *menu);
