/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A node's life: its thread opens the sockets, binds, connects, plays the role, and closes them in the end. */

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>
#include <sys/eventfd.h>
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

static gboolean
open_sockets (ZoeNode *node, GError **error)
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

static gboolean
bind_sockets (ZoeNode *node, GError **error)
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

static gboolean
connect_sockets (ZoeNode *node, GError **error)
{
  ZoePorts *ports = node->run->ports;

  for (guint i = 0; i < node->sockets->len; i++)
    {
      ZoeSocket *socket = g_ptr_array_index (node->sockets, i);
      GArray *links = zoe_ports_get (ports, zoe_socket_get_number (socket))->connect_links;

      for (guint j = 0; j < links->len; j++)
        {
          const char *endpoint = zoe_ports_get_endpoint (ports, g_array_index (links, guint, j));

          if (!zoe_socket_connect (socket, endpoint, error))
            {
              g_autofree char *port = zoe_scenario_dup_port (node->run->scenario, zoe_socket_get_number (socket));

              g_prefix_error (error, "%s: ", port);
              return FALSE;
            }
          zoe_probe_say (&node->probe, ZOE_EVENT_CONNECT, zoe_socket_get_number (socket), 0, endpoint);
        }
      zoe_traffic_opened (node->run->traffic, zoe_socket_get_number (socket));
    }
  return TRUE;
}

/**
 * zoe_node_connect_again:
 *
 * Connects one link anew, after its other end came back. Call on the node's thread.
 */
void
zoe_node_connect_again (ZoeNode *node, guint number)
{
  ZoeLinkSpec *link = zoe_scenario_get_link (node->run->scenario, number);

  for (guint i = 0; i < node->sockets->len; i++)
    {
      ZoeSocket *socket = g_ptr_array_index (node->sockets, i);
      guint connecting = link->head_binds ? link->tail : link->head;

      if (zoe_socket_get_number (socket) == connecting
          && zoe_socket_connect (socket, zoe_ports_get_endpoint (node->run->ports, number), NULL))
        zoe_probe_say (&node->probe, ZOE_EVENT_CONNECT, connecting, 0, zoe_ports_get_endpoint (node->run->ports, number));
    }
}

/* Over inproc nobody connects again by himself, as libzmq does over tcp and ipc; so the lab asks those at the other ends to. */
static void
call_back_inproc_peers (ZoeNode *node)
{
  ZoeScenario *scenario = node->run->scenario;

  for (guint i = 0; i < scenario->links->len; i++)
    {
      ZoeLinkSpec *link = g_ptr_array_index (scenario->links, i);
      guint binding = link->head_binds ? link->head : link->tail;
      guint connecting = link->head_binds ? link->tail : link->head;
      guint peer = zoe_scenario_get_socket (scenario, connecting)->node;

      if (link->transport == ZOE_TRANSPORT_INPROC && zoe_scenario_get_socket (scenario, binding)->node == node->spec->number
          && peer != node->spec->number && node->run->nodes[peer] != NULL
          && zoe_gate_get_life (node->run->gate, peer) == ZOE_LIFE_PLAYING)
        zoe_node_add_errand (node->run->nodes[peer], link->number);
    }
}

/* Goes through the stages together with all nodes that start with the run. A node that fails still takes part, so that nobody
 * waits for it. */
static gboolean
set_up_with_others (ZoeNode *node)
{
  ZoeStages *stages = node->run->stages;
  GError *error = NULL;

  if (!open_sockets (node, &error) || !bind_sockets (node, &error))
    zoe_stages_fail (stages, g_steal_pointer (&error));
  if (!zoe_stages_arrive (stages, ZOE_STAGE_BOUND))
    return FALSE;
  if (!connect_sockets (node, &error))
    zoe_stages_fail (stages, g_steal_pointer (&error));
  if (!zoe_stages_arrive (stages, ZOE_STAGE_CONNECTED))
    return FALSE;
  /* What connected sockets have asked for (subscriptions above all) is known here before anybody sends. */
  for (guint i = 0; i < node->sockets->len; i++)
    zoe_socket_look (g_ptr_array_index (node->sockets, i));
  return zoe_stages_arrive (stages, ZOE_STAGE_READY) && zoe_stages_arrive (stages, ZOE_STAGE_PLAYING);
}

/* A late joiner, or a node in another life. */
static gboolean
set_up_alone (ZoeNode *node)
{
  g_autoptr (GError) error = NULL;

  if (open_sockets (node, &error) && bind_sockets (node, &error) && connect_sockets (node, &error))
    return TRUE;
  zoe_probe_say (&node->probe, ZOE_EVENT_NOTE, 0, 0, error->message);
  zoe_run_finish (node->run, error->message);
  return FALSE;
}

/* @because: number of the fault that closes them; 0: the run is over */
static void
close_sockets (ZoeNode *node, void (*close_socket) (ZoeSocket *socket), guint64 because)
{
  for (guint i = 0; i < node->sockets->len; i++)
    {
      ZoeSocket *socket = g_ptr_array_index (node->sockets, i);

      if (because != 0)
        zoe_node_drop_waiting (node, zoe_socket_get_number (socket), because);
      zoe_traffic_closed (node->run->traffic, zoe_socket_get_number (socket));
      close_socket (socket);
    }
  g_ptr_array_set_size (node->sockets, 0);
}

