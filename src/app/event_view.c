/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/event_view.h"

#include <glib/gi18n.h>

#include "app/event_column.h"
#include "app/event_filter_menu.h"
#include "app/wording.h"
#include "trace/event_list.h"

#define SCANNING_MS 120

struct _ZoeEventView
{
  ZoePage             parent_instance;
  GtkSearchEntry     *search;
  GtkToggleButton    *only_selected;
  ZoeEventFilterMenu *kinds;
  GtkLabel           *count;
  GtkSpinner         *spinner;
  GtkStack           *stack;
  GtkColumnView      *list;

  ZoeEventList       *events;
  ZoeRecording       *recording;       /* the one of events; compared only */
  GtkSingleSelection *selection;
  guint64             shown_sequence;  /* the play head's, when the list last went along */
  guint               scanning;
  int                 frames_to_focus; /* until the play head's row takes the focus; 0: it need not */
  gboolean            choosing;        /* a row is being chosen by the person */
  gboolean            going_along;     /* a row is being chosen by the play head */
  gboolean            setting_text;    /* of the search entry; its text is gone for a moment meanwhile */
};

G_DEFINE_FINAL_TYPE (ZoeEventView, zoe_event_view, ZOE_TYPE_PAGE)

static ZoeScenario *
get_scenario (gpointer data)
{
  ZoeSession *session = zoe_page_get_session (data);

  return session != NULL ? zoe_session_get_scenario (session) : NULL;
}

static gboolean
is_filtering (ZoeEventView *self)
{
  return *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0' || gtk_toggle_button_get_active (self->only_selected) ||
         zoe_event_filter_menu_get_kinds (self->kinds) != 0;
}

static void
show_count (ZoeEventView *self, guint n_rows)
{
  guint64 n_events = self->recording != NULL ? zoe_recording_get_n_events (self->recording) : 0;
  g_autofree char *rows = zoe_wording_dup_count (n_rows);
  g_autofree char *all = zoe_wording_dup_count (n_events);
  g_autofree char *text = NULL;

  if (self->recording == NULL)
    text = g_strdup ("");
  else if (is_filtering (self))
    text = g_strdup_printf (_("%s of %s"), rows, all);
  else
    text = g_strdup_printf (ngettext ("%s event", "%s events", n_events), all);
  gtk_label_set_text (self->count, text);
}

static void
show_state (ZoeEventView *self)
{
  guint n_rows = self->events != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->events)) : 0;
  gboolean scanning = self->events != NULL && zoe_event_list_is_scanning (self->events);
  const char *name = "list";

  if (self->recording == NULL)
    name = "nothing";
  else if (n_rows == 0 && !scanning)
    name = zoe_recording_get_n_events (self->recording) > 0 && is_filtering (self) ? "no-match" : "waiting";
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_spinner_set_spinning (self->spinner, scanning);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), scanning);
  show_count (self, n_rows);
}

static gboolean
on_scanning (gpointer data)
{
  ZoeEventView *self = data;

  show_state (self);
  if (self->events != NULL && zoe_event_list_is_scanning (self->events))
    return G_SOURCE_CONTINUE;
  self->scanning = 0;
  self->shown_sequence = G_MAXUINT64;
  zoe_page_update (ZOE_PAGE (self));
  return G_SOURCE_REMOVE;
}

static void
apply_filter (ZoeEventView *self)
{
  ZoeSession *session = zoe_page_get_session (ZOE_PAGE (self));
  ZoeEventFilter filter = { 0 };

  if (self->events == NULL)
    return;
  filter.text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  filter.text = *filter.text != '\0' ? filter.text : NULL;
  filter.kinds = zoe_event_filter_menu_get_kinds (self->kinds);
  if (gtk_toggle_button_get_active (self->only_selected))
    {
      g_object_get (session, "selected-node", &filter.node, "selected-link", &filter.link, "selected-message", &filter.message,
                    NULL);
      if (filter.message != 0)
        filter.node = filter.link = 0;
    }

  self->going_along = TRUE;
  zoe_event_list_set_filter (self->events, &filter);
  self->going_along = FALSE;
  self->shown_sequence = G_MAXUINT64;
  if (self->scanning == 0)
    self->scanning = g_timeout_add (SCANNING_MS, on_scanning, self);
  show_state (self);
  zoe_page_update (ZOE_PAGE (self));
}

