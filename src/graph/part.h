/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One node statement with its role, and the nodes that come of it. */

#pragma once

#include "graph/draft.h"
#include "model/role.h"

typedef struct
{
  ZoeDraftNode  *node;
  const ZoeRole *role;        /* NULL: unknown, and said so */
  ZoeDraftNode  *original;    /* of "worker-2", which changes one node of worker [count=4]; else NULL */
  GArray        *numbers;     /* (element-type guint): filled by the casting */
  guint          count;       /* 0 if it only changes another's node */
  gboolean       counted;     /* it has a count */
} ZoePart;

ZoePart *zoe_part_new  (ZoeDraftNode *node, ZoeDraft *draft, const ZoeRole *roles, ZoeMistakes *mistakes);
void     zoe_part_free (ZoePart *part);
