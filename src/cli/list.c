/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zoe list: the scenarios at hand. */

#include <glib/gi18n.h>
#include <stdio.h>

#include "cli/command.h"
#include "cli/table.h"
#include "lab/library.h"

int
zoe_list_command (const ZoeCommand *command, char **arguments)
{
  static const GOptionEntry options[] = { { NULL } };
  g_auto (GStrv) rest = zoe_command_parse (command, options, NULL, arguments);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (ZoeTable) table = zoe_table_new ("lll");

  if (rest == NULL)
    return ZOE_EXIT_USAGE;
  entries = zoe_library_list ();
  for (guint i = 0; i < entries->len; i++)
    {
      ZoeLibraryEntry *entry = g_ptr_array_index (entries, i);

      zoe_table_add (table, entry->name);
      zoe_table_add (table, entry->chapter);
      zoe_table_add (table, entry->summary != NULL && *entry->summary != '\0' ? entry->summary : entry->title);
    }
  zoe_table_print (table, "", stdout);
  return ZOE_EXIT_DONE;
}
