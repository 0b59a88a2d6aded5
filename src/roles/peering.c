/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brokers that help each other out (the Guide, chapter 3). Each site has a broker, clients and workers. A request is served at
 * home while a worker is free there, else by a peer that has said it has one free. Three flows:
 *
 *   state   name | free                               statebe -> the peers' statefe
 *   local   client | "" | task                        localfe -> localbe: worker | "" | client | "" | task
 *   cloud   peer | client | "" | task                 cloudbe -> the peer's cloudfe: name | client | "" | task,
 *                                                     and there on localbe: worker | "" | name | client | "" | task
 *
 * A worker sends the task back as its reply, which goes the same way in reverse. Both cloud sockets of a broker bear its name
 * as routing id, so that brokers can call each other by name. */

#include "roles/peering.h"

#include <glib/gi18n.h>

#include "roles/chance.h"
#include "roles/envelope.h"
#include "roles/peer_table.h"
#include "roles/worker_queue.h"
#include "run/node.h"

/* What a state message may say at most; whoever connects can send one. */
#define LONGEST_NAME 255
#define MOST_WORKERS 1000000

static void
peering_client (ZoeNode *node)
{
  ZoeSocket *requester = zoe_node_get_socket (node, "requester");
  ZoeSocket *monitor = zoe_node_get_socket (node, "monitor");
  gint64 most = zoe_node_get_integer (node, "burst");

  while (zoe_node_sleep (node, zoe_chance_duration (node, NULL, "pause")))
    for (guint burst = zoe_node_random (node, most + 1); burst > 0; burst--)
      {
        ZoePollItem items[] = { { requester } };
        g_autofree char *task = g_strdup_printf ("%04X", zoe_node_random (node, 0x10000));
        g_autoptr (ZoeMessage) reply = NULL;
        g_autofree char *text = NULL;
        ZoeMessage *line;

        if (!zoe_node_send (node, requester, zoe_message_new_text ("%s", task)))
          return;
        switch (zoe_node_poll (node, items, 1, zoe_node_get_duration (node, "timeout")))
          {
          case -1:
            return;

          case 0:
            /* A REQ socket that was not answered can ask nothing more: this client has to give up. */
            zoe_node_note (node, "E: CLIENT EXIT - lost task %s", task);
            zoe_node_send (node, monitor, zoe_message_new_text ("E: CLIENT EXIT - lost task %s", task));
            return;
          }

        reply = zoe_node_receive (node, requester);
        if (reply == NULL)
          return;
        text = zoe_envelope_dup_body (reply);
        if (!g_str_equal (text, task))
          zoe_node_note (node, "E: asked for task %s, got %s", task, text);
        line = zoe_message_new_text ("%s", text);
        zoe_message_set_cause (line, reply);
        if (!zoe_node_send (node, monitor, line))
          return;
      }
}

static void
peering_worker (ZoeNode *node)
{
  ZoeSocket *requester = zoe_node_get_socket (node, "requester");
  ZoeMessage *message = zoe_message_new_text ("READY");

  while (zoe_node_send (node, requester, message) && (message = zoe_node_receive (node, requester)) != NULL)
    zoe_node_work (node, zoe_chance_duration (node, NULL, "work_max"));
}

/* A socket is NULL if the scenario has no link to it: a site without clients, or without peers. */
typedef struct
{
  ZoeNode        *node;
  ZoeSocket      *cloudfe;
  ZoeSocket      *cloudbe;
  ZoeSocket      *localfe;
  ZoeSocket      *localbe;
  ZoeSocket      *statebe;
  ZoeWorkerQueue *workers;   /* here, free */
  ZoePeerTable   *peers;
} Broker;

/* A local client's reply has one address left, a peer's client's has two: the peer and the client. So the envelope alone says
 * where a reply belongs, also if a client bears the name of a peer. FALSE: it belongs nowhere; the message stays. */
