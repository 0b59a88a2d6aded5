/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A trace of ten million events: how long it takes to open, to seek to any moment, and how much memory that needs. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tape.h"
#include "trace/event_list.h"
#include "trace/trace_writer.h"

#define N_EVENTS  10000000
#define N_WORKERS 4
#define AHEAD     1500       /* tasks waiting at the workers */
#define N_SEEKS   500

typedef struct
{
  ZoeTraceWriter *writer;
  guint64         sequence;
} Author;

static void
write_event (Author *author, ZoeEvent *event, guint n_frames)
{
  char text[32];
  ZoeFrame frame = { (const guint8 *) text, g_snprintf (text, sizeof text, "task %" G_GUINT64_FORMAT, event->message % 1000000) };

  event->sequence = ++author->sequence;
  event->time_ns = author->sequence * 1000;
  event->size = frame.size;
  event->line = 57;
  zoe_trace_writer_add (author->writer, event, &frame, NULL, n_frames);
  if (author->sequence % 4096 == 0 || zoe_trace_writer_until_keyframe (author->writer) == 1)
    g_assert_true (zoe_trace_writer_insert (author->writer, NULL));
  if (author->sequence % 65536 == 0)
    g_assert_true (zoe_trace_writer_commit (author->writer, NULL));
}

/* Tasks from a ventilator over workers to a sink, as the rings would have handed them on. */
static void
write_trace (const char *path)
{
  g_autoptr (ZoeScenario) scenario = tape_scenario ("v>w1 v>w2 v>w3 v>w4 w1>s w2>s w3>s w4>s");
  g_autoptr (ZoeTraceWriter) writer = zoe_trace_writer_new (path, scenario, NULL);
  guint v_out = 1, w_in[N_WORKERS] = { 2, 3, 4, 5 }, w_out[N_WORKERS] = { 6, 8, 9, 10 }, s_in = 7;
  Author author = { writer };

  g_assert_cmpuint (zoe_scenario_find_socket (scenario, zoe_scenario_find_node (scenario, "w2")->number, "out")->number, ==, w_out[1]);
  for (guint i = 1; author.sequence < N_EVENTS; i++)
    {
      guint task = i - AHEAD, worker = i % N_WORKERS;
      ZoeMessageId result = zoe_message_id (2 + worker, i);

      write_event (&author, &(ZoeEvent) { .kind = ZOE_EVENT_SEND, .node = 1, .socket = v_out, .message = zoe_message_id (1, i), .n_frames = 1 }, 1);
      if (i <= AHEAD)
        continue;
      write_event (&author, &(ZoeEvent) { .kind = ZOE_EVENT_RECEIVE, .node = 2 + worker, .socket = w_in[worker],
                                          .message = zoe_message_id (1, task) }, 0);
      write_event (&author, &(ZoeEvent) { .kind = ZOE_EVENT_SEND, .node = 2 + worker, .socket = w_out[worker], .message = result,
                                          .cause = zoe_message_id (1, task), .n_frames = 1 }, 1);
      write_event (&author, &(ZoeEvent) { .kind = ZOE_EVENT_RECEIVE, .node = 6, .socket = s_in, .message = result }, 0);
    }
  g_assert_true (zoe_trace_writer_finish (writer, NULL));
}

static int
compare (const void *a, const void *b)
{
  double p = *(const double *) a, q = *(const double *) b;

  return p < q ? -1 : p > q;
}

static void
report (const char *what, double *ms, double goal)
{
  qsort (ms, N_SEEKS, sizeof *ms, compare);
  printf ("%s: median %.2f ms, p99 %.2f ms, worst %.2f ms", what, ms[N_SEEKS / 2], ms[N_SEEKS * 99 / 100], ms[N_SEEKS - 1]);
  if (goal > 0)
    printf (" (goal: p99 %.0f ms, ratio %.2f)", goal, ms[N_SEEKS * 99 / 100] / goal);
  printf ("\n");
}

