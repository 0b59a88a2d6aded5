/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/port.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

static gboolean
is_external (ZoeScenario *scenario, guint socket)
{
  return zoe_scenario_get_node (scenario, zoe_scenario_get_socket (scenario, socket)->node)->external;
}

static gboolean
has_option (ZoeSocketSpec *socket, const char *option)
{
  for (guint i = 0; socket->options != NULL && i < socket->options->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (socket->options, i), option))
      return TRUE;
  return FALSE;
}

static guint
binding_end (ZoeLinkSpec *link)
{
  return link->head_binds ? link->head : link->tail;
}

/* Asks the system for a port that is free now. Needed only where the socket that will bind starts later than those that connect:
 * the others let libzmq choose when they bind. */
static char *
reserve_tcp_endpoint (GError **error)
{
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;

  if (socket == NULL || !g_socket_bind (socket, any_port, TRUE, error))
    return NULL;
  address = g_socket_get_local_address (socket, error);
  if (address == NULL)
    return NULL;
  return g_strdup_printf ("tcp://127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
}

static char *
choose_endpoint (ZoePorts *ports, ZoeLinkSpec *link, GError **error)
{
  ZoeSocketSpec *binder = zoe_scenario_get_socket (ports->scenario, binding_end (link));
  ZoeNodeSpec *node = zoe_scenario_get_node (ports->scenario, binder->node);

  switch (link->transport)
    {
    case ZOE_TRANSPORT_IPC:
      if (ports->directory == NULL)
        ports->directory = g_dir_make_tmp ("zoetrope-XXXXXX", error);
      return ports->directory != NULL ? g_strdup_printf ("ipc://%s/%u", ports->directory, binder->number) : NULL;
    case ZOE_TRANSPORT_TCP:
      return node->start_ns > 0 ? reserve_tcp_endpoint (error) : g_strdup ("tcp://127.0.0.1:*");
    default:
      return g_strdup_printf ("inproc://%s:%s", node->name, binder->name);
    }
}

/* The links of one socket over one transport share one endpoint, unless the scenario names them. */
static guint
find_sibling (ZoePorts *ports, ZoePort *binder, ZoeLinkSpec *link)
{
  for (guint i = 0; i < binder->bind_links->len; i++)
    {
      guint number = g_array_index (binder->bind_links, guint, i);
      ZoeLinkSpec *sibling = zoe_scenario_get_link (ports->scenario, number);

      if (link->endpoint != NULL ? g_strcmp0 (link->endpoint, sibling->endpoint) == 0
                                 : sibling->endpoint == NULL && sibling->transport == link->transport)
        return number;
    }
  return 0;
}

/* Somebody may be reading the former one at this moment, so it stays until the ports go. Takes the text. */
static void
set_endpoint (ZoePorts *ports, guint link, char *endpoint)
{
  if (endpoint != NULL)
    g_ptr_array_add (ports->all_endpoints, endpoint);
  __atomic_store_n (&ports->endpoints[link], endpoint, __ATOMIC_RELEASE);
}

static gboolean
place_link (ZoePorts *ports, ZoeLinkSpec *link, GError **error)
{
  guint binding = binding_end (link);
  guint connecting = link->head_binds ? link->tail : link->head;
  ZoePort *binder = &ports->ports[binding];
  guint sibling = find_sibling (ports, binder, link);

  if (sibling != 0)
    set_endpoint (ports, link->number, g_strdup (ports->endpoints[sibling]));
  else if (link->endpoint != NULL)
    set_endpoint (ports, link->number, g_strdup (link->endpoint));
  else
    set_endpoint (ports, link->number, choose_endpoint (ports, link, error));
  if (ports->endpoints[link->number] == NULL)
    return FALSE;

  if (sibling == 0)
    g_array_append_val (binder->bind_links, link->number);
  g_array_append_val (ports->ports[connecting].connect_links, link->number);
  return TRUE;
}

static void
meet (ZoePorts *ports, ZoeLinkSpec *link, guint socket, guint peer)
{
  ZoeSocketSpec *spec = zoe_scenario_get_socket (ports->scenario, socket);
  ZoeSocketSpec *other = zoe_scenario_get_socket (ports->scenario, peer);
  ZoePort *port = &ports->ports[socket];

  port->network |= link->transport != ZOE_TRANSPORT_INPROC;
  port->keeps_frames |= zoe_socket_type_rewrites (spec->type) || zoe_socket_type_rewrites (other->type);
  if (is_external (ports->scenario, peer))
    {
      port->outside = peer;
      port->form = ZOE_FORM_ADAPTIVE;
      port->keeps_frames = TRUE;
    }
  else
    {
      g_array_append_val (port->peers, peer);
      /* libzmq conflates frames, not messages, and so allows one frame only: there is no room for a tag. */
      if (has_option (spec, "conflate=") || has_option (other, "conflate="))
        port->form = ZOE_FORM_PLAIN;
    }
}

/**
 * zoe_ports_new:
 * @error: no free tcp port, no room for ipc sockets
 */
ZoePorts *
zoe_ports_new (ZoeScenario *scenario, GError **error)
{
  g_autoptr (ZoePorts) ports = g_new0 (ZoePorts, 1);

  ports->scenario = zoe_scenario_ref (scenario);
  ports->n_ports = scenario->sockets->len;
  ports->ports = g_new0 (ZoePort, ports->n_ports + 1);
  ports->endpoints = g_new0 (char *, scenario->links->len + 1);
  ports->all_endpoints = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 1; i <= ports->n_ports; i++)
    {
      ZoePort *port = &ports->ports[i];

      port->socket = i;
      port->fans_out = zoe_socket_type_fans_out (zoe_scenario_get_socket (scenario, i)->type);
      port->bind_links = g_array_new (FALSE, FALSE, sizeof (guint));
      port->connect_links = g_array_new (FALSE, FALSE, sizeof (guint));
      port->peers = g_array_new (FALSE, FALSE, sizeof (guint));
    }
  for (guint i = 0; i < scenario->links->len; i++)
    {
      ZoeLinkSpec *link = g_ptr_array_index (scenario->links, i);

      if (!place_link (ports, link, error))
        return NULL;
      meet (ports, link, link->tail, link->head);
      meet (ports, link, link->head, link->tail);
    }
  return g_steal_pointer (&ports);
}

