/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/wiring.h"

#include <glib/gi18n.h>
#include <string.h>

#include "graph/endpoint.h"
#include "graph/scan.h"
#include "graph/suggestion.h"
#include "graph/vocabulary.h"
#include "model/parameter.h"

#define ANY_PORT "port"   /* what an outside program's socket is called where an edge names none */

/* An edge statement with its sockets found. */
typedef struct
{
  ZoeDraftEdge  *edge;
  char          *name;        /* for messages */
  ZoeSocketType  tail_type;
  ZoeSocketType  head_type;
  const char    *tail;        /* socket names */
  const char    *head;
  gboolean       tail_binds;  /* as the roles say; an outside program does what its peer does not */
  gboolean       head_binds;
  gboolean       has_bind;
  ZoeTransport   transport;
  gboolean       has_transport;
  gboolean       own_transport;   /* not from edge [...], which an endpoint overrules */
  const char    *endpoint;
  GHashTable    *conditions;
} Wire;

typedef struct
{
  ZoeCasting  *casting;
  ZoeScenario *scenario;
  ZoeMistakes *mistakes;
  gboolean     allow_network;
  GPtrArray   *wires;         /* (element-type Wire) */
  GHashTable  *wire_by_key;   /* (element-type utf8 Wire): see dup_key() */
  GHashTable  *link_by_pair;  /* (element-type gint64 ZoeLinkSpec): tail and head socket */
  GPtrArray   *link_wires;    /* (element-type Wire): of each link */
} Wiring;

static void
wire_free (gpointer data)
{
  Wire *wire = data;

  g_free (wire->name);
  g_clear_pointer (&wire->conditions, g_hash_table_unref);
  g_free (wire);
}

static char *
dup_where (Wire *wire, const char *attribute)
{
  if (wire->edge->flag != NULL)
    return g_strdup (wire->edge->flag);
  if (attribute == NULL)
    return g_strdup_printf (_("edge %s"), wire->name);
  return g_strdup_printf (_("edge %s, attribute “%s”"), wire->name, attribute);
}

static char *
dup_socket_list (const ZoeRole *role)
{
  GString *list = g_string_new (NULL);

  for (const ZoeRoleSocket *socket = role->sockets; socket != NULL && socket->name != NULL; socket++)
    g_string_append_printf (list, "%s%s (%s)", list->len > 0 ? ", " : "", socket->name, zoe_socket_type_get_name (socket->type));
  return g_string_free (list, FALSE);
}

/* Whether the two would make a link as they are, without a word about who binds. */
static gboolean
fits (const ZoeRoleSocket *socket, const ZoeRoleSocket *other, gboolean has_bind)
{
  return other == NULL
         || (zoe_socket_type_can_talk_to (socket->type, other->type) && (has_bind || socket->binds != other->binds));
}

static gboolean
fits_any (const ZoeRoleSocket *socket, const ZoeRole *role, gboolean has_bind)
{
  if (role->sockets == NULL)
    return TRUE;
  for (const ZoeRoleSocket *other = role->sockets; other->name != NULL; other++)
    if (fits (socket, other, has_bind))
      return TRUE;
  return FALSE;
}

/* The socket an edge means. Without a port it is the only one that fits the other end. */
static const ZoeRoleSocket *
find_socket (Wiring *wiring, Wire *wire, ZoeDraftNode *node, const char *port,
             const ZoeRole *other_role, const ZoeRoleSocket *other, gboolean has_bind)
{
  const ZoeRole *role = zoe_casting_get_role (wiring->casting, node);
  const ZoeRoleSocket *found = NULL;
  g_autofree char *where = dup_where (wire, NULL);
  g_autofree char *list = dup_socket_list (role);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint n_found = 0;

  if (port != NULL)
    {
      g_autofree char *suggestion = NULL;

      found = zoe_role_find_socket (role, port);
      if (found != NULL)
        return found;
      for (const ZoeRoleSocket *socket = role->sockets; socket->name != NULL; socket++)
        g_ptr_array_add (names, (gpointer) socket->name);
      suggestion = zoe_suggestion_dup (port, names);
      zoe_mistakes_add (wiring->mistakes, where, _("node %s (role %s) has no socket “%s”; %s"),
                        node->name, role->name, port, suggestion);
      return NULL;
    }

  for (const ZoeRoleSocket *socket = role->sockets; socket->name != NULL; socket++)
    if (other != NULL ? fits (socket, other, has_bind) : fits_any (socket, other_role, has_bind))
      {
        found = socket;
        n_found++;
      }
  if (n_found == 1)
    return found;
  zoe_mistakes_add (wiring->mistakes, where,
                    n_found == 0 ? _("no socket of node %s (role %s) fits the other end; there are %s")
                                 : _("the edge does not say which socket of node %s (role %s); expected one of %s"),
                    node->name, role->name, list);
  return NULL;
}

