/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of text in columns as wide as they need be. */

#pragma once

#include <glib.h>
#include <stdio.h>

typedef struct _ZoeTable ZoeTable;

ZoeTable *zoe_table_new       (const char *alignment);
void      zoe_table_free      (ZoeTable *table);
void      zoe_table_add       (ZoeTable *table, const char *cell);
void      zoe_table_take      (ZoeTable *table, char *cell);
void      zoe_table_add_count (ZoeTable *table, guint64 count);
void      zoe_table_add_time  (ZoeTable *table, gint64 ns);
void      zoe_table_print     (ZoeTable *table, const char *indent, FILE *stream);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeTable, zoe_table_free)
