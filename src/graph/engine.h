/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Graphviz at work on a scenario: a graph in memory with a node for each node and an edge for each link, to be dressed with
 * attributes, laid out and drawn. What layout and picture share. */

#pragma once

#include <graphviz/gvc.h>

#include "model/scenario.h"

#define ZOE_POINTS_PER_INCH 72.0

typedef struct _ZoeEngine ZoeEngine;

char      *zoe_engine_dup_direction (ZoeScenario *scenario);
ZoeEngine *zoe_engine_new           (ZoeScenario *scenario);
void       zoe_engine_free          (ZoeEngine *engine);
Agraph_t  *zoe_engine_get_graph     (ZoeEngine *engine);
Agraph_t  *zoe_engine_get_cluster   (ZoeEngine *engine, guint index);
Agnode_t  *zoe_engine_get_node      (ZoeEngine *engine, guint number);
Agedge_t  *zoe_engine_get_edge      (ZoeEngine *engine, guint number);
gboolean   zoe_engine_is_turned     (ZoeEngine *engine, guint number);
void       zoe_engine_set           (void *object, const char *attribute, const char *value);
void       zoe_engine_set_html      (void *object, const char *attribute, const char *html);
void       zoe_engine_set_number    (void *object, const char *attribute, double value);
void       zoe_engine_reserve_label (Agraph_t *cluster, double height, gboolean at_bottom);
gboolean   zoe_engine_lay_out       (ZoeEngine *engine, GError **error);
GBytes    *zoe_engine_draw          (ZoeEngine *engine, const char *format, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeEngine, zoe_engine_free)
