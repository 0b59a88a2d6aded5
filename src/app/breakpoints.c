/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/breakpoints.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "app/break_search.h"
#include "app/scenario_file.h"
#include "lab/break_file.h"

struct _ZoeBreakpoints
{
  ZoeScenario *scenario;        /* NULL: none is open */
  ZoeScenario *dressed;         /* borrowed, never looked into: the one that already has what the person has changed */
  char        *path;            /* of its file; NULL: it comes from a recording */
  GPtrArray   *list;            /* (element-type utf8), NULL-terminated */
  char        *written;         /* what the file says, as a scenario has it; NULL: nothing */
  GError      *obstacle;        /* why that is not the list; NULL: it was not tried */

  char        *target;          /* as written; NULL: none */
  ZoeUntil    *target_until;
  guint64      target_sequence; /* what counts comes after this event ... */
  gint64       target_ns;       /* ... and this time */
};

static gboolean
is_empty (const char *text)
{
  return text == NULL || *text == '\0';
}

static GPtrArray *
split (const char *conditions)
{
  g_auto (GStrv) pieces = g_strsplit (conditions != NULL ? conditions : "", ";", -1);
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (char **piece = pieces; *piece != NULL; piece++)
    if (*g_strstrip (*piece) != '\0')
      g_ptr_array_add (list, g_strdup (*piece));
  g_ptr_array_add (list, NULL);
  return list;
}

/* As a scenario writes them; NULL: there are none. */
static char *
join (GPtrArray *list)
{
  return list->len > 1 ? g_strjoinv ("; ", (char **) list->pdata) : NULL;
}

static void
forget_target (ZoeBreakpoints *breakpoints)
{
  g_clear_pointer (&breakpoints->target, g_free);
  g_clear_pointer (&breakpoints->target_until, zoe_until_free);
}

ZoeBreakpoints *
zoe_breakpoints_new (void)
{
  ZoeBreakpoints *breakpoints = g_new0 (ZoeBreakpoints, 1);

  breakpoints->list = split (NULL);
  return breakpoints;
}

void
zoe_breakpoints_free (ZoeBreakpoints *breakpoints)
{
  forget_target (breakpoints);
  g_clear_pointer (&breakpoints->scenario, zoe_scenario_unref);
  g_ptr_array_unref (breakpoints->list);
  g_free (breakpoints->path);
  g_free (breakpoints->written);
  g_clear_error (&breakpoints->obstacle);
  g_free (breakpoints);
}

/* A trace keeps its scenario's text, not what it means. */
static char *
dup_written (ZoeScenario *scenario, const char *path)
{
  g_autofree char *mistakes = NULL;
  g_autoptr (ZoeScenario) again = NULL;

  if (scenario == NULL || scenario->breaks != NULL || path != NULL || is_empty (scenario->text))
    return g_strdup (scenario != NULL && !is_empty (scenario->breaks) ? scenario->breaks : NULL);
  again = zoe_scenario_file_read_again (scenario, &mistakes);
  return g_strdup (again != NULL && !is_empty (again->breaks) ? again->breaks : NULL);
}

static void
load (ZoeBreakpoints *breakpoints, char *written)
{
  g_clear_error (&breakpoints->obstacle);
  g_free (breakpoints->written);
  breakpoints->written = written;
  g_ptr_array_unref (breakpoints->list);
  breakpoints->list = split (written);
}

/**
 * zoe_breakpoints_set_scenario:
 * @scenario: (nullable): what is looked at from now on
 * @path: (nullable): the file it was read from
 *
 * What was changed and is not in the file stays, as long as it is the same scenario.
 */
void
zoe_breakpoints_set_scenario (ZoeBreakpoints *breakpoints, ZoeScenario *scenario, const char *path)
{
  gboolean reopened = path != NULL && g_strcmp0 (path, breakpoints->path) == 0 && !zoe_breakpoints_are_written (breakpoints);
  gboolean same = scenario != NULL && (scenario == breakpoints->dressed || reopened);

  breakpoints->dressed = NULL;
  if (scenario != NULL)
    zoe_scenario_ref (scenario);
  g_clear_pointer (&breakpoints->scenario, zoe_scenario_unref);
  breakpoints->scenario = scenario;
  if (same)
    return;
  g_free (breakpoints->path);
  breakpoints->path = g_strdup (path);
  load (breakpoints, dup_written (scenario, path));
}

