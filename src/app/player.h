/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The play head in a recording: where one looks, how that goes on by itself, how far the recording reaches, and which stretch of it
 * the time line shows. playhead.h is the arithmetic; the player knows the recording, and tells what has changed.
 *
 * Whoever owns a player says when to play on (zoe_player_advance()) and how far the recording reaches (zoe_player_set_end()). */

#pragma once

#include "app/playhead.h"
#include "model/span.h"
#include "trace/recording.h"

typedef struct _ZoePlayer ZoePlayer;

/* What has changed: end-time, event-delay, following, pace, playing, rate, sequence, span-begin, span-end, time; or, after those,
 * moved: the sequence or the time is another. */
typedef void (*ZoePlayerFunc) (const char *what, gpointer data);

ZoePlayer   *zoe_player_new             (ZoePlayerFunc changed, gpointer data);
void         zoe_player_free            (ZoePlayer *player);

/* What these three change is told by zoe_player_tell() only: whoever calls them may have more to put in place before. */
void         zoe_player_load            (ZoePlayer *player, ZoeRecording *recording, double rate);
void         zoe_player_begin_growth    (ZoePlayer *player, gboolean follow);
void         zoe_player_end_growth      (ZoePlayer *player);
void         zoe_player_tell            (ZoePlayer *player);

void         zoe_player_set_end         (ZoePlayer *player, gint64 end_ns);
void         zoe_player_advance         (ZoePlayer *player, gint64 real_ns, gboolean held);

void         zoe_player_play            (ZoePlayer *player);
void         zoe_player_pause           (ZoePlayer *player);
void         zoe_player_toggle          (ZoePlayer *player);
void         zoe_player_seek_time       (ZoePlayer *player, gint64 time_ns);
void         zoe_player_seek_event      (ZoePlayer *player, guint64 sequence);
void         zoe_player_step            (ZoePlayer *player, int n_events);
void         zoe_player_follow          (ZoePlayer *player);
void         zoe_player_unfollow        (ZoePlayer *player);
void         zoe_player_set_rate        (ZoePlayer *player, double rate);
void         zoe_player_set_pace        (ZoePlayer *player, ZoePace pace);
void         zoe_player_set_event_delay (ZoePlayer *player, guint ms);
void         zoe_player_set_span        (ZoePlayer *player, ZoeSpan span);

const ZoePlayhead *zoe_player_get_head  (ZoePlayer *player);
gint64       zoe_player_get_end         (ZoePlayer *player);
ZoeSpan      zoe_player_get_span        (ZoePlayer *player);
gboolean     zoe_player_is_by_event     (ZoePlayer *player);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoePlayer, zoe_player_free)
