/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/event_column.h"

#include <glib/gi18n.h>

#include "app/wording.h"
#include "model/duration.h"

static char *
dup_sequence (const ZoeEvent *event, const char *detail, ZoeScenario *scenario)
{
  return zoe_wording_dup_count (event->sequence);
}

static char *
dup_time (const ZoeEvent *event, const char *detail, ZoeScenario *scenario)
{
  return zoe_duration_dup_stamp (event->time_ns);
}

static char *
dup_kind (const ZoeEvent *event, const char *detail, ZoeScenario *scenario)
{
  return g_strdup (zoe_wording_kind (event->kind));
}

static char *
dup_node (const ZoeEvent *event, const char *detail, ZoeScenario *scenario)
{
  ZoeNodeSpec *node = scenario != NULL ? zoe_scenario_get_node (scenario, event->node) : NULL;

  return g_strdup (node != NULL ? node->name : event->node == 0 ? _("the lab") : "");
}

static char *
dup_socket (const ZoeEvent *event, const char *detail, ZoeScenario *scenario)
{
  ZoeSocketSpec *socket = scenario != NULL ? zoe_scenario_get_socket (scenario, event->socket) : NULL;

  return g_strdup (socket != NULL ? socket->name : "");
}

static char *
dup_message (const ZoeEvent *event, const char *detail, ZoeScenario *scenario)
{
  return zoe_wording_dup_message (scenario, event->message);
}

static char *
dup_detail (const ZoeEvent *event, const char *detail, ZoeScenario *scenario)
{
  char *text;

  if (event->kind == ZOE_EVENT_WORK && (detail == NULL || *detail == '\0'))
    {
      g_autofree char *length = zoe_duration_dup_text (event->value);

      return g_strdup_printf (_("busy for %s"), length);
    }
  text = g_strdup (detail != NULL ? detail : "");
  return g_strdelimit (text, "\r\n\t", ' ');
}

typedef struct
{
  const char *title;
  char     *(*dup_text) (const ZoeEvent *event, const char *detail, ZoeScenario *scenario);
  int         width;         /* pixels, to begin with */
  gboolean    is_number;     /* figures of one width, to the right */
  gboolean    expands;
} Column;

static const Column columns[] =
{
  { N_("No."),     dup_sequence, 68,  TRUE,  FALSE },
  { N_("Time"),    dup_time,     108, TRUE,  FALSE },
  { N_("Event"),   dup_kind,     90,  FALSE, FALSE },
  { N_("Node"),    dup_node,     104, FALSE, FALSE },
  { N_("Socket"),  dup_socket,   88,  FALSE, FALSE },
  { N_("Message"), dup_message,  124, FALSE, FALSE },
  { N_("Detail"),  dup_detail,   120, FALSE, TRUE },
};

typedef struct
{
  const Column   *column;
  ZoeGetScenario  get_scenario;
  gpointer        data;
} Cells;

/* The colour a kind has: what moves, what goes wrong, what is only told. */
static const char *
get_style (guint kind)
{
  switch (kind)
    {
    case ZOE_EVENT_SEND:
      return "kind-send";
    case ZOE_EVENT_RECEIVE:
      return "kind-receive";
    case ZOE_EVENT_BLOCKED:
    case ZOE_EVENT_RETRIED:
    case ZOE_EVENT_DISCONNECTED:
    case ZOE_EVENT_FAULT:
      return "kind-warning";
    case ZOE_EVENT_REFUSED:
    case ZOE_EVENT_UNROUTABLE:
    case ZOE_EVENT_HANDSHAKE_FAILED:
      return "kind-error";
    case ZOE_EVENT_STATE:
    case ZOE_EVENT_NOTE:
    case ZOE_EVENT_WORK:
      return "kind-told";
    default:
      return "dim-label";
    }
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, Cells *cells)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), cells->column->is_number ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  if (cells->column->is_number)
    gtk_widget_add_css_class (label, "numeric");
  if (cells->column->dup_text == dup_sequence)
    gtk_widget_add_css_class (label, "dim-label");
  gtk_list_item_set_child (item, label);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, Cells *cells)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  ZoeEventRow *row = gtk_list_item_get_item (item);
  const ZoeEvent *event = zoe_event_row_get_event (row);
  g_autofree char *text = cells->column->dup_text (event, zoe_event_row_get_detail (row), cells->get_scenario (cells->data));

  gtk_label_set_text (GTK_LABEL (label), text);
  if (cells->column->dup_text == dup_kind)
    {
      const char *classes[] = { "kind", get_style (event->kind), NULL };

      gtk_widget_set_css_classes (label, classes);
      gtk_widget_set_tooltip_text (label, zoe_event_kind_get_summary (event->kind));
    }
}

/* Titles are set to the left, wherever the figures below them are; there is no property for it. */
static void
align_titles (GtkColumnView *view)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view));
  GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (columns) && title != NULL; i++, title = gtk_widget_get_next_sibling (title))
    {
      GtkWidget *label = title;

      while (label != NULL && !GTK_IS_LABEL (label))
        label = gtk_widget_get_first_child (label);
      if (label != NULL && columns[i].is_number)
        g_object_set (label, "halign", GTK_ALIGN_END, "hexpand", TRUE, NULL);
    }
}

/**
 * zoe_event_columns_append_to:
 * @get_scenario: called on the main thread, while the view lives
 */
void
zoe_event_columns_append_to (GtkColumnView *view, ZoeGetScenario get_scenario, gpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (_(columns[i].title), factory);
      Cells *cells = g_new0 (Cells, 1);

      *cells = (Cells) { &columns[i], get_scenario, data };
      g_object_set_data_full (G_OBJECT (factory), "cells", cells, g_free);
      g_signal_connect (factory, "setup", G_CALLBACK (on_setup), cells);
      g_signal_connect (factory, "bind", G_CALLBACK (on_bind), cells);
      gtk_column_view_column_set_expand (column, columns[i].expands);
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_column_set_fixed_width (column, columns[i].width);
      gtk_column_view_append_column (view, column);
    }
  align_titles (view);
}
