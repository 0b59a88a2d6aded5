/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/chips.h"

#include <glib/gi18n.h>
#include <math.h>

#define PADDING    8.0
#define LETTERS    14       /* of a label, at most */
#define RING       3.0      /* around the selected message */
#define DOT_HALF   ((int) ZOE_DOT_RADIUS + 1)
#define KEEP       3000     /* signs kept before all are forgotten */

struct _ZoeChips
{
  GtkWidget  *widget;       /* borrowed: for fonts and colours */
  GHashTable *nodes;        /* (element-type utf8 GskRenderNode) */
  cairo_surface_t *dots[ZOE_N_PAINTS];
  gboolean    dark;
};

static void
forget_dots (ZoeChips *chips)
{
  for (guint i = 0; i < ZOE_N_PAINTS; i++)
    g_clear_pointer (&chips->dots[i], cairo_surface_destroy);
}

ZoeChips *
zoe_chips_new (GtkWidget *widget)
{
  ZoeChips *chips = g_new0 (ZoeChips, 1);

  chips->widget = widget;
  chips->nodes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) gsk_render_node_unref);
  return chips;
}

void
zoe_chips_free (ZoeChips *chips)
{
  forget_dots (chips);
  g_hash_table_unref (chips->nodes);
  g_free (chips);
}

/**
 * zoe_chips_set_dark:
 *
 * Sets the theme, and forgets what was drawn before: fonts may have changed as well.
 */
void
zoe_chips_set_dark (ZoeChips *chips, gboolean dark)
{
  chips->dark = dark;
  forget_dots (chips);
  g_hash_table_remove_all (chips->nodes);
}

static PangoLayout *
create_layout (ZoeChips *chips, const char *text, int points, PangoWeight weight)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (chips->widget, text);
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_merge (font, pango_context_get_font_description (gtk_widget_get_pango_context (chips->widget)), TRUE);
  pango_font_description_set_absolute_size (font, points * PANGO_SCALE);
  pango_font_description_set_weight (font, weight);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  return layout;
}

static void
append_pill (GtkSnapshot *snapshot, double width, double height, double grow, const GdkRGBA *fill)
{
  GskRoundedRect pill;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (-width / 2 - grow, -height / 2 - grow, width + 2 * grow, height + 2 * grow);

  gsk_rounded_rect_init_from_rect (&pill, &bounds, height / 2 + grow);
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, fill, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
append_text (GtkSnapshot *snapshot, PangoLayout *layout, const GdkRGBA *color)
{
  PangoRectangle logical;

  pango_layout_get_pixel_extents (layout, NULL, &logical);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (-(int) (logical.width / 2), -(int) (logical.height / 2)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static GdkRGBA
look_up (ZoeChips *chips, const char *name, GdkRGBA fallback)
{
  GdkRGBA color = fallback;

  gtk_style_context_lookup_color (gtk_widget_get_style_context (chips->widget), name, &color);
  return color;
}

static char *
shorten (const char *label)
{
  if (g_utf8_strlen (label, -1) <= LETTERS)
    return g_strdup (label);
  g_autofree char *start = g_utf8_substring (label, 0, LETTERS - 1);
  return g_strconcat (start, "…", NULL);
}

static GskRenderNode *
draw_chip (ZoeChips *chips, const char *label, guint paint_index, gboolean selected)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  const ZoePaint *paint = zoe_palette_get (paint_index, chips->dark);
  g_autofree char *text = shorten (label);
  g_autoptr (PangoLayout) layout = create_layout (chips, text, 13, PANGO_WEIGHT_BOLD);
  PangoRectangle logical;
  GdkRGBA rim = look_up (chips, "view_bg_color", (GdkRGBA) { 1, 1, 1, 1 });
  double width;

  pango_layout_get_pixel_extents (layout, NULL, &logical);
  width = MAX (logical.width + 2 * PADDING, ZOE_CHIP_HEIGHT);
  if (selected)
    {
      GdkRGBA ring = look_up (chips, "window_fg_color", (GdkRGBA) { 0, 0, 0, 1 });

      append_pill (snapshot, width, ZOE_CHIP_HEIGHT, RING + 2, &ring);
      append_pill (snapshot, width, ZOE_CHIP_HEIGHT, 2, &rim);
    }
  else
    append_pill (snapshot, width, ZOE_CHIP_HEIGHT, 1, &rim);
  append_pill (snapshot, width, ZOE_CHIP_HEIGHT, 0, &paint->fill);
  append_text (snapshot, layout, &paint->text);
  return gtk_snapshot_free_to_node (snapshot);
}

static cairo_surface_t *
draw_dot (ZoeChips *chips, guint paint_index)
{
  const ZoePaint *paint = zoe_palette_get (paint_index, chips->dark);
  const GdkRGBA rim = look_up (chips, "view_bg_color", (GdkRGBA) { 1, 1, 1, 1 });
  const int scale = gtk_widget_get_scale_factor (chips->widget), size = 2 * DOT_HALF * scale;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, size, size);
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  cairo_arc (cr, DOT_HALF, DOT_HALF, DOT_HALF, 0, 2 * G_PI);
  gdk_cairo_set_source_rgba (cr, &rim);
  cairo_fill (cr);
  cairo_arc (cr, DOT_HALF, DOT_HALF, ZOE_DOT_RADIUS, 0, 2 * G_PI);
  gdk_cairo_set_source_rgba (cr, &paint->fill);
  cairo_fill (cr);
  cairo_destroy (cr);
  return surface;
}

static GskRenderNode *
draw_badge (ZoeChips *chips, guint64 count, guint paint_index, gboolean waiting)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  const ZoePaint *paint = zoe_palette_get (paint_index, chips->dark);
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, count);
  g_autofree char *text = waiting ? g_strdup_printf (_("%s waiting"), number) : g_strdup_printf ("×%s", number);
  g_autoptr (PangoLayout) layout = create_layout (chips, text, 12, PANGO_WEIGHT_BOLD);
  PangoRectangle logical;
  GdkRGBA paper = look_up (chips, "view_bg_color", (GdkRGBA) { 1, 1, 1, 1 });
  double width, height = ZOE_CHIP_HEIGHT - 3;

  pango_layout_get_pixel_extents (layout, NULL, &logical);
  width = MAX (logical.width + 1.6 * PADDING, height);
  append_pill (snapshot, width, height, 1.5, &paint->fill);
  append_pill (snapshot, width, height, 0, &paper);
  append_text (snapshot, layout, &paint->fill);
  return gtk_snapshot_free_to_node (snapshot);
}

