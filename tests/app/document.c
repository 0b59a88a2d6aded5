/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/document.h"

#include <string.h>

#include "tape.h"

static const char pipeline[] =
  "digraph { until=\"sink\"\n"
  "  ventilator [role=ventilator tasks=3 cost_min=1 cost_max=2] worker [role=worker] sink [role=sink tasks=3]\n"
  "  ventilator:sender -> worker:receiver  worker:sender -> sink:receiver  ventilator:sink -> sink:receiver }";

static void
assert_fails (ZoeDocument *document, ZoeFailure *failure, const char *title)
{
  g_assert_null (document);
  g_assert_cmpstr (failure->title, ==, title);
  g_assert_true (failure->advice != NULL && failure->advice[0] != '\0');
  zoe_failure_clear (failure);
}

static void
test_failures (void)
{
  g_autofree char *folder = tape_make_folder ();
  g_autofree char *missing = g_build_filename (folder, "missing.zoe", NULL), *bad = g_build_filename (folder, "100%s.dot", NULL);
  g_autoptr (ZoeDocument) empty = zoe_document_new ();
  g_autoptr (ZoeDocument) lost = zoe_document_new ();
  ZoeFailure failure = { NULL, NULL };

  g_assert_true (g_file_set_contents (bad, "digraph { a [role=", -1, NULL));
  assert_fails (zoe_document_read_trace (missing, &failure), &failure, "“missing.zoe” cannot be opened as a trace");
  assert_fails (zoe_document_read_scenario (bad, &failure), &failure, "“100%s.dot” cannot be used as a scenario");
  lost->scenario = tape_scenario ("a>b");
  lost->scenario_path = g_strdup (missing);
  g_assert_null (zoe_document_read_again (lost, &failure));
  assert_fails (NULL, &failure, "The scenario cannot be run");
  g_assert_false (zoe_document_save (empty, bad, &failure));
  assert_fails (NULL, &failure, "There is nothing to save yet");
  tape_remove_folder (folder);
}

/* A scenario is read, run and its recording saved; what was recorded here is one file once nobody reads it any more. */
static void
test_record (void)
{
  g_autofree char *folder = tape_make_folder ();
  g_autofree char *path = g_build_filename (folder, "little.dot", NULL), *saved = g_build_filename (folder, "saved.zoe", NULL);
  g_autofree char *trace = NULL, *beside = NULL;
  g_autoptr (ZoeDocument) document = NULL;
  g_autoptr (ZoeDocument) again = NULL;
  g_autoptr (ZoeScenario) scenario = NULL;
  ZoeRecording *reader;
  ZoeDocument *recorded;
  ZoeFailure failure = { NULL, NULL };
  ZoeRunOptions options = { 0 };
  ZoeExperiment *experiment;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, pipeline, -1, NULL));
  document = zoe_document_read_scenario (path, &failure);
  g_assert_null (document->recording);
  g_assert_cmpstr (document->scenario_path, ==, path);

  scenario = zoe_document_read_again (document, &failure);
  recorded = zoe_document_record (document, scenario, &options, &experiment, &failure);
  g_assert_nonnull (recorded);
  g_assert_cmpstr (recorded->scenario_path, ==, path);
  g_assert_true (zoe_run_start (zoe_experiment_get_run (experiment), &error));
  g_assert_true (zoe_run_wait (zoe_experiment_get_run (experiment), -1));
  g_assert_true (zoe_experiment_finish (experiment, &error));
  zoe_experiment_free (experiment);
  g_assert_true (zoe_recording_refresh (recorded->recording, &error));
  g_assert_true (zoe_recording_get_complete (recorded->recording));
  g_assert_true (zoe_document_save (recorded, saved, &failure));
  trace = g_strdup (zoe_recording_get_path (recorded->recording));
  beside = g_strconcat (trace, "-wal", NULL);
  /* Somebody else reads it a little longer. */
  reader = g_object_ref (recorded->recording);
  zoe_document_free (recorded);
  g_assert_true (g_file_test (beside, G_FILE_TEST_EXISTS));
  g_clear_object (&reader);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_true (g_file_test (trace, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (beside, G_FILE_TEST_EXISTS));

  again = zoe_document_read_trace (saved, &failure);
  g_assert_nonnull (again);
  g_assert_null (again->scenario_path);
  g_assert_cmpuint (again->scenario->nodes->len, ==, 3);
  tape_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/app/document/failures", test_failures);
  g_test_add_func ("/app/document/record", test_record);
  return g_test_run ();
}
