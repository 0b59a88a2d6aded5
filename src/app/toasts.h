/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a window tells in passing, in sentences that go away by themselves: a run was recorded, a fault was done and can be undone,
 * what was asked for makes no sense just now. Failures are not passing: see error_dialog.h. */

#pragma once

#include <adwaita.h>

#include "app/session.h"

/* Tells what the session and its control have to tell, as long as the overlay lives. */
void zoe_toasts_install (AdwToastOverlay *toasts, ZoeSession *session);

void zoe_toasts_say     (AdwToastOverlay *toasts, const char *sentence);
