/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/watch.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/dialogue.h"
#include "cli/notes.h"
#include "cli/progress.h"
#include "model/duration.h"
#include "trace/seal.h"

#define UPDATE_MS 100

typedef struct
{
  GMainLoop     *loop;
  ZoeExperiment *experiment;
  ZoeRun        *run;
  ZoeProgress   *progress;
  ZoeNotes      *notes;         /* NULL: not asked for */
  ZoeDialogue   *dialogue;      /* NULL: nobody is there to be asked */
  GError        *error;         /* why the notes could not be read */
  gboolean       interrupted;
} Watch;

static gboolean
quit (gpointer data)
{
  g_main_loop_quit (((Watch *) data)->loop);
  return G_SOURCE_REMOVE;
}

static gboolean
break_in_main_loop (gpointer data)
{
  Watch *watch = data;
  g_autofree char *reason = zoe_run_dup_break (watch->run);
  g_autofree char *stamp = zoe_duration_dup_stamp (zoe_run_get_now (watch->run));

  if (reason == NULL || zoe_run_is_over (watch->run))
    return G_SOURCE_REMOVE;
  zoe_progress_clear (watch->progress);
  if (watch->dialogue != NULL && !zoe_dialogue_has_ended (watch->dialogue))
    {
      zoe_dialogue_begin (watch->dialogue, reason);
      return G_SOURCE_REMOVE;
    }
  fprintf (stderr, _("breakpoint at %s: %s\n"), stamp, reason);
  zoe_run_resume (watch->run);
  return G_SOURCE_REMOVE;
}

static gboolean
note_steady_in_main_loop (gpointer data)
{
  Watch *watch = data;

  if (watch->dialogue != NULL)
    zoe_dialogue_note_steady (watch->dialogue);
  return G_SOURCE_REMOVE;
}

/* These three come on some thread of the run. */
static void
on_over (gpointer data)
{
  g_idle_add (quit, data);
}

static void
on_break (gpointer data)
{
  g_idle_add (break_in_main_loop, data);
}

static void
on_steady (gpointer data)
{
  g_idle_add (note_steady_in_main_loop, data);
}

static void
on_quit (gpointer data)
{
  quit (data);
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

  if (watch->dialogue != NULL && zoe_dialogue_is_open (watch->dialogue))
    return G_SOURCE_CONTINUE;
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

/* Until the run is over by itself or somebody ends it. */
static void
go_on (Watch *watch, gboolean step)
{
  guint sources[] =
  {
    g_unix_signal_add (SIGINT, on_interrupted, watch),
    g_unix_signal_add (SIGTERM, on_interrupted, watch),
    g_unix_signal_add (SIGHUP, on_interrupted, watch),
    g_timeout_add (UPDATE_MS, on_update, watch),
  };

  if (step)
    zoe_dialogue_begin (watch->dialogue, NULL);
  if (!zoe_run_is_over (watch->run))
    g_main_loop_run (watch->loop);
  zoe_progress_clear (watch->progress);
  if (watch->dialogue != NULL)
    zoe_dialogue_finish (watch->dialogue);
  zoe_run_stop (watch->run);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_source_remove (sources[i]);
  /* What came from the run's threads meanwhile. */
  while (g_idle_remove_by_data (watch))
    ;
}

/**
 * zoe_watch_run:
 * @ret_reason: (out) (transfer full): why it is over
 * @ret_interrupted: (out): whether a signal ended it
 *
 * Starts the run and returns once it is over and its trace complete.
 */
gboolean
zoe_watch_run (ZoeExperiment *experiment, ZoeScenario *scenario, const ZoeWatchOptions *options,
               char **ret_reason, gboolean *ret_interrupted, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (ZoeProgress) progress = zoe_progress_new (experiment, scenario->name);
  g_autoptr (ZoeDialogue) dialogue = NULL;
  g_autoptr (ZoeNotes) notes = NULL;
  g_autofree char *breaks = g_strdup_printf ("%s;%s", scenario->breaks != NULL ? scenario->breaks : "",
                                             options->breaks != NULL ? options->breaks : "");
  Watch watch = { .loop = loop, .experiment = experiment, .run = zoe_experiment_get_run (experiment), .progress = progress };
  FILE *out = options->json ? stderr : stdout;
  gboolean done;

  if (options->step || (isatty (STDIN_FILENO) && isatty (fileno (out))))
    {
      watch.dialogue = dialogue = zoe_dialogue_new (experiment, scenario, breaks, out, on_quit, &watch, error);
      if (dialogue == NULL)
        return FALSE;
    }
  zoe_run_set_over_func (watch.run, on_over, &watch);
  zoe_run_set_break_func (watch.run, on_break, &watch);
  zoe_run_set_steady_func (watch.run, on_steady, &watch);
  if (!zoe_run_start (watch.run, error))
    return FALSE;
  print_doors (watch.run);
  if (options->notes)
    watch.notes = notes = zoe_notes_new (zoe_experiment_get_path (experiment), &watch.error);
  go_on (&watch, options->step);

  *ret_interrupted = watch.interrupted;
  *ret_reason = watch.interrupted ? g_strdup (_("it was interrupted")) : zoe_run_dup_reason (watch.run);
  g_clear_pointer (&dialogue, zoe_dialogue_free);
  done = zoe_experiment_finish (experiment, error);
  if (done && notes != NULL && watch.error == NULL)
    zoe_notes_print (notes, &watch.error);
  /* Since others have read it while it grew, the trace may be two files still. If more read it, it stays so. */
  g_clear_pointer (&notes, zoe_notes_free);
  if (done)
    zoe_trace_seal (zoe_experiment_get_path (experiment), NULL);
  if (done && watch.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&watch.error));
      return FALSE;
    }
  g_clear_error (&watch.error);
  return done;
}
