/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "app/caption.h"
#include "app/fault_menu.h"
#include "app/marks.h"
#include "app/node_view.h"
#include "app/painter.h"
#include "app/stretch.h"
#include "app/viewport.h"

#define MARGIN        26.0    /* around the picture when it fits */
#define TOP           20      /* and more above it, where notices appear */
#define LARGEST       1.5     /* when it fits */
#define LARGEST_COMPACT 1.15
#define COMPACT_ZOOM  0.56    /* smaller than this, nodes had better say less */
#define BRIEF_ZOOM    0.72    /* and even less */
#define DETAIL_ZOOM   1.25    /* and larger than this, compact ones have room for more */
#define ZOOM_STEP     1.2
#define TOLERANCE     7.0     /* pixels beside a link */
#define HINT_BOTTOM   18
#define LONGEST_FRAME (ZOE_NS_PER_S / 10)

struct _ZoeCanvas
{
  GtkWidget       parent_instance;

  GtkWidget      *empty;            /* shown while nothing is open */
  GtkWidget      *hint;             /* the one button to press next */

  ZoeSession     *session;
  ZoeLayout      *layouts[ZOE_N_DETAILS];   /* as Graphviz made them, for nodes that say so much; NULL: not asked for yet */
  ZoeScene       *scene;            /* of the layout stretched to the widget's shape */
  int             fitted_width, fitted_height;   /* the picture it is stretched to */
  ZoeDetail       detail;           /* nodes say less where more could not be read */
  GPtrArray      *views;            /* (element-type ZoeNodeView) by node number - 1 */
  GArray         *flights;          /* the session's */
  ZoePainter     *painter;
  ZoeMarks       *marks;
  GtkWidget      *menu;             /* what can be done to a node or a link; NULL: not asked for yet */
  ZoeViewport     viewport;

  double          pointer_x, pointer_y;
  double          dragged_x, dragged_y;
  double          pinched;
  guint           tick;
  guint           refit;            /* likewise: the size has changed */
  gint64          last_frame;       /* us, of the frame clock */
};