/**
 * zoe_ports_free:
 *
 * Removes what ipc sockets left on the disk.
 */
void
zoe_ports_free (ZoePorts *ports)
{
  for (guint i = 1; i <= ports->n_ports; i++)
    {
      g_array_unref (ports->ports[i].bind_links);
      g_array_unref (ports->ports[i].connect_links);
      g_array_unref (ports->ports[i].peers);
    }
  for (guint i = 1; i <= ports->scenario->links->len; i++)
    {
      if (ports->directory != NULL && ports->endpoints[i] != NULL && g_str_has_prefix (ports->endpoints[i], "ipc://")
          && g_str_has_prefix (ports->endpoints[i] + strlen ("ipc://"), ports->directory))
        g_unlink (ports->endpoints[i] + strlen ("ipc://"));
    }
  if (ports->directory != NULL)
    g_rmdir (ports->directory);
  g_free (ports->directory);
  g_ptr_array_unref (ports->all_endpoints);
  g_free (ports->endpoints);
  g_free (ports->ports);
  zoe_scenario_unref (ports->scenario);
  g_free (ports);
}

ZoePort *
zoe_ports_get (ZoePorts *ports, guint socket)
{
  g_assert (socket > 0 && socket <= ports->n_ports);
  return &ports->ports[socket];
}

gboolean
zoe_ports_have_network (ZoePorts *ports)
{
  for (guint i = 1; i <= ports->n_ports; i++)
    if (ports->ports[i].network)
      return TRUE;
  return FALSE;
}

/**
 * zoe_ports_set_bound:
 * @endpoint: where the socket that binds @link really is
 *
 * Tells it to all links that share the endpoint. Call on the binding thread, under the run's lock. In a node's next life, and where a
 * late joiner binds, others read the endpoints meanwhile; so the former ones are kept, as long as the ports are.
 */
void
zoe_ports_set_bound (ZoePorts *ports, guint number, const char *endpoint)
{
  ZoeLinkSpec *bound = zoe_scenario_get_link (ports->scenario, number);
  const char *wanted = ports->endpoints[number];

  if (g_str_equal (wanted, endpoint))
    return;
  for (guint i = 0; i < ports->scenario->links->len; i++)
    {
      ZoeLinkSpec *link = g_ptr_array_index (ports->scenario->links, i);

      if (binding_end (link) == binding_end (bound) && g_str_equal (ports->endpoints[link->number], wanted))
        {
          set_endpoint (ports, link->number, g_strdup (endpoint));
        }
    }
}

const char *
zoe_ports_get_endpoint (ZoePorts *ports, guint link)
{
  return __atomic_load_n (&ports->endpoints[link], __ATOMIC_ACQUIRE);
}
