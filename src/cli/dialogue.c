/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/dialogue.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "cli/line_input.h"
#include "cli/standing_text.h"
#include "model/duration.h"
#include "model/nearest.h"
#include "model/until.h"
#include "trace/telling.h"

#define PATIENCE_S   5     /* real time; then a command is asked for though something still moves */
#define MOST_TOLD    40    /* sentences after one command */
#define MOST_WAITING 12    /* named without being asked */

struct _ZoeDialogue
{
  ZoeExperiment      *experiment;
  ZoeRun             *run;
  ZoeScenario        *scenario;
  ZoeRecording       *recording;
  ZoeLineInput       *input;
  char               *breaks;       /* the usual ones; "u" adds to them for once */
  FILE               *out;
  gboolean            is_terminal;  /* which echoes what is typed */
  ZoeDialogueQuitFunc quit;
  gpointer            data;
  gboolean            open;         /* the run is in step mode */
  gboolean            settling;     /* and something may still move */
  guint               impatience;   /* source; 0: none */
  guint64             told;         /* sequence of the last event told */
  gboolean            silent;       /* what was before the first command is not told */
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

static void
say (ZoeDialogue *dialogue, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
say (ZoeDialogue *dialogue, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  vfprintf (dialogue->out, format, arguments);
  va_end (arguments);
  fputc ('\n', dialogue->out);
}

/* --- What happened --- */

/* The sentences about what was let go, not those about the holding itself. */
static gboolean
is_worth_telling (const ZoeEvent *event)
{
  return event->kind != ZOE_EVENT_STEP && event->kind != ZOE_EVENT_PAUSE && event->kind != ZOE_EVENT_RESUME
         && !(event->kind == ZOE_EVENT_END && event->value < 0);
}

static void
tell (ZoeDialogue *dialogue, const ZoeEvent *event)
{
  g_autofree char *stamp = zoe_duration_dup_stamp (event->time_ns);
  g_autofree char *sentence = zoe_telling_dup (dialogue->recording, event->sequence);

  say (dialogue, "%s  %s", stamp, sentence);
}

static gboolean
refresh (ZoeDialogue *dialogue)
{
  g_autoptr (GError) error = NULL;

  zoe_recorder_flush (zoe_experiment_get_recorder (dialogue->experiment));
  if (!zoe_recording_refresh (dialogue->recording, &error))
    say (dialogue, "%s", error->message);
  return error == NULL;
}

/* Everything since the last time. */
static void
tell_news (ZoeDialogue *dialogue)
{
  guint64 n_events;
  guint n_told = 0, n_more = 0;
  ZoeEvent event;

  refresh (dialogue);
  n_events = zoe_recording_get_n_events (dialogue->recording);
  if (dialogue->silent)
    dialogue->told = n_events;
  dialogue->silent = FALSE;
  for (guint64 sequence = dialogue->told + 1; sequence <= n_events; sequence++)
    {
      if (!zoe_recording_get_event (dialogue->recording, sequence, &event, NULL) || !is_worth_telling (&event))
        continue;
      if (n_told++ < MOST_TOLD)
        tell (dialogue, &event);
      else
        n_more++;
    }
  if (n_more > 0)
    say (dialogue, _("… and %u events more"), n_more);
  dialogue->told = n_events;
}

/* What happened last before now: the reason for a breakpoint, most likely. */
static void
tell_last (ZoeDialogue *dialogue)
{
  ZoeEvent event;

  refresh (dialogue);
  dialogue->told = zoe_recording_get_n_events (dialogue->recording);
  for (guint64 sequence = dialogue->told; sequence > 0 && sequence + 100 > dialogue->told; sequence--)
    if (zoe_recording_get_event (dialogue->recording, sequence, &event, NULL) && event.kind == ZOE_EVENT_PAUSE)
      {
        while (--sequence > 0 && zoe_recording_get_event (dialogue->recording, sequence, &event, NULL))
          if (is_worth_telling (&event))
            {
              tell (dialogue, &event);
              return;
            }
        return;
      }
}

/* --- How all stand --- */

static gint
by_turn (gconstpointer a, gconstpointer b)
{
  const ZoeStanding *first = a, *second = b;

  if (first->kind != second->kind)
    return first->kind < second->kind ? -1 : 1;
  if (first->kind == ZOE_STANDING_READY && first->turn != second->turn)
    return first->turn < second->turn ? -1 : 1;
  return first->node < second->node ? -1 : 1;
}

static void
say_standing (ZoeDialogue *dialogue, const ZoeStanding *standing, gboolean next)
{
  g_autofree char *text = zoe_standing_text_dup (dialogue->scenario, standing);
  const char *mark = standing->held_back ? _("  (held back)") : "";

  if (next)
    say (dialogue, _("next: %s"), text);
  else if (standing->kind == ZOE_STANDING_READY)
    say (dialogue, _("  ready: %s%s"), text, mark);
  else
    say (dialogue, "  %s%s", text, mark);
}

static gboolean
is_outside (ZoeDialogue *dialogue, const ZoeStanding *standing)
{
  return zoe_scenario_get_node (dialogue->scenario, standing->node)->external;
}

static void
say_nobody_is_ready (ZoeDialogue *dialogue, GArray *standings)
{
  gint64 deadline_ns = zoe_run_get_next_deadline (dialogue->run);
  guint n_more = 0;

  say (dialogue, _("nobody is ready:"));
  for (guint i = 0; i < standings->len; i++)
    {
      ZoeStanding *standing = &g_array_index (standings, ZoeStanding, i);

      if (standing->kind == ZOE_STANDING_GONE)
        continue;
      if (i < MOST_WAITING)
        say_standing (dialogue, standing, FALSE);
      else
        n_more++;
    }
  if (n_more > 0)
    say (dialogue, _("  … and %u more (l lists all)"), n_more);
  if (deadline_ns != G_MAXINT64)
    {
      g_autofree char *stamp = zoe_duration_dup_stamp (deadline_ns);

      say (dialogue, _("next: time goes to %s"), stamp);
    }
  else
    {
      say (dialogue, _("nothing will happen by itself: unhold a node, mend something, or quit"));
    }
}

static GArray *
list_standings (ZoeDialogue *dialogue)
{
  GArray *standings = zoe_run_list_standings (dialogue->run);

  for (guint i = standings->len; i > 0; i--)
    if (is_outside (dialogue, &g_array_index (standings, ZoeStanding, i - 1)))
      g_array_remove_index (standings, i - 1);
  g_array_sort (standings, by_turn);
  return standings;
}

static void
say_next (ZoeDialogue *dialogue)
{
  g_autoptr (GArray) standings = list_standings (dialogue);
  guint next = zoe_run_get_next (dialogue->run);

  for (guint i = 0; i < standings->len && next != 0; i++)
    if (g_array_index (standings, ZoeStanding, i).node == next)
      say_standing (dialogue, &g_array_index (standings, ZoeStanding, i), TRUE);
  if (next == 0)
    say_nobody_is_ready (dialogue, standings);
}

/* --- Commands --- */

static guint
find_node (ZoeDialogue *dialogue, const char *name)
{
  ZoeNodeSpec *node = zoe_scenario_find_node (dialogue->scenario, name);
  g_autoptr (GPtrArray) known = g_ptr_array_new ();
  const char *nearest;

  if (node != NULL && !node->external)
    return node->number;
  for (guint i = 0; i < dialogue->scenario->nodes->len; i++)
    {
      node = g_ptr_array_index (dialogue->scenario->nodes, i);
      if (!node->external)
        g_ptr_array_add (known, node->name);
    }
  g_ptr_array_add (known, NULL);
  nearest = zoe_nearest_name (name, (const char *const *) known->pdata);
  if (nearest != NULL)
    say (dialogue, _("“%s” is no node of this scenario; is “%s” meant?"), name, nearest);
  else
    say (dialogue, _("“%s” is no node of this scenario"), name);
  ask (dialogue);
  return 0;
}

static void
leave (ZoeDialogue *dialogue)
{
  dialogue->open = FALSE;
  fflush (dialogue->out);
  zoe_run_resume (dialogue->run);
}

static void
obey_fault (ZoeDialogue *dialogue, const char *argument)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZoeFault) fault = zoe_fault_parse (argument, dialogue->scenario, &error);

