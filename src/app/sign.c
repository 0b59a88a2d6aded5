/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sign.h"

void
zoe_sign_append_rounded (GtkSnapshot *snapshot, double x, double y, double width, double height, double radius, const GdkRGBA *color)
{
  GskRoundedRect shape;

  gsk_rounded_rect_init_from_rect (&shape, &GRAPHENE_RECT_INIT (x, y, width, height), radius);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, color, &shape.bounds);
  gtk_snapshot_pop (snapshot);
}

/**
 * zoe_sign_get_size:
 *
 * Returns: how large letters on signs are, about 1: they shrink and grow with the picture, within what can be read
 */
double
zoe_sign_get_size (const ZoeViewport *viewport)
{
  return CLAMP (viewport->zoom * 0.84, 0.62, 0.92);
}

PangoLayout *
zoe_sign_create_text (GtkWidget *widget, const char *text, double size)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, text);
  PangoFontDescription *font = pango_font_description_copy (pango_context_get_font_description (pango_layout_get_context (layout)));

  pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_font_description_set_size (font, (int) (pango_font_description_get_size (font) * size));
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  return layout;
}

void
zoe_sign_snapshot (GtkSnapshot *snapshot, const graphene_rect_t *at, PangoLayout *layout, const GdkRGBA *fill, const GdkRGBA *ink,
               const GdkRGBA *paper)
{
  zoe_sign_append_rounded (snapshot, at->origin.x - 1.5, at->origin.y - 1.5, at->size.width + 3, at->size.height + 3, at->size.height, paper);
  zoe_sign_append_rounded (snapshot, at->origin.x, at->origin.y, at->size.width, at->size.height, at->size.height / 2, fill);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (at->origin.x + ZOE_SIGN_SIDE, at->origin.y + 1));
  gtk_snapshot_append_layout (snapshot, layout, ink);
  gtk_snapshot_restore (snapshot);
}
