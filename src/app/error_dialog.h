/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says that something went wrong, and what to do. */

#pragma once

#include <adwaita.h>

GtkWidget *zoe_error_dialog_new (GtkWindow *parent, const char *title, const char *advice);
