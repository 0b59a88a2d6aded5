/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one can do to the run and the play head, as actions of the group "stage", each with its keys.
 *
 *   stage.run          F5            run the scenario (again)
 *   stage.stop         Shift+F5      stop the run
 *   stage.pause-run    Ctrl+space    hold the run's clock (a toggle)
 *   stage.play         space         play, pause (a toggle)
 *   stage.step-back    Left          to the event before
 *   stage.step-on      Right         to the next event
 *   stage.begin        Home          to the beginning
 *   stage.end          End           to the end
 *   stage.slower       [             to the next slower preset
 *   stage.faster       ]             to the next faster preset
 *   stage.follow       L             stay at the run head (a toggle)
 *   stage.deselect     Escape        select nothing
 *   stage.rate         (a double)    play at this rate: a choice among values
 *   stage.event-delay  (a uint, ms)  play one event each so many ms: likewise
 *
 * The keys work wherever the focus is, except where the focused widget uses them itself (a text entry, a list). */

#pragma once

#include <gtk/gtk.h>

#include "app/session.h"

typedef struct
{
  const char *name;          /* stage.run */
  const char *accelerator;   /* F5, as gtk_accelerator_parse() and GtkShortcutsShortcut understand it */
  const char *title;         /* marked for translation */
} ZoeStageShortcut;

/* Inserts the group "stage" into the window (or any widget around the stage), and its keys. Once a widget. */
void                    zoe_stage_actions_install       (GtkWidget *widget, ZoeSession *session);

/* Ends with a row whose name is NULL. */
const ZoeStageShortcut *zoe_stage_actions_get_shortcuts (void);
