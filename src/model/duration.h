/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lengths of time as people write and read them. Inside the program time is always a gint64 of nanoseconds. */

#pragma once

#include <glib.h>

#define ZOE_NS_PER_US G_GINT64_CONSTANT (1000)
#define ZOE_NS_PER_MS G_GINT64_CONSTANT (1000000)
#define ZOE_NS_PER_S  G_GINT64_CONSTANT (1000000000)

/* No scenario lasts longer: some 146 years. */
#define ZOE_END_OF_TIME (G_MAXINT64 / 2)

gint64   zoe_duration_after     (gint64 time_ns, gint64 length_ns);
gboolean zoe_duration_parse      (const char *text, gint64 *ret_ns, GError **error);
char    *zoe_duration_dup_text   (gint64 ns);
char    *zoe_duration_dup_stamp  (gint64 ns);
