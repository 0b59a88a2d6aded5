/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/draft.h"

#include <glib/gi18n.h>
#include <graphviz/cgraph.h>
#include <string.h>

#include "graph/dot.h"
#include "graph/scan.h"

static void
attribute_free (gpointer data)
{
  ZoeDraftAttribute *attribute = data;

  g_free (attribute->name);
  g_free (attribute->value);
  g_free (attribute->flag);
  g_free (attribute);
}

static void
node_free (gpointer data)
{
  ZoeDraftNode *node = data;

  g_free (node->name);
  g_ptr_array_unref (node->attributes);
  g_free (node);
}

static void
edge_free (gpointer data)
{
  ZoeDraftEdge *edge = data;

  g_free (edge->tail_port);
  g_free (edge->head_port);
  g_free (edge->flag);
  g_ptr_array_unref (edge->attributes);
  g_free (edge);
}

static void
cluster_free (gpointer data)
{
  ZoeDraftCluster *cluster = data;

  g_free (cluster->name);
  g_free (cluster->label);
  g_free (cluster);
}

static GPtrArray *
attributes_new (void)
{
  return g_ptr_array_new_with_free_func (attribute_free);
}

/* Takes the mark of an empty value out, and DOT's escapes: \n, \l, \r are line ends, any other character stands for itself,
 * but \N, \G and their like, which Graphviz replaces, stay. */
static char *
dup_plain (const char *value)
{
  GString *plain = g_string_new (NULL);

  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '\\' && strchr ("nlr", p[1]) != NULL && p[1] != '\0')
        g_string_append_c (plain, (p++, '\n'));
      else if (*p == '\\' && (p[1] == '\\' || p[1] == '"'))
        g_string_append_c (plain, *++p);
      else if (*p != ZOE_SCAN_EMPTY)
        g_string_append_c (plain, *p);
    }
  return g_string_free (plain, FALSE);
}

static void
read_attributes (Agraph_t *graph, void *object, int kind, GPtrArray *attributes)
{
  for (Agsym_t *symbol = agnxtattr (graph, kind, NULL); symbol != NULL; symbol = agnxtattr (graph, kind, symbol))
    {
      const char *value = agxget (object, symbol);
      ZoeDraftAttribute *attribute;

      if (value == NULL || *value == '\0' || strcmp (symbol->name, "key") == 0
          || strcmp (symbol->name, TAILPORT_ID) == 0 || strcmp (symbol->name, HEADPORT_ID) == 0)
        continue;
      attribute = g_new0 (ZoeDraftAttribute, 1);
      attribute->name = g_strdup (symbol->name);
      attribute->value = dup_plain (value);
      attribute->inherited = kind != AGRAPH && strcmp (value, symbol->defval) == 0;
      g_ptr_array_add (attributes, attribute);
    }
}

/* Graphviz reads a:x:ne as port x, upper right corner, and a:ne as the corner alone. */
static char *
read_port (Agedge_t *edge, const char *which)
{
  static const char *const corners[] = { "n", "ne", "e", "se", "s", "sw", "w", "nw", "c", "_", NULL };
  const char *port = agget (edge, (char *) which);
  const char *colon;

  if (port == NULL || *port == '\0' || g_strv_contains (corners, port))
    return NULL;
  colon = strrchr (port, ':');
  return colon != NULL && g_strv_contains (corners, colon + 1) ? g_strndup (port, colon - port) : g_strdup (port);
}

static gboolean
is_cluster (Agraph_t *graph)
{
  return g_str_has_prefix (agnameof (graph), "cluster");
}

static int
compare_written (gconstpointer a, gconstpointer b)
{
  guint first = AGSEQ (*(void **) a), second = AGSEQ (*(void **) b);

  return first < second ? -1 : first > second;
}

static void
claim_members (ZoeDraft *draft, Agraph_t *graph, ZoeDraftCluster *cluster, guint number, ZoeMistakes *mistakes)
{
  for (Agnode_t *node = agfstnode (graph); node != NULL; node = agnxtnode (graph, node))
    {
      ZoeDraftNode *member = zoe_draft_find_node (draft, agnameof (node));

      if (member->cluster == cluster->parent)
        member->cluster = number;
      else
        {
          ZoeDraftCluster *other = g_ptr_array_index (draft->clusters, member->cluster - 1);
          g_autofree char *where = zoe_draft_node_dup_where (member, NULL);

          zoe_mistakes_add (mistakes, where, _("is in %s and in %s; expected one of them"), other->name, cluster->name);
        }
    }
}

