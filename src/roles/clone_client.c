/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One copy of a shared map (the Guide, chapter 5, Clone model 3; the server's file has the frames). The client subscribes, gets a
 * snapshot of the map, then applies the updates that are not in it. Its own updates come back to it by way of the server.
 *
 * Subscription and request travel on different connections. If the request is answered before the subscription has arrived, the
 * updates between are lost and nobody notices. So the client first waits for any message on its subscription: once one is here,
 * so will be all that follow. */

#include "roles/clone.h"

#include <glib/gi18n.h>
#include <string.h>

#include "roles/update.h"
#include "run/node.h"

typedef struct
{
  ZoeNode        *node;
  ZoeSocket      *snapshot;
  ZoeSocket      *updates;
  ZoeKeyValueMap *map;
  guint64         sequence;    /* of the last update in the map */
  guint64         discarded;   /* updates that were in the map already */
  guint64         missed;      /* updates that never came, as far as the numbers tell */
} Client;

static void
show_map (Client *client)
{
  zoe_node_show (client->node, "map", "%u keys, hash %08x",
                 zoe_key_value_map_count (client->map), zoe_key_value_map_get_hash (client->map));
  zoe_node_show (client->node, "sequence", "%" G_GUINT64_FORMAT, client->sequence);
  if (client->discarded > 0)
    zoe_node_show (client->node, "discarded", "%" G_GUINT64_FORMAT, client->discarded);
  if (client->missed > 0)
    zoe_node_show (client->node, "missed", "%" G_GUINT64_FORMAT, client->missed);
}

/* The map as it is now, in place of what we have. Updates that come meanwhile wait in their own queue. */
static gboolean
get_snapshot (Client *client, const ZoeMessage *cause)
{
  ZoeMessage *request = zoe_message_new_text ("ICANHAZ?");

  if (cause != NULL)
    zoe_message_set_cause (request, cause);
  if (!zoe_node_send (client->node, client->snapshot, request))
    return FALSE;

  zoe_key_value_map_clear (client->map);
  while (TRUE)
    {
      g_autoptr (ZoeMessage) message = zoe_node_receive (client->node, client->snapshot);

      if (message == NULL)
        return FALSE;
      if (!zoe_update_is_valid (message))
        zoe_node_note (client->node, "Dropped what is no part of a snapshot");
      else if (zoe_update_is (message, "KTHXBAI"))
        {
          client->sequence = zoe_update_get_sequence (message);
          show_map (client);
          return TRUE;
        }
      else
        zoe_update_store (message, client->map);
    }
}

static gboolean
join (Client *client, gboolean is_eager)
{
  g_autoptr (ZoeMessage) sign = NULL;

  if (!is_eager)
    {
      sign = zoe_node_receive (client->node, client->updates);
      if (sign == NULL)
        return FALSE;
    }
  return get_snapshot (client, sign);
}

/* Returns FALSE if the message shows that updates before it never came. */
static gboolean
take_update (Client *client, const ZoeMessage *message)
{
  guint64 sequence = zoe_update_get_sequence (message);
  guint64 expected = client->sequence + (zoe_update_is (message, "HUGZ") ? 0 : 1);
  guint64 missed = sequence > expected ? sequence - expected : 0;

  client->missed += missed;
  if (zoe_update_is (message, "HUGZ"))
    client->sequence = MAX (client->sequence, sequence);
  else if (sequence <= client->sequence)
    client->discarded++;
  else
    {
      zoe_update_store (message, client->map);
      client->sequence = sequence;
    }
  show_map (client);
  return missed == 0;
}

static ZoeMessage *
make_update (ZoeNode *node)
{
  g_autofree char *key = g_strdup_printf ("%u", zoe_node_random (node, zoe_node_get_integer (node, "keys")));
  g_autofree char *value = g_strdup_printf ("%u", zoe_node_random (node, 1000000));

  return zoe_update_new (key, 0, (ZoeFrame) { (const guint8 *) value, strlen (value) });
}

static void
clone_client (ZoeNode *node)
{
  g_autoptr (ZoeKeyValueMap) map = zoe_key_value_map_new ();
  ZoeSocket *collector = zoe_node_get_socket (node, "collector");
  Client client =
  {
    .node = node,
    .snapshot = zoe_node_get_socket (node, "snapshot"),
    .updates = zoe_node_get_socket (node, "updates"),
    .map = map,
  };
  const char *defect = zoe_node_get_text (node, "defect");
  gboolean asks = client.snapshot != NULL && !g_str_equal (defect, "no-snapshot");
  gboolean is_eager = g_str_equal (defect, "eager-snapshot");
  gint64 n_left = collector != NULL ? zoe_node_get_integer (node, "updates") : 0;
  gint64 interval = zoe_node_get_duration (node, "interval");
  gint64 due;

  zoe_node_subscribe (node, client.updates, "");
  if (asks && !join (&client, is_eager))
    return;

  due = zoe_node_now (node) + (gint64) (interval * zoe_node_random_real (node));
  while (TRUE)
    {
      ZoePollItem items[] = { { client.updates } };

      if (zoe_node_poll (node, items, 1, n_left > 0 ? MAX (0, due - zoe_node_now (node)) : -1) < 0)
        return;

      if (items[0].ready)
        {
          g_autoptr (ZoeMessage) message = zoe_node_receive (node, client.updates);

          if (message == NULL)
            return;
          if (!zoe_update_is_valid (message))
            zoe_node_note (node, "Dropped what is no update");
          else if (!take_update (&client, message) && asks && !is_eager)
            {
              zoe_node_note (node, "Updates are missing: asking for the map anew");
              if (!get_snapshot (&client, message))
                return;
            }
        }

      if (n_left > 0 && zoe_node_now (node) >= due)
        {
          if (!zoe_node_send (node, collector, make_update (node)))
            return;
          n_left--;
          due += interval;
        }
    }
}

const ZoeRole zoe_role_clone_client =
{
  .name = "clone-client",
  .summary = N_("Holds a copy of the server's map, and sends random updates to it"),
  .source = "roles/clone_client.c",
  .run = clone_client,
  .sockets = (const ZoeRoleSocket[])
  {
    { "collector", ZOE_SOCKET_PUSH, .summary = N_("To the server's collector: updates of our own") },
    { "snapshot", ZOE_SOCKET_DEALER, .options = "routing-id=%n rcvhwm=0",
      .summary = N_("To the server's snapshot: asks for the whole map") },
    { "updates", ZOE_SOCKET_SUB, .required = TRUE, .options = "rcvhwm=0", .summary = N_("To the server's publisher") },
    { NULL }
  },
  .parameters = (const ZoeRoleParameter[])
  {
    { "defect", ZOE_PARAMETER_CHOICE, "none", .choices = "none|eager-snapshot|no-snapshot",
      .summary = N_("eager-snapshot: asks before its subscription works, and does not look for gaps; no-snapshot: never asks") },
    { "interval", ZOE_PARAMETER_DURATION, "1s", 0, 3600e9, .summary = N_("Time between two updates of this client") },
    { "keys", ZOE_PARAMETER_INTEGER, "10000", 1, 1e9, .summary = N_("Updates are about keys 0 to one less than this") },
    { "updates", ZOE_PARAMETER_INTEGER, "20", 0, 1e9, .summary = N_("Updates to send, then the client only listens") },
    { NULL }
  },
};