/**
 * zoe_breakpoints_dress:
 * @scenario: just read, to be run now; nobody else knows it yet
 *
 * Gives it the breakpoints that were changed and are not in its file. Its text has them, too, so that the trace of the run does.
 */
void
zoe_breakpoints_dress (ZoeBreakpoints *breakpoints, ZoeScenario *scenario)
{
  g_autofree char *conditions = join (breakpoints->list);
  g_autoptr (ZoeUntil) until = NULL;
  char *text;
  gsize length;

  if (zoe_breakpoints_are_written (breakpoints))
    return;
  /* The file may name other nodes by now. */
  until = zoe_until_parse (conditions, scenario, NULL);
  if (until == NULL)
    return;
  text = zoe_break_file_dup_text (scenario->text, strlen (scenario->text), scenario->name, conditions, &length, NULL);
  if (text != NULL)
    {
      g_free (scenario->text);
      scenario->text = text;
    }
  g_free (scenario->breaks);
  scenario->breaks = g_steal_pointer (&conditions);
  breakpoints->dressed = scenario;
}

/**
 * zoe_breakpoints_list:
 *
 * Returns: (transfer none) (array zero-terminated=1): the scenario's, one condition each; until the next change
 */
const char *const *
zoe_breakpoints_list (ZoeBreakpoints *breakpoints)
{
  return (const char *const *) breakpoints->list->pdata;
}

/**
 * zoe_breakpoints_add:
 * @conditions: as zoe_until_parse() reads them; more than one with ";" between
 */
gboolean
zoe_breakpoints_add (ZoeBreakpoints *breakpoints, const char *conditions, GError **error)
{
  g_autoptr (GPtrArray) more = split (conditions);
  g_autoptr (ZoeUntil) until = zoe_until_parse (conditions, breakpoints->scenario, error);

  if (until == NULL)
    return FALSE;
  for (guint i = 0; i + 1 < more->len; i++)
    if (g_strv_contains (zoe_breakpoints_list (breakpoints), g_ptr_array_index (more, i)))
      {
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, _("“%s” is a breakpoint already"), (char *) g_ptr_array_index (more, i));
        return FALSE;
      }
  for (guint i = 0; i + 1 < more->len; i++)
    g_ptr_array_insert (breakpoints->list, breakpoints->list->len - 1, g_strdup (g_ptr_array_index (more, i)));
  return TRUE;
}

void
zoe_breakpoints_remove (ZoeBreakpoints *breakpoints, guint index)
{
  if (index + 1 >= breakpoints->list->len)
    return;
  g_ptr_array_remove_index (breakpoints->list, index);
}

/**
 * zoe_breakpoints_are_written:
 *
 * Whether the scenario's file says the same.
 */
gboolean
zoe_breakpoints_are_written (ZoeBreakpoints *breakpoints)
{
  g_autoptr (GPtrArray) written = split (breakpoints->written);

  return g_strv_equal ((const char *const *) written->pdata, zoe_breakpoints_list (breakpoints));
}

/**
 * zoe_breakpoints_write:
 *
 * Writes them into the scenario's file.
 *
 * Returns: %FALSE: they are kept for this session only; the obstacle says why
 */
gboolean
zoe_breakpoints_write (ZoeBreakpoints *breakpoints)
{
  g_autofree char *conditions = join (breakpoints->list);

  g_clear_error (&breakpoints->obstacle);
  if (zoe_breakpoints_are_written (breakpoints))
    return TRUE;
  if (breakpoints->path == NULL)
    {
      g_set_error_literal (&breakpoints->obstacle, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _("A recording is never changed"));
      return FALSE;
    }
  if (!zoe_break_file_write (breakpoints->path, breakpoints->written, conditions, &breakpoints->obstacle))
    return FALSE;
  g_free (breakpoints->written);
  breakpoints->written = g_steal_pointer (&conditions);
  return TRUE;
}

