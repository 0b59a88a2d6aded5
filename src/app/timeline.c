/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/timeline.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/density.h"
#include "app/time_axis.h"
#include "app/timeline_layers.h"
#include "app/timeline_marks.h"
#include "model/duration.h"
#include "trace/message_record.h"

#define BARS_TOP     8.0     /* the play head's handle lies above */
#define AXIS_HEIGHT  20.0
#define SIDE         12.0    /* so that the head can stand at both ends */
#define ZOOM_STEP    1.25
#define REFRESH_US   (G_USEC_PER_SEC / 10)   /* the density of a growing recording, at most so often */

typedef enum
{
  DRAG_NONE,
  DRAG_HEAD,
  DRAG_SPAN,
} Drag;

struct _ZoeTimeline
{
  GtkWidget     parent_instance;

  ZoeSession   *session;
  ZoeTimeAxis   axis;
  ZoeDensity   *density;
  gint64        read_at;
  guint         update;        /* a tick callback */
  ZoeSpan       marked;        /* the selected message's way; empty: none */
  gboolean      marked_open;   /* not received so far */

  double        pointer_x;
  Drag          drag;
  ZoeSpan       span_at_drag;
  gint64        told_at;
};

G_DEFINE_FINAL_TYPE (ZoeTimeline, zoe_timeline, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static double
get_bars_height (ZoeTimeline *self)
{
  return MAX (gtk_widget_get_height (GTK_WIDGET (self)) - BARS_TOP - AXIS_HEIGHT, 1);
}

static gboolean
on_update (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  ZoeTimeline *self = ZOE_TIMELINE (widget);
  gint64 now = g_get_monotonic_time ();

  if (zoe_session_get_running (self->session) && now - self->read_at < REFRESH_US)
    return G_SOURCE_CONTINUE;
  self->read_at = now;
  self->update = 0;
  zoe_density_read (self->density, zoe_session_get_recording (self->session), &self->axis, get_bars_height (self));
  gtk_widget_queue_draw (widget);
  return G_SOURCE_REMOVE;
}

static void
update_axis (ZoeTimeline *self)
{
  self->axis.width = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * SIDE;
  self->axis.span = self->session != NULL ? zoe_session_get_span (self->session) : (ZoeSpan) { 0, 1 };
}

/* Reading waits for the next frame: while one zooms or a run grows, changes come by the dozen. */
static void
span_changed (ZoeTimeline *self)
{
  update_axis (self);
  if (self->update == 0 && self->session != NULL)
    self->update = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_update, NULL, NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
update_accessible (ZoeTimeline *self)
{
  gint64 now = g_get_monotonic_time ();
  g_autofree char *time = NULL, *end = NULL, *text = NULL;

  if (now - self->told_at < G_USEC_PER_SEC / 2)
    return;
  self->told_at = now;
  time = zoe_duration_dup_text (zoe_session_get_time (self->session));
  end = zoe_duration_dup_text (zoe_session_get_end_time (self->session));
  text = g_strdup_printf (_("%s of %s"), time, end);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                  (double) zoe_session_get_end_time (self->session) / ZOE_NS_PER_S,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                  (double) zoe_session_get_time (self->session) / ZOE_NS_PER_S,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

static void
on_moved (ZoeTimeline *self)
{
  update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_selected (ZoeTimeline *self)
{
  ZoeMessageId message = zoe_session_get_selected_message (self->session);
  ZoeRecording *recording = zoe_session_get_recording (self->session);
  g_autoptr (ZoeMessageRecord) record = message != 0 && recording != NULL ? zoe_message_record_load (recording, message) : NULL;

  self->marked = (ZoeSpan) { 0, 0 };
  if (record != NULL)
    {
      self->marked = (ZoeSpan) { record->time_ns, record->time_ns };
      self->marked_open = record->receipts->len == 0;
      for (guint i = 0; i < record->receipts->len; i++)
        self->marked.end_ns = MAX (self->marked.end_ns, g_array_index (record->receipts, ZoeReceipt, i).time_ns);
      if (self->marked_open)
        self->marked.end_ns = G_MAXINT64;
      else
        self->marked.end_ns++;
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
seek_x (ZoeTimeline *self, double x)
{
  zoe_session_seek_time (self->session, zoe_time_axis_to_time (&self->axis, x - SIDE));
}

static gboolean
can_move (ZoeTimeline *self)
{
  return self->session != NULL && zoe_session_get_recording (self->session) != NULL;
}

static void
on_drag_begin (ZoeTimeline *self, double x, double y, GtkGestureDrag *gesture)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));

  self->drag = DRAG_NONE;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!can_move (self))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  self->drag = button == GDK_BUTTON_MIDDLE || state & GDK_SHIFT_MASK ? DRAG_SPAN : DRAG_HEAD;
  self->span_at_drag = self->axis.span;
  if (self->drag == DRAG_HEAD)
    seek_x (self, x);
  else
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
}

static void
on_drag_update (ZoeTimeline *self, double x, double y, GtkGestureDrag *gesture)
{
  double start_x, start_y;

  gtk_gesture_drag_get_start_point (gesture, &start_x, &start_y);
  if (self->drag == DRAG_HEAD)
    seek_x (self, start_x + x);
  else if (self->drag == DRAG_SPAN && self->axis.width > 0)
    zoe_session_set_span (self->session,
                          zoe_span_move (self->span_at_drag,
                                         (gint64) (-x / self->axis.width * zoe_span_length (self->span_at_drag)),
                                         zoe_session_get_end_time (self->session)));
}

static void
on_drag_end (ZoeTimeline *self)
{
  self->drag = DRAG_NONE;
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
}

static void
zoom (ZoeTimeline *self, double factor, gint64 about_ns)
{
  if (can_move (self))
    zoe_session_set_span (self->session, zoe_span_zoom (self->axis.span, factor, about_ns,
                                                        zoe_session_get_end_time (self->session)));
}

static gboolean
on_scroll (ZoeTimeline *self, double dx, double dy, GtkEventController *controller)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (controller);

  if (!can_move (self))
    return GDK_EVENT_PROPAGATE;
  if (state & GDK_SHIFT_MASK && dx == 0)
    {
      dx = dy;
      dy = 0;
    }
  if (dx != 0)
    zoe_session_set_span (self->session, zoe_span_move (self->axis.span, (gint64) (dx * zoe_span_length (self->axis.span) / 12),
                                                        zoe_session_get_end_time (self->session)));
  if (dy != 0)
    zoom (self, pow (ZOOM_STEP, -dy), zoe_time_axis_to_time (&self->axis, self->pointer_x - SIDE));
  return GDK_EVENT_STOP;
}

static void
on_motion (ZoeTimeline *self, double x, double y)
{
  self->pointer_x = x;
}

static void
zoom_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ZoeTimeline *self = ZOE_TIMELINE (widget);

  if (!can_move (self))
    return;
  if (g_str_equal (action, "timeline.zoom-fit"))
    zoe_session_set_span (self->session, (ZoeSpan) { 0, zoe_session_get_end_time (self->session) });
  else
    zoom (self, g_str_equal (action, "timeline.zoom-in") ? ZOOM_STEP : 1 / ZOOM_STEP, zoe_session_get_time (self->session));
}

