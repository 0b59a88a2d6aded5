/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/flow.h"

/**
 * zoe_flow_find_top:
 * @cluster: as in a node's spec
 *
 * Returns: the outermost cluster around it; 0 = none
 */
guint
zoe_flow_find_top (ZoeScenario *scenario, guint cluster)
{
  while (cluster > 0 && cluster <= scenario->clusters->len)
    {
      guint parent = ((ZoeCluster *) g_ptr_array_index (scenario->clusters, cluster - 1))->parent;

      if (parent == 0 || parent >= cluster)
        return cluster;
      cluster = parent;
    }
  return 0;
}

static guint
get_end (ZoeScenario *scenario, guint socket, GPtrArray *blocks, const guint *block_of_node, guint *ret_top)
{
  guint block = block_of_node[zoe_scenario_get_socket (scenario, socket)->node];

  *ret_top = zoe_flow_find_top (scenario, ((ZoeBlock *) g_ptr_array_index (blocks, block))->cluster);
  return block;
}

static void
mark_reached (GArray *const *linked, guchar *reached, guint n, guint from)
{
  g_autofree guint *stack = g_new (guint, n + 1);
  guint depth = 0;

  stack[depth++] = from;
  while (depth > 0)
    {
      guint at = stack[--depth];

      for (guint i = 0; linked[at] != NULL && i < linked[at]->len; i++)
        {
          guint next = g_array_index (linked[at], guint, i);

          if (reached[next])
            continue;
          reached[next] = TRUE;
          stack[depth++] = next;
        }
    }
}

/* By two clusters: whether messages flow from the first to the second, over whichever others. */
static guchar *
find_reach (ZoeScenario *scenario, GPtrArray *blocks, const guint *block_of_node)
{
  guint n = scenario->clusters->len + 1;
  g_autofree GArray **linked = g_new0 (GArray *, n);
  guchar *reach = g_new0 (guchar, (gsize) n * n);

  for (guint i = 1; i <= scenario->links->len; i++)
    {
      ZoeLinkSpec *link = zoe_scenario_get_link (scenario, i);
      guint tail, head;

      get_end (scenario, link->tail, blocks, block_of_node, &tail);
      get_end (scenario, link->head, blocks, block_of_node, &head);
      if (tail == head || tail == 0 || head == 0)
        continue;
      if (linked[tail] == NULL)
        linked[tail] = g_array_new (FALSE, FALSE, sizeof (guint));
      g_array_append_val (linked[tail], head);
    }
  for (guint i = 1; i < n; i++)
    if (linked[i] != NULL)
      mark_reached (linked, reach + (gsize) i * n, n, i);
  for (guint i = 1; i < n; i++)
    g_clear_pointer (&linked[i], g_array_unref);
  return reach;
}

static guint
find_root (guint *parents, guint block)
{
  while (parents[block] != block)
    block = parents[block] = parents[parents[block]];
  return block;
}

static void
join (guint *parents, guint one, guint other)
{
  one = find_root (parents, one);
  other = find_root (parents, other);
  parents[MAX (one, other)] = MIN (one, other);
}

static void
find_parts (ZoeFlow *flow, ZoeScenario *scenario, GPtrArray *blocks)
{
  g_autofree guint *parents = g_new0 (guint, blocks->len + 1);
  g_autofree guint *first_in_top = g_new0 (guint, scenario->clusters->len + 1);

  for (guint i = 0; i < blocks->len; i++)
    parents[i] = i;
  for (guint i = 0; i < flow->streams->len; i++)
    join (parents, g_array_index (flow->streams, ZoeStream, i).left, g_array_index (flow->streams, ZoeStream, i).right);
  for (guint i = 0; i < blocks->len; i++)
    {
      guint top = zoe_flow_find_top (scenario, ((ZoeBlock *) g_ptr_array_index (blocks, i))->cluster);

      if (top != 0 && first_in_top[top] != 0)
        join (parents, first_in_top[top] - 1, i);
      else if (top != 0)
        first_in_top[top] = i + 1;
    }

  flow->part_of_block = g_new0 (guint, blocks->len + 1);
  for (guint i = 0; i < blocks->len; i++)
    {
      guint root = find_root (parents, i);

      flow->part_of_block[i] = root == i ? flow->n_parts++ : flow->part_of_block[root];
    }
}

/* One stream for each pair of blocks, in the direction of the first link. Clusters that send to each other in circles have no
 * first and no last: links between them move nobody. */
