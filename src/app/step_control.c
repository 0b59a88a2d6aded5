/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step mode. */

#include <glib/gi18n.h>

#include "app/control_private.h"
#include "app/standing_words.h"

/**
 * zoe_control_set_stepping:
 *
 * Leaving step mode lets time go on.
 */
void
zoe_control_set_stepping (ZoeControl *control, gboolean stepping)
{
  ZoeRun *run = zoe_control_get_run (control);

  /* A run that has just begun first gets what was asked for before. */
  if (control->starting)
    zoe_control_refresh (control);
  if (control->stepping == !!stepping)
    return;
  zoe_stepping_wish (control->steps, ZOE_WISH_NONE, 0);
  if (run == NULL)
    {
      zoe_control_show_stepping (control, stepping);
      zoe_control_changed (control);
      return;
    }
  if (stepping)
    zoe_run_set_stepping (run, TRUE);
  else
    zoe_run_resume (run);
  zoe_control_refresh (control);
}

gboolean
zoe_control_is_stepping (ZoeControl *control)
{
  return control->stepping;
}

/**
 * zoe_control_is_settling:
 *
 * Returns: whether, in step mode, somebody is still on the way, or the run has not begun yet: what is asked for now is done then
 */
gboolean
zoe_control_is_settling (ZoeControl *control)
{
  return control->live != NULL && control->stepping && !zoe_stepping_is_steady (control->steps);
}

/**
 * zoe_control_is_asked:
 *
 * Returns: whether something was asked for, and is done as soon as everybody stands still
 */
gboolean
zoe_control_is_asked (ZoeControl *control)
{
  return zoe_stepping_get_wish (control->steps) != ZOE_WISH_NONE;
}

/**
 * zoe_control_is_steady:
 *
 * Returns: whether, in step mode, everybody stands still, so that the next operation is known
 */
gboolean
zoe_control_is_steady (ZoeControl *control)
{
  return zoe_stepping_is_steady (control->steps);
}

static gboolean
wish (ZoeControl *self, ZoeWish wish, guint node)
{
  zoe_stepping_wish (self->steps, wish, node);
  zoe_control_changed (self);
  return FALSE;
}

/**
 * zoe_control_step:
 * @node: whose operation shall go; 0: the next one's
 *
 * Asked for before everybody stands still, it goes then.
 *
 * Returns: %FALSE: it has not gone; "refused" has said why, unless it goes later
 */
gboolean
zoe_control_step (ZoeControl *control, guint node)
{
  ZoeRun *run = zoe_control_get_run (control);
  gboolean gone;

  if (zoe_control_is_settling (control))
    return wish (control, ZOE_WISH_STEP, node);
  if (run == NULL || !control->stepping)
    return FALSE;
  gone = zoe_run_step (run, node);
  if (!gone && node != 0)
    {
      g_autofree char *why = g_strdup_printf (_("%s does not stand before an operation"),
                                              zoe_scenario_get_node (control->scenario, node)->name);

      zoe_control_refuse (control, why);
    }
  else if (!gone)
    zoe_control_refuse (control, _("Nobody is ready to go"));
  zoe_control_refresh (control);
  return gone;
}

void
zoe_control_hold_back (ZoeControl *control, guint node, gboolean held_back)
{
  ZoeRun *run = zoe_control_get_run (control);

  if (run == NULL || node == 0)
    return;
  zoe_run_hold_back (run, node, held_back);
  zoe_control_refresh (control);
}

guint
zoe_control_get_next (ZoeControl *control)
{
  return zoe_stepping_get_next (control->steps);
}

/**
 * zoe_control_get_standing:
 *
 * Returns: (nullable) (transfer none): how the node stands; until "changed"
 */
const ZoeStanding *
zoe_control_get_standing (ZoeControl *control, guint node)
{
  return zoe_stepping_get_standing (control->steps, node);
}

gint64
zoe_control_get_deadline (ZoeControl *control)
{
  return zoe_stepping_get_deadline (control->steps);
}

gint64
zoe_control_get_now (ZoeControl *control)
{
  ZoeRun *run = zoe_control_get_run (control);

  return run != NULL ? zoe_run_get_now (run) : 0;
}

/**
 * zoe_control_skip_to_deadline:
 *
 * In step mode: time moves on to the next deadline, if need be as soon as everybody stands still.
 */
gboolean
zoe_control_skip_to_deadline (ZoeControl *control)
{
  ZoeRun *run = zoe_control_get_run (control);
  gboolean skipped;

  if (zoe_control_is_settling (control))
    return wish (control, ZOE_WISH_DEADLINE, 0);
  skipped = run != NULL && zoe_run_skip_to_deadline (run);
  if (run != NULL && !skipped && control->stepping)
    zoe_control_refuse (control, _("Nobody waits for a time"));
  zoe_control_refresh (control);
  return skipped;
}

/**
 * zoe_control_dup_standing:
 *
 * Returns: (transfer full): in words what the node is about to do, or waits for; empty if that is not known
 */
char *
zoe_control_dup_standing (ZoeControl *control, guint node)
{
  const ZoeStanding *standing = zoe_stepping_get_standing (control->steps, node);

  return standing != NULL ? zoe_standing_dup_words (standing, control->scenario) : g_strdup ("");
}

/**
 * zoe_control_dup_next:
 *
 * Returns: (transfer full) (nullable): what goes next, in a sentence; %NULL: nobody is ready, or that is not known yet
 */
char *
zoe_control_dup_next (ZoeControl *control)
{
  guint next = zoe_stepping_get_next (control->steps);

  return next != 0 ? zoe_control_dup_standing (control, next) : NULL;
}

/**
 * zoe_control_dup_waits:
 *
 * Returns: (transfer full): who waits for what, a line each; those whose time comes first first
 */
char *
zoe_control_dup_waits (ZoeControl *control)
{
  return zoe_stepping_dup_waits (control->steps, control->scenario);
}

/**
 * zoe_control_get_told:
 *
 * Returns: (nullable) (transfer none): what the last step did, in a sentence
 */
const char *
zoe_control_get_told (ZoeControl *control)
{
  return zoe_aftermath_get_told (control->aftermath);
}

/**
 * zoe_control_get_met:
 *
 * Returns: (nullable) (transfer none): the breakpoint that the last step has met
 */
const char *
zoe_control_get_met (ZoeControl *control)
{
  return zoe_aftermath_get_met (control->aftermath);
}

guint64
zoe_control_get_step_event (ZoeControl *control)
{
  return zoe_aftermath_get_step_event (control->aftermath);
}


/* A key that was pressed too early does its work now, if there is any. */
void
zoe_control_grant_wish (ZoeControl *control)
{
  guint node = 0;

  switch (zoe_stepping_take_wish (control->steps, &node))
    {
    case ZOE_WISH_STEP:
      if (node != 0 || zoe_stepping_get_next (control->steps) != 0)
        zoe_control_step (control, node);
      break;
    case ZOE_WISH_DEADLINE:
      if (zoe_stepping_get_deadline (control->steps) != G_MAXINT64)
        zoe_control_skip_to_deadline (control);
      break;
    default:
      break;
    }
}
