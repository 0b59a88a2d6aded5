/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/casting.h"

#include <glib/gi18n.h>
#include <string.h>

#include "graph/node_attribute.h"
#include "graph/part.h"
#include "graph/scan.h"

struct _ZoeCasting
{
  ZoeDraft    *draft;
  ZoeScenario *scenario;
  ZoeMistakes *mistakes;
  GHashTable  *parts;         /* (element-type ZoeDraftNode ZoePart) */
  GHashTable  *sockets;       /* (element-type utf8 guint): "3:receiver" to its number */
  GHashTable  *linked;        /* (element-type utf8): likewise, of sockets an edge statement names */
  gboolean     complete;
};

static ZoePart *
get_part (ZoeCasting *casting, ZoeDraftNode *node)
{
  return g_hash_table_lookup (casting->parts, node);
}

static void
add_sockets (ZoeCasting *casting, const ZoeRole *role, ZoeNodeSpec *spec)
{
  for (const ZoeRoleSocket *row = role->sockets; row != NULL && row->name != NULL; row++)
    {
      ZoeSocketSpec *socket = zoe_scenario_add_socket (casting->scenario, spec->number, row->name, row->type);
      g_auto (GStrv) options = g_strsplit (row->options != NULL ? row->options : "", " ", -1);

      g_hash_table_insert (casting->sockets, g_strdup_printf ("%u:%s", spec->number, row->name),
                           GUINT_TO_POINTER (socket->number));
      for (char **option = options; *option != NULL; option++)
        {
          g_autoptr (GString) text = g_string_new (*option);

          if (text->len == 0)
            continue;
          if (socket->options == NULL)
            socket->options = g_ptr_array_new_with_free_func (g_free);
          g_string_replace (text, "%n", spec->name, 0);
          g_ptr_array_add (socket->options, g_strdup (text->str));
        }
    }
}

static void
add_node (ZoeCasting *casting, ZoePart *part, const char *name)
{
  g_autofree char *where = g_strdup_printf (_("node %s"), name);
  ZoeNodeSpec *spec;

  if (zoe_scenario_find_node (casting->scenario, name) != NULL)
    {
      zoe_mistakes_add (casting->mistakes, where, _("there are two nodes of this name: its own statement, and one that comes of a "
                                                    "count; expected different names"));
      return;
    }
  spec = zoe_scenario_add_node (casting->scenario, name, part->role != NULL ? part->role->name : "");
  g_free (spec->base);
  spec->base = g_strdup (part->node->name);
  spec->role = part->role;
  spec->cluster = part->node->cluster;
  g_array_append_val (part->numbers, spec->number);
  if (part->role == NULL)
    return;

  spec->external = part->role->run == NULL;
  for (const ZoeRoleParameter *row = part->role->parameters; row != NULL && row->name != NULL; row++)
    g_hash_table_insert (spec->parameters, g_strdup (row->name), g_strdup (row->fallback != NULL ? row->fallback : ""));
  add_sockets (casting, part->role, spec);
}

static void
read_attribute (ZoeCasting *casting, ZoePart *part, ZoeDraftAttribute *attribute, guint number)
{
  const char *dot = strchr (attribute->name, '.');
  g_autofree char *key = g_strdup_printf ("%u:%.*s", number, (int) (dot != NULL ? dot - attribute->name : 0), attribute->name);
  guint socket = GPOINTER_TO_UINT (g_hash_table_lookup (casting->sockets, key));

  zoe_node_attribute_read (part->node, part->role, attribute, zoe_scenario_get_node (casting->scenario, number),
                           zoe_scenario_get_socket (casting->scenario, socket), casting->mistakes);
}

