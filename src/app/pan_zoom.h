/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moving a plane under a widget, and zooming it, by pointer and touch: drag, scroll (with Ctrl: zoom; with Shift: sideways), pinch.
 * It says what is wanted; what that does is the widget's business. */

#pragma once

#include <gtk/gtk.h>

typedef struct
{
  void (*pan)  (double dx, double dy, gpointer data);
  void (*zoom) (double factor, double x, double y, gpointer data);   /* about this point of the widget */
} ZoePanZoomFuncs;

/* factor of one step of zooming, by wheel or key */
#define ZOE_ZOOM_STEP 1.2

/* Adds its controllers to the widget. It lives as long as the widget, to which the data must belong; funcs: static. */
void zoe_pan_zoom_install (GtkWidget *widget, const ZoePanZoomFuncs *funcs, gpointer data);
