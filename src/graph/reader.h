/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a scenario from DOT: parses, checks everything at once, multiplies counts out. Main thread only: cgraph is not
 * thread-safe. */

#pragma once

#include "model/mistakes.h"
#include "model/scenario.h"

typedef struct
{
  const ZoeRole     *roles;           /* the table to check against */
  const char *const *sets;            /* "NODE.ATTR=VALUE"; or NULL */
  const char *const *exposes;         /* "NODE:SOCKET=ENDPOINT": bind there as well, for outside programs; or NULL */
  const char *const *attaches;        /* likewise, connect; or NULL */
  gboolean           allow_network;   /* endpoints beyond this machine */
  gboolean           has_seed;
  guint64            seed;
} ZoeReadOptions;

#define ZOE_SCENARIO_MAX_SIZE (4 * 1024 * 1024)

ZoeScenario *zoe_read_scenario_file (const char *path, const ZoeReadOptions *options, ZoeMistakes *mistakes);
ZoeScenario *zoe_read_scenario_text (const char *text, gssize length, const char *name,
                                     const ZoeReadOptions *options, ZoeMistakes *mistakes);
char        *zoe_read_scenario_bytes (const char *path, gsize *ret_length, ZoeMistakes *mistakes);
