/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A language for tests of roles: run a scenario to its end, then say what its trace must hold.
 *
 * Time is skip-idle, so a minute of scenario costs what its messages cost. What a test says of time is in scenario time. */

#pragma once

#include "model/event.h"
#include "model/scenario.h"

typedef struct _Lab Lab;

/* Something that happened, in words. */
typedef struct
{
  guint64      sequence;
  gint64       time_ns;
  ZoeEventKind kind;
  ZoeMessageId message;
  gint64       value;
  char        *node;    /* worker-1 */
  char        *port;    /* worker-1:requester; NULL = no socket */
  char        *text;    /* frames as the node saw them, joined by bars: client-1||HELLO; a note; a state's "name = value" */
} LabEvent;

/* Roles that exist for tests alone are handed in as a table; NULL: none. */
Lab            *lab_run             (const char *dot, const ZoeRole *roles);
Lab            *lab_run_file        (const char *name, const char *added);
void            lab_free            (Lab *lab);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Lab, lab_free)

/* Where is a node or a port, text is what it says; both may hold * and ?. NULL: whatever. */
guint           lab_count           (Lab *lab, ZoeEventKind kind, const char *where, const char *text);
const LabEvent *lab_find            (Lab *lab, ZoeEventKind kind, const char *where, const char *text);
GPtrArray      *lab_list            (Lab *lab, ZoeEventKind kind, const char *where, const char *text);
GPtrArray      *lab_list_events     (Lab *lab);
const char     *lab_get_shown       (Lab *lab, const char *node, const char *name);

/* Every message sent from such a port with such a text went this way, hop by hop, and nowhere else:
 *   $c:requester[HELLO] > broker:frontend[$c||HELLO] / broker:backend[$w||$c||HELLO] > $w:requester[$c||HELLO]
 * > goes from a send to its receipts, / to what was sent because of them. $c stands for one word, the same wherever it
 * stands; * for anything within one pair of brackets. Returns how many messages that were. */
guint           lab_assert_journeys (Lab *lab, const char *port, const char *text, const char *way);

/* The same, but so many may have been cut short by the run's end. Returns how many were not. */
guint           lab_assert_finished_journeys (Lab *lab, const char *port, const char *text, const char *way, guint may_be_cut);