/* The column view has no way of its own to scroll to a row; the list inside it has an action for it. */
static GtkWidget *
get_inner_list (ZoeEventView *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

/* Up and Down go on from the row with the focus, so that has to go along too. Its widget is there once the list has been laid
 * out, which is in the second frame from now at the latest. */
static gboolean
on_frame (GtkWidget *list, GdkFrameClock *clock, gpointer data)
{
  ZoeEventView *self = data;

  if (--self->frames_to_focus > 0)
    return G_SOURCE_CONTINUE;
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    if ((gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED) != 0)
      gtk_widget_grab_focus (row);
  return G_SOURCE_REMOVE;
}

static void
scroll_to (ZoeEventView *self, guint position)
{
  GtkWidget *list = get_inner_list (self);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (list == NULL)
    return;
  gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
  if (focus == NULL || (focus != list && !gtk_widget_is_ancestor (focus, list)))
    return;
  if (self->frames_to_focus <= 0)
    gtk_widget_add_tick_callback (list, on_frame, self, NULL);
  self->frames_to_focus = 2;
}

static void
go_along (ZoeEventView *self)
{
  ZoeSession *session = zoe_page_get_session (ZOE_PAGE (self));
  guint64 sequence = zoe_session_get_sequence (session);
  guint row;

  if (self->events == NULL || sequence == self->shown_sequence)
    return;
  self->shown_sequence = sequence;
  row = sequence > 0 ? zoe_event_list_find_sequence (self->events, sequence) : G_MAXUINT;
  self->going_along = TRUE;
  gtk_single_selection_set_selected (self->selection, row == G_MAXUINT ? GTK_INVALID_LIST_POSITION : row);
  self->going_along = FALSE;
  if (row != G_MAXUINT)
    scroll_to (self, row);
  else if (sequence == 0 && g_list_model_get_n_items (G_LIST_MODEL (self->events)) > 0)
    scroll_to (self, 0);
}

static void
take_recording (ZoeEventView *self, ZoeRecording *recording)
{
  self->recording = recording;
  self->shown_sequence = G_MAXUINT64;
  self->going_along = TRUE;
  gtk_single_selection_set_model (self->selection, NULL);
  if (self->events != NULL)
    g_signal_handlers_disconnect_by_data (self->events, self);
  g_clear_object (&self->events);
  if (recording != NULL)
    {
      self->events = zoe_event_list_new (recording);
      g_signal_connect_swapped (self->events, "items-changed", G_CALLBACK (show_state), self);
      gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->events));
    }
  self->going_along = FALSE;
  if (is_filtering (self))
    apply_filter (self);
}

static void
zoe_event_view_update (ZoePage *page)
{
  ZoeEventView *self = ZOE_EVENT_VIEW (page);
  ZoeSession *session = zoe_page_get_session (page);
  ZoeRecording *recording = zoe_session_get_recording (session);

  if (recording != self->recording)
    take_recording (self, recording);
  show_state (self);
  if (self->choosing || recording == NULL)
    return;
  go_along (self);
}

static void
on_selected (GtkSingleSelection *selection, GParamSpec *pspec, ZoeEventView *self)
{
  ZoeEventRow *row = gtk_single_selection_get_selected_item (selection);

  if (self->going_along || row == NULL)
    return;
  self->choosing = TRUE;
  self->shown_sequence = zoe_event_row_get_event (row)->sequence;
  zoe_session_select_event (zoe_page_get_session (ZOE_PAGE (self)), self->shown_sequence);
  self->choosing = FALSE;
}

static void
on_selection_changed (ZoeEventView *self)
{
  /* Choosing a row of the list must not make the other rows vanish. */
  if (gtk_toggle_button_get_active (self->only_selected) && !self->choosing)
    apply_filter (self);
}

static void
on_search_changed (GtkSearchEntry *entry, ZoeEventView *self)
{
  ZoeSession *session = zoe_page_get_session (ZOE_PAGE (self));

  if (session != NULL && !self->setting_text)
    g_object_set (session, "filter-text", gtk_editable_get_text (GTK_EDITABLE (entry)), NULL);
}

