/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A node's sockets: opened with the options of this life, bound, connected, and closed in the end. All on the node's own thread. */

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "run/node_private.h"

static gboolean
set_option (ZoeNode *node, ZoeSocket *socket, const char *option, GError **error)
{
  g_auto (GStrv) pair = g_strsplit (option, "=", 2);

  if (!zoe_socket_set_option (socket, pair[0], pair[1] != NULL ? pair[1] : "", error))
    return FALSE;
  if (g_str_equal (pair[0], "subscribe"))
    {
      zoe_traffic_subscribe (node->run->traffic, zoe_socket_get_number (socket), pair[1], TRUE);
      zoe_probe_say (&node->probe, ZOE_EVENT_SUBSCRIBE, zoe_socket_get_number (socket), 0, pair[1]);
    }
  return TRUE;
}

/* The value an option has in this life: the scenario's, unless a restart changed it. */
static char *
choose_option (ZoeNode *node, ZoeSocketSpec *spec, const char *option)
{
  g_auto (GStrv) pair = g_strsplit (option, "=", 2);
  g_autofree char *wanted = g_strdup_printf ("%s.%s=", spec->name, pair[0]);

  for (char **override = node->overrides; override != NULL && *override != NULL; override++)
    {
      if (g_str_has_prefix (*override, wanted))
        return g_strdup (*override + strlen (spec->name) + 1);
      if (g_str_equal (*override, "routing-id=new") && g_str_equal (pair[0], "routing-id"))
        return g_strdup_printf ("%s.%u", option, node->n_lives);
    }
  return g_strdup (option);
}

static gboolean
set_options (ZoeNode *node, ZoeSocket *socket, ZoeSocketSpec *spec, GError **error)
{
  for (guint i = 0; spec->options != NULL && i < spec->options->len; i++)
    {
      g_autofree char *option = choose_option (node, spec, g_ptr_array_index (spec->options, i));

      if (!set_option (node, socket, option, error))
        return FALSE;
    }
  /* Those that the scenario does not set at all. */
  for (char **override = node->overrides; override != NULL && *override != NULL; override++)
    {
      gsize length = strlen (spec->name);

      if (g_str_has_prefix (*override, spec->name) && (*override)[length] == '.' && !set_option (node, socket, *override + length + 1, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
open_socket (ZoeNode *node, ZoeSocketSpec *spec, GError **error)
{
  ZoePort *port = zoe_ports_get (node->run->ports, spec->number);
  ZoeSocket *socket = zoe_socket_new (node->run->context, spec->type, port->form, spec->number);
  ZoeMonitor *monitor = NULL;

  if (socket == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES,
                   _("cannot open another socket: %s; use fewer nodes, or raise the limit of open files (ulimit -n)"), g_strerror (errno));
      return FALSE;
    }
  g_ptr_array_add (node->sockets, socket);
  if (port->network)
    monitor = zoe_monitor_new (node->run->context, socket);
  if (monitor != NULL)
    zoe_lab_thread_add_monitor (node->run->lab_thread, monitor);
  return set_options (node, socket, spec, error);
}

/* A socket that its role can do without, and that no link leads to, is not opened: the role sees NULL and knows. */
static gboolean
is_wanted (ZoeNode *node, ZoeSocketSpec *spec)
{
  const ZoeRoleSocket *row = zoe_role_find_socket (node->spec->role, spec->name);

  return row == NULL || row->required || zoe_node_count_links (node, spec->name) > 0;
}

gboolean
zoe_node_open_sockets (ZoeNode *node, GError **error)
{
  ZoeScenario *scenario = node->run->scenario;

  for (guint i = 0; i < scenario->sockets->len; i++)
    {
      ZoeSocketSpec *spec = g_ptr_array_index (scenario->sockets, i);

      if (spec->node == node->spec->number && is_wanted (node, spec) && !open_socket (node, spec, error))
        {
          g_prefix_error (error, "%s:%s: ", node->spec->name, spec->name);
          return FALSE;
        }
    }
  return TRUE;
}

/* A socket that was closed a moment ago may still hold its endpoint: libzmq closes in the background. So a node in another life
 * asks again for a while. */
#define BIND_PATIENCE_NS (5 * ZOE_NS_PER_S)
#define BIND_PAUSE_NS    (2 * ZOE_NS_PER_MS)

/* libzmq takes an ipc socket's file away from whoever listens there, and depending on its version leaves the file behind when it
 * closes. So the file says nothing; whether a connection is accepted does. */
static gboolean
is_listening (const char *file)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  gboolean accepted;

  if (fd < 0 || g_strlcpy (address.sun_path, file, sizeof address.sun_path) >= sizeof address.sun_path)
    accepted = FALSE;
  else
    accepted = connect (fd, (struct sockaddr *) &address, sizeof address) == 0 || errno == EAGAIN;
  if (fd >= 0)
    close (fd);
  return accepted;
}

static gboolean
bind_socket (ZoeNode *node, ZoeSocket *socket, const char *endpoint, char **ret_endpoint, GError **error)
{
  gint64 give_up = zoe_real_now () + (node->n_lives > 0 ? BIND_PATIENCE_NS : 0);
  const char *file = node->n_lives > 0 && g_str_has_prefix (endpoint, "ipc://") ? endpoint + strlen ("ipc://") : NULL;

  for (;;)
    {
      g_autoptr (GError) refusal = NULL;

      if ((file == NULL || !is_listening (file)) && zoe_socket_bind (socket, endpoint, ret_endpoint, &refusal))
        return TRUE;
      if (zoe_real_now () >= give_up || (refusal != NULL && !g_error_matches (refusal, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE)))
        {
          if (refusal != NULL)
            g_propagate_error (error, g_steal_pointer (&refusal));
          else
            g_set_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE, _("cannot bind to %s: the node's former life still listens there"), endpoint);
          return FALSE;
        }
      zoe_socket_wait (NULL, 0, node->wake_fd, BIND_PAUSE_NS);
      if (zoe_run_is_stopping (node->run))
        give_up = 0;
    }
}

gboolean
zoe_node_bind_sockets (ZoeNode *node, GError **error)
{
  ZoePorts *ports = node->run->ports;

  for (guint i = 0; i < node->sockets->len; i++)
    {
      ZoeSocket *socket = g_ptr_array_index (node->sockets, i);
      GArray *links = zoe_ports_get (ports, zoe_socket_get_number (socket))->bind_links;

      for (guint j = 0; j < links->len; j++)
        {
          guint link = g_array_index (links, guint, j);
          g_autofree char *endpoint = NULL;

          if (!bind_socket (node, socket, zoe_ports_get_endpoint (ports, link), &endpoint, error))
            {
              g_autofree char *port = zoe_scenario_dup_port (node->run->scenario, zoe_socket_get_number (socket));

              g_prefix_error (error, "%s: ", port);
              return FALSE;
            }
          zoe_run_set_bound (node->run, link, endpoint);
          zoe_probe_say (&node->probe, ZOE_EVENT_BIND, zoe_socket_get_number (socket), 0, endpoint);
        }
    }
  return TRUE;
}

/* Over inproc it matters which life of the other end is found: the one that is bound now, or, if none is, the next. */
static gboolean
connect_link (ZoeNode *node, ZoeSocket *socket, guint link, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&node->run->wiring_lock);

  node->connected[link] = node->run->moves[link];
  return zoe_socket_connect (socket, zoe_ports_get_endpoint (node->run->ports, link), error);
}

