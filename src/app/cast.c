/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/cast.h"

#include <math.h>

struct _ZoeCast
{
  GtkWidget  *parent;    /* borrowed */
  ZoeCastFunc chosen;
  gpointer    data;
  GPtrArray  *views;     /* (element-type ZoeNodeView) by node number - 1 */
  gboolean    dark;
};

static void
on_chosen (ZoeCast *cast, guint socket, ZoeNodeView *view)
{
  cast->chosen (zoe_node_view_get_node (view), socket, cast->data);
}

/**
 * zoe_cast_new:
 * @parent: whose children the nodes become; it must outlive the cast
 */
ZoeCast *
zoe_cast_new (GtkWidget *parent, ZoeCastFunc chosen, gpointer data)
{
  ZoeCast *cast = g_new0 (ZoeCast, 1);

  cast->parent = parent;
  cast->chosen = chosen;
  cast->data = data;
  cast->views = g_ptr_array_new ();
  return cast;
}

void
zoe_cast_free (ZoeCast *cast)
{
  zoe_cast_set_scenario (cast, NULL);
  g_ptr_array_unref (cast->views);
  g_free (cast);
}

/**
 * zoe_cast_set_scenario:
 * @scenario: (nullable): whose nodes these are from now on; they come before the parent's other children, in their order
 */
void
zoe_cast_set_scenario (ZoeCast *cast, ZoeScenario *scenario)
{
  GtkWidget *others;

  for (guint i = 0; i < cast->views->len; i++)
    {
      g_signal_handlers_disconnect_by_data (g_ptr_array_index (cast->views, i), cast);
      gtk_widget_unparent (g_ptr_array_index (cast->views, i));
    }
  g_ptr_array_set_size (cast->views, 0);
  others = gtk_widget_get_first_child (cast->parent);
  for (guint node = 1; scenario != NULL && node <= scenario->nodes->len; node++)
    {
      GtkWidget *view = zoe_node_view_new (scenario, node);

      zoe_node_view_set_dark (ZOE_NODE_VIEW (view), cast->dark);
      g_signal_connect_swapped (view, "chosen", G_CALLBACK (on_chosen), cast);
      gtk_widget_insert_before (view, cast->parent, others);
      g_ptr_array_add (cast->views, view);
    }
}

void
zoe_cast_set_dark (ZoeCast *cast, gboolean dark)
{
  cast->dark = dark;
  for (guint i = 0; i < cast->views->len; i++)
    zoe_node_view_set_dark (g_ptr_array_index (cast->views, i), dark);
}

void
zoe_cast_set_detail (ZoeCast *cast, ZoeDetail detail)
{
  for (guint i = 0; i < cast->views->len; i++)
    zoe_node_view_set_detail (g_ptr_array_index (cast->views, i), detail);
}

/**
 * zoe_cast_set_selected:
 * @node: 0: none
 * @socket: of the node; 0: none
 */
void
zoe_cast_set_selected (ZoeCast *cast, guint node, guint socket)
{
  for (guint i = 0; i < cast->views->len; i++)
    zoe_node_view_set_selected (g_ptr_array_index (cast->views, i), i + 1 == node, i + 1 == node ? socket : 0);
}

/**
 * zoe_cast_update:
 * @moment: the state of everything at the play head
 * @damage: (nullable): what is broken there
 */
void
zoe_cast_update (ZoeCast *cast, ZoeMoment *moment, ZoeDamage *damage, gint64 time_ns)
{
  for (guint i = 0; i < cast->views->len; i++)
    zoe_node_view_update (g_ptr_array_index (cast->views, i), moment,
                          damage != NULL ? zoe_damage_get_node (damage, i + 1) : NULL, time_ns);
}

/**
 * zoe_cast_measure:
 *
 * How large the node wants to be, saying what it says.
 */
void
zoe_cast_measure (ZoeCast *cast, guint node, double *ret_width, double *ret_height)
{
  GtkRequisition natural;

  gtk_widget_get_preferred_size (g_ptr_array_index (cast->views, node - 1), NULL, &natural);
  *ret_width = natural.width;
  *ret_height = natural.height;
}

/**
 * zoe_cast_locate_socket:
 *
 * Returns: how far below its node's upper edge the socket's row is, the node being as large as it wants; < 0: it has none of its own
 */
double
zoe_cast_locate_socket (ZoeCast *cast, guint node, guint socket)
{
  return zoe_node_view_locate_socket (g_ptr_array_index (cast->views, node - 1), socket);
}

/**
 * zoe_cast_allocate:
 * @layout: where the nodes stand
 * @viewport: which part of that is seen, and how large
 */
void
zoe_cast_allocate (ZoeCast *cast, const ZoeLayout *layout, const ZoeViewport *viewport)
{
  for (guint i = 0; i < cast->views->len; i++)
    {
      const ZoeBox *box = &layout->nodes[i + 1];
      GskTransform *transform = NULL;
      GtkWidget *view = g_ptr_array_index (cast->views, i);
      int least_width, least_height;

      gtk_widget_measure (view, GTK_ORIENTATION_HORIZONTAL, -1, &least_width, NULL, NULL, NULL);
      gtk_widget_measure (view, GTK_ORIENTATION_VERTICAL, -1, &least_height, NULL, NULL, NULL);
      transform = gsk_transform_translate (transform, &GRAPHENE_POINT_INIT (viewport->offset_x, viewport->offset_y));
      transform = gsk_transform_scale (transform, viewport->zoom, viewport->zoom);
      transform = gsk_transform_translate (transform, &GRAPHENE_POINT_INIT (box->x, box->y));
      gtk_widget_allocate (view, MAX ((int) round (box->width), least_width), MAX ((int) round (box->height), least_height),
                           -1, transform);
    }
}

void
zoe_cast_snapshot (ZoeCast *cast, GtkSnapshot *snapshot)
{
  for (guint i = 0; i < cast->views->len; i++)
    gtk_widget_snapshot_child (cast->parent, g_ptr_array_index (cast->views, i), snapshot);
}

/**
 * zoe_cast_get_focus:
 *
 * Returns: the node that has the keyboard's focus; 0: none
 */
guint
zoe_cast_get_focus (ZoeCast *cast)
{
  GtkWidget *focus = gtk_widget_get_focus_child (cast->parent);

  return focus != NULL && ZOE_IS_NODE_VIEW (focus) ? zoe_node_view_get_node (ZOE_NODE_VIEW (focus)) : 0;
}

void
zoe_cast_set_focus (ZoeCast *cast, guint node)
{
  gtk_widget_grab_focus (g_ptr_array_index (cast->views, node - 1));
}
