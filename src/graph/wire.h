/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An edge statement read: which sockets it joins, who binds, over what; checked as far as that goes without other edges. */

#pragma once

#include "graph/casting.h"

typedef struct
{
  ZoeDraftEdge  *edge;
  char          *name;            /* for messages */
  const char    *tail;            /* socket names */
  const char    *head;
  ZoeSocketType  tail_type;
  ZoeSocketType  head_type;
  gboolean       tail_binds;      /* as the roles say; an outside program does what its peer does not */
  gboolean       head_binds;
  gboolean       has_bind;        /* the edge says so itself */
  ZoeTransport   transport;
  gboolean       has_transport;
  gboolean       own_transport;   /* not from edge [...], which an endpoint overrules */
  const char    *endpoint;        /* NULL: the run chooses */
  GHashTable    *conditions;      /* (element-type utf8 utf8); NULL = none */
} ZoeWire;

ZoeWire *zoe_wire_new       (ZoeDraftEdge *edge, ZoeCasting *casting, ZoeMistakes *mistakes);
void     zoe_wire_free      (ZoeWire *wire);
gboolean zoe_wire_is_joined (ZoeWire *wire);
void     zoe_wire_merge     (ZoeWire *wire, ZoeWire *later);
void     zoe_wire_read      (ZoeWire *wire, ZoeCasting *casting, gboolean allow_network, ZoeMistakes *mistakes);
char    *zoe_wire_dup_where (ZoeWire *wire, const char *attribute);
