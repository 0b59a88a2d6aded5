/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/moment_state.h"

#include <string.h>

static void
shown_free (gpointer data)
{
  ZoeShown *shown = data;

  g_free (shown->name);
  g_free (shown->value);
  g_free (shown);
}

static ZoeShown *
find_shown (ZoeNodeMoment *node, const char *name)
{
  for (guint i = 0; i < node->shown->len; i++)
    {
      ZoeShown *shown = g_ptr_array_index (node->shown, i);

      if (strcmp (shown->name, name) == 0)
        return shown;
    }
  return NULL;
}

ZoeMoment *
zoe_moment_new_wired (ZoeWiring *wiring)
{
  ZoeMomentState *state = g_new0 (ZoeMomentState, 1);
  ZoeMoment *moment = &state->moment;

  state->wiring = zoe_wiring_ref (wiring);
  moment->n_nodes = wiring->n_nodes;
  moment->n_links = wiring->n_links;
  moment->n_sockets = wiring->n_sockets;
  moment->nodes = g_new0 (ZoeNodeMoment, moment->n_nodes + 1);
  moment->links = g_new0 (ZoeLinkMoment, moment->n_links + 1);
  moment->sockets = g_new0 (ZoeSocketMoment, moment->n_sockets + 1);
  for (guint i = 0; i <= moment->n_nodes; i++)
    moment->nodes[i].shown = g_ptr_array_new_with_free_func (shown_free);
  zoe_traffic_init (&state->traffic, wiring);
  return moment;
}

/**
 * zoe_moment_new:
 *
 * Returns: (transfer full): the state before the first event
 */
ZoeMoment *
zoe_moment_new (ZoeScenario *scenario)
{
  g_autoptr (ZoeWiring) wiring = zoe_wiring_new (scenario);

  return zoe_moment_new_wired (wiring);
}

void
zoe_moment_free (ZoeMoment *moment)
{
  ZoeMomentState *state = (ZoeMomentState *) moment;

  for (guint i = 0; i <= moment->n_nodes; i++)
    g_ptr_array_unref (moment->nodes[i].shown);
  g_free (moment->nodes);
  g_free (moment->links);
  g_free (moment->sockets);
  zoe_traffic_clear (&state->traffic);
  zoe_wiring_unref (state->wiring);
  g_free (state);
}

/**
 * zoe_moment_reset:
 *
 * Back to before the first event.
 */
void
zoe_moment_reset (ZoeMoment *moment)
{
  for (guint i = 0; i <= moment->n_nodes; i++)
    {
      GPtrArray *shown = moment->nodes[i].shown;

      g_ptr_array_set_size (shown, 0);
      moment->nodes[i] = (ZoeNodeMoment) { .shown = shown };
    }
  memset (moment->links, 0, (moment->n_links + 1) * sizeof (ZoeLinkMoment));
  memset (moment->sockets, 0, (moment->n_sockets + 1) * sizeof (ZoeSocketMoment));
  moment->sequence = 0;
  moment->time_ns = 0;
  zoe_traffic_reset (&((ZoeMomentState *) moment)->traffic);
}

/**
 * zoe_moment_get_shown:
 *
 * Returns: (nullable) (transfer none): what the node shows under that name
 */
const char *
zoe_moment_get_shown (ZoeMoment *moment, guint node, const char *name)
{
  ZoeShown *shown = node > 0 && node <= moment->n_nodes ? find_shown (&moment->nodes[node], name) : NULL;

  return shown != NULL ? shown->value : NULL;
}

void
zoe_moment_set_shown (ZoeMoment *moment, guint node, const char *name, const char *value)
{
  ZoeShown *shown = find_shown (&moment->nodes[node], name);

  if (shown == NULL)
    {
      shown = g_new0 (ZoeShown, 1);
      shown->name = g_strdup (name);
      g_ptr_array_add (moment->nodes[node].shown, shown);
    }
  g_free (shown->value);
  shown->value = g_strdup (value);
}

/**
 * zoe_moment_find_origin:
 * @event: the one about to be applied; its numbers exist
 *
 * Returns: the link and the send, as far as they are known right now
 */
ZoeOrigin
zoe_moment_find_origin (ZoeMoment *moment, const ZoeEvent *event)
{
  ZoeMomentState *state = (ZoeMomentState *) moment;
  ZoeOrigin origin = { 0 };

  if (event->kind == ZOE_EVENT_SEND)
    origin.link = zoe_wiring_get_only_link (state->wiring, event->socket);
  else if (event->message > 0)
    {
      guint sender = 0;

      origin.sent = zoe_traffic_find_send (&state->traffic, event->message, event->socket, &sender);
      if (sender > 0 && event->socket > 0)
        origin.link = zoe_wiring_find_link (state->wiring, sender, event->socket);
    }
  return origin;
}

/**
 * zoe_moment_apply:
 * @event: the next one; its numbers exist
 * @name: (nullable): of a %ZOE_EVENT_STATE
 * @value: (nullable): likewise
 */
void
zoe_moment_apply (ZoeMoment *moment, const ZoeEvent *event, ZoeOrigin origin, const char *name, const char *value)
{
  ZoeMomentState *state = (ZoeMomentState *) moment;
  ZoeNodeMoment *node = &moment->nodes[event->node];

  moment->sequence = event->sequence;
  moment->time_ns = event->time_ns;
  if (event->node > 0 && event->line > 0)
    node->line = event->line;
  switch (event->kind)
    {
    case ZOE_EVENT_START:
      /* Restarted it is a fresh role: what the one before showed, and was busy with, is gone. */
      node->phase = ZOE_NODE_RUNNING;
      node->busy_from_ns = node->busy_until_ns = 0;
      g_ptr_array_set_size (node->shown, 0);
      break;
    case ZOE_EVENT_END:
      node->phase = ZOE_NODE_ENDED;
      break;
    case ZOE_EVENT_SEND:
      node->n_sent++;
      moment->sockets[event->socket].n_sent++;
      if (event->socket > 0)
        zoe_traffic_send (&state->traffic,
                          &(ZoeSent) { event->message, event->sequence, event->time_ns, event->socket, origin.link });
      break;
    case ZOE_EVENT_RECEIVE:
      node->n_received++;
      moment->sockets[event->socket].n_received++;
      moment->links[origin.link].n_carried++;
      zoe_traffic_receive (&state->traffic, event->message, event->socket, origin.sent, origin.link);
      break;
    case ZOE_EVENT_HELD:
      zoe_traffic_hold (&state->traffic, event->message, event->socket, 1);
      break;
    case ZOE_EVENT_DROPPED:
      zoe_traffic_drop (&state->traffic, event->message, event->socket);
      break;
    case ZOE_EVENT_DUPLICATED:
      zoe_traffic_duplicate (&state->traffic, event->message, event->socket);
      break;
    case ZOE_EVENT_STATE:
      if (event->node > 0 && name != NULL && value != NULL)
        zoe_moment_set_shown (moment, event->node, name, value);
      break;
    case ZOE_EVENT_WORK:
      node->busy_from_ns = event->time_ns;
      node->busy_until_ns = event->value > G_MAXINT64 - event->time_ns ? G_MAXINT64 : event->time_ns + MAX (event->value, 0);
      break;
    default:
      break;
    }
}
