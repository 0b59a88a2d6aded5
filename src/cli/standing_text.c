/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/standing_text.h"

#include <glib/gi18n.h>

#include "model/duration.h"

static char *
dup_socket (ZoeScenario *scenario, guint number)
{
  ZoeSocketSpec *socket = zoe_scenario_get_socket (scenario, number);

  return g_strdup_printf ("%s (%s)", socket->name, zoe_socket_type_get_name (socket->type));
}

static char *
dup_ready (ZoeScenario *scenario, const ZoeStanding *standing, const char *name)
{
  g_autofree char *socket = standing->socket != 0 ? dup_socket (scenario, standing->socket) : NULL;

  switch (standing->operation)
    {
    case ZOE_EVENT_RECEIVE:
      return g_strdup_printf (_("%s receives on %s"), name, socket);
    case ZOE_EVENT_SEND:
      return g_strdup_printf (_("%s sends on %s"), name, socket);
    case ZOE_EVENT_SUBSCRIBE:
      return g_strdup_printf (_("%s subscribes on %s"), name, socket);
    case ZOE_EVENT_WORK:
      return g_strdup_printf (_("%s starts working"), name);
    default:
      return g_strdup_printf (_("%s goes on"), name);
    }
}

static char *
dup_sockets (ZoeScenario *scenario, const ZoeStanding *standing)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < standing->n_sockets; i++)
    {
      g_autofree char *socket = dup_socket (scenario, standing->sockets[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", socket);
    }
  return g_string_free (text, FALSE);
}

static char *
dup_waiting (ZoeScenario *scenario, const ZoeStanding *standing, const char *name)
{
  gboolean ends = standing->deadline_ns != G_MAXINT64;
  g_autofree char *sockets = dup_sockets (scenario, standing);
  g_autofree char *until = ends ? zoe_duration_dup_stamp (standing->deadline_ns) : NULL;

  if (standing->for_send)
    return g_strdup_printf (_("%s waits until it can send on %s"), name, sockets);
  /* Who joins late is not busy: nothing of it is there yet. */
  if (standing->n_sockets == 0 && ends && standing->deadline_ns == zoe_scenario_get_node (scenario, standing->node)->start_ns)
    return g_strdup_printf (_("%s joins at %s"), name, until);
  if (standing->n_sockets == 0)
    return ends ? g_strdup_printf (_("%s is busy until %s"), name, until) : g_strdup_printf (_("%s waits for nothing"), name);
  if (ends)
    return g_strdup_printf (_("%s waits for a message on %s, until %s"), name, sockets, until);
  return g_strdup_printf (_("%s waits for a message on %s"), name, sockets);
}

/**
 * zoe_standing_text_dup:
 *
 * Returns: (transfer full): "worker-2 receives on receiver (PULL)", "sink waits for a message on receiver (PULL), until 00:02.000000"
 */
char *
zoe_standing_text_dup (ZoeScenario *scenario, const ZoeStanding *standing)
{
  const char *name = zoe_scenario_get_node (scenario, standing->node)->name;

  switch (standing->kind)
    {
    case ZOE_STANDING_READY:
      return dup_ready (scenario, standing, name);
    case ZOE_STANDING_WAITING:
      return dup_waiting (scenario, standing, name);
    case ZOE_STANDING_FROZEN:
      return g_strdup_printf (_("%s is frozen"), name);
    case ZOE_STANDING_GONE:
      return g_strdup_printf (_("%s is not there"), name);
    default:
      return g_strdup_printf (_("%s is between two things"), name);
    }
}
