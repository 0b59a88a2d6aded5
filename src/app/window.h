/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window: one session, and every view of it. */

#pragma once

#include <adwaita.h>

#include "app/session.h"

#define ZOE_TYPE_WINDOW (zoe_window_get_type ())
G_DECLARE_FINAL_TYPE (ZoeWindow, zoe_window, ZOE, WINDOW, AdwApplicationWindow)

/* Property: session (ZoeSession, read only). */

ZoeWindow  *zoe_window_new         (AdwApplication *application);
ZoeSession *zoe_window_get_session (ZoeWindow *window);
gboolean    zoe_window_is_blank    (ZoeWindow *window);
gboolean    zoe_window_open        (ZoeWindow *window, GFile *file, gboolean run);
void        zoe_window_say         (ZoeWindow *window, const char *sentence);
void        zoe_window_show_error  (ZoeWindow *window, const char *title, const char *advice);
