/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/stages.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

/* Nobody on this machine needs longer to greet. */
#define HANDSHAKE_TIMEOUT_US (10 * G_USEC_PER_SEC)

struct _ZoeStages
{
  ZoePorts *ports;
  GMutex    lock;              /* guards all below */
  GCond     changed;
  guint     n_punctual;        /* nodes that start with the run; late ones wait for the last stage only */
  guint     n_arrived[ZOE_N_STAGES];
  guint     n_open;            /* how many stages everybody may leave */
  gboolean  stopped;
  guint    *n_handshakes;      /* by socket number */
  GError   *failure;           /* the first thing that went wrong */
};

static gboolean
is_punctual (ZoeNodeSpec *node)
{
  return !node->external && node->start_ns == 0;
}

static gboolean
has_punctual_node (ZoeStages *stages, guint socket)
{
  ZoeScenario *scenario = stages->ports->scenario;

  return is_punctual (zoe_scenario_get_node (scenario, zoe_scenario_get_socket (scenario, socket)->node));
}

ZoeStages *
zoe_stages_new (ZoePorts *ports)
{
  ZoeStages *stages = g_new0 (ZoeStages, 1);
  GPtrArray *nodes = ports->scenario->nodes;

  stages->ports = ports;
  stages->n_handshakes = g_new0 (guint, ports->n_ports + 1);
  g_mutex_init (&stages->lock);
  g_cond_init (&stages->changed);
  for (guint i = 0; i < nodes->len; i++)
    stages->n_punctual += is_punctual (g_ptr_array_index (nodes, i)) ? 1 : 0;
  return stages;
}

void
zoe_stages_free (ZoeStages *stages)
{
  g_clear_error (&stages->failure);
  g_free (stages->n_handshakes);
  g_mutex_clear (&stages->lock);
  g_cond_clear (&stages->changed);
  g_free (stages);
}

/**
 * zoe_stages_arrive:
 *
 * Says that a node has come to a stage, and waits until everybody has. A node that failed still has to arrive.
 *
 * Returns: %FALSE: the run stops, there is no need to go on
 */
gboolean
zoe_stages_arrive (ZoeStages *stages, ZoeStage stage)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&stages->lock);

  stages->n_arrived[stage]++;
  g_cond_broadcast (&stages->changed);
  while (stages->n_open <= (guint) stage && !stages->stopped)
    g_cond_wait (&stages->changed, &stages->lock);
  return stages->n_open > (guint) stage;
}

/**
 * zoe_stages_fail:
 * @error: (transfer full): the first one is what zoe_stages_get_ready() gives
 */
void
zoe_stages_fail (ZoeStages *stages, GError *error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&stages->lock);

  if (stages->failure == NULL)
    stages->failure = error;
  else
    g_error_free (error);
  g_cond_broadcast (&stages->changed);
}

void
zoe_stages_note_handshake (ZoeStages *stages, guint socket)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&stages->lock);

  stages->n_handshakes[socket]++;
  g_cond_broadcast (&stages->changed);
}

/* Returns: (nullable): a tcp or ipc link whose ends start with the run and have not greeted each other */
static ZoeLinkSpec *
find_unconnected (ZoeStages *stages)
{
  GPtrArray *links = stages->ports->scenario->links;
  g_autofree guint *left = g_memdup2 (stages->n_handshakes, (stages->ports->n_ports + 1) * sizeof (guint));

  for (guint i = 0; i < links->len; i++)
    {
      ZoeLinkSpec *link = g_ptr_array_index (links, i);

      if (link->transport == ZOE_TRANSPORT_INPROC || !has_punctual_node (stages, link->head) || !has_punctual_node (stages, link->tail))
        continue;
      if (left[link->head] == 0 || left[link->tail] == 0)
        return link;
      left[link->head]--;
      left[link->tail]--;
    }
  return NULL;
}

static void
wait_for_handshakes (ZoeStages *stages)
{
  gint64 give_up = g_get_monotonic_time () + HANDSHAKE_TIMEOUT_US;
  ZoeLinkSpec *link;

  while (stages->failure == NULL && (link = find_unconnected (stages)) != NULL)
    if (!g_cond_wait_until (&stages->changed, &stages->lock, give_up))
      {
        g_autofree char *tail = zoe_scenario_dup_port (stages->ports->scenario, link->tail);
        g_autofree char *head = zoe_scenario_dup_port (stages->ports->scenario, link->head);

        stages->failure = g_error_new (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, _("%s -> %s: the two ends did not connect at %s"),
                                       tail, head, zoe_ports_get_endpoint (stages->ports, link->number));
      }
}

/**
 * zoe_stages_get_ready:
 *
 * Leads all nodes that start with the run up to the last stage, where they wait for zoe_stages_play().
 */
gboolean
zoe_stages_get_ready (ZoeStages *stages, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&stages->lock);

  for (ZoeStage stage = ZOE_STAGE_BOUND; stage <= ZOE_STAGE_READY; stage++)
    {
      while (stages->n_arrived[stage] < stages->n_punctual)
        g_cond_wait (&stages->changed, &stages->lock);
      /* Before the sockets look for the last time, so that they have something to see. */
      if (stage == ZOE_STAGE_CONNECTED)
        wait_for_handshakes (stages);
      stages->n_open = stage + 1;
      g_cond_broadcast (&stages->changed);
    }
  if (stages->failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&stages->failure));
  return FALSE;
}

void
zoe_stages_play (ZoeStages *stages)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&stages->lock);

  stages->n_open = ZOE_N_STAGES;
  g_cond_broadcast (&stages->changed);
}

void
zoe_stages_stop (ZoeStages *stages)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&stages->lock);

  stages->stopped = TRUE;
  g_cond_broadcast (&stages->changed);
}

gboolean
zoe_stages_are_playing (ZoeStages *stages)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&stages->lock);

  return stages->n_open == ZOE_N_STAGES;
}