  if (fault != NULL && zoe_run_apply_fault (dialogue->run, fault, &error))
    {
      settle (dialogue);
      return;
    }
  say (dialogue, "%s", error->message);
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
  g_autoptr (GArray) list = zoe_run_list_held (dialogue->run);

  refresh (dialogue);
  if (list->len == 0)
    say (dialogue, _("no link holds a message"));
  for (guint i = 0; i < list->len; i++)
    {
      ZoeHeld *held = &g_array_index (list, ZoeHeld, i);
      ZoeLinkSpec *link = zoe_scenario_get_link (dialogue->scenario, held->link);
      g_autofree char *tail = zoe_scenario_dup_port (dialogue->scenario, link->tail);
      g_autofree char *head = zoe_scenario_dup_port (dialogue->scenario, link->head);
      g_autofree char *message = zoe_telling_dup_message (dialogue->recording, held->message);
      g_autofree char *until = zoe_duration_dup_stamp (held->due_ns);

      if (held->due_ns == ZOE_HELD_FOR_GOOD)
        say (dialogue, _("  %s-%s %" PRIu64 ": %s, until it is let go"), tail, head, held->message, message);
      else
        say (dialogue, _("  %s-%s %" PRIu64 ": %s, until %s"), tail, head, held->message, message, until);
    }
  ask (dialogue);
}

