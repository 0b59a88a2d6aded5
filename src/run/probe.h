/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a thread's events leave for the sink. A probe belongs to one thread; nobody listening costs one branch. */

#pragma once

#include "model/event.h"
#include "run/clock.h"

typedef struct _ZoeProbe ZoeProbe;

struct _ZoeProbe
{
  ZoeEventSink sink;          /* NULL: nobody listens */
  gpointer     data;
  guint        lane;
  guint16      node;          /* what its events say; 0 = the lab */
  ZoeClock    *clock;
  guint64     *sequence;      /* shared by all probes of a run, atomic: the last number given out */
};

#define zoe_probe_is_on(probe) G_UNLIKELY ((probe)->sink != NULL)

/* Numbers and times an event: call right before what it tells of. Each number taken must be told, or the sink waits for it. */
void zoe_probe_stamp (ZoeProbe *probe, ZoeEvent *event);
void zoe_probe_tell  (ZoeProbe *probe, const ZoeEvent *event, const ZoeFrame *frames);

/* Both at once, for what is told after it happened. */
void zoe_probe_emit  (ZoeProbe *probe, ZoeEvent *event, const ZoeFrame *frames);
void zoe_probe_say   (ZoeProbe *probe, ZoeEventKind kind, guint socket, guint line, const char *text);
