/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/outline.h"

#include <glib/gi18n.h>
#include <string.h>

#include "graph/scan.h"

#define MAX_CHAIN      1000     /* a -> b -> c ...: cgraph's parser stacks them */
#define MAX_DEPTH      50
#define MAX_GROUPS     2000
#define MAX_NAMES      8000     /* nodes, ports, clusters: different ones */
#define MAX_ATTRIBUTES 300      /* different ones; cgraph gives each to every object */

/* What is between a brace and its partner. Sizes are in names, repeated ones counted again: never too small. */
typedef struct
{
  guint   line;
  guint64 names;
  guint64 operand;     /* what an edge operator that comes now would have on its left */
  guint64 left;        /* what the last one has there */
  guint   chain;
  guint   port_line;   /* a port is at the operand, and no edge yet; 0 = none */
  gboolean pending;    /* an edge operator waits for its right side */
  gboolean joined;     /* the operand is an edge's right side */
} Group;

struct _ZoeOutline
{
  ZoeMistakes *mistakes;
  GArray      *groups;         /* (element-type Group): those that are open */
  GHashTable  *names;
  GHashTable  *attributes;
  char        *last;           /* the name before, for "name =" */
  char         last_token;     /* 'n' a name, otherwise the punctuation; 0 at the start */
  guint64      n_edges;
  guint        n_groups;
  guint        line;           /* of the token in hand */
  guint        bracket_line;   /* of the "[" that is open; 0 = none */
  gboolean     subgraph;       /* the keyword came */
  gboolean     named_subgraph; /* and a name after it */
  gboolean     over;           /* the graph has ended */
};

static Group *
get_group (ZoeOutline *outline)
{
  return outline->groups->len > 0 ? &g_array_index (outline->groups, Group, outline->groups->len - 1) : NULL;
}

/* In a -> { b:x c:y } DOT drops x and y without a word. */
static gboolean
check_port (ZoeOutline *outline)
{
  Group *group = get_group (outline);

  if (group == NULL || group->port_line == 0)
    return TRUE;
  return zoe_outline_fail (outline, group->port_line, _("DOT loses a port that is not at an edge's end, as in a -> { b:x c:y }; "
                                         "expected an edge for each: a -> b:x  a -> c:y"));
}

static gboolean
add_operand (ZoeOutline *outline, guint64 size)
{
  Group *group = get_group (outline);

  if (group == NULL)
    return TRUE;
  if (!check_port (outline))
    return FALSE;
  group->names += size;
  group->joined = group->pending;
  if (group->pending)
    outline->n_edges += group->left * size;
  else
    group->chain = 0;
  group->pending = FALSE;
  group->operand = size;
  if (outline->n_edges > ZOE_MAX_LINKS)
    return zoe_outline_fail (outline, outline->line, _("the edges up to here make more than %d links"), ZOE_MAX_LINKS);
  return TRUE;
}

/* "subgraph x" without braces means all that was ever put into x. */
static gboolean
settle_subgraph (ZoeOutline *outline)
{
  outline->subgraph = FALSE;
  if (!outline->named_subgraph)
    return TRUE;
  outline->named_subgraph = FALSE;
  return add_operand (outline, g_hash_table_size (outline->names));
}

/* What every graph in DOT begins with; a file without it is something else. */
static gboolean
check_beginning (ZoeOutline *outline, const char *name, gboolean quoted)
{
  if (!quoted && g_ascii_strcasecmp (name, "graph") == 0)
    return zoe_outline_fail (outline, outline->line, _("the graph is undirected; expected digraph, and edges with ->"));
  if (!quoted && (g_ascii_strcasecmp (name, "digraph") == 0 || g_ascii_strcasecmp (name, "strict") == 0))
    return TRUE;
  return zoe_outline_fail (outline, outline->line, _("this is no graph in DOT; expected digraph { … }"));
}

/**
 * zoe_outline_take_name:
 * @line: where it stands
 * @name: (transfer full): a name or a value
 * @quoted: not a keyword, whatever it says
 *
 * Returns: %FALSE if it brings a mistake, which has been added
 */
gboolean
zoe_outline_take_name (ZoeOutline *outline, guint line, char *name, gboolean quoted)
{
  char before = outline->last_token;

  outline->line = line;
  g_free (outline->last);
  outline->last = name;
  outline->last_token = 'n';

  if (before == 0)
    return check_beginning (outline, name, quoted);
  if (outline->over)
    return zoe_outline_fail (outline, outline->line, _("there is more after the graph's end; a scenario is one graph"));
  if (outline->bracket_line > 0 || before == '=' || before == '+' || outline->groups->len == 0)
    return TRUE;
  if (!quoted && g_ascii_strcasecmp (name, "subgraph") == 0)
    {
      if (!settle_subgraph (outline))
        return FALSE;
      outline->subgraph = TRUE;
      return TRUE;
    }

  if (g_hash_table_add (outline->names, g_strdup (name)) && g_hash_table_size (outline->names) > MAX_NAMES)
    return zoe_outline_fail (outline, outline->line, _("there are more than %d nodes"), ZOE_MAX_NODES);
  if (before == ':')
    return TRUE;
  if (outline->subgraph && !outline->named_subgraph)
    {
      outline->named_subgraph = TRUE;
      return TRUE;
    }
  return settle_subgraph (outline) && add_operand (outline, 1);
}

