/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What makes a file a trace, and the SQL that makes one; the SQL itself is schema.sql. */

#pragma once

#include <glib.h>

#define ZOE_TRACE_APPLICATION_ID 0x5a6f6554   /* "ZoeT" */
#define ZOE_TRACE_VERSION        2
#define ZOE_TRACE_VERSION_OLDEST 1            /* that is still read: its tables are the same, its views told less */

const char *zoe_schema_get_text (void);
