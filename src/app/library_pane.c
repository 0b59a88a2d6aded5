/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/library_pane.h"

#include <glib/gi18n.h>

#include "app/library_row.h"
#include "app/recordings.h"
#include "lab/library.h"

#define MOST_RECORDINGS 12
#define REFRESH_MS      300    /* a run that begins makes several files at once */

struct _ZoeLibraryPane
{
  AdwBin          parent_instance;
  GtkSearchEntry *search;
  GtkStack       *stack;
  GtkListBox     *list;

  ZoeSession     *session;
  GSignalGroup   *session_signals;
  GFileMonitor   *monitor;
  GHashTable     *titles;        /* (element-type utf8 utf8): scenario names to titles */
  guint           refresh;
};

G_DEFINE_FINAL_TYPE (ZoeLibraryPane, zoe_library_pane, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPERTIES
};

enum
{
  SIGNAL_OPENED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

/* A chapter given as a bare number is one of the guide's. */
static char *
dup_group (const char *chapter)
{
  if (chapter == NULL || *chapter == '\0')
    return g_strdup (_("Scenarios"));
  if (strspn (chapter, "0123456789") == strlen (chapter))
    return g_strdup_printf (_("Chapter %s"), chapter);
  return g_strdup (chapter);
}

static void
select_current (ZoeLibraryPane *self)
{
  ZoeRecording *recording = self->session != NULL ? zoe_session_get_recording (self->session) : NULL;
  g_autofree char *scenario_path = NULL;
  const char *path;

  if (self->session == NULL)
    return;
  g_object_get (self->session, "scenario-path", &scenario_path, NULL);
  path = scenario_path != NULL ? scenario_path : recording != NULL ? zoe_recording_get_path (recording) : NULL;

  for (int i = 0; ; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, i);

      if (row == NULL)
        break;
      if (path != NULL && g_str_equal (zoe_library_row_get_path (ZOE_LIBRARY_ROW (row)), path))
        {
          gtk_list_box_select_row (self->list, row);
          return;
        }
    }
  gtk_list_box_unselect_all (self->list);
}

static void
fill (ZoeLibraryPane *self)
{
  g_autoptr (GPtrArray) scenarios = zoe_library_list ();
  g_autoptr (GPtrArray) recordings = zoe_recordings_list ();
  GtkListBoxRow *old;

  while ((old = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (old));
  g_hash_table_remove_all (self->titles);

  for (guint i = 0; i < scenarios->len; i++)
    {
      ZoeLibraryEntry *entry = g_ptr_array_index (scenarios, i);
      g_autofree char *group = dup_group (entry->chapter);

      g_hash_table_insert (self->titles, g_strdup (entry->name), g_strdup (entry->title != NULL ? entry->title : entry->name));
      gtk_list_box_append (self->list, zoe_library_row_new (entry->path, entry->title != NULL ? entry->title : entry->name,
                                                            entry->summary, group, FALSE));
    }
  for (guint i = 0; i < recordings->len && i < MOST_RECORDINGS; i++)
    {
      ZoeRecordingFile *file = g_ptr_array_index (recordings, i);
      const char *known = g_hash_table_lookup (self->titles, file->scenario);
      g_autofree char *title = known != NULL ? g_strdup (known) : g_filename_display_name (file->scenario);
      g_autofree char *when = zoe_recording_file_dup_when (file);

      gtk_list_box_append (self->list, zoe_library_row_new (file->path, title, when, _("Recordings"), TRUE));
    }
  select_current (self);
}

static gboolean
on_refresh (gpointer data)
{
  ZoeLibraryPane *self = data;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  gboolean focused = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list));

  self->refresh = 0;
  fill (self);
  if (focused && gtk_list_box_get_selected_row (self->list) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->list)));
  return G_SOURCE_REMOVE;
}