/* Moves the play head by so many pixels. */
static void
nudge_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ZoeTimeline *self = ZOE_TIMELINE (widget);
  gint64 pixel_ns = MAX (zoe_span_length (self->axis.span) / (gint64) MAX (self->axis.width, 1), 1);

  if (can_move (self))
    zoe_session_seek_time (self->session, zoe_session_get_time (self->session) + g_variant_get_int32 (parameter) * pixel_ns);
}

static gboolean
on_query_tooltip (ZoeTimeline *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  ZoeDamage *damage = self->session != NULL ? zoe_session_get_damage (self->session) : NULL;
  g_autofree char *text = damage != NULL && !keyboard ? zoe_timeline_marks_dup_text (damage, &self->axis, x - SIDE, 5) : NULL;

  if (text != NULL)
    gtk_tooltip_set_text (tooltip, text);
  return text != NULL;
}

static void
zoe_timeline_measure (GtkWidget *widget, GtkOrientation orientation, int for_size,
                      int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 160 : 68;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 480 : 72;
}

static void
zoe_timeline_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  span_changed (ZOE_TIMELINE (widget));
}

static void
snapshot_bars (ZoeTimeline *self, GtkSnapshot *snapshot, const ZoeTimelineArea *area)
{
  double played = zoe_timeline_area_get_x (area, zoe_session_get_time (self->session)) - SIDE;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (SIDE, BARS_TOP));
  zoe_density_snapshot (self->density, snapshot, CLAMP (played, 0, MAX (self->axis.width, 0)));
  gtk_snapshot_restore (snapshot);
}

