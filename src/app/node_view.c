/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/node_view.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/palette.h"
#include "app/readout.h"

#define INSET     5.0    /* inside the rounded corners: a clip for each node costs too much */
#define EDGE      5.0    /* of the role's colour */
#define BAR       3.0    /* of the work in progress */
#define NAME_CHARS   12     /* these two as in node_view.ui */
#define STATUS_CHARS 16
#define COUNT_CHARS  9      /* "↓17k ↑17k" */
#define FEW       2      /* so many sockets stand side by side; more get a row each */

typedef struct
{
  guint      number;
  GtkWidget *badge;
  GtkWidget *count;     /* NULL: the badge shows it */
} SocketRow;

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
  GArray      *rows;            /* (element-type SocketRow) */
  gboolean     dark;
  ZoeDetail    detail;
  ZoeNodePhase phase;
  gboolean     working;
  double       progress;        /* 0 .. 1; 0: none */
  guint64      n_sent, n_received;
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

/* 17, 1.7k, 17k, 1.7M: never more than four characters. */
static const char *
format_count (guint64 count, char *ret_text, gsize size)
{
  if (count < 10000)
    g_snprintf (ret_text, size, "%" G_GUINT64_FORMAT, count);
  else if (count < 1000000)
    g_snprintf (ret_text, size, "%" G_GUINT64_FORMAT "k", count / 1000);
  else if (count < 10000000)
    g_snprintf (ret_text, size, "%.1fM", count / 1e6);
  else
    g_snprintf (ret_text, size, "%" G_GUINT64_FORMAT "M", count / 1000000);
  return ret_text;
}

static const char *
get_status_word (ZoeNodeView *self)
{
  if (zoe_scenario_get_node (self->scenario, self->node)->external)
    return _("outside program");
  switch (self->phase)
    {
    case ZOE_NODE_ABSENT: return _("not started");
    case ZOE_NODE_ENDED:  return _("ended");
    default:              return self->working ? _("working") : _("running");
    }
}

