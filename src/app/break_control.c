/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Breakpoints and the target of a run. */

#include <glib/gi18n.h>

#include "app/control_private.h"

/* What is changed while the run is being started, reaches it when it goes. */
gboolean
zoe_control_apply_breaks (ZoeControl *control, GError **error)
{
  ZoeRun *run = zoe_control_get_run (control);
  g_autofree char *all = zoe_breakpoints_dup_all (control->breakpoints);

  control->breaks_changed = control->live != NULL && run == NULL;
  return run == NULL || zoe_run_set_breaks (run, all, error);
}

/* The run stands at a breakpoint: if that is the target, it has been reached. Which event it was is in the trace, sooner or later than
 * the run says that it stands. */
gboolean
zoe_control_take_target (ZoeControl *control)
{
  ZoeRecording *recording = zoe_aftermath_get_recording (control->aftermath);
  gboolean stands = control->break_reason != NULL || zoe_aftermath_get_met (control->aftermath) != NULL;

  return stands && recording != NULL
         && zoe_breakpoints_take_target (control->breakpoints, recording, zoe_control_get_now (control))
         && zoe_control_apply_breaks (control, NULL);
}

/**
 * zoe_control_run_until:
 * @conditions: (nullable): as zoe_until_parse() reads them; %NULL: take back what was set
 *
 * The run goes on, at its pace, until one of them is met, once; the scenario's own breakpoints stay. Without a run, the next one does.
 */
gboolean
zoe_control_run_until (ZoeControl *control, const char *conditions, GError **error)
{
  ZoeRun *run = zoe_control_get_run (control);
  guint64 after = run != NULL ? zoe_aftermath_get_n_events (control->aftermath) : 0;

  if (!zoe_breakpoints_set_target (control->breakpoints, conditions, after, run != NULL ? zoe_run_get_now (run) : -1, error)
      || !zoe_control_apply_breaks (control, error))
    return FALSE;
  if (run != NULL && conditions != NULL && zoe_run_is_paused (run))
    zoe_run_resume (run);
  zoe_control_refresh (control);
  if (run == NULL)
    {
      if (conditions != NULL)
        zoe_control_show_stepping (control, FALSE);
      zoe_control_changed (control);
    }
  return TRUE;
}

const char *
zoe_control_get_until (ZoeControl *control)
{
  return zoe_breakpoints_get_target (control->breakpoints);
}

/**
 * zoe_control_get_break:
 *
 * Returns: (nullable) (transfer none): the breakpoint the held run has met
 */
const char *
zoe_control_get_break (ZoeControl *control)
{
  return control->break_reason;
}

/**
 * zoe_control_get_breakpoints:
 *
 * Returns: (transfer none): for whoever shows or saves them; to change them is done here
 */
ZoeBreakpoints *
zoe_control_get_breakpoints (ZoeControl *control)
{
  return control->breakpoints;
}

static void
keep (ZoeControl *self)
{
  zoe_control_apply_breaks (self, NULL);
  zoe_breakpoints_write (self->breakpoints);
  zoe_control_changed (self);
}

/**
 * zoe_control_add_breakpoints:
 * @conditions: as zoe_until_parse() reads them
 *
 * They count at once, in a run that goes, too, and are written into the scenario's file if that can be.
 */
gboolean
zoe_control_add_breakpoints (ZoeControl *control, const char *conditions, GError **error)
{
  if (!zoe_breakpoints_add (control->breakpoints, conditions, error))
    return FALSE;
  keep (control);
  return TRUE;
}

/**
 * zoe_control_remove_breakpoint:
 * @index: in zoe_breakpoints_list()
 */
void
zoe_control_remove_breakpoint (ZoeControl *control, guint index)
{
  zoe_breakpoints_remove (control->breakpoints, index);
  keep (control);
}

/**
 * zoe_control_take_file_breakpoints:
 *
 * Those that are in the file now, in place of what was changed here.
 */
void
zoe_control_take_file_breakpoints (ZoeControl *control)
{
  zoe_breakpoints_take_file (control->breakpoints);
  zoe_control_apply_breaks (control, NULL);
  zoe_control_changed (control);
}

/**
 * zoe_control_save_copy:
 * @file: where
 *
 * Writes the scenario, with its breakpoints, into another file; "said" tells how that went.
 */
void
zoe_control_save_copy (ZoeControl *control, GFile *file)
{
  const char *path = g_file_peek_path (file);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = path != NULL ? g_filename_display_basename (path) : NULL;
  g_autofree char *sentence = NULL;

  if (path == NULL)
    sentence = g_strdup (_("Not saved: that place is not on this machine"));
  else if (!zoe_breakpoints_write_copy (control->breakpoints, path, &error))
    sentence = g_strdup_printf (_("Not saved: %s"), error->message);
  else
    sentence = g_strdup_printf (_("Saved as %s; open that file to go on with it"), name);
  zoe_control_say (control, sentence);
}
