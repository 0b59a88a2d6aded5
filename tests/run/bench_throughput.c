/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PUSH to PULL over inproc, through the node API with nobody listening, against bare libzmq: the same messages, the same
 * threads, in one process, in turn. Prints the ratio; goal: at least 0.5. */

#include <stdio.h>
#include <string.h>
#include <zmq.h>

#include "run/clock.h"
#include "run/node.h"
#include "run/run.h"

#define N_MESSAGES 1000000
#define N_ROUNDS 5

static const char body[] = "0123456789";

static void
push (ZoeNode *node)
{
  ZoeSocket *out = zoe_node_get_socket (node, "out");

  for (guint i = 0; i < N_MESSAGES; i++)
    if (!zoe_node_send (node, out, zoe_message_new_data (body, sizeof body - 1)))
      return;
}

static void
pull (ZoeNode *node)
{
  ZoeSocket *in = zoe_node_get_socket (node, "in");

  for (guint i = 0; i < N_MESSAGES; i++)
    {
      g_autoptr (ZoeMessage) message = zoe_node_receive (node, in);

      if (message == NULL)
        return;
    }
}

static const ZoeRoleSocket push_sockets[] = { { "out", ZOE_SOCKET_PUSH, TRUE, TRUE }, { NULL } };
static const ZoeRoleSocket pull_sockets[] = { { "in", ZOE_SOCKET_PULL, FALSE, TRUE }, { NULL } };
static const ZoeRole pusher = { "pusher", "", "", push, push_sockets, NULL };
static const ZoeRole puller = { "puller", "", "", pull, pull_sockets, NULL };

static double
through_nodes (void)
{
  g_autoptr (ZoeScenario) scenario = zoe_scenario_new ();
  g_autoptr (ZoeRun) run = NULL;
  gint64 start;

  zoe_scenario_add_node (scenario, "a", "pusher")->role = &pusher;
  zoe_scenario_add_node (scenario, "b", "puller")->role = &puller;
  zoe_scenario_add_socket (scenario, 1, "out", ZOE_SOCKET_PUSH);
  zoe_scenario_add_socket (scenario, 2, "in", ZOE_SOCKET_PULL);
  zoe_scenario_add_link (scenario, 1, 2);
  run = zoe_run_new (scenario, NULL);
  start = zoe_real_now ();
  if (!zoe_run_start (run, NULL) || !zoe_run_wait (run, -1))
    return 0;
  return N_MESSAGES / ((zoe_real_now () - start) / 1e9);
}

static gpointer
bare_push (gpointer socket)
{
  for (guint i = 0; i < N_MESSAGES; i++)
    zmq_send (socket, body, sizeof body - 1, 0);
  return NULL;
}

static double
bare (void)
{
  void *context = zmq_ctx_new ();
  void *out = zmq_socket (context, ZMQ_PUSH), *in = zmq_socket (context, ZMQ_PULL);
  char buffer[64];
  gint64 start;
  GThread *thread;
  double rate;

  zmq_bind (out, "inproc://bare");
  zmq_connect (in, "inproc://bare");
  start = zoe_real_now ();
  thread = g_thread_new ("push", bare_push, out);
  for (guint i = 0; i < N_MESSAGES; i++)
    zmq_recv (in, buffer, sizeof buffer, 0);
  rate = N_MESSAGES / ((zoe_real_now () - start) / 1e9);
  g_thread_join (thread);
  zmq_close (out);
  zmq_close (in);
  zmq_ctx_term (context);
  return rate;
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

int
main (void)
{
  double nodes[N_ROUNDS], bares[N_ROUNDS], ratios[N_ROUNDS];

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      bares[i] = bare ();
      nodes[i] = through_nodes ();
      ratios[i] = nodes[i] / bares[i];
    }
  qsort (bares, N_ROUNDS, sizeof (double), compare);
  qsort (nodes, N_ROUNDS, sizeof (double), compare);
  qsort (ratios, N_ROUNDS, sizeof (double), compare);
  printf ("bare libzmq:      %8.0f messages/s (median of %d)\n", bares[N_ROUNDS / 2], N_ROUNDS);
  printf ("through the node: %8.0f messages/s\n", nodes[N_ROUNDS / 2]);
  printf ("ratio:            %8.2f (least %.2f, most %.2f; goal at least 0.5)\n", ratios[N_ROUNDS / 2], ratios[0], ratios[N_ROUNDS - 1]);
  return 0;
}
