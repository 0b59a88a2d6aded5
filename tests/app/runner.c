/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/runner.h"

#include "app/document.h"
#include "tape.h"

static const char pipeline[] =
  "digraph { until=\"sink\"\n"
  "  ventilator [role=ventilator tasks=3 cost_min=1 cost_max=2] worker [role=worker] sink [role=sink tasks=3]\n"
  "  ventilator:sender -> worker:receiver  worker:sender -> sink:receiver  ventilator:sink -> sink:receiver }";

typedef struct
{
  char        *folder;
  ZoeDocument *document;
  ZoeControl  *control;
  ZoeRunner   *runner;
  guint        n_grown, n_rests, n_overs;
  gboolean     broken;      /* the trace cannot be read */
  char        *why;
} Fixture;

static gboolean
on_grow (gpointer data)
{
  Fixture *fixture = data;

  fixture->n_grown++;
  return !fixture->broken;
}

static void
on_rest (gpointer data)
{
  ((Fixture *) data)->n_rests++;
}

static void
on_over (const char *why, gpointer data)
{
  Fixture *fixture = data;

  g_assert_false (zoe_runner_is_going (fixture->runner) || zoe_control_is_going (fixture->control));
  fixture->n_overs++;
  fixture->why = g_strdup (why);
}

static const ZoeRunnerFuncs funcs = { .grow = on_grow, .rest = on_rest, .over = on_over };

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  ZoeFailure failure = { NULL, NULL };

  fixture->folder = tape_make_folder ();
  path = g_build_filename (fixture->folder, "little.dot", NULL);
  g_assert_true (g_file_set_contents (path, pipeline, -1, NULL));
  fixture->document = zoe_document_read_scenario (path, &failure);
  fixture->control = zoe_control_new ();
  fixture->runner = zoe_runner_new (fixture->control, &funcs, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  zoe_runner_free (fixture->runner);
  g_assert_finalize_object (fixture->control);
  zoe_document_free (fixture->document);
  tape_remove_folder (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->why);
}

static void
start (Fixture *fixture)
{
  ZoeRunOptions options = zoe_control_get_options (fixture->control);
  ZoeFailure failure = { NULL, NULL };
  ZoeExperiment *experiment;
  g_autoptr (ZoeScenario) scenario = zoe_document_read_again (fixture->document, &failure);
  ZoeDocument *recorded = zoe_document_record (fixture->document, scenario, &options, &experiment, &failure);

  g_assert_nonnull (recorded);
  zoe_document_free (fixture->document);
  fixture->document = recorded;
  zoe_runner_start (fixture->runner, experiment, recorded->scenario);
  g_assert_true (zoe_runner_is_going (fixture->runner));
}

#define wait_for(condition) G_STMT_START { \
    while (!(condition)) \
      g_main_context_iteration (NULL, TRUE); } G_STMT_END

static void
test_run (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (zoe_runner_get_reach (fixture->runner), ==, 0);
  start (fixture);
  wait_for (fixture->n_overs == 1);
  g_assert_cmpstr (fixture->why, ==, NULL);
  g_assert_cmpuint (fixture->n_grown, >, 0);
  g_assert_cmpint (zoe_runner_get_reach (fixture->runner), ==, 0);

  /* And another one after it, stopped. */
  start (fixture);
  zoe_runner_stop (fixture->runner);
  wait_for (fixture->n_overs == 2);
}

/* In step mode a run stands, and its time with it. */
static void
test_rest (Fixture *fixture, gconstpointer data)
{
  zoe_control_set_stepping (fixture->control, TRUE);
  start (fixture);
  wait_for (zoe_control_is_steady (fixture->control));
  zoe_control_set_paused (fixture->control, TRUE);
  g_assert_true (zoe_control_step (fixture->control, 0));
  wait_for (fixture->n_rests > 0);
  g_assert_cmpint (zoe_runner_get_reach (fixture->runner), ==, 0);
}

/* A run that is left tells nothing any more, and still writes its trace to the end. */
static void
test_leave (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  start (fixture);
  g_assert_true (zoe_runner_leave (fixture->runner));
  g_assert_false (zoe_runner_leave (fixture->runner));
  g_assert_false (zoe_runner_is_going (fixture->runner));
  zoe_runner_free (fixture->runner);
  g_assert_true (zoe_recording_refresh (fixture->document->recording, &error));
  g_assert_true (zoe_recording_get_complete (fixture->document->recording));
  g_assert_cmpuint (fixture->n_overs, ==, 0);
  fixture->runner = zoe_runner_new (fixture->control, &funcs, fixture);
}

static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  fixture->broken = TRUE;
  zoe_control_set_stepping (fixture->control, TRUE);
  start (fixture);
  wait_for (fixture->n_overs == 1);
  g_assert_cmpuint (fixture->n_grown, ==, 1);
}

#define add(name, function) g_test_add ("/app/runner/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add ("run", test_run);
  add ("rest", test_rest);
  add ("leave", test_leave);
  add ("unreadable", test_unreadable);
  return g_test_run ();
}
