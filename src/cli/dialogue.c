/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/dialogue.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "cli/line_input.h"
#include "cli/standing_text.h"
#include "cli/step_report.h"
#include "model/duration.h"
#include "model/nearest.h"
#include "model/until.h"
#include "trace/telling.h"

#define PATIENCE_S 5    /* real time; then a command is asked for though something still moves */

struct _ZoeDialogue
{
  ZoeReport           report;
  ZoeLineInput       *input;
  char               *breaks;       /* the usual ones; "u" adds to them for once */
  gboolean            is_terminal;  /* which echoes what is typed */
  ZoeDialogueQuitFunc quit;
  gpointer            data;
  gboolean            open;         /* the run is in step mode */
  gboolean            settling;     /* and something may still move */
  guint               impatience;   /* source; 0: none */
};

typedef struct
{
  const char *name;
  const char *argument;             /* NULL: it takes none; in brackets: it may be left out */
  const char *summary;
  void      (*obey) (ZoeDialogue *dialogue, const char *argument);
} Command;

static void settle (ZoeDialogue *dialogue);
static void ask (ZoeDialogue *dialogue);

static guint
find_node (ZoeDialogue *dialogue, const char *name)
{
  ZoeNodeSpec *node = zoe_scenario_find_node (dialogue->report.scenario, name);
  g_autoptr (GPtrArray) known = g_ptr_array_new ();
  const char *nearest;

  if (node != NULL && !node->external)
    return node->number;
  for (guint i = 0; i < dialogue->report.scenario->nodes->len; i++)
    {
      node = g_ptr_array_index (dialogue->report.scenario->nodes, i);
      if (!node->external)
        g_ptr_array_add (known, node->name);
    }
  g_ptr_array_add (known, NULL);
  nearest = zoe_nearest_name (name, (const char *const *) known->pdata);
  if (nearest != NULL)
    zoe_report_say (&dialogue->report, _("“%s” is no node of this scenario; is “%s” meant?"), name, nearest);
  else
    zoe_report_say (&dialogue->report, _("“%s” is no node of this scenario"), name);
  ask (dialogue);
  return 0;
}

static void
leave (ZoeDialogue *dialogue)
{
  dialogue->open = FALSE;
  fflush (dialogue->report.out);
  zoe_run_resume (dialogue->report.run);
}

static void
obey_fault (ZoeDialogue *dialogue, const char *argument)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZoeFault) fault = zoe_fault_parse (argument, dialogue->report.scenario, &error);

  if (fault != NULL && zoe_run_apply_fault (dialogue->report.run, fault, &error))
    {
      settle (dialogue);
      return;
    }
  zoe_report_say (&dialogue->report, "%s", error->message);
  ask (dialogue);
}

static void
obey_go_on (ZoeDialogue *dialogue, const char *argument)
{
  leave (dialogue);
}

static void
obey_held (ZoeDialogue *dialogue, const char *argument)
{
  g_autoptr (GArray) list = zoe_run_list_held (dialogue->report.run);

  zoe_report_refresh (&dialogue->report);
  if (list->len == 0)
    zoe_report_say (&dialogue->report, _("no link holds a message"));
  for (guint i = 0; i < list->len; i++)
    {
      ZoeHeld *held = &g_array_index (list, ZoeHeld, i);
      ZoeLinkSpec *link = zoe_scenario_get_link (dialogue->report.scenario, held->link);
      g_autofree char *tail = zoe_scenario_dup_port (dialogue->report.scenario, link->tail);
      g_autofree char *head = zoe_scenario_dup_port (dialogue->report.scenario, link->head);
      g_autofree char *message = zoe_telling_dup_message (dialogue->report.recording, held->message);
      g_autofree char *until = zoe_duration_dup_stamp (held->due_ns);

      if (held->due_ns == ZOE_HELD_FOR_GOOD)
        zoe_report_say (&dialogue->report, _("  %s-%s %" PRIu64 ": %s, until it is let go"), tail, head, held->message, message);
      else
        zoe_report_say (&dialogue->report, _("  %s-%s %" PRIu64 ": %s, until %s"), tail, head, held->message, message, until);
    }
  ask (dialogue);
}

static void
hold_back (ZoeDialogue *dialogue, const char *name, gboolean held_back)
{
  guint node = find_node (dialogue, name);

  if (node == 0)
    return;
  zoe_run_hold_back (dialogue->report.run, node, held_back);
  zoe_report_say_next (&dialogue->report);
  ask (dialogue);
}

static void
obey_hold (ZoeDialogue *dialogue, const char *argument)
{
  hold_back (dialogue, argument, TRUE);
}

static void
obey_unhold (ZoeDialogue *dialogue, const char *argument)
{
  hold_back (dialogue, argument, FALSE);
}

static void
obey_list (ZoeDialogue *dialogue, const char *argument)
{
  zoe_report_list (&dialogue->report);
  zoe_report_say_next (&dialogue->report);
  ask (dialogue);
}

