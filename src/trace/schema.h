/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What makes a file a trace, and the SQL that makes one; the SQL itself is schema.sql. */

#pragma once

#include <glib.h>

#define ZOE_TRACE_APPLICATION_ID 0x5a6f6554   /* "ZoeT" */
#define ZOE_TRACE_VERSION        1

const char *zoe_schema_get_text (void);
