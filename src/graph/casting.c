/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/casting.h"

#include <glib/gi18n.h>
#include <string.h>

#include "graph/node_attribute.h"
#include "graph/scan.h"
#include "graph/suggestion.h"
#include "graph/vocabulary.h"
#include "model/nearest.h"
#include "model/parameter.h"

#define MAX_NAME 64   /* bytes */

/* One node statement, and the nodes that came of it. */
typedef struct
{
  ZoeDraftNode  *node;
  const ZoeRole *role;        /* NULL: unknown, and said so */
  ZoeDraftNode  *original;    /* of "worker-2", which changes one node of worker [count=4]; else NULL */
  GArray        *numbers;     /* (element-type guint) */
  guint          count;
  gboolean       counted;     /* it has a count */
} Part;

struct _ZoeCasting
{
  ZoeDraft    *draft;
  ZoeScenario *scenario;
  ZoeMistakes *mistakes;
  GHashTable  *parts;         /* (element-type ZoeDraftNode Part) */
  GHashTable  *sockets;       /* (element-type utf8 guint): "3:receiver" to its number */
  GHashTable  *linked;        /* (element-type utf8): likewise, of sockets an edge statement names */
  gboolean     complete;
};

static const ZoeRole outside_role = { "external", N_("a program outside the lab"), NULL, NULL, NULL, NULL };

static void
part_free (gpointer data)
{
  Part *part = data;

  g_array_unref (part->numbers);
  g_free (part);
}

static Part *
get_part (ZoeCasting *casting, ZoeDraftNode *node)
{
  return g_hash_table_lookup (casting->parts, node);
}

static void
check_name (ZoeCasting *casting, ZoeDraftNode *node)
{
  g_autofree char *where = zoe_draft_node_dup_where (node, NULL);
  const char *p;

  for (p = node->name; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isalnum (g_utf8_get_char (p)) && strchr ("-_.+", *p) == NULL)
      break;
  if (*p != '\0' || *node->name == '\0' || strlen (node->name) > MAX_NAME)
    zoe_mistakes_add (casting->mistakes, where,
                      _("the name does not fit; expected letters, digits, “-”, “_”, “.” and “+”, at most %d bytes"), MAX_NAME);
}

/* For "worker-2" gives worker, if that one has a count, and 2. */
static ZoeDraftNode *
find_original (ZoeDraft *draft, ZoeDraftNode *node, guint64 *ret_index)
{
  const char *dash = strrchr (node->name, '-');
  g_autofree char *base = NULL;
  ZoeDraftNode *original;

  if (dash == NULL || dash[1] == '0' || !g_ascii_string_to_unsigned (dash + 1, 10, 1, G_MAXUINT, ret_index, NULL))
    return NULL;
  base = g_strndup (node->name, dash - node->name);
  original = zoe_draft_find_node (draft, base);
  return original != NULL && zoe_draft_find_attribute (original->attributes, "count") != NULL ? original : NULL;
}

static const ZoeRole *
find_role (ZoeCasting *casting, const ZoeRole *roles, ZoeDraftNode *node)
{
  ZoeDraftAttribute *attribute = zoe_draft_find_attribute (node->attributes, "role");
  g_autofree char *where = zoe_draft_node_dup_where (node, attribute);
  g_autofree char *suggestion = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const ZoeRole *role;
  const char *nearest;

  if (attribute == NULL)
    {
      for (guint i = 0; i < casting->draft->nodes->len; i++)
        {
          ZoeDraftNode *other = g_ptr_array_index (casting->draft->nodes, i);

          if (zoe_draft_find_attribute (other->attributes, "role") != NULL)
            g_ptr_array_add (names, other->name);
        }
      g_ptr_array_add (names, NULL);
      nearest = zoe_nearest_name (node->name, (const char *const *) names->pdata);
      if (nearest != NULL)
        zoe_mistakes_add (casting->mistakes, where, _("has no role; expected role=…, or is node “%s” meant?"), nearest);
      else
        zoe_mistakes_add (casting->mistakes, where, _("has no role; expected role=…"));
      return NULL;
    }

  role = zoe_role_find (roles, attribute->value);
  if (role != NULL)
    return role;
  if (strcmp (attribute->value, outside_role.name) == 0)
    return &outside_role;
  for (role = roles; role->name != NULL; role++)
    g_ptr_array_add (names, (gpointer) role->name);
  suggestion = zoe_suggestion_dup (attribute->value, names);
  zoe_mistakes_add (casting->mistakes, where, _("there is no role “%s”; %s"), attribute->value, suggestion);
  return NULL;
}

static void
read_count (ZoeCasting *casting, Part *part)
{
  ZoeDraftAttribute *attribute = zoe_draft_find_attribute (part->node->attributes, "count");
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;

  part->counted = attribute != NULL;
  part->count = 1;
  if (attribute == NULL)
    return;
  value = zoe_parameter_read (zoe_vocabulary_find (zoe_vocabulary_node (), "count"), attribute->value, &error);
  if (value != NULL)
    part->count = g_ascii_strtoull (value, NULL, 10);
  else
    {
      g_autofree char *where = zoe_draft_node_dup_where (part->node, attribute);

      zoe_mistakes_add (casting->mistakes, where, "%s", error->message);
    }
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
add_node (ZoeCasting *casting, Part *part, const char *name)
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
read_attribute (ZoeCasting *casting, Part *part, ZoeDraftAttribute *attribute, guint number)
{
  const char *dot = strchr (attribute->name, '.');
  g_autofree char *key = g_strdup_printf ("%u:%.*s", number, (int) (dot != NULL ? dot - attribute->name : 0), attribute->name);
  guint socket = GPOINTER_TO_UINT (g_hash_table_lookup (casting->sockets, key));

  zoe_node_attribute_read (part->node, part->role, attribute, zoe_scenario_get_node (casting->scenario, number),
                           zoe_scenario_get_socket (casting->scenario, socket), casting->mistakes);
}

static void
add_part (ZoeCasting *casting, Part *part)
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
change_copy (ZoeCasting *casting, Part *part)
{
  Part *original = get_part (casting, part->original);
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

static Part *
add_statement (ZoeCasting *casting, ZoeDraftNode *node)
{
  Part *part = g_new0 (Part, 1);
  ZoeDraftAttribute *role = zoe_draft_find_attribute (node->attributes, "role");
  guint64 index;

  part->node = node;
  part->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  if (role == NULL || role->inherited)
    part->original = find_original (casting->draft, node, &index);
  g_hash_table_insert (casting->parts, node, part);
  return part;
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
  casting->parts = g_hash_table_new_full (NULL, NULL, NULL, part_free);
  casting->sockets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  casting->linked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < draft->nodes->len; i++)
    {
      ZoeDraftNode *node = g_ptr_array_index (draft->nodes, i);
      Part *part = add_statement (casting, node);

      if (part->original != NULL)
        continue;
      check_name (casting, node);
      part->role = find_role (casting, roles, node);
      read_count (casting, part);
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
      Part *part = get_part (casting, g_ptr_array_index (draft->nodes, i));

      if (part->original == NULL)
        add_part (casting, part);
    }
  for (guint i = 0; i < draft->nodes->len; i++)
    {
      Part *part = get_part (casting, g_ptr_array_index (draft->nodes, i));

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
  Part *part = get_part (casting, node);

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
count_unlinked (ZoeCasting *casting, Part *part, const char *socket, guint *ret_first)
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
      Part *part = get_part (casting, g_ptr_array_index (casting->draft->nodes, i));

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