static gboolean
find_sockets (Wiring *wiring, Wire *wire)
{
  ZoeDraftEdge *edge = wire->edge;
  const ZoeRole *tail_role = zoe_casting_get_role (wiring->casting, edge->tail);
  const ZoeRole *head_role = zoe_casting_get_role (wiring->casting, edge->head);
  gboolean tail_outside = zoe_casting_is_external (wiring->casting, edge->tail);
  gboolean head_outside = zoe_casting_is_external (wiring->casting, edge->head);
  gboolean has_bind = zoe_draft_get_value (edge->attributes, "bind") != NULL;
  const ZoeRoleSocket *tail = NULL, *head = NULL;
  g_autofree char *where = dup_where (wire, NULL);

  if (tail_role == NULL || head_role == NULL)
    return FALSE;
  if (tail_outside && head_outside)
    {
      zoe_mistakes_add (wiring->mistakes, where, _("both ends are outside programs; expected one end in the lab"));
      return FALSE;
    }

  if (!tail_outside && edge->tail_port != NULL
      && (tail = find_socket (wiring, wire, edge->tail, edge->tail_port, head_role, NULL, has_bind)) == NULL)
    {
      if (!head_outside && edge->head_port != NULL)
        find_socket (wiring, wire, edge->head, edge->head_port, tail_role, NULL, has_bind);
      return FALSE;
    }
  if (!head_outside && (head = find_socket (wiring, wire, edge->head, edge->head_port, tail_role, tail, has_bind)) == NULL)
    return FALSE;
  if (!tail_outside && tail == NULL
      && (tail = find_socket (wiring, wire, edge->tail, NULL, head_role, head, has_bind)) == NULL)
    return FALSE;

  wire->tail_type = tail != NULL ? tail->type : ZOE_SOCKET_NONE;
  wire->head_type = head != NULL ? head->type : ZOE_SOCKET_NONE;
  wire->tail_binds = tail != NULL ? tail->binds : !head->binds;
  wire->head_binds = head != NULL ? head->binds : !tail->binds;
  wire->tail = tail != NULL ? tail->name : edge->tail_port != NULL ? edge->tail_port : ANY_PORT;
  wire->head = head != NULL ? head->name : edge->head_port != NULL ? edge->head_port : ANY_PORT;
  if (tail != NULL)
    zoe_casting_mark_linked (wiring->casting, edge->tail, wire->tail);
  if (head != NULL)
    zoe_casting_mark_linked (wiring->casting, edge->head, wire->head);
  return TRUE;
}

static void
check_types (Wiring *wiring, Wire *wire)
{
  g_autofree char *where = NULL;
  g_autofree char *tail_partners = NULL;
  g_autofree char *head_partners = NULL;

  if (zoe_socket_type_can_talk_to (wire->tail_type, wire->head_type))
    return;
  where = dup_where (wire, NULL);
  tail_partners = zoe_socket_type_dup_partners (wire->tail_type);
  if (wire->tail_type == wire->head_type)
    {
      zoe_mistakes_add (wiring->mistakes, where, _("%s cannot talk to %s; expected %s at one end"),
                        zoe_socket_type_get_name (wire->tail_type), zoe_socket_type_get_name (wire->head_type), tail_partners);
      return;
    }
  head_partners = zoe_socket_type_dup_partners (wire->head_type);
  zoe_mistakes_add (wiring->mistakes, where, _("%s cannot talk to %s; %s talks to %s, and %s to %s"),
                    zoe_socket_type_get_name (wire->tail_type), zoe_socket_type_get_name (wire->head_type),
                    zoe_socket_type_get_name (wire->tail_type), tail_partners,
                    zoe_socket_type_get_name (wire->head_type), head_partners);
}

