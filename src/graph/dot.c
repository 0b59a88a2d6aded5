/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/dot.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

/* cgraph reports to one function for the whole process, without a place for data. */
static GString *complaints;

static int
collect_complaint (char *text)
{
  g_string_append (complaints, text);
  return 0;
}

/* From "Error: syntax error in line 3 near 'x'" and the like to a line, and what is there. */
static void
report_complaint (ZoeMistakes *mistakes, const char *complaint)
{
  const char *in_line = strstr (complaint, "in line ");
  g_autofree char *where = in_line != NULL ? g_strdup_printf (_("line %d"), atoi (in_line + 8)) : NULL;
  const char *near = strstr (complaint, "near '");
  g_autofree char *what = NULL;

  if (near != NULL)
    {
      what = g_strndup (near + 6, MIN (strcspn (near + 6, "\n"), 60));
      if (g_str_has_suffix (what, "'"))
        what[strlen (what) - 1] = '\0';
      zoe_mistakes_add (mistakes, where, _("syntax error at “%s”; expected a graph in DOT"), what);
    }
  else
    zoe_mistakes_add (mistakes, where, _("syntax error; expected a graph in DOT: digraph { … }"));
}

/* After a mistake the lexer may hold on to the rest of the text, and would give it out as the next file's beginning. */
static void
flush_parser (void)
{
  for (guint i = 0; i < 8; i++)
    {
      Agraph_t *graph;
      gboolean clean;

      g_string_truncate (complaints, 0);
      graph = agmemread ("digraph flushed {}");
      clean = graph != NULL && complaints->len == 0 && strcmp (agnameof (graph), "flushed") == 0;
      g_clear_pointer (&graph, agclose);
      if (clean)
        return;
    }
}

/**
 * zoe_dot_parse:
 * @text: as zoe_scan_dot() gave it
 *
 * Returns: (transfer full) (nullable): the graph, for agclose(); %NULL if it has a mistake. Nothing is printed.
 */
Agraph_t *
zoe_dot_parse (const char *text, ZoeMistakes *mistakes)
{
  agusererrf before;
  Agraph_t *graph;

  complaints = g_string_new (NULL);
  before = agseterrf (collect_complaint);
  agsetfile (NULL);
  graph = agmemread (text);
  if (complaints->len > 0 || graph == NULL)
    {
      report_complaint (mistakes, complaints->str);
      g_clear_pointer (&graph, agclose);
      flush_parser ();
    }
  agseterrf (before);
  g_string_free (g_steal_pointer (&complaints), TRUE);
  return graph;
}
