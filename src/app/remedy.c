/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/remedy.h"

#include "model/duration.h"

/**
 * zoe_remedy_dup_link:
 *
 * Returns: (transfer full): the link as faults name it, "ventilator:sender-worker-1:receiver"
 */
char *
zoe_remedy_dup_link (ZoeScenario *scenario, guint link)
{
  ZoeLinkSpec *spec = zoe_scenario_get_link (scenario, link);
  g_autofree char *tail = zoe_scenario_dup_port (scenario, spec->tail);
  g_autofree char *head = zoe_scenario_dup_port (scenario, spec->head);

  return g_strdup_printf ("%s-%s", tail, head);
}

static char *
dup_length (gint64 ns)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "ns", ns);
}

/* Healing takes every condition away: these bring back those there were. */
static void
add_conditions (GStrvBuilder *words, const char *link, const ZoeLinkDamage *before)
{
  g_autofree char *delay = dup_length (before->delay_ns), *jitter = dup_length (before->jitter_ns);
  g_autofree char *bytes = g_strdup_printf ("%" G_GINT64_FORMAT, before->bandwidth);
  const struct { gboolean was; const char *verb; const char *amount; } rows[] =
  {
    { before->delay_ns > 0,  "delay", delay },
    { before->jitter_ns > 0, "jitter", jitter },
    { before->bandwidth > 0, "bandwidth", bytes },
    { before->cut,           "cut", NULL },
    { before->hold,          "hold", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strjoin (" ", rows[i].verb, link, rows[i].amount, NULL);

      if (rows[i].was)
        g_strv_builder_add (words, text);
    }
}

static void
add (GStrvBuilder *words, const char *verb, const char *target, const char *amount)
{
  g_autofree char *text = g_strjoin (" ", verb, target, amount, NULL);

  g_strv_builder_add (words, text);
}

/**
 * zoe_remedy_find:
 * @node: how the fault's node was before, if it names one
 * @link: how its link was
 *
 * Returns: (transfer full) (nullable): the faults that take it back, in order; %NULL: nothing can
 */
char **
zoe_remedy_find (ZoeScenario *scenario, const ZoeFault *fault, const ZoeNodeDamage *node, const ZoeLinkDamage *link)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_autofree char *target = fault->link != 0 ? zoe_remedy_dup_link (scenario, fault->link)
                                             : g_strdup (zoe_scenario_get_node (scenario, fault->node)->name);
  g_autofree char *former = NULL;

  switch (fault->verb)
    {
    case ZOE_FAULT_KILL:
    case ZOE_FAULT_STOP:
      add (words, "restart", target, NULL);
      break;
    case ZOE_FAULT_RESTART:
      if (node->health == ZOE_NODE_WHOLE)
        return NULL;
      add (words, node->health == ZOE_NODE_STOPPED ? "stop" : "kill", target, NULL);
      break;
    case ZOE_FAULT_FREEZE:
      add (words, "thaw", target, NULL);
      break;
    case ZOE_FAULT_THAW:
      add (words, "freeze", target, NULL);
      break;
    case ZOE_FAULT_CUT:
    case ZOE_FAULT_HOLD:
      add (words, "heal", target, NULL);
      add_conditions (words, target, link);
      break;
    case ZOE_FAULT_HEAL:
      add_conditions (words, target, link);
      break;
    case ZOE_FAULT_DELAY:
      former = dup_length (link->delay_ns);
      add (words, "delay", target, former);
      break;
    case ZOE_FAULT_JITTER:
      former = dup_length (link->jitter_ns);
      add (words, "jitter", target, former);
      break;
    case ZOE_FAULT_BANDWIDTH:
      former = g_strdup_printf ("%" G_GINT64_FORMAT, link->bandwidth);
      add (words, "bandwidth", target, former);
      break;
    default:
      return NULL;
    }
  return g_strv_builder_end (words);
}