G_DEFINE_FINAL_TYPE (ZoeCanvas, zoe_canvas, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
is_dark (void)
{
  return adw_style_manager_get_dark (adw_style_manager_get_default ());
}

/* The link to mark: the selected one, or the one the selected message goes over. */
static guint
find_marked_link (ZoeCanvas *self)
{
  ZoeMessageId message = zoe_session_get_selected_message (self->session);

  if (message == 0)
    return zoe_session_get_selected_link (self->session);
  for (guint i = 0; self->flights != NULL && i < self->flights->len; i++)
    if (g_array_index (self->flights, ZoeFlight, i).message == message)
      return g_array_index (self->flights, ZoeFlight, i).link;
  return zoe_caption_find_link (self->session, message);
}

static void
update_mark (ZoeCanvas *self)
{
  zoe_painter_mark_link (self->painter, self->scene != NULL ? find_marked_link (self) : 0);
}

static void
update_picture (ZoeCanvas *self)
{
  if (self->scene == NULL)
    return;
  self->flights = zoe_session_get_flights (self->session);
  zoe_painter_update (self->painter, self->session, &self->viewport);
  zoe_marks_update (self->marks, self->scene, self->session);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
update_views (ZoeCanvas *self)
{
  ZoeMoment *moment = zoe_session_get_moment (self->session);
  gint64 time_ns = zoe_session_get_time (self->session);

  for (guint i = 0; moment != NULL && i < self->views->len; i++)
    zoe_node_view_update (g_ptr_array_index (self->views, i), moment, time_ns);
}

/* What a first-time visitor should press: run what has not run, play what stands at its beginning. */
static void
update_hint (ZoeCanvas *self)
{
  gboolean open = self->scene != NULL;
  gboolean never_run = open && zoe_session_get_recording (self->session) == NULL;
  gboolean unplayed = open && !never_run && !zoe_session_get_running (self->session)
                      && !zoe_session_get_playing (self->session) && zoe_session_get_sequence (self->session) == 0;

  gtk_widget_set_visible (self->empty, !open);
  gtk_widget_set_visible (self->hint, never_run || unplayed);
  if (never_run || unplayed)
    {
      adw_button_content_set_label (ADW_BUTTON_CONTENT (gtk_button_get_child (GTK_BUTTON (self->hint))),
                                    never_run ? _("Run This Scenario") : _("Play This Recording"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->hint), never_run ? "stage.run" : "stage.play");
    }
}

static void
update_selection (ZoeCanvas *self)
{
  guint node = zoe_session_get_selected_node (self->session), socket = zoe_session_get_selected_socket (self->session);

  for (guint i = 0; i < self->views->len; i++)
    zoe_node_view_set_selected (g_ptr_array_index (self->views, i), i + 1 == node, i + 1 == node ? socket : 0);
  update_mark (self);
  update_picture (self);
}

static void
view_changed (ZoeCanvas *self)
{
  update_picture (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
on_moved (ZoeCanvas *self)
{
  update_views (self);
  update_picture (self);
  if (gtk_widget_get_visible (self->hint))
    update_hint (self);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  ZoeCanvas *self = ZOE_CANVAS (widget);
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  /* After a stall the picture goes on from where it was, instead of leaping. */
  if (self->last_frame != 0)
    zoe_session_advance (self->session, MIN ((now - self->last_frame) * 1000, LONGEST_FRAME));
  self->last_frame = now;
  if (self->session != NULL && zoe_session_get_playing (self->session))
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
on_playing (ZoeCanvas *self)
{
  if (zoe_session_get_playing (self->session) && self->tick == 0)
    {
      self->last_frame = 0;
      self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
    }
  update_hint (self);
}

static void
on_chosen (ZoeCanvas *self, guint socket, ZoeNodeView *view)
{
  if (socket != 0)
    zoe_session_select_socket (self->session, socket);
  else
    zoe_session_select_node (self->session, zoe_node_view_get_node (view));
}

static void
measure_node (guint node, double *ret_width, double *ret_height, gpointer data)
{
  ZoeCanvas *self = data;
  GtkRequisition natural;

  gtk_widget_get_preferred_size (g_ptr_array_index (self->views, node - 1), NULL, &natural);
  *ret_width = natural.width;
  *ret_height = natural.height;
}

static void
set_painted (ZoeCanvas *self, ZoeScene *scene)
{
  zoe_painter_set_scene (self->painter, scene);
  if (self->session != NULL)
    zoe_marks_update (self->marks, scene, self->session);
}

static void
clear_scene (ZoeCanvas *self)
{
  for (guint i = 0; i < self->views->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->views, i));
  g_ptr_array_set_size (self->views, 0);
  self->flights = NULL;
  set_painted (self, NULL);
  g_clear_pointer (&self->scene, zoe_scene_free);
  for (ZoeDetail detail = ZOE_DETAIL_ALL; detail < ZOE_N_DETAILS; detail++)
    g_clear_pointer (&self->layouts[detail], zoe_layout_free);
}

static void
add_views (ZoeCanvas *self, ZoeScenario *scenario)
{
  for (guint node = 1; node <= scenario->nodes->len; node++)
    {
      GtkWidget *view = zoe_node_view_new (scenario, node);

      zoe_node_view_set_dark (ZOE_NODE_VIEW (view), is_dark ());
      g_signal_connect_swapped (view, "chosen", G_CALLBACK (on_chosen), self);
      gtk_widget_insert_before (view, GTK_WIDGET (self), self->empty);
      g_ptr_array_add (self->views, view);
    }
}

static void
set_detail (ZoeCanvas *self, ZoeDetail detail)
{
  self->detail = detail;
  for (guint i = 0; i < self->views->len; i++)
    zoe_node_view_set_detail (g_ptr_array_index (self->views, i), detail);
}

static double
get_fitting_zoom (const ZoeLayout *layout, double width, double height)
{
  return MIN (width / MAX (layout->width, 1), height / MAX (layout->height, 1));
}

/* Puts everything where a picture of the widget's size wants it. */
static gboolean
lay_out (ZoeCanvas *self, ZoeScenario *scenario, ZoeDetail detail, double width, double height, GError **error)
{
  set_detail (self, detail);
  if (self->layouts[detail] == NULL)
    self->layouts[detail] = zoe_layout_new (scenario, measure_node, self, error);
  if (self->layouts[detail] == NULL)
    return FALSE;
  set_painted (self, NULL);
  g_clear_pointer (&self->scene, zoe_scene_free);
  self->scene = zoe_scene_new (scenario, zoe_stretch_layout (self->layouts[detail], scenario, width, height));
  return TRUE;
}

static double
get_room (int size, double otherwise)
{
  return size > 2 * MARGIN + 1 ? size - 2 * MARGIN : otherwise;
}

static gboolean
update_scene (ZoeCanvas *self, ZoeScenario *scenario, GError **error)
{
  g_autoptr (ZoeScenario) kept = zoe_scenario_ref (scenario);
  static const double least_zooms[ZOE_N_DETAILS] = { COMPACT_ZOOM, BRIEF_ZOOM, 0 };
  double width, height;

  self->fitted_width = gtk_widget_get_width (GTK_WIDGET (self));
  self->fitted_height = gtk_widget_get_height (GTK_WIDGET (self));
  width = get_room (self->fitted_width, 720);
  height = get_room (self->fitted_height - TOP, 440);
  for (ZoeDetail detail = ZOE_DETAIL_ALL; detail < ZOE_N_DETAILS; detail++)
    {
      if (!lay_out (self, kept, detail, width, height, error))
        return FALSE;
      if (get_fitting_zoom (self->scene->layout, width, height) >= least_zooms[detail])
        break;
    }
  set_painted (self, self->scene);
  update_mark (self);
  return TRUE;
}

/* After the zoom has made room for more, or left too little. The node nearest to the pointer stays there. */
static void
switch_detail (ZoeCanvas *self, ZoeDetail detail, double zoom, double x, double y)
{
  g_autoptr (ZoeScenario) kept = zoe_scenario_ref (self->scene->scenario);
  ZoePoint at = zoe_viewport_to_plane (&self->viewport, x, y);
  guint nearest = zoe_scene_find_nearest_node (self->scene, at);
  ZoePoint before = zoe_viewport_to_screen (&self->viewport, zoe_scene_get_center (self->scene, nearest)), after;

  if (!lay_out (self, kept, detail, get_room (self->fitted_width, 720), get_room (self->fitted_height - TOP, 440), NULL))
    return;
  self->viewport.zoom = zoom;
  after = zoe_viewport_to_screen (&self->viewport, zoe_scene_get_center (self->scene, nearest));
  zoe_viewport_pan (&self->viewport, before.x - after.x, before.y - after.y);
  set_painted (self, self->scene);
  update_mark (self);
  update_views (self);
}

static gboolean
on_refit (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  ZoeCanvas *self = ZOE_CANVAS (widget);

  self->refit = 0;
  if (self->scene != NULL && self->viewport.fits)
    {
      update_scene (self, self->scene->scenario, NULL);
      update_views (self);
      view_changed (self);
    }
  return G_SOURCE_REMOVE;
}

/* A run of the scenario that is shown already changes nothing about where things stand, nor how one looks at them. */
static void
on_scenario (ZoeCanvas *self)
{
  ZoeScenario *scenario = zoe_session_get_scenario (self->session);
  g_autoptr (GError) error = NULL;
  gboolean same = self->scene != NULL && scenario != NULL && g_strcmp0 (self->scene->scenario->text, scenario->text) == 0
                  && scenario->text != NULL && self->scene->scenario->nodes->len == scenario->nodes->len;

  clear_scene (self);
  if (scenario != NULL)
    {
      add_views (self, scenario);
      if (!update_scene (self, scenario, &error))
        {
          clear_scene (self);
          zoe_session_fail (self->session, _("The graph cannot be drawn"), error->message);
        }
    }
  if (!same)
    self->viewport.fits = TRUE;
  if (self->scene != NULL)
    {
      view_changed (self);
      update_views (self);
      update_selection (self);
    }
  update_hint (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_theme (ZoeCanvas *self)
{
  for (guint i = 0; i < self->views->len; i++)
    zoe_node_view_set_dark (g_ptr_array_index (self->views, i), is_dark ());
  zoe_painter_set_dark (self->painter, is_dark ());
  if (self->session != NULL)
    update_mark (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static guint
find_link (ZoeCanvas *self, double x, double y)
{
  return zoe_scene_find_link (self->scene, zoe_viewport_to_plane (&self->viewport, x, y), TOLERANCE / self->viewport.zoom);
}

/* Messages lie above everything: they get the click before the nodes do. */
static void
on_click_above (ZoeCanvas *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  ZoeMessageId message = zoe_painter_find_message (self->painter, x, y);
  guint ready = zoe_marks_find_ready (self->marks, &self->viewport, x, y);

  if (ready != 0)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      gtk_widget_activate_action (GTK_WIDGET (self), "run.pick", "u", ready);
      return;
    }
  if (message == 0)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  zoe_session_select_message (self->session, message);
}

static void
on_click_below (ZoeCanvas *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  guint link;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (self->scene == NULL)
    return;
  link = find_link (self, x, y);
  if (link != 0)
    zoe_session_select_link (self->session, link);
  else
    zoe_session_select_nothing (self->session);
}

static void
pop_up (ZoeCanvas *self, GMenuModel *model, double x, double y)
{
  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model_full (model, GTK_POPOVER_MENU_NESTED);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
    }
  else
    gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
on_menu_click (ZoeCanvas *self, int n_press, double x, double y, GtkGesture *gesture)
{
  ZoePoint at = zoe_viewport_to_plane (&self->viewport, x, y);
  guint node = self->scene != NULL ? zoe_scene_find_node (self->scene, at) : 0;
  guint link = self->scene != NULL && node == 0 ? find_link (self, x, y) : 0;
  g_autoptr (GMenuModel) menu = node != 0 ? zoe_fault_menu_new_for_node (self->session, node)
                                : link != 0 ? zoe_fault_menu_new_for_link (self->session, link) : NULL;

  if (menu == NULL)
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  if (node != 0)
    zoe_session_select_node (self->session, node);
  else
    zoe_session_select_link (self->session, link);
  pop_up (self, menu, x, y);
}

/* By the keyboard: for the node that has the focus or is selected, or the selected link. */
static void
menu_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ZoeCanvas *self = ZOE_CANVAS (widget);
  GtkWidget *focus = gtk_widget_get_focus_child (widget);
  guint node = focus != NULL && ZOE_IS_NODE_VIEW (focus) ? zoe_node_view_get_node (ZOE_NODE_VIEW (focus))
                                                         : zoe_session_get_selected_node (self->session);
  guint link = node == 0 ? zoe_session_get_selected_link (self->session) : 0;
  g_autoptr (GMenuModel) menu = NULL;
  ZoePoint at;

  if (self->scene == NULL || (node == 0 && link == 0))
    return;
  menu = node != 0 ? zoe_fault_menu_new_for_node (self->session, node) : zoe_fault_menu_new_for_link (self->session, link);
  at = zoe_viewport_to_screen (&self->viewport, node != 0 ? zoe_scene_get_center (self->scene, node)
                                                          : zoe_path_get_point (&self->scene->paths[link], 0.5));
  pop_up (self, menu, at.x, at.y);
}

static void
on_drag_begin (ZoeCanvas *self, double x, double y)
{
  self->dragged_x = self->dragged_y = 0;
}

static void
on_drag_update (ZoeCanvas *self, double x, double y, GtkGestureDrag *gesture)
{
  if (self->dragged_x == 0 && self->dragged_y == 0)
    {
      if (!gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, x, y))
        return;
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
    }
  zoe_viewport_pan (&self->viewport, x - self->dragged_x, y - self->dragged_y);
  self->dragged_x = x;
  self->dragged_y = y;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_drag_end (ZoeCanvas *self)
{
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
}

static void
zoom_at (ZoeCanvas *self, double factor, double x, double y)
{
  if (self->scene == NULL)
    return;
  zoe_viewport_zoom_at (&self->viewport, factor, x, y);
  if (self->detail != ZOE_DETAIL_ALL && self->viewport.zoom > DETAIL_ZOOM)
    switch_detail (self, ZOE_DETAIL_ALL, DETAIL_ZOOM * 0.65, x, y);
  else if (self->detail == ZOE_DETAIL_ALL && self->viewport.zoom < COMPACT_ZOOM * 0.65)
    switch_detail (self, ZOE_DETAIL_BRIEF, COMPACT_ZOOM, x, y);
  view_changed (self);
}

static gboolean
on_scroll (ZoeCanvas *self, double dx, double dy, GtkEventController *controller)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (controller);

  if (self->scene == NULL)
    return GDK_EVENT_PROPAGATE;
  if (state & GDK_CONTROL_MASK)
    zoom_at (self, pow (ZOOM_STEP, -dy), self->pointer_x, self->pointer_y);
  else
    {
      if (state & GDK_SHIFT_MASK && dx == 0)
        {
          dx = dy;
          dy = 0;
        }
      zoe_viewport_pan (&self->viewport, -dx * 40, -dy * 40);
      gtk_widget_queue_allocate (GTK_WIDGET (self));
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  return GDK_EVENT_STOP;
}

static void
on_motion (ZoeCanvas *self, double x, double y)
{
  self->pointer_x = x;
  self->pointer_y = y;
}

static void
on_pinch_begin (ZoeCanvas *self)
{
  self->pinched = 1;
}

static void
on_pinch (ZoeCanvas *self, double scale, GtkGestureZoom *gesture)
{
  double x = self->pointer_x, y = self->pointer_y;

  gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y);
  zoom_at (self, scale / self->pinched, x, y);
  self->pinched = scale;
}

static void
zoom_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ZoeCanvas *self = ZOE_CANVAS (widget);

  if (g_str_equal (action, "canvas.zoom-fit"))
    zoe_canvas_zoom_fit (self);
  else
    zoe_canvas_zoom_by (self, g_str_equal (action, "canvas.zoom-in") ? ZOOM_STEP : 1 / ZOOM_STEP);
}

static gboolean
on_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  ZoeCanvas *self = ZOE_CANVAS (widget);
  g_autofree char *text = NULL;
  ZoeMessageId message;
  guint link;

  if (self->scene == NULL || keyboard)
    return FALSE;
  message = zoe_painter_find_message (self->painter, x, y);
  link = message == 0 && zoe_scene_find_node (self->scene, zoe_viewport_to_plane (&self->viewport, x, y)) == 0
           ? find_link (self, x, y) : 0;
  if (message != 0)
    text = zoe_caption_dup_message (self->session, message);
  else if (link != 0)
    text = zoe_caption_dup_link (self->session, link);
  if (text == NULL)
    return FALSE;
  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

/* Arrow keys walk from node to node by where they stand. */
static gboolean
zoe_canvas_focus (GtkWidget *widget, GtkDirectionType direction)
{
  ZoeCanvas *self = ZOE_CANVAS (widget);
  GtkWidget *focus = gtk_widget_get_focus_child (widget);
  const double way_x = direction == GTK_DIR_RIGHT ? 1 : direction == GTK_DIR_LEFT ? -1 : 0;
  const double way_y = direction == GTK_DIR_DOWN ? 1 : direction == GTK_DIR_UP ? -1 : 0;
  double nearest = G_MAXDOUBLE;
  const ZoeBox *from, *to;
  guint found = 0;

  if (focus == NULL || !ZOE_IS_NODE_VIEW (focus) || (way_x == 0 && way_y == 0))
    return GTK_WIDGET_CLASS (zoe_canvas_parent_class)->focus (widget, direction);
  from = &self->scene->layout->nodes[zoe_node_view_get_node (ZOE_NODE_VIEW (focus))];
  for (guint i = 1; i <= self->scene->layout->n_nodes; i++)
    {
      double dx, dy, along, across;

      to = &self->scene->layout->nodes[i];
      dx = to->x + to->width / 2 - from->x - from->width / 2;
      dy = to->y + to->height / 2 - from->y - from->height / 2;
      along = dx * way_x + dy * way_y;
      across = fabs (dx * way_y) + fabs (dy * way_x);
      if (along > 1 && along + 2 * across < nearest && across < 2 * along)
        {
          nearest = along + 2 * across;
          found = i;
        }
    }
  if (found != 0)
    gtk_widget_grab_focus (g_ptr_array_index (self->views, found - 1));
  return TRUE;
}

static void
walk (GtkWidget *widget, const char *action, GVariant *parameter)
{
  zoe_canvas_focus (widget, (GtkDirectionType) g_variant_get_int32 (parameter));
}

static void
zoe_canvas_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                    int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  ZoeCanvas *self = ZOE_CANVAS (widget);
  int hint_minimum, hint_natural;

  gtk_widget_measure (self->hint, orientation, -1, &hint_minimum, &hint_natural, NULL, NULL);
  *minimum = MAX (hint_minimum, 120);
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 720 : 440;
}

static void
allocate_hint (ZoeCanvas *self, int width, int height)
{
  GtkRequisition size;

  gtk_widget_get_preferred_size (self->hint, NULL, &size);
  size.width = MIN (size.width, width);
  gtk_widget_size_allocate (self->hint, &(GtkAllocation) { (width - size.width) / 2, height - size.height - HINT_BOTTOM,
                                                           size.width, size.height }, -1);
}

static void
zoe_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ZoeCanvas *self = ZOE_CANVAS (widget);
  double zoom_before = self->viewport.zoom;

  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
  if (gtk_widget_should_layout (self->empty))
    gtk_widget_size_allocate (self->empty, &(GtkAllocation) { 0, 0, width, height }, -1);
  if (gtk_widget_should_layout (self->hint))
    allocate_hint (self, width, height);
  if (self->scene == NULL)
    return;

  /* Another size may want other gaps: not while sizes are being handed out. */
  if (self->viewport.fits && self->refit == 0 && (width != self->fitted_width || height != self->fitted_height))
    self->refit = gtk_widget_add_tick_callback (widget, on_refit, NULL, NULL);
  if (self->viewport.fits)
    {
      zoe_viewport_fit (&self->viewport, self->scene->layout->width, self->scene->layout->height, width, height - TOP, MARGIN,
                        self->detail != ZOE_DETAIL_ALL ? LARGEST_COMPACT : LARGEST);
      self->viewport.offset_y += TOP;
    }
  zoe_painter_set_viewport (self->painter, &self->viewport);
  if (self->viewport.zoom != zoom_before)
    update_picture (self);
  for (guint i = 0; i < self->views->len; i++)
    {
      const ZoeBox *box = &self->scene->layout->nodes[i + 1];
      GskTransform *transform = NULL;
      GtkWidget *view = g_ptr_array_index (self->views, i);
      int least_width, least_height;

      gtk_widget_measure (view, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
      gtk_widget_measure (view, GTK_ORIENTATION_VERTICAL, -1, &least_height, NULL, NULL, NULL);
      transform = gsk_transform_translate (transform, &GRAPHENE_POINT_INIT (self->viewport.offset_x, self->viewport.offset_y));
      transform = gsk_transform_scale (transform, self->viewport.zoom, self->viewport.zoom);
      transform = gsk_transform_translate (transform, &GRAPHENE_POINT_INIT (box->x, box->y));
      gtk_widget_allocate (view, MAX ((int) round (box->width), least_width), MAX ((int) round (box->height), least_height),
                           -1, transform);
    }
}

static void
zoe_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZoeCanvas *self = ZOE_CANVAS (widget);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget)));
  zoe_painter_snapshot_below (self->painter, snapshot);
  zoe_marks_snapshot_below (self->marks, snapshot, &self->viewport);
  for (guint i = 0; i < self->views->len; i++)
    gtk_widget_snapshot_child (widget, g_ptr_array_index (self->views, i), snapshot);
  zoe_painter_snapshot_above (self->painter, snapshot);
  zoe_marks_snapshot_above (self->marks, snapshot, &self->viewport);
  gtk_widget_snapshot_child (widget, self->empty, snapshot);
  gtk_widget_snapshot_child (widget, self->hint, snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
zoe_canvas_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (zoe_canvas_parent_class)->css_changed (widget, change);
  on_theme (ZOE_CANVAS (widget));
}

