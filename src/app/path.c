/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/path.h"

#include <math.h>

#define PIECES 16   /* straight pieces for each Bezier piece */

static ZoePoint
bezier (const ZoePoint *p, double t)
{
  double s = 1 - t;
  double a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;

  return (ZoePoint) { a * p[0].x + b * p[1].x + c * p[2].x + d * p[3].x,
                      a * p[0].y + b * p[1].y + c * p[2].y + d * p[3].y };
}

/**
 * zoe_path_init:
 * @path: to be filled; zoe_path_clear() frees what it holds
 * @route: a link's route; without points the path has length 0 and no place
 */
void
zoe_path_init (ZoePath *path, const ZoeRoute *route)
{
  guint n_curves = route->n_points >= 4 ? (route->n_points - 1) / 3 : 0;
  double left = 0, top = 0, right = 0, bottom = 0;

  path->n_points = n_curves * PIECES + 1;
  path->points = g_new0 (ZoePoint, path->n_points);
  path->lengths = g_new0 (double, path->n_points);
  if (route->n_points > 0)
    path->points[0] = route->points[0];
  for (guint i = 1; i < path->n_points; i++)
    {
      ZoePoint from = path->points[i - 1];
      ZoePoint to = bezier (route->points + (i - 1) / PIECES * 3, ((i - 1) % PIECES + 1) / (double) PIECES);

      path->points[i] = to;
      path->lengths[i] = path->lengths[i - 1] + hypot (to.x - from.x, to.y - from.y);
    }
  left = right = path->points[0].x;
  top = bottom = path->points[0].y;
  for (guint i = 1; i < path->n_points; i++)
    {
      left = MIN (left, path->points[i].x);
      right = MAX (right, path->points[i].x);
      top = MIN (top, path->points[i].y);
      bottom = MAX (bottom, path->points[i].y);
    }
  path->bounds = (ZoeBox) { left, top, right - left, bottom - top };
}

void
zoe_path_clear (ZoePath *path)
{
  g_clear_pointer (&path->points, g_free);
  g_clear_pointer (&path->lengths, g_free);
  path->n_points = 0;
}

double
zoe_path_get_length (const ZoePath *path)
{
  return path->lengths[path->n_points - 1];
}

/* The first piece that reaches a length. */
static guint
find_piece (const ZoePath *path, double length)
{
  guint low = 1, high = path->n_points - 1;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (path->lengths[middle] < length)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * zoe_path_get_point:
 * @share: of the path's length, 0 .. 1
 */
ZoePoint
zoe_path_get_point (const ZoePath *path, double share)
{
  double length, piece_length, rest;
  guint piece;

  if (path->n_points < 2)
    return path->points[0];
  length = CLAMP (share, 0, 1) * zoe_path_get_length (path);
  piece = find_piece (path, length);
  piece_length = path->lengths[piece] - path->lengths[piece - 1];
  rest = piece_length > 0 ? (length - path->lengths[piece - 1]) / piece_length : 0;
  return (ZoePoint) { path->points[piece - 1].x + rest * (path->points[piece].x - path->points[piece - 1].x),
                      path->points[piece - 1].y + rest * (path->points[piece].y - path->points[piece - 1].y) };
}

/**
 * zoe_path_get_direction:
 *
 * Returns: which way the path goes there, of length 1; to the right if the path has no length
 */
ZoePoint
zoe_path_get_direction (const ZoePath *path, double share)
{
  guint piece;
  double dx, dy, length;

  if (path->n_points < 2)
    return (ZoePoint) { 1, 0 };
  piece = find_piece (path, CLAMP (share, 0, 1) * zoe_path_get_length (path));
  dx = path->points[piece].x - path->points[piece - 1].x;
  dy = path->points[piece].y - path->points[piece - 1].y;
  length = hypot (dx, dy);
  return length > 0 ? (ZoePoint) { dx / length, dy / length } : (ZoePoint) { 1, 0 };
}

/**
 * zoe_path_get_point_between:
 * @share: of the way, 0 .. 1
 * @before: how much of the path, from its start, is left out
 * @after: and how much at its end. Where the two leave nothing, there is one place, between them
 */
ZoePoint
zoe_path_get_point_between (const ZoePath *path, double share, double before, double after)
{
  double length = zoe_path_get_length (path);

  if (length <= 0)
    return zoe_path_get_point (path, share);
  if (before + after > length)
    {
      before *= length / (before + after);
      after = length - before;
    }
  return zoe_path_get_point (path, (before + CLAMP (share, 0, 1) * (length - before - after)) / length);
}

static gboolean
is_inside (const ZoeBox *box, ZoePoint point)
{
  return point.x > box->x && point.x < box->x + box->width && point.y > box->y && point.y < box->y + box->height;
}

/**
 * zoe_path_get_exit:
 * @from_end: go from its end back, instead of from its start on
 *
 * Returns: how far one has to go along the path to be out of the box; the path's length if one never is
 */
double
zoe_path_get_exit (const ZoePath *path, gboolean from_end, const ZoeBox *box)
{
  double length = zoe_path_get_length (path), inside = 0, outside = length;
  guint out = 0;

  while (out < path->n_points && is_inside (box, path->points[from_end ? path->n_points - 1 - out : out]))
    out++;
  if (out == 0 || out == path->n_points)
    return out == 0 ? 0 : length;
  outside = from_end ? length - path->lengths[path->n_points - 1 - out] : path->lengths[out];
  inside = from_end ? length - path->lengths[path->n_points - out] : path->lengths[out - 1];
  while (outside - inside > 0.1)
    {
      double middle = (inside + outside) / 2;

      if (is_inside (box, zoe_path_get_point (path, (from_end ? length - middle : middle) / length)))
        inside = middle;
      else
        outside = middle;
    }
  return outside;
}

static double
distance_to_piece (ZoePoint a, ZoePoint b, ZoePoint p)
{
  double dx = b.x - a.x, dy = b.y - a.y;
  double square = dx * dx + dy * dy;
  double t = square > 0 ? CLAMP (((p.x - a.x) * dx + (p.y - a.y) * dy) / square, 0, 1) : 0;

  return hypot (p.x - a.x - t * dx, p.y - a.y - t * dy);
}

/**
 * zoe_path_get_distance:
 * @at_most: what is farther away need not be measured
 *
 * Returns: how far the point is from the path, or something greater than @at_most
 */
double
zoe_path_get_distance (const ZoePath *path, ZoePoint point, double at_most)
{
  const ZoeBox *box = &path->bounds;
  double nearest = G_MAXDOUBLE;

  if (point.x < box->x - at_most || point.x > box->x + box->width + at_most
      || point.y < box->y - at_most || point.y > box->y + box->height + at_most)
    return nearest;
  for (guint i = 1; i < path->n_points; i++)
    nearest = MIN (nearest, distance_to_piece (path->points[i - 1], path->points[i], point));
  return nearest;
}
