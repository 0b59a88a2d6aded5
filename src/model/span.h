/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stretch of scenario time, from begin up to but not including end, in nanoseconds. */

#pragma once

#include <glib.h>

typedef struct
{
  gint64 begin_ns;
  gint64 end_ns;
} ZoeSpan;

#define zoe_span_length(span)        ((span).end_ns - (span).begin_ns)
#define zoe_span_contains(span, ns)  ((ns) >= (span).begin_ns && (ns) < (span).end_ns)
