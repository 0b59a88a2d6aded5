/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a layout fill a picture of a given size: only the gaps between nodes grow or shrink, never the nodes, and whatever
 * touches a node still does. Longer links are longer roads for the messages; narrower gaps leave more room for the nodes. */

#pragma once

#include "graph/layout.h"

ZoeLayout *zoe_stretch_layout (const ZoeLayout *layout, ZoeScenario *scenario, double width, double height, double largest);
