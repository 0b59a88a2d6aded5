/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one picture of the canvas shows besides nodes and links: each message under way at its place, as a chip with its text or,
 * where a link is crowded, as a dot; and how many wait where. Made anew when the play head moves; drawing only reads it. */

#pragma once

#include "app/scene.h"
#include "trace/moment.h"

typedef struct
{
  ZoePoint     point;
  guint        flight;      /* index into the flights */
  guint        node;        /* of the sender: its role's colour */
  ZoeMessageId message;
  gboolean     dot;
} ZoeSprite;

typedef struct
{
  ZoePoint point;           /* on the link, or at the node's edge */
  ZoePoint aside;           /* of length 1: away from what is there already */
  guint    link;            /* 0: at a node */
  guint    node;            /* of the sender */
  guint64  count;
  gboolean waiting;         /* not received so far; else under way to where the badge is */
} ZoeBadge;

/* A message just received: too quick to be seen moving, its way glows for a while. One for each link and direction. */
typedef struct
{
  ZoePoint     point;       /* where it arrived */
  guint        arrival;     /* index into the arrivals */
  guint        link;
  guint        node;        /* of the sender */
  gboolean     backward;
  double       age;         /* 0: just now .. 1: all but forgotten */
} ZoeGlow;

typedef struct
{
  GArray *sprites;          /* (element-type ZoeSprite) the selected message last, so that it lies on top */
  GArray *badges;           /* (element-type ZoeBadge) */
  GArray *glows;            /* (element-type ZoeGlow) */
  guint  *per_link;         /* scratch: under way, by link and direction */
  guint  *waiting;
  guint   n_per_link;
} ZoeArrangement;

ZoeArrangement *zoe_arrangement_new       (void);
void            zoe_arrangement_free      (ZoeArrangement *arrangement);
void            zoe_arrangement_clear     (ZoeArrangement *arrangement);

/* chip_width, chip_height, badge_inset: in the scene's units, so they depend on the zoom. A chip goes from beside the one node to
 * beside the other: where the link is long enough, it lies on neither. */
void            zoe_arrangement_update    (ZoeArrangement *arrangement, ZoeScene *scene, GArray *flights, ZoeMoment *moment,
                                           gint64 time_ns, ZoeMessageId selected, double chip_width, double chip_height,
                                           double badge_inset);

/* linger_ns: how long a glow lasts; 0: arrivals glow as if they were just now. It is where its chip came to. */
void            zoe_arrangement_update_glows (ZoeArrangement *arrangement, ZoeScene *scene, GArray *arrivals,
                                              gint64 time_ns, gint64 linger_ns, double chip_width, double chip_height);

/* The message at the point; 0: none. The extents of a chip and a dot are half widths and heights. */
ZoeMessageId    zoe_arrangement_find_message (ZoeArrangement *arrangement, ZoePoint point,
                                              double chip_width, double chip_height, double dot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeArrangement, zoe_arrangement_free)