static gboolean
send_reply (Broker *broker, ZoeMessage **reply)
{
  guint n_addresses = zoe_envelope_count_addresses (*reply);
  ZoeSocket *socket = n_addresses == 1 ? broker->localfe : n_addresses == 2 ? broker->cloudfe : NULL;

  if (socket == NULL)
    return FALSE;
  zoe_node_send (broker->node, socket, g_steal_pointer (reply));
  return TRUE;
}

static void
take_from_worker (Broker *broker, ZoeMessage *received)
{
  g_autoptr (ZoeMessage) message = received;
  g_autoptr (GBytes) worker = NULL;
  gboolean is_enveloped = zoe_envelope_count_addresses (message) == 1;

  worker = zoe_message_unwrap (message);
  if (is_enveloped
      && ((zoe_message_count_frames (message) == 1 && zoe_message_frame_is (message, 0, "READY"))
          || send_reply (broker, &message)))
    zoe_worker_queue_push (broker->workers, worker);
  else
    zoe_node_note (broker->node, "Dropped what is neither READY nor a reply");
}

static void
take_from_peer (Broker *broker, ZoeMessage *received)
{
  g_autoptr (ZoeMessage) message = received;
  g_autoptr (GBytes) peer = NULL;

  if (zoe_envelope_count_addresses (message) != 2)
    {
      zoe_node_note (broker->node, "Dropped what is no peer's reply");
      return;
    }
  peer = zoe_message_pop (message);
  send_reply (broker, &message);
}

static void
take_state (Broker *broker, ZoeMessage *received)
{
  g_autoptr (ZoeMessage) message = received;
  gsize name_size = zoe_message_get_first (message).size;
  g_autofree char *name = zoe_message_dup_text (message, 0);
  gint64 n_free = zoe_message_count_frames (message) == 2 ? zoe_message_get_integer (message, 1) : -1;

  if (n_free < 0 || n_free > MOST_WORKERS || name_size == 0 || name_size > LONGEST_NAME
      || !zoe_peer_table_hear (broker->peers, name, n_free, zoe_node_now (broker->node)))
    zoe_node_note (broker->node, "Dropped what is no peer's state");
  else
    zoe_node_show (broker->node, name, "%u workers free", (guint) n_free);
}

static void
send_to_worker (Broker *broker, ZoeMessage *received, guint n_addresses)
{
  g_autoptr (ZoeMessage) request = received;
  g_autoptr (GBytes) worker = NULL;

  if (zoe_envelope_count_addresses (request) != n_addresses)
    {
      zoe_node_note (broker->node, "Dropped what is no request");
      return;
    }
  worker = zoe_worker_queue_pop (broker->workers);
  zoe_message_wrap (request, worker);
  zoe_node_send (broker->node, broker->localbe, g_steal_pointer (&request));
}

static void
send_to_cloud (Broker *broker, ZoeMessage *received, const char *peer)
{
  g_autoptr (ZoeMessage) request = received;
  g_autofree char *task = zoe_envelope_dup_body (request);

  if (zoe_envelope_count_addresses (request) != 1)
    {
      zoe_node_note (broker->node, "Dropped what is no request");
      return;
    }
  zoe_node_note (broker->node, "I: route request %s to cloud...", task);
  zoe_message_push_text (request, "%s", peer);
  zoe_node_send (broker->node, broker->cloudbe, g_steal_pointer (&request));
}

static void
publish_state (Broker *broker)
{
  ZoeMessage *state;

  if (broker->statebe == NULL)
    return;
  state = zoe_message_new_text ("%s", zoe_node_get_name (broker->node));
  zoe_message_append_text (state, "%u", zoe_worker_queue_count (broker->workers));
  zoe_node_send (broker->node, broker->statebe, state);
}

static void
show_workers (Broker *broker)
{
  g_autofree char *text = zoe_worker_queue_dup_text (broker->workers);

  zoe_node_show (broker->node, "waiting workers", "%s", text);
}

