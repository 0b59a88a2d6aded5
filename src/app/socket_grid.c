/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/socket_grid.h"

#include <glib/gi18n.h>

#include "app/node_state.h"
#include "app/readout.h"

#define FEW 2      /* so many sockets stand side by side; more get a row each */

typedef struct
{
  guint      number;
  GtkWidget *badge;
  GtkWidget *count;
} Row;

struct _ZoeSocketGrid
{
  GtkGrid *grid;     /* borrowed */
  GArray  *rows;     /* (element-type Row) */
};

static void
add_socket (ZoeSocketGrid *self, ZoeSocketSpec *socket, guint index, gboolean side_by_side)
{
  const char *type = socket->type != ZOE_SOCKET_NONE ? zoe_socket_type_get_name (socket->type) : _("any");
  GtkWidget *badge = gtk_label_new (type);
  gboolean both_ways = zoe_socket_type_can_send (socket->type) && zoe_socket_type_can_receive (socket->type);
  /* A number that is cut off is a wrong one. */
  GtkWidget *count = g_object_new (ZOE_TYPE_READOUT, "width-chars", both_ways || !side_by_side ? 10 : 6, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  g_autofree char *tooltip = g_strdup_printf (_("Socket “%s”, type %s"), socket->name, type);
  Row row = { .number = socket->number, .badge = badge, .count = count };

  gtk_widget_add_css_class (badge, "socket-badge");
  gtk_widget_add_css_class (count, "socket-count");
  gtk_widget_set_tooltip_text (box, tooltip);
  gtk_box_append (GTK_BOX (box), badge);
  if (side_by_side)
    {
      gtk_box_append (GTK_BOX (box), count);
      gtk_grid_attach (self->grid, box, index, 0, 1, 1);
    }
  else
    {
      GtkWidget *name = gtk_label_new (socket->name);

      gtk_widget_add_css_class (name, "socket-name");
      gtk_label_set_xalign (GTK_LABEL (name), 0);
      gtk_widget_set_halign (badge, GTK_ALIGN_START);
      gtk_grid_attach (self->grid, box, 0, index, 1, 1);
      gtk_grid_attach (self->grid, name, 1, index, 1, 1);
      gtk_grid_attach (self->grid, count, 2, index, 1, 1);
    }
  g_array_append_val (self->rows, row);
}

ZoeSocketGrid *
zoe_socket_grid_new (GtkGrid *grid, ZoeScenario *scenario, guint node)
{
  ZoeSocketGrid *sockets = g_new0 (ZoeSocketGrid, 1);
  guint n = 0, index = 0;

  sockets->grid = grid;
  sockets->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  for (guint i = 0; i < scenario->sockets->len; i++)
    n += ((ZoeSocketSpec *) g_ptr_array_index (scenario->sockets, i))->node == node;
  for (guint i = 0; i < scenario->sockets->len; i++)
    {
      ZoeSocketSpec *socket = g_ptr_array_index (scenario->sockets, i);

      if (socket->node == node)
        add_socket (sockets, socket, index++, n <= FEW);
    }
  return sockets;
}

void
zoe_socket_grid_free (ZoeSocketGrid *sockets)
{
  g_array_unref (sockets->rows);
  g_free (sockets);
}

/**
 * zoe_socket_grid_is_small:
 *
 * Returns: whether the sockets are so few that they stand side by side
 */
gboolean
zoe_socket_grid_is_small (ZoeSocketGrid *sockets)
{
  return sockets->rows->len <= FEW;
}

void
zoe_socket_grid_update (ZoeSocketGrid *sockets, ZoeMoment *moment)
{
  for (guint i = 0; i < sockets->rows->len; i++)
    {
      const Row *row = &g_array_index (sockets->rows, Row, i);
      const ZoeSocketMoment *socket = &moment->sockets[row->number];
      char received[ZOE_SHORT_COUNT], sent[ZOE_SHORT_COUNT], text[64];

      zoe_node_state_format_count (socket->n_received, received);
      zoe_node_state_format_count (socket->n_sent, sent);
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

void
zoe_socket_grid_show_counts (ZoeSocketGrid *sockets, gboolean shown)
{
  for (guint i = 0; i < sockets->rows->len; i++)
    gtk_widget_set_visible (g_array_index (sockets->rows, Row, i).count, shown);
}

void
zoe_socket_grid_set_chosen (ZoeSocketGrid *sockets, guint socket)
{
  for (guint i = 0; i < sockets->rows->len; i++)
    {
      const Row *row = &g_array_index (sockets->rows, Row, i);

      if (row->number == socket && socket != 0)
        gtk_widget_add_css_class (row->badge, "chosen");
      else
        gtk_widget_remove_css_class (row->badge, "chosen");
    }
}

guint
zoe_socket_grid_find (ZoeSocketGrid *sockets, GtkWidget *badge)
{
  for (guint i = 0; i < sockets->rows->len; i++)
    if (g_array_index (sockets->rows, Row, i).badge == badge)
      return g_array_index (sockets->rows, Row, i).number;
  return 0;
}

GtkWidget *
zoe_socket_grid_get_badge (ZoeSocketGrid *sockets, guint socket)
{
  for (guint i = 0; i < sockets->rows->len; i++)
    if (g_array_index (sockets->rows, Row, i).number == socket)
      return g_array_index (sockets->rows, Row, i).badge;
  return NULL;
}
