/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The messages that are under way: sent, and not received so far. Fed with events in order.
 *
 * A message to one peer is under way until it is received, or thrown away; with twins, until all of them are. One of a socket that
 * fans out stays here until every link of the socket has passed it, or the high-water marks say that nobody can still hold it: a copy
 * is under way on a link as long as the link has not passed it, that is, has delivered neither it nor a later one. A copy that waits at
 * the end of a link with conditions is under way until it is let go or thrown away, whatever passes it meanwhile. */

#pragma once

#include "model/event.h"
#include "trace/wiring.h"

typedef struct
{
  ZoeMessageId          message;     /* 0: a free place */
  guint64               sequence;
  gint64                time_ns;
  guint32               socket;
  guint32               link;        /* the socket's only one; 0: not known */
  guint32               n_twins;     /* copies that were made by hand of one that goes to one peer, and are under way as well */
  guint32               n_waits;     /* of one that fans out: at the ends of so many links it waits */
  guint32               given_up;    /* of one that fans out: it is under way only where it waits */
  struct _ZoeHindsight *hindsight;   /* what a reader of a trace knows beyond this moment; NULL: not asked yet */
} ZoeSent;

typedef struct
{
  ZoeMessageId message;
  guint64      sequence;
} ZoeFanned;

typedef struct
{
  GArray *sent;        /* (element-type ZoeFanned), in order */
  guint   first;       /* those before are no longer under way; some are kept, for what comes late */
  guint   check_at;    /* so many, and it is worth looking whether all links have passed some */
} ZoeFan;

typedef struct
{
  ZoeWiring *wiring;   /* borrowed */
  ZoeSent   *places;   /* a hash table by message */
  guint      n_places; /* a power of two */
  guint      n_sent;
  ZoeFan    *fans;     /* by socket, from 1; those that fan out */
  guint64   *passed;   /* by link, from 1: sequence of the last message of a socket that fans out received over it */
  GHashTable *waits;   /* (element-type ZoeWait ZoeWait), a set: of those that fan out; NULL: none yet */
} ZoeTraffic;

/* Copies of one message at the end of one link with conditions. */
typedef struct
{
  ZoeMessageId message;
  guint        socket;   /* the receiver's */
  guint        n;        /* with its twins */
} ZoeWait;

void     zoe_traffic_init    (ZoeTraffic *traffic, ZoeWiring *wiring);
void     zoe_traffic_clear   (ZoeTraffic *traffic);
void     zoe_traffic_reset   (ZoeTraffic *traffic);
ZoeSent *zoe_traffic_find    (ZoeTraffic *traffic, ZoeMessageId message);
void     zoe_traffic_send    (ZoeTraffic *traffic, const ZoeSent *sent);
guint64  zoe_traffic_find_send (ZoeTraffic *traffic, ZoeMessageId message, guint receiver, guint *ret_socket);
void     zoe_traffic_hold    (ZoeTraffic *traffic, ZoeMessageId message, guint receiver, guint n);
guint    zoe_traffic_count_waiting (ZoeTraffic *traffic, ZoeMessageId message, guint receiver);
void     zoe_traffic_duplicate (ZoeTraffic *traffic, ZoeMessageId message, guint receiver);
void     zoe_traffic_drop    (ZoeTraffic *traffic, ZoeMessageId message, guint receiver);
void     zoe_traffic_receive (ZoeTraffic *traffic, ZoeMessageId message, guint receiver, guint64 sent, guint link);
ZoeSent **zoe_traffic_list   (ZoeTraffic *traffic, guint *ret_n);

void     zoe_hindsight_free  (struct _ZoeHindsight *hindsight);
void     zoe_hindsight_outdate (struct _ZoeHindsight *hindsight);
