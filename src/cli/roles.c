/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zoe roles: what a node can be. */

#include <glib/gi18n.h>
#include <stdio.h>

#include "cli/command.h"
#include "cli/table.h"
#include "model/duration.h"
#include "model/nearest.h"
#include "roles/roles.h"

static void
print_all (void)
{
  g_autoptr (ZoeTable) table = zoe_table_new ("ll");

  for (const ZoeRole *role = zoe_roles (); role->name != NULL; role++)
    {
      zoe_table_add (table, role->name);
      zoe_table_add (table, _(role->summary));
    }
  zoe_table_print (table, "", stdout);
}

static char *
dup_range (const ZoeRoleParameter *parameter)
{
  g_autofree char *from = NULL, *to = NULL;

  switch (parameter->type)
    {
    case ZOE_PARAMETER_CHOICE:
      return g_strdup (parameter->choices);
    case ZOE_PARAMETER_DURATION:
      from = zoe_duration_dup_text (parameter->minimum);
      to = zoe_duration_dup_text (parameter->maximum);
      break;
    case ZOE_PARAMETER_INTEGER:
    case ZOE_PARAMETER_REAL:
      from = g_strdup_printf ("%.15g", parameter->minimum);
      to = g_strdup_printf ("%.15g", parameter->maximum);
      break;
    case ZOE_PARAMETER_BOOLEAN:
    case ZOE_PARAMETER_TEXT:
      return g_strdup ("");
    }
  return g_strdup_printf ("%s … %s", from, to);
}

static void
print_sockets (const ZoeRole *role)
{
  g_autoptr (ZoeTable) table = zoe_table_new ("lllll");

  if (role->sockets == NULL || role->sockets->name == NULL)
    {
      printf ("  %s\n", role->sockets == NULL ? _("Any, of any type: what the edges name") : _("None"));
      return;
    }
  for (const ZoeRoleSocket *socket = role->sockets; socket->name != NULL; socket++)
    {
      zoe_table_add (table, socket->name);
      zoe_table_add (table, zoe_socket_type_get_name (socket->type));
      zoe_table_add (table, socket->binds ? _("binds") : _("connects"));
      zoe_table_add (table, socket->required ? _("required") : _("optional"));
      zoe_table_take (table, socket->options != NULL ? g_strdup_printf ("%s (%s)", _(socket->summary), socket->options)
                                                     : g_strdup (_(socket->summary)));
    }
  zoe_table_print (table, "  ", stdout);
}

static void
print_parameters (const ZoeRole *role)
{
  g_autoptr (ZoeTable) table = zoe_table_new ("lllll");

  if (role->parameters == NULL || role->parameters->name == NULL)
    {
      printf ("  %s\n", _("None"));
      return;
    }
  for (const ZoeRoleParameter *parameter = role->parameters; parameter->name != NULL; parameter++)
    {
      g_autofree char *range = dup_range (parameter);

      zoe_table_add (table, parameter->name);
      zoe_table_add (table, zoe_parameter_type_get_name (parameter->type));
      zoe_table_take (table, g_strdup_printf ("= %s", parameter->fallback));
      zoe_table_take (table, parameter->unit != NULL ? g_strdup_printf ("%s %s", range, _(parameter->unit))
                                                     : g_steal_pointer (&range));
      zoe_table_add (table, _(parameter->summary));
    }
  zoe_table_print (table, "  ", stdout);
}

static int
refuse_unknown (const ZoeCommand *command, const char *name)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new ();
  const char *nearest;

  for (const ZoeRole *role = zoe_roles (); role->name != NULL; role++)
    g_ptr_array_add (known, (char *) role->name);
  g_ptr_array_add (known, NULL);
  nearest = zoe_nearest_name (name, (const char *const *) known->pdata);
  return nearest != NULL ? zoe_command_misused (command, _("there is no role “%s”; is “%s” meant?"), name, nearest)
                         : zoe_command_misused (command, _("there is no role “%s”; “zoe roles” lists them"), name);
}

int
zoe_roles_command (const ZoeCommand *command, char **arguments)
{
  static const GOptionEntry options[] = { { NULL } };
  g_auto (GStrv) rest = zoe_command_parse (command, options, NULL, arguments);
  const ZoeRole *role;

  if (rest == NULL)
    return ZOE_EXIT_USAGE;
  if (rest[0] == NULL)
    {
      print_all ();
      return ZOE_EXIT_DONE;
    }
  role = zoe_role_find (zoe_roles (), rest[0]);
  if (role == NULL)
    return refuse_unknown (command, rest[0]);

  printf ("%s: %s\n\n%s\n", role->name, _(role->summary), _("Sockets:"));
  print_sockets (role);
  printf ("\n%s\n", _("Parameters:"));
  print_parameters (role);
  if (role->source != NULL)
    printf ("\n%s src/%s\n", _("Source:"), role->source);
  return ZOE_EXIT_DONE;
}
