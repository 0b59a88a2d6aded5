/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What "zoe run" says at its end, read from the trace it has written. */

#pragma once

#include <glib.h>

typedef struct
{
  const char *trace_path;    /* the trace to read */
  gboolean    keep;          /* whether it stays, and is worth naming */
  const char *reason;        /* why the run was over */
  gboolean    interrupted;   /* by Ctrl-C */
  gboolean    json;
} ZoeSummary;

gboolean zoe_summary_print (const ZoeSummary *summary, GError **error);