static void
zoe_timeline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZoeTimeline *self = ZOE_TIMELINE (widget);
  const ZoeTimelineArea area = { .widget = widget, .axis = &self->axis, .left = SIDE, .top = BARS_TOP,
                                 .height = get_bars_height (self) };

  if (self->session == NULL || zoe_session_get_recording (self->session) == NULL)
    {
      zoe_timeline_area_append_line (&area, snapshot);
      return;
    }
  snapshot_bars (self, snapshot, &area);
  zoe_timeline_area_append_axis (&area, snapshot);
  zoe_timeline_marks_snapshot (zoe_session_get_damage (self->session), &self->axis, widget, snapshot, SIDE, BARS_TOP, area.height);
  zoe_timeline_area_append_way (&area, snapshot, self->marked, self->marked_open);
  if (zoe_session_get_running (self->session))
    zoe_timeline_area_append_run (&area, snapshot, zoe_session_get_end_time (self->session));
  zoe_timeline_area_append_play (&area, snapshot, zoe_session_get_time (self->session));
}

static void
zoe_timeline_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  ZoeTimeline *self = ZOE_TIMELINE (widget);

  GTK_WIDGET_CLASS (zoe_timeline_parent_class)->css_changed (widget, change);
  if (self->density != NULL)
    zoe_density_redraw (self->density);
}

static void
zoe_timeline_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, ZOE_TIMELINE (object)->session);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
zoe_timeline_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    zoe_timeline_set_session (ZOE_TIMELINE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
zoe_timeline_dispose (GObject *object)
{
  ZoeTimeline *self = ZOE_TIMELINE (object);

  zoe_timeline_set_session (self, NULL);
  g_clear_pointer (&self->density, zoe_density_free);
  G_OBJECT_CLASS (zoe_timeline_parent_class)->dispose (object);
}

static void
zoe_timeline_class_init (ZoeTimelineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const struct { guint key; const char *action; } keys[] =
  {
    { GDK_KEY_0, "timeline.zoom-fit" },      { GDK_KEY_KP_0, "timeline.zoom-fit" },
    { GDK_KEY_plus, "timeline.zoom-in" },    { GDK_KEY_KP_Add, "timeline.zoom-in" },
    { GDK_KEY_equal, "timeline.zoom-in" },
    { GDK_KEY_minus, "timeline.zoom-out" },  { GDK_KEY_KP_Subtract, "timeline.zoom-out" },
  };

  object_class->dispose = zoe_timeline_dispose;
  object_class->get_property = zoe_timeline_get_property;
  object_class->set_property = zoe_timeline_set_property;
  widget_class->css_changed = zoe_timeline_css_changed;
  widget_class->measure = zoe_timeline_measure;
  widget_class->size_allocate = zoe_timeline_size_allocate;
  widget_class->snapshot = zoe_timeline_snapshot;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, ZOE_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_css_name (widget_class, "zoe-timeline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  gtk_widget_class_install_action (widget_class, "timeline.zoom-fit", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "timeline.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "timeline.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "timeline.nudge", "i", nudge_action);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, 0, keys[i].action, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, 0, "timeline.nudge", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, 0, "timeline.nudge", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, 0, "timeline.nudge", "i", -50);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, 0, "timeline.nudge", "i", 50);
}

static void
zoe_timeline_init (ZoeTimeline *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  self->axis.span = (ZoeSpan) { 0, 1 };
  self->density = zoe_density_new (widget);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (on_scroll), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, scroll);

  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_hexpand (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_tooltip_text (widget, _("Click or drag to look at another time; scroll to zoom; Shift and drag to move along.\n"
                                         "The bars are events, their height a logarithm of how many."));
  g_signal_connect (self, "query-tooltip", G_CALLBACK (on_query_tooltip), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Time line"), -1);
}

/**
 * zoe_timeline_new:
 * @session: (nullable): what to look at
 */
GtkWidget *
zoe_timeline_new (ZoeSession *session)
{
  return g_object_new (ZOE_TYPE_TIMELINE, "session", session, NULL);
}

void
zoe_timeline_set_session (ZoeTimeline *timeline, ZoeSession *session)
{
  static const char *const changes[] =
  {
    "notify::recording", "notify::running", "notify::span-begin", "notify::span-end",
  };

  if (timeline->session == session)
    return;
  if (timeline->update != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (timeline), timeline->update);
  timeline->update = 0;
  if (timeline->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (timeline->session, timeline);
      g_clear_object (&timeline->session);
    }
  if (session != NULL)
    {
      timeline->session = g_object_ref (session);
      for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
        g_signal_connect_swapped (session, changes[i], G_CALLBACK (span_changed), timeline);
      g_signal_connect_swapped (session, "moved", G_CALLBACK (on_moved), timeline);
      g_signal_connect_swapped (session, "notify::selected-message", G_CALLBACK (on_selected), timeline);
      span_changed (timeline);
    }
  g_object_notify_by_pspec (G_OBJECT (timeline), properties[PROP_SESSION]);
}
