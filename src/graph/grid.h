/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layout that cannot fail: nodes in rows, links straight. */

#pragma once

#include "graph/layout.h"

void zoe_grid_fill         (ZoeLayout *layout, ZoeScenario *scenario);
void zoe_route_set_straight (ZoeRoute *route, ZoeBox tail, ZoeBox head);
