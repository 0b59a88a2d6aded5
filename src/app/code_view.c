/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/code_view.h"

#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>

#include "app/node_role.h"
#include "trace/message_record.h"

#define MARK_CATEGORY "here"

typedef struct
{
  guint node;
  guint line;
} Place;

struct _ZoeCodeView
{
  ZoePage        parent_instance;
  GtkLabel      *file;
  GtkLabel      *where;
  GtkSourceView *text;
  GtkStack      *stack;
  GtkSourceMark *mark;
  char          *source;      /* the file shown */
  Place          place;       /* the line shown */
  gulong         dark_handler;
};

G_DEFINE_FINAL_TYPE (ZoeCodeView, zoe_code_view, ZOE_TYPE_PAGE)

static GtkSourceBuffer *
get_buffer (ZoeCodeView *self)
{
  return GTK_SOURCE_BUFFER (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)));
}

static void
apply_style (ZoeCodeView *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  GtkSourceStyleSchemeManager *manager = gtk_source_style_scheme_manager_get_default ();

  gtk_source_buffer_set_style_scheme (get_buffer (self),
                                      gtk_source_style_scheme_manager_get_scheme (manager, dark ? "Adwaita-dark" : "Adwaita"));
}

static Place
place_of_event (ZoeSession *session, guint64 sequence)
{
  ZoeEvent event;

  if (sequence == 0 || !zoe_recording_get_event (zoe_session_get_recording (session), sequence, &event, NULL))
    return (Place) { 0, 0 };
  return (Place) { event.node, event.line };
}

/* Where a node stands at the play head. */
static Place
place_of_node (ZoeSession *session, guint node)
{
  ZoeMoment *moment = zoe_session_get_moment (session);

  return (Place) { node, moment != NULL && node <= moment->n_nodes ? moment->nodes[node].line : 0 };
}

static Place
place_of_message (ZoeSession *session, ZoeMessageId message)
{
  g_autoptr (ZoeMessageRecord) record = zoe_message_record_load (zoe_session_get_recording (session), message);
  ZoeSocketSpec *socket = record != NULL ? zoe_scenario_get_socket (zoe_session_get_scenario (session), record->socket) : NULL;

  return socket != NULL ? (Place) { socket->node, record->line } : (Place) { 0, 0 };
}

static Place
find_place (ZoeSession *session)
{
  guint64 message = 0, event = 0;
  guint node = 0;
  Place place = { 0, 0 };

  g_object_get (session, "selected-message", &message, "selected-event", &event, "selected-node", &node, NULL);
  if (zoe_session_get_recording (session) != NULL)
    {
      place = place_of_event (session, event);
      if (place.line == 0 && message != 0)
        place = place_of_message (session, message);
      if (place.line == 0 && node == 0)
        place = place_of_event (session, zoe_session_get_sequence (session));
      if (place.line == 0 && node == 0)
        node = place.node;
    }
  return place.line == 0 && node != 0 ? place_of_node (session, node) : place;
}

static gboolean
show_source (ZoeCodeView *self, const char *source)
{
  g_autofree char *path = g_strconcat ("/org/zoetrope/Zoetrope/source/", source, NULL);
  g_autoptr (GBytes) bytes = NULL;

  if (g_strcmp0 (self->source, source) == 0)
    return TRUE;
  bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (bytes == NULL)
    return FALSE;

  g_free (self->source);
  self->source = g_strdup (source);
  self->mark = NULL;
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (get_buffer (self)), g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  gtk_label_set_text (self->file, source);
  return TRUE;
}

static void
show_line (ZoeCodeView *self, guint line)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (get_buffer (self));
  GtkTextIter at;

  if (self->mark != NULL)
    gtk_text_buffer_delete_mark (buffer, GTK_TEXT_MARK (self->mark));
  self->mark = NULL;
  if (line == 0)
    return;
  gtk_text_buffer_get_iter_at_line (buffer, &at, line - 1);
  self->mark = gtk_source_buffer_create_source_mark (get_buffer (self), NULL, MARK_CATEGORY, &at);
  gtk_text_buffer_place_cursor (buffer, &at);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self->text), GTK_TEXT_MARK (self->mark), 0.2, FALSE, 0, 0);
}

