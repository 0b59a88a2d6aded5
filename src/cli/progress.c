/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/progress.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "model/duration.h"

#define NARROW 80

struct _ZoeProgress
{
  ZoeExperiment *experiment;
  char          *title;
  gboolean       terminal;
  guint64        last_events;
  gint64         last_us;     /* real time of that count; 0 = none yet */
};

ZoeProgress *
zoe_progress_new (ZoeExperiment *experiment, const char *title)
{
  ZoeProgress *progress = g_new0 (ZoeProgress, 1);

  progress->experiment = experiment;
  progress->title = g_strdup (title);
  progress->terminal = isatty (STDERR_FILENO);
  return progress;
}

void
zoe_progress_free (ZoeProgress *progress)
{
  g_free (progress->title);
  g_free (progress);
}

static guint
get_width (void)
{
  struct winsize size;

  return ioctl (STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : NARROW;
}

/* Cuts to what one line of the terminal holds: a line that wraps could not be rewritten. */
static void
print_within_line (const char *text)
{
  guint room = get_width () - 1;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      guint width = g_unichar_iswide (g_utf8_get_char (c)) ? 2 : 1;

      if (width > room)
        break;
      room -= width;
      fwrite (c, 1, g_utf8_next_char (c) - c, stderr);
    }
}

/**
 * zoe_progress_update:
 *
 * Rewrites the line with how far the run is now.
 */
void
zoe_progress_update (ZoeProgress *progress)
{
  gint64 now_us = g_get_monotonic_time ();
  ZoeRecorderCounts counts;
  double rate = 0;
  g_autofree char *time = NULL;
  g_autofree char *line = NULL;

  if (!progress->terminal)
    return;
  zoe_recorder_get_counts (zoe_experiment_get_recorder (progress->experiment), &counts);
  if (progress->last_us != 0 && now_us > progress->last_us)
    rate = (counts.n_events - progress->last_events) * 1e6 / (now_us - progress->last_us);
  time = zoe_duration_dup_text (zoe_run_get_now (zoe_experiment_get_run (progress->experiment)));
  line = g_strdup_printf (_("%s · %s · %" PRIu64 " events · %.0f per second · waits for the recorder: %" PRIu64),
                          progress->title, time, counts.n_events, rate, counts.n_waits);
  fputs ("\r\033[K", stderr);
  print_within_line (line);
  fflush (stderr);
  progress->last_events = counts.n_events;
  progress->last_us = now_us;
}

/**
 * zoe_progress_clear:
 *
 * Takes the line away, so that other output starts on a clean one.
 */
void
zoe_progress_clear (ZoeProgress *progress)
{
  if (!progress->terminal)
    return;
  fputs ("\r\033[K", stderr);
  fflush (stderr);
}