static void
zoe_canvas_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, ZOE_CANVAS (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
zoe_canvas_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    zoe_canvas_set_session (ZOE_CANVAS (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
zoe_canvas_dispose (GObject *object)
{
  ZoeCanvas *self = ZOE_CANVAS (object);

  if (self->views != NULL)
    {
      zoe_canvas_set_session (self, NULL);
      clear_scene (self);
    }
  g_clear_pointer (&self->views, g_ptr_array_unref);
  g_clear_pointer (&self->painter, zoe_painter_free);
  g_clear_pointer (&self->marks, zoe_marks_free);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->empty, gtk_widget_unparent);
  g_clear_pointer (&self->hint, gtk_widget_unparent);
  G_OBJECT_CLASS (zoe_canvas_parent_class)->dispose (object);
}

static void
zoe_canvas_class_init (ZoeCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const struct { guint key; const char *action; } keys[] =
  {
    { GDK_KEY_0,           "canvas.zoom-fit" },
    { GDK_KEY_KP_0,        "canvas.zoom-fit" },
    { GDK_KEY_KP_Add,      "canvas.zoom-in" },
    { GDK_KEY_KP_Subtract, "canvas.zoom-out" },
    { GDK_KEY_equal,       "canvas.zoom-in" },
    { GDK_KEY_minus,       "canvas.zoom-out" },
    { GDK_KEY_plus,        "canvas.zoom-in" },
  };

  object_class->dispose = zoe_canvas_dispose;
  object_class->get_property = zoe_canvas_get_property;
  object_class->set_property = zoe_canvas_set_property;
  widget_class->css_changed = zoe_canvas_css_changed;
  widget_class->focus = zoe_canvas_focus;
  widget_class->measure = zoe_canvas_measure;
  widget_class->size_allocate = zoe_canvas_size_allocate;
  widget_class->snapshot = zoe_canvas_snapshot;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, ZOE_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "zoe-canvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_install_action (widget_class, "canvas.zoom-fit", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "canvas.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "canvas.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "canvas.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "canvas.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "canvas.menu", NULL);
  gtk_widget_class_install_action (widget_class, "canvas.walk", "i", walk);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gtk_widget_class_add_binding_action (widget_class, keys[i].key, 0, keys[i].action, NULL);
      gtk_widget_class_add_binding_action (widget_class, keys[i].key, GDK_CONTROL_MASK, keys[i].action, NULL);
    }
}

static void
add_controllers (ZoeCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *above = gtk_gesture_click_new (), *below = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new (), *pinch = gtk_gesture_zoom_new (), *menu = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (above), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (above, "pressed", G_CALLBACK (on_click_above), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (menu), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (menu, "pressed", G_CALLBACK (on_menu_click), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (menu));
  g_signal_connect_swapped (below, "released", G_CALLBACK (on_click_below), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (on_pinch_begin), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (on_pinch), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (on_scroll), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (above));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (below));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, scroll);
}

