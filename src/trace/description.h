/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario in a trace: what is needed to show it again without the file it came from. */

#pragma once

#include "model/scenario.h"
#include "trace/statements.h"

gboolean     zoe_description_write (ZoeScenario *scenario, sqlite3_stmt **statements);
ZoeScenario *zoe_description_read  (sqlite3_stmt **statements, GHashTable *meta, GPtrArray *sources, GError **error);
