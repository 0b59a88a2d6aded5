/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/player.h"

struct _ZoePlayer
{
  ZoePlayerFunc changed;
  gpointer      data;
  ZoeRecording *recording;       /* NULL: there is nothing to play */
  gboolean      growing;
  ZoePlayhead   head;
  gint64        end_ns;
  ZoeSpan       span;
  gboolean      span_is_whole;   /* nobody zoomed: the span grows with the recording */
  gboolean      by_event;        /* one looks at an event, not at a time */

  ZoePlayhead   told;            /* these, as they were told last */
  gint64        told_end_ns;
  ZoeSpan       told_span;
  gboolean      loaded;          /* another recording: everything is new, even where the numbers are the same */
};

/**
 * zoe_player_new:
 * @changed: called after each change, once for each thing that has changed
 */
ZoePlayer *
zoe_player_new (ZoePlayerFunc changed, gpointer data)
{
  ZoePlayer *player = g_new0 (ZoePlayer, 1);

  player->changed = changed;
  player->data = data;
  player->span = (ZoeSpan) { 0, 1 };
  player->span_is_whole = TRUE;
  zoe_playhead_init (&player->head);
  player->told = player->head;
  player->told_span = player->span;
  return player;
}

void
zoe_player_free (ZoePlayer *player)
{
  g_clear_object (&player->recording);
  g_free (player);
}

static ZoeTape
get_tape (ZoePlayer *player)
{
  return (ZoeTape) { .end_ns = player->end_ns,
                     .n_events = player->recording != NULL ? zoe_recording_get_n_events (player->recording) : 0,
                     .growing = player->growing };
}

static gint64
get_event_time (ZoePlayer *player, guint64 sequence)
{
  ZoeEvent event;

  if (sequence == 0 || player->recording == NULL || !zoe_recording_get_event (player->recording, sequence, &event, NULL))
    return 0;
  return event.time_ns;
}

static guint64
find_sequence (ZoePlayer *player, gint64 time_ns)
{
  return player->recording != NULL ? zoe_recording_find_sequence (player->recording, time_ns) : 0;
}

/* A zoomed time line turns its page when the play head leaves it by itself. */
static void
keep_in_span (ZoePlayer *player)
{
  gint64 length_ns = zoe_span_length (player->span), page_ns = player->head.time_ns - length_ns / 10;

  if (player->span_is_whole || length_ns <= 0)
    player->span = (ZoeSpan) { 0, MAX (player->end_ns, 1) };
  else if (player->head.playing && !zoe_span_contains (player->span, player->head.time_ns))
    player->span = (ZoeSpan) { page_ns, page_ns + length_ns };
}

/* Each is noted as told before it is: who hears it may well change something again. */
#define TELL(told, now, what) G_STMT_START { \
    if ((told) != (now)) \
      { \
        (told) = (now); \
        player->changed (what, player->data); \
      } } G_STMT_END

/**
 * zoe_player_tell:
 *
 * Tells whatever differs from what was told last.
 */
void
zoe_player_tell (ZoePlayer *player)
{
  const ZoePlayhead *head = &player->head;
  gboolean moved = player->loaded || player->told.sequence != head->sequence || player->told.time_ns != head->time_ns;

  if (player->loaded)
    player->told_end_ns = -1;
  player->loaded = FALSE;
  TELL (player->told_end_ns, player->end_ns, "end-time");
  TELL (player->told_span.begin_ns, player->span.begin_ns, "span-begin");
  TELL (player->told_span.end_ns, player->span.end_ns, "span-end");
  TELL (player->told.pace, head->pace, "pace");
  TELL (player->told.rate, head->rate, "rate");
  TELL (player->told.event_delay, head->event_delay, "event-delay");
  TELL (player->told.playing, head->playing, "playing");
  TELL (player->told.following, head->following, "following");
  TELL (player->told.sequence, head->sequence, "sequence");
  TELL (player->told.time_ns, head->time_ns, "time");
  if (moved)
    player->changed ("moved", player->data);
}

/**
 * zoe_player_load:
 * @recording: (nullable): what there is to play, from its beginning
 * @rate: how fast
 */
void
zoe_player_load (ZoePlayer *player, ZoeRecording *recording, double rate)
{
  g_set_object (&player->recording, recording);
  player->growing = FALSE;
  player->by_event = FALSE;
  zoe_playhead_rewind (&player->head);
  player->head.pace = ZOE_PACE_RATE;
  player->head.rate = CLAMP (rate, ZOE_RATE_MIN, ZOE_RATE_MAX);
  player->end_ns = recording != NULL ? zoe_recording_get_duration (recording) : 0;
  player->span_is_whole = TRUE;
  player->loaded = TRUE;
  keep_in_span (player);
}

/**
 * zoe_player_begin_growth:
 * @follow: stay at the run head even where the rate is a slow one
 *
 * The recording grows from now on, and is played: in slow motion the play head lags behind, else it follows.
 */
void
zoe_player_begin_growth (ZoePlayer *player, gboolean follow)
{
  player->growing = TRUE;
  player->head.playing = TRUE;
  player->head.following = follow || player->head.rate >= 1;
}

/**
 * zoe_player_end_growth:
 *
 * The recording is whole. Who followed the run sees its last event, and stands there.
 */
void
zoe_player_end_growth (ZoePlayer *player)
{
  ZoeTape tape;

  player->growing = FALSE;
  tape = get_tape (player);
  if (!player->head.following)
    return;
  zoe_playhead_follow (&player->head, &tape);
  player->head.sequence = tape.n_events;
}

/**
 * zoe_player_set_end:
 * @end_ns: up to where it is known what happened
 */
