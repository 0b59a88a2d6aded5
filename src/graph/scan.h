/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A first look at DOT text, before cgraph sees it: whatever cgraph would take badly (a second graph, edges by the million,
 * thousands of braces), misread silently, or report in a parser's words, is found here and said in a person's. */

#pragma once

#include "model/mistakes.h"

#define ZOE_MAX_NODES 1000
#define ZOE_MAX_LINKS 65000

/* Stands in the scanned text for a value that is written, but empty: cgraph cannot tell that from none. */
#define ZOE_SCAN_EMPTY '\001'

char *zoe_scan_dot (const char *text, gsize length, ZoeMistakes *mistakes);