static void
read_attribute (Wiring *wiring, Wire *wire, ZoeDraftAttribute *attribute)
{
  const ZoeRoleParameter *row = zoe_vocabulary_find (zoe_vocabulary_edge (), attribute->name);
  g_autofree char *where = dup_where (wire, attribute->name);
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;

  if (row == NULL)
    {
      g_autoptr (GPtrArray) names = g_ptr_array_new ();
      g_autofree char *suggestion = NULL;

      if (zoe_vocabulary_is_graphviz (attribute->name))
        return;
      for (row = zoe_vocabulary_edge (); row->name != NULL; row++)
        g_ptr_array_add (names, (gpointer) row->name);
      suggestion = zoe_suggestion_dup (attribute->name, names);
      zoe_mistakes_add (wiring->mistakes, where, _("a link has no such attribute; %s"), suggestion);
      return;
    }

  value = zoe_parameter_read (row, attribute->value, &error);
  if (value == NULL)
    zoe_mistakes_add (wiring->mistakes, where, "%s", error->message);
  else if (strcmp (row->name, "bind") == 0)
    {
      wire->has_bind = TRUE;
      wire->head_binds = strcmp (value, "head") == 0;
      wire->tail_binds = !wire->head_binds;
    }
  else if (strcmp (row->name, "transport") == 0)
    {
      wire->has_transport = zoe_transport_from_name (value, &wire->transport);
      wire->own_transport = !attribute->inherited;
    }
  else if (strcmp (row->name, "endpoint") == 0)
    wire->endpoint = attribute->value;
  else
    {
      if (wire->conditions == NULL)
        wire->conditions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      g_hash_table_replace (wire->conditions, g_strdup (row->name), g_steal_pointer (&value));
    }
}

static void
check_binding (Wiring *wiring, Wire *wire)
{
  g_autofree char *where = NULL;

  if (wire->has_bind || wire->tail_binds != wire->head_binds)
    return;
  where = dup_where (wire, NULL);
  if (wire->tail_binds)
    zoe_mistakes_add (wiring->mistakes, where, _("both ends bind: %s:%s and %s:%s; expected bind=head or bind=tail"),
                      wire->edge->tail->name, wire->tail, wire->edge->head->name, wire->head);
  else if (wire->endpoint != NULL)
    zoe_mistakes_add (wiring->mistakes, where, _("nobody binds “%s”: %s:%s and %s:%s both connect; expected bind=head or bind=tail"),
                      wire->endpoint, wire->edge->tail->name, wire->tail, wire->edge->head->name, wire->head);
  else
    zoe_mistakes_add (wiring->mistakes, where, _("nobody binds: %s:%s and %s:%s both connect; expected bind=head or bind=tail"),
                      wire->edge->tail->name, wire->tail, wire->edge->head->name, wire->head);
}

static void
check_endpoint (Wiring *wiring, Wire *wire)
{
  gboolean tail_outside = zoe_casting_is_external (wiring->casting, wire->edge->tail);
  gboolean head_outside = zoe_casting_is_external (wiring->casting, wire->edge->head);
  gboolean outside = tail_outside || head_outside;
  gboolean outside_binds = (tail_outside && wire->tail_binds) || (head_outside && wire->head_binds);
  g_autofree char *where = dup_where (wire, "endpoint");
  g_autofree char *transport_where = dup_where (wire, "transport");
  g_autoptr (GError) error = NULL;
  ZoeTransport transport = wire->has_transport ? wire->transport : outside ? ZOE_TRANSPORT_TCP : ZOE_TRANSPORT_INPROC;

  if (wire->endpoint != NULL)
    {
      if (!zoe_endpoint_parse (wire->endpoint, wiring->allow_network, &transport, &error))
        {
          zoe_mistakes_add (wiring->mistakes, where, "%s", error->message);
          wire->endpoint = NULL;
          return;
        }
      if (wire->own_transport && wire->transport != transport)
        zoe_mistakes_add (wiring->mistakes, transport_where, _("%s does not fit the endpoint “%s”; expected %s, or none"),
                          zoe_transport_get_name (wire->transport), wire->endpoint, zoe_transport_get_name (transport));
      if (zoe_endpoint_is_wildcard (wire->endpoint) && (!outside || outside_binds))
        zoe_mistakes_add (wiring->mistakes, where,
                          outside ? _("the lab cannot know which address “%s” will be; expected it written out")
                                  : _("“%s” leaves the address open; expected it written out, or transport=%s alone for a free one"),
                          wire->endpoint, zoe_transport_get_name (transport));
    }
  else if (outside_binds)
    zoe_mistakes_add (wiring->mistakes, where, _("the outside program binds, so the lab must be told where; expected one "
                                                 "like endpoint=\"tcp://127.0.0.1:5557\""));
  if (outside && transport == ZOE_TRANSPORT_INPROC && wire->has_transport && !wire->own_transport && wire->endpoint == NULL)
    transport = ZOE_TRANSPORT_TCP;
  if (outside && transport == ZOE_TRANSPORT_INPROC)
    zoe_mistakes_add (wiring->mistakes, wire->endpoint != NULL ? where : transport_where,
                      _("inproc does not reach an outside program; expected ipc or tcp"));
  wire->transport = transport;
}