static void
obey_quit (ZoeDialogue *dialogue, const char *argument)
{
  dialogue->quit (dialogue->data);
}

static void
obey_skip (ZoeDialogue *dialogue, const char *argument)
{
  if (zoe_run_skip_to_deadline (dialogue->report.run))
    {
      settle (dialogue);
      return;
    }
  zoe_report_say (&dialogue->report, _("nobody waits for a time"));
  ask (dialogue);
}

static void
say_not_ready (ZoeDialogue *dialogue, guint node)
{
  g_autoptr (GArray) standings = zoe_run_list_standings (dialogue->report.run);
  g_autofree char *text = zoe_standing_text_dup (dialogue->report.scenario, &g_array_index (standings, ZoeStanding, node - 1));

  zoe_report_say (&dialogue->report, _("not ready: %s"), text);
}

static void
obey_step (ZoeDialogue *dialogue, const char *argument)
{
  guint node = 0;

  if (*argument != '\0' && (node = find_node (dialogue, argument)) == 0)
    return;
  if (zoe_run_step (dialogue->report.run, node))
    {
      settle (dialogue);
      return;
    }
  if (node == 0)
    {
      obey_skip (dialogue, argument);
      return;
    }
  say_not_ready (dialogue, node);
  ask (dialogue);
}

static void
obey_until (ZoeDialogue *dialogue, const char *argument)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZoeUntil) until = zoe_until_parse (argument, dialogue->report.scenario, &error);
  g_autofree char *both = g_strdup_printf ("%s;%s", dialogue->breaks, argument);
  gint64 now_ns = zoe_run_get_now (dialogue->report.run);

  if (until == NULL)
    {
      zoe_report_say (&dialogue->report, "%s", error->message);
    }
  else if (zoe_until_is_empty (until) && zoe_until_get_deadline_after (until, now_ns) == G_MAXINT64)
    {
      g_autofree char *stamp = zoe_duration_dup_stamp (now_ns);

      zoe_report_say (&dialogue->report, _("that time has passed: it is %s"), stamp);
    }
  else if (zoe_run_set_breaks (dialogue->report.run, both, &error))
    {
      leave (dialogue);
      return;
    }
  ask (dialogue);
}

static void obey_help (ZoeDialogue *dialogue, const char *argument);

/* In alphabetical order. */
static const Command commands[] =
{
  { "?",      NULL,         N_("show these commands"), obey_help },
  { "c",      NULL,         N_("continue without holding anybody"), obey_go_on },
  { "f",      "FAULT",      N_("break or mend something: kill, stop, restart, freeze or thaw NODE; cut, heal, hold … LINK"), obey_fault },
  { "held",   NULL,         N_("list the messages held on links"), obey_held },
  { "hold",   "NODE",       N_("hold a node back: it goes only when picked"), obey_hold },
  { "l",      NULL,         N_("list how every node stands"), obey_list },
  { "q",      NULL,         N_("quit: end the run"), obey_quit },
  { "s",      "[NODE]",     N_("let the next one go, or that node; so does Enter alone"), obey_step },
  { "t",      NULL,         N_("move time to the next deadline"), obey_skip },
  { "u",      "CONDITIONS", N_("run until then: 2s; 500 events; text KILL; does NODE; NODE ends; kind KIND; fault"), obey_until },
  { "unhold", "NODE",       N_("no longer hold a node back"), obey_unhold },
};

static void
obey_help (ZoeDialogue *dialogue, const char *argument)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *usage = g_strdup_printf ("%s %s", commands[i].name, commands[i].argument != NULL ? commands[i].argument : "");

      zoe_report_say (&dialogue->report, "  %-14s %s", usage, _(commands[i].summary));
    }
  ask (dialogue);
}

static void
refuse (ZoeDialogue *dialogue, const char *name)
{
  const char *known[G_N_ELEMENTS (commands) + 1] = { NULL };
  const char *nearest;

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    known[i] = commands[i].name;
  nearest = strlen (name) > 1 ? zoe_nearest_name (name, known) : NULL;
  if (nearest != NULL)
    zoe_report_say (&dialogue->report, _("there is no command “%s”; is “%s” meant?"), name, nearest);
  else
    zoe_report_say (&dialogue->report, _("there is no command “%s”; ? shows those there are"), name);
  ask (dialogue);
}

static void
obey (ZoeDialogue *dialogue, const char *line)
{
  g_autofree char *text = g_strstrip (g_strdup (line));
  g_auto (GStrv) words = g_strsplit (*text != '\0' ? text : "s", " ", 2);
  const char *argument = words[1] != NULL ? g_strstrip (words[1]) : "";

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i].name, words[0]) == 0)
      {
        if (commands[i].argument == NULL && *argument != '\0')
          zoe_report_say (&dialogue->report, _("“%s” stands alone"), words[0]);
        else if (commands[i].argument != NULL && *commands[i].argument != '[' && *argument == '\0')
          zoe_report_say (&dialogue->report, _("“%s” wants %s"), words[0], commands[i].argument);
        else
          {
            commands[i].obey (dialogue, argument);
            return;
          }
        ask (dialogue);
        return;
      }
  refuse (dialogue, words[0]);
}

