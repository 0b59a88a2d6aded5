/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which events to list. Zero and NULL let everything through. */

#pragma once

#include <glib.h>

#include "model/span.h"

typedef struct
{
  guint        node;
  guint        link;            /* sends and receipts over this link */
  guint64      kinds;           /* bits: 1 << ZoeEventKind; 0 = all */
  guint64      message;         /* events of this message alone */
  const char  *text;            /* in the node's or socket's name, the kind, or the detail; letter case aside */
  ZoeSpan      span;            /* end_ns 0 = all */
} ZoeEventFilter;