static void
zoe_code_view_update (ZoePage *page)
{
  ZoeCodeView *self = ZOE_CODE_VIEW (page);
  ZoeSession *session = zoe_page_get_session (page);
  ZoeScenario *scenario = zoe_session_get_scenario (session);
  Place place = find_place (session);
  ZoeNodeSpec *node = scenario != NULL ? zoe_scenario_get_node (scenario, place.node) : NULL;
  g_autofree char *where = NULL;
  const ZoeRole *role;

  /* The lab's own doings have no line; what was shown before stays. */
  if (node == NULL && self->source != NULL && scenario != NULL)
    return;
  role = node != NULL ? zoe_node_role_find (node) : NULL;
  if (role == NULL || role->source == NULL || !show_source (self, role->source))
    {
      gtk_stack_set_visible_child_name (self->stack, node == NULL ? "nothing" : "outside");
      self->place = (Place) { 0, 0 };
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, "code");
  if (self->place.node == place.node && self->place.line == place.line && (self->mark != NULL || place.line == 0))
    return;

  self->place = place;
  where = place.line > 0 ? g_strdup_printf (_("%s is at line %u"), node->name, place.line) : g_strdup (node->name);
  gtk_label_set_text (self->where, where);
  show_line (self, place.line);
}

static void
zoe_code_view_dispose (GObject *object)
{
  ZoeCodeView *self = ZOE_CODE_VIEW (object);

  if (self->dark_handler != 0)
    g_signal_handler_disconnect (adw_style_manager_get_default (), self->dark_handler);
  self->dark_handler = 0;
  G_OBJECT_CLASS (zoe_code_view_parent_class)->dispose (object);
}

static void
zoe_code_view_finalize (GObject *object)
{
  g_free (ZOE_CODE_VIEW (object)->source);
  G_OBJECT_CLASS (zoe_code_view_parent_class)->finalize (object);
}

static void
zoe_code_view_class_init (ZoeCodeViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zoe_code_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = zoe_code_view_finalize;
  ZOE_PAGE_CLASS (klass)->update = zoe_code_view_update;
  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/zoetrope/Zoetrope/code_view.ui");
  gtk_widget_class_bind_template_child (widget_class, ZoeCodeView, file);
  gtk_widget_class_bind_template_child (widget_class, ZoeCodeView, where);
  gtk_widget_class_bind_template_child (widget_class, ZoeCodeView, text);
  gtk_widget_class_bind_template_child (widget_class, ZoeCodeView, stack);
}

static void
zoe_code_view_init (ZoeCodeView *self)
{
  g_autoptr (GtkSourceMarkAttributes) attributes = gtk_source_mark_attributes_new ();
  static const GdkRGBA marked = { 0.38, 0.63, 0.92, 0.28 };

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_source_buffer_set_language (get_buffer (self),
                                  gtk_source_language_manager_get_language (gtk_source_language_manager_get_default (), "c"));
  gtk_source_mark_attributes_set_background (attributes, &marked);
  gtk_source_view_set_mark_attributes (self->text, MARK_CATEGORY, attributes, 0);
  self->dark_handler = g_signal_connect_swapped (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (apply_style), self);
  apply_style (self);
}

/**
 * zoe_code_view_dup_line:
 *
 * Returns: (transfer full) (nullable): the text of the marked line
 */
char *
zoe_code_view_dup_line (ZoeCodeView *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (get_buffer (self));
  GtkTextIter begin, end;

  if (self->mark == NULL)
    return NULL;
  gtk_text_buffer_get_iter_at_mark (buffer, &begin, GTK_TEXT_MARK (self->mark));
  end = begin;
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  return gtk_text_buffer_get_text (buffer, &begin, &end, FALSE);
}