/* The first time, or what a later statement about the same sockets changes. */
static void
set_link (ZoeLinkSpec *link, Wire *wire, gboolean later)
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
add_link (Wiring *wiring, Wire *wire, guint tail, guint head)
{
  g_autofree gint64 *pair = dup_pair (tail, head);
  g_autofree gint64 *reversed = dup_pair (head, tail);
  ZoeLinkSpec *link = g_hash_table_lookup (wiring->link_by_pair, pair);
  ZoeLinkSpec *other = g_hash_table_lookup (wiring->link_by_pair, reversed);

  if (other != NULL)
    {
      Wire *first = g_ptr_array_index (wiring->link_wires, other->number - 1);
      g_autofree char *where = dup_where (wire, NULL);

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
expand (Wiring *wiring, Wire *wire)
{
  gboolean same_socket = wire->edge->tail == wire->edge->head && strcmp (wire->tail, wire->head) == 0;
  guint n_tails, n_heads;
  const guint *tails = zoe_casting_get_numbers (wiring->casting, wire->edge->tail, &n_tails);
  const guint *heads = zoe_casting_get_numbers (wiring->casting, wire->edge->head, &n_heads);

  if (wire->edge->tail == wire->edge->head && n_tails == 1
      && zoe_draft_find_attribute (wire->edge->tail->attributes, "count") == NULL)
    {
      g_autofree char *where = dup_where (wire, NULL);

      zoe_mistakes_add (wiring->mistakes, where, _("links the node with itself; expected two nodes, or a count"));
      return TRUE;
    }
  if ((guint64) wiring->scenario->links->len + (guint64) n_tails * n_heads > ZOE_MAX_LINKS)
    {
      g_autofree char *where = dup_where (wire, NULL);

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
dup_key (Wire *wire)
{
  return g_strdup_printf ("%s:%s %s:%s %s", wire->edge->tail->name, wire->tail, wire->edge->head->name, wire->head,
                          wire->edge->flag != NULL ? wire->edge->flag : "");
}

static void
merge (Wire *into, Wire *later)
{
  for (guint i = 0; i < later->edge->attributes->len; i++)
    {
      ZoeDraftAttribute *attribute = g_ptr_array_index (later->edge->attributes, i);

      if (!attribute->inherited)
        zoe_draft_set_value (into->edge->attributes, attribute->name, attribute->value, NULL);
    }
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
          g_autofree char *where = dup_where (g_ptr_array_index (wiring->link_wires, i), "endpoint");
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
  Wire *wire = g_new0 (Wire, 1);
  g_autofree char *key = NULL;
  Wire *same;

  wire->edge = edge;
  wire->name = zoe_draft_edge_dup_name (edge);
  if (!find_sockets (wiring, wire))
    {
      for (guint i = 0; i < edge->attributes->len; i++)
        read_attribute (wiring, wire, g_ptr_array_index (edge->attributes, i));
      wire_free (wire);
      return;
    }
  key = dup_key (wire);
  same = g_hash_table_lookup (wiring->wire_by_key, key);
  if (same != NULL)
    {
      merge (same, wire);
      wire_free (wire);
      return;
    }
  g_ptr_array_add (wiring->wires, wire);
  g_hash_table_insert (wiring->wire_by_key, g_steal_pointer (&key), wire);
}

/**
 * zoe_wire:
 * @casting: of the same draft and scenario
 * @scenario: gets the links
 *
 * Checks and expands all edges, then what only shows when all are there: endpoints bound twice, required links.
 */
void
zoe_wire (ZoeDraft *draft, ZoeCasting *casting, gboolean allow_network, ZoeScenario *scenario, ZoeMistakes *mistakes)
{
  Wiring wiring = { .casting = casting, .scenario = scenario, .mistakes = mistakes, .allow_network = allow_network };
  gboolean room = TRUE;

  wiring.wires = g_ptr_array_new_with_free_func (wire_free);
  wiring.wire_by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  wiring.link_by_pair = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  wiring.link_wires = g_ptr_array_new ();

  for (guint i = 0; i < draft->edges->len; i++)
    read_edge (&wiring, g_ptr_array_index (draft->edges, i));
  for (guint i = 0; i < wiring.wires->len; i++)
    {
      Wire *wire = g_ptr_array_index (wiring.wires, i);

      for (guint j = 0; j < wire->edge->attributes->len; j++)
        read_attribute (&wiring, wire, g_ptr_array_index (wire->edge->attributes, j));
      check_types (&wiring, wire);
      check_binding (&wiring, wire);
      check_endpoint (&wiring, wire);
      room = room && expand (&wiring, wire);
    }
  check_binders (&wiring);
  zoe_casting_check_links (casting);

  g_ptr_array_unref (wiring.wires);
  g_ptr_array_unref (wiring.link_wires);
  g_hash_table_unref (wiring.wire_by_key);
  g_hash_table_unref (wiring.link_by_pair);
}
