/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks until when to run: an entry for the conditions of model/until.h, checked while one types, with examples of this scenario. They
 * count once, or are kept with the scenario's breakpoints, which are listed below. */

#pragma once

#include <gtk/gtk.h>

#include "app/session.h"

#define ZOE_TYPE_UNTIL_POPOVER (zoe_until_popover_get_type ())
G_DECLARE_FINAL_TYPE (ZoeUntilPopover, zoe_until_popover, ZOE, UNTIL_POPOVER, GtkPopover)

void zoe_until_popover_set_session (ZoeUntilPopover *popover, ZoeSession *session);
