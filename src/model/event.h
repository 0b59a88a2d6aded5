/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing that happened. A plain struct of one size, so that a node thread can write it into a ring without asking
 * anybody; what varies in length (frames, a state's text) travels beside it as frames.
 *
 * Events are numbered without a gap over all threads of a run: the number is taken before the operation, so a receipt's
 * number is always greater than its send's. */

#pragma once

#include "model/frame.h"
#include "model/message_id.h"

/* The number is written into traces: add at the end, never renumber. The table in event.c has a name, a sentence and the
 * payload of each. */
typedef enum
{
  ZOE_EVENT_NONE,
  ZOE_EVENT_START,         /* a node's role begins; value = number of the fault that restarted it, 0 = none */
  ZOE_EVENT_END,           /* a node's role has returned; value = number of the fault that ended it, -1 = the run is over, 0 = by itself */
  ZOE_EVENT_BIND,          /* frame 0: endpoint */
  ZOE_EVENT_CONNECT,       /* frame 0: endpoint */
  ZOE_EVENT_SEND,          /* frames: the message, as the role sent it; cause = message that made it so */
  ZOE_EVENT_RECEIVE,       /* frames: as the role sees them, if the socket rewrites envelopes; none where they are the send's */
  ZOE_EVENT_BLOCKED,       /* a send found every peer's queue full and waits */
  ZOE_EVENT_REFUSED,       /* a send or receive refused by the socket's state; frame 0: libzmq's reason */
  ZOE_EVENT_UNROUTABLE,    /* a ROUTER was told of no such peer (ROUTER_MANDATORY) */
  ZOE_EVENT_STATE,         /* frames: name, value: something the role shows */
  ZOE_EVENT_NOTE,          /* frame 0: a line the role prints */
  ZOE_EVENT_WORK,          /* value = how long the node is busy from now, ns */
  ZOE_EVENT_SUBSCRIBE,     /* frame 0: prefix */
  ZOE_EVENT_UNSUBSCRIBE,   /* frame 0: prefix */
  ZOE_EVENT_LISTENING,     /* this and the next ones: a tcp or ipc socket's monitor; frame 0: endpoint */
  ZOE_EVENT_ACCEPTED,
  ZOE_EVENT_CONNECTED,
  ZOE_EVENT_HANDSHAKE,
  ZOE_EVENT_HANDSHAKE_FAILED,
  ZOE_EVENT_RETRIED,
  ZOE_EVENT_DISCONNECTED,
  ZOE_EVENT_CLOSED,
  ZOE_EVENT_PAUSE,         /* node 0: the lab's own doings from here on */
  ZOE_EVENT_RESUME,
  ZOE_EVENT_RATE,          /* value = a thousandth of the new clock rate's percent: 1000 = real time */
  ZOE_EVENT_JUMP,          /* value = ns the clock jumped over because every node waited */
  ZOE_EVENT_FAULT,         /* frame 0: what was done, in the words of a schedule */
  ZOE_EVENT_STEP,          /* the gate let one operation go */
  ZOE_EVENT_HELD,          /* a message is kept on its link; value = until when, -1 = until it is let go or the link is healed */
  ZOE_EVENT_DROPPED,       /* a message was thrown away before it was received; value = number of the fault that did it, 0 = its socket did */
  ZOE_EVENT_DUPLICATED,    /* a held message will arrive once more; value = likewise */
  ZOE_EVENT_N_KINDS
} ZoeEventKind;

typedef enum
{
  ZOE_EVENT_INFERRED  = 1 << 0,   /* no tag: matched to its send by order and content */
  ZOE_EVENT_CUT       = 1 << 1,   /* the frames are longer than the trace keeps */
} ZoeEventFlags;

typedef struct
{
  guint64      sequence;   /* 1, 2, 3 ... over the whole run */
  gint64       time_ns;    /* scenario time since the run's start */
  ZoeMessageId message;    /* 0 = none */
  ZoeMessageId cause;      /* of a send: the received message that made it so; 0 = none */
  gint64       value;      /* what the kind says */
  guint32      line;       /* in the role's source; 0 = not a role's doing */
  guint32      size;       /* bytes in all frames of the message, the tag not counted */
  guint16      node;       /* ZoeScenario's number, from 1; 0 = the lab itself */
  guint16      socket;     /* ZoeScenario's number, from 1; 0 = none */
  guint8       kind;       /* ZoeEventKind */
  guint8       flags;      /* ZoeEventFlags */
  guint16      n_frames;   /* frames handed along with the event */
  guint32      reserved[2];
} ZoeEvent;

G_STATIC_ASSERT (sizeof (ZoeEvent) == 64);

/* Where events go. Called on the thread the event happened on. A lane belongs to one thread: the run has
 * zoe_run_count_lanes() of them. The event and the frames are borrowed for the time of the call. */
typedef void (*ZoeEventSink) (const ZoeEvent *event,
                              const ZoeFrame *frames,
                              guint           lane,
                              gpointer        data);

const char  *zoe_event_kind_get_name    (ZoeEventKind kind);
const char  *zoe_event_kind_get_summary (ZoeEventKind kind);
ZoeEventKind zoe_event_kind_from_name   (const char *name);