static double
get_peak_mb (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  line = status != NULL ? strstr (status, "VmHWM:") : NULL;
  return line != NULL ? atof (line + strlen ("VmHWM:")) / 1024 : 0;
}

static void
read_trace (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (ZoeRecording) recording = NULL;
  g_autoptr (ZoeEventList) list = NULL;
  double ms[N_SEEKS];
  gint64 begin = g_get_monotonic_time (), duration;

  recording = zoe_recording_open (path, &error);
  if (recording == NULL)
    g_error ("%s", error->message);
  ms[0] = (g_get_monotonic_time () - begin) / 1e3;
  printf ("open %" G_GUINT64_FORMAT " events: %.1f ms (goal: 300 ms, ratio %.3f)\n", zoe_recording_get_n_events (recording), ms[0],
          ms[0] / 300);
  duration = zoe_recording_get_duration (recording);
  for (guint i = 0; i < N_SEEKS; i++)
    {
      g_autoptr (ZoeMoment) moment = NULL;
      gint64 time_ns = g_rand_double (rand) * duration;

      begin = g_get_monotonic_time ();
      moment = zoe_recording_dup_moment (recording, zoe_recording_find_sequence (recording, time_ns));
      ms[i] = (g_get_monotonic_time () - begin) / 1e3;
    }
  report ("seek to a time", ms, 50);
  for (guint i = 0; i < N_SEEKS; i++)
    {
      gint64 time_ns = g_rand_double (rand) * duration;
      g_autoptr (GArray) flights = NULL;

      begin = g_get_monotonic_time ();
      flights = zoe_recording_list_flights (recording, (ZoeSpan) { time_ns, time_ns + 1000 }, 4000);
      ms[i] = (g_get_monotonic_time () - begin) / 1e3;
    }
  report ("1,500 flights somewhere else", ms, 0);
  for (guint i = 0; i < N_SEEKS; i++)
    {
      gint64 time_ns = duration / 2 + i * 16000;
      g_autoptr (GArray) flights = NULL;

      begin = g_get_monotonic_time ();
      flights = zoe_recording_list_flights (recording, (ZoeSpan) { time_ns, time_ns + 1 }, 4000);
      ms[i] = (g_get_monotonic_time () - begin) / 1e3;
    }
  report ("1,500 flights of the next frame", ms, 0);
  for (guint i = 0; i < N_SEEKS; i++)
    {
      gint64 time_ns = g_rand_double (rand) * duration / 2;
      g_autofree guint64 *bins = NULL;

      begin = g_get_monotonic_time ();
      bins = zoe_recording_dup_density (recording, (ZoeSpan) { time_ns, duration }, 400);
      ms[i] = (g_get_monotonic_time () - begin) / 1e3;
    }
  report ("density of 400 bins", ms, 0);
  list = zoe_event_list_new (recording);
  for (guint i = 0; i < N_SEEKS; i++)
    {
      g_autoptr (ZoeEventRow) row = NULL;

      begin = g_get_monotonic_time ();
      row = g_list_model_get_item (G_LIST_MODEL (list), g_rand_int_range (rand, 0, N_EVENTS));
      ms[i] = (g_get_monotonic_time () - begin) / 1e3;
    }
  report ("a row of the event list, with its page", ms, 0);
  printf ("resident at most: %.0f MB (goal: 300 MB, ratio %.2f)\n", get_peak_mb (), get_peak_mb () / 300);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL, *path = NULL;
  gint64 begin;

  /* The reader is a process of its own, so that the writer's memory does not count. */
  if (argc == 2)
    {
      read_trace (argv[1]);
      return 0;
    }
  folder = tape_make_folder ();
  path = g_build_filename (folder, "large.zoe", NULL);
  begin = g_get_monotonic_time ();
  write_trace (path);
  printf ("written in %.1f s\n", (g_get_monotonic_time () - begin) / 1e6);
  fflush (stdout);
  g_spawn_sync (NULL, (char *[]) { argv[0], path, NULL }, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, NULL, NULL);
  tape_remove_folder (folder);
  return 0;
}