static void
hold_back (ZoeDialogue *dialogue, const char *name, gboolean held_back)
{
  guint node = find_node (dialogue, name);

  if (node == 0)
    return;
  zoe_run_hold_back (dialogue->run, node, held_back);
  say_next (dialogue);
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
  g_autoptr (GArray) standings = list_standings (dialogue);

  for (guint i = 0; i < standings->len; i++)
    say_standing (dialogue, &g_array_index (standings, ZoeStanding, i), FALSE);
  say_next (dialogue);
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
  if (zoe_run_skip_to_deadline (dialogue->run))
    {
      settle (dialogue);
      return;
    }
  say (dialogue, _("nobody waits for a time"));
  ask (dialogue);
}

static void
say_not_ready (ZoeDialogue *dialogue, guint node)
{
  g_autoptr (GArray) standings = zoe_run_list_standings (dialogue->run);
  g_autofree char *text = zoe_standing_text_dup (dialogue->scenario, &g_array_index (standings, ZoeStanding, node - 1));

  say (dialogue, _("not ready: %s"), text);
}

static void
obey_step (ZoeDialogue *dialogue, const char *argument)
{
  guint node = 0;

  if (*argument != '\0' && (node = find_node (dialogue, argument)) == 0)
    return;
  if (zoe_run_step (dialogue->run, node))
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
  g_autoptr (ZoeUntil) until = zoe_until_parse (argument, dialogue->scenario, &error);
  g_autofree char *both = g_strdup_printf ("%s;%s", dialogue->breaks, argument);
  gint64 now_ns = zoe_run_get_now (dialogue->run);

  if (until == NULL)
    {
      say (dialogue, "%s", error->message);
    }
  else if (zoe_until_is_empty (until) && zoe_until_get_deadline_after (until, now_ns) == G_MAXINT64)
    {
      g_autofree char *stamp = zoe_duration_dup_stamp (now_ns);

      say (dialogue, _("that time has passed: it is %s"), stamp);
    }
  else if (zoe_run_set_breaks (dialogue->run, both, &error))
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

      say (dialogue, "  %-14s %s", usage, _(commands[i].summary));
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
    say (dialogue, _("there is no command “%s”; is “%s” meant?"), name, nearest);
  else
    say (dialogue, _("there is no command “%s”; ? shows those there are"), name);
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
          say (dialogue, _("“%s” stands alone"), words[0]);
        else if (commands[i].argument != NULL && *commands[i].argument != '[' && *argument == '\0')
          say (dialogue, _("“%s” wants %s"), words[0], commands[i].argument);
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
      fputc ('\n', dialogue->out);
      leave (dialogue);
      return;
    }
  if (!dialogue->is_terminal)
    fprintf (dialogue->out, "%s\n", line);
  obey (dialogue, line);
}

static void
ask (ZoeDialogue *dialogue)
{
  fputs ("> ", dialogue->out);
  fflush (dialogue->out);
  zoe_line_input_ask (dialogue->input);
}

/* --- Between a command and the next --- */

static void
on_settled (ZoeDialogue *dialogue)
{
  dialogue->settling = FALSE;
  if (dialogue->impatience != 0)
    g_source_remove (dialogue->impatience);
  dialogue->impatience = 0;
  if (zoe_run_is_over (dialogue->run))
    return;
  tell_news (dialogue);
  say_next (dialogue);
  ask (dialogue);
}

/* Something moves without end: a program outside, say. */
static gboolean
on_impatient (gpointer data)
{
  ZoeDialogue *dialogue = data;

  dialogue->impatience = 0;
  say (dialogue, _("not everybody has come to rest"));
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
  g_autoptr (ZoeRecording) recording = zoe_recording_open (zoe_experiment_get_path (experiment), error);
  ZoeDialogue *dialogue;

  if (recording == NULL)
    return NULL;
  dialogue = g_new0 (ZoeDialogue, 1);
  dialogue->experiment = experiment;
  dialogue->run = zoe_experiment_get_run (experiment);
  dialogue->scenario = scenario;
  dialogue->recording = g_steal_pointer (&recording);
  dialogue->input = zoe_line_input_new (STDIN_FILENO, on_line, dialogue);
  dialogue->breaks = g_strdup (breaks != NULL ? breaks : "");
  dialogue->out = out;
  dialogue->is_terminal = isatty (STDIN_FILENO);
  dialogue->quit = quit;
  dialogue->data = data;
  return dialogue;
}

void
zoe_dialogue_free (ZoeDialogue *dialogue)
{
  if (dialogue->impatience != 0)
    g_source_remove (dialogue->impatience);
  zoe_line_input_free (dialogue->input);
  g_object_unref (dialogue->recording);
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
  dialogue->silent = reason == NULL;
  zoe_run_set_stepping (dialogue->run, TRUE);
  zoe_run_set_breaks (dialogue->run, dialogue->breaks, NULL);
  if (reason != NULL)
    {
      g_autofree char *stamp = zoe_duration_dup_stamp (zoe_run_get_now (dialogue->run));

      tell_last (dialogue);
      say (dialogue, _("breakpoint at %s: %s"), stamp, reason);
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
  if (dialogue->open && dialogue->settling && zoe_run_wait_steady (dialogue->run, 0))
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
    tell_news (dialogue);
  dialogue->open = FALSE;
  fflush (dialogue->out);
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
