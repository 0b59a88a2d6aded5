/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/timeline_marks.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/palette.h"
#include "model/duration.h"

#define FLAG      7.0    /* of a fault */
#define MOST_TOLD 4

/* What heals is green, what breaks is red. */
static gboolean
mends (const char *words)
{
  static const char *const verbs[] = { "heal ", "release ", "restart ", "thaw " };

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (words != NULL && g_str_has_prefix (words, verbs[i]))
      return TRUE;
  return words != NULL && g_str_has_suffix (words, " 0");
}

static void
draw_jump (cairo_t *cr, double from, double to, double top, double height, const GdkRGBA *color)
{
  if (to - from < 2)
    return;
  cairo_save (cr);
  cairo_rectangle (cr, from, top, to - from, height);
  cairo_clip (cr);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, 1);
  for (double x = floor (from / 6) * 6 - height; x < to; x += 6)
    {
      cairo_move_to (cr, x, top + height);
      cairo_line_to (cr, x + height, top);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* A flag on a pole, from the bottom up. */
static void
draw_fault (cairo_t *cr, double x, double top, double height, const GdkRGBA *color)
{
  gdk_cairo_set_source_rgba (cr, color);
  cairo_rectangle (cr, round (x) - 1, top, 2, height);
  cairo_fill (cr);
  cairo_move_to (cr, round (x) + 1, top);
  cairo_line_to (cr, round (x) + 1 + FLAG * 1.3, top + FLAG / 2);
  cairo_line_to (cr, round (x) + 1, top + FLAG);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
draw_pause (cairo_t *cr, double x, double top, double height, const GdkRGBA *color)
{
  gdk_cairo_set_source_rgba (cr, color);
  cairo_rectangle (cr, round (x) - 3, top + height - 12, 2, 10);
  cairo_rectangle (cr, round (x) + 1, top + height - 12, 2, 10);
  cairo_fill (cr);
}

/**
 * zoe_timeline_marks_snapshot:
 * @left: where on the widget the axis begins
 */
void
zoe_timeline_marks_snapshot (ZoeDamage *damage, const ZoeTimeAxis *axis, GtkWidget *widget, GtkSnapshot *snapshot,
                             double left, double top, double height)
{
  GPtrArray *all = zoe_damage_get_interventions (damage);
  GdkRGBA broken = zoe_palette_look_up (widget, "error_color", 1), mended = zoe_palette_look_up (widget, "success_color", 1);
  GdkRGBA held = zoe_palette_look_up (widget, "window_fg_color", 0.75);
  GdkRGBA jumped = zoe_palette_look_up (widget, "window_fg_color", 0.3);
  double last_pause = -100;
  cairo_t *cr = NULL;

  for (guint i = 0; i < all->len; i++)
    {
      const ZoeIntervention *one = g_ptr_array_index (all, i);
      double x = left + zoe_time_axis_to_x (axis, one->time_ns);

      if (one->kind == ZOE_EVENT_STEP || one->kind == ZOE_EVENT_RATE || one->kind == ZOE_EVENT_RESUME || one->kind == ZOE_EVENT_MODE
          || x < left - FLAG * 2 || (x > left + axis->width + 1 && one->kind != ZOE_EVENT_JUMP))
        continue;
      if (cr == NULL)
        cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (left - 4, top, axis->width + 16, height));
      if (one->kind == ZOE_EVENT_FAULT)
        draw_fault (cr, x, top, height, mends (one->text) ? &mended : &broken);
      else if (one->kind == ZOE_EVENT_JUMP)
        draw_jump (cr, MAX (left, left + zoe_time_axis_to_x (axis, one->time_ns - one->value)), MIN (x, left + axis->width), top, height, &jumped);
      else if (x - last_pause > 8)
        {
          draw_pause (cr, x, top, height, &held);
          last_pause = x;
        }
    }
  g_clear_pointer (&cr, cairo_destroy);
}

static char *
dup_sentence (const ZoeIntervention *one)
{
  g_autofree char *at = zoe_duration_dup_stamp (one->time_ns);
  g_autofree char *length = NULL;

  switch (one->kind)
    {
    case ZOE_EVENT_FAULT:
      return g_strdup_printf ("%s  %s", at, one->text != NULL ? one->text : "");
    case ZOE_EVENT_PAUSE:
      return one->text != NULL ? g_strdup_printf (_("%s  time held: %s"), at, one->text) : g_strdup_printf (_("%s  time held"), at);
    case ZOE_EVENT_JUMP:
      length = zoe_duration_dup_text (one->value);
      return g_strdup_printf (_("%s  the clock jumped over %s"), at, length);
    default:
      return NULL;
    }
}

char *
zoe_timeline_marks_dup_text (ZoeDamage *damage, const ZoeTimeAxis *axis, double x, double tolerance)
{
  GPtrArray *all = zoe_damage_get_interventions (damage);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < all->len && n < MOST_TOLD; i++)
    {
      const ZoeIntervention *one = g_ptr_array_index (all, i);
      g_autofree char *sentence = NULL;

      if (fabs (zoe_time_axis_to_x (axis, one->time_ns) - x) > tolerance)
        continue;
      sentence = dup_sentence (one);
      if (sentence == NULL)
        continue;
      g_string_append_printf (text, "%s%s", n > 0 ? "\n" : "", sentence);
      n++;
    }
  return n > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
