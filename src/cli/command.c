/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all commands do alike: read their options, complain, open a trace. */

#include "cli/command.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "model/nearest.h"

static void
print_error (const char *text)
{
  fflush (stdout);
  fprintf (stderr, "zoe: %s\n", text);
}

static const GOptionEntry *
find_option (const GOptionEntry *options, const char *argument, gsize length)
{
  for (; options->long_name != NULL; options++)
    if (strlen (options->long_name) == length && strncmp (options->long_name, argument, length) == 0)
      return options;
  return NULL;
}

/* GOption stops at the first option it does not know, but does not say what might have been meant. */
static char *
dup_unknown_option (const GOptionEntry *options, char **arguments)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new_with_free_func (g_free);

  for (const GOptionEntry *option = options; option->long_name != NULL; option++)
    g_ptr_array_add (known, g_strdup_printf ("--%s", option->long_name));
  g_ptr_array_add (known, g_strdup ("--help"));
  g_ptr_array_add (known, NULL);

  for (guint i = 1; arguments[i] != NULL && !g_str_equal (arguments[i], "--"); i++)
    {
      const char *argument = arguments[i];
      gsize length = strcspn (argument, "=");
      const GOptionEntry *option;
      g_autofree char *name = g_strndup (argument, length);
      const char *nearest;

      if (g_str_has_prefix (argument, "--"))
        {
          option = find_option (options, argument + 2, length - 2);
          if (option != NULL && option->arg != G_OPTION_ARG_NONE && argument[length] == '\0' && arguments[i + 1] != NULL)
            i++;
          if (option != NULL)
            continue;
        }
      else if (argument[0] != '-' || argument[1] == '\0')
        continue;
      else if (argument[2] == '\0')
        {
          for (option = options; option->long_name != NULL && option->short_name != argument[1]; option++)
            ;
          if (option->long_name != NULL)
            {
              if (option->arg != G_OPTION_ARG_NONE && arguments[i + 1] != NULL)
                i++;
              continue;
            }
        }

      nearest = zoe_nearest_name (name, (const char *const *) known->pdata);
      return g_strdup_printf (nearest != NULL ? _("there is no option “%s”; is “%s” meant?") : _("there is no option “%s”"),
                              name, nearest);
    }
  return NULL;
}

/**
 * zoe_command_parse:
 * @options: what the command takes; the values land where they point
 * @description: (nullable): what --help says below the options
 * @arguments: the command's name and what was typed after it
 *
 * Reads the options. Asked for help, prints it and ends the program. A mistake is told on stderr.
 *
 * Returns: (transfer full) (nullable): what is left: as many arguments as the command takes; %NULL after a mistake
 */
char **
zoe_command_parse (const ZoeCommand *command, const GOptionEntry *options, const char *description, char **arguments)
{
  g_autoptr (GOptionContext) context = g_option_context_new (command->arguments);
  g_auto (GStrv) rest = g_strdupv (arguments);
  g_autoptr (GError) error = NULL;
  g_autofree char *program = g_strdup_printf ("zoe %s", command->name);
  guint n_left, skip;

  g_set_prgname (program);
  g_option_context_set_summary (context, _(command->summary));
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, options, GETTEXT_PACKAGE);
  if (!g_option_context_parse_strv (context, &rest, &error))
    {
      g_autofree char *unknown = NULL;

      if (g_error_matches (error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION))
        unknown = dup_unknown_option (options, arguments);
      zoe_command_misused (command, "%s", unknown != NULL ? unknown : error->message);
      return NULL;
    }

  skip = rest[1] != NULL && g_str_equal (rest[1], "--") ? 2 : 1;
  n_left = g_strv_length (rest) - skip;
  if (n_left < command->least)
    {
      zoe_command_misused (command, _("something is missing: zoe %s needs %s"), command->name, command->arguments);
      return NULL;
    }
  if (n_left > command->most)
    {
      zoe_command_misused (command, _("“%s” is one too many: expected is zoe %s %s"),
                           rest[skip + command->most], command->name, command->arguments);
      return NULL;
    }
  return g_strdupv (rest + skip);
}

/**
 * zoe_command_misused:
 * @format: what is wrong with the command line, and what would be right
 *
 * Returns: the exit status for it
 */
int
zoe_command_misused (const ZoeCommand *command, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  print_error (text);
  fprintf (stderr, _("“zoe %s --help” tells how it is used.\n"), command->name);
  return ZOE_EXIT_USAGE;
}

/**
 * zoe_command_failed:
 * @format: what went wrong, where, and what to do
 *
 * Returns: the exit status for it
 */
int
zoe_command_failed (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  print_error (text);
  return ZOE_EXIT_FAILED;
}

/**
 * zoe_command_open:
 *
 * Returns: (transfer full) (nullable): the trace; %NULL after having told why not
 */
ZoeRecording *
zoe_command_open (const char *path)
{
  g_autoptr (GError) error = NULL;
  ZoeRecording *recording = zoe_recording_open (path, &error);

  if (recording == NULL)
    zoe_command_failed ("%s", error->message);
  return recording;
}
