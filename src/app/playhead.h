/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The play head: where in a recording one looks, and how it moves on by itself. Plain arithmetic, without a recording: what it
 * has to know of the tape is handed in. */

#pragma once

#include <glib-object.h>

#include "model/duration.h"

#define ZOE_RATE_MIN 0.001
#define ZOE_RATE_MAX 100.0

typedef enum
{
  ZOE_PACE_RATE,        /* scenario time times rate */
  ZOE_PACE_PER_EVENT,   /* a fixed delay for each event */
} ZoePace;

#define ZOE_TYPE_PACE (zoe_pace_get_type ())
GType zoe_pace_get_type (void) G_GNUC_CONST;

typedef struct
{
  gint64   time_ns;
  guint64  sequence;       /* the last event at or before time_ns that has been shown */
  gboolean playing;
  gboolean following;      /* stays at the run head */
  ZoePace  pace;
  double   rate;           /* scenario seconds per second of playback */
  guint    event_delay;    /* ms */
  gint64   saved_ns;       /* real time that did not make a whole event yet */
} ZoePlayhead;

/* What there is to play. */
typedef struct
{
  gint64   end_ns;         /* the run head, or the end */
  guint64  n_events;
  gboolean growing;        /* a run goes on: the end is not the end */
} ZoeTape;

typedef enum
{
  ZOE_ADVANCE_NONE,        /* nothing moved */
  ZOE_ADVANCE_TIME,        /* time_ns is new; the sequence is to be looked up */
  ZOE_ADVANCE_EVENTS,      /* sequence is new; its time is to be looked up */
} ZoeAdvance;

void       zoe_playhead_init          (ZoePlayhead *playhead);
void       zoe_playhead_rewind        (ZoePlayhead *playhead);
void       zoe_playhead_play          (ZoePlayhead *playhead, const ZoeTape *tape);
void       zoe_playhead_pause         (ZoePlayhead *playhead);
void       zoe_playhead_follow        (ZoePlayhead *playhead, const ZoeTape *tape);
gboolean   zoe_playhead_is_at_end     (const ZoePlayhead *playhead, const ZoeTape *tape);
ZoeAdvance zoe_playhead_advance       (ZoePlayhead *playhead, const ZoeTape *tape, gint64 real_ns);
