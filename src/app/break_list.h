/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scenario's breakpoints, the target of the run with them, each with a button that removes it; and a line that says where they
 * are kept, or why only here. */

#pragma once

#include <gtk/gtk.h>

#include "app/session.h"

#define ZOE_TYPE_BREAK_LIST (zoe_break_list_get_type ())
G_DECLARE_FINAL_TYPE (ZoeBreakList, zoe_break_list, ZOE, BREAK_LIST, GtkBox)

void zoe_break_list_set_session (ZoeBreakList *list, ZoeSession *session);
