/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zoe run: runs a scenario and records it. */

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <inttypes.h>
#include <stdio.h>
#include <glib/gstdio.h>

#include "cli/command.h"
#include "cli/summary.h"
#include "cli/values.h"
#include "cli/watch.h"
#include "graph/reader.h"
#include "lab/experiment.h"
#include "lab/library.h"
#include "model/duration.h"
#include "roles/roles.h"
#include "trace/seal.h"

/* What was asked for on the command line. */
typedef struct
{
  char          *trace;
  char          *limit;
  char         **sets;
  char         **exposes;
  char         **attaches;
  char          *seed;
  char          *clock;
  char         **untils;
  char         **breaks;
  char         **faults;
  gboolean       allow_network;
  gboolean       json;
  gboolean       notes;
  ZoeRunOptions  run;
  guint64        seed_number;
} Wishes;

static void
clear_wishes (Wishes *wishes)
{
  g_free (wishes->trace);
  g_free (wishes->limit);
  g_strfreev (wishes->sets);
  g_strfreev (wishes->exposes);
  g_strfreev (wishes->attaches);
  g_free (wishes->seed);
  g_free (wishes->clock);
  g_strfreev (wishes->untils);
  g_strfreev (wishes->breaks);
  g_strfreev (wishes->faults);
  g_free ((char *) wishes->run.until);
  g_free ((char *) wishes->run.breaks);
  g_free ((char *) wishes->run.faults);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Wishes, clear_wishes)

static gboolean
read_values (Wishes *wishes, GError **error)
{
  for (char **set = wishes->sets; set != NULL && *set != NULL; set++)
    if (!zoe_values_read_set (*set, error))
      return FALSE;
  for (char **door = wishes->exposes; door != NULL && *door != NULL; door++)
    if (!zoe_values_read_door ("--expose", *door, error))
      return FALSE;
  for (char **door = wishes->attaches; door != NULL && *door != NULL; door++)
    if (!zoe_values_read_door ("--attach", *door, error))
      return FALSE;
  if (wishes->clock != NULL && !zoe_values_read_clock (wishes->clock, &wishes->run, error))
    return FALSE;
  if (wishes->seed != NULL && !g_ascii_string_to_unsigned (wishes->seed, 10, 0, G_MAXINT64, &wishes->seed_number, NULL))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _("--seed %s: expected is a whole number from 0 to %" PRId64), wishes->seed, G_MAXINT64);
      return FALSE;
    }
  if (wishes->limit != NULL && !zoe_duration_parse (wishes->limit, &wishes->run.limit_ns, error))
    {
      g_prefix_error (error, "--for: ");
      return FALSE;
    }
  if (wishes->limit != NULL && wishes->run.limit_ns == 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("--for %s: a run takes longer than that"), wishes->limit);
      return FALSE;
    }
  if (wishes->json && wishes->notes)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _("--json and --notes do not go together; read the notes from the trace with “zoe events --kind note --json”"));
      return FALSE;
    }
  return TRUE;
}

static ZoeScenario *
read_scenario (const char *name_or_path, const Wishes *wishes)
{
  const ZoeReadOptions options =
  {
    .roles = zoe_roles (),
    .sets = (const char *const *) wishes->sets,
    .exposes = (const char *const *) wishes->exposes,
    .attaches = (const char *const *) wishes->attaches,
    .allow_network = wishes->allow_network,
    .has_seed = wishes->seed != NULL,
    .seed = wishes->seed_number,
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = zoe_library_find (name_or_path, &error);
  g_autoptr (ZoeMistakes) mistakes = zoe_mistakes_new (path);
  g_autoptr (ZoeScenario) scenario = NULL;

  if (path == NULL)
    {
      zoe_command_failed ("%s", error->message);
      return NULL;
    }
  scenario = zoe_read_scenario_file (path, &options, mistakes);
  if (scenario != NULL && zoe_mistakes_count (mistakes) == 0)
    return g_steal_pointer (&scenario);
  for (guint i = 0; i < zoe_mistakes_count (mistakes); i++)
    zoe_command_failed ("%s", zoe_mistakes_get (mistakes, i));
  return NULL;
}

/* What names nodes and links can be read only once the scenario is known. */
static gboolean
read_conditions (Wishes *wishes, ZoeScenario *scenario, GError **error)
{
  return zoe_values_read_conditions ("--until", wishes->untils, scenario, &wishes->run.until, error)
         && zoe_values_read_conditions ("--break", wishes->breaks, scenario, &wishes->run.breaks, error)
         && zoe_values_read_faults (wishes->faults, scenario, &wishes->run.faults, error);
}

static gboolean
run_scenario (ZoeScenario *scenario, const Wishes *wishes, const char *trace_path, GError **error)
{
  g_autoptr (ZoeExperiment) experiment = zoe_experiment_new (scenario, &wishes->run, trace_path, error);
  const ZoeWatchOptions options = { .breaks = wishes->run.breaks, .json = wishes->json, .notes = wishes->notes, .step = wishes->run.stepping };
  g_autofree char *reason = NULL;
  ZoeSummary summary = { .trace_path = trace_path, .keep = wishes->trace != NULL, .json = wishes->json };

  if (experiment == NULL || !zoe_watch_run (experiment, scenario, &options, &reason, &summary.interrupted, error))
    return FALSE;
  summary.reason = reason;
  return zoe_summary_print (&summary, error);
}

/* SQLite keeps two files beside a trace while it is open. */
static void
remove_trace (const char *trace_path, const char *directory)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strconcat (trace_path, endings[i], NULL);

      g_remove (path);
    }
  g_rmdir (directory);
}