/* Depth first, parents before children: the last cluster to claim a node is the innermost one around it. */
static void
read_clusters (ZoeDraft *draft, Agraph_t *graph, guint parent, ZoeMistakes *mistakes)
{
  g_autoptr (GPtrArray) subgraphs = g_ptr_array_new ();

  for (Agraph_t *sub = agfstsubg (graph); sub != NULL; sub = agnxtsubg (sub))
    g_ptr_array_add (subgraphs, sub);
  g_ptr_array_sort (subgraphs, compare_written);

  for (guint i = 0; i < subgraphs->len; i++)
    {
      Agraph_t *sub = g_ptr_array_index (subgraphs, i);
      const char *label = agget (sub, (char *) "label");
      ZoeDraftCluster *cluster;

      if (!is_cluster (sub))
        {
          read_clusters (draft, sub, parent, mistakes);
          continue;
        }
      cluster = g_new0 (ZoeDraftCluster, 1);
      cluster->name = g_strdup (agnameof (sub));
      cluster->parent = parent;
      /* A cluster without a label of its own has inherited the one around it. */
      if (label != NULL && *label != '\0' && g_strcmp0 (label, agget (graph, (char *) "label")) != 0)
        cluster->label = dup_plain (label);
      else
        cluster->label = g_strdup (g_str_has_prefix (cluster->name, "cluster_") ? cluster->name + 8 : cluster->name);
      g_ptr_array_add (draft->clusters, cluster);
      claim_members (draft, sub, cluster, draft->clusters->len, mistakes);
      read_clusters (draft, sub, draft->clusters->len, mistakes);
    }
}

static void
read_graph (ZoeDraft *draft, Agraph_t *graph, ZoeMistakes *mistakes)
{
  g_autoptr (GPtrArray) edges = g_ptr_array_new ();

  if (agnameof (graph)[0] != '%')
    draft->name = g_strdup (agnameof (graph));
  read_attributes (graph, graph, AGRAPH, draft->attributes);
  for (Agnode_t *node = agfstnode (graph); node != NULL; node = agnxtnode (graph, node))
    {
      ZoeDraftNode *drawn = zoe_draft_add_node (draft, agnameof (node));

      read_attributes (graph, node, AGNODE, drawn->attributes);
      for (Agedge_t *edge = agfstout (graph, node); edge != NULL; edge = agnxtout (graph, edge))
        g_ptr_array_add (edges, edge);
    }
  read_clusters (draft, graph, 0, mistakes);

  g_ptr_array_sort (edges, compare_written);
  for (guint i = 0; i < edges->len; i++)
    {
      Agedge_t *edge = g_ptr_array_index (edges, i);
      ZoeDraftEdge *drawn = zoe_draft_add_edge (draft, zoe_draft_find_node (draft, agnameof (agtail (edge))),
                                                zoe_draft_find_node (draft, agnameof (aghead (edge))));

      drawn->tail_port = read_port (edge, TAILPORT_ID);
      drawn->head_port = read_port (edge, HEADPORT_ID);
      read_attributes (graph, edge, AGEDGE, drawn->attributes);
    }
}

/**
 * zoe_draft_new:
 * @text: DOT, not NUL-terminated by need
 * @length: in bytes
 * @mistakes: takes what is wrong with the text as DOT
 *
 * Nothing is printed, whatever the text.
 *
 * Returns: (transfer full) (nullable): the graph as written; %NULL if it is no directed graph in DOT
 */
ZoeDraft *
zoe_draft_new (const char *text, gsize length, ZoeMistakes *mistakes)
{
  g_autofree char *scanned = zoe_scan_dot (text, length, mistakes);
  g_autoptr (ZoeDraft) draft = NULL;
  Agraph_t *graph;
  gboolean good;

  if (scanned == NULL)
    return NULL;
  graph = zoe_dot_parse (scanned, mistakes);
  if (graph == NULL)
    return NULL;

  draft = g_new0 (ZoeDraft, 1);
  draft->attributes = attributes_new ();
  draft->clusters = g_ptr_array_new_with_free_func (cluster_free);
  draft->nodes = g_ptr_array_new_with_free_func (node_free);
  draft->edges = g_ptr_array_new_with_free_func (edge_free);
  draft->node_by_name = g_hash_table_new (g_str_hash, g_str_equal);

  good = !agisstrict (graph);
  if (!good)
    zoe_mistakes_add (mistakes, NULL, _("the graph is strict, which would make one link of several between two nodes; "
                                        "expected digraph without strict"));
  else if (agnnodes (graph) > ZOE_MAX_NODES)
    {
      zoe_mistakes_add (mistakes, NULL, _("there are more than %d nodes"), ZOE_MAX_NODES);
      good = FALSE;
    }
  if (good)
    read_graph (draft, graph, mistakes);
  agclose (graph);
  return good ? g_steal_pointer (&draft) : NULL;
}

