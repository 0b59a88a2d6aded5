/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/scenario.h"

#include <string.h>

typedef struct
{
  ZoeScenario scenario;
  GHashTable *node_by_name;    /* (element-type utf8 ZoeNodeSpec), borrowed from scenario.nodes */
} OwnedScenario;

G_DEFINE_BOXED_TYPE (ZoeScenario, zoe_scenario, zoe_scenario_ref, zoe_scenario_unref)

static void
cluster_free (gpointer data)
{
  ZoeCluster *cluster = data;

  g_free (cluster->name);
  g_free (cluster->label);
  g_free (cluster);
}

static void
node_free (gpointer data)
{
  ZoeNodeSpec *node = data;

  g_free (node->name);
  g_free (node->base);
  g_free (node->role_name);
  g_hash_table_unref (node->parameters);
  g_free (node);
}

static void
socket_free (gpointer data)
{
  ZoeSocketSpec *socket = data;

  g_free (socket->name);
  g_clear_pointer (&socket->options, g_ptr_array_unref);
  g_free (socket);
}

static void
link_free (gpointer data)
{
  ZoeLinkSpec *link = data;

  g_free (link->endpoint);
  g_clear_pointer (&link->conditions, g_hash_table_unref);
  g_free (link);
}

static void
scenario_clear (gpointer data)
{
  OwnedScenario *owned = data;
  ZoeScenario *scenario = &owned->scenario;

  g_free (scenario->name);
  g_free (scenario->title);
  g_free (scenario->summary);
  g_free (scenario->chapter);
  g_free (scenario->figure);
  g_free (scenario->text);
  g_free (scenario->until);
  g_free (scenario->breaks);
  g_free (scenario->faults);
  g_hash_table_unref (owned->node_by_name);
  g_ptr_array_unref (scenario->clusters);
  g_ptr_array_unref (scenario->nodes);
  g_ptr_array_unref (scenario->sockets);
  g_ptr_array_unref (scenario->links);
}

/**
 * zoe_scenario_new:
 *
 * Returns: (transfer full): a scenario without nodes, to be filled by whoever read it and left alone afterwards
 */
ZoeScenario *
zoe_scenario_new (void)
{
  OwnedScenario *owned = g_atomic_rc_box_new0 (OwnedScenario);
  ZoeScenario *scenario = &owned->scenario;

  owned->node_by_name = g_hash_table_new (g_str_hash, g_str_equal);
  scenario->rate = 1;
  scenario->clusters = g_ptr_array_new_with_free_func (cluster_free);
  scenario->nodes = g_ptr_array_new_with_free_func (node_free);
  scenario->sockets = g_ptr_array_new_with_free_func (socket_free);
  scenario->links = g_ptr_array_new_with_free_func (link_free);
  return scenario;
}

ZoeScenario *
zoe_scenario_ref (ZoeScenario *scenario)
{
  return g_atomic_rc_box_acquire (scenario);
}

void
zoe_scenario_unref (ZoeScenario *scenario)
{
  g_atomic_rc_box_release_full (scenario, scenario_clear);
}

ZoeCluster *
zoe_scenario_add_cluster (ZoeScenario *scenario, const char *name, const char *label)
{
  ZoeCluster *cluster = g_new0 (ZoeCluster, 1);

  cluster->name = g_strdup (name);
  cluster->label = g_strdup (label);
  g_ptr_array_add (scenario->clusters, cluster);
  return cluster;
}

/**
 * zoe_scenario_add_node:
 *
 * Returns: (transfer none): the new node, numbered, its base the same as its name, for the caller to complete
 */
ZoeNodeSpec *
zoe_scenario_add_node (ZoeScenario *scenario, const char *name, const char *role_name)
{
  OwnedScenario *owned = (OwnedScenario *) scenario;
  ZoeNodeSpec *node = g_new0 (ZoeNodeSpec, 1);

  node->name = g_strdup (name);
  node->base = g_strdup (name);
  node->role_name = g_strdup (role_name);
  node->parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_ptr_array_add (scenario->nodes, node);
  node->number = scenario->nodes->len;
  g_hash_table_insert (owned->node_by_name, node->name, node);
  return node;
}

