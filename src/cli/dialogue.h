/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stepping a run from a terminal, or from a script: what goes next is said before it goes, then a command is read and obeyed, and
 * what came of it is told. Main thread only. */

#pragma once

#include <stdio.h>

#include "lab/experiment.h"

typedef struct _ZoeDialogue ZoeDialogue;

/* Ends the run: the person has had enough. */
typedef void (*ZoeDialogueQuitFunc) (gpointer data);

ZoeDialogue *zoe_dialogue_new    (ZoeExperiment *experiment, ZoeScenario *scenario, const char *breaks, FILE *out,
                                  ZoeDialogueQuitFunc quit, gpointer data, GError **error);
void         zoe_dialogue_free   (ZoeDialogue *dialogue);
void         zoe_dialogue_begin  (ZoeDialogue *dialogue, const char *reason);
void         zoe_dialogue_note_steady (ZoeDialogue *dialogue);
void         zoe_dialogue_finish (ZoeDialogue *dialogue);
gboolean     zoe_dialogue_is_open (ZoeDialogue *dialogue);
gboolean     zoe_dialogue_has_ended (ZoeDialogue *dialogue);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeDialogue, zoe_dialogue_free)
