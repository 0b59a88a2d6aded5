/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes one single file of a trace that was written while others read it. */

#pragma once

#include <gio/gio.h>

gboolean zoe_trace_seal (const char *path, GError **error);
