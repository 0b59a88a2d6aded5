/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/application.h"

#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>

#include "app/settings.h"
#include "app/window.h"
#include "lab/library.h"

struct _ZoeApplication
{
  AdwApplication parent_instance;
  char          *version;
};

G_DEFINE_FINAL_TYPE (ZoeApplication, zoe_application, ADW_TYPE_APPLICATION)

/* Single keys (space, arrows ...) are not here: an accelerator would take them away from text entries. The window handles
 * those after whatever has the focus. */
static const struct
{
  const char *action;
  const char *keys[3];
} accelerators[] =
{
  { "app.new-window",         { "<Control>n" } },
  { "app.quit",               { "<Control>q" } },
  { "win.close",              { "<Control>w" } },
  { "win.filter-events",      { "<Control>f" } },
  { "win.open",               { "<Control>o" } },
  { "win.run",                { "F5" } },
  { "win.save-trace",         { "<Control><Shift>s" } },
  { "win.search-library",     { "<Control>l" } },
  { "win.show-code",          { "F6" } },
  { "win.show-events",        { "F7" } },
  { "win.show-inspector",     { "F8" } },
  { "win.show-library",       { "F9" } },
  { "win.stop",               { "<Shift>F5" } },
};

static ZoeWindow *
add_window (ZoeApplication *self)
{
  ZoeWindow *window = zoe_window_new (ADW_APPLICATION (self));

  gtk_window_present (GTK_WINDOW (window));
  return window;
}

/* The window in front if there is nothing in it yet, else a new one: what somebody looks at is never taken away. */
static ZoeWindow *
take_window (ZoeApplication *self)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (ZOE_IS_WINDOW (active) && zoe_window_is_blank (ZOE_WINDOW (active)))
    {
      gtk_window_present (active);
      return ZOE_WINDOW (active);
    }
  return add_window (self);
}

static void
zoe_application_activate (GApplication *application)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (active != NULL)
    gtk_window_present (active);
  else
    add_window (ZOE_APPLICATION (application));
}

static void
zoe_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  for (int i = 0; i < n_files; i++)
    zoe_window_open (take_window (ZOE_APPLICATION (application)), files[i], FALSE);
}

static int
zoe_application_command_line (GApplication *application, GApplicationCommandLine *command_line)
{
  ZoeApplication *self = ZOE_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  g_autofree const char **arguments = NULL;
  gboolean run = FALSE;

  g_variant_dict_lookup (options, "run", "b", &run);
  g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&ay", &arguments);

  if ((arguments == NULL || arguments[0] == NULL) && !run)
    {
      g_application_activate (application);
      return 0;
    }

  for (guint i = 0; i == 0 || (arguments != NULL && arguments[i] != NULL); i++)
    {
      const char *name = arguments != NULL && arguments[i] != NULL ? arguments[i] : "pipeline";
      g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (command_line, name);
      ZoeWindow *window = take_window (self);

      if (!g_file_query_exists (file, NULL))
        {
          g_autoptr (GError) error = NULL;
          g_autofree char *path = zoe_library_find (name, &error);

          if (path == NULL)
            {
              zoe_window_show_error (window, _("Nothing to Open"), error->message);
              continue;
            }
          g_set_object (&file, NULL);
          file = g_file_new_for_path (path);
        }
      zoe_window_open (window, file, run);
    }
  return 0;
}

static int
zoe_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("zoetrope %s\n", ZOE_APPLICATION (application)->version);
      return 0;
    }
  return -1;
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ZoeApplication *self = data;

  adw_show_about_window (gtk_application_get_active_window (GTK_APPLICATION (self)),
                         "application-name", "Zoetrope",
                         "application-icon", ZOE_APP_ID,
                         "version", self->version,
                         "comments", _("A lab in which ZeroMQ messaging patterns are seen working. Every node is a thread, "
                                       "every link a real socket, and whatever they did can be watched again."),
                         "developer-name", _("The Zoetrope project"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         NULL);
}

