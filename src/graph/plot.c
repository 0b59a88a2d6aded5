/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/plot.h"

#include <math.h>

#include "graph/engine.h"
#include "graph/graphviz.h"

#define BLOCK_GAP      26.0   /* between blocks in a column */
#define STREAM_GAP     110.0  /* between columns: messages must be seen in it */
#define CLUSTER_MARGIN 14
#define LABEL_HEIGHT   22
#define WRAP_GAP       44.0   /* between the rows of a long chain */
#define FEW_COLUMNS    6      /* a chain is not long before */
#define MANY_STREAMS   150    /* from here on speed counts more than beauty */

typedef struct
{
  ZoePlot   *plot;
  Agraph_t  *graph;
  Agraph_t **subgraphs;   /* by cluster index */
  Agnode_t **nodes;       /* by block index */
  gboolean   upright;     /* from top to bottom */
  gboolean   turned;      /* from bottom to top */
} Draft;

static Agraph_t *
get_subgraph (Draft *draft, ZoeScenario *scenario, guint cluster)
{
  g_autofree char *name = NULL;
  Agraph_t *parent;
  guint above;

  if (cluster == 0 || cluster > scenario->clusters->len)
    return draft->graph;
  if (draft->subgraphs[cluster - 1] != NULL)
    return draft->subgraphs[cluster - 1];
  above = ((ZoeCluster *) g_ptr_array_index (scenario->clusters, cluster - 1))->parent;
  parent = get_subgraph (draft, scenario, above < cluster ? above : 0);
  name = g_strdup_printf ("cluster_%u", cluster);
  draft->subgraphs[cluster - 1] = agsubg (parent, name, TRUE);
  zoe_engine_reserve_label (draft->subgraphs[cluster - 1], LABEL_HEIGHT, draft->turned);
  cluster--;
  g_array_append_val (draft->plot->clusters, cluster);
  return draft->subgraphs[cluster];
}

static void
add_block (Draft *draft, ZoeScenario *scenario, ZoeBlock *block, guint index)
{
  g_autofree char *name = g_strdup_printf ("%u", index);
  Agraph_t *subgraph = get_subgraph (draft, scenario, block->cluster);
  Agnode_t *node = agnode (draft->graph, name, TRUE);

  if (subgraph != draft->graph)
    agsubnode (subgraph, node, TRUE);
  zoe_engine_set (node, "label", "");
  zoe_engine_set (node, "shape", "box");
  zoe_engine_set (node, "fixedsize", "true");
  zoe_engine_set_number (node, "width", (draft->upright ? block->box.height : block->box.width) / ZOE_POINTS_PER_INCH);
  zoe_engine_set_number (node, "height", (draft->upright ? block->box.width : block->box.height) / ZOE_POINTS_PER_INCH);
  draft->nodes[index] = node;
  g_ptr_array_add (draft->plot->blocks, block);
}

static ZoeBox
take_box (Draft *draft, boxf box)
{
  double height = GD_bb (draft->graph).UR.y;

  if (draft->upright)
    return (ZoeBox) { height - box.UR.y, box.LL.x, box.UR.y - box.LL.y, box.UR.x - box.LL.x };
  return (ZoeBox) { box.LL.x, height - box.UR.y, box.UR.x - box.LL.x, box.UR.y - box.LL.y };
}

static void
take_places (Draft *draft, GPtrArray *blocks, ZoeBox *clusters)
{
  boxf all = GD_bb (draft->graph);

  draft->plot->width = draft->upright ? all.UR.y : all.UR.x;
  draft->plot->height = draft->upright ? all.UR.x : all.UR.y;
  for (guint i = 0; i < draft->plot->clusters->len; i++)
    {
      guint cluster = g_array_index (draft->plot->clusters, guint, i);

      clusters[cluster] = take_box (draft, GD_bb (draft->subgraphs[cluster]));
    }
  for (guint i = 0; i < blocks->len; i++)
    if (draft->nodes[i] != NULL)
      {
        pointf at = ND_coord (draft->nodes[i]);
        ZoeBox *box = &((ZoeBlock *) g_ptr_array_index (blocks, i))->box;
        ZoeBox centre = take_box (draft, (boxf) { at, at });

        box->x = centre.x - box->width / 2;
        box->y = centre.y - box->height / 2;
      }
}

static void
dress_graph (Agraph_t *graph, gboolean upright, gboolean many)
{
  zoe_engine_set (graph, "rankdir", upright ? "TB" : "LR");
  zoe_engine_set_number (graph, "nodesep", BLOCK_GAP / ZOE_POINTS_PER_INCH);
  zoe_engine_set_number (graph, "ranksep", STREAM_GAP / ZOE_POINTS_PER_INCH);
  zoe_engine_set (graph, "splines", "none");
  if (many)
    {
      zoe_engine_set (graph, "nslimit", "1");
      zoe_engine_set (graph, "nslimit1", "1");
      zoe_engine_set (graph, "mclimit", "0.2");
    }
}

/**
 * zoe_plot_new:
 * @blocks: (element-type ZoeBlock): all of them, folded; those of the part get their places
 * @direction: LR, RL, TB or BT: in which it will be shown, by whoever swaps x and y and mirrors them; here it is from left to right
 * @clusters: by index: those of the part get their boxes
 *
 * Returns: (transfer full) (nullable): %NULL if Graphviz could not do it
 */
