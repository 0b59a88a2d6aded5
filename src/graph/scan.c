/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/scan.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_CHAIN      1000     /* a -> b -> c ...: cgraph's parser stacks them */
#define MAX_DEPTH      50
#define MAX_GROUPS     2000
#define MAX_NAMES      8000     /* nodes, ports, clusters: different ones */
#define MAX_ATTRIBUTES 300      /* different ones; cgraph gives each to every object */
#define MAX_VALUE      65536    /* bytes */

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

typedef struct
{
  const char  *at;
  const char  *end;
  guint        line;
  GString     *out;
  ZoeMistakes *mistakes;
  GArray      *groups;         /* (element-type Group) */
  GHashTable  *names;
  GHashTable  *attributes;
  char        *last;           /* the name before, for "name =" */
  char         last_token;     /* 'n' a name, otherwise the punctuation; 0 at the start */
  guint64      n_edges;
  guint        n_groups;
  guint        bracket_line;   /* of the "[" that is open; 0 = none */
  gboolean     subgraph;       /* the keyword came */
  gboolean     named_subgraph; /* and a name after it */
  gboolean     over;           /* the graph has ended */
} Scan;

G_GNUC_PRINTF (3, 4) static gboolean
fail (Scan *scan, guint line, const char *format, ...)
{
  g_autofree char *where = g_strdup_printf (_("line %u"), line);
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  zoe_mistakes_add (scan->mistakes, where, "%s", what);
  return FALSE;
}

static gboolean
is_name_char (char c)
{
  return g_ascii_isalnum (c) || c == '_' || (guchar) c >= 0x80;
}

static Group *
get_group (Scan *scan)
{
  return scan->groups->len > 0 ? &g_array_index (scan->groups, Group, scan->groups->len - 1) : NULL;
}

/* In a -> { b:x c:y } DOT drops x and y without a word. */
static gboolean
check_port (Scan *scan)
{
  Group *group = get_group (scan);

  if (group == NULL || group->port_line == 0)
    return TRUE;
  return fail (scan, group->port_line, _("DOT loses a port that is not at an edge's end, as in a -> { b:x c:y }; "
                                         "expected an edge for each: a -> b:x  a -> c:y"));
}

static gboolean
add_operand (Scan *scan, guint64 size)
{
  Group *group = get_group (scan);

  if (group == NULL)
    return TRUE;
  if (!check_port (scan))
    return FALSE;
  group->names += size;
  group->joined = group->pending;
  if (group->pending)
    scan->n_edges += group->left * size;
  else
    group->chain = 0;
  group->pending = FALSE;
  group->operand = size;
  if (scan->n_edges > ZOE_MAX_LINKS)
    return fail (scan, scan->line, _("the edges up to here make more than %d links"), ZOE_MAX_LINKS);
  return TRUE;
}

/* "subgraph x" without braces means all that was ever put into x. */
static gboolean
settle_subgraph (Scan *scan)
{
  scan->subgraph = FALSE;
  if (!scan->named_subgraph)
    return TRUE;
  scan->named_subgraph = FALSE;
  return add_operand (scan, g_hash_table_size (scan->names));
}

static gboolean
take_name (Scan *scan, char *name, gboolean quoted)
{
  char before = scan->last_token;

  g_free (scan->last);
  scan->last = name;
  scan->last_token = 'n';

  if (scan->over)
    return fail (scan, scan->line, _("there is more after the graph's end; a scenario is one graph"));
  if (scan->bracket_line > 0 || before == '=' || before == '+' || scan->groups->len == 0)
    return TRUE;
  if (!quoted && g_ascii_strcasecmp (name, "subgraph") == 0)
    {
      if (!settle_subgraph (scan))
        return FALSE;
      scan->subgraph = TRUE;
      return TRUE;
    }

  if (g_hash_table_add (scan->names, g_strdup (name)) && g_hash_table_size (scan->names) > MAX_NAMES)
    return fail (scan, scan->line, _("there are more than %d nodes"), ZOE_MAX_NODES);
  if (before == ':')
    return TRUE;
  if (scan->subgraph && !scan->named_subgraph)
    {
      scan->named_subgraph = TRUE;
      return TRUE;
    }
  return settle_subgraph (scan) && add_operand (scan, 1);
}

static gboolean
open_group (Scan *scan)
{
  Group group = { .line = scan->line };

  scan->subgraph = scan->named_subgraph = FALSE;
  if (!check_port (scan))
    return FALSE;
  if (scan->over)
    return fail (scan, scan->line, _("there is more after the graph's end; a scenario is one graph"));
  if (scan->groups->len >= MAX_DEPTH || ++scan->n_groups > MAX_GROUPS)
    return fail (scan, scan->line, _("too many “{”: at most %d inside each other, and %d in all"), MAX_DEPTH, MAX_GROUPS);
  g_array_append_val (scan->groups, group);
  return TRUE;
}

