/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/settings.h"

#include <gio/gio.h>

#define GROUP "window"

struct _ZoeSettings
{
  GKeyFile *keys;
  char     *path;
};

/**
 * zoe_settings_get_default:
 *
 * Returns: (transfer none): the settings of this program, read when first asked for; a missing or broken file counts as empty
 */
ZoeSettings *
zoe_settings_get_default (void)
{
  static ZoeSettings *settings;

  if (settings == NULL)
    {
      settings = g_new0 (ZoeSettings, 1);
      settings->keys = g_key_file_new ();
      settings->path = g_build_filename (g_get_user_config_dir (), "zoetrope", "window.ini", NULL);
      g_key_file_load_from_file (settings->keys, settings->path, G_KEY_FILE_KEEP_COMMENTS, NULL);
    }
  return settings;
}

int
zoe_settings_get_integer (ZoeSettings *settings, const char *key, int fallback)
{
  g_autoptr (GError) error = NULL;
  int value = g_key_file_get_integer (settings->keys, GROUP, key, &error);

  return error != NULL ? fallback : value;
}

gboolean
zoe_settings_get_boolean (ZoeSettings *settings, const char *key, gboolean fallback)
{
  g_autoptr (GError) error = NULL;
  gboolean value = g_key_file_get_boolean (settings->keys, GROUP, key, &error);

  return error != NULL ? fallback : value;
}

/**
 * zoe_settings_dup_text:
 *
 * Returns: (transfer full): what is kept under the key, or the fallback
 */
char *
zoe_settings_dup_text (ZoeSettings *settings, const char *key, const char *fallback)
{
  char *value = g_key_file_get_string (settings->keys, GROUP, key, NULL);

  return value != NULL ? value : g_strdup (fallback);
}

void
zoe_settings_set_integer (ZoeSettings *settings, const char *key, int value)
{
  g_key_file_set_integer (settings->keys, GROUP, key, value);
}

void
zoe_settings_set_boolean (ZoeSettings *settings, const char *key, gboolean value)
{
  g_key_file_set_boolean (settings->keys, GROUP, key, value);
}

void
zoe_settings_set_text (ZoeSettings *settings, const char *key, const char *value)
{
  g_key_file_set_string (settings->keys, GROUP, key, value);
}

/**
 * zoe_settings_save:
 *
 * Writes the file. That a window's size could not be kept is no reason to bother anybody, so a failure is only logged.
 */
void
zoe_settings_save (ZoeSettings *settings)
{
  g_autofree char *folder = g_path_get_dirname (settings->path);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (!g_key_file_save_to_file (settings->keys, settings->path, &error))
    g_debug ("The window's settings were not kept: %s", error->message);
}
