/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small plates with a word on them, on the canvas: drawn on the screen, above everything, in letters that can be read. */

#pragma once

#include <gtk/gtk.h>

#include "app/viewport.h"

#define ZOE_SIGN_SIDE 8.0   /* beside the word */

double       zoe_sign_get_size       (const ZoeViewport *viewport);
PangoLayout *zoe_sign_create_text    (GtkWidget *widget, const char *text, double size);   /* (transfer full) */

/* A plate of one colour, rimmed with the paper's, and the word on it. */
void         zoe_sign_snapshot       (GtkSnapshot *snapshot, const graphene_rect_t *at, PangoLayout *layout, const GdkRGBA *fill,
                                      const GdkRGBA *ink, const GdkRGBA *paper);
void         zoe_sign_append_rounded (GtkSnapshot *snapshot, double x, double y, double width, double height, double radius,
                                      const GdkRGBA *color);