ZoePlot *
zoe_plot_new (ZoeScenario *scenario, GPtrArray *blocks, ZoeFlow *flow, guint part, const char *direction, ZoeBox *clusters,
              GError **error)
{
  ZoePlot *plot = g_new0 (ZoePlot, 1);
  g_autofree Agraph_t **subgraphs = g_new0 (Agraph_t *, scenario->clusters->len + 1);
  g_autofree Agnode_t **nodes = g_new0 (Agnode_t *, blocks->len + 1);
  Draft draft = { plot, agopen ((char *) "plot", Agdirected, NULL), subgraphs, nodes,
                  direction[0] == 'T' || direction[0] == 'B', direction[0] == 'B' };
  gboolean done;

  plot->blocks = g_ptr_array_new ();
  plot->clusters = g_array_new (FALSE, FALSE, sizeof (guint));
  dress_graph (draft.graph, draft.upright, flow->streams->len > MANY_STREAMS);
  for (guint i = 0; i < blocks->len; i++)
    if (flow->part_of_block[i] == part)
      add_block (&draft, scenario, g_ptr_array_index (blocks, i), i);
  for (guint i = 0; i < flow->streams->len; i++)
    {
      const ZoeStream *stream = &g_array_index (flow->streams, ZoeStream, i);

      if (flow->part_of_block[stream->left] == part)
        zoe_engine_set_number (agedge (draft.graph, nodes[stream->left], nodes[stream->right], NULL, TRUE),
                               "weight", MIN (stream->n_links, 8));
    }

  done = zoe_graphviz_lay_out (draft.graph, error);
  if (done)
    {
      take_places (&draft, blocks, clusters);
      zoe_graphviz_free_layout (draft.graph);
    }
  else
    g_clear_pointer (&plot, zoe_plot_free);
  agclose (draft.graph);
  return plot;
}

void
zoe_plot_free (ZoePlot *plot)
{
  g_ptr_array_unref (plot->blocks);
  g_array_unref (plot->clusters);
  g_free (plot);
}

/**
 * zoe_plot_move:
 * @clusters: by index: those of the plot are moved as well
 */
void
zoe_plot_move (ZoePlot *plot, double dx, double dy, ZoeBox *clusters)
{
  for (guint i = 0; i < plot->blocks->len; i++)
    {
      ZoeBlock *block = g_ptr_array_index (plot->blocks, i);

      block->box.x += dx;
      block->box.y += dy;
    }
  for (guint i = 0; i < plot->clusters->len; i++)
    {
      clusters[g_array_index (plot->clusters, guint, i)].x += dx;
      clusters[g_array_index (plot->clusters, guint, i)].y += dy;
    }
}

static int
compare_centres (gconstpointer a, gconstpointer b)
{
  const ZoeBlock *one = *(ZoeBlock *const *) a, *other = *(ZoeBlock *const *) b;
  double left = one->box.x + one->box.width / 2, right = other->box.x + other->box.width / 2;

  if (fabs (left - right) > 0.5)
    return left < right ? -1 : 1;
  return one->first < other->first ? -1 : one->first > other->first;
}

static guint
count_columns (GPtrArray *sorted)
{
  guint n = 0;
  double last = -G_MAXDOUBLE;

  for (guint i = 0; i < sorted->len; i++)
    {
      const ZoeBlock *block = g_ptr_array_index (sorted, i);
      double centre = block->box.x + block->box.width / 2;

      n += centre > last + 0.5;
      last = MAX (last, centre);
    }
  return n;
}

/**
 * zoe_plot_wrap:
 * @n_rows: at most so many
 *
 * Breaks a long chain into rows, one below the other, every second one from right to left. Short ones and clusters stay
 * as they are.
 */
void
zoe_plot_wrap (ZoePlot *plot, guint n_rows)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_copy (plot->blocks, NULL, NULL);
  double share = (plot->width + STREAM_GAP) / n_rows, top = 0, widest = 0;

  g_ptr_array_sort (sorted, compare_centres);
  if (plot->clusters->len > 0 || n_rows < 2 || count_columns (sorted) < FEW_COLUMNS)
    return;
  for (guint row = 0, begin = 0, end; begin < sorted->len; row++, begin = end)
    {
      double left = G_MAXDOUBLE, right = 0, upper = G_MAXDOUBLE, lower = 0;

      for (end = begin; end < sorted->len; end++)
        {
          ZoeBlock *block = g_ptr_array_index (sorted, end);

          if (row + 1 < n_rows && block->box.x + block->box.width / 2 >= share * (row + 1) && end > begin)
            break;
          left = MIN (left, block->box.x);
          right = MAX (right, block->box.x + block->box.width);
          upper = MIN (upper, block->box.y);
          lower = MAX (lower, block->box.y + block->box.height);
        }
      for (guint i = begin; i < end; i++)
        {
          ZoeBlock *block = g_ptr_array_index (sorted, i);

          block->box.x = row % 2 == 0 ? block->box.x - left : left - block->box.x - block->box.width;
          block->box.y += top - upper;
        }
      widest = MAX (widest, right - left);
      top += lower - upper + WRAP_GAP;
    }
  /* Rows that run back begin below the end of the one above. */
  for (guint i = 0; i < sorted->len; i++)
    {
      ZoeBlock *block = g_ptr_array_index (sorted, i);

      if (block->box.x < 0)
        block->box.x += widest;
    }
  plot->width = widest;
  plot->height = MAX (top - WRAP_GAP, 0);
}