static void
append_kept (ZoeChips *chips, GtkSnapshot *snapshot, char *key, GskRenderNode *drawn)
{
  if (g_hash_table_size (chips->nodes) > KEEP)
    g_hash_table_remove_all (chips->nodes);
  g_hash_table_insert (chips->nodes, key, drawn);
  gtk_snapshot_append_node (snapshot, drawn);
}

/**
 * zoe_chips_append:
 * @label: the message's text; empty: the chip is a plain disc
 * @paint: the sender's colour
 */
void
zoe_chips_append (ZoeChips *chips, GtkSnapshot *snapshot, const char *label, guint paint, gboolean selected)
{
  char key[64];
  GskRenderNode *node;

  g_snprintf (key, sizeof key, "%u%c%s", paint, selected ? '*' : ' ', label);
  node = g_hash_table_lookup (chips->nodes, key);
  if (node != NULL)
    gtk_snapshot_append_node (snapshot, node);
  else
    append_kept (chips, snapshot, g_strdup (key), draw_chip (chips, label, paint, selected));
}

/**
 * zoe_chips_draw_dot:
 * @x: its middle
 *
 * Dots come by the thousand: they are all drawn into one render node, from one small picture each colour. On whole pixels
 * that is a mere copy.
 */
void
zoe_chips_draw_dot (ZoeChips *chips, cairo_t *cr, double x, double y, guint paint)
{
  int left = (int) floor (x + 0.5) - DOT_HALF, top = (int) floor (y + 0.5) - DOT_HALF;

  if (chips->dots[paint] == NULL)
    chips->dots[paint] = draw_dot (chips, paint);
  cairo_set_source_surface (cr, chips->dots[paint], left, top);
  cairo_rectangle (cr, left, top, 2 * DOT_HALF, 2 * DOT_HALF);
  cairo_fill (cr);
}

/**
 * zoe_chips_append_badge:
 * @count: so many
 * @waiting: have not been received so far; else they are under way to here
 */
void
zoe_chips_append_badge (ZoeChips *chips, GtkSnapshot *snapshot, guint64 count, guint paint, gboolean waiting)
{
  char key[48];
  GskRenderNode *node;

  g_snprintf (key, sizeof key, "%u%c%" G_GUINT64_FORMAT, paint, waiting ? '?' : '#', count);
  node = g_hash_table_lookup (chips->nodes, key);
  if (node != NULL)
    gtk_snapshot_append_node (snapshot, node);
  else
    append_kept (chips, snapshot, g_strdup (key), draw_badge (chips, count, paint, waiting));
}
