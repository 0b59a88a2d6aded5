/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/ground.h"

#include <string.h>

#include "graph/plot.h"

#define WIDE         (16.0 / 9.0)
#define PLOT_GAP_X   70.0
#define PLOT_GAP_Y   34.0
#define MOST_COLUMNS 10     /* of a block, and of plots */
#define MOST_WRAPS   5
#define WORTH        1.15   /* so much larger must everything become before what belongs together is broken up */
#define FEW_NODES    6      /* so many of one kind stay one column */
#define END_ROOM     5.0
#define MOST_ROOM    80.0
#define UNBROKEN     100000

typedef struct
{
  ZoeLayout   *layout;
  ZoeScenario *scenario;
  const char  *direction;   /* in which it will be shown; here it is from left to right */
  GPtrArray   *blocks;      /* (element-type ZoeBlock) */
  ZoeFlow     *flow;
  GPtrArray   *plots;       /* (element-type ZoePlot) */
  double       width, height;
} Ground;

/* How a ground is broken up to fill its picture. */
typedef struct
{
  guint  most_rows;         /* of a block */
  guint  n_wraps;           /* of a chain */
  guint  n_columns;         /* of plots */
  double zoom;              /* in which it fills a picture of a fixed size */
} Way;

static double
get_zoom (const Ground *ground)
{
  double aspect = ground->direction[0] == 'T' || ground->direction[0] == 'B' ? 1 / WIDE : WIDE;

  return MIN (aspect / MAX (ground->width, 1), 1 / MAX (ground->height, 1));
}

static gboolean
place_plots (Ground *ground, guint most_rows, GError **error)
{
  g_ptr_array_set_size (ground->plots, 0);
  for (guint i = 0; i < ground->blocks->len; i++)
    zoe_block_fold (g_ptr_array_index (ground->blocks, i), most_rows);
  for (guint part = 0; part < ground->flow->n_parts; part++)
    {
      ZoePlot *plot = zoe_plot_new (ground->scenario, ground->blocks, ground->flow, part, ground->direction,
                                    ground->layout->clusters, error);

      if (plot == NULL)
        return FALSE;
      g_ptr_array_add (ground->plots, plot);
    }
  return TRUE;
}

/* Rows of plots, in reading order; those below each other begin at the same place. */
static void
pack (Ground *ground, guint n_columns, gboolean for_good)
{
  g_autofree double *widths = g_new0 (double, n_columns + 1);
  double y = 0;

  for (guint i = 0; i < ground->plots->len; i++)
    widths[i % n_columns] = MAX (widths[i % n_columns], ((ZoePlot *) g_ptr_array_index (ground->plots, i))->width);
  ground->width = 0;
  for (guint i = 0; i < n_columns; i++)
    ground->width += widths[i] + (i > 0 ? PLOT_GAP_X : 0);
  for (guint i = 0; i < ground->plots->len; i += n_columns)
    {
      double x = 0, tallest = 0;

      for (guint j = i; j < MIN (i + n_columns, ground->plots->len); j++)
        {
          ZoePlot *plot = g_ptr_array_index (ground->plots, j);

          if (for_good)
            zoe_plot_move (plot, x, y, ground->layout->clusters);
          x += widths[j - i] + PLOT_GAP_X;
          tallest = MAX (tallest, plot->height);
        }
      y += tallest + PLOT_GAP_Y;
    }
  ground->height = MAX (y - PLOT_GAP_Y, 0);
}

static void
wrap (Ground *ground, guint n_wraps)
{
  for (guint i = 0; i < ground->plots->len; i++)
    zoe_plot_wrap (g_ptr_array_index (ground->plots, i), n_wraps);
}

/* Keeps the way in mind if it is worth it. */
static void
judge (Ground *ground, Way way, Way *best)
{
  for (way.n_columns = 1; way.n_columns <= MIN (MOST_COLUMNS, MAX (ground->plots->len, 1)); way.n_columns++)
    {
      gboolean breaks_more;

      pack (ground, way.n_columns, FALSE);
      way.zoom = get_zoom (ground);
      breaks_more = way.most_rows < best->most_rows || way.n_wraps > best->n_wraps || way.n_columns > best->n_columns;
      if (way.zoom > best->zoom * (breaks_more ? WORTH : 1.001))
        *best = way;
    }
}

static guint
count_largest (GPtrArray *blocks)
{
  guint largest = 1;

  for (guint i = 0; i < blocks->len; i++)
    largest = MAX (largest, ((ZoeBlock *) g_ptr_array_index (blocks, i))->nodes->len);
  return largest;
}

/* Places of blocks and clusters, and sizes of plots: what wrapping and packing change. */
typedef struct
{
  ZoeBox *blocks;
  ZoeBox *clusters;
  ZoeBox *plots;
} Memory;

