/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window.h"

#include <glib/gi18n.h>

#include "app/canvas.h"
#include "app/error_dialog.h"
#include "app/event_view.h"
#include "app/file_dialogs.h"
#include "app/heading.h"
#include "app/inspector.h"
#include "app/library_pane.h"
#include "app/notices.h"
#include "app/recent_menu.h"
#include "app/run_actions.h"
#include "app/settings.h"
#include "app/stage_actions.h"
#include "app/step_bar.h"
#include "app/timeline.h"
#include "app/transport_bar.h"
#include "app/wording.h"
#include "lab/library.h"

/* The panes one may hide. Each is a property, an action "win.show-..." and a setting. */
enum
{
  SHOWN_EVENTS,
  SHOWN_INSPECTOR,
  SHOWN_LIBRARY,
  N_SHOWN
};

static const char *const shown_names[N_SHOWN] = { "show-events", "show-inspector", "show-library" };

struct _ZoeWindow
{
  AdwApplicationWindow  parent_instance;
  AdwWindowTitle       *title;
  AdwSplitButton       *open_button;
  AdwToastOverlay      *toasts;
  AdwFlap              *library_flap;
  ZoeLibraryPane       *library;
  GtkStack             *stack;
  GtkWidget            *first_button;
  GtkPaned             *upper;
  GtkPaned             *lower;
  ZoeCanvas            *canvas;
  ZoeEventView         *events;
  ZoeInspector         *inspector;

  ZoeSession           *session;
  gboolean              shown[N_SHOWN];
  gboolean              was_running;
  gboolean              divided;
};

G_DEFINE_FINAL_TYPE (ZoeWindow, zoe_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_SHOWN,
  N_PROPERTIES = PROP_SHOWN + N_SHOWN
};

static GParamSpec *properties[N_PROPERTIES];

static void
show_pane (ZoeWindow *self, guint pane, gboolean shown)
{
  if (self->shown[pane] == !!shown)
    return;
  self->shown[pane] = !!shown;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOWN + pane]);
}

/* Settings, kept from one time to the next. */

static void
restore (ZoeWindow *self)
{
  ZoeSettings *settings = zoe_settings_get_default ();

  gtk_window_set_default_size (GTK_WINDOW (self), zoe_settings_get_integer (settings, "width", 1400),
                               zoe_settings_get_integer (settings, "height", 900));
  if (zoe_settings_get_boolean (settings, "maximized", FALSE))
    gtk_window_maximize (GTK_WINDOW (self));
  for (guint i = 0; i < N_SHOWN; i++)
    show_pane (self, i, zoe_settings_get_boolean (settings, shown_names[i], TRUE));
}

static void
keep (ZoeWindow *self)
{
  ZoeSettings *settings = zoe_settings_get_default ();
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (width > 0 && height > 0)
    {
      zoe_settings_set_integer (settings, "width", width);
      zoe_settings_set_integer (settings, "height", height);
    }
  zoe_settings_set_boolean (settings, "maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  for (guint i = 0; i < N_SHOWN; i++)
    if (i != SHOWN_LIBRARY || !adw_flap_get_folded (self->library_flap))
      zoe_settings_set_boolean (settings, shown_names[i], self->shown[i]);
  zoe_settings_save (settings);
}

/* What the session says. */

static void
show_title (ZoeWindow *self)
{
  gboolean open = zoe_session_get_scenario (self->session) != NULL;
  g_autofree char *title = zoe_heading_dup_title (self->session);
  g_autofree char *subtitle = zoe_heading_dup_subtitle (self->session);
  g_autofree char *window_title = open ? g_strdup_printf ("%s — Zoetrope", title) : g_strdup (title);

  gtk_stack_set_visible_child_name (self->stack, open ? "lab" : "welcome");
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_window_set_title (GTK_WINDOW (self), window_title);
}

static void
update_actions (ZoeWindow *self)
{
  gboolean open = zoe_session_get_scenario (self->session) != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.filter-events", open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-code", open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-events", open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.show-inspector", open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.save-trace",
                                 zoe_session_get_recording (self->session) != NULL && !zoe_session_get_running (self->session));
}

static void
on_session_changed (ZoeWindow *self)
{
  show_title (self);
  update_actions (self);
}

