/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Traces as files: telling one, naming a new one, copying one. */

#pragma once

#include <gio/gio.h>

gboolean  zoe_trace_file_is_one   (const char *path);
char     *zoe_trace_file_new_path (const char *name, GError **error);
gboolean  zoe_trace_file_copy     (const char *from, const char *to, GError **error);
