/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zoe check: every mistake of each file, a line each. */

#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/command.h"
#include "graph/reader.h"
#include "lab/library.h"
#include "roles/roles.h"

static gboolean
check (const char *name_or_path, gboolean allow_network)
{
  const ZoeReadOptions options = { .roles = zoe_roles (), .allow_network = allow_network };
  g_autoptr (ZoeMistakes) mistakes = zoe_mistakes_new (name_or_path);
  g_autoptr (ZoeScenario) scenario = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  path = zoe_library_find (name_or_path, &error);
  if (path == NULL)
    {
      zoe_mistakes_add (mistakes, NULL, "%s", error->message);
      puts (zoe_mistakes_get (mistakes, 0));
      return FALSE;
    }
  scenario = zoe_read_scenario_file (path, &options, mistakes);
  for (guint i = 0; i < zoe_mistakes_count (mistakes); i++)
    puts (zoe_mistakes_get (mistakes, i));
  if (zoe_mistakes_count (mistakes) > 0 || scenario == NULL)
    return FALSE;

  /* Scripts get the exit status and silence, people a word. */
  if (isatty (STDERR_FILENO))
    fprintf (stderr, _("%s: good; nodes: %u, links: %u\n"), name_or_path, scenario->nodes->len, scenario->links->len);
  return TRUE;
}

int
zoe_check_command (const ZoeCommand *command, char **arguments)
{
  gboolean allow_network = FALSE;
  const GOptionEntry options[] =
  {
    { "allow-network", 0, 0, G_OPTION_ARG_NONE, &allow_network, N_("Allow endpoints beyond this machine"), NULL },
    { NULL },
  };
  g_auto (GStrv) files = zoe_command_parse (command, options, NULL, arguments);
  int status = ZOE_EXIT_DONE;

  if (files == NULL)
    return ZOE_EXIT_USAGE;
  for (char **file = files; *file != NULL; file++)
    if (!check (*file, allow_network))
      status = ZOE_EXIT_FAILED;
  return status;
}
