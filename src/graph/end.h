/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where links meet their nodes: on the side that faces the other end, in the row of the socket if the node shows one. */

#pragma once

#include "graph/layout.h"

typedef struct
{
  gboolean right;       /* on the right side, else the left */
  double   x, y;
} ZoeEnd;

/* By link number: two each, [2 * link] of the tail and [2 * link + 1] of the head. */
ZoeEnd *zoe_ends_new (const ZoeLayout *layout, ZoeScenario *scenario, const double *socket_rows);
