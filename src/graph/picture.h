/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario as a picture for a file: boxes, sockets' types at the ends of the links, and whatever the caller has to say about
 * nodes and links. Main thread only. */

#pragma once

#include "model/scenario.h"

typedef enum
{
  ZOE_PICTURE_DOT,    /* with positions, for other Graphviz programs */
  ZOE_PICTURE_PNG,
  ZOE_PICTURE_SVG,
} ZoePictureFormat;

/* Each may be NULL, and may answer NULL: then there is nothing to say. Text is plain; "\n" begins a new line. */
typedef struct
{
  const char *title;                                            /* NULL: the scenario's */
  const char *subtitle;                                         /* a small line below it: the seed, the length of the run */
  char     *(*dup_node_label) (guint node, gpointer data);      /* below the node's name and role: "sent 100" */
  char     *(*dup_link_label) (guint link, gpointer data);      /* on the link: "100 messages" */
  double    (*get_link_weight) (guint link, gpointer data);     /* 0 .. 1: how thick the link is drawn */
} ZoePictureNotes;

GBytes *zoe_picture_render (ZoeScenario *scenario, const ZoePictureNotes *notes, gpointer data,
                            ZoePictureFormat format, GError **error);
