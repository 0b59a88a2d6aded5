/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/engine.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "graph/draft.h"
#include "graph/graphviz.h"

#define MANY_LINKS 150    /* from here on speed counts more than beauty */
#define MOST_LINKS 2000   /* beyond, Graphviz takes minutes */

struct _ZoeEngine
{
  Agraph_t   *graph;
  Agraph_t  **clusters;
  Agnode_t  **nodes;
  Agedge_t  **edges;
  gboolean   *turned;      /* by link: the edge points the other way */
  guint       n_links;
  gboolean    laid_out;
};

/**
 * zoe_engine_dup_direction:
 *
 * Returns: (transfer full): LR, RL, TB or BT: the scenario's own rankdir, or from left to right
 */
char *
zoe_engine_dup_direction (ZoeScenario *scenario)
{
  static const char *const known[] = { "LR", "RL", "TB", "BT", NULL };
  g_autoptr (ZoeMistakes) mistakes = zoe_mistakes_new (NULL);
  g_autoptr (ZoeDraft) draft = NULL;
  const char *direction = NULL;

  if (scenario->text != NULL)
    draft = zoe_draft_new (scenario->text, strlen (scenario->text), mistakes);
  if (draft != NULL)
    direction = zoe_draft_get_value (draft->attributes, "rankdir");
  return g_strdup (direction != NULL && g_strv_contains (known, direction) ? direction : "LR");
}

/* Clusters without nodes would be drawn as specks, and are left out. */
static gboolean
has_nodes (ZoeScenario *scenario, guint index)
{
  for (guint i = 0; i < scenario->nodes->len; i++)
    {
      guint cluster = ((ZoeNodeSpec *) g_ptr_array_index (scenario->nodes, i))->cluster;

      while (cluster != 0 && cluster <= scenario->clusters->len && cluster != index + 1)
        {
          guint parent = ((ZoeCluster *) g_ptr_array_index (scenario->clusters, cluster - 1))->parent;

          cluster = parent < cluster ? parent : 0;
        }
      if (cluster == index + 1)
        return TRUE;
    }
  return FALSE;
}

static void
add_clusters (ZoeEngine *engine, ZoeScenario *scenario)
{
  engine->clusters = g_new0 (Agraph_t *, scenario->clusters->len + 1);
  for (guint i = 0; i < scenario->clusters->len; i++)
    {
      ZoeCluster *cluster = g_ptr_array_index (scenario->clusters, i);
      g_autofree char *name = g_strdup_printf ("cluster_%u", i + 1);
      Agraph_t *parent = cluster->parent > 0 && cluster->parent <= i ? engine->clusters[cluster->parent - 1] : NULL;

      if (has_nodes (scenario, i))
        engine->clusters[i] = agsubg (parent != NULL ? parent : engine->graph, name, TRUE);
    }
}

/* All edges between two nodes point the way the first one does: Graphviz keeps parallel edges apart, but may draw opposite ones
 * on top of each other. */
static void
add_edges (ZoeEngine *engine, ZoeScenario *scenario)
{
  engine->edges = g_new0 (Agedge_t *, engine->n_links + 1);
  engine->turned = g_new0 (gboolean, engine->n_links + 1);
  for (guint i = 1; i <= engine->n_links; i++)
    {
      ZoeLinkSpec *link = zoe_scenario_get_link (scenario, i);
      Agnode_t *tail = engine->nodes[zoe_scenario_get_socket (scenario, link->tail)->node];
      Agnode_t *head = engine->nodes[zoe_scenario_get_socket (scenario, link->head)->node];
      g_autofree char *key = g_strdup_printf ("%u", i);

      engine->turned[i] = tail != head && agedge (engine->graph, head, tail, NULL, FALSE) != NULL;
      engine->edges[i] = engine->turned[i] ? agedge (engine->graph, head, tail, key, TRUE)
                                           : agedge (engine->graph, tail, head, key, TRUE);
    }
}

/**
 * zoe_engine_new:
 *
 * Returns: (transfer full): a graph of the scenario's nodes, clusters and links, without any attributes but those that
 *   direct the layout. Objects are found by the scenario's numbers.
 */
