/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/wire.h"

#include <glib/gi18n.h>
#include <string.h>

#include "graph/endpoint.h"
#include "graph/suggestion.h"
#include "graph/vocabulary.h"
#include "model/parameter.h"

#define ANY_PORT "port"   /* what an outside program's socket is called where an edge names none */

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
find_socket (ZoeWire *wire, ZoeCasting *casting, ZoeMistakes *mistakes, ZoeDraftNode *node, const char *port,
             const ZoeRole *other_role, const ZoeRoleSocket *other, gboolean has_bind)
{
  const ZoeRole *role = zoe_casting_get_role (casting, node);
  const ZoeRoleSocket *found = NULL;
  g_autofree char *where = zoe_wire_dup_where (wire, NULL);
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
      zoe_mistakes_add (mistakes, where, _("node %s (role %s) has no socket “%s”; %s"),
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
  zoe_mistakes_add (mistakes, where,
                    n_found == 0 ? _("no socket of node %s (role %s) fits the other end; there are %s")
                                 : _("the edge does not say which socket of node %s (role %s); expected one of %s"),
                    node->name, role->name, list);
  return NULL;
}

/* An edge with a mistake counts as a link of the socket it names, or of any it may mean: one mistake is told once. */
static void
mark_meant (ZoeCasting *casting, ZoeDraftNode *node, const char *port)
{
  const ZoeRole *role = zoe_casting_get_role (casting, node);

  for (const ZoeRoleSocket *socket = role != NULL ? role->sockets : NULL; socket != NULL && socket->name != NULL; socket++)
    if (port == NULL || zoe_role_find_socket (role, port) == NULL || strcmp (socket->name, port) == 0)
      zoe_casting_mark_linked (casting, node, socket->name);
}

static gboolean
find_sockets (ZoeWire *wire, ZoeCasting *casting, ZoeMistakes *mistakes)
{
  ZoeDraftEdge *edge = wire->edge;
  const ZoeRole *tail_role = zoe_casting_get_role (casting, edge->tail);
  const ZoeRole *head_role = zoe_casting_get_role (casting, edge->head);
  gboolean tail_outside = zoe_casting_is_external (casting, edge->tail);
  gboolean head_outside = zoe_casting_is_external (casting, edge->head);
  gboolean has_bind = zoe_draft_get_value (edge->attributes, "bind") != NULL;
  const ZoeRoleSocket *tail = NULL, *head = NULL;
  g_autofree char *where = zoe_wire_dup_where (wire, NULL);

  if (tail_role == NULL || head_role == NULL)
    {
      if (tail_role != NULL && !tail_outside && edge->tail_port != NULL)
        find_socket (wire, casting, mistakes, edge->tail, edge->tail_port, tail_role, NULL, has_bind);
      if (head_role != NULL && !head_outside && edge->head_port != NULL)
        find_socket (wire, casting, mistakes, edge->head, edge->head_port, head_role, NULL, has_bind);
      return FALSE;
    }
  if (tail_outside && head_outside)
    {
      zoe_mistakes_add (mistakes, where, _("both ends are outside programs; expected one end in the lab"));
      return FALSE;
    }

  if (!tail_outside && edge->tail_port != NULL
      && (tail = find_socket (wire, casting, mistakes, edge->tail, edge->tail_port, head_role, NULL, has_bind)) == NULL)
    {
      if (!head_outside && edge->head_port != NULL)
        find_socket (wire, casting, mistakes, edge->head, edge->head_port, tail_role, NULL, has_bind);
      return FALSE;
    }
  if (!head_outside && (head = find_socket (wire, casting, mistakes, edge->head, edge->head_port, tail_role, tail, has_bind)) == NULL)
    return FALSE;
  if (!tail_outside && tail == NULL
      && (tail = find_socket (wire, casting, mistakes, edge->tail, NULL, head_role, head, has_bind)) == NULL)
    return FALSE;

  wire->tail_type = tail != NULL ? tail->type : ZOE_SOCKET_NONE;
  wire->head_type = head != NULL ? head->type : ZOE_SOCKET_NONE;
  wire->tail_binds = tail != NULL ? tail->binds : !head->binds;
  wire->head_binds = head != NULL ? head->binds : !tail->binds;
  wire->tail = tail != NULL ? tail->name : edge->tail_port != NULL ? edge->tail_port : ANY_PORT;
  wire->head = head != NULL ? head->name : edge->head_port != NULL ? edge->head_port : ANY_PORT;
  if (tail != NULL)
    zoe_casting_mark_linked (casting, edge->tail, wire->tail);
  if (head != NULL)
    zoe_casting_mark_linked (casting, edge->head, wire->head);
  return TRUE;
}

static void
check_types (ZoeWire *wire, ZoeMistakes *mistakes)
{
  g_autofree char *where = NULL;
  g_autofree char *tail_partners = NULL;
  g_autofree char *head_partners = NULL;

  if (zoe_socket_type_can_talk_to (wire->tail_type, wire->head_type))
    return;
  where = zoe_wire_dup_where (wire, NULL);
  tail_partners = zoe_socket_type_dup_partners (wire->tail_type);
  if (wire->tail_type == wire->head_type)
    {
      zoe_mistakes_add (mistakes, where, _("%s cannot talk to %s; expected %s at one end"),
                        zoe_socket_type_get_name (wire->tail_type), zoe_socket_type_get_name (wire->head_type), tail_partners);
      return;
    }
  head_partners = zoe_socket_type_dup_partners (wire->head_type);
  zoe_mistakes_add (mistakes, where, _("%s cannot talk to %s; %s talks to %s, and %s to %s"),
                    zoe_socket_type_get_name (wire->tail_type), zoe_socket_type_get_name (wire->head_type),
                    zoe_socket_type_get_name (wire->tail_type), tail_partners,
                    zoe_socket_type_get_name (wire->head_type), head_partners);
}

static void
read_attribute (ZoeWire *wire, ZoeMistakes *mistakes, ZoeDraftAttribute *attribute)
{
  const ZoeRoleParameter *row = zoe_vocabulary_find (zoe_vocabulary_edge (), attribute->name);
  g_autofree char *where = zoe_wire_dup_where (wire, attribute->name);
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
      zoe_mistakes_add (mistakes, where, _("a link has no such attribute; %s"), suggestion);
      return;
    }

  value = zoe_parameter_read (row, attribute->value, &error);
  if (value == NULL)
    zoe_mistakes_add (mistakes, where, "%s", error->message);
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
check_binding (ZoeWire *wire, ZoeMistakes *mistakes)
{
  g_autofree char *where = NULL;

  if (wire->has_bind || wire->tail_binds != wire->head_binds)
    return;
  where = zoe_wire_dup_where (wire, NULL);
  if (wire->tail_binds)
    zoe_mistakes_add (mistakes, where, _("both ends bind: %s:%s and %s:%s; expected bind=head or bind=tail"),
                      wire->edge->tail->name, wire->tail, wire->edge->head->name, wire->head);
  else if (wire->endpoint != NULL)
    zoe_mistakes_add (mistakes, where, _("nobody binds “%s”: %s:%s and %s:%s both connect; expected bind=head or bind=tail"),
                      wire->endpoint, wire->edge->tail->name, wire->tail, wire->edge->head->name, wire->head);
  else
    zoe_mistakes_add (mistakes, where, _("nobody binds: %s:%s and %s:%s both connect; expected bind=head or bind=tail"),
                      wire->edge->tail->name, wire->tail, wire->edge->head->name, wire->head);
}

static void
check_endpoint (ZoeWire *wire, ZoeCasting *casting, gboolean allow_network, ZoeMistakes *mistakes)
{
  gboolean tail_outside = zoe_casting_is_external (casting, wire->edge->tail);
  gboolean head_outside = zoe_casting_is_external (casting, wire->edge->head);
  gboolean outside = tail_outside || head_outside;
  gboolean outside_binds = (tail_outside && wire->tail_binds) || (head_outside && wire->head_binds);
  g_autofree char *where = zoe_wire_dup_where (wire, "endpoint");
  g_autofree char *transport_where = zoe_wire_dup_where (wire, "transport");
  g_autoptr (GError) error = NULL;
  ZoeTransport transport = wire->has_transport ? wire->transport : outside ? ZOE_TRANSPORT_TCP : ZOE_TRANSPORT_INPROC;

  if (wire->endpoint != NULL)
    {
      if (!zoe_endpoint_parse (wire->endpoint, allow_network, &transport, &error))
        {
          zoe_mistakes_add (mistakes, where, "%s", error->message);
          wire->endpoint = NULL;
          return;
        }
      if (wire->own_transport && wire->transport != transport)
        zoe_mistakes_add (mistakes, transport_where, _("%s does not fit the endpoint “%s”; expected %s, or none"),
                          zoe_transport_get_name (wire->transport), wire->endpoint, zoe_transport_get_name (transport));
      if (zoe_endpoint_is_wildcard (wire->endpoint) && (!outside || outside_binds))
        zoe_mistakes_add (mistakes, where,
                          outside ? _("the lab cannot know which address “%s” will be; expected it written out")
                                  : _("“%s” leaves the address open; expected it written out, or transport=%s alone for a free one"),
                          wire->endpoint, zoe_transport_get_name (transport));
    }
  else if (outside_binds)
    zoe_mistakes_add (mistakes, where, _("the outside program binds, so the lab must be told where; expected one "
                                                 "like endpoint=\"tcp://127.0.0.1:5557\""));
  if (outside && transport == ZOE_TRANSPORT_INPROC && wire->has_transport && !wire->own_transport && wire->endpoint == NULL)
    transport = ZOE_TRANSPORT_TCP;
  if (outside && transport == ZOE_TRANSPORT_INPROC)
    zoe_mistakes_add (mistakes, wire->endpoint != NULL ? where : transport_where,
                      _("inproc does not reach an outside program; expected ipc or tcp"));
  wire->transport = transport;
}

/**
 * zoe_wire_new:
 * @edge: borrowed
 *
 * Finds the sockets the edge is about. If it cannot, its attributes are checked nevertheless.
 */
ZoeWire *
zoe_wire_new (ZoeDraftEdge *edge, ZoeCasting *casting, ZoeMistakes *mistakes)
{
  ZoeWire *wire = g_new0 (ZoeWire, 1);

  wire->edge = edge;
  wire->name = zoe_draft_edge_dup_name (edge);
  if (find_sockets (wire, casting, mistakes))
    return wire;
  mark_meant (casting, edge->tail, edge->tail_port);
  mark_meant (casting, edge->head, edge->head_port);
  for (guint i = 0; i < edge->attributes->len; i++)
    read_attribute (wire, mistakes, g_ptr_array_index (edge->attributes, i));
  return wire;
}

void
zoe_wire_free (ZoeWire *wire)
{
  g_free (wire->name);
  g_clear_pointer (&wire->conditions, g_hash_table_unref);
  g_free (wire);
}

/**
 * zoe_wire_is_joined:
 *
 * Returns: whether both sockets have been found
 */
gboolean
zoe_wire_is_joined (ZoeWire *wire)
{
  return wire->tail != NULL;
}

/**
 * zoe_wire_merge:
 * @later: a statement about the same sockets, whose own attributes override
 */
void
zoe_wire_merge (ZoeWire *wire, ZoeWire *later)
{
  for (guint i = 0; i < later->edge->attributes->len; i++)
    {
      ZoeDraftAttribute *attribute = g_ptr_array_index (later->edge->attributes, i);

      if (!attribute->inherited)
        zoe_draft_set_value (wire->edge->attributes, attribute->name, attribute->value, NULL);
    }
}

/**
 * zoe_wire_read:
 *
 * Reads the attributes, and checks whether the sockets can talk, who binds, and the endpoint.
 */
void
zoe_wire_read (ZoeWire *wire, ZoeCasting *casting, gboolean allow_network, ZoeMistakes *mistakes)
{
  for (guint i = 0; i < wire->edge->attributes->len; i++)
    read_attribute (wire, mistakes, g_ptr_array_index (wire->edge->attributes, i));
  check_types (wire, mistakes);
  check_binding (wire, mistakes);
  check_endpoint (wire, casting, allow_network, mistakes);
}

/**
 * zoe_wire_dup_where:
 * @attribute: (nullable): %NULL for the edge as a whole
 *
 * Returns: (transfer full): how mistakes name the place
 */
char *
zoe_wire_dup_where (ZoeWire *wire, const char *attribute)
{
  if (wire->edge->flag != NULL)
    return g_strdup (wire->edge->flag);
  if (attribute == NULL)
    return g_strdup_printf (_("edge %s"), wire->name);
  return g_strdup_printf (_("edge %s, attribute “%s”"), wire->name, attribute);
}