void
zoe_player_set_end (ZoePlayer *player, gint64 end_ns)
{
  if (player->end_ns == end_ns)
    return;
  player->end_ns = end_ns;
  keep_in_span (player);
  zoe_player_tell (player);
}

/**
 * zoe_player_advance:
 * @real_ns: how much time has passed since the last picture
 * @held: time is held in the run that is followed: it is events one looks at
 *
 * A frame's worth of playback.
 */
void
zoe_player_advance (ZoePlayer *player, gint64 real_ns, gboolean held)
{
  ZoePlayhead *head = &player->head;
  ZoeTape tape = get_tape (player);

  if (head->following)
    player->by_event = held;
  switch (zoe_playhead_advance (head, &tape, real_ns))
    {
    case ZOE_ADVANCE_TIME:
      head->sequence = MAX (find_sequence (player, head->time_ns), head->sequence);
      break;
    case ZOE_ADVANCE_EVENTS:
      head->time_ns = MAX (get_event_time (player, head->sequence), head->time_ns);
      break;
    default:
      /* Events may have been written since for the very time the play head stands at. */
      if (head->following)
        head->sequence = MAX (find_sequence (player, head->time_ns), head->sequence);
    }
  keep_in_span (player);
  zoe_player_tell (player);
}

void
zoe_player_play (ZoePlayer *player)
{
  ZoeTape tape = get_tape (player);

  if (player->recording == NULL || player->head.playing)
    return;
  player->by_event = FALSE;
  zoe_playhead_play (&player->head, &tape);
  zoe_player_tell (player);
}

void
zoe_player_pause (ZoePlayer *player)
{
  zoe_playhead_pause (&player->head);
  zoe_player_tell (player);
}

void
zoe_player_toggle (ZoePlayer *player)
{
  if (player->head.playing)
    zoe_player_pause (player);
  else
    zoe_player_play (player);
}

static void
move_head (ZoePlayer *player, guint64 sequence, gint64 time_ns)
{
  player->head.sequence = sequence;
  player->head.time_ns = time_ns;
  player->head.following = FALSE;
  player->head.saved_ns = 0;
  zoe_player_tell (player);
}

/**
 * zoe_player_seek_time:
 * @time_ns: where to look; put between the beginning and the run head
 *
 * A playing play head goes on from there.
 */
void
zoe_player_seek_time (ZoePlayer *player, gint64 time_ns)
{
  time_ns = CLAMP (time_ns, 0, player->end_ns);
  player->by_event = FALSE;
  move_head (player, find_sequence (player, time_ns), time_ns);
}

/**
 * zoe_player_seek_event:
 * @sequence: the event that shall just have happened; 0: before the first
 */
void
zoe_player_seek_event (ZoePlayer *player, guint64 sequence)
{
  sequence = MIN (sequence, get_tape (player).n_events);
  player->by_event = TRUE;
  move_head (player, sequence, get_event_time (player, sequence));
}

/**
 * zoe_player_step:
 * @n_events: forward, or back if negative
 *
 * Stops, and moves by so many events.
 */
void
zoe_player_step (ZoePlayer *player, int n_events)
{
  guint64 sequence = player->head.sequence;
  guint64 back = n_events < 0 ? MIN ((guint64) -(gint64) n_events, sequence) : 0;

  zoe_player_pause (player);
  zoe_player_seek_event (player, n_events < 0 ? sequence - back : sequence + n_events);
}

/**
 * zoe_player_follow:
 *
 * Ties the play head to the run head; without a run it goes to the end of the recording.
 */
void
zoe_player_follow (ZoePlayer *player)
{
  ZoeTape tape = get_tape (player);

  player->by_event = FALSE;
  zoe_playhead_follow (&player->head, &tape);
  player->head.sequence = find_sequence (player, player->head.time_ns);
  zoe_player_tell (player);
}

/**
 * zoe_player_unfollow:
 *
 * The play head stays where it is, or goes on from there, while the run goes on.
 */
void
zoe_player_unfollow (ZoePlayer *player)
{
  move_head (player, player->head.sequence, player->head.time_ns);
}

void
zoe_player_set_rate (ZoePlayer *player, double rate)
{
  player->head.rate = CLAMP (rate, ZOE_RATE_MIN, ZOE_RATE_MAX);
  zoe_player_tell (player);
}

void
zoe_player_set_pace (ZoePlayer *player, ZoePace pace)
{
  if (player->head.pace != pace)
    player->head.saved_ns = 0;
  player->head.pace = pace;
  zoe_player_tell (player);
}

void
zoe_player_set_event_delay (ZoePlayer *player, guint ms)
{
  player->head.event_delay = CLAMP (ms, 1, 60000);
  zoe_player_tell (player);
}

/**
 * zoe_player_set_span:
 * @span: what the time line shows. All there is, or more: the span grows with the recording from now on
 */
void
zoe_player_set_span (ZoePlayer *player, ZoeSpan span)
{
  player->span_is_whole = span.begin_ns <= 0 && span.end_ns >= player->end_ns;
  player->span = player->span_is_whole ? (ZoeSpan) { 0, MAX (player->end_ns, 1) } : span;
  zoe_player_tell (player);
}

/**
 * zoe_player_get_head:
 *
 * Returns: (transfer none): where the play head is and how it goes on, always as it is now
 */
const ZoePlayhead *
zoe_player_get_head (ZoePlayer *player)
{
  return &player->head;
}

gint64
zoe_player_get_end (ZoePlayer *player)
{
  return player->end_ns;
}

ZoeSpan
zoe_player_get_span (ZoePlayer *player)
{
  return player->span;
}

/**
 * zoe_player_is_by_event:
 *
 * Returns: whether one looks at an event, not at a time: what came just before is not of interest then
 */
gboolean
zoe_player_is_by_event (ZoePlayer *player)
{
  return player->by_event;
}
