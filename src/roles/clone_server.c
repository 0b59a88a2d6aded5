/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place where a shared map is changed (the Guide, chapter 5, Clone model 3). Clients send their updates here; the server
 * numbers them, keeps them, and publishes them to all, the sender included, so everybody sees one order. Who joins late
 * asks for a snapshot first. Frames, where seq is 8 bytes, the highest first:
 *
 *   collector   key | 0 | value             an update comes in
 *   publisher   key | seq | value           and goes out
 *               HUGZ | seq | ""             so often, whatever happens
 *   snapshot    client | ICANHAZ?           is answered with the map, an entry a message:
 *               client | key | seq | value
 *               client | KTHXBAI | seq | "" and the number of the last update that is in it */

#include "roles/clone.h"

#include <glib/gi18n.h>

#include "roles/update.h"
#include "run/node.h"

typedef struct
{
  ZoeNode    *node;
  ZoeSocket  *snapshot;
  ZoeMessage *request;
} Answer;

/* Takes the update, puts the asking client's routing id before it, and sends it. */
static void
send_answer (Answer *answer, ZoeMessage *update)
{
  ZoeFrame client = zoe_message_get_first (answer->request);

  zoe_message_push (update, client.data, client.size);
  zoe_message_set_cause (update, answer->request);
  zoe_node_send (answer->node, answer->snapshot, update);
}

static void
send_entry (const char *key, guint64 sequence, ZoeFrame value, gpointer data)
{
  send_answer (data, zoe_update_new (key, sequence, value));
}

static void
show_map (ZoeNode *node, ZoeKeyValueMap *map, guint64 sequence)
{
  zoe_node_show (node, "map", "%u keys, hash %08x", zoe_key_value_map_count (map), zoe_key_value_map_get_hash (map));
  zoe_node_show (node, "sequence", "%" G_GUINT64_FORMAT, sequence);
}

static void
clone_server (ZoeNode *node)
{
  ZoeSocket *snapshot = zoe_node_get_socket (node, "snapshot");
  ZoeSocket *publisher = zoe_node_get_socket (node, "publisher");
  ZoeSocket *collector = zoe_node_get_socket (node, "collector");
  gint64 interval = zoe_node_get_duration (node, "hugz_interval");
  gint64 due = zoe_node_now (node) + interval;
  g_autoptr (ZoeKeyValueMap) map = zoe_key_value_map_new ();
  guint64 sequence = 0;

  while (TRUE)
    {
      ZoePollItem items[] = { { collector }, { snapshot } };

      show_map (node, map, sequence);
      if (zoe_node_poll (node, items, 2, MAX (0, due - zoe_node_now (node))) < 0)
        return;

      if (items[0].ready)
        {
          g_autoptr (ZoeMessage) update = zoe_node_receive (node, collector);

          if (update == NULL)
            return;
          if (zoe_update_is_valid (update) && zoe_update_has_key (update))
            {
              zoe_update_set_sequence (update, ++sequence);
              zoe_update_store (update, map);
              zoe_node_send (node, publisher, g_steal_pointer (&update));
            }
          else
            zoe_node_note (node, "Dropped what is no update");
        }

      if (items[1].ready)
        {
          g_autoptr (ZoeMessage) request = zoe_node_receive (node, snapshot);
          Answer answer = { node, snapshot, request };

          if (request == NULL)
            return;
          if (zoe_message_count_frames (request) == 2 && zoe_message_frame_is (request, 1, "ICANHAZ?"))
            {
              zoe_key_value_map_foreach (map, send_entry, &answer);
              send_answer (&answer, zoe_update_new ("KTHXBAI", sequence, (ZoeFrame) { NULL, 0 }));
            }
          else
            zoe_node_note (node, "Dropped what is no request for a snapshot");
        }

      /* A sign of life: who joins can wait for it, and who missed the last update learns of it. */
      if (zoe_node_now (node) >= due)
        {
          zoe_node_send (node, publisher, zoe_update_new ("HUGZ", sequence, (ZoeFrame) { NULL, 0 }));
          due = zoe_node_now (node) + interval;
        }
    }
}

const ZoeRole zoe_role_clone_server =
{
  .name = "clone-server",
  .summary = N_("Keeps a map: numbers, keeps and publishes its clients' updates, and hands out snapshots"),
  .source = "roles/clone_server.c",
  .run = clone_server,
  .sockets = (const ZoeRoleSocket[])
  {
    { "collector", ZOE_SOCKET_PULL, .binds = TRUE, .summary = N_("Updates come in from clients") },
    { "publisher", ZOE_SOCKET_PUB, .binds = TRUE, .required = TRUE, .options = "sndhwm=0",
      .summary = N_("Numbered updates go out to all") },
    { "snapshot", ZOE_SOCKET_ROUTER, .binds = TRUE, .options = "sndhwm=0", .summary = N_("Clients ask for the whole map here") },
    { NULL }
  },
  .parameters = (const ZoeRoleParameter[])
  {
    { "hugz_interval", ZOE_PARAMETER_DURATION, "1s", 1e6, 3600e9, .summary = N_("How often HUGZ is published") },
    { NULL }
  },
};