static void
on_search_stopped (GtkSearchEntry *entry, ZoeEventView *self)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
on_filter_text_changed (ZoeEventView *self)
{
  g_autofree char *text = NULL;

  g_object_get (zoe_page_get_session (ZOE_PAGE (self)), "filter-text", &text, NULL);
  self->setting_text = TRUE;
  if (g_strcmp0 (text, gtk_editable_get_text (GTK_EDITABLE (self->search))) != 0 && text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  self->setting_text = FALSE;
  apply_filter (self);
}

static void
on_session_changed (ZoeEventView *self)
{
  ZoeSession *session = zoe_page_get_session (ZOE_PAGE (self));
  static const char *const chosen[] = { "notify::selected-node", "notify::selected-link", "notify::selected-message" };

  if (session == NULL)
    return;
  g_signal_connect_object (session, "notify::filter-text", G_CALLBACK (on_filter_text_changed), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (chosen); i++)
    g_signal_connect_object (session, chosen[i], G_CALLBACK (on_selection_changed), self, G_CONNECT_SWAPPED);
}

static void
zoe_event_view_dispose (GObject *object)
{
  ZoeEventView *self = ZOE_EVENT_VIEW (object);

  g_clear_handle_id (&self->scanning, g_source_remove);
  if (self->events != NULL)
    g_signal_handlers_disconnect_by_data (self->events, self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->events);
  g_clear_object (&self->selection);
  G_OBJECT_CLASS (zoe_event_view_parent_class)->dispose (object);
}

static void
zoe_event_view_class_init (ZoeEventViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zoe_event_view_dispose;
  ZOE_PAGE_CLASS (klass)->update = zoe_event_view_update;
  g_type_ensure (ZOE_TYPE_EVENT_FILTER_MENU);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/zoetrope/Zoetrope/event_view.ui");
  gtk_widget_class_bind_template_child (widget_class, ZoeEventView, search);
  gtk_widget_class_bind_template_child (widget_class, ZoeEventView, only_selected);
  gtk_widget_class_bind_template_child (widget_class, ZoeEventView, kinds);
  gtk_widget_class_bind_template_child (widget_class, ZoeEventView, count);
  gtk_widget_class_bind_template_child (widget_class, ZoeEventView, spinner);
  gtk_widget_class_bind_template_child (widget_class, ZoeEventView, stack);
  gtk_widget_class_bind_template_child (widget_class, ZoeEventView, list);
  gtk_widget_class_bind_template_callback (widget_class, apply_filter);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped);
  gtk_widget_class_bind_template_callback (widget_class, zoe_event_view_clear_filter);
}

static void
zoe_event_view_init (ZoeEventView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, FALSE);
  g_signal_connect (self->selection, "notify::selected", G_CALLBACK (on_selected), self);
  gtk_column_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  zoe_event_columns_append_to (self->list, get_scenario, self);
  g_signal_connect (self, "notify::session", G_CALLBACK (on_session_changed), NULL);
  show_state (self);
}

void
zoe_event_view_focus_filter (ZoeEventView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/**
 * zoe_event_view_clear_filter:
 *
 * Lists every event again.
 */
void
zoe_event_view_clear_filter (ZoeEventView *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_toggle_button_set_active (self->only_selected, FALSE);
  zoe_event_filter_menu_reset (self->kinds);
}

/**
 * zoe_event_view_get_model:
 *
 * Returns: (transfer none) (nullable): the rows, filtered
 */
GListModel *
zoe_event_view_get_model (ZoeEventView *self)
{
  return self->events != NULL ? G_LIST_MODEL (self->events) : NULL;
}

/**
 * zoe_event_view_get_selected:
 *
 * Returns: the position of the play head's row, or %GTK_INVALID_LIST_POSITION
 */
guint
zoe_event_view_get_selected (ZoeEventView *self)
{
  return gtk_single_selection_get_selected (self->selection);
}

/**
 * zoe_event_view_select_row:
 *
 * As a click on the row.
 */
void
zoe_event_view_select_row (ZoeEventView *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
}
