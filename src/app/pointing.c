/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/pointing.h"

#include "app/caption.h"
#include "app/fault_menu.h"

#define TOLERANCE 7.0   /* pixels beside a link */

struct _ZoePointing
{
  ZoePointingTarget target;
  ZoeScene         *scene;      /* NULL: nothing is shown */
  ZoeSession       *session;
  GtkWidget        *menu;       /* NULL: not asked for yet */
};

static guint
find_link (ZoePointing *self, double x, double y)
{
  return zoe_scene_find_link (self->scene, zoe_viewport_to_plane (self->target.viewport, x, y), TOLERANCE / self->target.viewport->zoom);
}

/* The signs above the nodes get the click before those do, and so do messages, which may lie close to them. */
static void
on_click_above (ZoePointing *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  ZoeMessageId message = zoe_painter_find_message (self->target.painter, x, y);
  guint ready = zoe_marks_find_ready (self->target.marks, self->target.viewport, x, y);

  if (ready != 0)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      gtk_widget_activate_action (self->target.widget, "run.pick", "u", ready);
      return;
    }
  if (message == 0)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  zoe_session_select_message (self->session, message);
}

static void
on_click_below (ZoePointing *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  guint link;

  gtk_widget_grab_focus (self->target.widget);
  if (self->scene == NULL)
    return;
  link = find_link (self, x, y);
  if (link != 0)
    zoe_session_select_link (self->session, link);
  else
    zoe_session_select_nothing (self->session);
}

static void
pop_up (ZoePointing *self, GMenuModel *model, double x, double y)
{
  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model_full (model, GTK_POPOVER_MENU_NESTED);
      gtk_widget_set_parent (self->menu, self->target.widget);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
    }
  else
    gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
on_menu_click (ZoePointing *self, int n_press, double x, double y, GtkGesture *gesture)
{
  ZoePoint at = zoe_viewport_to_plane (self->target.viewport, x, y);
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

static gboolean
on_query_tooltip (ZoePointing *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  g_autofree char *text = NULL;
  ZoeMessageId message;
  guint link;

  if (self->scene == NULL || keyboard || (self->menu != NULL && gtk_widget_get_visible (self->menu)))
    return FALSE;
  message = zoe_painter_find_message (self->target.painter, x, y);
  link = message == 0 && zoe_scene_find_node (self->scene, zoe_viewport_to_plane (self->target.viewport, x, y)) == 0
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

static void
add_click (ZoePointing *self, const char *signal, GCallback handler, guint button, GtkPropagationPhase phase)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), button);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), phase);
  g_signal_connect_swapped (click, signal, handler, self);
  gtk_widget_add_controller (self->target.widget, GTK_EVENT_CONTROLLER (click));
}

/**
 * zoe_pointing_new:
 * @target: what there is to point at; copied
 */
ZoePointing *
zoe_pointing_new (const ZoePointingTarget *target)
{
  ZoePointing *pointing = g_new0 (ZoePointing, 1);

  pointing->target = *target;
  add_click (pointing, "pressed", G_CALLBACK (on_menu_click), GDK_BUTTON_SECONDARY, GTK_PHASE_CAPTURE);
  add_click (pointing, "pressed", G_CALLBACK (on_click_above), GDK_BUTTON_PRIMARY, GTK_PHASE_CAPTURE);
  add_click (pointing, "released", G_CALLBACK (on_click_below), GDK_BUTTON_PRIMARY, GTK_PHASE_BUBBLE);
  gtk_widget_set_has_tooltip (target->widget, TRUE);
  g_signal_connect_swapped (target->widget, "query-tooltip", G_CALLBACK (on_query_tooltip), pointing);
  return pointing;
}

void
zoe_pointing_free (ZoePointing *pointing)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (pointing->target.widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      g_signal_handlers_disconnect_by_data (controller, pointing);
    }
  g_signal_handlers_disconnect_by_data (pointing->target.widget, pointing);
  g_clear_pointer (&pointing->menu, gtk_widget_unparent);
  g_free (pointing);
}

/**
 * zoe_pointing_set_scene:
 * @scene: (nullable): what is shown from now on
 * @session: (nullable): where one selects
 */
void
zoe_pointing_set_scene (ZoePointing *pointing, ZoeScene *scene, ZoeSession *session)
{
  pointing->scene = scene;
  pointing->session = session;
}

/**
 * zoe_pointing_allocate:
 *
 * To be called when the widget is given its place: an open menu goes along.
 */
void
zoe_pointing_allocate (ZoePointing *pointing)
{
  if (pointing->menu != NULL)
    gtk_popover_present (GTK_POPOVER (pointing->menu));
}

void
zoe_pointing_open_menu (ZoePointing *pointing, guint node)
{
  g_autoptr (GMenuModel) menu = NULL;
  guint link;
  ZoePoint at;

  if (pointing->scene == NULL)
    return;
  if (node == 0)
    node = zoe_session_get_selected_node (pointing->session);
  link = node == 0 ? zoe_session_get_selected_link (pointing->session) : 0;
  if (node == 0 && link == 0)
    return;
  menu = node != 0 ? zoe_fault_menu_new_for_node (pointing->session, node) : zoe_fault_menu_new_for_link (pointing->session, link);
  at = zoe_viewport_to_screen (pointing->target.viewport, node != 0 ? zoe_scene_get_center (pointing->scene, node)
                                                                    : zoe_path_get_point (&pointing->scene->paths[link], 0.5));
  pop_up (pointing, menu, at.x, at.y);
}