static int
run_and_record (ZoeScenario *scenario, const Wishes *wishes)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = NULL;
  g_autofree char *trace_path = NULL;
  gboolean done;

  if (wishes->trace != NULL)
    return run_scenario (scenario, wishes, wishes->trace, &error) ? ZOE_EXIT_DONE : zoe_command_failed ("%s", error->message);

  directory = g_dir_make_tmp ("zoe-XXXXXX", &error);
  if (directory == NULL)
    return zoe_command_failed ("%s", error->message);
  trace_path = g_build_filename (directory, "run.zoe", NULL);
  done = run_scenario (scenario, wishes, trace_path, &error);
  remove_trace (trace_path, directory);
  return done ? ZOE_EXIT_DONE : zoe_command_failed ("%s", error->message);
}

int
zoe_run_command (const ZoeCommand *command, char **arguments)
{
  g_auto (Wishes) wishes = { .run = { .clock = ZOE_CLOCK_REAL, .rate = 1 } };
  const GOptionEntry options[] =
  {
    { "trace", 0, 0, G_OPTION_ARG_FILENAME, &wishes.trace, N_("Record into this file, and keep it"), "OUT.zoe" },
    { "for", 0, 0, G_OPTION_ARG_STRING, &wishes.limit, N_("End after so much scenario time at the latest"), "5s" },
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &wishes.sets, N_("Change an attribute of a node (may be given often)"), "NODE.ATTR=VALUE" },
    { "seed", 0, 0, G_OPTION_ARG_STRING, &wishes.seed, N_("The seed of every random choice, instead of the scenario's"), "N" },
    { "clock", 0, 0, G_OPTION_ARG_STRING, &wishes.clock, N_("How time passes: real, skip-idle, or x and a rate, like x10"), "CLOCK" },
    { "until", 0, 0, G_OPTION_ARG_STRING_ARRAY, &wishes.untils,
      N_("End as soon as one of these is met, besides the scenario's"), "CONDITIONS" },
    { "break", 0, 0, G_OPTION_ARG_STRING_ARRAY, &wishes.breaks,
      N_("Hold the run as soon as one of these is met, each time"), "CONDITIONS" },
    { "fault", 0, 0, G_OPTION_ARG_STRING_ARRAY, &wishes.faults,
      N_("Break or mend something at a time (may be given often)"), "\"2s kill NODE\"" },
    { "step", 0, 0, G_OPTION_ARG_NONE, &wishes.run.stepping, N_("Hold the run, and let one thing happen at a time; ? helps then"), NULL },
    { "expose", 0, 0, G_OPTION_ARG_STRING_ARRAY, &wishes.exposes,
      N_("Bind a socket for outside programs as well (may be given often)"), "NODE:SOCKET=ENDPOINT" },
    { "attach", 0, 0, G_OPTION_ARG_STRING_ARRAY, &wishes.attaches,
      N_("Connect a socket to an outside program as well (may be given often)"), "NODE:SOCKET=ENDPOINT" },
    { "allow-network", 0, 0, G_OPTION_ARG_NONE, &wishes.allow_network, N_("Allow endpoints beyond this machine"), NULL },
    { "notes", 0, 0, G_OPTION_ARG_NONE, &wishes.notes, N_("Print what the nodes print"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &wishes.json, N_("The summary as one JSON object"), NULL },
    { NULL },
  };
  g_auto (GStrv) rest = zoe_command_parse (command, options, _(
    "CONDITIONS, joined with “;”: a time (2s), a number of events (500 events), “NODE ends”, “does NODE”, “text TEXT” (in a message), "
    "“kind KIND” (of event, like disconnected), “fault”. At a breakpoint a terminal gets the commands of --step; without one the run goes on.\n\n"
    "Faults: kill, stop, restart, freeze, thaw NODE; cut, heal, hold, reset, release, drop, duplicate LINK; delay, jitter LINK 50ms; "
    "bandwidth LINK BYTES-A-SECOND. A LINK is NODE:SOCKET-NODE:SOCKET.\n\n"
    "Ctrl-C ends the run; its trace is whole. Without --trace nothing is kept."), arguments);
  g_autoptr (ZoeScenario) scenario = NULL;
  g_autoptr (GError) error = NULL;

  if (rest == NULL)
    return ZOE_EXIT_USAGE;
  if (!read_values (&wishes, &error))
    return zoe_command_misused (command, "%s", error->message);
  scenario = read_scenario (rest[0], &wishes);
  if (scenario == NULL)
    return ZOE_EXIT_FAILED;
  if (!read_conditions (&wishes, scenario, &error))
    return zoe_command_misused (command, "%s", error->message);
  return run_and_record (scenario, &wishes);
}
