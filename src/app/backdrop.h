/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands still on the canvas: clusters and links. Drawn once into a render node, anew only when the scene or the theme
 * changes. */

#pragma once

#include <gtk/gtk.h>

#include "app/scene.h"

GskRenderNode *zoe_backdrop_new      (ZoeScene *scene, PangoContext *context, const GdkRGBA *ink, const GdkRGBA *paper);

/* One link in a colour, to mark it as selected or used. */
GskRenderNode *zoe_backdrop_new_link (ZoeScene *scene, guint link, const GdkRGBA *color);
