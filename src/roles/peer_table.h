/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a broker has heard of its peers: how many workers each has free. */

#pragma once

#include <glib.h>

typedef struct _ZoePeerTable ZoePeerTable;

ZoePeerTable *zoe_peer_table_new        (gint64 patience_ns, gboolean single);
void          zoe_peer_table_free       (ZoePeerTable *table);
gboolean      zoe_peer_table_hear       (ZoePeerTable *table, const char *name, guint n_free, gint64 now_ns);
guint         zoe_peer_table_count_free (ZoePeerTable *table, gint64 now_ns);
const char   *zoe_peer_table_take       (ZoePeerTable *table, guint dice, gint64 now_ns);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoePeerTable, zoe_peer_table_free)