/* Who connects over inproc from now on waits for the next life. */
static void
give_up_endpoints (ZoeNode *node, ZoeSocket *socket)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&node->run->wiring_lock);
  guint number = zoe_socket_get_number (socket);
  GPtrArray *links = node->run->scenario->links;

  for (guint i = 0; i < links->len; i++)
    {
      ZoeLinkSpec *link = g_ptr_array_index (links, i);

      if (link->transport == ZOE_TRANSPORT_INPROC && number == (link->head_binds ? link->head : link->tail))
        node->run->moves[link->number]++;
    }
  for (guint i = 0; i < zoe_ports_get (node->run->ports, number)->bind_links->len; i++)
    {
      guint link = g_array_index (zoe_ports_get (node->run->ports, number)->bind_links, guint, i);

      if (zoe_scenario_get_link (node->run->scenario, link)->transport == ZOE_TRANSPORT_INPROC)
        zoe_socket_unbind (socket, zoe_ports_get_endpoint (node->run->ports, link));
    }
}

/* Whether it is still connected to a former life of the other end. */
static gboolean
is_left_behind (ZoeNode *node, guint link)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&node->run->wiring_lock);

  return node->connected[link] != node->run->moves[link];
}

gboolean
zoe_node_connect_sockets (ZoeNode *node, GError **error)
{
  ZoePorts *ports = node->run->ports;

  for (guint i = 0; i < node->sockets->len; i++)
    {
      ZoeSocket *socket = g_ptr_array_index (node->sockets, i);
      GArray *links = zoe_ports_get (ports, zoe_socket_get_number (socket))->connect_links;

      /* Before it connects: the greeting may come at once, and must not be waited for after that. */
      zoe_traffic_opened (node->run->traffic, zoe_socket_get_number (socket));
      for (guint j = 0; j < links->len; j++)
        {
          const char *endpoint = zoe_ports_get_endpoint (ports, g_array_index (links, guint, j));

          if (!connect_link (node, socket, g_array_index (links, guint, j), error))
            {
              g_autofree char *port = zoe_scenario_dup_port (node->run->scenario, zoe_socket_get_number (socket));

              g_prefix_error (error, "%s: ", port);
              return FALSE;
            }
          zoe_probe_say (&node->probe, ZOE_EVENT_CONNECT, zoe_socket_get_number (socket), 0, endpoint);
        }
    }
  return TRUE;
}