static void
refresh_soon (ZoeLibraryPane *self)
{
  if (self->refresh == 0 && gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    self->refresh = g_timeout_add (REFRESH_MS, on_refresh, self);
}

static void
on_folder_changed (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, ZoeLibraryPane *self)
{
  g_autofree char *name = g_file_get_basename (file);

  if (g_str_has_suffix (name, ".zoe") && (event == G_FILE_MONITOR_EVENT_CREATED || event == G_FILE_MONITOR_EVENT_DELETED))
    refresh_soon (self);
}

static void
show_headers (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  const char *group = zoe_library_row_get_group (ZOE_LIBRARY_ROW (row));
  GtkWidget *label;

  if (before != NULL && g_str_equal (zoe_library_row_get_group (ZOE_LIBRARY_ROW (before)), group))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = g_object_new (GTK_TYPE_LABEL, "label", group, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  gtk_widget_add_css_class (label, "library-group");
  gtk_list_box_row_set_header (row, label);
}

static gboolean
is_wanted (GtkListBoxRow *row, gpointer data)
{
  ZoeLibraryPane *self = data;

  return zoe_library_row_contains (ZOE_LIBRARY_ROW (row), gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static GtkListBoxRow *
get_first_wanted (ZoeLibraryPane *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (is_wanted (row, self))
      return row;
  return NULL;
}

static gboolean
open_row (ZoeLibraryPane *self, GtkListBoxRow *row)
{
  gboolean opened;

  if (self->session == NULL || row == NULL)
    return FALSE;
  if (zoe_library_row_is_recording (ZOE_LIBRARY_ROW (row)))
    opened = zoe_session_open_trace (self->session, zoe_library_row_get_path (ZOE_LIBRARY_ROW (row)));
  else
    opened = zoe_session_open_scenario (self->session, zoe_library_row_get_path (ZOE_LIBRARY_ROW (row)));
  if (opened)
    g_signal_emit (self, signals[SIGNAL_OPENED], 0);
  select_current (self);
  return opened;
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, ZoeLibraryPane *self)
{
  ZoeRecording *recording = zoe_session_get_recording (self->session);
  const char *path = zoe_library_row_get_path (ZOE_LIBRARY_ROW (row));
  g_autofree char *scenario_path = NULL;

  /* What is before the person's eyes stays: a second click must not throw a run away. */
  g_object_get (self->session, "scenario-path", &scenario_path, NULL);
  if (g_strcmp0 (scenario_path, path) == 0 ||
      (scenario_path == NULL && recording != NULL && g_strcmp0 (zoe_recording_get_path (recording), path) == 0))
    return;
  open_row (self, row);
}

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, ZoeLibraryPane *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (self->list, y);

  if (n_press != 2 || row == NULL)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  on_row_activated (self->list, row, self);
  if (zoe_library_row_is_recording (ZOE_LIBRARY_ROW (row)))
    zoe_session_play (self->session);
  else
    zoe_session_run (self->session);
}

static void
on_search_changed (GtkSearchEntry *entry, ZoeLibraryPane *self)
{
  gtk_list_box_invalidate_filter (self->list);
  gtk_stack_set_visible_child_name (self->stack, get_first_wanted (self) != NULL ? "list" : "nothing");
}

static void
on_search_activated (GtkSearchEntry *entry, ZoeLibraryPane *self)
{
  GtkListBoxRow *row = get_first_wanted (self);

  if (row != NULL && open_row (self, row))
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
on_search_stopped (GtkSearchEntry *entry, ZoeLibraryPane *self)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
zoe_library_pane_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, ZOE_LIBRARY_PANE (object)->session);
}

static void
zoe_library_pane_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZoeLibraryPane *self = ZOE_LIBRARY_PANE (object);

  if (g_set_object (&self->session, g_value_get_object (value)))
    {
      g_signal_group_set_target (self->session_signals, self->session);
      select_current (self);
    }
}

static void
zoe_library_pane_dispose (GObject *object)
{
  ZoeLibraryPane *self = ZOE_LIBRARY_PANE (object);

  g_clear_handle_id (&self->refresh, g_source_remove);
  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_clear_object (&self->monitor);
  if (self->session_signals != NULL)
    g_signal_group_set_target (self->session_signals, NULL);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (zoe_library_pane_parent_class)->dispose (object);
}

static void
zoe_library_pane_finalize (GObject *object)
{
  g_hash_table_unref (ZOE_LIBRARY_PANE (object)->titles);
  G_OBJECT_CLASS (zoe_library_pane_parent_class)->finalize (object);
}

static void
zoe_library_pane_class_init (ZoeLibraryPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = zoe_library_pane_dispose;
  object_class->finalize = zoe_library_pane_finalize;
  object_class->get_property = zoe_library_pane_get_property;
  object_class->set_property = zoe_library_pane_set_property;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, ZOE_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[SIGNAL_OPENED] = g_signal_new ("opened", ZOE_TYPE_LIBRARY_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/zoetrope/Zoetrope/library_pane.ui");
  gtk_widget_class_bind_template_child (widget_class, ZoeLibraryPane, search);
  gtk_widget_class_bind_template_child (widget_class, ZoeLibraryPane, stack);
  gtk_widget_class_bind_template_child (widget_class, ZoeLibraryPane, list);
  gtk_widget_class_bind_template_callback (widget_class, on_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped);
}

static void
zoe_library_pane_init (ZoeLibraryPane *self)
{
  g_autofree char *path = zoe_recordings_dup_folder ();
  g_autoptr (GFile) folder = g_file_new_for_path (path);

  self->titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list, show_headers, NULL, NULL);
  gtk_list_box_set_filter_func (self->list, is_wanted, self, NULL);

  self->session_signals = g_signal_group_new (ZOE_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify::running", G_CALLBACK (refresh_soon), self);
  g_signal_group_connect_swapped (self->session_signals, "notify::scenario", G_CALLBACK (select_current), self);
  g_signal_group_connect_swapped (self->session_signals, "notify::recording", G_CALLBACK (select_current), self);

  /* The folder need not be there for its coming to be seen. */
  self->monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect (self->monitor, "changed", G_CALLBACK (on_folder_changed), self);
  fill (self);
}

void
zoe_library_pane_focus_search (ZoeLibraryPane *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}
