/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/node_view.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/node_state.h"
#include "app/palette.h"
#include "app/readout.h"
#include "app/socket_grid.h"

#define INSET     5.0    /* inside the rounded corners: a clip for each node costs too much */
#define EDGE      5.0    /* of the role's colour */
#define BAR       3.0    /* of the work in progress */
#define NAME_CHARS   12     /* these two as in node_view.ui */
#define STATUS_CHARS 16
#define COUNT_CHARS  9      /* "↓17k ↑17k" */

struct _ZoeNodeView
{
  GtkWidget    parent_instance;

  GtkLabel    *name;
  ZoeReadout  *status;
  GtkGrid     *sockets;
  ZoeReadout  *shown;

  ZoeScenario *scenario;
  guint        node;
  guint        paint;
  ZoeSocketGrid *rows;          /* in sockets */
  gboolean     dark;
  ZoeDetail    detail;
  ZoeNodeState state;
  gint64       told_at;         /* when assistive technology was last told */
  gboolean     ever_updated;
};

G_DEFINE_FINAL_TYPE (ZoeNodeView, zoe_node_view, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update_status (ZoeNodeView *self)
{
  ZoeNodeSpec *spec = zoe_scenario_get_node (self->scenario, self->node);
  const char *word = zoe_node_state_get_word (&self->state, spec);

  if (self->detail != ZOE_DETAIL_ALL)
    {
      char received[ZOE_SHORT_COUNT], sent[ZOE_SHORT_COUNT];
      g_autofree char *text = g_strdup_printf ("↓%s ↑%s", zoe_node_state_format_count (self->state.n_received, received),
                                               zoe_node_state_format_count (self->state.n_sent, sent));

      zoe_readout_set_text (self->status, text);
      return;
    }
  /* A worker's role is told by its name already. */
  if (strcmp (spec->base, spec->role_name) == 0 || spec->external)
    zoe_readout_set_text (self->status, word);
  else
    {
      g_autofree char *text = g_strdup_printf ("%s · %s", spec->role_name, word);

      zoe_readout_set_text (self->status, text);
    }
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* Words cost a screen reader's attention: at most twice a second, and when the node starts, ends or breaks. */
static void
update_accessible (ZoeNodeView *self, gboolean now)
{
  gint64 time = g_get_monotonic_time ();
  g_autofree char *label = NULL;

  if (!now && time - self->told_at < G_USEC_PER_SEC / 2)
    return;
  self->told_at = time;
  label = zoe_node_view_dup_label (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update_shown (ZoeNodeView *self, const ZoeNodeMoment *moment)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; moment->shown != NULL && i < moment->shown->len; i++)
    {
      const ZoeShown *shown = g_ptr_array_index (moment->shown, i);

      /* Two lines: one each for the first two, or two on a line where there are more. */
      if (i > 0)
        g_string_append (text, moment->shown->len <= 2 || i % 2 == 0 ? "\n" : " · ");
      if (i >= 4)
        break;
      g_string_append_printf (text, "%s %s", shown->name, shown->value);
    }
  zoe_readout_set_text (self->shown, text->str);
}

static void
choose (ZoeNodeView *self, guint socket)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, socket);
}

static void
on_released (ZoeNodeView *self, int n_press, double x, double y, GtkGestureClick *gesture)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  if (!gtk_widget_contains (GTK_WIDGET (self), x, y))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  choose (self, picked != NULL ? zoe_socket_grid_find (self->rows, picked) : 0);
}

static void
activate (GtkWidget *widget, const char *action, GVariant *parameter)
{
  choose (ZOE_NODE_VIEW (widget), 0);
}

static void
zoe_node_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZoeNodeView *self = ZOE_NODE_VIEW (widget);
  const ZoePaint *paint = zoe_palette_get (self->paint, self->dark);
  graphene_rect_t bounds;
  float left, top, right, bottom;

  if (!gtk_widget_compute_bounds (widget, widget, &bounds))
    return;
  left = bounds.origin.x + INSET;
  top = bounds.origin.y + INSET;
  right = bounds.origin.x + bounds.size.width - INSET;
  bottom = bounds.origin.y + bounds.size.height - INSET;
  gtk_snapshot_append_color (snapshot, &paint->fill, &GRAPHENE_RECT_INIT (left, top, EDGE, bottom - top));
  if (self->state.progress > 0)
    gtk_snapshot_append_color (snapshot, &paint->fill,
                               &GRAPHENE_RECT_INIT (left + EDGE + INSET, bottom - BAR + 1,
                                                    (right - left - EDGE - INSET) * self->state.progress, BAR));
  GTK_WIDGET_CLASS (zoe_node_view_parent_class)->snapshot (widget, snapshot);
}