/**
 * zoe_node_connect_again:
 *
 * Connects one link anew, after its other end came back, unless it has found it by itself: over a second connection everything would
 * come twice. Call on the node's thread.
 */
void
zoe_node_connect_again (ZoeNode *node, guint number)
{
  ZoeLinkSpec *link = zoe_scenario_get_link (node->run->scenario, number);

  for (guint i = 0; i < node->sockets->len; i++)
    {
      ZoeSocket *socket = g_ptr_array_index (node->sockets, i);
      guint connecting = link->head_binds ? link->tail : link->head;

      if (zoe_socket_get_number (socket) == connecting && is_left_behind (node, number) && connect_link (node, socket, number, NULL))
        zoe_probe_say (&node->probe, ZOE_EVENT_CONNECT, connecting, 0, zoe_ports_get_endpoint (node->run->ports, number));
    }
}

/* How long libzmq may try to deliver what a stopped node has left, where it might try for ever: the end of a run waits for it. */
#define MOST_LINGER_MS 500

/* So many sockets of its former lives a node keeps open. */
#define MOST_LINGERING 8

/* A socket's linger goes on while the run does, and ends with it. libzmq knows only one that nobody can end: over tcp and ipc, one that
 * has connected tries without end to find its peer again. Where nobody would notice, the socket just stays open until the run is over: what
 * it has left is delivered, even to a peer in another life. Elsewhere its linger is limited. */
static void
close_in_order (ZoeNode *node, ZoeSocket *socket)
{
  guint number = zoe_socket_get_number (socket);
  ZoePort *port = zoe_ports_get (node->run->ports, number);
  ZoeSocketType type = zoe_scenario_get_socket (node->run->scenario, number)->type;

  if (port->network && port->outside == 0 && port->bind_links->len == 0 && !zoe_socket_type_can_receive (type)
      && zoe_socket_lingers_for_good (socket))
    {
      if (node->lingering->len == MOST_LINGERING)
        zoe_socket_drop (g_ptr_array_steal_index (node->lingering, 0));
      g_ptr_array_add (node->lingering, socket);
      return;
    }
  if (port->network && (port->outside != 0 || port->connect_links->len > 0))
    zoe_socket_limit_linger (socket, MOST_LINGER_MS);
  zoe_socket_free (socket);
}

static void
leave_socket (ZoeNode *node, ZoeSocket *socket, guint64 because)
{
  if (because != 0)
    zoe_node_drop_waiting (node, zoe_socket_get_number (socket), because);
  zoe_traffic_closed (node->run->traffic, zoe_socket_get_number (socket));
  give_up_endpoints (node, socket);
}

/**
 * zoe_node_close_sockets:
 * @because: number of the fault that closes them
 *
 * In good order: what has been sent is still delivered.
 */
void
zoe_node_close_sockets (ZoeNode *node, guint64 because)
{
  for (guint i = 0; i < node->sockets->len; i++)
    {
      leave_socket (node, g_ptr_array_index (node->sockets, i), because);
      close_in_order (node, g_ptr_array_index (node->sockets, i));
    }
  g_ptr_array_set_size (node->sockets, 0);
}

/**
 * zoe_node_drop_sockets:
 * @because: number of the fault that closes them; 0: the run is over
 *
 * As a crash does.
 */
void
zoe_node_drop_sockets (ZoeNode *node, guint64 because)
{
  for (guint i = 0; i < node->sockets->len; i++)
    {
      leave_socket (node, g_ptr_array_index (node->sockets, i), because);
      zoe_socket_drop (g_ptr_array_index (node->sockets, i));
    }
  g_ptr_array_set_size (node->sockets, 0);
  while (because == 0 && node->lingering->len > 0)
    zoe_socket_drop (g_ptr_array_steal_index (node->lingering, 0));
}
