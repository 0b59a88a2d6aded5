/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Breaking, mending, and taking it back. */

#include "app/control_private.h"

ZoeNodeDamage
zoe_control_get_node_state (ZoeControl *control, guint node)
{
  ZoeNodeDamage state;
  ZoeLinkDamage ignored;

  zoe_fault_log_get_state (control->faults, node, 0, &state, &ignored);
  return state;
}

ZoeLinkDamage
zoe_control_get_link_state (ZoeControl *control, guint link)
{
  ZoeNodeDamage ignored;
  ZoeLinkDamage state;

  zoe_fault_log_get_state (control->faults, 0, link, &ignored, &state);
  return state;
}

/**
 * zoe_control_break:
 * @words: "kill worker-1"
 *
 * Breaks or mends something, at once.
 *
 * Returns: %FALSE: "refused" has said why it makes no sense
 */
gboolean
zoe_control_break (ZoeControl *control, const char *words)
{
  ZoeRun *run = zoe_control_get_run (control);
  g_autoptr (GError) error = NULL;

  if (run == NULL)
    return FALSE;
  if (!zoe_fault_log_apply (control->faults, run, control->scenario, words, &error))
    {
      zoe_control_refuse (control, error->message);
      return FALSE;
    }
  zoe_control_refresh (control);
  zoe_control_tell_done (control, words);
  return TRUE;
}

gboolean
zoe_control_can_undo (ZoeControl *control)
{
  return zoe_fault_log_get_undo (control->faults) != NULL && zoe_control_get_run (control) != NULL;
}

/**
 * zoe_control_get_undo:
 *
 * Returns: (nullable) (transfer none): the words of the fault that undo takes back
 */
const char *
zoe_control_get_undo (ZoeControl *control)
{
  return zoe_fault_log_get_undo (control->faults);
}

void
zoe_control_undo (ZoeControl *control)
{
  g_autoptr (GError) error = NULL;

  if (!zoe_control_can_undo (control))
    return;
  if (!zoe_fault_log_undo (control->faults, zoe_control_get_run (control), control->scenario, &error))
    zoe_control_refuse (control, error->message);
  zoe_control_refresh (control);
}

/**
 * zoe_control_list_held:
 *
 * Returns: (transfer full) (element-type ZoeHeld): the messages that wait on links right now
 */
GArray *
zoe_control_list_held (ZoeControl *control)
{
  ZoeRun *run = zoe_control_get_run (control);

  return run != NULL ? zoe_run_list_held (run) : g_array_new (FALSE, FALSE, sizeof (ZoeHeld));
}