ZoeEngine *
zoe_engine_new (ZoeScenario *scenario)
{
  ZoeEngine *engine = g_new0 (ZoeEngine, 1);
  g_autofree char *direction = zoe_engine_dup_direction (scenario);

  engine->n_links = scenario->links->len;
  engine->graph = agopen ((char *) "scenario", Agdirected, NULL);
  zoe_engine_set (engine->graph, "rankdir", direction);
  zoe_engine_set (engine->graph, "nodesep", "0.5");
  zoe_engine_set (engine->graph, "ranksep", "1.1");
  if (engine->n_links > MANY_LINKS)
    {
      zoe_engine_set (engine->graph, "splines", "polyline");
      zoe_engine_set (engine->graph, "nslimit", "1");
      zoe_engine_set (engine->graph, "nslimit1", "1");
      zoe_engine_set (engine->graph, "mclimit", "0.2");
    }

  add_clusters (engine, scenario);
  engine->nodes = g_new0 (Agnode_t *, scenario->nodes->len + 1);
  for (guint i = 1; i <= scenario->nodes->len; i++)
    {
      ZoeNodeSpec *node = zoe_scenario_get_node (scenario, i);

      engine->nodes[i] = agnode (engine->graph, node->name, TRUE);
      if (node->cluster > 0 && node->cluster <= scenario->clusters->len && engine->clusters[node->cluster - 1] != NULL)
        agsubnode (engine->clusters[node->cluster - 1], engine->nodes[i], TRUE);
    }
  add_edges (engine, scenario);
  return engine;
}

void
zoe_engine_free (ZoeEngine *engine)
{
  if (engine->laid_out)
    zoe_graphviz_free_layout (engine->graph);
  agclose (engine->graph);
  g_free (engine->clusters);
  g_free (engine->nodes);
  g_free (engine->edges);
  g_free (engine->turned);
  g_free (engine);
}

Agraph_t *
zoe_engine_get_graph (ZoeEngine *engine)
{
  return engine->graph;
}

/**
 * zoe_engine_get_cluster:
 * @index: from 0
 *
 * Returns: (nullable): the cluster's subgraph; %NULL if no node is in it
 */
Agraph_t *
zoe_engine_get_cluster (ZoeEngine *engine, guint index)
{
  return engine->clusters[index];
}

Agnode_t *
zoe_engine_get_node (ZoeEngine *engine, guint number)
{
  return engine->nodes[number];
}

Agedge_t *
zoe_engine_get_edge (ZoeEngine *engine, guint number)
{
  return engine->edges[number];
}

/**
 * zoe_engine_is_turned:
 *
 * Returns: whether the link's edge has the link's tail as its head
 */
gboolean
zoe_engine_is_turned (ZoeEngine *engine, guint number)
{
  return engine->turned[number];
}

void
zoe_engine_set (void *object, const char *attribute, const char *value)
{
  agsafeset (object, (char *) attribute, (char *) value, (char *) "");
}

/**
 * zoe_engine_set_html:
 * @html: a label in Graphviz's HTML, without the <> around it
 */
void
zoe_engine_set_html (void *object, const char *attribute, const char *html)
{
  Agraph_t *graph = agraphof (object);
  char *kept = agstrdup_html (graph, (char *) html);

  agsafeset (object, (char *) attribute, kept, (char *) "");
  agstrfree (graph, kept);
}

void
zoe_engine_set_number (void *object, const char *attribute, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  zoe_engine_set (object, attribute, g_ascii_formatd (text, sizeof text, "%.6f", value));
}

/**
 * zoe_engine_reserve_label:
 * @height: in points
 * @at_bottom: for whoever turns everything upside down
 *
 * Keeps the top of a cluster's box free for a label that somebody else draws. Graphviz itself must not measure it: fonts differ.
 */
void
zoe_engine_reserve_label (Agraph_t *cluster, double height, gboolean at_bottom)
{
  g_autofree char *html = g_strdup_printf ("<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLPADDING=\"0\" CELLSPACING=\"0\" FIXEDSIZE=\"TRUE\" "
                                           "WIDTH=\"8\" HEIGHT=\"%d\"><TR><TD></TD></TR></TABLE>", (int) height);

  zoe_engine_set_html (cluster, "label", html);
  zoe_engine_set (cluster, "labelloc", at_bottom ? "b" : "t");
}

/**
 * zoe_engine_lay_out:
 *
 * Has Graphviz find places for everything. Afterwards the graph's own records hold them.
 */
gboolean
zoe_engine_lay_out (ZoeEngine *engine, GError **error)
{
  if (engine->n_links > MOST_LINKS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _("%u links are too many to be laid out"), engine->n_links);
      return FALSE;
    }
  engine->laid_out = zoe_graphviz_lay_out (engine->graph, error);
  return engine->laid_out;
}

/**
 * zoe_engine_draw:
 * @format: as Graphviz names it: svg, png, dot
 *
 * To be called after zoe_engine_lay_out().
 */
GBytes *
zoe_engine_draw (ZoeEngine *engine, const char *format, GError **error)
{
  return zoe_graphviz_draw (engine->graph, format, error);
}
