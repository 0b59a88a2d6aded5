/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/node_attribute.h"

#include <glib/gi18n.h>
#include <string.h>

#include "graph/suggestion.h"
#include "graph/vocabulary.h"
#include "model/duration.h"
#include "model/parameter.h"
#include "model/socket_option.h"

/* "socket.option"=value */
static void
read_option (const ZoeRole *role, ZoeDraftAttribute *attribute, const char *where, ZoeSocketSpec *spec, ZoeMistakes *mistakes)
{
  const char *dot = strchr (attribute->name, '.');
  g_autofree char *socket_name = g_strndup (attribute->name, dot - attribute->name);
  g_autofree char *suggestion = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;
  const ZoeRoleSocket *socket = zoe_role_find_socket (role, socket_name);
  const ZoeSocketOption *option = zoe_socket_option_find (dot + 1);

  if (socket == NULL)
    {
      for (socket = role->sockets; socket->name != NULL; socket++)
        g_ptr_array_add (names, (gpointer) socket->name);
      suggestion = zoe_suggestion_dup (socket_name, names);
      zoe_mistakes_add (mistakes, where, _("role %s has no socket “%s”; %s"), role->name, socket_name, suggestion);
    }
  else if (option == NULL)
    {
      for (option = zoe_socket_options (); option->value.name != NULL; option++)
        if (zoe_socket_option_suits (option, socket->type))
          g_ptr_array_add (names, (gpointer) option->value.name);
      suggestion = zoe_suggestion_dup (dot + 1, names);
      zoe_mistakes_add (mistakes, where, _("there is no socket option “%s”; %s"), dot + 1, suggestion);
    }
  else if (!zoe_socket_option_suits (option, socket->type))
    zoe_mistakes_add (mistakes, where, _("a %s socket has no option “%s”"), zoe_socket_type_get_name (socket->type), dot + 1);
  else if ((value = zoe_socket_option_read (option, attribute->value, &error)) == NULL)
    zoe_mistakes_add (mistakes, where, "%s", error->message);
  else if (spec != NULL)
    {
      if (spec->options == NULL)
        spec->options = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (spec->options, g_strdup_printf ("%s=%s", dot + 1, value));
    }
}

static void
report_unknown (const ZoeRole *role, ZoeDraftAttribute *attribute, const char *where, ZoeMistakes *mistakes)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *suggestion = NULL;

  for (const ZoeRoleParameter *row = role->parameters; row != NULL && row->name != NULL; row++)
    g_ptr_array_add (names, (gpointer) row->name);
  for (const ZoeRoleParameter *row = zoe_vocabulary_node (); row->name != NULL; row++)
    g_ptr_array_add (names, (gpointer) row->name);
  suggestion = zoe_suggestion_dup (attribute->name, names);
  zoe_mistakes_add (mistakes, where, _("role %s has no parameter “%s”; %s"), role->name, attribute->name, suggestion);
}

/**
 * zoe_node_attribute_read:
 * @node: the statement
 * @role: what it is to be
 * @spec: (nullable): the node to set the value in; %NULL: only check it
 * @socket: (nullable): of that node, if the attribute is about one
 *
 * Takes and ignores Graphviz's own attributes, and role and count, which have been read before.
 */
void
zoe_node_attribute_read (ZoeDraftNode *node, const ZoeRole *role, ZoeDraftAttribute *attribute,
                         ZoeNodeSpec *spec, ZoeSocketSpec *socket, ZoeMistakes *mistakes)
{
  const ZoeRoleParameter *row = zoe_vocabulary_find (zoe_vocabulary_node (), attribute->name);
  gboolean own = row != NULL;
  g_autofree char *where = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;
  const char *dot = strchr (attribute->name, '.');

  if (strcmp (attribute->name, "role") == 0 || strcmp (attribute->name, "count") == 0)
    return;
  where = zoe_draft_node_dup_where (node, attribute);
  if (!own)
    row = zoe_role_find_parameter (role, attribute->name);
  if (row == NULL && dot != NULL && dot != attribute->name && role->sockets != NULL)
    {
      /* What node [...] says is for the nodes whose roles have such a socket or parameter. */
      g_autofree char *socket_name = g_strndup (attribute->name, dot - attribute->name);

      if (!attribute->inherited || zoe_role_find_socket (role, socket_name) != NULL)
        read_option (role, attribute, where, socket, mistakes);
      return;
    }
  if (row == NULL)
    {
      if (!zoe_vocabulary_is_graphviz (attribute->name) && !attribute->inherited)
        report_unknown (role, attribute, where, mistakes);
      return;
    }

  value = zoe_parameter_read (row, attribute->value, &error);
  if (value == NULL)
    zoe_mistakes_add (mistakes, where, "%s", error->message);
  else if (spec != NULL && own)
    zoe_duration_parse (value, &spec->start_ns, NULL);
  else if (spec != NULL)
    g_hash_table_replace (spec->parameters, g_strdup (row->name), g_steal_pointer (&value));
}