static void
remember (Ground *ground, Memory *memory)
{
  memory->blocks = g_new0 (ZoeBox, ground->blocks->len + 1);
  memory->clusters = g_memdup2 (ground->layout->clusters, (ground->layout->n_clusters + 1) * sizeof (ZoeBox));
  memory->plots = g_new0 (ZoeBox, ground->plots->len + 1);
  for (guint i = 0; i < ground->blocks->len; i++)
    memory->blocks[i] = ((ZoeBlock *) g_ptr_array_index (ground->blocks, i))->box;
  for (guint i = 0; i < ground->plots->len; i++)
    {
      const ZoePlot *plot = g_ptr_array_index (ground->plots, i);

      memory->plots[i] = (ZoeBox) { 0, 0, plot->width, plot->height };
    }
}

static void
restore (Ground *ground, const Memory *memory)
{
  for (guint i = 0; i < ground->blocks->len; i++)
    ((ZoeBlock *) g_ptr_array_index (ground->blocks, i))->box = memory->blocks[i];
  for (guint i = 0; i < ground->plots->len; i++)
    {
      ZoePlot *plot = g_ptr_array_index (ground->plots, i);

      plot->width = memory->plots[i].width;
      plot->height = memory->plots[i].height;
    }
  memcpy (ground->layout->clusters, memory->clusters, ground->layout->n_clusters * sizeof (ZoeBox));
}

static void
forget (Memory *memory)
{
  g_free (memory->blocks);
  g_free (memory->clusters);
  g_free (memory->plots);
}

/* Where there are more streams than a chain or two would have, wrapping makes a muddle. */
static gboolean
is_chain (Ground *ground)
{
  return ground->flow->streams->len <= ground->blocks->len * 1.3;
}

/* Graphviz takes its time, and so it is asked as seldom as possible: wrapping starts from what it has found already. */
static gboolean
place_best (Ground *ground, GError **error)
{
  guint largest = count_largest (ground->blocks), previous = UNBROKEN;
  Way best = { UNBROKEN, 1, 1, 0 };
  Memory memory;
  gboolean done;

  if (!place_plots (ground, UNBROKEN, error))
    return FALSE;
  remember (ground, &memory);
  judge (ground, (Way) { UNBROKEN, 1, 0, 0 }, &best);
  for (guint n = 2; n <= MOST_WRAPS && is_chain (ground); n++)
    {
      restore (ground, &memory);
      wrap (ground, n);
      judge (ground, (Way) { UNBROKEN, n, 0, 0 }, &best);
    }
  for (guint n = 2; n <= MOST_COLUMNS && (largest + n - 1) / n >= FEW_NODES; n++)
    {
      guint most_rows = (largest + n - 1) / n;

      if (most_rows == previous)
        continue;
      previous = most_rows;
      if (!place_plots (ground, most_rows, error))
        break;
      judge (ground, (Way) { most_rows, 1, 0, 0 }, &best);
    }
  done = previous == UNBROKEN || place_plots (ground, best.most_rows, error);
  if (best.most_rows == UNBROKEN)
    restore (ground, &memory);
  forget (&memory);
  if (!done)
    return FALSE;
  wrap (ground, best.n_wraps);
  pack (ground, best.n_columns, TRUE);
  return TRUE;
}

/* A small node that is alone of its kind and has many links gets room for their ends. */
static void
make_room (ZoeLayout *layout, ZoeScenario *scenario, GPtrArray *blocks)
{
  g_autofree guint *n_in = g_new0 (guint, layout->n_nodes + 1);
  g_autofree guint *n_out = g_new0 (guint, layout->n_nodes + 1);

  for (guint i = 1; i <= layout->n_links; i++)
    {
      ZoeLinkSpec *link = zoe_scenario_get_link (scenario, i);

      n_out[zoe_scenario_get_socket (scenario, link->tail)->node]++;
      n_in[zoe_scenario_get_socket (scenario, link->head)->node]++;
    }
  for (guint i = 0; i < blocks->len; i++)
    {
      const ZoeBlock *block = g_ptr_array_index (blocks, i);
      double *height = &layout->nodes[block->first].height;

      if (block->nodes->len == 1)
        *height = MAX (*height, MIN (MAX (n_in[block->first], n_out[block->first]) * END_ROOM, MOST_ROOM));
    }
}

/**
 * zoe_ground_place:
 * @layout: whose nodes have their sizes; nodes and clusters get their places. Nodes of one statement are made equally
 *   large, and small ones with many links larger
 * @direction: as in zoe_plot_new()
 */
gboolean
zoe_ground_place (ZoeLayout *layout, ZoeScenario *scenario, const char *direction, GError **error)
{
  g_autofree guint *block_of_node = NULL;
  g_autoptr (GPtrArray) blocks = zoe_blocks_new (scenario, &block_of_node);
  g_autoptr (ZoeFlow) flow = zoe_flow_new (scenario, blocks, block_of_node);
  g_autoptr (GPtrArray) plots = g_ptr_array_new_with_free_func ((GDestroyNotify) zoe_plot_free);
  Ground ground = { layout, scenario, direction, blocks, flow, plots, 0, 0 };

  make_room (layout, scenario, blocks);
  for (guint i = 0; i < blocks->len; i++)
    zoe_block_measure (g_ptr_array_index (blocks, i), layout->nodes);
  if (!place_best (&ground, error))
    return FALSE;
  for (guint i = 0; i < blocks->len; i++)
    zoe_block_place_nodes (g_ptr_array_index (blocks, i), layout->nodes);
  return TRUE;
}
