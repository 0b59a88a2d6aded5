/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/node_state.h"

#include <glib/gi18n.h>

/**
 * zoe_node_state_at:
 * @damage: (nullable): what is broken of it at the same event; %NULL: nothing
 * @time_ns: the play head, for the work that goes on
 */
ZoeNodeState
zoe_node_state_at (const ZoeNodeMoment *moment, const ZoeNodeDamage *damage, gint64 time_ns)
{
  ZoeNodeState state = { .phase = moment->phase, .n_received = moment->n_received, .n_sent = moment->n_sent };

  if (damage != NULL)
    state.damage = *damage;
  state.working = moment->phase == ZOE_NODE_RUNNING && time_ns >= moment->busy_from_ns && time_ns < moment->busy_until_ns;
  if (state.working)
    state.progress = (time_ns - moment->busy_from_ns) / (double) (moment->busy_until_ns - moment->busy_from_ns);
  return state;
}

/**
 * zoe_node_state_is_same_kind:
 *
 * Returns: whether the two differ in numbers only
 */
gboolean
zoe_node_state_is_same_kind (const ZoeNodeState *a, const ZoeNodeState *b)
{
  return a->phase == b->phase && a->working == b->working && a->damage.health == b->damage.health
         && a->damage.frozen == b->damage.frozen;
}

/**
 * zoe_node_state_get_word:
 *
 * Returns: what the node does; what was done to it stands on a sign of its own, see marks.h
 */
const char *
zoe_node_state_get_word (const ZoeNodeState *state, const ZoeNodeSpec *spec)
{
  if (spec->external)
    return _("outside program");
  switch (state->phase)
    {
    case ZOE_NODE_ABSENT: return _("not started");
    case ZOE_NODE_ENDED:  return _("ended");
    default:              return state->working ? _("working") : _("running");
    }
}

/* Who does not see the signs is told what was done to the node; after a restart it is as any other. */
static const char *
get_spoken_word (const ZoeNodeState *state, const ZoeNodeSpec *spec)
{
  switch (state->damage.health)
    {
    case ZOE_NODE_KILLED:  return _("killed");
    case ZOE_NODE_STOPPED: return _("stopped");
    default:               return state->damage.frozen ? _("frozen") : zoe_node_state_get_word (state, spec);
    }
}

/**
 * zoe_node_state_dup_label:
 *
 * Returns: (transfer full): as a screen reader says it: "worker-2, worker, working, 17 received"
 */
char *
zoe_node_state_dup_label (const ZoeNodeState *state, const ZoeNodeSpec *spec)
{
  g_autoptr (GString) label = g_string_new (NULL);
  char count[ZOE_SHORT_COUNT];

  g_string_append_printf (label, "%s, %s, %s", spec->name, spec->role_name, get_spoken_word (state, spec));
  if (state->n_received > 0)
    g_string_append_printf (label, _(", %s received"), zoe_node_state_format_count (state->n_received, count));
  if (state->n_sent > 0)
    g_string_append_printf (label, _(", %s sent"), zoe_node_state_format_count (state->n_sent, count));
  return g_string_free (g_steal_pointer (&label), FALSE);
}

/**
 * zoe_node_state_format_count:
 *
 * Returns: @ret_text: 17, 1700, 17k, 1.7M: never more than four characters
 */
const char *
zoe_node_state_format_count (guint64 count, char ret_text[ZOE_SHORT_COUNT])
{
  if (count < 10000)
    g_snprintf (ret_text, ZOE_SHORT_COUNT, "%" G_GUINT64_FORMAT, count);
  else if (count < 1000000)
    g_snprintf (ret_text, ZOE_SHORT_COUNT, "%" G_GUINT64_FORMAT "k", count / 1000);
  else if (count < 10000000)
    g_snprintf (ret_text, ZOE_SHORT_COUNT, "%.1fM", count / 1e6);
  else
    g_snprintf (ret_text, ZOE_SHORT_COUNT, "%" G_GUINT64_FORMAT "M", count / 1000000);
  return ret_text;
}
