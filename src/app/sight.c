/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sight.h"

#include "app/flight_window.h"

#define LINGER_NS (700 * ZOE_NS_PER_MS)

struct _ZoeSight
{
  ZoePlayer       *player;        /* borrowed */
  ZoeScenario     *scenario;
  ZoeRecording    *recording;
  ZoeMoment       *moment;        /* NULL: not asked for yet */
  ZoeDamage       *damage;        /* NULL: nothing is recorded */
  ZoeFlightWindow *window;
  gint64           linger_ns;     /* what the window was read for */
};

/**
 * zoe_sight_new:
 * @player: whose play head it is; it must outlive the sight
 */
ZoeSight *
zoe_sight_new (ZoePlayer *player)
{
  ZoeSight *sight = g_new0 (ZoeSight, 1);

  sight->player = player;
  sight->window = zoe_flight_window_new ();
  return sight;
}

void
zoe_sight_free (ZoeSight *sight)
{
  zoe_sight_show (sight, NULL, NULL);
  zoe_flight_window_free (sight->window);
  g_free (sight);
}

void
zoe_sight_show (ZoeSight *sight, ZoeScenario *scenario, ZoeRecording *recording)
{
  zoe_flight_window_forget (sight->window);
  g_clear_pointer (&sight->moment, zoe_moment_free);
  g_clear_pointer (&sight->damage, zoe_damage_free);
  g_set_object (&sight->recording, recording);
  if (recording != NULL)
    sight->damage = zoe_damage_new (recording);
  if (scenario != NULL)
    zoe_scenario_ref (scenario);
  g_clear_pointer (&sight->scenario, zoe_scenario_unref);
  sight->scenario = scenario;
}

/**
 * zoe_sight_refresh:
 *
 * What was read ahead of the recording is out of date.
 */
void
zoe_sight_refresh (ZoeSight *sight)
{
  zoe_flight_window_forget (sight->window);
  g_clear_pointer (&sight->moment, zoe_moment_free);
  if (sight->damage != NULL)
    zoe_damage_refresh (sight->damage);
}

/**
 * zoe_sight_get_moment:
 *
 * Returns: (nullable) (transfer none): the state of everything; %NULL when nothing is open
 */
ZoeMoment *
zoe_sight_get_moment (ZoeSight *sight)
{
  guint64 sequence = zoe_player_get_head (sight->player)->sequence;

  if (sight->scenario == NULL)
    return NULL;
  if (sight->recording == NULL)
    {
      if (sight->moment == NULL)
        sight->moment = zoe_moment_new (sight->scenario);
    }
  else if (sight->moment == NULL)
    sight->moment = zoe_recording_dup_moment (sight->recording, sequence);
  else if (sight->moment->sequence != sequence)
    zoe_recording_move_moment (sight->recording, sight->moment, sequence);
  return sight->moment;
}

static void
look_about (ZoeSight *sight)
{
  const ZoePlayhead *head = zoe_player_get_head (sight->player);
  gint64 linger_ns = zoe_sight_get_linger (sight);
  /* A quarter of a second of playback at a time. */
  gint64 ahead_ns = head->pace == ZOE_PACE_RATE ? (gint64) (head->rate * ZOE_NS_PER_S / 4) : 1;

  if (sight->linger_ns != linger_ns)
    zoe_flight_window_forget (sight->window);
  sight->linger_ns = linger_ns;
  zoe_flight_window_look (sight->window, sight->recording, head->time_ns, linger_ns, ahead_ns);
}

/**
 * zoe_sight_get_flights:
 *
 * Returns: (transfer none) (element-type ZoeFlight): what is under way
 */
GArray *
zoe_sight_get_flights (ZoeSight *sight)
{
  look_about (sight);
  return zoe_flight_window_pick (sight->window, zoe_player_get_head (sight->player)->sequence);
}

/**
 * zoe_sight_get_linger:
 *
 * Returns: for how much scenario time, ns, an arrival stays of interest: as much as passes while a person looks at it; 0 event
 *   by event
 */
gint64
zoe_sight_get_linger (ZoeSight *sight)
{
  const ZoePlayhead *head = zoe_player_get_head (sight->player);

  return head->pace == ZOE_PACE_RATE && !zoe_player_is_by_event (sight->player) ? (gint64) (head->rate * LINGER_NS) : 0;
}

/**
 * zoe_sight_get_arrivals:
 * @step_event: the last step that was made, if the run goes step by step; else 0
 *
 * Over inproc a message is received some microseconds after it was sent: at any but the slowest rate nobody would see it. So
 * what has just been received can be asked for as well.
 *
 * Returns: (transfer none) (element-type ZoeFlight): received at the last event, or within zoe_sight_get_linger() before the play
 *   head
 */
GArray *
zoe_sight_get_arrivals (ZoeSight *sight, guint64 step_event)
{
  const ZoePlayhead *head = zoe_player_get_head (sight->player);
  guint64 after = head->sequence - MIN (head->sequence, 1);

  look_about (sight);
  /* What a step has done stays to be seen until the next. */
  if (zoe_player_is_by_event (sight->player) && head->following && step_event != 0)
    after = step_event;
  return zoe_flight_window_pick_arrived (sight->window, head->sequence, head->time_ns - zoe_sight_get_linger (sight), after);
}

/**
 * zoe_sight_get_damage:
 *
 * Returns: (nullable) (transfer none): what is broken; %NULL where nothing is recorded
 */
ZoeDamage *
zoe_sight_get_damage (ZoeSight *sight)
{
  if (sight->damage != NULL)
    zoe_damage_seek (sight->damage, zoe_player_get_head (sight->player)->sequence);
  return sight->damage;
}