void
zoe_draft_free (ZoeDraft *draft)
{
  g_free (draft->name);
  g_hash_table_unref (draft->node_by_name);
  g_ptr_array_unref (draft->attributes);
  g_ptr_array_unref (draft->clusters);
  g_ptr_array_unref (draft->edges);
  g_ptr_array_unref (draft->nodes);
  g_free (draft);
}

ZoeDraftNode *
zoe_draft_find_node (ZoeDraft *draft, const char *name)
{
  return g_hash_table_lookup (draft->node_by_name, name);
}

ZoeDraftNode *
zoe_draft_add_node (ZoeDraft *draft, const char *name)
{
  ZoeDraftNode *node = g_new0 (ZoeDraftNode, 1);

  node->name = g_strdup (name);
  node->attributes = attributes_new ();
  g_ptr_array_add (draft->nodes, node);
  g_hash_table_insert (draft->node_by_name, node->name, node);
  return node;
}

ZoeDraftEdge *
zoe_draft_add_edge (ZoeDraft *draft, ZoeDraftNode *tail, ZoeDraftNode *head)
{
  ZoeDraftEdge *edge = g_new0 (ZoeDraftEdge, 1);

  edge->tail = tail;
  edge->head = head;
  edge->attributes = attributes_new ();
  g_ptr_array_add (draft->edges, edge);
  return edge;
}

/**
 * zoe_draft_node_dup_where:
 * @attribute: (nullable): %NULL for the node as a whole
 *
 * Returns: (transfer full): how mistakes name the place
 */
char *
zoe_draft_node_dup_where (ZoeDraftNode *node, ZoeDraftAttribute *attribute)
{
  if (attribute == NULL)
    return g_strdup_printf (_("node %s"), node->name);
  if (attribute->flag != NULL)
    return g_strdup (attribute->flag);
  return g_strdup_printf (_("node %s, attribute “%s”"), node->name, attribute->name);
}

/**
 * zoe_draft_edge_dup_name:
 *
 * Returns: (transfer full): the edge as it is written: "worker:sender -> sink"
 */
char *
zoe_draft_edge_dup_name (const ZoeDraftEdge *edge)
{
  return g_strdup_printf ("%s%s%s -> %s%s%s",
                          edge->tail->name, edge->tail_port != NULL ? ":" : "", edge->tail_port != NULL ? edge->tail_port : "",
                          edge->head->name, edge->head_port != NULL ? ":" : "", edge->head_port != NULL ? edge->head_port : "");
}

ZoeDraftAttribute *
zoe_draft_find_attribute (GPtrArray *attributes, const char *name)
{
  for (guint i = 0; i < attributes->len; i++)
    {
      ZoeDraftAttribute *attribute = g_ptr_array_index (attributes, i);

      if (strcmp (attribute->name, name) == 0)
        return attribute;
    }
  return NULL;
}

/**
 * zoe_draft_get_value:
 *
 * Returns: (nullable) (transfer none): the attribute's value; %NULL if it is not set
 */
const char *
zoe_draft_get_value (GPtrArray *attributes, const char *name)
{
  ZoeDraftAttribute *attribute = zoe_draft_find_attribute (attributes, name);

  return attribute != NULL ? attribute->value : NULL;
}

/**
 * zoe_draft_set_value:
 * @flag: (nullable): the words of the command line that say so
 */
void
zoe_draft_set_value (GPtrArray *attributes, const char *name, const char *value, const char *flag)
{
  ZoeDraftAttribute *attribute = zoe_draft_find_attribute (attributes, name);

  if (attribute == NULL)
    {
      attribute = g_new0 (ZoeDraftAttribute, 1);
      attribute->name = g_strdup (name);
      g_ptr_array_add (attributes, attribute);
    }
  g_free (attribute->value);
  g_free (attribute->flag);
  attribute->value = g_strdup (value);
  attribute->flag = g_strdup (flag);
  attribute->inherited = FALSE;
}
