/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A node's life: its thread sets up the sockets, plays the role, closes them; and again, if it is restarted. */

#include <sys/eventfd.h>
#include <unistd.h>

#include "run/node_private.h"

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

  if (!zoe_node_open_sockets (node, &error) || !zoe_node_bind_sockets (node, &error))
    zoe_stages_fail (stages, g_steal_pointer (&error));
  if (!zoe_stages_arrive (stages, ZOE_STAGE_BOUND))
    return FALSE;
  if (!zoe_node_connect_sockets (node, &error))
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

  if (zoe_node_open_sockets (node, &error) && zoe_node_bind_sockets (node, &error) && zoe_node_connect_sockets (node, &error))
    return TRUE;
  zoe_probe_say (&node->probe, ZOE_EVENT_NOTE, 0, 0, error->message);
  zoe_run_finish (node->run, error->message);
  return FALSE;
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
    zoe_node_drop_sockets (node, because);
  else if (how == ZOE_LIFE_STOPPED)
    zoe_node_close_sockets (node, because);
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
      zoe_node_drop_sockets (node, because);
      zoe_run_node_restarted (run);
      node->n_lives++;
      take_overrides (node);
      alive = set_up_alone (node);
      if (alive)
        call_back_inproc_peers (node);
    }
  zoe_node_drop_sockets (node, 0);
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
  node->lingering = g_ptr_array_new ();
  node->connected = g_new0 (guint, run->scenario->links->len + 1);
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
  g_ptr_array_unref (node->lingering);
  g_free (node->connected);
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