static void
add_part (ZoeCasting *casting, ZoePart *part)
{
  if (!part->counted)
    add_node (casting, part, part->node->name);
  else
    for (guint i = 1; i <= part->count; i++)
      {
        g_autofree char *name = g_strdup_printf ("%s-%u", part->node->name, i);

        add_node (casting, part, name);
      }

  for (guint i = 0; i < part->node->attributes->len && part->role != NULL; i++)
    {
      ZoeDraftAttribute *attribute = g_ptr_array_index (part->node->attributes, i);
      guint before = zoe_mistakes_count (casting->mistakes);

      zoe_node_attribute_read (part->node, part->role, attribute, NULL, NULL, casting->mistakes);
      for (guint j = 0; j < part->numbers->len && zoe_mistakes_count (casting->mistakes) == before; j++)
        read_attribute (casting, part, attribute, g_array_index (part->numbers, guint, j));
    }
}

/* "worker-2" [cost_max="500"] beside worker [count=4] is about the second of them. */
static void
change_copy (ZoeCasting *casting, ZoePart *part)
{
  ZoePart *original = get_part (casting, part->original);
  ZoeNodeSpec *spec = zoe_scenario_find_node (casting->scenario, part->node->name);
  g_autofree char *where = zoe_draft_node_dup_where (part->node, NULL);

  part->role = original->role;
  if (spec == NULL || strcmp (spec->base, original->node->name) != 0)
    {
      part->role = NULL;
      zoe_mistakes_add (casting->mistakes, where, _("there is no such node: count=%u makes %s-1 to %s-%u"), original->count,
                        original->node->name, original->node->name, original->count);
      return;
    }
  g_array_append_val (part->numbers, spec->number);
  for (guint i = 0; i < part->node->attributes->len && part->role != NULL; i++)
    {
      ZoeDraftAttribute *attribute = g_ptr_array_index (part->node->attributes, i);
      g_autofree char *place = zoe_draft_node_dup_where (part->node, attribute);

      if (attribute->inherited)
        continue;
      if (strcmp (attribute->name, "count") == 0)
        zoe_mistakes_add (casting->mistakes, place, _("this is one of several already, made by the count of %s"),
                          original->node->name);
      else
        read_attribute (casting, part, attribute, spec->number);
    }
}

/**
 * zoe_casting_new:
 * @scenario: gets the nodes, with their parameters, and all sockets of their roles
 *
 * Borrows all its arguments for as long as it lives.
 */
ZoeCasting *
zoe_casting_new (ZoeDraft *draft, const ZoeRole *roles, ZoeScenario *scenario, ZoeMistakes *mistakes)
{
  ZoeCasting *casting = g_new0 (ZoeCasting, 1);
  guint n_nodes = 0;

  casting->draft = draft;
  casting->scenario = scenario;
  casting->mistakes = mistakes;
  casting->parts = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) zoe_part_free);
  casting->sockets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  casting->linked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < draft->nodes->len; i++)
    {
      ZoeDraftNode *node = g_ptr_array_index (draft->nodes, i);
      ZoePart *part = zoe_part_new (node, draft, roles, mistakes);

      g_hash_table_insert (casting->parts, node, part);
      n_nodes += part->count;
    }
  if (n_nodes > ZOE_MAX_NODES)
    {
      zoe_mistakes_add (mistakes, NULL, _("there are %u nodes; expected at most %d"), n_nodes, ZOE_MAX_NODES);
      return casting;
    }
  casting->complete = TRUE;
  for (guint i = 0; i < draft->nodes->len; i++)
    {
      ZoePart *part = get_part (casting, g_ptr_array_index (draft->nodes, i));

      if (part->original == NULL)
        add_part (casting, part);
    }
  for (guint i = 0; i < draft->nodes->len; i++)
    {
      ZoePart *part = get_part (casting, g_ptr_array_index (draft->nodes, i));

      if (part->original != NULL)
        change_copy (casting, part);
    }
  return casting;
}

void
zoe_casting_free (ZoeCasting *casting)
{
  g_hash_table_unref (casting->parts);
  g_hash_table_unref (casting->sockets);
  g_hash_table_unref (casting->linked);
  g_free (casting);
}

/**
 * zoe_casting_is_complete:
 *
 * Returns: %FALSE if there were too many nodes to make
 */
