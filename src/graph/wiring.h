/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes links of a draft's edges: finds the sockets, decides who binds, checks that both ends can talk. */

#pragma once

#include "graph/casting.h"

void zoe_wiring_make (ZoeDraft *draft, ZoeCasting *casting, gboolean allow_network, ZoeScenario *scenario, ZoeMistakes *mistakes);