static void
on_new_window (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  add_window (data);
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GList *windows;

  /* Each window ends its run and keeps its size when it closes. */
  while ((windows = gtk_application_get_windows (data)) != NULL)
    {
      GtkWindow *window = windows->data;

      gtk_window_close (window);
      if (gtk_application_get_windows (data) != NULL && gtk_application_get_windows (data)->data == window)
        gtk_window_destroy (window);
    }
  g_application_quit (data);
}

static AdwColorScheme
scheme_from_name (const char *name)
{
  if (g_str_equal (name, "dark"))
    return ADW_COLOR_SCHEME_FORCE_DARK;
  if (g_str_equal (name, "light"))
    return ADW_COLOR_SCHEME_FORCE_LIGHT;
  return ADW_COLOR_SCHEME_DEFAULT;
}

static void
on_style_changed (GSimpleAction *action, GVariant *value, gpointer data)
{
  const char *name = g_variant_get_string (value, NULL);

  g_simple_action_set_state (action, value);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme_from_name (name));
  zoe_settings_set_text (zoe_settings_get_default (), "style", name);
  zoe_settings_save (zoe_settings_get_default ());
}

static void
zoe_application_startup (GApplication *application)
{
  static const GActionEntry actions[] =
  {
    { .name = "about", .activate = on_about },
    { .name = "new-window", .activate = on_new_window },
    { .name = "quit", .activate = on_quit },
  };
  g_autofree char *style = zoe_settings_dup_text (zoe_settings_get_default (), "style", "system");
  g_autoptr (GSimpleAction) style_action = NULL;

  G_APPLICATION_CLASS (zoe_application_parent_class)->startup (application);
  gtk_source_init ();
  gtk_window_set_default_icon_name (ZOE_APP_ID);

  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  style_action = g_simple_action_new_stateful ("style", G_VARIANT_TYPE_STRING, g_variant_new_string (style));
  g_signal_connect (style_action, "change-state", G_CALLBACK (on_style_changed), application);
  g_action_map_add_action (G_ACTION_MAP (application), G_ACTION (style_action));
  if (!g_str_equal (style, "system"))
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme_from_name (style));

  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), accelerators[i].action,
                                           (const char *const *) accelerators[i].keys);
}

static void
zoe_application_shutdown (GApplication *application)
{
  G_APPLICATION_CLASS (zoe_application_parent_class)->shutdown (application);
  gtk_source_finalize ();
}

static void
zoe_application_finalize (GObject *object)
{
  g_free (ZOE_APPLICATION (object)->version);
  G_OBJECT_CLASS (zoe_application_parent_class)->finalize (object);
}

static void
zoe_application_class_init (ZoeApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = zoe_application_finalize;
  application_class->activate = zoe_application_activate;
  application_class->command_line = zoe_application_command_line;
  application_class->handle_local_options = zoe_application_handle_local_options;
  application_class->open = zoe_application_open;
  application_class->shutdown = zoe_application_shutdown;
  application_class->startup = zoe_application_startup;
}

static void
zoe_application_init (ZoeApplication *self)
{
  static const GOptionEntry options[] =
  {
    { "run", 'r', 0, G_OPTION_ARG_NONE, NULL, N_("Run the scenario at once"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and exit"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_("[FILE]") },
    { NULL }
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_summary (G_APPLICATION (self),
                                            _("Shows ZeroMQ messaging patterns at work. FILE is a scenario (.dot), the name of one in the "
                                              "library, or a recording (.zoe)."));
}

/**
 * zoe_application_new:
 * @version: shown by --version and in the about window
 */
ZoeApplication *
zoe_application_new (const char *version)
{
  ZoeApplication *self = g_object_new (ZOE_TYPE_APPLICATION,
                                       "application-id", ZOE_APP_ID,
                                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_HANDLES_OPEN,
                                       "resource-base-path", ZOE_APP_PATH,
                                       NULL);

  self->version = g_strdup (version);
  return self;
}