static void
on_running_changed (ZoeWindow *self)
{
  gboolean running = zoe_session_get_running (self->session);
  ZoeRecording *recording = zoe_session_get_recording (self->session);

  on_session_changed (self);
  if (self->was_running && !running && recording != NULL && zoe_recording_get_complete (recording))
    {
      guint64 n_events = zoe_recording_get_n_events (recording);
      g_autofree char *count = zoe_wording_dup_count (n_events);
      g_autofree char *text = g_strdup_printf (ngettext ("Recorded %s event", "Recorded %s events", n_events), count);
      AdwToast *toast = adw_toast_new (text);

      adw_toast_set_button_label (toast, _("_Save As…"));
      adw_toast_set_action_name (toast, "win.save-trace");
      adw_toast_set_timeout (toast, 4);
      adw_toast_overlay_add_toast (self->toasts, toast);
    }
  self->was_running = running;
}

static void
on_failed (ZoeSession *session, const char *title, const char *advice, ZoeWindow *self)
{
  zoe_window_show_error (self, title, advice);
}

/* What makes no sense just now is no error: a sentence that goes away by itself. */
static void
on_refused (ZoeControl *control, const char *sentence, ZoeWindow *self)
{
  AdwToast *toast = adw_toast_new (sentence);

  adw_toast_set_timeout (toast, 4);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
on_fault_done (ZoeControl *control, const char *words, ZoeWindow *self)
{
  AdwToast *toast;

  if (g_strcmp0 (zoe_control_get_undo (control), words) != 0)
    return;
  toast = adw_toast_new (words);
  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_action_name (toast, "run.undo");
  adw_toast_set_timeout (toast, 3);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
on_library_opened (ZoeLibraryPane *pane, ZoeWindow *self)
{
  if (adw_flap_get_folded (self->library_flap))
    show_pane (self, SHOWN_LIBRARY, FALSE);
  /* Who chose with the pointer goes on with the picture's keys; who uses the keyboard stays in the list. */
  if (!gtk_window_get_focus_visible (GTK_WINDOW (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

/* Actions. */

static void
on_file_chosen (GFile *file, gpointer data)
{
  zoe_window_open (data, file, FALSE);
}

static void
on_open (GtkWidget *widget, const char *action, GVariant *parameter)
{
  zoe_file_dialog_open (GTK_WINDOW (widget), on_file_chosen, G_OBJECT (widget));
}

static void
on_open_recent (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  zoe_window_open (ZOE_WINDOW (widget), file, FALSE);
}

/* The first steps: the scenario the guide begins with. */
static void
on_run_first (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ZoeWindow *self = ZOE_WINDOW (widget);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = zoe_library_find ("pipeline", &error);

  if (path == NULL)
    zoe_window_show_error (self, _("The Library Is Missing"), error->message);
  else if (zoe_session_open_scenario (self->session, path))
    {
      zoe_session_run (self->session);
      gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
    }
}

static void
on_save_chosen (GFile *file, gpointer data)
{
  ZoeWindow *self = data;
  const char *path = g_file_peek_path (file);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (path == NULL)
    {
      zoe_window_show_error (self, _("Not Saved"), _("That place is not on this machine. Choose a local folder, then copy the file."));
      return;
    }
  if (!zoe_session_save_trace (self->session, path))
    return;
  zoe_recent_menu_add (file);
  name = g_filename_display_basename (path);
  text = g_strdup_printf (_("Saved as %s"), name);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (text));
}

static void
on_save_trace (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ZoeWindow *self = ZOE_WINDOW (widget);
  ZoeRecording *recording = zoe_session_get_recording (self->session);
  const char *path = recording != NULL ? zoe_recording_get_path (recording) : NULL;
  g_autofree char *name = path != NULL ? g_filename_display_basename (path) : g_strdup ("recording.zoe");

  zoe_file_dialog_save (GTK_WINDOW (self), name, on_save_chosen, G_OBJECT (self));
}

static void
on_filter_events (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ZoeWindow *self = ZOE_WINDOW (widget);

  show_pane (self, SHOWN_EVENTS, TRUE);
  zoe_event_view_focus_filter (self->events);
}

static void
on_search_library (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ZoeWindow *self = ZOE_WINDOW (widget);

  show_pane (self, SHOWN_LIBRARY, TRUE);
  zoe_library_pane_focus_search (self->library);
}

static void
on_show_code (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ZoeWindow *self = ZOE_WINDOW (widget);
  gboolean shown = self->shown[SHOWN_INSPECTOR] && g_strcmp0 (zoe_inspector_get_tab (self->inspector), "code") == 0;

  show_pane (self, SHOWN_INSPECTOR, TRUE);
  zoe_inspector_show_tab (self->inspector, shown ? "details" : "code");
}

static void
on_close (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static gboolean
on_drop (GtkDropTarget *target, const GValue *value, double x, double y, ZoeWindow *self)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    {
      GdkFileList *list = g_value_get_boxed (value);
      g_autoptr (GSList) files = gdk_file_list_get_files (list);

      return files != NULL && zoe_window_open (self, files->data, FALSE);
    }
  if (G_VALUE_HOLDS (value, G_TYPE_FILE))
    return zoe_window_open (self, g_value_get_object (value), FALSE);
  return FALSE;
}

/* The event list begins with about a third of the height, the inspector with a quarter of the width; afterwards they have what
 * the person gives them. */
static void
on_lab_mapped (ZoeWindow *self)
{
  const int others = 170;   /* header bar, time line, transport bar */
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  if (self->divided)
    return;
  self->divided = TRUE;
  if (height == 0)
    gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  gtk_paned_set_position (self->lower, (height - others) * 64 / 100);
  if (width >= 1400 && self->shown[SHOWN_LIBRARY])
    gtk_paned_set_position (self->upper, width - 266 - MIN (width / 4, 520));
}

static gboolean
zoe_window_close_request (GtkWindow *window)
{
  ZoeWindow *self = ZOE_WINDOW (window);

  keep (self);
  zoe_session_stop (self->session);
  return GTK_WINDOW_CLASS (zoe_window_parent_class)->close_request (window);
}

static void
zoe_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SESSION)
    g_value_set_object (value, ZOE_WINDOW (object)->session);
  else
    g_value_set_boolean (value, ZOE_WINDOW (object)->shown[id - PROP_SHOWN]);
}

static void
zoe_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  show_pane (ZOE_WINDOW (object), id - PROP_SHOWN, g_value_get_boolean (value));
}

static void
zoe_window_dispose (GObject *object)
{
  ZoeWindow *self = ZOE_WINDOW (object);

  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (zoe_session_get_control (self->session), self);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }
  G_OBJECT_CLASS (zoe_window_parent_class)->dispose (object);
  g_clear_object (&self->session);
}

static void
zoe_window_class_init (ZoeWindowClass *klass)
{
  static GType (*const types[]) (void) =
  {
    zoe_canvas_get_type, zoe_event_view_get_type, zoe_inspector_get_type, zoe_library_pane_get_type, zoe_notices_get_type,
    zoe_step_bar_get_type, zoe_timeline_get_type, zoe_transport_bar_get_type,
  };
  static const struct
  {
    const char                  *name;
    const char                  *parameter;
    GtkWidgetActionActivateFunc  activate;
  } actions[] =
  {
    { "win.close",          NULL, on_close },
    { "win.filter-events",  NULL, on_filter_events },
    { "win.open",           NULL, on_open },
    { "win.open-recent",    "s",  on_open_recent },
    { "win.run-first",      NULL, on_run_first },
    { "win.save-trace",     NULL, on_save_trace },
    { "win.search-library", NULL, on_search_library },
    { "win.show-code",      NULL, on_show_code },
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = zoe_window_dispose;
  object_class->get_property = zoe_window_get_property;
  object_class->set_property = zoe_window_set_property;
  GTK_WINDOW_CLASS (klass)->close_request = zoe_window_close_request;
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, ZOE_TYPE_SESSION, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  for (guint i = 0; i < N_SHOWN; i++)
    properties[PROP_SHOWN + i] = g_param_spec_boolean (shown_names[i], NULL, NULL, FALSE,
                                                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  for (guint i = 0; i < N_SHOWN; i++)
    {
      g_autofree char *action = g_strconcat ("win.", shown_names[i], NULL);

      gtk_widget_class_install_property_action (widget_class, g_intern_string (action), shown_names[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    g_type_ensure (types[i] ());
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter, actions[i].activate);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/zoetrope/Zoetrope/window.ui");
  gtk_widget_class_bind_template_child (widget_class, ZoeWindow, title);
  gtk_widget_class_bind_template_child (widget_class, ZoeWindow, open_button);
  gtk_widget_class_bind_template_child (widget_class, ZoeWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, ZoeWindow, library_flap);
  gtk_widget_class_bind_template_child (widget_class, ZoeWindow, library);
  gtk_widget_class_bind_template_child (widget_class, ZoeWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, ZoeWindow, first_button);
  gtk_widget_class_bind_template_child (widget_class, ZoeWindow, upper);
  gtk_widget_class_bind_template_child (widget_class, ZoeWindow, lower);
  gtk_widget_class_bind_template_child (widget_class, ZoeWindow, canvas);
  gtk_widget_class_bind_template_child (widget_class, ZoeWindow, events);
  gtk_widget_class_bind_template_child (widget_class, ZoeWindow, inspector);
  gtk_widget_class_bind_template_callback (widget_class, on_drop);
  gtk_widget_class_bind_template_callback (widget_class, on_library_opened);
  gtk_widget_class_bind_template_callback (widget_class, on_lab_mapped);
}

static void
zoe_window_init (ZoeWindow *self)
{
  g_autoptr (GMenuModel) recent = zoe_recent_menu_new ();

  self->session = zoe_session_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_split_button_set_menu_model (self->open_button, recent);
  zoe_stage_actions_install (GTK_WIDGET (self), self->session);
  zoe_run_actions_install (GTK_WIDGET (self), self->session);
  g_signal_connect (zoe_session_get_control (self->session), "refused", G_CALLBACK (on_refused), self);
  g_signal_connect (zoe_session_get_control (self->session), "said", G_CALLBACK (on_refused), self);
  g_signal_connect (zoe_session_get_control (self->session), "done", G_CALLBACK (on_fault_done), self);

  g_signal_connect (self->session, "failed", G_CALLBACK (on_failed), self);
  g_signal_connect_swapped (self->session, "notify::running", G_CALLBACK (on_running_changed), self);
  g_signal_connect_swapped (self->session, "notify::scenario", G_CALLBACK (on_session_changed), self);
  g_signal_connect_swapped (self->session, "notify::recording", G_CALLBACK (on_session_changed), self);
  restore (self);
  on_session_changed (self);
  gtk_widget_grab_focus (self->first_button);
}

ZoeWindow *
zoe_window_new (AdwApplication *application)
{
  return g_object_new (ZOE_TYPE_WINDOW, "application", application, NULL);
}

/**
 * zoe_window_get_session:
 *
 * Returns: (transfer none)
 */
ZoeSession *
zoe_window_get_session (ZoeWindow *self)
{
  return self->session;
}

/**
 * zoe_window_is_blank:
 *
 * Returns: whether nothing is open in the window, so that something may be opened there
 */
gboolean
zoe_window_is_blank (ZoeWindow *self)
{
  return zoe_session_get_scenario (self->session) == NULL;
}

/**
 * zoe_window_open:
 * @file: a scenario or a recording
 * @run: run it at once, or play the recording
 *
 * Returns: %FALSE if it could not be opened; the person has been told why
 */
gboolean
zoe_window_open (ZoeWindow *self, GFile *file, gboolean run)
{
  const char *path = g_file_peek_path (file);

  if (path == NULL)
    {
      zoe_window_show_error (self, _("Not on This Machine"),
                             _("Only files in a local folder can be opened. Copy the file here first."));
      return FALSE;
    }
  if (!zoe_session_open (self->session, path))
    return FALSE;

  zoe_recent_menu_add (file);
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  if (run && zoe_session_get_recording (self->session) == NULL)
    zoe_session_run (self->session);
  else if (run)
    zoe_session_play (self->session);
  return TRUE;
}

/**
 * zoe_window_show_error:
 * @advice: what to do, in whole sentences
 */
void
zoe_window_show_error (ZoeWindow *self, const char *title, const char *advice)
{
  gtk_window_present (GTK_WINDOW (zoe_error_dialog_new (GTK_WINDOW (self), title, advice != NULL ? advice : "")));
}
