/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks how a node's sockets shall be when it is restarted: high-water marks, linger, routing ids. */

#pragma once

#include <adwaita.h>

#include "app/session.h"

/* Returns: a dialog to present; it does what it asks for. */
GtkWidget *zoe_restart_dialog_new (GtkWindow *parent, ZoeSession *session, guint node);
