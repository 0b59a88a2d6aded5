/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A graph as it is written: nodes, edges, clusters and their attributes, before anybody asks what they mean. */

#pragma once

#include "model/mistakes.h"

typedef struct
{
  char    *name;
  char    *value;
  char    *flag;         /* "--set worker.tasks=9", if the command line said so; else NULL */
  gboolean inherited;    /* the same as what node [...] or edge [...] says for all */
} ZoeDraftAttribute;

typedef struct
{
  char      *name;
  guint      cluster;       /* the innermost: index into clusters, plus 1; 0 = none */
  GPtrArray *attributes;    /* (element-type ZoeDraftAttribute), sorted by name; unset ones are not there */
} ZoeDraftNode;

typedef struct
{
  ZoeDraftNode *tail;
  ZoeDraftNode *head;
  char         *tail_port;  /* NULL: none was given */
  char         *head_port;
  char         *flag;       /* "--expose a:b=tcp://...", if the command line added the edge; else NULL */
  GPtrArray    *attributes;
} ZoeDraftEdge;

typedef struct
{
  char *name;
  char *label;
  guint parent;             /* index into clusters, plus 1; 0 = none */
} ZoeDraftCluster;

typedef struct
{
  char       *name;         /* NULL: the graph has none */
  GPtrArray  *attributes;
  GPtrArray  *clusters;
  GPtrArray  *nodes;
  GPtrArray  *edges;        /* as written, in that order */
  GHashTable *node_by_name; /* (element-type utf8 ZoeDraftNode), borrowed from nodes */
} ZoeDraft;

ZoeDraft     *zoe_draft_new           (const char *text, gsize length, ZoeMistakes *mistakes);
void          zoe_draft_free          (ZoeDraft *draft);
ZoeDraftNode *zoe_draft_find_node     (ZoeDraft *draft, const char *name);
ZoeDraftNode *zoe_draft_add_node      (ZoeDraft *draft, const char *name);
ZoeDraftEdge *zoe_draft_add_edge      (ZoeDraft *draft, ZoeDraftNode *tail, ZoeDraftNode *head);
char         *zoe_draft_node_dup_where (ZoeDraftNode *node, ZoeDraftAttribute *attribute);
char         *zoe_draft_edge_dup_name (const ZoeDraftEdge *edge);

ZoeDraftAttribute *zoe_draft_find_attribute (GPtrArray *attributes, const char *name);
const char        *zoe_draft_get_value      (GPtrArray *attributes, const char *name);
void               zoe_draft_set_value      (GPtrArray *attributes, const char *name, const char *value, const char *flag);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeDraft, zoe_draft_free)
