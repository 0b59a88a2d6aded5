/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds each link its way from end to end, around the nodes that are not its own. */

#pragma once

#include "graph/end.h"

void zoe_router_run (ZoeLayout *layout, ZoeScenario *scenario, const ZoeEnd *ends);