static GtkWidget *
create_hint (void)
{
  GtkWidget *hint = gtk_button_new (), *content = adw_button_content_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "media-playback-start-symbolic");
  gtk_button_set_child (GTK_BUTTON (hint), content);
  gtk_widget_add_css_class (hint, "pill");
  gtk_widget_add_css_class (hint, "suggested-action");
  gtk_widget_set_focus_on_click (hint, FALSE);
  gtk_widget_set_visible (hint, FALSE);
  return hint;
}

static GtkWidget *
create_empty (void)
{
  GtkWidget *empty = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "network-transmit-receive-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _("See Messages Move"));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty),
                                   _("Choose a scenario and run it, or open a recording.\n"
                                     "Its messages will travel here, from socket to socket."));
  return empty;
}

static void
zoe_canvas_init (ZoeCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->viewport = (ZoeViewport) { .zoom = 1, .fits = TRUE };
  self->views = g_ptr_array_new ();
  self->painter = zoe_painter_new (widget, is_dark ());
  self->marks = zoe_marks_new (widget);
  self->empty = create_empty ();
  self->hint = create_hint ();
  gtk_widget_set_parent (self->empty, widget);
  gtk_widget_set_parent (self->hint, widget);
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_widget_set_vexpand (widget, TRUE);
  gtk_widget_set_has_tooltip (widget, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Graph of the scenario"), -1);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (on_query_tooltip), NULL);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (on_theme), self, G_CONNECT_SWAPPED);
  add_controllers (self);
}

/**
 * zoe_canvas_new:
 * @session: (nullable): what to look at
 */
GtkWidget *
zoe_canvas_new (ZoeSession *session)
{
  return g_object_new (ZOE_TYPE_CANVAS, "session", session, NULL);
}

void
zoe_canvas_set_session (ZoeCanvas *canvas, ZoeSession *session)
{
  static const char *const selected[] =
  {
    "notify::selected-link", "notify::selected-message", "notify::selected-node", "notify::selected-socket",
  };

  if (canvas->session == session)
    return;
  if (canvas->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (canvas), canvas->tick);
  if (canvas->refit != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (canvas), canvas->refit);
  canvas->tick = canvas->refit = 0;
  if (canvas->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (zoe_session_get_control (canvas->session), canvas);
      g_signal_handlers_disconnect_by_data (canvas->session, canvas);
      clear_scene (canvas);
      g_clear_object (&canvas->session);
    }
  if (session != NULL)
    {
      canvas->session = g_object_ref (session);
      g_signal_connect_swapped (session, "moved", G_CALLBACK (on_moved), canvas);
      g_signal_connect_swapped (zoe_session_get_control (session), "changed", G_CALLBACK (update_picture), canvas);
      g_signal_connect_swapped (session, "notify::following", G_CALLBACK (update_picture), canvas);
      g_signal_connect_swapped (session, "notify::playing", G_CALLBACK (on_playing), canvas);
      g_signal_connect_swapped (session, "notify::recording", G_CALLBACK (update_hint), canvas);
      g_signal_connect_swapped (session, "notify::running", G_CALLBACK (update_hint), canvas);
      g_signal_connect_swapped (session, "notify::scenario", G_CALLBACK (on_scenario), canvas);
      for (guint i = 0; i < G_N_ELEMENTS (selected); i++)
        g_signal_connect_swapped (session, selected[i], G_CALLBACK (update_selection), canvas);
      on_scenario (canvas);
      on_playing (canvas);
    }
  g_object_notify_by_pspec (G_OBJECT (canvas), properties[PROP_SESSION]);
}

/**
 * zoe_canvas_zoom_by:
 * @factor: larger than 1 enlarges, about the middle
 */
void
zoe_canvas_zoom_by (ZoeCanvas *canvas, double factor)
{
  zoom_at (canvas, factor, gtk_widget_get_width (GTK_WIDGET (canvas)) / 2.0, gtk_widget_get_height (GTK_WIDGET (canvas)) / 2.0);
}

/**
 * zoe_canvas_zoom_fit:
 *
 * Shows everything, and keeps doing so when the window changes its size.
 */
void
zoe_canvas_zoom_fit (ZoeCanvas *canvas)
{
  canvas->viewport.fits = TRUE;
  canvas->fitted_width = 0;
  gtk_widget_queue_allocate (GTK_WIDGET (canvas));
}
