/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/document.h"

#include <glib/gi18n.h>

#include "app/scenario_file.h"
#include "app/trace_file.h"
#include "trace/seal.h"

/**
 * zoe_document_new:
 *
 * Returns: (transfer full): an empty one
 */
ZoeDocument *
zoe_document_new (void)
{
  return g_new0 (ZoeDocument, 1);
}

static gboolean
seal (gpointer path)
{
  zoe_trace_seal (path, NULL);
  return G_SOURCE_REMOVE;
}

/* It still reads while it says so. */
static void
on_last_reader_gone (gpointer path, GObject *where)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, seal, path, g_free);
}

/**
 * zoe_document_free:
 *
 * A trace that was read while it grew has files beside it. Once nobody reads it any more, it is made one file. A trace that was
 * only opened is never touched.
 */
void
zoe_document_free (ZoeDocument *document)
{
  g_autofree char *own_trace = document->own ? g_strdup (zoe_recording_get_path (document->recording)) : NULL;

  /* Views may keep the recording a little longer; at the program's end nothing comes later. */
  if (own_trace != NULL)
    g_object_weak_ref (G_OBJECT (document->recording), on_last_reader_gone, g_strdup (own_trace));
  g_clear_object (&document->recording);
  if (own_trace != NULL)
    zoe_trace_seal (own_trace, NULL);
  g_clear_pointer (&document->scenario, zoe_scenario_unref);
  g_free (document->scenario_path);
  g_free (document);
}

static void
fail (ZoeFailure *failure, const char *title, const char *advice)
{
  failure->title = g_strdup (title);
  failure->advice = g_strdup (advice);
}

static void
fail_about (ZoeFailure *failure, const char *format, const char *path, const char *advice)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_auto (GStrv) parts = g_strsplit (format, "%s", 2);
  g_autofree char *title = g_strjoinv (name, parts);

  fail (failure, title, advice);
}

/**
 * zoe_document_read_scenario:
 * @path: a DOT file
 * @ret_failure: (out): why not; left alone otherwise
 */
ZoeDocument *
zoe_document_read_scenario (const char *path, ZoeFailure *ret_failure)
{
  g_autofree char *mistakes = NULL;
  ZoeScenario *scenario = zoe_scenario_file_read (path, &mistakes);
  ZoeDocument *document;

  if (scenario == NULL)
    {
      fail_about (ret_failure, _("“%s” cannot be used as a scenario"), path, mistakes);
      return NULL;
    }
  document = zoe_document_new ();
  document->scenario = scenario;
  document->scenario_path = g_strdup (path);
  return document;
}

ZoeDocument *
zoe_document_read_trace (const char *path, ZoeFailure *ret_failure)
{
  g_autoptr (GError) error = NULL;
  ZoeRecording *recording = zoe_recording_open (path, &error);
  ZoeDocument *document;

  if (recording == NULL)
    {
      fail_about (ret_failure, _("“%s” cannot be opened as a trace"), path, error->message);
      return NULL;
    }
  document = zoe_document_new ();
  document->recording = recording;
  document->scenario = zoe_scenario_ref (zoe_recording_get_scenario (recording));
  return document;
}

/**
 * zoe_document_read_again:
 *
 * Returns: the scenario to be run: as its file says now, or, where it comes from a trace, as it was run then
 */
ZoeScenario *
zoe_document_read_again (ZoeDocument *document, ZoeFailure *ret_failure)
{
  g_autofree char *mistakes = NULL;
  ZoeScenario *scenario = document->scenario_path != NULL ? zoe_scenario_file_read (document->scenario_path, &mistakes)
                                                          : zoe_scenario_file_read_again (document->scenario, &mistakes);

  if (scenario == NULL)
    fail (ret_failure, _("The scenario cannot be run"), mistakes);
  return scenario;
}

/**
 * zoe_document_record:
 * @scenario: the document's, read again
 * @ret_experiment: (out) (transfer full): the run and its recorder, not started yet
 *
 * Returns: (nullable) (transfer full): a document with the recording that is about to grow
 */
ZoeDocument *
zoe_document_record (ZoeDocument *document, ZoeScenario *scenario, const ZoeRunOptions *options, ZoeExperiment **ret_experiment,
                     ZoeFailure *ret_failure)
{
  g_autofree char *trace_path = NULL;
  g_autoptr (ZoeExperiment) experiment = NULL;
  g_autoptr (GError) error = NULL;
  ZoeRecording *recording = NULL;
  ZoeDocument *recorded;

  trace_path = zoe_trace_file_new_path (scenario->name, &error);
  if (trace_path != NULL)
    experiment = zoe_experiment_new (scenario, options, trace_path, &error);
  if (experiment != NULL)
    recording = zoe_recording_open (trace_path, &error);
  if (recording == NULL)
    {
      fail (ret_failure, _("The run cannot be recorded"), error->message);
      return NULL;
    }
  recorded = zoe_document_new ();
  recorded->scenario = zoe_scenario_ref (scenario);
  recorded->scenario_path = g_strdup (document->scenario_path);
  recorded->recording = recording;
  recorded->own = TRUE;
  *ret_experiment = g_steal_pointer (&experiment);
  return recorded;
}

/**
 * zoe_document_save:
 *
 * Copies the recording, which must be whole, to a place of the person's choice.
 */
gboolean
zoe_document_save (ZoeDocument *document, const char *path, ZoeFailure *ret_failure)
{
  g_autoptr (GError) error = NULL;

  if (document->recording == NULL)
    fail (ret_failure, _("There is nothing to save yet"), _("Run the scenario first."));
  else if (!zoe_trace_file_copy (zoe_recording_get_path (document->recording), path, &error))
    fail (ret_failure, _("The recording could not be saved"), error->message);
  else
    return TRUE;
  return FALSE;
}

void
zoe_failure_clear (ZoeFailure *failure)
{
  g_clear_pointer (&failure->title, g_free);
  g_clear_pointer (&failure->advice, g_free);
}
