/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/staging.h"

#include "app/stretch.h"

#define MARGIN        26.0    /* around the picture when it fits */
#define TOP           20      /* and more above it, where notices appear */
#define USUAL_WIDTH   720     /* before the canvas has a size */
#define USUAL_HEIGHT  440
#define LARGEST       1.5     /* when it fits */
#define LARGEST_COMPACT 1.15
#define COMPACT_ZOOM  0.64    /* smaller than this, nodes had better say less */
#define BRIEF_ZOOM    0.72    /* and even less */
#define DETAIL_ZOOM   1.25    /* and larger than this, compact ones have room for more */

struct _ZoeStaging
{
  ZoeCast   *cast;                   /* borrowed */
  ZoeLayout *layouts[ZOE_N_DETAILS]; /* as Graphviz made them, for nodes that say so much; NULL: not asked for yet */
  ZoeScene  *scene;                  /* of the layout stretched to the canvas's shape */
  int        width, height;          /* of the canvas it is stretched to */
  ZoeDetail  detail;                 /* nodes say less where more could not be read */
};

/**
 * zoe_staging_new:
 * @cast: who is put on the canvas; it must outlive the staging, and have its scenario before zoe_staging_fit()
 */
ZoeStaging *
zoe_staging_new (ZoeCast *cast)
{
  ZoeStaging *staging = g_new0 (ZoeStaging, 1);

  staging->cast = cast;
  return staging;
}

void
zoe_staging_free (ZoeStaging *staging)
{
  zoe_staging_clear (staging);
  g_free (staging);
}

/**
 * zoe_staging_clear:
 *
 * Another scenario comes, or none.
 */
void
zoe_staging_clear (ZoeStaging *staging)
{
  g_clear_pointer (&staging->scene, zoe_scene_free);
  for (ZoeDetail detail = ZOE_DETAIL_ALL; detail < ZOE_N_DETAILS; detail++)
    g_clear_pointer (&staging->layouts[detail], zoe_layout_free);
}

static double
get_fitting_zoom (const ZoeLayout *layout, double width, double height)
{
  return MIN (width / MAX (layout->width, 1), height / MAX (layout->height, 1));
}

/* How large everything may be shown when it fits. */
static double
get_largest (ZoeStaging *staging)
{
  return staging->detail != ZOE_DETAIL_ALL ? LARGEST_COMPACT : LARGEST;
}

static double
get_room (int size, double otherwise)
{
  return size > 2 * MARGIN + 1 ? size - 2 * MARGIN : otherwise;
}

/* What the layout asks about. */
typedef struct
{
  ZoeCast     *cast;
  ZoeScenario *scenario;
} Asked;

static void
measure_node (guint node, double *ret_width, double *ret_height, gpointer data)
{
  zoe_cast_measure (((Asked *) data)->cast, node, ret_width, ret_height);
}

static double
locate_socket (guint socket, gpointer data)
{
  Asked *asked = data;

  return zoe_cast_locate_socket (asked->cast, zoe_scenario_get_socket (asked->scenario, socket)->node, socket);
}

/* Puts everything where a picture of the canvas's size wants it. */
static gboolean
lay_out (ZoeStaging *staging, ZoeScenario *scenario, ZoeDetail detail, GError **error)
{
  Asked asked = { staging->cast, scenario };
  ZoeScene *scene;

  staging->detail = detail;
  zoe_cast_set_detail (staging->cast, detail);
  if (staging->layouts[detail] == NULL)
    staging->layouts[detail] = zoe_layout_new (scenario, measure_node, locate_socket, &asked, error);
  if (staging->layouts[detail] == NULL)
    return FALSE;
  scene = zoe_scene_new (scenario, zoe_stretch_layout (staging->layouts[detail], scenario,
                                                       get_room (staging->width, USUAL_WIDTH),
                                                       get_room (staging->height - TOP, USUAL_HEIGHT),
                                                       get_largest (staging)));
  g_clear_pointer (&staging->scene, zoe_scene_free);
  staging->scene = scene;
  return TRUE;
}

