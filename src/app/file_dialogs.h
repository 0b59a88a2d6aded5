/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for a file to open, or for a place to save one. */

#pragma once

#include <gtk/gtk.h>

typedef void (*ZoeFileChosen) (GFile *file, gpointer data);

/* The function is called at most once, never after data (a GObject) is gone. */
void zoe_file_dialog_open (GtkWindow *parent, ZoeFileChosen chosen, GObject *data);
void zoe_file_dialog_save (GtkWindow *parent, const char *name, ZoeFileChosen chosen, GObject *data);
void zoe_file_dialog_save_scenario (GtkWindow *parent, const char *name, ZoeFileChosen chosen, GObject *data);
