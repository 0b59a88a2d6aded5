/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a layout fill a picture of another shape: only the gaps between nodes grow, never the nodes, and whatever touches a node
 * still does. Longer links are longer roads for the messages. */

#pragma once

#include "graph/layout.h"

/* A stretched copy. aspect: width to height of the picture to fill. */
ZoeLayout *zoe_stretch_layout (const ZoeLayout *layout, ZoeScenario *scenario, double aspect);