gboolean
zoe_casting_is_complete (ZoeCasting *casting)
{
  return casting->complete;
}

/**
 * zoe_casting_get_role:
 *
 * Returns: (nullable): the statement's role; %NULL if it has none that is known, which has been said
 */
const ZoeRole *
zoe_casting_get_role (ZoeCasting *casting, ZoeDraftNode *node)
{
  return get_part (casting, node)->role;
}

gboolean
zoe_casting_is_external (ZoeCasting *casting, ZoeDraftNode *node)
{
  const ZoeRole *role = zoe_casting_get_role (casting, node);

  return role != NULL && role->run == NULL;
}

/**
 * zoe_casting_get_numbers:
 *
 * Returns: (transfer none): the scenario's nodes that came of the statement
 */
const guint *
zoe_casting_get_numbers (ZoeCasting *casting, ZoeDraftNode *node, guint *ret_n_numbers)
{
  ZoePart *part = get_part (casting, node);

  *ret_n_numbers = part->numbers->len;
  return (const guint *) part->numbers->data;
}

/**
 * zoe_casting_get_socket:
 * @number: the scenario's node
 *
 * Returns: the socket's number; of an outside program a socket comes to be by being named
 */
guint
zoe_casting_get_socket (ZoeCasting *casting, guint number, const char *socket)
{
  g_autofree char *key = g_strdup_printf ("%u:%s", number, socket);
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (casting->sockets, key));

  if (found == 0)
    {
      found = zoe_scenario_add_socket (casting->scenario, number, socket, ZOE_SOCKET_NONE)->number;
      g_hash_table_insert (casting->sockets, g_steal_pointer (&key), GUINT_TO_POINTER (found));
    }
  return found;
}

/**
 * zoe_casting_mark_linked:
 *
 * Remembers that an edge names this socket, even where a count of 0 makes no link of it.
 */
void
zoe_casting_mark_linked (ZoeCasting *casting, ZoeDraftNode *node, const char *socket)
{
  guint n_numbers;
  const guint *numbers = zoe_casting_get_numbers (casting, node, &n_numbers);

  for (guint i = 0; i < n_numbers; i++)
    g_hash_table_add (casting->linked, g_strdup_printf ("%u:%s", numbers[i], socket));
}

static guint
count_unlinked (ZoeCasting *casting, ZoePart *part, const char *socket, guint *ret_first)
{
  guint n_unlinked = 0;

  for (guint i = 0; i < part->numbers->len; i++)
    {
      guint number = g_array_index (part->numbers, guint, i);
      g_autofree char *key = g_strdup_printf ("%u:%s", number, socket);

      if (g_hash_table_contains (casting->linked, key))
        continue;
      if (n_unlinked++ == 0)
        *ret_first = number;
    }
  return n_unlinked;
}

/**
 * zoe_casting_check_links:
 *
 * Reports each required socket that no edge names; to be called when all edges have been read.
 */
void
zoe_casting_check_links (ZoeCasting *casting)
{
  for (guint i = 0; i < casting->draft->nodes->len; i++)
    {
      ZoePart *part = get_part (casting, g_ptr_array_index (casting->draft->nodes, i));

      if (part->role == NULL || part->original != NULL)
        continue;
      for (const ZoeRoleSocket *socket = part->role->sockets; socket != NULL && socket->name != NULL; socket++)
        {
          guint first = 0;
          guint n_unlinked = socket->required ? count_unlinked (casting, part, socket->name, &first) : 0;
          const char *name = part->node->name;
          g_autofree char *where = NULL;

          if (n_unlinked == 0)
            continue;
          if (n_unlinked < part->numbers->len)
            name = zoe_scenario_get_node (casting->scenario, first)->name;
          where = g_strdup_printf (_("node %s"), name);
          zoe_mistakes_add (casting->mistakes, where, _("socket “%s” (%s) has no link, and role %s needs one; expected an edge with %s:%s"),
                            socket->name, zoe_socket_type_get_name (socket->type), part->role->name, name, socket->name);
        }
    }
}
