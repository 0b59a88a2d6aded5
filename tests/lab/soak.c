/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a scenario many times with idle time skipped, and counts wrong jumps: a jump of the clock while a message was under way
 * that its receiver waited for. Prints what it got; exits 1 if there was one.
 *
 *   soak SCENARIO.dot [RUNS] */

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "graph/reader.h"
#include "model/duration.h"
#include "roles/roles.h"
#include "run/clock.h"
#include "run/run.h"
#include "support/witness.h"

/* A message may rightly be under way while time jumps: its receiver is busy, or looks at another socket until something else has
 * happened to it. It is wrong if the receiver did nothing at all between the send and the receipt, and was not at work: then it waited for
 * this very message, and time jumped over its head. */
static guint
count_wrong_jumps (ZoeScenario *scenario, Witness *witness)
{
  g_autofree guint64 *last_doing = g_new0 (guint64, scenario->nodes->len + 1);
  g_autofree gint64 *busy_until = g_new0 (gint64, scenario->nodes->len + 1);
  g_autoptr (GHashTable) sent = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint64 last_jump = 0;
  guint n_wrong = 0;

  for (guint i = 0; i < witness_count_all (witness); i++)
    {
      ZoeEvent *event = witness_get (witness, i);

      if (event->kind == ZOE_EVENT_JUMP)
        last_jump = event->sequence;
      else if (event->kind == ZOE_EVENT_SEND)
        g_hash_table_insert (sent, &event->message, event);
      else if (event->kind == ZOE_EVENT_WORK)
        busy_until[event->node] = event->time_ns + event->value;
      else if (event->kind == ZOE_EVENT_RECEIVE)
        {
          ZoeEvent *send = g_hash_table_lookup (sent, &event->message);

          if (send != NULL && send->sequence < last_jump && last_doing[event->node] < send->sequence
              && busy_until[event->node] <= send->time_ns)
            n_wrong++;
        }
      if (event->kind >= ZOE_EVENT_START && event->kind <= ZOE_EVENT_UNSUBSCRIBE)
        last_doing[event->node] = event->sequence;
    }
  return n_wrong;
}

int
main (int argc, char **argv)
{
  guint n_runs = argc > 2 ? atoi (argv[2]) : 1;
  ZoeReadOptions options = { .roles = zoe_roles () };
  g_autoptr (ZoeMistakes) mistakes = zoe_mistakes_new (argv[1]);
  g_autoptr (ZoeScenario) scenario = NULL;
  guint64 n_events = 0;
  guint n_wrong = 0;
  gint64 start = zoe_real_now ();

  setlocale (LC_ALL, "");
  scenario = argc > 1 ? zoe_read_scenario_file (argv[1], &options, mistakes) : NULL;
  if (scenario == NULL)
    {
      g_autofree char *text = zoe_mistakes_dup_text (mistakes);

      fprintf (stderr, "%s\n", text);
      return 2;
    }
  for (guint i = 0; i < n_runs; i++)
    {
      ZoeRunOptions run_options = { .clock = ZOE_CLOCK_SKIP_IDLE, .rate = 1 };
      g_autoptr (Witness) witness = witness_new (scenario);
      g_autoptr (ZoeRun) run = zoe_run_new (scenario, &run_options);
      g_autoptr (GError) error = NULL;
      g_autofree char *reason = NULL;

      scenario->seed = i;
      zoe_run_set_sink (run, witness_sink, witness);
      if (!zoe_run_start (run, &error))
        {
          fprintf (stderr, "%s\n", error->message);
          return 1;
        }
      if (!zoe_run_wait (run, 60 * ZOE_NS_PER_S))
        {
          fprintf (stderr, "run %u did not end within a minute\n", i);
          return 1;
        }
      zoe_run_stop (run);
      reason = zoe_run_dup_reason (run);
      n_events += witness_count_all (witness);
      n_wrong += count_wrong_jumps (scenario, witness);
      if (n_runs == 1)
        {
          g_autofree char *notes = witness_dup_frames (witness, ZOE_EVENT_NOTE, NULL);

          printf ("%s\nended because %s; scenario time %.3f s; %u jumps\n", notes, reason,
                  witness_get (witness, witness_count_all (witness) - 1)->time_ns / 1e9, witness_count (witness, ZOE_EVENT_JUMP, NULL));
        }
    }
  printf ("%u runs, %" G_GUINT64_FORMAT " events, %.1f s, %u wrong jumps\n", n_runs, n_events, (zoe_real_now () - start) / 1e9, n_wrong);
  return n_wrong > 0 ? 1 : 0;
}
