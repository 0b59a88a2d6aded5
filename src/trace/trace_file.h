/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A trace as a file: whether it is one, and how to open it without trusting it. */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

gboolean zoe_trace_file_may_be_replaced (const char *path, GError **error);
sqlite3 *zoe_trace_file_open            (const char *path, GError **error);
