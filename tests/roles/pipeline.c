/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parallel pipeline, as its trace tells it. (Catalogue entry 05) */

#include <glib.h>

#include "lab_test.h"

static Lab *
run_on (const char *transport, guint n_workers, guint seed, const char *added)
{
  g_autofree char *dot = g_strdup_printf (
    "digraph {\n"
    "  seed=%u until=\"sink\"\n"
    "  ventilator [role=ventilator]\n"
    "  worker [role=worker count=%u]\n"
    "  sink [role=sink]\n"
    "  edge [transport=%s]\n"
    "  ventilator:sender -> worker:receiver\n"
    "  ventilator:sink -> sink:receiver\n"
    "  worker:sender -> sink:receiver\n"
    "  %s\n"
    "}", seed, n_workers, transport, added);

  return lab_run (dot, NULL);
}

/* What the sink's watch showed, in scenario time. */
static gint64
elapsed_ms (Lab *lab)
{
  const LabEvent *note = lab_find (lab, ZOE_EVENT_NOTE, "sink", "Total elapsed time: *");

  return g_ascii_strtoll (note->text + sizeof "Total elapsed time:", NULL, 10);
}

static void
test_every_hop (gconstpointer transport)
{
  g_autoptr (Lab) lab = run_on (transport, 4, 1, "");

  /* A task is a number of ms; its result one empty frame; the start of the batch goes straight to the sink. */
  g_assert_cmpuint (lab_assert_journeys (lab, "ventilator:sender", NULL,
                                         "ventilator:sender[*] > $w:receiver[*] / $w:sender[] > sink:receiver[]"), ==, 100);
  g_assert_cmpuint (lab_assert_journeys (lab, "ventilator:sink", NULL, "ventilator:sink[0] > sink:receiver[0]"), ==, 1);
  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_RECEIVE, "sink:receiver", NULL), ==, 101);

  /* All were connected first, so each gets its share. */
  for (guint i = 1; i <= 4; i++)
    {
      g_autofree char *port = g_strdup_printf ("worker-%u:receiver", i);

      g_assert_cmpuint (lab_count (lab, ZOE_EVENT_RECEIVE, port, NULL), >=, 24);
      g_assert_cmpuint (lab_count (lab, ZOE_EVENT_RECEIVE, port, NULL), <=, 26);
    }
}

static void
test_costs (void)
{
  g_autoptr (Lab) lab = run_on ("inproc", 4, 7, "");
  g_autoptr (GPtrArray) tasks = lab_list (lab, ZOE_EVENT_SEND, "ventilator:sender", NULL);

  for (guint i = 0; i < tasks->len; i++)
    {
      const LabEvent *task = g_ptr_array_index (tasks, i);

      g_assert_cmpint (g_ascii_strtoll (task->text, NULL, 10), >=, 1);
      g_assert_cmpint (g_ascii_strtoll (task->text, NULL, 10), <=, 100);
    }
}

/* Dealt out in turn, four workers are nearly four times as fast; the same seed gives the same tasks. */
static void
test_speed_up (void)
{
  for (guint seed = 1; seed <= 3; seed++)
    {
      g_autoptr (Lab) one = run_on ("inproc", 1, seed, "");
      g_autoptr (Lab) two = run_on ("inproc", 2, seed, "");
      g_autoptr (Lab) four = run_on ("inproc", 4, seed, "");
      double t1 = elapsed_ms (one), t2 = elapsed_ms (two), t4 = elapsed_ms (four);

      g_assert_cmpfloat (t1, >, 4000);
      g_assert_cmpfloat (t1, <, 6000);
      g_assert_cmpfloat (t1 / t2, >=, 1.6);
      g_assert_cmpfloat (t1 / t2, <=, 2.1);
      g_assert_cmpfloat (t1 / t4, >=, 2.8);
      g_assert_cmpfloat (t1 / t4, <=, 4.0);
    }
}

/* Who comes late finds the tasks dealt out already. */
static void
test_late_workers_get_nothing (void)
{
  g_autoptr (Lab) lab = run_on ("inproc", 4, 1, "\"worker-2\" [start=\"500ms\"] \"worker-3\" [start=\"500ms\"] \"worker-4\" [start=\"500ms\"]");

  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_RECEIVE, "worker-1:receiver", NULL), ==, 100);
  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_RECEIVE, "sink:receiver", NULL), ==, 101);
}

/* The first edition's way: the start goes through a worker, as one task more. */
static void
test_start_through_a_worker (void)
{
  g_autoptr (Lab) lab = lab_run (
    "digraph { seed=1 until=\"sink\" ventilator [role=ventilator] worker [role=worker count=4] sink [role=sink]\n"
    "  ventilator:sender -> worker:receiver  worker:sender -> sink:receiver }", NULL);

  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_SEND, "ventilator:sender", NULL), ==, 101);
  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_RECEIVE, "sink:receiver", NULL), ==, 101);
}

/* A range the wrong way round is its least. */
static void
test_range_the_wrong_way_round (void)
{
  g_autoptr (Lab) lab = lab_run (
    "digraph { seed=1 until=\"sink\" ventilator [role=ventilator tasks=3 cost_min=5 cost_max=1] worker [role=worker] sink [role=sink tasks=3]\n"
    "  ventilator:sender -> worker:receiver  ventilator:sink -> sink:receiver  worker:sender -> sink:receiver }", NULL);

  g_assert_cmpuint (lab_count (lab, ZOE_EVENT_SEND, "ventilator:sender", "5"), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/pipeline/every-hop/inproc", "inproc", test_every_hop);
  g_test_add_data_func ("/pipeline/every-hop/ipc", "ipc", test_every_hop);
  g_test_add_data_func ("/pipeline/every-hop/tcp", "tcp", test_every_hop);
  g_test_add_func ("/pipeline/costs", test_costs);
  g_test_add_func ("/pipeline/speed-up", test_speed_up);
  g_test_add_func ("/pipeline/late-workers-get-nothing", test_late_workers_get_nothing);
  g_test_add_func ("/pipeline/start-through-a-worker", test_start_through_a_worker);
  g_test_add_func ("/pipeline/range-the-wrong-way-round", test_range_the_wrong_way_round);
  return g_test_run ();
}
