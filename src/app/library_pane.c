/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/library_pane.h"

#include <glib/gi18n.h>

#include "app/library_row.h"
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

static char *
dup_traces_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "zoetrope", "traces", NULL);
}

typedef struct
{
  char   *name;
  gint64  changed;    /* Unix time, s */
  goffset size;
} TraceFile;

static void
trace_file_free (gpointer data)
{
  g_free (((TraceFile *) data)->name);
  g_free (data);
}

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  const TraceFile *first = *(TraceFile *const *) a, *second = *(TraceFile *const *) b;

  return first->changed != second->changed ? (first->changed < second->changed) - (first->changed > second->changed)
                                           : g_strcmp0 (second->name, first->name);
}

static GPtrArray *
list_traces (const char *folder)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GFileEnumerator) entries = NULL;
  GPtrArray *traces = g_ptr_array_new_with_free_func (trace_file_free);
  GFileInfo *info;

  entries = g_file_enumerate_children (file,
                                       G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_SIZE ","
                                       G_FILE_ATTRIBUTE_TIME_MODIFIED,
                                       G_FILE_QUERY_INFO_NONE, NULL, NULL);
  while (entries != NULL && g_file_enumerator_iterate (entries, &info, NULL, NULL, NULL) && info != NULL)
    if (g_str_has_suffix (g_file_info_get_name (info), ".zoe"))
      {
        TraceFile *trace = g_new0 (TraceFile, 1);

        trace->name = g_strdup (g_file_info_get_name (info));
        trace->changed = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED);
        trace->size = g_file_info_get_size (info);
        g_ptr_array_add (traces, trace);
      }
  g_ptr_array_sort (traces, compare_newest_first);
  return traces;
}

/* "Today, 14:05" · "Yesterday, 09:12" · "12 Mar 2026, 18:40", with the size. */
static char *
dup_when (const TraceFile *trace)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (trace->changed);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) day_before = g_date_time_add_days (now, -1);
  g_autofree char *size = g_format_size (trace->size);
  g_autofree char *when = NULL;
  const char *format = _("%e %b %Y, %H:%M");

  if (g_date_time_get_year (then) == g_date_time_get_year (now) &&
      g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now))
    format = _("Today, %H:%M");
  else if (g_date_time_get_year (then) == g_date_time_get_year (day_before) &&
           g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (day_before))
    format = _("Yesterday, %H:%M");
  when = g_date_time_format (then, format);
  return g_strdup_printf ("%s · %s", g_strstrip (when), size);
}

/* A recording is called after its scenario and the moment it began: "clone-2026-03-12-184005.zoe". */
static char *
dup_recording_title (ZoeLibraryPane *self, const char *file_name)
{
  g_autoptr (GRegex) stamp = g_regex_new ("-\\d{4}-\\d{2}-\\d{2}-\\d{6}(-\\d+)?\\.zoe$|\\.zoe$", 0, 0, NULL);
  g_autofree char *name = g_regex_replace_literal (stamp, file_name, -1, 0, "", 0, NULL);
  const char *title = g_hash_table_lookup (self->titles, name);

  return title != NULL ? g_strdup (title) : g_filename_display_name (name);
}

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
  g_autofree char *folder = dup_traces_folder ();
  g_autoptr (GPtrArray) traces = list_traces (folder);
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
  for (guint i = 0; i < traces->len && i < MOST_RECORDINGS; i++)
    {
      TraceFile *trace = g_ptr_array_index (traces, i);
      g_autofree char *path = g_build_filename (folder, trace->name, NULL);
      g_autofree char *title = dup_recording_title (self, trace->name);
      g_autofree char *when = dup_when (trace);

      gtk_list_box_append (self->list, zoe_library_row_new (path, title, when, _("Recordings"), TRUE));
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
  g_autofree char *path = dup_traces_folder ();
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
