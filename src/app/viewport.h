/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which part of a plane a widget shows, and how large. Screen = offset + zoom times plane. */

#pragma once

#include "graph/layout.h"

#define ZOE_ZOOM_MIN 0.05
#define ZOE_ZOOM_MAX 4.0

typedef struct
{
  double   zoom;
  double   offset_x, offset_y;
  gboolean fits;            /* nobody has moved it: it keeps showing everything */
} ZoeViewport;

void     zoe_viewport_fit       (ZoeViewport *viewport, double plane_width, double plane_height, double width, double height,
                                 double margin, double largest);
void     zoe_viewport_zoom_at   (ZoeViewport *viewport, double factor, double x, double y);
void     zoe_viewport_pan       (ZoeViewport *viewport, double dx, double dy);
ZoePoint zoe_viewport_to_plane  (const ZoeViewport *viewport, double x, double y);
ZoePoint zoe_viewport_to_screen (const ZoeViewport *viewport, ZoePoint point);