static gboolean
close_group (Scan *scan)
{
  guint64 names;

  if (scan->groups->len == 0)
    return fail (scan, scan->line, _("this “}” has no “{”"));
  if (!check_port (scan))
    return FALSE;
  names = get_group (scan)->names;
  g_array_set_size (scan->groups, scan->groups->len - 1);
  scan->over = scan->groups->len == 0;
  return add_operand (scan, names);
}

static gboolean
take_edge_operator (Scan *scan)
{
  Group *group = get_group (scan);

  if (!settle_subgraph (scan))
    return FALSE;
  if (group == NULL)
    return TRUE;
  group->port_line = 0;
  group->left = group->operand;
  group->pending = TRUE;
  if (++group->chain > MAX_CHAIN)
    return fail (scan, scan->line, _("more than %d edges in one statement; begin a new one"), MAX_CHAIN);
  return TRUE;
}

static gboolean
take_punctuation (Scan *scan, char c)
{
  char before = scan->last_token;

  if (c == ':' && scan->bracket_line > 0)
    return fail (scan, scan->line, _("a value with “:” is written in quotes, like \"tcp://127.0.0.1:5557\""));
  scan->last_token = c;
  switch (c)
    {
    case '{':
      return open_group (scan);
    case '}':
      return settle_subgraph (scan) && close_group (scan);
    case '>':
      return take_edge_operator (scan);
    case '[':
      scan->bracket_line = scan->line;
      return settle_subgraph (scan);
    case ']':
      scan->bracket_line = 0;
      return TRUE;
    case '=':
      if (before == 'n')
        g_hash_table_add (scan->attributes, g_strdup (scan->last));
      if (g_hash_table_size (scan->attributes) > MAX_ATTRIBUTES)
        return fail (scan, scan->line, _("there are more than %d different attributes"), MAX_ATTRIBUTES);
      return TRUE;
    case ':':
      if (get_group (scan) != NULL && !get_group (scan)->joined && !scan->named_subgraph)
        get_group (scan)->port_line = scan->line;
      return TRUE;
    case '+':
      return TRUE;
    default:
      return settle_subgraph (scan) && check_port (scan);
    }
}

static gboolean
scan_quoted (Scan *scan)
{
  const char *begin = scan->at;
  guint line = scan->line;
  gsize length;

  for (scan->at++; scan->at < scan->end && *scan->at != '"'; scan->at++)
    {
      if (*scan->at == '\\' && scan->at + 1 < scan->end)
        scan->at++;
      if (*scan->at == '\n')
        scan->line++;
    }
  if (scan->at >= scan->end)
    return fail (scan, line, _("the quoted text that begins here has no closing quote"));
  length = scan->at++ - begin - 1;
  if (length > MAX_VALUE)
    return fail (scan, line, _("the quoted text that begins here is longer than %d bytes"), MAX_VALUE);

  if (length == 0 && scan->last_token == '=')
    g_string_append_printf (scan->out, "\"%c\"", ZOE_SCAN_EMPTY);
  else
    g_string_append_len (scan->out, begin, length + 2);
  return take_name (scan, g_strndup (begin + 1, length), TRUE);
}

static gboolean
scan_html (Scan *scan)
{
  const char *begin = scan->at;
  guint line = scan->line;
  guint depth = 0;

  for (; scan->at < scan->end; scan->at++)
    {
      if (*scan->at == '\n')
        scan->line++;
      else if (*scan->at == '<')
        depth++;
      else if (*scan->at == '>' && --depth == 0)
        break;
    }
  if (scan->at >= scan->end)
    return fail (scan, line, _("the text in <> that begins here has no end"));
  scan->at++;
  if (scan->at - begin > MAX_VALUE)
    return fail (scan, line, _("the text in <> that begins here is longer than %d bytes"), MAX_VALUE);
  g_string_append_len (scan->out, begin, scan->at - begin);
  return take_name (scan, g_strndup (begin, scan->at - begin), TRUE);
}

/* cgraph splits 5s into 5 and s, and worker-2 into worker and -2, without a word. */
static gboolean
scan_plain (Scan *scan)
{
  const char *begin = scan->at;
  const char *p = begin;
  gboolean letters = FALSE, other = FALSE, number;
  g_autofree char *name = NULL;

  if (*p == '-')
    p++;
  number = g_ascii_isdigit (*p) || *p == '.';
  for (; p < scan->end; p++)
    {
      if (*p == '-' && p + 1 < scan->end && is_name_char (p[1]))
        other = TRUE;
      else if (*p == '.' && (!number || memchr (begin, '.', p - begin) != NULL))
        other = TRUE;
      else if (is_name_char (*p))
        letters = letters || !g_ascii_isdigit (*p);
      else if (*p != '.')
        break;
    }
  scan->at = p;
  name = g_strndup (begin, p - begin);
  if (p - begin > MAX_VALUE)
    return fail (scan, scan->line, _("a name longer than %d bytes"), MAX_VALUE);
  if (other || (number && letters) || !(number || is_name_char (*begin)))
    return fail (scan, scan->line, _("%s needs quotes: \"%s\""), name, name);
  g_string_append (scan->out, name);
  return take_name (scan, g_steal_pointer (&name), FALSE);
}

