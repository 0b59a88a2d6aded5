/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app/caption.h"
#include "app/cast.h"
#include "app/invitation.h"
#include "app/marks.h"
#include "app/painter.h"
#include "app/pan_zoom.h"
#include "app/pointing.h"
#include "app/projector.h"
#include "app/staging.h"

struct _ZoeCanvas
{
  GtkWidget      parent_instance;

  ZoeSession    *session;
  ZoeCast       *cast;              /* the nodes */
  ZoeStaging    *staging;           /* where everything stands */
  ZoeScene      *scene;             /* the staging's; NULL: nothing is shown */
  ZoePainter    *painter;           /* links and messages */
  ZoeMarks      *marks;             /* what is held and broken */
  ZoeInvitation *invitation;
  GArray        *flights;           /* the session's */
  ZoePointing   *pointing;
  ZoeProjector  *projector;         /* of the session; NULL: it has none */
  ZoeViewport    viewport;

  guint          refit;             /* a tick callback: the size has changed */
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

  if (moment != NULL)
    zoe_cast_update (self->cast, moment, zoe_session_get_damage (self->session), zoe_session_get_time (self->session));
}

static void
update_invitation (ZoeCanvas *self)
{
  zoe_invitation_update (self->invitation, self->session);
}

static void
update_selection (ZoeCanvas *self)
{
  zoe_cast_set_selected (self->cast, zoe_session_get_selected_node (self->session), zoe_session_get_selected_socket (self->session));
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
  if (zoe_invitation_is_shown (self->invitation))
    update_invitation (self);
}

static void
on_chosen (guint node, guint socket, gpointer data)
{
  ZoeCanvas *self = data;

  if (socket != 0)
    zoe_session_select_socket (self->session, socket);
  else
    zoe_session_select_node (self->session, node);
}

/* Things stand elsewhere now, or there are others. */
static void
take_scene (ZoeCanvas *self)
{
  self->scene = zoe_staging_get_scene (self->staging);
  zoe_painter_set_scene (self->painter, self->scene);
  zoe_pointing_set_scene (self->pointing, self->scene, self->session);
  if (self->session == NULL)
    return;
  zoe_marks_update (self->marks, self->scene, self->session);
  update_mark (self);
}

static void
clear_scene (ZoeCanvas *self)
{
  zoe_cast_set_scenario (self->cast, NULL);
  zoe_staging_clear (self->staging);
  self->flights = NULL;
  take_scene (self);
}

static gboolean
fit (ZoeCanvas *self, ZoeScenario *scenario, GError **error)
{
  gboolean fitted = zoe_staging_fit (self->staging, scenario, gtk_widget_get_width (GTK_WIDGET (self)),
                                     gtk_widget_get_height (GTK_WIDGET (self)), error);

  take_scene (self);
  return fitted;
}