static void
play_role (ZoeNode *node, guint64 because)
{
  ZoeRun *run = node->run;
  guint number = node->spec->number;
  ZoeEvent start = { .kind = ZOE_EVENT_START, .node = number, .value = because };
  ZoeEvent end = { .kind = ZOE_EVENT_END, .node = number };
  ZoeLife how;

  zoe_gate_begin_life (run->gate, number);
  zoe_probe_emit (&node->probe, &start, NULL);
  node->spec->role->run (node);

  how = zoe_gate_end_life (run->gate, number, &because);
  end.value = how != ZOE_LIFE_RETURNED ? (gint64) because : zoe_run_is_stopping (run) ? -1 : 0;
  zoe_probe_emit (&node->probe, &end, NULL);
  g_hash_table_remove_all (node->shown);
  /* A node that has done its part keeps its sockets open, or it would take its last messages with it. */
  if (how == ZOE_LIFE_KILLED)
    close_sockets (node, zoe_socket_drop, because);
  else if (how == ZOE_LIFE_STOPPED)
    close_sockets (node, zoe_socket_free, because);
  zoe_run_node_ended (run, &end);
}

static void
take_overrides (ZoeNode *node)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&node->run->lock);

  g_strfreev (node->overrides);
  node->overrides = g_steal_pointer (&node->next_overrides);
}

static gpointer
node_main (gpointer data)
{
  ZoeNode *node = data;
  ZoeRun *run = node->run;
  guint64 because = 0;
  gboolean alive;

  if (node->spec->start_ns > 0)
    alive = zoe_stages_arrive (run->stages, ZOE_STAGE_PLAYING) && zoe_node_sleep_at (node, node->spec->start_ns, 0) && set_up_alone (node);
  else
    alive = set_up_with_others (node);

  for (;;)
    {
      if (alive)
        play_role (node, because);
      if (!zoe_gate_wait_restart (run->gate, node->spec->number, &because))
        break;
      close_sockets (node, zoe_socket_drop, because);
      zoe_run_node_restarted (run);
      node->n_lives++;
      take_overrides (node);
      alive = set_up_alone (node);
      if (alive)
        call_back_inproc_peers (node);
    }
  close_sockets (node, zoe_socket_drop, 0);
  return NULL;
}

/**
 * zoe_node_new:
 *
 * Returns: (transfer full) (nullable): the node, its thread not started; %NULL when the system has no more descriptors
 */
ZoeNode *
zoe_node_new (ZoeRun *run, ZoeNodeSpec *spec)
{
  ZoeNode *node;
  int wake_fd = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  guint32 seed[3] = { run->scenario->seed, run->scenario->seed >> 32, g_str_hash (spec->name) };

  if (wake_fd < 0)
    return NULL;
  node = g_new0 (ZoeNode, 1);
  node->run = run;
  node->spec = spec;
  node->wake_fd = wake_fd;
  node->waiter = spec->number - 1;
  node->bars = zoe_gate_get_bars (run->gate, spec->number);
  node->random = g_rand_new_with_seed_array (seed, G_N_ELEMENTS (seed));
  node->sockets = g_ptr_array_new ();
  node->errands = g_async_queue_new ();
  node->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  node->probe = (ZoeProbe) { .sink = run->sink, .data = run->sink_data, .lane = 1 + spec->number, .node = spec->number,
                             .clock = run->clock, .sequence = &run->sequence };
  return node;
}

void
zoe_node_start (ZoeNode *node)
{
  /* The kernel keeps 15 characters of a thread's name. */
  g_autofree char *name = g_strdup_printf ("%.15s", node->spec->name);

  zoe_idle_watch_set_wake (node->run->idle_watch, node->waiter, node->wake_fd);
  node->thread = g_thread_new (name, node_main, node);
}

void
zoe_node_wake (ZoeNode *node)
{
  zoe_idle_watch_disturb (node->run->idle_watch, node->waiter);
  zoe_wake (node->wake_fd);
}

void
zoe_node_join (ZoeNode *node)
{
  g_clear_pointer (&node->thread, g_thread_join);
}

void
zoe_node_free (ZoeNode *node)
{
  g_assert (node->thread == NULL);
  close (node->wake_fd);
  g_rand_free (node->random);
  g_ptr_array_unref (node->sockets);
  g_async_queue_unref (node->errands);
  g_strfreev (node->overrides);
  g_strfreev (node->next_overrides);
  g_hash_table_unref (node->shown);
  g_free (node);
}

/**
 * zoe_node_get_probe:
 *
 * Returns: (transfer none): the node's probe, for use on the node's thread
 */
ZoeProbe *
zoe_node_get_probe (ZoeNode *node)
{
  return &node->probe;
}

/**
 * zoe_node_set_overrides:
 * @overrides: (nullable): socket options of the node's next life: "receiver.rcvhwm=2"
 *
 * Call before the restart is asked for.
 */
void
zoe_node_set_overrides (ZoeNode *node, char **overrides)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&node->run->lock);

  g_strfreev (node->next_overrides);
  node->next_overrides = g_strdupv (overrides);
}

/**
 * zoe_node_add_errand:
 *
 * Asks a node, from any thread, to connect a link again.
 */
void
zoe_node_add_errand (ZoeNode *node, guint link)
{
  g_async_queue_push (node->errands, GUINT_TO_POINTER (link));
  zoe_gate_set_bar (node->run->gate, node->spec->number, ZOE_BAR_ERRAND, TRUE);
  zoe_node_wake (node);
}