/* One pass of a broker: wait, take what came, send one request on, tell the peers. */
static gboolean
serve (Broker *broker, ZoeSocket *statefe, ZoeSocket *monitor, gint64 timeout_ns)
{
  ZoeNode *node = broker->node;
  ZoePollItem items[] = { { broker->localbe }, { broker->cloudbe }, { statefe }, { monitor },
                          { broker->localfe }, { broker->cloudfe } };
  gboolean has_worker = zoe_worker_queue_count (broker->workers) > 0;
  gboolean has_cloud = broker->cloudbe != NULL && zoe_peer_table_count_free (broker->peers, zoe_node_now (node)) > 0;
  const char *peer;
  ZoeMessage *message;

  /* With a worker free we serve our clients and our peers; with capacity in the cloud alone, only our clients: a peer's
   * request is never passed on. With neither, requests wait in their queues. */
  if (zoe_node_poll (node, items, has_worker ? 6 : has_cloud ? 5 : 4, timeout_ns) < 0)
    return FALSE;

  if (items[0].ready && (message = zoe_node_receive (node, broker->localbe)) != NULL)
    take_from_worker (broker, message);
  if (items[1].ready && (message = zoe_node_receive (node, broker->cloudbe)) != NULL)
    take_from_peer (broker, message);
  if (items[2].ready && (message = zoe_node_receive (node, statefe)) != NULL)
    take_state (broker, message);
  if (items[3].ready && (message = zoe_node_receive (node, monitor)) != NULL)
    {
      g_autofree char *line = zoe_envelope_dup_body (message);

      zoe_node_note (node, "%s", line);
      zoe_message_free (message);
    }

  /* Peers go first: their clients have already waited once. */
  has_worker = zoe_worker_queue_count (broker->workers) > 0;
  if (items[5].ready && has_worker)
    {
      if ((message = zoe_node_receive (node, broker->cloudfe)) != NULL)
        send_to_worker (broker, message, 2);
    }
  else if (items[4].ready && has_worker)
    {
      if ((message = zoe_node_receive (node, broker->localfe)) != NULL)
        send_to_worker (broker, message, 1);
    }
  else if (items[4].ready && has_cloud
           && (peer = zoe_peer_table_take (broker->peers, zoe_node_random (node, G_MAXINT), zoe_node_now (node))) != NULL
           && (message = zoe_node_receive (node, broker->localfe)) != NULL)
    send_to_cloud (broker, message, peer);
  return !zoe_node_is_stopping (node);
}

static void
peering_broker (ZoeNode *node)
{
  g_autoptr (ZoeWorkerQueue) workers = zoe_worker_queue_new ();
  gint64 interval = zoe_node_get_duration (node, "state_interval");
  gboolean single = g_str_equal (zoe_node_get_text (node, "defect"), "single-capacity");
  g_autoptr (ZoePeerTable) peers = zoe_peer_table_new (3 * interval, single);
  ZoeSocket *statefe = zoe_node_get_socket (node, "statefe");
  ZoeSocket *monitor = zoe_node_get_socket (node, "monitor");
  Broker broker =
  {
    .node = node,
    .cloudfe = zoe_node_get_socket (node, "cloudfe"),
    .cloudbe = zoe_node_get_socket (node, "cloudbe"),
    .localfe = zoe_node_get_socket (node, "localfe"),
    .localbe = zoe_node_get_socket (node, "localbe"),
    .statebe = zoe_node_get_socket (node, "statebe"),
    .workers = workers,
    .peers = peers,
  };
  gint64 due = zoe_node_now (node);

  while (TRUE)
    {
      guint before = zoe_worker_queue_count (workers);
      gint64 timeout = interval > 0 ? MAX (0, due - zoe_node_now (node)) : -1;

      show_workers (&broker);
      if (!serve (&broker, statefe, monitor, timeout))
        return;

      /* The peers hear of every change. They also hear it again and again, by our own clock: a peer that joined late
       * would otherwise know nothing of us until something changed. */
      if (zoe_worker_queue_count (workers) != before || (interval > 0 && zoe_node_now (node) >= due))
        {
          publish_state (&broker);
          due = zoe_node_now (node) + interval;
        }
    }
}

