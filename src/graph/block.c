/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/block.h"

#include <string.h>

#define ROW_GAP    18    /* between cards in a column */
#define COLUMN_GAP 52    /* between columns of one block: a link must find its way from a row's gap into the card */
#define WAY        8     /* for each link that passes between two rows */
#define A_LITTLE_MORE 1.3  /* one column is as long as several, as its rows are nearer to each other */
#define MOST_WAYS  2     /* to one node; more share the room, as they go the same way */

static ZoeBlock *
block_new (ZoeNodeSpec *node)
{
  ZoeBlock *block = g_new0 (ZoeBlock, 1);

  block->first = node->number;
  block->cluster = node->cluster;
  block->nodes = g_array_new (FALSE, FALSE, sizeof (guint));
  return block;
}

static void
block_free (ZoeBlock *block)
{
  g_array_unref (block->nodes);
  g_free (block);
}

static char *
dup_statement (ZoeNodeSpec *node)
{
  return g_strdup_printf ("%u %s", node->cluster, node->base != NULL ? node->base : node->name);
}

/* Nodes that are linked with others of their own statement are no column: a ring, a mesh. */
static GHashTable *
find_inner_links (ZoeScenario *scenario)
{
  GHashTable *inner = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 1; i <= scenario->links->len; i++)
    {
      ZoeLinkSpec *link = zoe_scenario_get_link (scenario, i);
      ZoeNodeSpec *tail = zoe_scenario_get_node (scenario, zoe_scenario_get_socket (scenario, link->tail)->node);
      ZoeNodeSpec *head = zoe_scenario_get_node (scenario, zoe_scenario_get_socket (scenario, link->head)->node);

      if (tail->cluster == head->cluster && g_strcmp0 (tail->base, head->base) == 0)
        g_hash_table_add (inner, dup_statement (tail));
    }
  return inner;
}

static void
count_ways (GPtrArray *blocks, const guint *block_of_node, ZoeScenario *scenario)
{
  g_autofree guint *ways = g_new0 (guint, scenario->nodes->len + 1);

  for (guint i = 1; i <= scenario->links->len; i++)
    {
      ZoeLinkSpec *link = zoe_scenario_get_link (scenario, i);

      ways[zoe_scenario_get_socket (scenario, link->tail)->node]++;
      ways[zoe_scenario_get_socket (scenario, link->head)->node]++;
    }
  for (guint i = 1; i <= scenario->nodes->len; i++)
    {
      ZoeBlock *block = g_ptr_array_index (blocks, block_of_node[i]);

      block->n_ways = MAX (block->n_ways, ways[i]);
    }
}

/**
 * zoe_blocks_new:
 * @ret_block_of_node: (out) (transfer full): by node number, the index of its block
 *
 * Returns: (transfer full) (element-type ZoeBlock): sorted by their first nodes
 */
GPtrArray *
zoe_blocks_new (ZoeScenario *scenario, guint **ret_block_of_node)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) block_free);
  g_autoptr (GHashTable) index_by_statement = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) inner = find_inner_links (scenario);
  guint *block_of_node = g_new0 (guint, scenario->nodes->len + 1);

  for (guint i = 1; i <= scenario->nodes->len; i++)
    {
      ZoeNodeSpec *node = zoe_scenario_get_node (scenario, i);
      g_autofree char *statement = dup_statement (node);
      guint index = GPOINTER_TO_UINT (g_hash_table_lookup (index_by_statement, statement));

      if (index == 0 || g_hash_table_contains (inner, statement))
        {
          g_ptr_array_add (blocks, block_new (node));
          index = blocks->len;
          g_hash_table_insert (index_by_statement, g_steal_pointer (&statement), GUINT_TO_POINTER (index));
        }
      block_of_node[i] = index - 1;
      g_array_append_val (((ZoeBlock *) g_ptr_array_index (blocks, index - 1))->nodes, i);
    }
  count_ways (blocks, block_of_node, scenario);
  *ret_block_of_node = block_of_node;
  return blocks;
}

/**
 * zoe_block_measure:
 * @nodes: by number: the sizes of the cards; those of one block are made alike
 */
void
zoe_block_measure (ZoeBlock *block, ZoeBox *nodes)
{
  for (guint i = 0; i < block->nodes->len; i++)
    {
      ZoeBox *box = &nodes[g_array_index (block->nodes, guint, i)];

      block->card_width = MAX (block->card_width, box->width);
      block->card_height = MAX (block->card_height, box->height);
    }
  for (guint i = 0; i < block->nodes->len; i++)
    {
      nodes[g_array_index (block->nodes, guint, i)].width = block->card_width;
      nodes[g_array_index (block->nodes, guint, i)].height = block->card_height;
    }
}

/**
 * zoe_block_fold:
 * @most_rows: many more nodes than this are put into several columns
 *
 * Tells the box's size.
 */
void
zoe_block_fold (ZoeBlock *block, guint most_rows)
{
  guint n = block->nodes->len;
  guint n_columns = n > most_rows * A_LITTLE_MORE ? (n + most_rows - 1) / most_rows : 1;

  block->n_rows = (n + n_columns - 1) / n_columns;
  n_columns = (n + block->n_rows - 1) / block->n_rows;
  block->row_pitch = block->card_height + ROW_GAP + WAY * (n_columns - 1) * MIN (block->n_ways, MOST_WAYS);
  block->box.width = n_columns * (block->card_width + COLUMN_GAP) - COLUMN_GAP;
  block->box.height = (block->n_rows - 1) * block->row_pitch + block->card_height;
}

/**
 * zoe_block_place_nodes:
 * @nodes: by number: where they stand, from top to bottom, then from left to right
 */
void
zoe_block_place_nodes (const ZoeBlock *block, ZoeBox *nodes)
{
  for (guint i = 0; i < block->nodes->len; i++)
    {
      ZoeBox *box = &nodes[g_array_index (block->nodes, guint, i)];

      box->x = block->box.x + i / block->n_rows * (block->card_width + COLUMN_GAP);
      box->y = block->box.y + i % block->n_rows * block->row_pitch;
    }
}
