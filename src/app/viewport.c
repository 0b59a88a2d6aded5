/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/viewport.h"

/**
 * zoe_viewport_fit:
 * @plane_width: of what is to be seen whole
 * @width: of the widget
 * @margin: left free on each side
 * @largest: beyond this zoom small things look silly
 */
void
zoe_viewport_fit (ZoeViewport *viewport, double plane_width, double plane_height, double width, double height, double margin,
                  double largest)
{
  double zoom_x = (width - 2 * margin) / MAX (plane_width, 1), zoom_y = (height - 2 * margin) / MAX (plane_height, 1);

  viewport->zoom = CLAMP (MIN (zoom_x, zoom_y), ZOE_ZOOM_MIN, largest);
  viewport->offset_x = (width - viewport->zoom * plane_width) / 2;
  viewport->offset_y = (height - viewport->zoom * plane_height) / 2;
  viewport->fits = TRUE;
}

/**
 * zoe_viewport_zoom_at:
 * @x: the point on the screen that stays where it is
 */
void
zoe_viewport_zoom_at (ZoeViewport *viewport, double factor, double x, double y)
{
  double zoom = CLAMP (viewport->zoom * factor, ZOE_ZOOM_MIN, ZOE_ZOOM_MAX);

  viewport->offset_x = x - (x - viewport->offset_x) * zoom / viewport->zoom;
  viewport->offset_y = y - (y - viewport->offset_y) * zoom / viewport->zoom;
  viewport->zoom = zoom;
  viewport->fits = FALSE;
}

void
zoe_viewport_pan (ZoeViewport *viewport, double dx, double dy)
{
  viewport->offset_x += dx;
  viewport->offset_y += dy;
  viewport->fits = FALSE;
}

ZoePoint
zoe_viewport_to_plane (const ZoeViewport *viewport, double x, double y)
{
  return (ZoePoint) { (x - viewport->offset_x) / viewport->zoom, (y - viewport->offset_y) / viewport->zoom };
}

ZoePoint
zoe_viewport_to_screen (const ZoeViewport *viewport, ZoePoint point)
{
  return (ZoePoint) { viewport->offset_x + viewport->zoom * point.x, viewport->offset_y + viewport->zoom * point.y };
}