static gboolean
open_group (ZoeOutline *outline)
{
  Group group = { .line = outline->line };

  outline->subgraph = outline->named_subgraph = FALSE;
  if (!check_port (outline))
    return FALSE;
  if (outline->over)
    return zoe_outline_fail (outline, outline->line, _("there is more after the graph's end; a scenario is one graph"));
  if (outline->groups->len >= MAX_DEPTH || ++outline->n_groups > MAX_GROUPS)
    return zoe_outline_fail (outline, outline->line, _("too many “{”: at most %d inside each other, and %d in all"), MAX_DEPTH, MAX_GROUPS);
  g_array_append_val (outline->groups, group);
  return TRUE;
}

static gboolean
close_group (ZoeOutline *outline)
{
  guint64 names;

  if (outline->groups->len == 0)
    return zoe_outline_fail (outline, outline->line, _("this “}” has no “{”"));
  if (!check_port (outline))
    return FALSE;
  names = get_group (outline)->names;
  g_array_set_size (outline->groups, outline->groups->len - 1);
  outline->over = outline->groups->len == 0;
  return add_operand (outline, names);
}

static gboolean
take_edge_operator (ZoeOutline *outline)
{
  Group *group = get_group (outline);

  if (!settle_subgraph (outline))
    return FALSE;
  if (group == NULL)
    return TRUE;
  group->port_line = 0;
  group->left = group->operand;
  group->pending = TRUE;
  if (++group->chain > MAX_CHAIN)
    return zoe_outline_fail (outline, outline->line, _("more than %d edges in one statement; begin a new one"), MAX_CHAIN);
  return TRUE;
}

/**
 * zoe_outline_take_punctuation:
 * @c: the character; ">" for ->
 */
gboolean
zoe_outline_take_punctuation (ZoeOutline *outline, guint line, char c)
{
  char before = outline->last_token;

  outline->line = line;
  if (before == 0)
    return check_beginning (outline, "", FALSE);
  if (c == ':' && outline->bracket_line > 0)
    return zoe_outline_fail (outline, outline->line, _("a value with “:” is written in quotes, like \"tcp://127.0.0.1:5557\""));
  outline->last_token = c;
  switch (c)
    {
    case '{':
      return open_group (outline);
    case '}':
      return settle_subgraph (outline) && close_group (outline);
    case '>':
      return take_edge_operator (outline);
    case '[':
      outline->bracket_line = outline->line;
      return settle_subgraph (outline);
    case ']':
      outline->bracket_line = 0;
      return TRUE;
    case '=':
      if (before == 'n')
        g_hash_table_add (outline->attributes, g_strdup (outline->last));
      if (g_hash_table_size (outline->attributes) > MAX_ATTRIBUTES)
        return zoe_outline_fail (outline, outline->line, _("there are more than %d different attributes"), MAX_ATTRIBUTES);
      return TRUE;
    case ':':
      if (get_group (outline) != NULL && !get_group (outline)->joined && !outline->named_subgraph)
        get_group (outline)->port_line = outline->line;
      return TRUE;
    case '+':
      return TRUE;
    default:
      return settle_subgraph (outline) && check_port (outline);
    }
}

/**
 * zoe_outline_finish:
 *
 * Looks for what is still open at the text's end.
 */
gboolean
zoe_outline_finish (ZoeOutline *outline)
{
  if (outline->last_token == 0)
    {
      zoe_mistakes_add (outline->mistakes, NULL, _("the file is empty; expected digraph { … }"));
      return FALSE;
    }
  if (outline->bracket_line > 0)
    return zoe_outline_fail (outline, outline->bracket_line, _("this “[” has no “]”"));
  if (outline->groups->len > 0)
    return zoe_outline_fail (outline, get_group (outline)->line, _("this “{” has no “}”"));
  return TRUE;
}

/**
 * zoe_outline_new:
 * @mistakes: borrowed for as long as the outline lives
 */
ZoeOutline *
zoe_outline_new (ZoeMistakes *mistakes)
{
  ZoeOutline *outline = g_new0 (ZoeOutline, 1);

  outline->mistakes = mistakes;
  outline->groups = g_array_new (FALSE, FALSE, sizeof (Group));
  outline->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  outline->attributes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return outline;
}

void
zoe_outline_free (ZoeOutline *outline)
{
  g_free (outline->last);
  g_array_unref (outline->groups);
  g_hash_table_unref (outline->names);
  g_hash_table_unref (outline->attributes);
  g_free (outline);
}

/**
 * zoe_outline_expects_value:
 *
 * Returns: whether an "=" came last
 */
gboolean
zoe_outline_expects_value (ZoeOutline *outline)
{
  return outline->last_token == '=';
}

/**
 * zoe_outline_fail:
 *
 * Adds a mistake at a line.
 *
 * Returns: %FALSE, for the caller to return
 */
gboolean
zoe_outline_fail (ZoeOutline *outline, guint line, const char *format, ...)
{
  g_autofree char *where = g_strdup_printf (_("line %u"), line);
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  zoe_mistakes_add (outline->mistakes, where, "%s", what);
  return FALSE;
}
