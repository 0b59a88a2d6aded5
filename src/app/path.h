/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A link's curve as a chain of short straight pieces with their lengths, so that a message goes along it at an even speed. */

#pragma once

#include "graph/layout.h"

typedef struct
{
  ZoePoint *points;
  double   *lengths;      /* from the start to each point */
  guint     n_points;
  ZoeBox    bounds;
} ZoePath;

void     zoe_path_init        (ZoePath *path, const ZoeRoute *route);
void     zoe_path_clear       (ZoePath *path);
double   zoe_path_get_length  (const ZoePath *path);
ZoePoint zoe_path_get_point   (const ZoePath *path, double share);
ZoePoint zoe_path_get_point_between (const ZoePath *path, double share, double before, double after);
double   zoe_path_get_exit    (const ZoePath *path, gboolean from_end, const ZoeBox *box);
ZoePoint zoe_path_get_direction (const ZoePath *path, double share);
double   zoe_path_get_distance  (const ZoePath *path, ZoePoint point, double at_most);
