/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/link_marks.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "app/palette.h"
#include "app/sign.h"
#include "model/duration.h"

#define DASH 9.0

static void
trace_path (cairo_t *cr, const ZoePath *path)
{
  cairo_move_to (cr, path->points[0].x, path->points[0].y);
  for (guint i = 1; i < path->n_points; i++)
    cairo_line_to (cr, path->points[i].x, path->points[i].y);
}

/* Two blades that cross, and their rings. */
static void
draw_scissors (cairo_t *cr, double size)
{
  for (int side = -1; side <= 1; side += 2)
    {
      cairo_move_to (cr, size * 0.62, -side * size * 0.34);
      cairo_line_to (cr, -size * 0.24, side * size * 0.22);
      cairo_stroke (cr);
      cairo_arc (cr, -size * 0.45, side * size * 0.33, size * 0.2, 0, 2 * G_PI);
      cairo_stroke (cr);
    }
}

/* Two bars, as on a pause button. */
static void
draw_bars (cairo_t *cr, double size)
{
  for (int side = -1; side <= 1; side += 2)
    cairo_rectangle (cr, side * size * 0.24 - size * 0.13, -size * 0.42, size * 0.26, size * 0.84);
  cairo_fill (cr);
}

static void
draw_shut (cairo_t *cr, const ZoePath *path, gboolean cut, const GdkRGBA *ink, const GdkRGBA *paper)
{
  ZoePoint middle = zoe_path_get_point (path, 0.5);
  const double dashes[] = { DASH, DASH * 0.8 };

  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  gdk_cairo_set_source_rgba (cr, paper);
  cairo_set_line_width (cr, 6);
  trace_path (cr, path);
  cairo_stroke (cr);
  gdk_cairo_set_source_rgba (cr, ink);
  cairo_set_line_width (cr, 2.5);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  trace_path (cr, path);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);

  cairo_save (cr);
  cairo_translate (cr, middle.x, middle.y);
  cairo_arc (cr, 0, 0, 13, 0, 2 * G_PI);
  gdk_cairo_set_source_rgba (cr, paper);
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, ink);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
  if (cut)
    draw_scissors (cr, 11);
  else
    draw_bars (cr, 11);
  cairo_restore (cr);
}

/**
 * zoe_link_marks_snapshot_shut:
 *
 * A link that lets nothing through, being cut or held: over the link as it is, below nodes and messages.
 */
void
zoe_link_marks_snapshot_shut (GtkWidget *widget, GtkSnapshot *snapshot, const ZoeViewport *viewport, const ZoePath *path,
                              const ZoeLinkDamage *state)
{
  GdkRGBA paper = zoe_palette_look_up (widget, "view_bg_color", 1);
  GdkRGBA ink = zoe_palette_look_up (widget, state->cut ? "error_color" : "warning_color", 1);
  const ZoeBox *box = &path->bounds;
  GtkSnapshot *drawing;
  GskRenderNode *node;
  cairo_t *cr;

  if (!state->cut && !state->hold)
    return;
  /* Drawn apart: under a scale, a snapshot misplaces what is drawn with cairo. */
  drawing = gtk_snapshot_new ();
  cr = gtk_snapshot_append_cairo (drawing, &GRAPHENE_RECT_INIT (box->x - 18, box->y - 18, box->width + 36, box->height + 36));
  draw_shut (cr, path, state->cut, &ink, &paper);
  cairo_destroy (cr);
  node = gtk_snapshot_free_to_node (drawing);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (viewport->offset_x, viewport->offset_y));
  gtk_snapshot_scale (snapshot, viewport->zoom, viewport->zoom);
  gtk_snapshot_append_node (snapshot, node);
  gsk_render_node_unref (node);
  gtk_snapshot_restore (snapshot);
}

/**
 * zoe_link_marks_dup_text:
 *
 * Returns: (nullable) (transfer full): what slows the link, in short: "+300 ms ±50 ms 1000 B/s"; %NULL: nothing
 */
char *
zoe_link_marks_dup_text (const ZoeLinkDamage *state)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (state->delay_ns > 0)
    {
      g_autofree char *delay = zoe_duration_dup_text (state->delay_ns);

      g_string_append_printf (text, "+%s", delay);
    }
  if (state->jitter_ns > 0)
    {
      g_autofree char *jitter = zoe_duration_dup_text (state->jitter_ns);

      g_string_append_printf (text, "%s±%s", text->len > 0 ? " " : "", jitter);
    }
  if (state->bandwidth > 0)
    g_string_append_printf (text, _("%s%" PRId64 " B/s"), text->len > 0 ? " " : "", state->bandwidth);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/**
 * zoe_link_marks_snapshot_slow:
 *
 * What slows a link, on a sign in its middle: above everything.
 */
void
zoe_link_marks_snapshot_slow (GtkWidget *widget, GtkSnapshot *snapshot, const ZoeViewport *viewport, const ZoePath *path,
                              const ZoeLinkDamage *state)
{
  GdkRGBA paper = zoe_palette_look_up (widget, "view_bg_color", 1);
  GdkRGBA fill = zoe_palette_look_up (widget, "warning_bg_color", 1);
  GdkRGBA ink = zoe_palette_look_up (widget, "warning_fg_color", 1);
  ZoePoint middle = zoe_viewport_to_screen (viewport, zoe_path_get_point (path, 0.5));
  g_autofree char *text = zoe_link_marks_dup_text (state);
  g_autoptr (PangoLayout) layout = NULL;
  graphene_rect_t at;
  int width, height;

  if (text == NULL)
    return;
  layout = zoe_sign_create_text (widget, text, zoe_sign_get_size (viewport));
  pango_layout_get_pixel_size (layout, &width, &height);
  /* Below the sign of a link that is shut. */
  at = GRAPHENE_RECT_INIT (middle.x - width / 2.0 - ZOE_SIGN_SIDE,
                           middle.y - height / 2.0 - 2 + (state->cut || state->hold ? 26 : 0),
                           width + 2 * ZOE_SIGN_SIDE, height + 4);
  zoe_sign_snapshot (snapshot, &at, layout, &fill, &ink, &paper);
}
