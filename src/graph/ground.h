/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where all nodes and clusters of a scenario stand: its parts, each placed on its own, arranged so that they fill a wide picture. */

#pragma once

#include "graph/layout.h"

gboolean zoe_ground_place (ZoeLayout *layout, ZoeScenario *scenario, const char *direction, GError **error);
