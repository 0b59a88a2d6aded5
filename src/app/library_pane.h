/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What there is to open: scenarios by chapter, and the newest recordings. A click opens, a double click runs. */

#pragma once

#include <adwaita.h>

#include "app/session.h"

#define ZOE_TYPE_LIBRARY_PANE (zoe_library_pane_get_type ())
G_DECLARE_FINAL_TYPE (ZoeLibraryPane, zoe_library_pane, ZOE, LIBRARY_PANE, AdwBin)

/* Property: session (ZoeSession, writable).
 * Signal: opened: a row has put something before the person's eyes. */

void zoe_library_pane_focus_search (ZoeLibraryPane *pane);
