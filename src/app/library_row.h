/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the library: a scenario, or a recording. */

#pragma once

#include <gtk/gtk.h>

#define ZOE_TYPE_LIBRARY_ROW (zoe_library_row_get_type ())
G_DECLARE_FINAL_TYPE (ZoeLibraryRow, zoe_library_row, ZOE, LIBRARY_ROW, GtkListBoxRow)

GtkWidget  *zoe_library_row_new             (const char *path, const char *title, const char *summary, const char *group,
                                             gboolean is_recording);
const char *zoe_library_row_get_path        (ZoeLibraryRow *row);
const char *zoe_library_row_get_group       (ZoeLibraryRow *row);
gboolean    zoe_library_row_is_recording    (ZoeLibraryRow *row);
gboolean    zoe_library_row_contains        (ZoeLibraryRow *row, const char *text);
