/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/flags.h"

#include <glib/gi18n.h>
#include <string.h>

#include "graph/suggestion.h"

static void
report_unknown_node (ZoeDraft *draft, const char *name, const char *where, ZoeMistakes *mistakes)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *suggestion = NULL;

  for (guint i = 0; i < draft->nodes->len; i++)
    g_ptr_array_add (names, ((ZoeDraftNode *) g_ptr_array_index (draft->nodes, i))->name);
  suggestion = zoe_suggestion_dup (name, names);
  zoe_mistakes_add (mistakes, where, _("there is no node “%s”; %s"), name, suggestion);
}

/* A node statement, or one of those a count makes: then a statement about that one is added. */
static ZoeDraftNode *
find_node (ZoeDraft *draft, const char *name)
{
  ZoeDraftNode *node = zoe_draft_find_node (draft, name);
  const char *dash = strrchr (name, '-');
  g_autofree char *base = dash != NULL ? g_strndup (name, dash - name) : NULL;
  ZoeDraftNode *original;
  const char *count;
  guint64 index;

  if (node != NULL || base == NULL)
    return node;
  original = zoe_draft_find_node (draft, base);
  count = original != NULL ? zoe_draft_get_value (original->attributes, "count") : NULL;
  if (count == NULL || dash[1] == '0'
      || !g_ascii_string_to_unsigned (dash + 1, 10, 1, g_ascii_strtoull (count, NULL, 10), &index, NULL))
    return NULL;
  return zoe_draft_add_node (draft, name);
}

/* NODE.ATTR=VALUE; both NODE and ATTR may hold dots, so the longest NODE there is counts. */
static void
apply_set (ZoeDraft *draft, const char *set, ZoeMistakes *mistakes)
{
  g_autofree char *flag = g_strconcat ("--set ", set, NULL);
  const char *equals = strchr (set, '=');
  g_autofree char *target = g_strndup (set, equals != NULL ? (gsize) (equals - set) : strlen (set));
  char *dot = strchr (target, '.');

  if (equals == NULL || dot == NULL || dot == target || dot[1] == '\0')
    {
      zoe_mistakes_add (mistakes, flag, _("expected NODE.ATTRIBUTE=VALUE, like worker.count=8"));
      return;
    }
  for (char *end = strrchr (target, '.'); end != NULL; end = g_strrstr_len (target, end - target, "."))
    {
      g_autofree char *name = g_strndup (target, end - target);
      ZoeDraftNode *node = find_node (draft, name);

      if (node != NULL)
        {
          zoe_draft_set_value (node->attributes, end + 1, equals + 1, flag);
          return;
        }
    }
  *dot = '\0';
  report_unknown_node (draft, target, flag, mistakes);
}

/* The added node stands for whoever is at the other end. */
static ZoeDraftNode *
get_outside (ZoeDraft *draft, const char *flag, ZoeMistakes *mistakes)
{
  ZoeDraftNode *outside = zoe_draft_find_node (draft, ZOE_OUTSIDE);

  if (outside == NULL)
    {
      outside = zoe_draft_add_node (draft, ZOE_OUTSIDE);
      zoe_draft_set_value (outside->attributes, "role", "external", NULL);
    }
  else if (g_strcmp0 (zoe_draft_get_value (outside->attributes, "role"), "external") != 0)
    {
      zoe_mistakes_add (mistakes, flag, _("the scenario has a node “%s” of another role; expected that name to be free"), ZOE_OUTSIDE);
      return NULL;
    }
  return outside;
}

/* NODE:SOCKET=ENDPOINT */
static void
apply_door (ZoeDraft *draft, const ZoeRole *roles, const char *option, const char *door, gboolean binds, ZoeMistakes *mistakes)
{
  g_autofree char *flag = g_strconcat (option, " ", door, NULL);
  const char *colon = strchr (door, ':');
  const char *equals = colon != NULL ? strchr (colon, '=') : NULL;
  g_autofree char *name = NULL;
  g_autofree char *socket = NULL;
  ZoeDraftNode *node, *outside;
  ZoeDraftEdge *edge;
  const ZoeRole *role;
  const ZoeRoleSocket *row;
  const char *role_name;
  gboolean outward;

  if (equals == NULL || colon == door || equals == colon + 1 || equals[1] == '\0')
    {
      zoe_mistakes_add (mistakes, flag, _("expected NODE:SOCKET=ENDPOINT, like sink:receiver=tcp://127.0.0.1:5558"));
      return;
    }
  name = g_strndup (door, colon - door);
  socket = g_strndup (colon + 1, equals - colon - 1);
  node = find_node (draft, name);
  if (node == NULL)
    {
      report_unknown_node (draft, name, flag, mistakes);
      return;
    }
  outside = get_outside (draft, flag, mistakes);
  if (outside == NULL)
    return;

  role_name = zoe_draft_get_value (node->attributes, "role");
  role = role_name != NULL ? zoe_role_find (roles, role_name) : NULL;
  row = role != NULL ? zoe_role_find_socket (role, socket) : NULL;
  outward = row != NULL && !zoe_socket_type_can_receive (row->type);
  edge = outward ? zoe_draft_add_edge (draft, node, outside) : zoe_draft_add_edge (draft, outside, node);
  *(outward ? &edge->tail_port : &edge->head_port) = g_strdup (socket);
  *(outward ? &edge->head_port : &edge->tail_port) = g_strconcat (name, "-", socket, NULL);
  edge->flag = g_steal_pointer (&flag);
  zoe_draft_set_value (edge->attributes, "endpoint", equals + 1, edge->flag);
  zoe_draft_set_value (edge->attributes, "bind", binds == outward ? "tail" : "head", edge->flag);
}

/**
 * zoe_flags_apply:
 *
 * Works the command line's changes into the draft, as if they were further statements; mistakes name the flag.
 */
void
zoe_flags_apply (const ZoeReadOptions *options, ZoeDraft *draft, ZoeMistakes *mistakes)
{
  for (const char *const *set = options->sets; set != NULL && *set != NULL; set++)
    apply_set (draft, *set, mistakes);
  for (const char *const *door = options->exposes; door != NULL && *door != NULL; door++)
    apply_door (draft, options->roles, "--expose", *door, TRUE, mistakes);
  for (const char *const *door = options->attaches; door != NULL && *door != NULL; door++)
    apply_door (draft, options->roles, "--attach", *door, FALSE, mistakes);
}
