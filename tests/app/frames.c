/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Benchmark: how long the canvas takes for a frame, with 200 nodes and 2,000 messages moving. Prints figures, judges nothing. */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/canvas.h"
#include "model/duration.h"
#include "trace/recorder.h"

#define N_FRAMES   240
#define N_WARM_UP  20

typedef struct
{
  GMainLoop *loop;
  gint64     begun;
  gint64     cpu_begun;
  GArray    *times;     /* (element-type gint64), us */
  GArray    *cpu_times; /* likewise, of this thread's work alone: on a busy machine the truer figure */
} Meter;

/* Half of the nodes send to the other half, each to two of them. */
static ZoeScenario *
create_scenario (guint n_nodes)
{
  ZoeScenario *scenario = zoe_scenario_new ();
  guint half = n_nodes / 2;

  scenario->name = g_strdup ("frames");
  scenario->text = g_strdup ("");
  for (guint i = 0; i < n_nodes; i++)
    {
      g_autofree char *name = g_strdup_printf (i < half ? "sender-%u" : "receiver-%u", i % half + 1);

      zoe_scenario_add_node (scenario, name, i < half ? "sender" : "receiver");
      zoe_scenario_add_socket (scenario, i + 1, "socket", i < half ? ZOE_SOCKET_PUSH : ZOE_SOCKET_PULL);
    }
  for (guint i = 0; i < half; i++)
    for (guint k = 0; k < 2; k++)
      zoe_scenario_add_link (scenario, i + 1, half + (i + k) % half + 1);
  return scenario;
}

/* All messages are sent within the first tenth and received within the last tenth of 20 s: in between all of them move. */
static void
record (const char *path, ZoeScenario *scenario, guint n_messages)
{
  g_autoptr (GError) error = NULL;
  ZoeRecorder *recorder = zoe_recorder_new (path, scenario, 1, &error);
  guint64 sequence = 0;

  g_assert_no_error (error);
  for (guint i = 1; i <= scenario->nodes->len; i++)
    {
      ZoeEvent event = { .sequence = ++sequence, .kind = ZOE_EVENT_START, .node = i };

      zoe_recorder_write (&event, NULL, 0, recorder);
    }
  for (guint receive = 0; receive < 2; receive++)
    for (guint i = 0; i < n_messages; i++)
      {
        ZoeLinkSpec *link = g_ptr_array_index (scenario->links, i % scenario->links->len);
        guint sender = zoe_scenario_get_socket (scenario, link->tail)->node;
        guint socket = receive ? link->head : link->tail;
        g_autofree char *text = g_strdup_printf ("task %u", i);
        ZoeFrame frame = { (const guint8 *) text, strlen (text) };
        ZoeEvent event = { .sequence = ++sequence, .kind = receive ? ZOE_EVENT_RECEIVE : ZOE_EVENT_SEND,
                           .time_ns = (receive ? 18 : 0) * ZOE_NS_PER_S + i * (2 * ZOE_NS_PER_S / n_messages),
                           .message = zoe_message_id (sender, i + 1),
                           .node = zoe_scenario_get_socket (scenario, socket)->node, .socket = socket,
                           .size = frame.size, .n_frames = !receive };

        zoe_recorder_write (&event, receive ? NULL : &frame, 0, recorder);
      }
  g_assert_true (zoe_recorder_finish (recorder, &error));
  zoe_recorder_free (recorder);
}

static gint64
get_cpu_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static void
on_before (GdkFrameClock *clock, Meter *meter)
{
  meter->begun = g_get_monotonic_time ();
  meter->cpu_begun = get_cpu_time ();
}

static void
on_after (GdkFrameClock *clock, Meter *meter)
{
  gint64 time = g_get_monotonic_time () - meter->begun, cpu_time = get_cpu_time () - meter->cpu_begun;

  g_array_append_val (meter->times, time);
  g_array_append_val (meter->cpu_times, cpu_time);
  if (meter->times->len == N_WARM_UP + N_FRAMES)
    g_main_loop_quit (meter->loop);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  return (*(const gint64 *) a > *(const gint64 *) b) - (*(const gint64 *) a < *(const gint64 *) b);
}

static void
report (const char *what, GArray *times)
{
  g_array_remove_range (times, 0, N_WARM_UP);
  g_array_sort (times, compare_times);
  g_print ("  %s median %.1f ms (%.2f of the 16.7 ms goal), p99 %.1f ms", what, g_array_index (times, gint64, N_FRAMES / 2) / 1e3,
           g_array_index (times, gint64, N_FRAMES / 2) / 16.7e3, g_array_index (times, gint64, N_FRAMES * 99 / 100) / 1e3);
}

static void
measure (guint n_nodes, guint n_messages)
{
  g_autofree char *folder = g_dir_make_tmp ("zoetrope-frames-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "frames.zoe", NULL);
  g_autoptr (ZoeScenario) scenario = create_scenario (n_nodes);
  ZoeSession *session = zoe_session_new ();
  GtkWidget *window = adw_window_new ();
  Meter meter = { .loop = g_main_loop_new (NULL, FALSE), .times = g_array_new (FALSE, FALSE, sizeof (gint64)),
                  .cpu_times = g_array_new (FALSE, FALSE, sizeof (gint64)) };
  GdkFrameClock *clock;
  guint n_moving;

  record (path, scenario, n_messages);
  adw_window_set_content (ADW_WINDOW (window), zoe_canvas_new (session));
  gtk_window_set_default_size (GTK_WINDOW (window), 1400, 900);
  gtk_window_present (GTK_WINDOW (window));
  if (!zoe_session_open (session, path))
    exit (EXIT_FAILURE);
  zoe_session_seek_time (session, 4 * ZOE_NS_PER_S);
  zoe_session_set_rate (session, 0.1);   /* a slow machine must not reach the end */
  zoe_session_play (session);
  n_moving = zoe_session_get_flights (session)->len;

  clock = gtk_widget_get_frame_clock (window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before), &meter);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (on_after), &meter);
  g_main_loop_run (meter.loop);

  g_print ("%3u nodes, %4u messages moving:", n_nodes, n_moving);
  report ("a frame", meter.times);
  report ("processor", meter.cpu_times);
  g_print ("\n");

  g_signal_handlers_disconnect_by_data (clock, &meter);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_unref (session);
  g_main_loop_unref (meter.loop);
  g_array_unref (meter.times);
  g_array_unref (meter.cpu_times);
  g_unlink (path);
  g_rmdir (folder);
}

/* As the program looks. */
static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/org/zoetrope/Zoetrope/stage.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

int
main (void)
{
  if (!gtk_init_check ())
    {
      g_print ("There is no display; run the benchmarks under xvfb-run -a to measure frames.\n");
      return 77;
    }
  adw_init ();
  load_style ();
  measure (50, 200);
  measure (200, 2000);
  return EXIT_SUCCESS;
}
