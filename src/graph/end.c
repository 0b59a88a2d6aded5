/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/end.h"

#define LEAST_GAP    12.0   /* nodes nearer than this, or one above the other, have no sides that face each other */
#define SPREAD       0.8    /* of the node's height, where links may meet it */
#define MOST_PITCH   16.0   /* between links of one side */
#define ROW_SPREAD   12.0   /* of a socket's row */
#define MOST_IN_ROW  3
#define ROW_PITCH    5.0

typedef struct
{
  guint  end;           /* index into the ends */
  guint  node;
  guint  link;
  double row;           /* of its socket, from the node's upper edge; < 0: it has none */
  double key;           /* the order from top to bottom, so that links cross less */
  double tie;           /* among links of the same two nodes */
} Place;

static guint
get_node (ZoeScenario *scenario, guint socket)
{
  return zoe_scenario_get_socket (scenario, socket)->node;
}

static int
compare_places (gconstpointer a, gconstpointer b, gpointer data)
{
  const ZoeEnd *ends = data;
  const Place *one = a, *other = b;

  if (one->node != other->node)
    return one->node < other->node ? -1 : 1;
  if (ends[one->end].right != ends[other->end].right)
    return ends[one->end].right ? 1 : -1;
  if (one->row != other->row)
    return one->row < other->row ? -1 : 1;
  if (one->key != other->key)
    return one->key < other->key ? -1 : 1;
  return one->tie < other->tie ? -1 : one->tie > other->tie;
}

/* Links between nodes that stand one above the other leave on the side where there is less. */
static void
choose_sides (ZoeEnd *ends, const ZoeLayout *layout, ZoeScenario *scenario, gboolean *bows)
{
  g_autofree guint *n_left = g_new0 (guint, layout->n_nodes + 1);
  g_autofree guint *n_right = g_new0 (guint, layout->n_nodes + 1);

  for (guint i = 1; i <= layout->n_links; i++)
    {
      ZoeLinkSpec *link = zoe_scenario_get_link (scenario, i);
      guint tail = get_node (scenario, link->tail), head = get_node (scenario, link->head);
      const ZoeBox *from = &layout->nodes[tail], *to = &layout->nodes[head];

      ends[2 * i].right = to->x - from->x - from->width >= LEAST_GAP;
      ends[2 * i + 1].right = from->x - to->x - to->width >= LEAST_GAP;
      bows[i] = ends[2 * i].right == ends[2 * i + 1].right;
      if (bows[i])
        continue;
      (ends[2 * i].right ? n_right : n_left)[tail]++;
      (ends[2 * i + 1].right ? n_right : n_left)[head]++;
    }
  for (guint i = 1; i <= layout->n_links; i++)
    {
      ZoeLinkSpec *link = zoe_scenario_get_link (scenario, i);
      guint tail = get_node (scenario, link->tail), head = get_node (scenario, link->head);

      if (bows[i])
        ends[2 * i].right = ends[2 * i + 1].right = n_right[tail] + n_right[head] <= n_left[tail] + n_left[head];
    }
}

/* By socket: its row, unless so many links would meet there that one could not tell them apart; they get the whole side. */
static double *
find_clear_rows (const ZoeEnd *ends, const ZoeLayout *layout, ZoeScenario *scenario, const double *socket_rows)
{
  double *rows = g_new (double, scenario->sockets->len + 1);
  g_autofree guint *n_ends = g_new0 (guint, 2 * scenario->sockets->len + 2);
  g_autofree gboolean *crowded = g_new0 (gboolean, layout->n_nodes + 1);

  for (guint i = 1; i <= layout->n_links; i++)
    {
      ZoeLinkSpec *link = zoe_scenario_get_link (scenario, i);

      if (++n_ends[2 * link->tail + ends[2 * i].right] > MOST_IN_ROW)
        crowded[get_node (scenario, link->tail)] = TRUE;
      if (++n_ends[2 * link->head + ends[2 * i + 1].right] > MOST_IN_ROW)
        crowded[get_node (scenario, link->head)] = TRUE;
    }
  for (guint i = 0; i <= scenario->sockets->len; i++)
    rows[i] = socket_rows == NULL || i == 0 || crowded[get_node (scenario, i)] ? -1 : socket_rows[i];
  return rows;
}