/* Comments are left out, their line ends kept, so that a line beginning with "# 7" does not become line 7 in cgraph. */
static gboolean
skip_comment (Scan *scan, gboolean *ret_skipped)
{
  const char *begin = scan->at;
  const char *left = scan->end - scan->at > 1 ? scan->at + 1 : "";
  gboolean at_line_start = scan->out->len == 0 || scan->out->str[scan->out->len - 1] == '\n';
  guint line = scan->line;

  *ret_skipped = TRUE;
  if ((*begin == '#' && at_line_start) || (*begin == '/' && *left == '/'))
    {
      while (scan->at < scan->end && *scan->at != '\n')
        scan->at++;
      return TRUE;
    }
  if (*begin == '/' && *left == '*')
    {
      g_string_append_c (scan->out, ' ');
      for (scan->at += 2; scan->at < scan->end; scan->at++)
        {
          if (*scan->at == '\n')
            {
              g_string_append_c (scan->out, '\n');
              scan->line++;
            }
          else if (*scan->at == '*' && scan->at + 1 < scan->end && scan->at[1] == '/')
            {
              scan->at += 2;
              return TRUE;
            }
        }
      return fail (scan, line, _("the comment that begins here has no end"));
    }
  *ret_skipped = FALSE;
  return TRUE;
}

static gboolean
scan_token (Scan *scan)
{
  char c = *scan->at;
  char next = scan->at + 1 < scan->end ? scan->at[1] : '\0';
  gboolean skipped = FALSE;

  if (c == '#' || c == '/')
    {
      if (!skip_comment (scan, &skipped))
        return FALSE;
      if (skipped)
        return TRUE;
    }

  if (g_ascii_isspace (c))
    {
      scan->line += c == '\n';
      g_string_append_c (scan->out, c);
      scan->at++;
      return TRUE;
    }
  if (c == '"')
    return scan_quoted (scan);
  if (c == '<')
    return scan_html (scan);
  if (c == '-' && (next == '>' || next == '-'))
    {
      g_string_append_len (scan->out, scan->at, 2);
      scan->at += 2;
      return take_punctuation (scan, '>');
    }
  if (is_name_char (c) || c == '.' || (c == '-' && (g_ascii_isdigit (next) || next == '.')))
    return scan_plain (scan);
  if (strchr ("{}[]=;,:+", c) == NULL)
    return fail (scan, scan->line, _("“%c” has no place outside quotes"), c);
  g_string_append_c (scan->out, c);
  scan->at++;
  return take_punctuation (scan, c);
}

static gboolean
check_end (Scan *scan)
{
  if (scan->last_token == 0)
    {
      zoe_mistakes_add (scan->mistakes, NULL, _("the file is empty; expected digraph { … }"));
      return FALSE;
    }
  if (scan->bracket_line > 0)
    return fail (scan, scan->bracket_line, _("this “[” has no “]”"));
  if (scan->groups->len > 0)
    return fail (scan, get_group (scan)->line, _("this “{” has no “}”"));
  return TRUE;
}

static gboolean
check_bytes (Scan *scan)
{
  const char *wrong;

  if (memchr (scan->at, '\0', scan->end - scan->at) != NULL)
    {
      zoe_mistakes_add (scan->mistakes, NULL, _("this is a binary file; expected a graph in DOT, as text"));
      return FALSE;
    }
  if (!g_utf8_validate_len (scan->at, scan->end - scan->at, &wrong))
    {
      guint line = 1;

      for (const char *p = scan->at; p < wrong; p++)
        line += *p == '\n';
      return fail (scan, line, _("this is not UTF-8 text; expected a graph in DOT, as text"));
    }
  for (const char *p = scan->at; p < scan->end; p++)
    {
      scan->line += *p == '\n';
      if (((guchar) *p < ' ' && !g_ascii_isspace (*p)) || *p == 0x7f)
        return fail (scan, scan->line, _("a control character (%02X); expected a graph in DOT, as text"), (guint) *p);
    }
  scan->line = 1;
  return TRUE;
}

/**
 * zoe_scan_dot:
 * @text: DOT as it came from a file; need not end with NUL
 * @length: in bytes
 * @mistakes: takes the first mistake, if there is one
 *
 * Returns: (transfer full) (nullable): the text as cgraph should read it: lines in their places, comments gone, nothing after
 *   the graph; %NULL if there was a mistake
 */
char *
zoe_scan_dot (const char *text, gsize length, ZoeMistakes *mistakes)
{
  Scan scan = { .at = text, .end = text + length, .line = 1, .mistakes = mistakes };
  gboolean good;

  scan.out = g_string_sized_new (length + 1);
  scan.groups = g_array_new (FALSE, FALSE, sizeof (Group));
  scan.names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  scan.attributes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  good = check_bytes (&scan);
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    scan.at += 3;
  while (good && scan.at < scan.end)
    good = scan_token (&scan);
  good = good && check_end (&scan);

  g_free (scan.last);
  g_array_unref (scan.groups);
  g_hash_table_unref (scan.names);
  g_hash_table_unref (scan.attributes);
  return g_string_free (scan.out, !good);
}