static void
zoe_node_view_dispose (GObject *object)
{
  ZoeNodeView *self = ZOE_NODE_VIEW (object);
  GtkWidget *child;

  g_clear_pointer (&self->rows, zoe_socket_grid_free);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->scenario, zoe_scenario_unref);
  G_OBJECT_CLASS (zoe_node_view_parent_class)->dispose (object);
}

static void
zoe_node_view_class_init (ZoeNodeViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  static const struct { guint key, keypad; GtkDirectionType direction; } arrows[] =
  {
    { GDK_KEY_Down,  GDK_KEY_KP_Down,  GTK_DIR_DOWN },
    { GDK_KEY_Left,  GDK_KEY_KP_Left,  GTK_DIR_LEFT },
    { GDK_KEY_Right, GDK_KEY_KP_Right, GTK_DIR_RIGHT },
    { GDK_KEY_Up,    GDK_KEY_KP_Up,    GTK_DIR_UP },
  };

  object_class->dispose = zoe_node_view_dispose;
  widget_class->snapshot = zoe_node_view_snapshot;

  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", ZOE_TYPE_NODE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_UINT);

  g_type_ensure (ZOE_TYPE_READOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/zoetrope/Zoetrope/node_view.ui");
  gtk_widget_class_bind_template_child (widget_class, ZoeNodeView, name);
  gtk_widget_class_bind_template_child (widget_class, ZoeNodeView, shown);
  gtk_widget_class_bind_template_child (widget_class, ZoeNodeView, sockets);
  gtk_widget_class_bind_template_child (widget_class, ZoeNodeView, status);
  gtk_widget_class_set_css_name (widget_class, "zoe-node");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_widget_class_install_action (widget_class, "node.choose", NULL, activate);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "node.choose", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "node.choose", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_space, 0, "node.choose", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    {
      gtk_widget_class_add_binding_action (widget_class, arrows[i].key, 0, "canvas.walk", "i", arrows[i].direction);
      gtk_widget_class_add_binding_action (widget_class, arrows[i].keypad, 0, "canvas.walk", "i", arrows[i].direction);
    }
}

static void
zoe_node_view_init (ZoeNodeView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (click, "released", G_CALLBACK (on_released), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/**
 * zoe_node_view_new:
 *
 * Returns: (transfer floating): the widget of a scenario's node
 */
GtkWidget *
zoe_node_view_new (ZoeScenario *scenario, guint node)
{
  ZoeNodeView *self = g_object_new (ZOE_TYPE_NODE_VIEW, NULL);
  ZoeNodeSpec *spec = zoe_scenario_get_node (scenario, node);

  self->scenario = zoe_scenario_ref (scenario);
  self->node = node;
  self->paint = zoe_palette_index_of (scenario, node);
  gtk_label_set_label (self->name, spec->name);
  if (spec->external)
    gtk_widget_add_css_class (GTK_WIDGET (self), "external");
  self->rows = zoe_socket_grid_new (self->sockets, scenario, node);
  update_status (self);
  update_accessible (self, TRUE);
  return GTK_WIDGET (self);
}

guint
zoe_node_view_get_node (ZoeNodeView *view)
{
  return view->node;
}

/**
 * zoe_node_view_update:
 * @moment: the state of everything at the play head
 * @damage: (nullable): what is broken of the node there
 * @time_ns: the play head, for the work that goes on
 */
void
zoe_node_view_update (ZoeNodeView *view, ZoeMoment *moment, const ZoeNodeDamage *damage, gint64 time_ns)
{
  const ZoeNodeMoment *node = &moment->nodes[view->node];
  ZoeNodeState state = zoe_node_state_at (node, damage, time_ns), before = view->state;
  gboolean news = !view->ever_updated || !zoe_node_state_is_same_kind (&state, &before);
  gboolean fateful = state.phase != before.phase || state.damage.health != before.damage.health
                     || state.damage.frozen != before.damage.frozen;
  gboolean counted = state.n_sent != before.n_sent || state.n_received != before.n_received;

  view->ever_updated = TRUE;
  view->state = state;
  if (state.progress != before.progress)
    gtk_widget_queue_draw (GTK_WIDGET (view));
  if (news)
    {
      gboolean external = zoe_scenario_get_node (view->scenario, view->node)->external;

      set_class (GTK_WIDGET (view), "absent", node->phase == ZOE_NODE_ABSENT && !external);
      set_class (GTK_WIDGET (view), "ended", node->phase == ZOE_NODE_ENDED);
      set_class (GTK_WIDGET (view), "working", state.working);
    }
  if (view->detail == ZOE_DETAIL_ALL)
    {
      zoe_socket_grid_update (view->rows, moment);
      update_shown (view, node);
    }
  if (news || (counted && view->detail != ZOE_DETAIL_ALL))
    update_status (view);
  if (news || counted)
    update_accessible (view, fateful);
}

/**
 * zoe_node_view_locate_socket:
 *
 * Returns: the middle of the socket's row, from the node's upper edge, at the node's natural size; < 0: it has no row of its own
 */
double
zoe_node_view_locate_socket (ZoeNodeView *view, guint socket)
{
  GtkWidget *widget = GTK_WIDGET (view);
  GtkRequisition natural;
  graphene_rect_t whole, bounds;
  GtkWidget *badge = zoe_socket_grid_get_badge (view->rows, socket);

  if (view->detail != ZOE_DETAIL_ALL || zoe_socket_grid_is_small (view->rows) || badge == NULL)
    return -1;
  gtk_widget_get_preferred_size (widget, NULL, &natural);
  gtk_widget_allocate (widget, natural.width, natural.height, -1, NULL);
  if (gtk_widget_compute_bounds (widget, widget, &whole) && gtk_widget_compute_bounds (badge, widget, &bounds))
    return bounds.origin.y + bounds.size.height / 2 - whole.origin.y;
  return -1;
}

/**
 * zoe_node_view_set_selected:
 * @socket: the selected socket, if it is one of the node's
 */
void
zoe_node_view_set_selected (ZoeNodeView *view, gboolean selected, guint socket)
{
  if (selected)
    gtk_widget_set_state_flags (GTK_WIDGET (view), GTK_STATE_FLAG_SELECTED, FALSE);
  else
    gtk_widget_unset_state_flags (GTK_WIDGET (view), GTK_STATE_FLAG_SELECTED);
  gtk_accessible_update_state (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_STATE_PRESSED,
                               selected ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  zoe_socket_grid_set_chosen (view->rows, socket);
}

/**
 * zoe_node_view_set_detail:
 * @detail: how much the node says; less makes it smaller
 */
void
zoe_node_view_set_detail (ZoeNodeView *view, ZoeDetail detail)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (view));
  gboolean compact = detail != ZOE_DETAIL_ALL;

  if (view->detail == detail)
    return;
  view->detail = detail;
  set_class (GTK_WIDGET (view), "compact", compact);
  gtk_widget_insert_after (compact ? GTK_WIDGET (view->sockets) : GTK_WIDGET (view->status), GTK_WIDGET (view),
                           GTK_WIDGET (view->name));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), compact ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), compact ? 10 : 3);
  gtk_label_set_width_chars (view->name, compact ? 0 : NAME_CHARS);
  gtk_widget_set_hexpand (GTK_WIDGET (view->name), compact);
  g_object_set (view->status, "width-chars", compact ? COUNT_CHARS : STATUS_CHARS, "xalign", compact ? 1.0 : 0.0, NULL);
  /* What kind of sockets it has stays to be seen, if they are few. */
  zoe_socket_grid_show_counts (view->rows, !compact);
  gtk_widget_set_visible (GTK_WIDGET (view->sockets), !compact || (detail == ZOE_DETAIL_BRIEF && zoe_socket_grid_is_small (view->rows)));
  gtk_widget_set_valign (GTK_WIDGET (view->sockets), compact ? GTK_ALIGN_CENTER : GTK_ALIGN_FILL);
  gtk_widget_set_margin_top (GTK_WIDGET (view->sockets), compact ? 0 : 2);
  gtk_widget_set_visible (GTK_WIDGET (view->shown), !compact);
  update_status (view);
}

void
zoe_node_view_set_dark (ZoeNodeView *view, gboolean dark)
{
  view->dark = dark;
  gtk_widget_queue_draw (GTK_WIDGET (view));
}

char *
zoe_node_view_dup_label (ZoeNodeView *view)
{
  return zoe_node_state_dup_label (&view->state, zoe_scenario_get_node (view->scenario, view->node));
}
