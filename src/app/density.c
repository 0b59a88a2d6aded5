/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/density.h"

#include <math.h>

#include "app/palette.h"

#define PITCH 3   /* pixels a bar, gap included */

struct _ZoeDensity
{
  GtkWidget     *widget;    /* borrowed: for colours */
  guint64       *counts;    /* NULL: nothing is recorded */
  guint          n_bins;
  guint64        densest;
  double         width, height;
  GskRenderNode *bars;
};

/**
 * zoe_density_new:
 * @widget: it must outlive the density
 */
ZoeDensity *
zoe_density_new (GtkWidget *widget)
{
  ZoeDensity *density = g_new0 (ZoeDensity, 1);

  density->widget = widget;
  return density;
}

void
zoe_density_free (ZoeDensity *density)
{
  g_free (density->counts);
  g_clear_pointer (&density->bars, gsk_render_node_unref);
  g_free (density);
}

/**
 * zoe_density_get_share:
 *
 * The height of a bar goes with the logarithm of the events in it: one event can be seen beside ten thousand.
 */
double
zoe_density_get_share (guint64 count, guint64 densest)
{
  return count == 0 ? 0 : MAX (log2 (1 + count) / log2 (1 + MAX (densest, 3)), 0.08);
}

/**
 * zoe_density_redraw:
 *
 * To be called when colours may have changed.
 */
void
zoe_density_redraw (ZoeDensity *density)
{
  GtkSnapshot *snapshot;
  GdkRGBA ink;
  cairo_t *cr;

  g_clear_pointer (&density->bars, gsk_render_node_unref);
  if (density->counts == NULL)
    return;
  ink = zoe_palette_look_up (density->widget, "accent_color", 0.75);
  snapshot = gtk_snapshot_new ();
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, MAX (density->width, 1), density->height));
  gdk_cairo_set_source_rgba (cr, &ink);
  for (guint i = 0; i < density->n_bins; i++)
    {
      double bar = round (zoe_density_get_share (density->counts[i], density->densest) * density->height);

      cairo_rectangle (cr, i * PITCH, density->height - bar, PITCH - 1, bar);
    }
  cairo_fill (cr);
  cairo_destroy (cr);
  density->bars = gtk_snapshot_free_to_node (snapshot);
}

/**
 * zoe_density_read:
 * @recording: (nullable)
 * @axis: the stretch of time, and how wide it is
 * @height: of the highest bar
 */
void
zoe_density_read (ZoeDensity *density, ZoeRecording *recording, const ZoeTimeAxis *axis, double height)
{
  g_clear_pointer (&density->counts, g_free);
  density->width = axis->width;
  density->height = height;
  density->densest = 0;
  density->n_bins = MAX (axis->width, 0) / PITCH;
  if (recording != NULL && density->n_bins > 0)
    density->counts = zoe_recording_dup_density (recording, axis->span, density->n_bins);
  for (guint i = 0; density->counts != NULL && i < density->n_bins; i++)
    density->densest = MAX (density->densest, density->counts[i]);
  zoe_density_redraw (density);
}

/* What has not been played yet is paler. */
void
zoe_density_snapshot (ZoeDensity *density, GtkSnapshot *snapshot, double played)
{
  if (density->bars == NULL)
    return;
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, played, density->height));
  gtk_snapshot_append_node (snapshot, density->bars);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (played, 0, MAX (density->width - played, 0), density->height));
  gtk_snapshot_push_opacity (snapshot, 0.42);
  gtk_snapshot_append_node (snapshot, density->bars);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_pop (snapshot);
}