ZoeSocketSpec *
zoe_scenario_add_socket (ZoeScenario *scenario, guint node, const char *name, ZoeSocketType type)
{
  ZoeSocketSpec *socket = g_new0 (ZoeSocketSpec, 1);

  socket->node = node;
  socket->name = g_strdup (name);
  socket->type = type;
  g_ptr_array_add (scenario->sockets, socket);
  socket->number = scenario->sockets->len;
  return socket;
}

ZoeLinkSpec *
zoe_scenario_add_link (ZoeScenario *scenario, guint tail, guint head)
{
  ZoeLinkSpec *link = g_new0 (ZoeLinkSpec, 1);

  link->tail = tail;
  link->head = head;
  g_ptr_array_add (scenario->links, link);
  link->number = scenario->links->len;
  return link;
}

static gpointer
get_numbered (GPtrArray *array, guint number)
{
  return number > 0 && number <= array->len ? g_ptr_array_index (array, number - 1) : NULL;
}

/**
 * zoe_scenario_get_node:
 * @number: from 1
 *
 * Returns: (nullable) (transfer none): the node, %NULL for 0 and numbers nobody has
 */
ZoeNodeSpec *
zoe_scenario_get_node (ZoeScenario *scenario, guint number)
{
  return get_numbered (scenario->nodes, number);
}

ZoeSocketSpec *
zoe_scenario_get_socket (ZoeScenario *scenario, guint number)
{
  return get_numbered (scenario->sockets, number);
}

ZoeLinkSpec *
zoe_scenario_get_link (ZoeScenario *scenario, guint number)
{
  return get_numbered (scenario->links, number);
}

ZoeNodeSpec *
zoe_scenario_find_node (ZoeScenario *scenario, const char *name)
{
  return g_hash_table_lookup (((OwnedScenario *) scenario)->node_by_name, name);
}

ZoeSocketSpec *
zoe_scenario_find_socket (ZoeScenario *scenario, guint node, const char *name)
{
  for (guint i = 0; i < scenario->sockets->len; i++)
    {
      ZoeSocketSpec *socket = g_ptr_array_index (scenario->sockets, i);

      if (socket->node == node && strcmp (socket->name, name) == 0)
        return socket;
    }
  return NULL;
}

/**
 * zoe_scenario_find_link:
 *
 * Returns: (nullable) (transfer none): the first link between the two sockets, whichever way its arrow points: replies
 *   travel against the arrow
 */
ZoeLinkSpec *
zoe_scenario_find_link (ZoeScenario *scenario, guint sender_socket, guint receiver_socket)
{
  for (guint i = 0; i < scenario->links->len; i++)
    {
      ZoeLinkSpec *link = g_ptr_array_index (scenario->links, i);

      if ((link->tail == sender_socket && link->head == receiver_socket)
          || (link->tail == receiver_socket && link->head == sender_socket))
        return link;
    }
  return NULL;
}

/**
 * zoe_scenario_dup_port:
 *
 * Returns: (transfer full): a socket as people name it: "worker-2:receiver"; empty for 0
 */
char *
zoe_scenario_dup_port (ZoeScenario *scenario, guint number)
{
  ZoeSocketSpec *socket = zoe_scenario_get_socket (scenario, number);

  if (socket == NULL)
    return g_strdup ("");
  return g_strdup_printf ("%s:%s", zoe_scenario_get_node (scenario, socket->node)->name, socket->name);
}

static const char *const transport_names[ZOE_TRANSPORT_N] =
{
  [ZOE_TRANSPORT_INPROC] = "inproc",
  [ZOE_TRANSPORT_IPC] = "ipc",
  [ZOE_TRANSPORT_TCP] = "tcp",
};

const char *
zoe_transport_get_name (ZoeTransport transport)
{
  return transport_names[transport];
}

gboolean
zoe_transport_from_name (const char *name, ZoeTransport *ret_transport)
{
  for (guint i = 0; i < ZOE_TRANSPORT_N; i++)
    if (strcmp (transport_names[i], name) == 0)
      {
        *ret_transport = i;
        return TRUE;
      }
  return FALSE;
}