static void
on_line (const char *line, gpointer data)
{
  ZoeDialogue *dialogue = data;

  if (line == NULL)
    {
      fputc ('\n', dialogue->report.out);
      leave (dialogue);
      return;
    }
  if (!dialogue->is_terminal)
    fprintf (dialogue->report.out, "%s\n", line);
  obey (dialogue, line);
}

static void
ask (ZoeDialogue *dialogue)
{
  fputs ("> ", dialogue->report.out);
  fflush (dialogue->report.out);
  zoe_line_input_ask (dialogue->input);
}

static void
on_settled (ZoeDialogue *dialogue)
{
  dialogue->settling = FALSE;
  if (dialogue->impatience != 0)
    g_source_remove (dialogue->impatience);
  dialogue->impatience = 0;
  if (zoe_run_is_over (dialogue->report.run))
    return;
  zoe_report_tell_news (&dialogue->report);
  zoe_report_say_next (&dialogue->report);
  ask (dialogue);
}

/* Something moves without end: a program outside, say. */
static gboolean
on_impatient (gpointer data)
{
  ZoeDialogue *dialogue = data;

  dialogue->impatience = 0;
  zoe_report_say (&dialogue->report, _("not everybody has come to rest"));
  on_settled (dialogue);
  return G_SOURCE_REMOVE;
}

static void
settle (ZoeDialogue *dialogue)
{
  dialogue->settling = TRUE;
  dialogue->impatience = g_timeout_add_seconds (PATIENCE_S, on_impatient, dialogue);
  zoe_dialogue_note_steady (dialogue);
}

/**
 * zoe_dialogue_new:
 * @breaks: (nullable): the run's usual breakpoints, the scenario's included
 * @out: where all is said; commands come from standard input
 * @quit: called when the person wants no more
 */
ZoeDialogue *
zoe_dialogue_new (ZoeExperiment *experiment, ZoeScenario *scenario, const char *breaks, FILE *out,
                  ZoeDialogueQuitFunc quit, gpointer data, GError **error)
{
  ZoeDialogue *dialogue = g_new0 (ZoeDialogue, 1);

  dialogue->input = zoe_line_input_new (STDIN_FILENO, on_line, dialogue);
  dialogue->breaks = g_strdup (breaks != NULL ? breaks : "");
  dialogue->is_terminal = isatty (STDIN_FILENO);
  dialogue->quit = quit;
  dialogue->data = data;
  if (zoe_report_init (&dialogue->report, experiment, scenario, out, error))
    return dialogue;
  zoe_dialogue_free (dialogue);
  return NULL;
}

void
zoe_dialogue_free (ZoeDialogue *dialogue)
{
  if (dialogue->impatience != 0)
    g_source_remove (dialogue->impatience);
  zoe_line_input_free (dialogue->input);
  zoe_report_clear (&dialogue->report);
  g_free (dialogue->breaks);
  g_free (dialogue);
}

/**
 * zoe_dialogue_begin:
 * @reason: (nullable): the breakpoint the run stands at
 *
 * Holds the run in step mode and asks for a command as soon as all is steady.
 */
void
zoe_dialogue_begin (ZoeDialogue *dialogue, const char *reason)
{
  dialogue->open = TRUE;
  dialogue->report.silent = reason == NULL;
  zoe_run_set_stepping (dialogue->report.run, TRUE);
  zoe_run_set_breaks (dialogue->report.run, dialogue->breaks, NULL);
  if (reason != NULL)
    {
      g_autofree char *stamp = zoe_duration_dup_stamp (zoe_run_get_now (dialogue->report.run));

      zoe_report_tell_last (&dialogue->report);
      zoe_report_say (&dialogue->report, _("breakpoint at %s: %s"), stamp, reason);
    }
  settle (dialogue);
}

/**
 * zoe_dialogue_note_steady:
 *
 * To be called, from the main loop, whenever the run says that it is steady.
 */
void
zoe_dialogue_note_steady (ZoeDialogue *dialogue)
{
  if (dialogue->open && dialogue->settling && zoe_run_wait_steady (dialogue->report.run, 0))
    on_settled (dialogue);
}

/**
 * zoe_dialogue_finish:
 *
 * The run is over: tells what the last command led to.
 */
void
zoe_dialogue_finish (ZoeDialogue *dialogue)
{
  if (dialogue->open && dialogue->settling)
    zoe_report_tell_news (&dialogue->report);
  dialogue->open = FALSE;
  fflush (dialogue->report.out);
}

gboolean
zoe_dialogue_is_open (ZoeDialogue *dialogue)
{
  return dialogue->open;
}

/**
 * zoe_dialogue_has_ended:
 *
 * Whether no command will ever come again, so that nobody should be held.
 */
gboolean
zoe_dialogue_has_ended (ZoeDialogue *dialogue)
{
  return zoe_line_input_has_ended (dialogue->input);
}
