/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/scan.h"

#include <glib/gi18n.h>
#include <string.h>

#include "graph/outline.h"

#define MAX_VALUE 65536   /* bytes */

typedef struct
{
  const char  *at;
  const char  *end;
  guint        line;
  GString     *out;
  ZoeMistakes *mistakes;
  ZoeOutline  *outline;
} Scan;

static gboolean
is_name_char (char c)
{
  return g_ascii_isalnum (c) || c == '_' || (guchar) c >= 0x80;
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
    return zoe_outline_fail (scan->outline, line, _("the quoted text that begins here has no closing quote"));
  length = scan->at++ - begin - 1;
  if (length > MAX_VALUE)
    return zoe_outline_fail (scan->outline, line, _("the quoted text that begins here is longer than %d bytes"), MAX_VALUE);

  if (length == 0 && zoe_outline_expects_value (scan->outline))
    g_string_append_printf (scan->out, "\"%c\"", ZOE_SCAN_EMPTY);
  else
    g_string_append_len (scan->out, begin, length + 2);
  return zoe_outline_take_name (scan->outline, scan->line, g_strndup (begin + 1, length), TRUE);
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
    return zoe_outline_fail (scan->outline, line, _("the text in <> that begins here has no end"));
  scan->at++;
  if (scan->at - begin > MAX_VALUE)
    return zoe_outline_fail (scan->outline, line, _("the text in <> that begins here is longer than %d bytes"), MAX_VALUE);
  g_string_append_len (scan->out, begin, scan->at - begin);
  return zoe_outline_take_name (scan->outline, scan->line, g_strndup (begin, scan->at - begin), TRUE);
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
    return zoe_outline_fail (scan->outline, scan->line, _("a name longer than %d bytes"), MAX_VALUE);
  if (other || (number && letters) || !(number || is_name_char (*begin)))
    return zoe_outline_fail (scan->outline, scan->line, _("%s needs quotes: \"%s\""), name, name);
  g_string_append (scan->out, name);
  return zoe_outline_take_name (scan->outline, scan->line, g_steal_pointer (&name), FALSE);
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
      return zoe_outline_fail (scan->outline, line, _("the comment that begins here has no end"));
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
      if (next == '-')
        return zoe_outline_fail (scan->outline, scan->line, _("“--” is for undirected graphs; expected ->"));
      g_string_append_len (scan->out, scan->at, 2);
      scan->at += 2;
      return zoe_outline_take_punctuation (scan->outline, scan->line, '>');
    }
  if (is_name_char (c) || c == '.' || (c == '-' && (g_ascii_isdigit (next) || next == '.')))
    return scan_plain (scan);
  if (strchr ("{}[]=;,:+", c) == NULL)
    return zoe_outline_fail (scan->outline, scan->line, _("“%c” has no place outside quotes"), c);
  g_string_append_c (scan->out, c);
  scan->at++;
  return zoe_outline_take_punctuation (scan->outline, scan->line, c);
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
      return zoe_outline_fail (scan->outline, line, _("this is not UTF-8 text; expected a graph in DOT, as text"));
    }
  for (const char *p = scan->at; p < scan->end; p++)
    {
      scan->line += *p == '\n';
      if (((guchar) *p < ' ' && !g_ascii_isspace (*p)) || *p == 0x7f)
        return zoe_outline_fail (scan->outline, scan->line, _("a control character (%02X); expected a graph in DOT, as text"), (guint) *p);
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
  g_autoptr (ZoeOutline) outline = zoe_outline_new (mistakes);
  Scan scan = { .at = text, .end = text + length, .line = 1, .mistakes = mistakes, .outline = outline };
  gboolean good;

  scan.out = g_string_sized_new (length + 1);
  good = check_bytes (&scan);
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    scan.at += 3;
  while (good && scan.at < scan.end)
    good = scan_token (&scan);
  good = good && zoe_outline_finish (outline);
  return g_string_free (scan.out, !good);
}
