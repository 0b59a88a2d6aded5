/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the whole trace knows of a message that is under way at some moment: when and where it will arrive. */

#pragma once

#include "trace/recording_private.h"

/* What befell one copy. */
typedef struct
{
  ZoeEventKind kind;   /* received, dropped: its end; held: it is, or was, on that link; duplicated: another copy begins there */
  guint64      sequence;
  gint64       time_ns;
  guint        socket;
  guint        link;   /* 0: not known */
} ZoeArrival;

typedef struct _ZoeHindsight
{
  guint64    asked;    /* how many events the trace had when it was asked */
  GArray    *arrivals; /* (element-type ZoeArrival), in order; NULL: none */
  gboolean   labelled;
  char       label[ZOE_FLIGHT_LABEL_SIZE];
} ZoeHindsight;

ZoeHindsight *zoe_hindsight_ask    (ZoeRecording *recording, ZoeSent *sent);
const ZoeArrival *zoe_hindsight_find_end (ZoeHindsight *hindsight, guint link, guint64 after);
gboolean      zoe_hindsight_find_copy (ZoeHindsight *hindsight, guint link, guint n, const ZoeArrival **ret_begin, const ZoeArrival **ret_end);
const ZoeArrival *zoe_hindsight_find_held (ZoeHindsight *hindsight, guint link);
ZoeMoment    *zoe_hindsight_get_latest (ZoeRecording *recording);
guint64       zoe_hindsight_get_floor (ZoeRecording *recording, ZoeMoment *moment, guint link);
void          zoe_hindsight_apply  (ZoeRecording *recording, ZoeMoment *moment);
