/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/graphviz.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

/* Loading Graphviz's plugins takes a while, and so it is done once. */
static GVC_t *
get_context (void)
{
  static GVC_t *context;

  if (context == NULL)
    context = gvContext ();
  return context;
}

static GString *complaints;

static int
collect_complaint (char *text)
{
  g_string_append (complaints, text);
  return 0;
}

static agusererrf
begin_quiet (void)
{
  complaints = g_string_new (NULL);
  return agseterrf (collect_complaint);
}

static char *
end_quiet (agusererrf before)
{
  agseterrf (before);
  g_strstrip (complaints->str);
  return g_string_free (g_steal_pointer (&complaints), FALSE);
}

/**
 * zoe_graphviz_lay_out:
 *
 * Has dot find places for everything. Afterwards the graph's own records hold them, until zoe_graphviz_free_layout().
 */
gboolean
zoe_graphviz_lay_out (Agraph_t *graph, GError **error)
{
  agusererrf before = begin_quiet ();
  gboolean done = gvLayout (get_context (), graph, "dot") == 0;
  g_autofree char *complaint = end_quiet (before);

  if (!done)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("Graphviz could not lay the scenario out: %s"), complaint);
  return done;
}

void
zoe_graphviz_free_layout (Agraph_t *graph)
{
  gvFreeLayout (get_context (), graph);
}

/**
 * zoe_graphviz_draw:
 * @format: as Graphviz names it: svg, png, dot
 *
 * To be called after zoe_graphviz_lay_out().
 *
 * Returns: (transfer full) (nullable)
 */
GBytes *
zoe_graphviz_draw (Agraph_t *graph, const char *format, GError **error)
{
  agusererrf before = begin_quiet ();
  char *data = NULL;
  unsigned int length = 0;
  int failed = gvRenderData (get_context (), graph, format, &data, &length);
  g_autofree char *complaint = end_quiet (before);
  GBytes *bytes = NULL;

  if (failed != 0 || data == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("Graphviz could not draw the scenario as %s: %s"), format, complaint);
  else
    bytes = g_bytes_new (data, length);
  if (data != NULL)
    gvFreeRenderData (data);
  return bytes;
}
