/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/statistics.h"

#include "model/duration.h"
#include "tape.h"

static void
test_figures (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b a>c");
  g_autoptr (ZoeRecording) recording = NULL;
  g_autoptr (ZoeStatistics) statistics = NULL;
  g_autoptr (GError) error = NULL;

  /* Two wait for b at once; one is never received. */
  tape_play (tape, "a!one a!three a!two c?two b?one b?three a!lost +92");
  tape_play (tape, "a#end=1");
  tape_finish (tape);
  recording = tape_open (tape);
  statistics = zoe_statistics_load (recording, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (statistics->n_events, ==, 8);
  g_assert_cmpuint (statistics->n_sent, ==, 4);
  g_assert_cmpuint (statistics->n_received, ==, 3);
  g_assert_cmpint (statistics->duration_ns, ==, 100 * ZOE_NS_PER_MS);
  g_assert_cmpuint (statistics->nodes[1].n_sent, ==, 4);
  g_assert_cmpuint (statistics->nodes[1].n_bytes, ==, 15);
  g_assert_cmpuint (statistics->nodes[1].queue_max, ==, 3);
  g_assert_cmpuint (statistics->nodes[1].queue_end, ==, 1);
  g_assert_cmpfloat (statistics->nodes[1].rate, ==, 40);
  g_assert_cmpuint (statistics->sockets[2].n_received, ==, 2);
  g_assert_cmpint (statistics->sockets[2].latency_p50_ns, ==, 4 * ZOE_NS_PER_MS);
  g_assert_cmpint (statistics->sockets[2].latency_max_ns, ==, 4 * ZOE_NS_PER_MS);
  g_assert_cmpuint (statistics->links[1].n_received, ==, 2);
  g_assert_cmpuint (statistics->links[1].queue_max, ==, 2);
  g_assert_cmpuint (statistics->links[1].queue_end, ==, 0);
  g_assert_cmpuint (statistics->links[2].queue_max, ==, 1);
  g_assert_cmpint (statistics->links[2].latency_p99_ns, ==, ZOE_NS_PER_MS);
  g_assert_cmpfloat (statistics->links[1].rate, ==, 20);
}

static void
test_percentiles (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autoptr (ZoeRecording) recording = NULL;
  g_autoptr (ZoeStatistics) statistics = NULL;

  for (guint i = 1; i <= 100; i++)
    {
      g_autofree char *words = g_strdup_printf ("a!%u +%u b?%u", i, i - 1, i);

      tape_play (tape, words);
    }
  tape_finish (tape);
  recording = tape_open (tape);
  statistics = zoe_statistics_load (recording, NULL);
  g_assert_cmpint (statistics->links[1].latency_p50_ns, ==, 50 * ZOE_NS_PER_MS);
  g_assert_cmpint (statistics->links[1].latency_p90_ns, ==, 90 * ZOE_NS_PER_MS);
  g_assert_cmpint (statistics->links[1].latency_p99_ns, ==, 99 * ZOE_NS_PER_MS);
  g_assert_cmpint (statistics->links[1].latency_max_ns, ==, 100 * ZOE_NS_PER_MS);
  g_assert_cmpuint (statistics->links[1].queue_max, ==, 1);
}

static void
test_empty (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autoptr (ZoeRecording) recording = NULL;
  g_autoptr (ZoeStatistics) statistics = NULL;

  tape_finish (tape);
  recording = tape_open (tape);
  statistics = zoe_statistics_load (recording, NULL);
  g_assert_cmpuint (statistics->n_events, ==, 0);
  g_assert_cmpfloat (statistics->links[1].rate, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/statistics/empty", test_empty);
  g_test_add_func ("/trace/statistics/figures", test_figures);
  g_test_add_func ("/trace/statistics/percentiles", test_percentiles);
  return g_test_run ();
}