/**
 * zoe_staging_fit:
 * @width: of the canvas; 0: it has no size yet
 *
 * Lays the scenario out for a canvas of this size, with nodes that say as much as can be read when all of them are seen.
 *
 * Returns: %FALSE if it could not be laid out
 */
gboolean
zoe_staging_fit (ZoeStaging *staging, ZoeScenario *scenario, int width, int height, GError **error)
{
  static const double least_zooms[ZOE_N_DETAILS] = { COMPACT_ZOOM, BRIEF_ZOOM, 0 };
  g_autoptr (ZoeScenario) kept = zoe_scenario_ref (scenario);

  staging->width = width;
  staging->height = height;
  for (ZoeDetail detail = ZOE_DETAIL_ALL; detail < ZOE_N_DETAILS; detail++)
    {
      if (!lay_out (staging, kept, detail, error))
        return FALSE;
      if (get_fitting_zoom (staging->scene->layout, get_room (width, USUAL_WIDTH), get_room (height - TOP, USUAL_HEIGHT))
          >= least_zooms[detail])
        break;
    }
  return TRUE;
}

/* The node nearest to the pointer stays there. */
static gboolean
switch_detail (ZoeStaging *staging, ZoeDetail detail, ZoeViewport *viewport, double zoom, double x, double y)
{
  g_autoptr (ZoeScenario) kept = zoe_scenario_ref (staging->scene->scenario);
  guint nearest = zoe_scene_find_nearest_node (staging->scene, zoe_viewport_to_plane (viewport, x, y));
  ZoePoint before = zoe_viewport_to_screen (viewport, zoe_scene_get_center (staging->scene, nearest)), after;

  if (!lay_out (staging, kept, detail, NULL))
    return FALSE;
  viewport->zoom = zoom;
  after = zoe_viewport_to_screen (viewport, zoe_scene_get_center (staging->scene, nearest));
  zoe_viewport_pan (viewport, before.x - after.x, before.y - after.y);
  return TRUE;
}

/**
 * zoe_staging_zoom_at:
 * @x: on the canvas: what is there stays there
 *
 * Returns: whether nodes say more now than before, or less, and stand elsewhere
 */
gboolean
zoe_staging_zoom_at (ZoeStaging *staging, ZoeViewport *viewport, double factor, double x, double y)
{
  zoe_viewport_zoom_at (viewport, factor, x, y);
  if (staging->detail != ZOE_DETAIL_ALL && viewport->zoom > DETAIL_ZOOM)
    return switch_detail (staging, ZOE_DETAIL_ALL, viewport, DETAIL_ZOOM * 0.65, x, y);
  if (staging->detail == ZOE_DETAIL_ALL && viewport->zoom < COMPACT_ZOOM * 0.65)
    return switch_detail (staging, ZOE_DETAIL_BRIEF, viewport, COMPACT_ZOOM, x, y);
  return FALSE;
}

/**
 * zoe_staging_fits:
 *
 * Returns: whether it has been laid out for this size
 */
gboolean
zoe_staging_fits (ZoeStaging *staging, int width, int height)
{
  return staging->width == width && staging->height == height;
}

/**
 * zoe_staging_forget_size:
 *
 * Whatever size the canvas has, it is to be laid out anew.
 */
void
zoe_staging_forget_size (ZoeStaging *staging)
{
  staging->width = 0;
}

/**
 * zoe_staging_show_all:
 * @viewport: becomes the one that shows everything on a canvas of this size
 */
void
zoe_staging_show_all (ZoeStaging *staging, ZoeViewport *viewport, int width, int height)
{
  zoe_viewport_fit (viewport, staging->scene->layout->width, staging->scene->layout->height, width, height - TOP, MARGIN,
                    get_largest (staging));
  viewport->offset_y += TOP;
}

ZoeScene *
zoe_staging_get_scene (ZoeStaging *staging)
{
  return staging->scene;
}

ZoeDetail
zoe_staging_get_detail (ZoeStaging *staging)
{
  return staging->detail;
}
