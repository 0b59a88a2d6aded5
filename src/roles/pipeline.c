/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roles/pipeline.h"

#include <glib/gi18n.h>

#include "run/node.h"

/* Deals tasks to whoever is connected, in turn. A task is its own cost: a number of milliseconds, as text. */
static void
ventilator (ZoeNode *node)
{
  ZoeSocket *sender = zoe_node_get_socket (node, "sender");
  ZoeSocket *sink = zoe_node_get_socket (node, "sink");
  gint64 n_tasks = zoe_node_get_integer (node, "tasks");
  gint64 least = zoe_node_get_integer (node, "cost_min");
  gint64 most = MAX (zoe_node_get_integer (node, "cost_max"), least);
  gint64 total = 0;

  /* The sink starts its watch at the first message it gets. Sent through a worker, this "0" could be overtaken by a
   * quick result; so it goes straight to the sink, where the scenario has such a link. */
  if (!zoe_node_send (node, sink != NULL ? sink : sender, zoe_message_new_text ("0")))
    return;

  for (gint64 i = 0; i < n_tasks; i++)
    {
      gint64 cost = least + zoe_node_random (node, most - least + 1);

      if (!zoe_node_send (node, sender, zoe_message_new_text ("%" G_GINT64_FORMAT, cost)))
        return;
      total += cost;
      zoe_node_show (node, "tasks", "%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " dealt", i + 1, n_tasks);
    }
  zoe_node_note (node, "Total expected cost: %" G_GINT64_FORMAT " ms", total);
}

/* Does one task after the other, and reports each with an empty frame. */
static void
worker (ZoeNode *node)
{
  ZoeSocket *receiver = zoe_node_get_socket (node, "receiver");
  ZoeSocket *sender = zoe_node_get_socket (node, "sender");
  ZoeMessage *task;
  guint n_done = 0;

  while ((task = zoe_node_receive (node, receiver)))
    {
      ZoeMessage *result = zoe_message_new_text ("%s", "");
      gint64 cost = zoe_message_get_integer (task, 0);

      zoe_node_show (node, "task", "%" G_GINT64_FORMAT " ms", cost);
      zoe_node_work (node, CLAMP (cost, 0, 3600000) * ZOE_NS_PER_MS);

      zoe_message_set_cause (result, task);
      zoe_message_free (task);
      if (!zoe_node_send (node, sender, result))
        return;
      zoe_node_show (node, "done", "%u", ++n_done);
    }
}

/* Waits for the start of the batch, then counts the results and says how long they took. */
static void
sink (ZoeNode *node)
{
  ZoeSocket *receiver = zoe_node_get_socket (node, "receiver");
  gint64 n_tasks = zoe_node_get_integer (node, "tasks");
  g_autoptr (ZoeMessage) start = zoe_node_receive (node, receiver);
  gint64 started = zoe_node_now (node);

  if (start == NULL)
    return;
  for (gint64 i = 0; i < n_tasks; i++)
    {
      g_autoptr (ZoeMessage) result = zoe_node_receive (node, receiver);

      if (result == NULL)
        return;
      zoe_node_show (node, "results", "%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT, i + 1, n_tasks);
    }
  zoe_node_note (node, "Total elapsed time: %" G_GINT64_FORMAT " ms", (zoe_node_now (node) - started) / ZOE_NS_PER_MS);
}

static const ZoeRoleParameter ventilator_parameters[] =
{
  { "cost_max", ZOE_PARAMETER_INTEGER, "100", 0, 3600000, NULL, "ms", N_("Most that a task costs") },
  { "cost_min", ZOE_PARAMETER_INTEGER, "1", 0, 3600000, NULL, "ms", N_("Least that a task costs") },
  { "tasks", ZOE_PARAMETER_INTEGER, "100", 0, 10000000, NULL, NULL, N_("How many tasks to deal out") },
  { NULL }
};

static const ZoeRoleSocket ventilator_sockets[] =
{
  { "sender", ZOE_SOCKET_PUSH, TRUE, TRUE, NULL, N_("Tasks, dealt to the workers in turn") },
  { "sink", ZOE_SOCKET_PUSH, FALSE, FALSE, NULL, N_("Start of the batch, straight to the sink; without this link it goes through a worker, as in the guide's first edition") },
  { NULL }
};

static const ZoeRoleSocket worker_sockets[] =
{
  { "receiver", ZOE_SOCKET_PULL, FALSE, TRUE, NULL, N_("Tasks, each a number of milliseconds") },
  { "sender", ZOE_SOCKET_PUSH, FALSE, TRUE, NULL, N_("One empty message for each task done") },
  { NULL }
};

static const ZoeRoleParameter sink_parameters[] =
{
  { "tasks", ZOE_PARAMETER_INTEGER, "100", 0, 10000000, NULL, NULL, N_("How many results make a batch") },
  { NULL }
};

static const ZoeRoleSocket sink_sockets[] =
{
  { "receiver", ZOE_SOCKET_PULL, TRUE, TRUE, NULL, N_("The start of the batch, then the results") },
  { NULL }
};

const ZoeRole zoe_role_sink =
  { "sink", N_("Counts a pipeline's results and times the batch"), "roles/pipeline.c", sink, sink_sockets, sink_parameters };

const ZoeRole zoe_role_ventilator =
  { "ventilator", N_("Deals a pipeline's tasks out to its workers"), "roles/pipeline.c", ventilator, ventilator_sockets, ventilator_parameters };

const ZoeRole zoe_role_worker =
  { "worker", N_("Does a pipeline's tasks, one after the other"), "roles/pipeline.c", worker, worker_sockets, NULL };
