/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario's breakpoints as its file has them, changed without touching anything else in it. */

#pragma once

#include <glib.h>

char    *zoe_break_file_dup_text (const char *text, gsize length, const char *name, const char *conditions, gsize *ret_length,
                                  GError **error);

/* Errors: READ_ONLY, PERMISSION_DENIED; WRONG_ETAG: somebody else has changed the breakpoints there; INVALID_DATA: it is no scenario
 * now; or what the system says. The file is then as it was. */
gboolean zoe_break_file_write    (const char *path, const char *known, const char *conditions, GError **error);
