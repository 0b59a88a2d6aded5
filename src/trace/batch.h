/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Events on their way into the file: a table that SQLite sees as "batch", so that one INSERT ... SELECT takes them all. */

#pragma once

#include <sqlite3.h>

#include "trace/moment_state.h"

typedef struct
{
  ZoeEvent  event;
  ZoeOrigin origin;
  gsize     text;          /* where its frames' text begins in texts ... */
  gsize     text_length;   /* ... and how long it is; 0: no frames */
} ZoeBatchRow;

typedef struct
{
  GArray  *rows;    /* (element-type ZoeBatchRow) */
  GString *texts;
} ZoeBatch;

void zoe_batch_init     (ZoeBatch *batch);
void zoe_batch_clear    (ZoeBatch *batch);
void zoe_batch_empty    (ZoeBatch *batch);
int  zoe_batch_register (ZoeBatch *batch, sqlite3 *db);