static void
update_status (ZoeNodeView *self)
{
  ZoeNodeSpec *spec = zoe_scenario_get_node (self->scenario, self->node);
  const char *word = get_status_word (self);

  if (self->detail != ZOE_DETAIL_ALL)
    {
      char received[16], sent[16];
      g_autofree char *text = g_strdup_printf ("↓%s ↑%s", format_count (self->n_received, received, sizeof received),
                                               format_count (self->n_sent, sent, sizeof sent));

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

/* Words cost a screen reader's attention: at most twice a second, and when the phase changes. */
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
update_sockets (ZoeNodeView *self, ZoeMoment *moment)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const SocketRow *row = &g_array_index (self->rows, SocketRow, i);
      const ZoeSocketMoment *socket = &moment->sockets[row->number];
      char received[16], sent[16], text[64];

      format_count (socket->n_received, received, sizeof received);
      format_count (socket->n_sent, sent, sizeof sent);
      if (socket->n_received == 0 && socket->n_sent == 0)
        text[0] = '\0';
      else if (socket->n_sent == 0)
        g_snprintf (text, sizeof text, "↓%s", received);
      else if (socket->n_received == 0)
        g_snprintf (text, sizeof text, "↑%s", sent);
      else
        g_snprintf (text, sizeof text, "↓%s ↑%s", received, sent);
      zoe_readout_set_text (ZOE_READOUT (row->count), text);
    }
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
add_socket (ZoeNodeView *self, ZoeSocketSpec *socket, guint index, gboolean side_by_side)
{
  const char *type = socket->type != ZOE_SOCKET_NONE ? zoe_socket_type_get_name (socket->type) : _("any");
  GtkWidget *badge = gtk_label_new (type);
  GtkWidget *count = g_object_new (ZOE_TYPE_READOUT, "width-chars", side_by_side ? 5 : 9, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  g_autofree char *tooltip = g_strdup_printf (_("Socket “%s”, type %s"), socket->name, type);
  SocketRow row = { .number = socket->number, .badge = badge, .count = count };

  gtk_widget_add_css_class (badge, "socket-badge");
  gtk_widget_add_css_class (count, "socket-count");
  gtk_widget_set_tooltip_text (box, tooltip);
  gtk_box_append (GTK_BOX (box), badge);
  if (side_by_side)
    {
      gtk_box_append (GTK_BOX (box), count);
      gtk_grid_attach (self->sockets, box, index, 0, 1, 1);
    }
  else
    {
      GtkWidget *name = gtk_label_new (socket->name);

      gtk_widget_add_css_class (name, "socket-name");
      gtk_label_set_xalign (GTK_LABEL (name), 0);
      gtk_widget_set_halign (badge, GTK_ALIGN_START);
      gtk_grid_attach (self->sockets, box, 0, index, 1, 1);
      gtk_grid_attach (self->sockets, name, 1, index, 1, 1);
      gtk_grid_attach (self->sockets, count, 2, index, 1, 1);
    }
  g_array_append_val (self->rows, row);
}

static void
add_sockets (ZoeNodeView *self)
{
  GPtrArray *sockets = self->scenario->sockets;
  guint n = 0, index = 0;

  for (guint i = 0; i < sockets->len; i++)
    n += ((ZoeSocketSpec *) g_ptr_array_index (sockets, i))->node == self->node;
  for (guint i = 0; i < sockets->len; i++)
    {
      ZoeSocketSpec *socket = g_ptr_array_index (sockets, i);

      if (socket->node == self->node)
        add_socket (self, socket, index++, n <= FEW);
    }
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
  for (guint i = 0; i < self->rows->len; i++)
    if (picked == g_array_index (self->rows, SocketRow, i).badge)
      {
        choose (self, g_array_index (self->rows, SocketRow, i).number);
        return;
      }
  choose (self, 0);
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
  if (self->progress > 0)
    gtk_snapshot_append_color (snapshot, &paint->fill,
                               &GRAPHENE_RECT_INIT (left + EDGE + INSET, bottom - BAR + 1,
                                                    (right - left - EDGE - INSET) * self->progress, BAR));
  GTK_WIDGET_CLASS (zoe_node_view_parent_class)->snapshot (widget, snapshot);
}

static void
zoe_node_view_dispose (GObject *object)
{
  ZoeNodeView *self = ZOE_NODE_VIEW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->scenario, zoe_scenario_unref);
  G_OBJECT_CLASS (zoe_node_view_parent_class)->dispose (object);
}

static void
zoe_node_view_finalize (GObject *object)
{
  g_array_unref (ZOE_NODE_VIEW (object)->rows);
  G_OBJECT_CLASS (zoe_node_view_parent_class)->finalize (object);
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
  object_class->finalize = zoe_node_view_finalize;
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

  self->rows = g_array_new (FALSE, FALSE, sizeof (SocketRow));
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
  add_sockets (self);
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
 * @time_ns: the play head, for the work that goes on
 */
void
zoe_node_view_update (ZoeNodeView *view, ZoeMoment *moment, gint64 time_ns)
{
  const ZoeNodeMoment *node = &moment->nodes[view->node];
  gboolean working = node->phase == ZOE_NODE_RUNNING && time_ns >= node->busy_from_ns && time_ns < node->busy_until_ns;
  double progress = working ? (time_ns - node->busy_from_ns) / (double) (node->busy_until_ns - node->busy_from_ns) : 0;
  gboolean news = !view->ever_updated || view->phase != node->phase || view->working != working;

  if (view->progress != progress)
    {
      view->progress = progress;
      gtk_widget_queue_draw (GTK_WIDGET (view));
    }
  if (news)
    {
      gboolean external = zoe_scenario_get_node (view->scenario, view->node)->external;

      view->ever_updated = TRUE;
      view->phase = node->phase;
      view->working = working;
      set_class (GTK_WIDGET (view), "absent", node->phase == ZOE_NODE_ABSENT && !external);
      set_class (GTK_WIDGET (view), "ended", node->phase == ZOE_NODE_ENDED);
      set_class (GTK_WIDGET (view), "working", working);
      update_status (view);
    }
  if (view->detail == ZOE_DETAIL_ALL)
    {
      update_sockets (view, moment);
      update_shown (view, node);
    }
  if (news || view->n_sent != node->n_sent || view->n_received != node->n_received)
    {
      view->n_sent = node->n_sent;
      view->n_received = node->n_received;
      if (view->detail != ZOE_DETAIL_ALL)
        update_status (view);
      update_accessible (view, FALSE);
    }
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

  if (view->detail != ZOE_DETAIL_ALL || view->rows->len <= FEW)
    return -1;
  gtk_widget_get_preferred_size (widget, NULL, &natural);
  gtk_widget_allocate (widget, natural.width, natural.height, -1, NULL);
  for (guint i = 0; i < view->rows->len; i++)
    {
      const SocketRow *row = &g_array_index (view->rows, SocketRow, i);

      if (row->number == socket && gtk_widget_compute_bounds (widget, widget, &whole)
          && gtk_widget_compute_bounds (row->badge, widget, &bounds))
        return bounds.origin.y + bounds.size.height / 2 - whole.origin.y;
    }
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
  for (guint i = 0; i < view->rows->len; i++)
    {
      const SocketRow *row = &g_array_index (view->rows, SocketRow, i);

      set_class (row->badge, "chosen", row->number == socket && socket != 0);
    }
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
  for (guint i = 0; i < view->rows->len; i++)
    gtk_widget_set_visible (g_array_index (view->rows, SocketRow, i).count, !compact);
  gtk_widget_set_visible (GTK_WIDGET (view->sockets), !compact || (detail == ZOE_DETAIL_BRIEF && view->rows->len <= FEW));
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
  ZoeNodeSpec *spec = zoe_scenario_get_node (view->scenario, view->node);
  g_autoptr (GString) label = g_string_new (NULL);
  char count[16];

  g_string_append_printf (label, "%s, %s, %s", spec->name, spec->role_name, get_status_word (view));
  if (view->n_received > 0)
    g_string_append_printf (label, _(", %s received"), format_count (view->n_received, count, sizeof count));
  if (view->n_sent > 0)
    g_string_append_printf (label, _(", %s sent"), format_count (view->n_sent, count, sizeof count));
  return g_string_free (g_steal_pointer (&label), FALSE);
}
