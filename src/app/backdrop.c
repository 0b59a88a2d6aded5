/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/backdrop.h"

#include <math.h>
#include <pango/pangocairo.h>

#define LINE        2.0
#define ARROW       11.0
#define PORT        3.5     /* the dot where a link leaves its socket */
#define CLUSTER     14.0    /* radius of a cluster's corners */

static void
set_ink (cairo_t *cr, const GdkRGBA *ink, double alpha)
{
  cairo_set_source_rgba (cr, ink->red, ink->green, ink->blue, ink->alpha * alpha);
}

static double
mix (double paper, double ink)
{
  return paper + 0.42 * (ink - paper);
}

static void
trace_box (cairo_t *cr, const ZoeBox *box, double radius)
{
  double right = box->x + box->width, bottom = box->y + box->height;

  cairo_new_sub_path (cr);
  cairo_arc (cr, right - radius, box->y + radius, radius, -G_PI / 2, 0);
  cairo_arc (cr, right - radius, bottom - radius, radius, 0, G_PI / 2);
  cairo_arc (cr, box->x + radius, bottom - radius, radius, G_PI / 2, G_PI);
  cairo_arc (cr, box->x + radius, box->y + radius, radius, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
}

static void
draw_cluster (cairo_t *cr, const ZoeBox *box, const char *label, PangoContext *context, const GdkRGBA *ink)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (context);
  PangoFontDescription *font = pango_font_description_copy (pango_context_get_font_description (context));

  trace_box (cr, box, MIN (CLUSTER, MIN (box->width, box->height) / 2));
  set_ink (cr, ink, 0.05);
  cairo_fill_preserve (cr);
  set_ink (cr, ink, 0.18);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);

  pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, label, -1);
  pango_layout_set_width (layout, (int) (box->width - CLUSTER) * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  set_ink (cr, ink, 0.65);
  cairo_move_to (cr, box->x + CLUSTER * 0.8, box->y + 5);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_link (cairo_t *cr, const ZoePath *path, double width)
{
  double length = zoe_path_get_length (path);
  double arrow = ARROW * (0.6 + 0.2 * width);
  double at_neck = length > 0 ? MAX (0, 1 - arrow / length) : 0;
  ZoePoint start = path->points[0], tip = path->points[path->n_points - 1], neck = zoe_path_get_point (path, at_neck);
  double angle = atan2 (tip.y - neck.y, tip.x - neck.x);

  if (length <= 0)
    return;
  cairo_set_line_width (cr, width);
  cairo_move_to (cr, start.x, start.y);
  for (guint i = 1; i < path->n_points && path->lengths[i] < length - arrow * 0.8; i++)
    cairo_line_to (cr, path->points[i].x, path->points[i].y);
  cairo_line_to (cr, neck.x, neck.y);
  cairo_stroke (cr);

  cairo_move_to (cr, tip.x, tip.y);
  cairo_line_to (cr, tip.x - arrow * cos (angle - 0.42), tip.y - arrow * sin (angle - 0.42));
  cairo_line_to (cr, tip.x - arrow * cos (angle + 0.42), tip.y - arrow * sin (angle + 0.42));
  cairo_close_path (cr);
  cairo_fill (cr);

  cairo_arc (cr, start.x, start.y, PORT * (0.6 + 0.2 * width), 0, 2 * G_PI);
  cairo_fill (cr);
}

static cairo_t *
begin (GtkSnapshot *snapshot, ZoeBox box)
{
  const double around = 16;   /* arrow heads and shadows may stick out */
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (box.x - around, box.y - around,
                                                                          box.width + 2 * around, box.height + 2 * around));
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  return cr;
}

/**
 * zoe_backdrop_new:
 * @context: for the clusters' labels
 * @ink: the theme's foreground
 * @paper: and its background
 *
 * Returns: (transfer full) (nullable): clusters and links, in the scene's units
 */
GskRenderNode *
zoe_backdrop_new (ZoeScene *scene, PangoContext *context, const GdkRGBA *ink, const GdkRGBA *paper)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_t *cr = begin (snapshot, (ZoeBox) { 0, 0, scene->layout->width, scene->layout->height });

  for (guint i = 0; i < scene->layout->n_clusters && i < scene->scenario->clusters->len; i++)
    {
      const ZoeCluster *cluster = g_ptr_array_index (scene->scenario->clusters, i);

      draw_cluster (cr, &scene->layout->clusters[i], cluster->label != NULL ? cluster->label : cluster->name, context, ink);
    }
  /* Opaque, so that the strokes of one link, and links that cross, do not add up to something darker. */
  cairo_set_source_rgb (cr, mix (paper->red, ink->red), mix (paper->green, ink->green), mix (paper->blue, ink->blue));
  for (guint i = 1; i <= scene->layout->n_links; i++)
    draw_link (cr, &scene->paths[i], LINE);
  cairo_destroy (cr);
  return gtk_snapshot_free_to_node (snapshot);
}

GskRenderNode *
zoe_backdrop_new_link (ZoeScene *scene, guint link, const GdkRGBA *color)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_t *cr = begin (snapshot, scene->paths[link].bounds);

  gdk_cairo_set_source_rgba (cr, color);
  draw_link (cr, &scene->paths[link], LINE * 2);
  cairo_destroy (cr);
  return gtk_snapshot_free_to_node (snapshot);
}
