/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files brought to a window, and taken from it: chosen in a dialog, among the recent ones, dropped on it; a recording saved. Each
 * ends in zoe_window_open() or zoe_session_save_trace().
 *
 * Actions: win.open, win.open-recent (a string: the URI), win.save-trace. Callback of the template: on_drop. */

#pragma once

#include <gtk/gtk.h>

/* For the class of ZoeWindow. */
void zoe_filing_bind (GtkWidgetClass *window_class);
