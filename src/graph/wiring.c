/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/wiring.h"

#include <glib/gi18n.h>
#include <string.h>

#include "graph/endpoint.h"
#include "graph/scan.h"
#include "graph/wire.h"

typedef struct
{
  ZoeCasting  *casting;
  ZoeScenario *scenario;
  ZoeMistakes *mistakes;
  GPtrArray   *wires;         /* (element-type ZoeWire) */
  GHashTable  *wire_by_key;   /* (element-type utf8 ZoeWire): see dup_key() */
  GHashTable  *link_by_pair;  /* (element-type gint64 ZoeLinkSpec): tail and head socket */
  GPtrArray   *link_wires;    /* (element-type ZoeWire): of each link */
} Wiring;

/* The first time, or what a later statement about the same sockets changes. */
static void
set_link (ZoeLinkSpec *link, ZoeWire *wire, gboolean later)
{
  GHashTableIter iter;
  gpointer name, value;

  if (!later || wire->has_bind)
    link->head_binds = wire->head_binds;
  if (!later || wire->own_transport || wire->endpoint != NULL)
    {
      link->transport = wire->transport;
      g_free (link->endpoint);
      link->endpoint = g_strdup (wire->endpoint);
    }
  if (wire->conditions == NULL)
    return;
  if (link->conditions == NULL)
    link->conditions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, wire->conditions);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_hash_table_replace (link->conditions, g_strdup (name), g_strdup (value));
}

static gint64 *
dup_pair (guint tail, guint head)
{
  gint64 *pair = g_new (gint64, 1);

  *pair = ((gint64) tail << 32) | head;
  return pair;
}

static void
add_link (Wiring *wiring, ZoeWire *wire, guint tail, guint head)
{
  g_autofree gint64 *pair = dup_pair (tail, head);
  g_autofree gint64 *reversed = dup_pair (head, tail);
  ZoeLinkSpec *link = g_hash_table_lookup (wiring->link_by_pair, pair);
  ZoeLinkSpec *other = g_hash_table_lookup (wiring->link_by_pair, reversed);

  if (other != NULL)
    {
      ZoeWire *first = g_ptr_array_index (wiring->link_wires, other->number - 1);
      g_autofree char *where = zoe_wire_dup_where (wire, NULL);

      if (first != wire)
        zoe_mistakes_add (wiring->mistakes, where, _("the two sockets are linked already, by edge %s"), first->name);
      return;
    }
  if (link != NULL)
    {
      set_link (link, wire, TRUE);
      return;
    }
  link = zoe_scenario_add_link (wiring->scenario, tail, head);
  set_link (link, wire, FALSE);
  g_ptr_array_add (wiring->link_wires, wire);
  g_hash_table_insert (wiring->link_by_pair, g_steal_pointer (&pair), link);
}

/* Every node of one statement with every node of the other, but none with itself. FALSE: too many. */
static gboolean
expand (Wiring *wiring, ZoeWire *wire)
{
  gboolean same_socket = wire->edge->tail == wire->edge->head && strcmp (wire->tail, wire->head) == 0;
  guint n_tails, n_heads;
  const guint *tails = zoe_casting_get_numbers (wiring->casting, wire->edge->tail, &n_tails);
  const guint *heads = zoe_casting_get_numbers (wiring->casting, wire->edge->head, &n_heads);

  if (wire->edge->tail == wire->edge->head && n_tails == 1
      && zoe_draft_find_attribute (wire->edge->tail->attributes, "count") == NULL)
    {
      g_autofree char *where = zoe_wire_dup_where (wire, NULL);

      zoe_mistakes_add (wiring->mistakes, where, _("links the node with itself; expected two nodes, or a count"));
      return TRUE;
    }
  if ((guint64) wiring->scenario->links->len + (guint64) n_tails * n_heads > ZOE_MAX_LINKS)
    {
      g_autofree char *where = zoe_wire_dup_where (wire, NULL);

      zoe_mistakes_add (wiring->mistakes, where, _("the edges up to here make more than %d links"), ZOE_MAX_LINKS);
      return FALSE;
    }
  for (guint i = 0; i < n_tails; i++)
    for (guint j = same_socket ? i + 1 : 0; j < n_heads; j++)
      if (tails[i] != heads[j])
        add_link (wiring, wire, zoe_casting_get_socket (wiring->casting, tails[i], wire->tail),
                  zoe_casting_get_socket (wiring->casting, heads[j], wire->head));
  return TRUE;
}

