/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/timeline_layers.h"

#include <math.h>

#include "app/palette.h"

#define HANDLE     7.0    /* of the play head, and what may stick out beside the axis */
#define BEYOND     24.0   /* heads farther outside than this need not be drawn in place */
#define LEAST_TICK 86.0

/**
 * zoe_timeline_area_get_x:
 *
 * Returns: where on the widget a time is; a little beyond its edge for what is farther away
 */
double
zoe_timeline_area_get_x (const ZoeTimelineArea *area, gint64 time_ns)
{
  return area->left + CLAMP (zoe_time_axis_to_x (area->axis, time_ns), -BEYOND, area->axis->width + BEYOND);
}

/**
 * zoe_timeline_area_append_line:
 *
 * Nothing but the line that bars stand on.
 */
void
zoe_timeline_area_append_line (const ZoeTimelineArea *area, GtkSnapshot *snapshot)
{
  GdkRGBA line = zoe_palette_look_up (area->widget, "window_fg_color", 0.25);

  gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (area->left, area->top + area->height, MAX (area->axis->width, 0), 1));
}

void
zoe_timeline_area_append_axis (const ZoeTimelineArea *area, GtkSnapshot *snapshot)
{
  const ZoeTimeAxis *axis = area->axis;
  gint64 step_ns = zoe_time_axis_get_step (axis, LEAST_TICK);
  gint64 first_ns = axis->span.begin_ns / step_ns * step_ns;
  double top = area->top + area->height;
  GdkRGBA ink = zoe_palette_look_up (area->widget, "window_fg_color", 0.62);
  GdkRGBA line = zoe_palette_look_up (area->widget, "window_fg_color", 0.25);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (area->widget, NULL);

  zoe_timeline_area_append_line (area, snapshot);
  for (gint64 time_ns = first_ns; time_ns <= axis->span.end_ns; time_ns += step_ns)
    {
      double x = area->left + round (zoe_time_axis_to_x (axis, time_ns));
      g_autofree char *text = NULL;
      int width, left;

      if (x < area->left - 1)
        continue;
      gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (x, top, 1, 5));
      text = zoe_time_axis_dup_label (time_ns, step_ns);
      pango_layout_set_text (layout, text, -1);
      pango_layout_get_pixel_size (layout, &width, NULL);
      left = CLAMP (x - width / 2, 2, MAX (2, gtk_widget_get_width (area->widget) - width - 2));
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (left, top + 4));
      gtk_snapshot_append_layout (snapshot, layout, &ink);
      gtk_snapshot_restore (snapshot);
    }
}

/**
 * zoe_timeline_area_append_way:
 * @way: from a message's send to its last receipt; empty: there is none
 * @open: it has not been received
 */
void
zoe_timeline_area_append_way (const ZoeTimelineArea *area, GtkSnapshot *snapshot, ZoeSpan way, gboolean open)
{
  double left = zoe_timeline_area_get_x (area, way.begin_ns);
  double right = MAX (zoe_timeline_area_get_x (area, way.end_ns), left + 2);
  GdkRGBA fill = zoe_palette_look_up (area->widget, "warning_bg_color", 0.25);
  GdkRGBA edge = zoe_palette_look_up (area->widget, "warning_bg_color", 1);

  if (zoe_span_length (way) == 0)
    return;
  gtk_snapshot_append_color (snapshot, &fill, &GRAPHENE_RECT_INIT (left, area->top, right - left, area->height));
  gtk_snapshot_append_color (snapshot, &edge, &GRAPHENE_RECT_INIT (left - 1, area->top, 2, area->height));
  if (!open)
    gtk_snapshot_append_color (snapshot, &edge, &GRAPHENE_RECT_INIT (right - 1, area->top, 2, area->height));
}

static void
append_knob (GtkSnapshot *snapshot, double x, double y, double radius, const GdkRGBA *color)
{
  GskRoundedRect knob;

  gsk_rounded_rect_init_from_rect (&knob, &GRAPHENE_RECT_INIT (x - radius, y, 2 * radius, 2 * radius), radius);
  gtk_snapshot_push_rounded_clip (snapshot, &knob);
  gtk_snapshot_append_color (snapshot, color, &knob.bounds);
  gtk_snapshot_pop (snapshot);
}

/**
 * zoe_timeline_area_append_run:
 * @time_ns: how far the run is
 */
void
zoe_timeline_area_append_run (const ZoeTimelineArea *area, GtkSnapshot *snapshot, gint64 time_ns)
{
  double x = round (zoe_timeline_area_get_x (area, time_ns));
  GdkRGBA live = zoe_palette_look_up (area->widget, "error_color", 1);

  gtk_snapshot_append_color (snapshot, &live, &GRAPHENE_RECT_INIT (x - 1, area->top - 4, 2, area->height + 4));
  append_knob (snapshot, x, area->top - 8, 4, &live);
}

/**
 * zoe_timeline_area_append_play:
 * @time_ns: where one looks
 */
void
zoe_timeline_area_append_play (const ZoeTimelineArea *area, GtkSnapshot *snapshot, gint64 time_ns)
{
  double x = round (zoe_timeline_area_get_x (area, time_ns));
  GdkRGBA head = zoe_palette_look_up (area->widget, "window_fg_color", 1);

  gtk_snapshot_append_color (snapshot, &head, &GRAPHENE_RECT_INIT (x - 1, 2, 2, area->top + area->height - 2));
  append_knob (snapshot, x, 0, HANDLE, &head);
}
