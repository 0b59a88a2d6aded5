/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks how much delay, jitter or bandwidth a link shall have, in the words of a fault: "35ms", "1.5s", "2500 B/s". */

#pragma once

#include <adwaita.h>

#include "app/session.h"

/* The verb is "delay", "jitter" or "bandwidth". Returns: a dialog to present; it does what it asks for. */
GtkWidget *zoe_amount_dialog_new (GtkWindow *parent, ZoeSession *session, const char *verb, guint link);
