/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be broken and mended at a node or a link, as a menu: only what makes sense now can be chosen. Its items call "run.fault"
 * and its like. */

#pragma once

#include <gio/gio.h>

#include "app/session.h"

GMenuModel *zoe_fault_menu_new_for_node (ZoeSession *session, guint node);
GMenuModel *zoe_fault_menu_new_for_link (ZoeSession *session, guint link);