/* Bows to nodes farther away go around those to nearer ones. */
static Place
get_place (const ZoeLayout *layout, ZoeScenario *scenario, const double *rows, guint end, guint socket, guint other_socket)
{
  guint node = get_node (scenario, socket), other = get_node (scenario, other_socket), link = end / 2;
  const ZoeBox *here = &layout->nodes[node], *there = &layout->nodes[other];

  return (Place) { end, node, link, rows[socket], there->y + there->height / 2 - here->y - here->height / 2,
                   rows[other_socket] >= 0 ? rows[other_socket] : link };
}

static void
sort_bow (Place *place)
{
  place->tie = place->key > 0 ? -place->tie : place->tie;
  place->key = place->key > 0 ? 1e6 - place->key : place->key < 0 ? -1e6 - place->key : 0;
}

/* The places of one side of a node, or of one row. */
static void
spread (ZoeEnd *ends, const Place *places, guint n, double middle, double space, double most_pitch)
{
  double pitch = MIN (most_pitch, space / MAX (n, 1));

  for (guint i = 0; i < n; i++)
    ends[places[i].end].y = middle + (i - (n - 1) / 2.0) * pitch;
}

static gboolean
is_same_side (const ZoeEnd *ends, const Place *one, const Place *other)
{
  return one->node == other->node && ends[one->end].right == ends[other->end].right && one->row == other->row;
}

/**
 * zoe_ends_new:
 * @layout: whose nodes have their places
 * @socket_rows: (nullable): by socket number, the middle of its row, from the node's upper edge; < 0: it has none
 *
 * Returns: (transfer full)
 */
ZoeEnd *
zoe_ends_new (const ZoeLayout *layout, ZoeScenario *scenario, const double *socket_rows)
{
  ZoeEnd *ends = g_new0 (ZoeEnd, 2 * layout->n_links + 2);
  g_autofree gboolean *bows = g_new0 (gboolean, layout->n_links + 1);
  g_autofree double *rows = NULL;
  g_autoptr (GArray) places = g_array_sized_new (FALSE, FALSE, sizeof (Place), 2 * layout->n_links + 1);

  choose_sides (ends, layout, scenario, bows);
  rows = find_clear_rows (ends, layout, scenario, socket_rows);
  for (guint i = 1; i <= layout->n_links; i++)
    {
      ZoeLinkSpec *link = zoe_scenario_get_link (scenario, i);
      Place places_of_link[2] = { get_place (layout, scenario, rows, 2 * i, link->tail, link->head),
                                  get_place (layout, scenario, rows, 2 * i + 1, link->head, link->tail) };

      for (guint j = 0; j < 2 && bows[i]; j++)
        sort_bow (&places_of_link[j]);
      g_array_append_vals (places, places_of_link, 2);
    }
  g_array_sort_with_data (places, compare_places, ends);

  for (guint begin = 0, end; begin < places->len; begin = end)
    {
      const Place *first = &g_array_index (places, Place, begin);
      const ZoeBox *box = &layout->nodes[first->node];

      for (end = begin; end < places->len && is_same_side (ends, first, &g_array_index (places, Place, end)); end++)
        ends[g_array_index (places, Place, end).end].x = box->x + (ends[first->end].right ? box->width : 0);
      if (first->row >= 0)
        spread (ends, first, end - begin, box->y + CLAMP (first->row, 0, box->height), ROW_SPREAD, ROW_PITCH);
      else
        spread (ends, first, end - begin, box->y + box->height / 2, SPREAD * box->height, MOST_PITCH);
    }
  return ends;
}
