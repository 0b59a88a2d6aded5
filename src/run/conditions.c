/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/conditions.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "model/duration.h"

/**
 * zoe_conditions_init:
 *
 * As the scenario says.
 */
void
zoe_conditions_init (ZoeConditions *conditions, const ZoeLinkSpec *link)
{
  const char *text;

  *conditions = (ZoeConditions) { 0 };
  if (link->conditions == NULL)
    return;
  if ((text = g_hash_table_lookup (link->conditions, "delay")) != NULL)
    zoe_duration_parse (text, &conditions->delay_ns, NULL);
  if ((text = g_hash_table_lookup (link->conditions, "jitter")) != NULL)
    zoe_duration_parse (text, &conditions->jitter_ns, NULL);
  if ((text = g_hash_table_lookup (link->conditions, "bandwidth")) != NULL)
    conditions->bandwidth = g_ascii_strtoll (text, NULL, 10);
  conditions->cut = g_strcmp0 (g_hash_table_lookup (link->conditions, "cut"), "true") == 0;
}

gboolean
zoe_conditions_are_none (const ZoeConditions *conditions)
{
  return conditions->delay_ns == 0 && conditions->jitter_ns == 0 && conditions->bandwidth == 0 && !zoe_conditions_are_shut (conditions);
}

/**
 * zoe_conditions_are_shut:
 *
 * Whether nothing comes through by itself.
 */
gboolean
zoe_conditions_are_shut (const ZoeConditions *conditions)
{
  return conditions->cut || conditions->hold;
}

/**
 * zoe_conditions_suit:
 * @error: a plain sentence why the fault makes no sense now
 */
gboolean
zoe_conditions_suit (const ZoeConditions *conditions, ZoeFaultVerb verb, GError **error)
{
  if ((verb == ZOE_FAULT_CUT || verb == ZOE_FAULT_HOLD) && zoe_conditions_are_shut (conditions))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS, _("the link lets nothing through already"));
      return FALSE;
    }
  if (verb == ZOE_FAULT_HEAL && zoe_conditions_are_none (conditions))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("the link is whole already"));
      return FALSE;
    }
  return TRUE;
}

/**
 * zoe_conditions_change:
 * @fault: one that suits, and is about the link itself
 * @now_ns: scenario time
 */
void
zoe_conditions_change (ZoeConditions *conditions, const ZoeFault *fault, gint64 now_ns)
{
  switch (fault->verb)
    {
    case ZOE_FAULT_BANDWIDTH:
      conditions->bandwidth = fault->amount;
      break;
    case ZOE_FAULT_DELAY:
      conditions->delay_ns = fault->amount;
      break;
    case ZOE_FAULT_JITTER:
      conditions->jitter_ns = fault->amount;
      break;
    case ZOE_FAULT_CUT:
      conditions->cut = TRUE;
      break;
    case ZOE_FAULT_HOLD:
      conditions->hold = TRUE;
      break;
    case ZOE_FAULT_HEAL:
      *conditions = (ZoeConditions) { .last_due_ns = now_ns };
      break;
    default:
      g_assert_not_reached ();
    }
}

/**
 * zoe_conditions_find_due:
 * @sent_ns: scenario time at which the message was sent
 * @size: of the message, bytes
 * @random: of jitter
 *
 * Returns: scenario time at which the message is through, if the link is open; never before one that was asked about earlier;
 *   %G_MAXINT64: that time never comes
 */
gint64
zoe_conditions_find_due (ZoeConditions *conditions, gint64 sent_ns, gsize size, GRand *random)
{
  gint64 due_ns = zoe_duration_after (sent_ns, conditions->delay_ns);

  if (conditions->jitter_ns > 0)
    due_ns = zoe_duration_after (due_ns, (gint64) (g_rand_double (random) * conditions->jitter_ns));
  due_ns = MAX (due_ns, conditions->last_due_ns);
  if (conditions->bandwidth > 0)
    due_ns = zoe_duration_after (due_ns, (gint64) MIN (size * (double) ZOE_NS_PER_S / conditions->bandwidth, (double) ZOE_END_OF_TIME));
  conditions->last_due_ns = due_ns;
  return due_ns;
}
