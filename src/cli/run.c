/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zoe run: runs a scenario and records it. */

#include <gio/gio.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <inttypes.h>
#include <stdio.h>
#include <glib/gstdio.h>

#include "cli/command.h"
#include "cli/notes.h"
#include "cli/progress.h"
#include "cli/summary.h"
#include "cli/values.h"
#include "graph/reader.h"
#include "lab/experiment.h"
#include "lab/library.h"
#include "model/duration.h"
#include "roles/roles.h"
#include "trace/seal.h"

#define UPDATE_MS 100

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
  gboolean       allow_network;
  gboolean       json;
  gboolean       notes;
  ZoeRunOptions  run;
  guint64        seed_number;
} Wishes;

/* A run on its way. */
typedef struct
{
  GMainLoop     *loop;
  ZoeExperiment *experiment;
  ZoeProgress   *progress;
  ZoeNotes      *notes;         /* NULL: not asked for */
  GError        *error;         /* why the notes could not be read */
  gboolean       interrupted;
} Watch;

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

static gboolean
quit (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

/* Comes on the thread that noticed that the run is over. */
static void
on_over (gpointer data)
{
  g_idle_add (quit, data);
}

static gboolean
on_interrupted (gpointer data)
{
  Watch *watch = data;

  watch->interrupted = TRUE;
  g_main_loop_quit (watch->loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_update (gpointer data)
{
  Watch *watch = data;

  if (watch->notes != NULL && watch->error == NULL)
    {
      zoe_progress_clear (watch->progress);
      zoe_notes_print (watch->notes, &watch->error);
    }
  zoe_progress_update (watch->progress);
  return G_SOURCE_CONTINUE;
}

static void
print_doors (ZoeRun *run)
{
  g_auto (GStrv) doors = zoe_run_dup_open_doors (run);

  for (char **door = doors; door != NULL && *door != NULL; door++)
    fprintf (stderr, _("Open for outside programs: %s\n"), *door);
}

/* Runs until the run is over by itself or somebody ends it. */
static gboolean
watch_run (Watch *watch, const Wishes *wishes, ZoeScenario *scenario, char **ret_reason, GError **error)
{
  ZoeRun *run = zoe_experiment_get_run (watch->experiment);
  g_autoptr (ZoeProgress) progress = NULL;
  g_autoptr (ZoeNotes) notes = NULL;
  guint sources[4];
  gboolean done;

  zoe_run_set_over_func (run, on_over, watch->loop);
  if (!zoe_run_start (run, error))
    return FALSE;
  print_doors (run);

  watch->progress = progress = zoe_progress_new (watch->experiment, scenario->name);
  sources[0] = g_unix_signal_add (SIGINT, on_interrupted, watch);
  sources[1] = g_unix_signal_add (SIGTERM, on_interrupted, watch);
  sources[2] = g_unix_signal_add (SIGHUP, on_interrupted, watch);
  sources[3] = g_timeout_add (UPDATE_MS, on_update, watch);
  if (wishes->notes)
    watch->notes = notes = zoe_notes_new (zoe_experiment_get_path (watch->experiment), &watch->error);
  if (!zoe_run_is_over (run))
    g_main_loop_run (watch->loop);

  zoe_run_stop (run);
  *ret_reason = watch->interrupted ? g_strdup (_("it was interrupted")) : zoe_run_dup_reason (run);
  zoe_progress_clear (progress);
  done = zoe_experiment_finish (watch->experiment, error);
  if (done && notes != NULL && watch->error == NULL)
    zoe_notes_print (notes, &watch->error);
  /* Since the notes were read while it grew, the trace is two files still. If others read it too, it stays so. */
  g_clear_pointer (&notes, zoe_notes_free);
  watch->notes = NULL;
  if (done && wishes->notes)
    zoe_trace_seal (zoe_experiment_get_path (watch->experiment), NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_source_remove (sources[i]);
  if (done && watch->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&watch->error));
      return FALSE;
    }
  g_clear_error (&watch->error);
  return done;
}

static gboolean
run_scenario (ZoeScenario *scenario, const Wishes *wishes, const char *trace_path, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (ZoeExperiment) experiment = zoe_experiment_new (scenario, &wishes->run, trace_path, error);
  Watch watch = { .loop = loop, .experiment = experiment };
  g_autofree char *reason = NULL;
  ZoeSummary summary = { .trace_path = trace_path, .keep = wishes->trace != NULL, .json = wishes->json };

  if (experiment == NULL || !watch_run (&watch, wishes, scenario, &reason, error))
    return FALSE;
  summary.reason = reason;
  summary.interrupted = watch.interrupted;
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
    { "expose", 0, 0, G_OPTION_ARG_STRING_ARRAY, &wishes.exposes,
      N_("Bind a socket for outside programs as well (may be given often)"), "NODE:SOCKET=ENDPOINT" },
    { "attach", 0, 0, G_OPTION_ARG_STRING_ARRAY, &wishes.attaches,
      N_("Connect a socket to an outside program as well (may be given often)"), "NODE:SOCKET=ENDPOINT" },
    { "allow-network", 0, 0, G_OPTION_ARG_NONE, &wishes.allow_network, N_("Allow endpoints beyond this machine"), NULL },
    { "notes", 0, 0, G_OPTION_ARG_NONE, &wishes.notes, N_("Print what the nodes print"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &wishes.json, N_("The summary as one JSON object"), NULL },
    { NULL },
  };
  g_auto (GStrv) rest = zoe_command_parse (command, options,
                                           _("Ctrl-C ends the run; its trace is whole. Without --trace nothing is kept."), arguments);
  g_autoptr (ZoeScenario) scenario = NULL;
  g_autoptr (GError) error = NULL;

  if (rest == NULL)
    return ZOE_EXIT_USAGE;
  if (!read_values (&wishes, &error))
    return zoe_command_misused (command, "%s", error->message);
  scenario = read_scenario (rest[0], &wishes);
  return scenario != NULL ? run_and_record (scenario, &wishes) : ZOE_EXIT_FAILED;
}
