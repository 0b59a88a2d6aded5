/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scenarios at hand: those that came with the program, and the person's own. */

#pragma once

#include <glib.h>

typedef struct
{
  char *name;       /* pipeline */
  char *path;
  char *title;
  char *chapter;
  char *summary;
} ZoeLibraryEntry;

/* Sorted by chapter, then title. Files that do not parse are left out. (transfer full) (element-type ZoeLibraryEntry) */
GPtrArray *zoe_library_list      (void);

/* A path if there is such a file, else the scenario of that name. NULL with an error that names the nearest one. */
char      *zoe_library_find      (const char *name_or_path, GError **error);
