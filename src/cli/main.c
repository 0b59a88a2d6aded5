/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zoe: everything Zoetrope does without a window. */

#include <errno.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>

#include "cli/command.h"
#include "cli/table.h"
#include "model/nearest.h"

/* Sorted by name; the empty row ends it. */
static const ZoeCommand commands[] =
{
  { "check",  "FILE…",    1, G_MAXUINT, N_("Checks scenarios and tells every mistake in them"), zoe_check_command },
  { "events", "TRACE",    1, 1,         N_("Lists what happened in a trace"), zoe_events_command },
  { "export", "TRACE",    1, 1,         N_("Turns a trace into a picture or a table"), zoe_export_command },
  { "list",   "",         0, 0,         N_("Lists the scenarios at hand"), zoe_list_command },
  { "roles",  "[NAME]",   0, 1,         N_("Tells what a node can be: its sockets and parameters"), zoe_roles_command },
  { "run",    "SCENARIO", 1, 1,         N_("Runs a scenario and records it"), zoe_run_command },
  { "stats",  "TRACE",    1, 1,         N_("Adds up a trace: counts, rates, latencies, queues"), zoe_stats_command },
  { NULL },
};

static void
print_help (FILE *stream)
{
  g_autoptr (ZoeTable) table = zoe_table_new ("lll");

  for (const ZoeCommand *command = commands; command->name != NULL; command++)
    {
      zoe_table_add (table, command->name);
      zoe_table_add (table, command->arguments);
      zoe_table_add (table, _(command->summary));
    }
  fprintf (stream, "%s\n  zoe %s\n\n%s\n", _("Usage:"), _("COMMAND [OPTION…]"), _("Commands:"));
  zoe_table_print (table, "  ", stream);
  fprintf (stream, "\n%s\n", _("“zoe COMMAND --help” tells more. SCENARIO is a file or a name from “zoe list”."));
}

static int
refuse_unknown (const char *name)
{
  const char *known[G_N_ELEMENTS (commands) + 2] = { "--help", "--version" };
  const char *nearest;

  for (guint i = 0; commands[i].name != NULL; i++)
    known[i + 2] = commands[i].name;
  nearest = zoe_nearest_name (name, known);
  if (nearest != NULL)
    zoe_command_failed (_("there is no command “%s”; is “%s” meant?"), name, nearest);
  else
    zoe_command_failed (_("there is no command “%s”"), name);
  fputs (_("“zoe --help” lists the commands.\n"), stderr);
  return ZOE_EXIT_USAGE;
}

int
main (int argc, char **argv)
{
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (argc < 2)
    {
      print_help (stderr);
      return ZOE_EXIT_USAGE;
    }
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h"))
    {
      print_help (stdout);
      return ZOE_EXIT_DONE;
    }
  if (g_str_equal (argv[1], "--version"))
    {
      puts ("zoe " VERSION);
      return ZOE_EXIT_DONE;
    }

  for (const ZoeCommand *command = commands; command->name != NULL; command++)
    if (g_str_equal (command->name, argv[1]))
      {
        status = command->run (command, argv + 1);
        /* A full disk shows only here. */
        if ((fflush (stdout) != 0 || ferror (stdout)) && status == ZOE_EXIT_DONE)
          status = zoe_command_failed (_("the output could not be written: %s"), g_strerror (errno));
        return status;
      }
  return refuse_unknown (argv[1]);
}
