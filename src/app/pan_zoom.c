/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pan_zoom.h"

#include <math.h>

#define SCROLLED 40.0   /* pixels a click of the wheel */

typedef struct
{
  GtkWidget             *widget;
  const ZoePanZoomFuncs *funcs;
  gpointer               data;
  double                 pointer_x, pointer_y;
  double                 dragged_x, dragged_y;
  double                 pinched;
} PanZoom;

static void
on_drag_begin (PanZoom *self, double x, double y)
{
  self->dragged_x = self->dragged_y = 0;
}

static void
on_drag_update (PanZoom *self, double x, double y, GtkGestureDrag *gesture)
{
  if (self->dragged_x == 0 && self->dragged_y == 0)
    {
      if (!gtk_drag_check_threshold (self->widget, 0, 0, x, y))
        return;
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      gtk_widget_set_cursor_from_name (self->widget, "grabbing");
    }
  self->funcs->pan (x - self->dragged_x, y - self->dragged_y, self->data);
  self->dragged_x = x;
  self->dragged_y = y;
}

static void
on_drag_end (PanZoom *self)
{
  gtk_widget_set_cursor (self->widget, NULL);
}

static gboolean
on_scroll (PanZoom *self, double dx, double dy, GtkEventController *controller)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (controller);
  gboolean sideways = state & GDK_SHIFT_MASK && dx == 0;

  if (state & GDK_CONTROL_MASK)
    self->funcs->zoom (pow (ZOE_ZOOM_STEP, -dy), self->pointer_x, self->pointer_y, self->data);
  else
    self->funcs->pan (-(sideways ? dy : dx) * SCROLLED, -(sideways ? 0 : dy) * SCROLLED, self->data);
  return GDK_EVENT_STOP;
}

static void
on_motion (PanZoom *self, double x, double y)
{
  self->pointer_x = x;
  self->pointer_y = y;
}

static void
on_pinch_begin (PanZoom *self)
{
  self->pinched = 1;
}

static void
on_pinch (PanZoom *self, double scale, GtkGestureZoom *gesture)
{
  double x = self->pointer_x, y = self->pointer_y;

  gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y);
  self->funcs->zoom (scale / self->pinched, x, y, self->data);
  self->pinched = scale;
}

void
zoe_pan_zoom_install (GtkWidget *widget, const ZoePanZoomFuncs *funcs, gpointer data)
{
  GtkGesture *drag = gtk_gesture_drag_new (), *pinch = gtk_gesture_zoom_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  PanZoom *self = g_new0 (PanZoom, 1);

  self->widget = widget;
  self->funcs = funcs;
  self->data = data;
  g_object_set_data_full (G_OBJECT (widget), "zoe-pan-zoom", self, g_free);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (on_pinch_begin), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (on_pinch), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (on_scroll), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, scroll);
}
