/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/playhead.h"

G_DEFINE_ENUM_TYPE (ZoePace, zoe_pace,
                    G_DEFINE_ENUM_VALUE (ZOE_PACE_RATE, "rate"),
                    G_DEFINE_ENUM_VALUE (ZOE_PACE_PER_EVENT, "per-event"))

/**
 * zoe_playhead_init:
 *
 * Puts the play head at the beginning, standing, at the speed things happened.
 */
void
zoe_playhead_init (ZoePlayhead *playhead)
{
  *playhead = (ZoePlayhead) { .rate = 1, .event_delay = 500 };
}

/**
 * zoe_playhead_rewind:
 *
 * Puts the play head at the beginning, standing; pace and rate stay as they are.
 */
void
zoe_playhead_rewind (ZoePlayhead *playhead)
{
  playhead->time_ns = 0;
  playhead->sequence = 0;
  playhead->playing = FALSE;
  playhead->following = FALSE;
  playhead->saved_ns = 0;
}

/**
 * zoe_playhead_is_at_end:
 *
 * Returns: whether there is nothing more to play right now
 */
gboolean
zoe_playhead_is_at_end (const ZoePlayhead *playhead, const ZoeTape *tape)
{
  return playhead->sequence >= tape->n_events && playhead->time_ns >= tape->end_ns;
}

/**
 * zoe_playhead_play:
 *
 * Sets the play head going; from the beginning if a recording that grows no more has been played to its end.
 */
void
zoe_playhead_play (ZoePlayhead *playhead, const ZoeTape *tape)
{
  if (!tape->growing && zoe_playhead_is_at_end (playhead, tape))
    zoe_playhead_rewind (playhead);
  playhead->playing = TRUE;
  playhead->saved_ns = 0;
}

void
zoe_playhead_pause (ZoePlayhead *playhead)
{
  playhead->playing = FALSE;
  playhead->following = FALSE;
}

/**
 * zoe_playhead_follow:
 *
 * Ties the play head to the run head. Without a run there is nothing to follow: it goes to the end and stands there.
 */
void
zoe_playhead_follow (ZoePlayhead *playhead, const ZoeTape *tape)
{
  playhead->time_ns = tape->end_ns;
  playhead->playing = tape->growing;
  playhead->following = tape->growing;
}

static ZoeAdvance
advance_by_events (ZoePlayhead *playhead, const ZoeTape *tape, gint64 real_ns)
{
  gint64 delay_ns = MAX (playhead->event_delay, 1) * ZOE_NS_PER_MS;
  guint64 n_due, n_left = tape->n_events - MIN (playhead->sequence, tape->n_events);

  playhead->saved_ns += real_ns;
  n_due = playhead->saved_ns / delay_ns;
  playhead->saved_ns %= delay_ns;
  if (n_left <= n_due && !tape->growing)
    playhead->playing = FALSE;
  if (n_left == 0 || n_due == 0)
    return ZOE_ADVANCE_NONE;
  playhead->sequence += MIN (n_due, n_left);
  return ZOE_ADVANCE_EVENTS;
}

/**
 * zoe_playhead_advance:
 * @tape: what there is to play
 * @real_ns: how much time has passed for the person who looks
 *
 * Moves a playing play head on, up to the end of the tape. There it waits if the tape grows, else it stops.
 *
 * Returns: what moved; the caller looks up the other half of the position
 */
ZoeAdvance
zoe_playhead_advance (ZoePlayhead *playhead, const ZoeTape *tape, gint64 real_ns)
{
  gint64 time_ns;

  if (!playhead->playing)
    return ZOE_ADVANCE_NONE;
  if (playhead->following && !tape->growing)
    playhead->following = FALSE;
  if (playhead->pace == ZOE_PACE_PER_EVENT && !playhead->following)
    return advance_by_events (playhead, tape, real_ns);

  time_ns = playhead->following ? tape->end_ns : playhead->time_ns + (gint64) (real_ns * playhead->rate);
  if (time_ns >= tape->end_ns)
    {
      time_ns = tape->end_ns;
      if (!tape->growing)
        playhead->playing = FALSE;
    }
  /* The end may lie a little before the play head when a run stops. Never go back by oneself. */
  if (time_ns <= playhead->time_ns)
    return ZOE_ADVANCE_NONE;
  playhead->time_ns = time_ns;
  return ZOE_ADVANCE_TIME;
}
