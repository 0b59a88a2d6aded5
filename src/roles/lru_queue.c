/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The least-recently-used queue (the Guide, chapter 3): workers ask for work, so a request goes to the one that has been free
 * longest, and to nobody who is busy. A message's way, with the frames each socket sees ("" is the empty delimiter):
 *
 *   client                 HELLO
 *   broker's frontend      client | "" | HELLO
 *   broker's backend       worker | "" | client | "" | HELLO
 *   worker                 client | "" | HELLO      and back with OK in place of HELLO
 */

#include "roles/lru_queue.h"

#include <glib/gi18n.h>

#include "roles/chance.h"
#include "roles/envelope.h"
#include "roles/worker_queue.h"
#include "run/node.h"

static void
lru_client (ZoeNode *node)
{
  ZoeSocket *requester = zoe_node_get_socket (node, "requester");
  gint64 requests = zoe_node_get_integer (node, "requests");

  for (gint64 i = 0; i < requests; i++)
    {
      g_autoptr (ZoeMessage) reply = NULL;
      g_autofree char *text = NULL;

      if (!zoe_node_sleep (node, zoe_chance_duration (node, NULL, "pause")))
        return;
      if (!zoe_node_send (node, requester, zoe_message_new_text ("HELLO")))
        return;
      reply = zoe_node_receive (node, requester);
      if (reply == NULL)
        return;

      text = zoe_envelope_dup_body (reply);
      zoe_node_note (node, "Client: %s", text);
    }
}

/* A worker speaks first: with a REQ socket it can only be given work in answer to something it said. */
static void
lru_worker (ZoeNode *node)
{
  ZoeSocket *requester = zoe_node_get_socket (node, "requester");
  ZoeMessage *message = zoe_message_new_text ("READY");

  while (zoe_node_send (node, requester, message) && (message = zoe_node_receive (node, requester)) != NULL)
    {
      g_autofree char *text = zoe_envelope_dup_body (message);

      zoe_node_note (node, "Worker: %s", text);
      zoe_node_work (node, zoe_chance_duration (node, "work_min", "work_max"));

      /* The envelope stays as it came: it is the broker's way back to the client. */
      zoe_message_replace (message, zoe_message_count_frames (message) - 1, "OK", 2);
    }
}

static void
show_workers (ZoeNode *node, ZoeWorkerQueue *workers)
{
  g_autofree char *text = zoe_worker_queue_dup_text (workers);

  zoe_node_show (node, "waiting workers", "%s", text);
}

static void
lru_broker (ZoeNode *node)
{
  ZoeSocket *frontend = zoe_node_get_socket (node, "frontend");
  ZoeSocket *backend = zoe_node_get_socket (node, "backend");
  gint64 requests = zoe_node_get_integer (node, "requests");
  gint64 replies = 0;
  g_autoptr (ZoeWorkerQueue) workers = zoe_worker_queue_new ();

  while (requests == 0 || replies < requests)
    {
      ZoePollItem items[] = { { backend }, { frontend } };

      /* While no worker waits, the frontend is left alone: requests keep in its queue, not in ours. */
      show_workers (node, workers);
      if (zoe_node_poll (node, items, zoe_worker_queue_count (workers) > 0 ? 2 : 1, -1) < 0)
        return;

      if (items[0].ready)
        {
          g_autoptr (ZoeMessage) message = zoe_node_receive (node, backend);
          g_autoptr (GBytes) worker = NULL;

          if (message == NULL)
            return;
          if (zoe_envelope_count_addresses (message) != 1)
            {
              zoe_node_note (node, "Dropped what is no worker's message");
              continue;
            }
          worker = zoe_message_unwrap (message);

          /* What follows the worker's own envelope is READY, or the reply to a client. */
          if (zoe_envelope_count_addresses (message) == 1)
            {
              zoe_worker_queue_push (workers, worker);
              zoe_node_send (node, frontend, g_steal_pointer (&message));
              replies++;
            }
          else if (zoe_message_count_frames (message) == 1 && zoe_message_frame_is (message, 0, "READY"))
            zoe_worker_queue_push (workers, worker);
          else
            zoe_node_note (node, "Dropped what is neither READY nor a reply");
        }

      if (items[1].ready)
        {
          g_autoptr (ZoeMessage) request = zoe_node_receive (node, frontend);
          g_autoptr (GBytes) worker = NULL;

          if (request == NULL)
            return;
          if (zoe_envelope_count_addresses (request) != 1)
            {
              zoe_node_note (node, "Dropped what is no request");
              continue;
            }
          worker = zoe_worker_queue_pop (workers);
          zoe_message_wrap (request, worker);
          zoe_node_send (node, backend, g_steal_pointer (&request));
        }
    }
  show_workers (node, workers);
}

const ZoeRole zoe_role_lru_broker =
{
  .name = "lru-broker",
  .summary = N_("Gives each client's request to the worker that has been free longest"),
  .source = "roles/lru_queue.c",
  .run = lru_broker,
  .sockets = (const ZoeRoleSocket[])
  {
    { "backend", ZOE_SOCKET_ROUTER, .binds = TRUE, .required = TRUE,
      .summary = N_("Workers say READY here, get requests and reply") },
    { "frontend", ZOE_SOCKET_ROUTER, .binds = TRUE, .required = TRUE,
      .summary = N_("Requests come from clients, replies go to them") },
    { NULL }
  },
  .parameters = (const ZoeRoleParameter[])
  {
    { "requests", ZOE_PARAMETER_INTEGER, "0", 0, 1e9, .summary = N_("Replies after which the broker leaves; 0: never") },
    { NULL }
  },
};

const ZoeRole zoe_role_lru_client =
{
  .name = "lru-client",
  .summary = N_("Says HELLO, waits for the reply, says what it got"),
  .source = "roles/lru_queue.c",
  .run = lru_client,
  .sockets = (const ZoeRoleSocket[])
  {
    { "requester", ZOE_SOCKET_REQ, .required = TRUE, .options = "routing-id=%n", .summary = N_("To the broker's frontend") },
    { NULL }
  },
  .parameters = (const ZoeRoleParameter[])
  {
    { "pause", ZOE_PARAMETER_DURATION, "0s", 0, 3600e9, .summary = N_("Longest random pause before each request") },
    { "requests", ZOE_PARAMETER_INTEGER, "1", 0, 1e9, .summary = N_("Requests to make, one after the other") },
    { NULL }
  },
};

const ZoeRole zoe_role_lru_worker =
{
  .name = "lru-worker",
  .summary = N_("Says READY, then works on each request it is given and replies OK"),
  .source = "roles/lru_queue.c",
  .run = lru_worker,
  .sockets = (const ZoeRoleSocket[])
  {
    { "requester", ZOE_SOCKET_REQ, .required = TRUE, .options = "routing-id=%n", .summary = N_("To the broker's backend") },
    { NULL }
  },
  .parameters = (const ZoeRoleParameter[])
  {
    { "work_max", ZOE_PARAMETER_DURATION, "500ms", 0, 3600e9, .summary = N_("Longest time a request takes") },
    { "work_min", ZOE_PARAMETER_DURATION, "100ms", 0, 3600e9, .summary = N_("Shortest time a request takes") },
    { NULL }
  },
};