/* A later edge statement between the same sockets is about the same link; one from the command line is a door of its own. */
static char *
dup_key (ZoeWire *wire)
{
  return g_strdup_printf ("%s:%s %s:%s %s", wire->edge->tail->name, wire->tail, wire->edge->head->name, wire->head,
                          wire->edge->flag != NULL ? wire->edge->flag : "");
}

static void
check_binders (Wiring *wiring)
{
  g_autoptr (GHashTable) binders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) reported = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < wiring->scenario->links->len; i++)
    {
      ZoeLinkSpec *link = g_ptr_array_index (wiring->scenario->links, i);
      guint binder = link->head_binds ? link->head : link->tail;
      guint first;
      g_autofree char *key = NULL;

      if (link->endpoint == NULL || zoe_endpoint_is_wildcard (link->endpoint))
        continue;
      key = zoe_endpoint_dup_key (link->endpoint);
      first = GPOINTER_TO_UINT (g_hash_table_lookup (binders, key));
      if (first == 0)
        g_hash_table_insert (binders, g_steal_pointer (&key), GUINT_TO_POINTER (binder));
      else if (first != binder && g_hash_table_add (reported, link->endpoint))
        {
          g_autofree char *where = zoe_wire_dup_where (g_ptr_array_index (wiring->link_wires, i), "endpoint");
          g_autofree char *one = zoe_scenario_dup_port (wiring->scenario, first);
          g_autofree char *other = zoe_scenario_dup_port (wiring->scenario, binder);

          zoe_mistakes_add (wiring->mistakes, where, _("“%s” is bound by two sockets, %s and %s; expected an endpoint for each"),
                            link->endpoint, one, other);
        }
    }
}

static void
read_edge (Wiring *wiring, ZoeDraftEdge *edge)
{
  ZoeWire *wire = zoe_wire_new (edge, wiring->casting, wiring->mistakes);
  g_autofree char *key = NULL;
  ZoeWire *same;

  if (!zoe_wire_is_joined (wire))
    {
      zoe_wire_free (wire);
      return;
    }
  key = dup_key (wire);
  same = g_hash_table_lookup (wiring->wire_by_key, key);
  if (same != NULL)
    {
      zoe_wire_merge (same, wire);
      zoe_wire_free (wire);
      return;
    }
  g_ptr_array_add (wiring->wires, wire);
  g_hash_table_insert (wiring->wire_by_key, g_steal_pointer (&key), wire);
}

/**
 * zoe_wiring_make:
 * @casting: of the same draft and scenario
 * @scenario: gets the links
 *
 * Checks and expands all edges, then what only shows when all are there: endpoints bound twice, required links.
 */
void
zoe_wiring_make (ZoeDraft *draft, ZoeCasting *casting, gboolean allow_network, ZoeScenario *scenario, ZoeMistakes *mistakes)
{
  Wiring wiring = { .casting = casting, .scenario = scenario, .mistakes = mistakes };
  gboolean room = TRUE;

  wiring.wires = g_ptr_array_new_with_free_func ((GDestroyNotify) zoe_wire_free);
  wiring.wire_by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  wiring.link_by_pair = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  wiring.link_wires = g_ptr_array_new ();

  for (guint i = 0; i < draft->edges->len; i++)
    read_edge (&wiring, g_ptr_array_index (draft->edges, i));
  for (guint i = 0; i < wiring.wires->len; i++)
    {
      ZoeWire *wire = g_ptr_array_index (wiring.wires, i);

      zoe_wire_read (wire, casting, allow_network, mistakes);
      room = room && expand (&wiring, wire);
    }
  check_binders (&wiring);
  zoe_casting_check_links (casting);

  g_ptr_array_unref (wiring.wires);
  g_ptr_array_unref (wiring.link_wires);
  g_hash_table_unref (wiring.wire_by_key);
  g_hash_table_unref (wiring.link_by_pair);
}
