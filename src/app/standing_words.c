/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/standing_words.h"

#include <glib/gi18n.h>

#include "model/duration.h"

static const char *
get_socket_name (ZoeScenario *scenario, guint socket)
{
  ZoeSocketSpec *spec = zoe_scenario_get_socket (scenario, socket);

  return spec != NULL ? spec->name : "";
}

/* Who is at the other end of a socket's only link; NULL: there are several. */
static const char *
find_peer (ZoeScenario *scenario, guint socket)
{
  const char *found = NULL;

  for (guint i = 1; i <= scenario->links->len; i++)
    {
      ZoeLinkSpec *link = zoe_scenario_get_link (scenario, i);
      guint peer = link->tail == socket ? link->head : link->head == socket ? link->tail : 0;

      if (peer == 0)
        continue;
      if (found != NULL)
        return NULL;
      found = zoe_scenario_get_node (scenario, zoe_scenario_get_socket (scenario, peer)->node)->name;
    }
  return found;
}

static char *
dup_waiting (const ZoeStanding *standing, ZoeScenario *scenario, const char *name)
{
  g_autofree char *until = standing->deadline_ns != G_MAXINT64 ? zoe_duration_dup_text (standing->deadline_ns) : NULL;
  g_autoptr (GString) sockets = g_string_new (NULL);

  for (guint i = 0; i < standing->n_sockets; i++)
    g_string_append_printf (sockets, "%s%s", i > 0 ? ", " : "", get_socket_name (scenario, standing->sockets[i]));
  /* Who joins late is not busy: nothing of it is there yet. */
  if (standing->n_sockets == 0 && until != NULL && standing->deadline_ns == zoe_scenario_get_node (scenario, standing->node)->start_ns)
    return g_strdup_printf (_("%s joins at %s"), name, until);
  if (standing->n_sockets == 0)
    return until != NULL ? g_strdup_printf (_("%s is busy until %s"), name, until) : g_strdup_printf (_("%s waits"), name);
  if (standing->for_send)
    return until != NULL ? g_strdup_printf (_("%s waits to send on %s, until %s"), name, sockets->str, until)
                         : g_strdup_printf (_("%s waits to send on %s"), name, sockets->str);
  return until != NULL ? g_strdup_printf (_("%s waits for a message on %s, until %s"), name, sockets->str, until)
                       : g_strdup_printf (_("%s waits for a message on %s"), name, sockets->str);
}

static char *
dup_operation (const ZoeStanding *standing, ZoeScenario *scenario, const char *name)
{
  const char *socket = get_socket_name (scenario, standing->socket);
  const char *peer = standing->socket != 0 ? find_peer (scenario, standing->socket) : NULL;

  switch (standing->operation)
    {
    case ZOE_EVENT_SEND:        return peer != NULL ? g_strdup_printf (_("%s sends to %s on its %s"), name, peer, socket)
                                                    : g_strdup_printf (_("%s sends on its %s"), name, socket);
    case ZOE_EVENT_RECEIVE:     return peer != NULL ? g_strdup_printf (_("%s receives from %s on its %s"), name, peer, socket)
                                                    : g_strdup_printf (_("%s receives on its %s"), name, socket);
    case ZOE_EVENT_WORK:        return g_strdup_printf (_("%s begins to work"), name);
    case ZOE_EVENT_SUBSCRIBE:   return g_strdup_printf (_("%s subscribes on %s"), name, socket);
    case ZOE_EVENT_UNSUBSCRIBE: return g_strdup_printf (_("%s unsubscribes on %s"), name, socket);
    case ZOE_EVENT_STATE:       return g_strdup_printf (_("%s shows its state"), name);
    case ZOE_EVENT_NOTE:        return g_strdup_printf (_("%s writes a note"), name);
    default:                    return g_strdup_printf (_("%s goes on"), name);
    }
}

/**
 * zoe_standing_dup_words:
 *
 * Returns: (transfer full): what the node is about to do, or waits for
 */
char *
zoe_standing_dup_words (const ZoeStanding *standing, ZoeScenario *scenario)
{
  const char *name = zoe_scenario_get_node (scenario, standing->node)->name;

  switch (standing->kind)
    {
    case ZOE_STANDING_WAITING: return dup_waiting (standing, scenario, name);
    case ZOE_STANDING_FROZEN:  return g_strdup_printf (_("%s is frozen"), name);
    case ZOE_STANDING_GONE:    return g_strdup_printf (_("%s is not running"), name);
    case ZOE_STANDING_BUSY:    return g_strdup_printf (_("%s is between two operations"), name);
    default:                   return dup_operation (standing, scenario, name);
    }
}