static gboolean
on_refit (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  ZoeCanvas *self = ZOE_CANVAS (widget);

  self->refit = 0;
  if (self->scene != NULL && self->viewport.fits)
    {
      fit (self, self->scene->scenario, NULL);
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
      zoe_cast_set_scenario (self->cast, scenario);
      if (!fit (self, scenario, &error))
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
  update_invitation (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_theme (ZoeCanvas *self)
{
  zoe_cast_set_dark (self->cast, is_dark ());
  zoe_painter_set_dark (self->painter, is_dark ());
  if (self->session != NULL)
    update_mark (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
menu_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ZoeCanvas *self = ZOE_CANVAS (widget);

  zoe_pointing_open_menu (self->pointing, zoe_cast_get_focus (self->cast));
}

static void
pan (double dx, double dy, gpointer data)
{
  ZoeCanvas *self = data;

  if (self->scene == NULL)
    return;
  zoe_viewport_pan (&self->viewport, dx, dy);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
zoom_at (double factor, double x, double y, gpointer data)
{
  ZoeCanvas *self = data;

  if (self->scene == NULL)
    return;
  if (zoe_staging_zoom_at (self->staging, &self->viewport, factor, x, y))
    {
      take_scene (self);
      update_views (self);
    }
  view_changed (self);
}

static const ZoePanZoomFuncs pan_zoom_funcs = { .pan = pan, .zoom = zoom_at };

static void
zoom_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ZoeCanvas *self = ZOE_CANVAS (widget);

  if (g_str_equal (action, "canvas.zoom-fit"))
    zoe_canvas_zoom_fit (self);
  else
    zoe_canvas_zoom_by (self, g_str_equal (action, "canvas.zoom-in") ? ZOE_ZOOM_STEP : 1 / ZOE_ZOOM_STEP);
}

/* Arrow keys walk from node to node by where they stand. */
static gboolean
zoe_canvas_focus (GtkWidget *widget, GtkDirectionType direction)
{
  ZoeCanvas *self = ZOE_CANVAS (widget);
  const double way_x = direction == GTK_DIR_RIGHT ? 1 : direction == GTK_DIR_LEFT ? -1 : 0;
  const double way_y = direction == GTK_DIR_DOWN ? 1 : direction == GTK_DIR_UP ? -1 : 0;
  guint node = zoe_cast_get_focus (self->cast), neighbour;

  if (node == 0 || (way_x == 0 && way_y == 0))
    return GTK_WIDGET_CLASS (zoe_canvas_parent_class)->focus (widget, direction);
  neighbour = zoe_scene_find_neighbour (self->scene, node, way_x, way_y);
  if (neighbour != 0)
    zoe_cast_set_focus (self->cast, neighbour);
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
  *minimum = MAX (zoe_invitation_measure (ZOE_CANVAS (widget)->invitation, orientation), 120);
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 720 : 440;
}

static void
zoe_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  ZoeCanvas *self = ZOE_CANVAS (widget);
  double zoom_before = self->viewport.zoom;

  zoe_pointing_allocate (self->pointing);
  zoe_invitation_allocate (self->invitation, width, height);
  if (self->scene == NULL)
    return;

  /* Another size may want other gaps: not while sizes are being handed out. */
  if (self->viewport.fits && self->refit == 0 && !zoe_staging_fits (self->staging, width, height))
    self->refit = gtk_widget_add_tick_callback (widget, on_refit, NULL, NULL);
  if (self->viewport.fits)
    zoe_staging_show_all (self->staging, &self->viewport, width, height);
  zoe_painter_set_viewport (self->painter, &self->viewport);
  if (self->viewport.zoom != zoom_before)
    update_picture (self);
  zoe_cast_allocate (self->cast, self->scene->layout, &self->viewport);
}

static void
zoe_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZoeCanvas *self = ZOE_CANVAS (widget);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget)));
  zoe_painter_snapshot_below (self->painter, snapshot);
  zoe_marks_snapshot_below (self->marks, snapshot, &self->viewport);
  zoe_painter_snapshot_messages (self->painter, snapshot);
  zoe_cast_snapshot (self->cast, snapshot);
  zoe_painter_snapshot_above (self->painter, snapshot);
  zoe_marks_snapshot_above (self->marks, snapshot, &self->viewport);
  zoe_invitation_snapshot (self->invitation, snapshot);
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

  if (self->cast != NULL)
    zoe_canvas_set_session (self, NULL);
  g_clear_pointer (&self->pointing, zoe_pointing_free);
  g_clear_pointer (&self->staging, zoe_staging_free);
  g_clear_pointer (&self->cast, zoe_cast_free);
  g_clear_pointer (&self->painter, zoe_painter_free);
  g_clear_pointer (&self->marks, zoe_marks_free);
  g_clear_pointer (&self->invitation, zoe_invitation_free);
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
zoe_canvas_init (ZoeCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->viewport = (ZoeViewport) { .zoom = 1, .fits = TRUE };
  self->cast = zoe_cast_new (widget, on_chosen, self);
  zoe_cast_set_dark (self->cast, is_dark ());
  self->staging = zoe_staging_new (self->cast);
  self->painter = zoe_painter_new (widget, is_dark ());
  self->marks = zoe_marks_new (widget);
  self->invitation = zoe_invitation_new (widget);
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_widget_set_vexpand (widget, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Graph of the scenario"), -1);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (on_theme), self, G_CONNECT_SWAPPED);
  self->pointing = zoe_pointing_new (&(ZoePointingTarget) { .widget = widget, .painter = self->painter, .marks = self->marks,
                                                            .viewport = &self->viewport });
  zoe_pan_zoom_install (widget, &pan_zoom_funcs, self);
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
  if (canvas->refit != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (canvas), canvas->refit);
  canvas->refit = 0;
  g_clear_pointer (&canvas->projector, zoe_projector_free);
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
      g_signal_connect_swapped (session, "notify::playing", G_CALLBACK (update_invitation), canvas);
      g_signal_connect_swapped (session, "notify::recording", G_CALLBACK (update_invitation), canvas);
      g_signal_connect_swapped (session, "notify::running", G_CALLBACK (update_invitation), canvas);
      g_signal_connect_swapped (session, "notify::scenario", G_CALLBACK (on_scenario), canvas);
      for (guint i = 0; i < G_N_ELEMENTS (selected); i++)
        g_signal_connect_swapped (session, selected[i], G_CALLBACK (update_selection), canvas);
      on_scenario (canvas);
      canvas->projector = zoe_projector_new (GTK_WIDGET (canvas), session);
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
  zoom_at (factor, gtk_widget_get_width (GTK_WIDGET (canvas)) / 2.0, gtk_widget_get_height (GTK_WIDGET (canvas)) / 2.0, canvas);
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
  zoe_staging_forget_size (canvas->staging);
  gtk_widget_queue_allocate (GTK_WIDGET (canvas));
}