static void
find_streams (ZoeFlow *flow, ZoeScenario *scenario, GPtrArray *blocks, const guint *block_of_node)
{
  g_autofree guchar *reach = find_reach (scenario, blocks, block_of_node);
  g_autoptr (GHashTable) index_by_pair = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  guint n_tops = scenario->clusters->len + 1;

  for (guint i = 1; i <= scenario->links->len; i++)
    {
      ZoeLinkSpec *link = zoe_scenario_get_link (scenario, i);
      guint tail_top, head_top, index;
      guint tail = get_end (scenario, link->tail, blocks, block_of_node, &tail_top);
      guint head = get_end (scenario, link->head, blocks, block_of_node, &head_top);
      gint64 pair = ((gint64) MIN (tail, head) << 32) | MAX (tail, head);
      ZoeStream stream = { tail, head, 1 };

      if (tail == head || (tail_top != head_top && reach[(gsize) tail_top * n_tops + head_top]
                           && reach[(gsize) head_top * n_tops + tail_top]))
        continue;
      index = GPOINTER_TO_UINT (g_hash_table_lookup (index_by_pair, &pair));
      if (index > 0)
        {
          g_array_index (flow->streams, ZoeStream, index - 1).n_links++;
          continue;
        }
      g_array_append_val (flow->streams, stream);
      g_hash_table_insert (index_by_pair, g_memdup2 (&pair, sizeof pair), GUINT_TO_POINTER (flow->streams->len));
    }
}

typedef struct
{
  ZoeFlow *flow;
  GArray **leaving;     /* (element-type guint): by block, the indices of streams as found */
  guchar  *state;       /* 0: not seen, 1: on the way here, 2: done */
} Walk;

/* Depth first without recursion. A stream back to a block on the way here closes a circle, and is turned. */
static void
walk_from (Walk *walk, guint start)
{
  g_autoptr (GArray) way = g_array_new (FALSE, FALSE, 2 * sizeof (guint));
  guint step[2] = { start, 0 };

  walk->state[start] = 1;
  g_array_append_vals (way, step, 1);
  while (way->len > 0)
    {
      guint *last = (guint *) (gpointer) way->data + 2 * (way->len - 1);

      if (last[1] < walk->leaving[last[0]]->len)
        {
          guint index = g_array_index (walk->leaving[last[0]], guint, last[1]++);
          ZoeStream *stream = &g_array_index (walk->flow->streams, ZoeStream, index);
          guint next = stream->right;

          if (walk->state[next] == 1)
            {
              stream->right = stream->left;
              stream->left = next;
            }
          else if (walk->state[next] == 0)
            {
              walk->state[next] = 1;
              step[0] = next;
              g_array_append_vals (way, step, 1);
            }
        }
      else
        {
          walk->state[last[0]] = 2;
          g_array_set_size (way, way->len - 1);
        }
    }
}

static void
cut_circles (ZoeFlow *flow, guint n_blocks)
{
  Walk walk = { .flow = flow, .leaving = g_new0 (GArray *, n_blocks + 1), .state = g_new0 (guchar, n_blocks + 1) };
  g_autofree gboolean *entered = g_new0 (gboolean, n_blocks + 1);

  for (guint i = 0; i < n_blocks; i++)
    walk.leaving[i] = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < flow->streams->len; i++)
    {
      const ZoeStream *stream = &g_array_index (flow->streams, ZoeStream, i);

      g_array_append_val (walk.leaving[stream->left], i);
      entered[stream->right] = TRUE;
    }
  for (guint i = 0; i < n_blocks; i++)
    if (!entered[i])
      walk_from (&walk, i);
  for (guint i = 0; i < n_blocks; i++)
    if (walk.state[i] == 0)
      walk_from (&walk, i);
  for (guint i = 0; i < n_blocks; i++)
    g_array_unref (walk.leaving[i]);
  g_free (walk.leaving);
  g_free (walk.state);
}

/**
 * zoe_flow_new:
 * @blocks: (element-type ZoeBlock): of the scenario
 *
 * Returns: (transfer full): the streams between blocks, none of them in a circle
 */
ZoeFlow *
zoe_flow_new (ZoeScenario *scenario, GPtrArray *blocks, const guint *block_of_node)
{
  ZoeFlow *flow = g_new0 (ZoeFlow, 1);

  flow->streams = g_array_new (FALSE, FALSE, sizeof (ZoeStream));
  find_streams (flow, scenario, blocks, block_of_node);
  cut_circles (flow, blocks->len);
  find_parts (flow, scenario, blocks);
  return flow;
}

void
zoe_flow_free (ZoeFlow *flow)
{
  g_array_unref (flow->streams);
  g_free (flow->part_of_block);
  g_free (flow);
}
