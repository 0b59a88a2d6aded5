/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/fault_telling.h"

#include <glib/gi18n.h>

#include "model/duration.h"
#include "model/fault.h"

typedef enum
{
  AMOUNT_NONE,
  AMOUNT_BYTES,
  AMOUNT_DURATION,
} Amount;

/* Placeholders: the node or link, then the amount. */
static const struct
{
  const char *sentence;
  const char *without;     /* where an amount of 0 takes something away */
  Amount      amount;
} rows[ZOE_FAULT_N_VERBS] =
{
  [ZOE_FAULT_BANDWIDTH] = { N_("The link %s carries %s bytes a second, no more"), N_("The link %s carries as much as ever again"), AMOUNT_BYTES },
  [ZOE_FAULT_CUT]       = { N_("The link %s is cut: nothing comes through") },
  [ZOE_FAULT_DELAY]     = { N_("Messages take %2$s longer over the link %1$s"), N_("The link %s delays nothing any more"), AMOUNT_DURATION },
  [ZOE_FAULT_DROP]      = { N_("A message held on the link %s is thrown away") },
  [ZOE_FAULT_DUPLICATE] = { N_("A message held on the link %s is doubled") },
  [ZOE_FAULT_FREEZE]    = { N_("%s is frozen: it does nothing until it is thawed") },
  [ZOE_FAULT_HEAL]      = { N_("The link %s is whole again") },
  [ZOE_FAULT_HOLD]      = { N_("The link %s keeps what comes, until it is let go by hand") },
  [ZOE_FAULT_JITTER]    = { N_("Messages take up to %2$s longer over the link %1$s, some more, some less"), N_("The link %s takes the same time for all again"),
                            AMOUNT_DURATION },
  [ZOE_FAULT_KILL]      = { N_("%s is killed: its sockets are gone, with all they had not delivered") },
  [ZOE_FAULT_RELEASE]   = { N_("A message held on the link %s is let go") },
  [ZOE_FAULT_RESET]     = { N_("The connection of the link %s breaks; libzmq makes a new one") },
  [ZOE_FAULT_RESTART]   = { N_("%s is restarted, afresh") },
  [ZOE_FAULT_STOP]      = { N_("%s is stopped in good order: its sockets close with their linger") },
  [ZOE_FAULT_THAW]      = { N_("%s is thawed, and goes on") },
};

static char *
dup_link (ZoeScenario *scenario, guint number)
{
  ZoeLinkSpec *link = zoe_scenario_get_link (scenario, number);
  g_autofree char *tail = zoe_scenario_dup_port (scenario, link->tail);
  g_autofree char *head = zoe_scenario_dup_port (scenario, link->head);

  return g_strdup_printf ("%s-%s", tail, head);
}

/**
 * zoe_fault_telling_dup:
 * @words: a fault as schedules have it
 *
 * Returns: (transfer full): the sentence; the words themselves where they name nothing of this scenario
 */
char *
zoe_fault_telling_dup (ZoeScenario *scenario, const char *words)
{
  g_autoptr (ZoeFault) fault = zoe_fault_parse (words, scenario, NULL);
  g_autofree char *target = NULL;
  g_autofree char *amount = NULL;

  if (fault == NULL)
    return g_strdup (words);
  target = fault->link != 0 ? dup_link (scenario, fault->link) : g_strdup (zoe_scenario_get_node (scenario, fault->node)->name);
  if (rows[fault->verb].amount == AMOUNT_NONE)
    return g_strdup_printf (_(rows[fault->verb].sentence), target);
  if (fault->amount == 0)
    return g_strdup_printf (_(rows[fault->verb].without), target);
  amount = rows[fault->verb].amount == AMOUNT_DURATION ? zoe_duration_dup_text (fault->amount)
                                                       : g_strdup_printf ("%" G_GINT64_FORMAT, fault->amount);
  return g_strdup_printf (_(rows[fault->verb].sentence), target, amount);
}