gboolean
zoe_breakpoints_are_others (ZoeBreakpoints *breakpoints)
{
  return g_error_matches (breakpoints->obstacle, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG);
}

const char *
zoe_breakpoints_get_obstacle (ZoeBreakpoints *breakpoints)
{
  return breakpoints->obstacle != NULL ? breakpoints->obstacle->message : NULL;
}

const char *
zoe_breakpoints_get_path (ZoeBreakpoints *breakpoints)
{
  return breakpoints->path;
}

/**
 * zoe_breakpoints_take_file:
 *
 * Those that are in the file now, in place of what was changed here.
 */
void
zoe_breakpoints_take_file (ZoeBreakpoints *breakpoints)
{
  g_autofree char *mistakes = NULL;
  g_autoptr (ZoeScenario) now = breakpoints->path != NULL ? zoe_scenario_file_read (breakpoints->path, &mistakes) : NULL;

  if (now == NULL)
    return;
  load (breakpoints, dup_written (now, breakpoints->path));
}

/**
 * zoe_breakpoints_write_copy:
 *
 * Writes the scenario, with them, into another file.
 */
gboolean
zoe_breakpoints_write_copy (ZoeBreakpoints *breakpoints, const char *path, GError **error)
{
  g_autofree char *conditions = join (breakpoints->list);
  g_autofree char *text = NULL;
  const char *from = breakpoints->scenario->text != NULL ? breakpoints->scenario->text : "";
  gsize length;

  text = zoe_break_file_dup_text (from, strlen (from), breakpoints->scenario->name, conditions, &length, error);
  return text != NULL && g_file_set_contents (path, text, length, error);
}

/**
 * zoe_breakpoints_set_target:
 * @conditions: (nullable): %NULL takes it back
 * @sequence: what happens after this event counts ...
 * @time_ns: ... and a time after this
 */
gboolean
zoe_breakpoints_set_target (ZoeBreakpoints *breakpoints, const char *conditions, guint64 sequence, gint64 time_ns, GError **error)
{
  ZoeUntil *until = conditions != NULL ? zoe_until_parse (conditions, breakpoints->scenario, error) : NULL;

  if (conditions != NULL && until == NULL)
    return FALSE;
  forget_target (breakpoints);
  breakpoints->target = g_strdup (conditions);
  breakpoints->target_until = until;
  breakpoints->target_sequence = sequence;
  breakpoints->target_ns = time_ns;
  return TRUE;
}

const char *
zoe_breakpoints_get_target (ZoeBreakpoints *breakpoints)
{
  return breakpoints->target;
}

/**
 * zoe_breakpoints_take_target:
 * @time_ns: now
 *
 * The run stands at a breakpoint. If that is the target, it has been reached, and is none any more.
 */
gboolean
zoe_breakpoints_take_target (ZoeBreakpoints *breakpoints, ZoeRecording *recording, gint64 time_ns)
{
  if (breakpoints->target == NULL)
    return FALSE;
  if (zoe_until_get_deadline_after (breakpoints->target_until, breakpoints->target_ns) > time_ns
      && !zoe_break_search_backwards (recording, breakpoints->target_sequence, breakpoints->target_until))
    return FALSE;
  forget_target (breakpoints);
  return TRUE;
}

/**
 * zoe_breakpoints_dup_all:
 *
 * Returns: (transfer full) (nullable): the scenario's and the target, as zoe_until_parse() reads them
 */
char *
zoe_breakpoints_dup_all (ZoeBreakpoints *breakpoints)
{
  g_autofree char *own = join (breakpoints->list);

  if (own == NULL || breakpoints->target == NULL)
    return g_strdup (own != NULL ? own : breakpoints->target);
  return g_strdup_printf ("%s; %s", own, breakpoints->target);
}
