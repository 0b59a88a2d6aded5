/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One colour for each role of a scenario, in the order the roles first appear: told apart by the colour-blind as far as eight
 * can be, with text on them legible in light and dark. */

#pragma once

#include <gtk/gtk.h>

#include "model/scenario.h"

typedef struct
{
  GdkRGBA fill;      /* behind a label; a node's edge */
  GdkRGBA text;      /* on fill */
} ZoePaint;

#define ZOE_N_PAINTS 8

guint           zoe_palette_index_of (ZoeScenario *scenario, guint node);
const ZoePaint *zoe_palette_get      (guint index, gboolean dark);

/* A colour of the theme by its name, as a style sheet knows it, made alpha times as opaque. Unknown: the widget's own. */
GdkRGBA         zoe_palette_look_up  (GtkWidget *widget, const char *name, double alpha);
