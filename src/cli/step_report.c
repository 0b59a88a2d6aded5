/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/step_report.h"

#include <glib/gi18n.h>

#include "cli/standing_text.h"
#include "model/duration.h"
#include "trace/telling.h"

#define MOST_TOLD    40    /* sentences at once */
#define MOST_WAITING 12    /* nodes named without being asked for */

/**
 * zoe_report_init:
 * @out: where all is said
 */
gboolean
zoe_report_init (ZoeReport *report, ZoeExperiment *experiment, ZoeScenario *scenario, FILE *out, GError **error)
{
  *report = (ZoeReport)
    {
      .experiment = experiment,
      .run = zoe_experiment_get_run (experiment),
      .scenario = scenario,
      .recording = zoe_recording_open (zoe_experiment_get_path (experiment), error),
      .out = out,
    };
  return report->recording != NULL;
}

void
zoe_report_clear (ZoeReport *report)
{
  g_clear_object (&report->recording);
}

void
zoe_report_say (ZoeReport *report, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  vfprintf (report->out, format, arguments);
  va_end (arguments);
  fputc ('\n', report->out);
}

/* The sentences about what was let go, not those about the holding itself. */
static gboolean
is_worth_telling (const ZoeEvent *event)
{
  gboolean breaks = event->kind == ZOE_EVENT_PAUSE && event->n_frames > 0;

  return event->kind != ZOE_EVENT_STEP && event->kind != ZOE_EVENT_MODE && event->kind != ZOE_EVENT_RESUME
         && (event->kind != ZOE_EVENT_PAUSE || breaks)
         && !(event->kind == ZOE_EVENT_END && event->value < 0);
}

static void
tell (ZoeReport *report, const ZoeEvent *event)
{
  g_autofree char *stamp = zoe_duration_dup_stamp (event->time_ns);
  g_autofree char *sentence = zoe_telling_dup (report->recording, event->sequence);

  zoe_report_say (report, "%s  %s", stamp, sentence);
}

/**
 * zoe_report_refresh:
 *
 * Brings the recording up to all that has happened.
 */
void
zoe_report_refresh (ZoeReport *report)
{
  g_autoptr (GError) error = NULL;

  zoe_recorder_flush (zoe_experiment_get_recorder (report->experiment));
  if (!zoe_recording_refresh (report->recording, &error))
    zoe_report_say (report, "%s", error->message);
}

/**
 * zoe_report_tell_news:
 *
 * Tells everything that has happened since the last time.
 */
void
zoe_report_tell_news (ZoeReport *report)
{
  guint64 n_events;
  guint n_told = 0, n_more = 0;
  ZoeEvent event;

  zoe_report_refresh (report);
  n_events = zoe_recording_get_n_events (report->recording);
  if (report->silent)
    report->told = n_events;
  report->silent = FALSE;
  for (guint64 sequence = report->told + 1; sequence <= n_events; sequence++)
    {
      if (!zoe_recording_get_event (report->recording, sequence, &event, NULL) || !is_worth_telling (&event))
        continue;
      if (n_told++ < MOST_TOLD)
        tell (report, &event);
      else
        n_more++;
    }
  if (n_more > 0)
    zoe_report_say (report, _("… and %u events more"), n_more);
  report->told = n_events;
}

/**
 * zoe_report_tell_last:
 *
 * Tells what happened last before the run was held: the reason for a breakpoint, most likely.
 */
void
zoe_report_tell_last (ZoeReport *report)
{
  ZoeEvent event;

  zoe_report_refresh (report);
  report->told = zoe_recording_get_n_events (report->recording);
  for (guint64 sequence = report->told; sequence > 0 && sequence + 100 > report->told; sequence--)
    if (zoe_recording_get_event (report->recording, sequence, &event, NULL) && event.kind == ZOE_EVENT_PAUSE)
      {
        while (--sequence > 0 && zoe_recording_get_event (report->recording, sequence, &event, NULL))
          if (is_worth_telling (&event))
            {
              tell (report, &event);
              return;
            }
        return;
      }
}

static gint
by_turn (gconstpointer a, gconstpointer b)
{
  const ZoeStanding *first = a, *second = b;

  if (first->kind != second->kind)
    return first->kind < second->kind ? -1 : 1;
  if (first->kind == ZOE_STANDING_READY && first->turn != second->turn)
    return first->turn < second->turn ? -1 : 1;
  return first->node < second->node ? -1 : 1;
}

static void
say_standing (ZoeReport *report, const ZoeStanding *standing, gboolean next)
{
  g_autofree char *text = zoe_standing_text_dup (report->scenario, standing);
  const char *mark = standing->held_back ? _("  (held back)") : "";

  if (next)
    zoe_report_say (report, _("next: %s"), text);
  else if (standing->kind == ZOE_STANDING_READY)
    zoe_report_say (report, _("  ready: %s%s"), text, mark);
  else
    zoe_report_say (report, "  %s%s", text, mark);
}

static gboolean
is_outside (ZoeReport *report, const ZoeStanding *standing)
{
  return zoe_scenario_get_node (report->scenario, standing->node)->external;
}

static void
say_nobody_is_ready (ZoeReport *report, GArray *standings)
{
  gint64 deadline_ns = zoe_run_get_next_deadline (report->run);
  guint n_more = 0;

  zoe_report_say (report, _("nobody is ready:"));
  for (guint i = 0; i < standings->len; i++)
    {
      ZoeStanding *standing = &g_array_index (standings, ZoeStanding, i);

      if (standing->kind == ZOE_STANDING_GONE)
        continue;
      if (i < MOST_WAITING)
        say_standing (report, standing, FALSE);
      else
        n_more++;
    }
  if (n_more > 0)
    zoe_report_say (report, _("  … and %u more (l lists all)"), n_more);
  if (deadline_ns != G_MAXINT64)
    {
      g_autofree char *stamp = zoe_duration_dup_stamp (deadline_ns);

      zoe_report_say (report, _("next: time goes to %s"), stamp);
    }
  else
    {
      zoe_report_say (report, _("nothing will happen by itself: unhold a node, mend something, or quit"));
    }
}

static GArray *
list_standings (ZoeReport *report)
{
  GArray *standings = zoe_run_list_standings (report->run);

  for (guint i = standings->len; i > 0; i--)
    if (is_outside (report, &g_array_index (standings, ZoeStanding, i - 1)))
      g_array_remove_index (standings, i - 1);
  g_array_sort (standings, by_turn);
  return standings;
}

/**
 * zoe_report_say_next:
 *
 * Names the operation that goes next; if there is none, who waits for what.
 */
void
zoe_report_say_next (ZoeReport *report)
{
  g_autoptr (GArray) standings = list_standings (report);
  guint next = zoe_run_get_next (report->run);

  for (guint i = 0; i < standings->len && next != 0; i++)
    if (g_array_index (standings, ZoeStanding, i).node == next)
      say_standing (report, &g_array_index (standings, ZoeStanding, i), TRUE);
  if (next == 0)
    say_nobody_is_ready (report, standings);
}

/**
 * zoe_report_list:
 *
 * Lists how every node stands.
 */
void
zoe_report_list (ZoeReport *report)
{
  g_autoptr (GArray) standings = list_standings (report);

  for (guint i = 0; i < standings->len; i++)
    say_standing (report, &g_array_index (standings, ZoeStanding, i), FALSE);
}
