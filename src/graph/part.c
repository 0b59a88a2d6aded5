/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/part.h"

#include <glib/gi18n.h>
#include <string.h>

#include "graph/suggestion.h"
#include "graph/vocabulary.h"
#include "model/nearest.h"
#include "model/parameter.h"

#define MAX_NAME 64   /* bytes */

static const ZoeRole outside_role = { "external", N_("a program outside the lab"), NULL, NULL, NULL, NULL };

static void
check_name (ZoeDraftNode *node, ZoeMistakes *mistakes)
{
  g_autofree char *where = zoe_draft_node_dup_where (node, NULL);
  const char *p;

  for (p = node->name; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isalnum (g_utf8_get_char (p)) && strchr ("-_.+", *p) == NULL)
      break;
  if (*p != '\0' || *node->name == '\0' || strlen (node->name) > MAX_NAME)
    zoe_mistakes_add (mistakes, where,
                      _("the name does not fit; expected letters, digits, “-”, “_”, “.” and “+”, at most %d bytes"), MAX_NAME);
}

/* For "worker-2" gives worker, if that one has a count. */
static ZoeDraftNode *
find_original (ZoeDraft *draft, ZoeDraftNode *node)
{
  guint64 index;
  const char *dash = strrchr (node->name, '-');
  g_autofree char *base = NULL;
  ZoeDraftNode *original;

  if (dash == NULL || dash[1] == '0' || !g_ascii_string_to_unsigned (dash + 1, 10, 1, G_MAXUINT, &index, NULL))
    return NULL;
  base = g_strndup (node->name, dash - node->name);
  original = zoe_draft_find_node (draft, base);
  return original != NULL && zoe_draft_find_attribute (original->attributes, "count") != NULL ? original : NULL;
}

static const ZoeRole *
find_role (ZoeDraft *draft, const ZoeRole *roles, ZoeDraftNode *node, ZoeMistakes *mistakes)
{
  ZoeDraftAttribute *attribute = zoe_draft_find_attribute (node->attributes, "role");
  g_autofree char *where = zoe_draft_node_dup_where (node, attribute);
  g_autofree char *suggestion = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const ZoeRole *role;
  const char *nearest;

  if (attribute == NULL)
    {
      for (guint i = 0; i < draft->nodes->len; i++)
        {
          ZoeDraftNode *other = g_ptr_array_index (draft->nodes, i);

          if (zoe_draft_find_attribute (other->attributes, "role") != NULL)
            g_ptr_array_add (names, other->name);
        }
      g_ptr_array_add (names, NULL);
      nearest = zoe_nearest_name (node->name, (const char *const *) names->pdata);
      if (nearest != NULL)
        zoe_mistakes_add (mistakes, where, _("has no role; expected role=…, or is node “%s” meant?"), nearest);
      else
        zoe_mistakes_add (mistakes, where, _("has no role; expected role=…"));
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
  zoe_mistakes_add (mistakes, where, _("there is no role “%s”; %s"), attribute->value, suggestion);
  return NULL;
}

static void
read_count (ZoePart *part, ZoeMistakes *mistakes)
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

      zoe_mistakes_add (mistakes, where, "%s", error->message);
    }
}

/**
 * zoe_part_new:
 * @node: the statement; borrowed
 *
 * Checks its name, and finds its role and count; the other attributes wait until its nodes are there.
 */
ZoePart *
zoe_part_new (ZoeDraftNode *node, ZoeDraft *draft, const ZoeRole *roles, ZoeMistakes *mistakes)
{
  ZoePart *part = g_new0 (ZoePart, 1);
  ZoeDraftAttribute *role = zoe_draft_find_attribute (node->attributes, "role");

  part->node = node;
  part->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  if (role == NULL || role->inherited)
    part->original = find_original (draft, node);
  if (part->original != NULL)
    return part;
  check_name (node, mistakes);
  part->role = find_role (draft, roles, node, mistakes);
  read_count (part, mistakes);
  return part;
}

void
zoe_part_free (ZoePart *part)
{
  g_array_unref (part->numbers);
  g_free (part);
}
