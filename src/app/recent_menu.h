/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The newest scenarios and recordings this program opened, as a menu that keeps itself up to date. */

#pragma once

#include <gtk/gtk.h>

/* Each item activates win.open-recent with its URI. (transfer full) */
GMenuModel *zoe_recent_menu_new (void);

void        zoe_recent_menu_add (GFile *file);