const ZoeRole zoe_role_peering_broker =
{
  .name = "peering-broker",
  .summary = N_("Serves its site's clients with its own free workers, or with those of peers"),
  .source = "roles/peering.c",
  .run = peering_broker,
  .sockets = (const ZoeRoleSocket[])
  {
    { "cloudbe", ZOE_SOCKET_ROUTER, .options = "routing-id=%n", .summary = N_("Requests go to peers, their replies come back") },
    { "cloudfe", ZOE_SOCKET_ROUTER, .binds = TRUE, .options = "routing-id=%n",
      .summary = N_("Requests come from peers, replies go to them") },
    { "localbe", ZOE_SOCKET_ROUTER, .binds = TRUE, .summary = N_("The site's workers") },
    { "localfe", ZOE_SOCKET_ROUTER, .binds = TRUE, .summary = N_("The site's clients") },
    { "monitor", ZOE_SOCKET_PULL, .binds = TRUE, .summary = N_("Lines to print come in from clients") },
    { "statebe", ZOE_SOCKET_PUB, .binds = TRUE, .summary = N_("Tells peers how many workers are free here") },
    { "statefe", ZOE_SOCKET_SUB, .options = "subscribe=", .summary = N_("Hears from every peer how many workers it has free") },
    { NULL }
  },
  .parameters = (const ZoeRoleParameter[])
  {
    { "defect", ZOE_PARAMETER_CHOICE, "none", .choices = "none|single-capacity",
      .summary = N_("single-capacity: one number for all peers, from whoever spoke last, never counted down") },
    { "state_interval", ZOE_PARAMETER_DURATION, "1s", 0, 3600e9,
      .summary = N_("State is told at least so often, and a peer silent three times as long is gone; 0: only when it changes") },
    { NULL }
  },
};

const ZoeRole zoe_role_peering_client =
{
  .name = "peering-client",
  .summary = N_("Sends bursts of tasks, one at a time, and tells the monitor how each went"),
  .source = "roles/peering.c",
  .run = peering_client,
  .sockets = (const ZoeRoleSocket[])
  {
    { "monitor", ZOE_SOCKET_PUSH, .required = TRUE, .summary = N_("To the broker's monitor") },
    { "requester", ZOE_SOCKET_REQ, .required = TRUE, .options = "routing-id=%n", .summary = N_("To the broker's localfe") },
    { NULL }
  },
  .parameters = (const ZoeRoleParameter[])
  {
    { "burst", ZOE_PARAMETER_INTEGER, "14", 1, 1e6, .summary = N_("Most tasks in one burst") },
    { "pause", ZOE_PARAMETER_DURATION, "4s", 0, 3600e9, .summary = N_("Longest random pause before a burst") },
    { "timeout", ZOE_PARAMETER_DURATION, "10s", 0, 3600e9,
      .summary = N_("How long to wait for a task's reply before it counts as lost") },
    { NULL }
  },
};

const ZoeRole zoe_role_peering_worker =
{
  .name = "peering-worker",
  .summary = N_("Says READY, then works on each task it is given and sends it back"),
  .source = "roles/peering.c",
  .run = peering_worker,
  .sockets = (const ZoeRoleSocket[])
  {
    { "requester", ZOE_SOCKET_REQ, .required = TRUE, .options = "routing-id=%n", .summary = N_("To the broker's localbe") },
    { NULL }
  },
  .parameters = (const ZoeRoleParameter[])
  {
    { "work_max", ZOE_PARAMETER_DURATION, "1s", 0, 3600e9, .summary = N_("Longest random time a task takes") },
    { NULL }
  },
};
