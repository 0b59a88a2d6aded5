/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Matches receipts to sends where no tag could travel: by order and content. Shared by all node threads, under a lock; only links
 * without tags come here. */

#pragma once

#include "run/port.h"
#include "wire/message.h"

typedef struct _ZoeLedger ZoeLedger;

ZoeLedger   *zoe_ledger_new      (ZoePorts *ports);
void         zoe_ledger_free     (ZoeLedger *ledger);
void         zoe_ledger_sent     (ZoeLedger *ledger, guint socket, const ZoeMessage *message, ZoeMessageId id);
ZoeMessageId zoe_ledger_match    (ZoeLedger *ledger, guint socket, const ZoeMessage *message);
ZoeMessageId zoe_ledger_new_id   (ZoeLedger *ledger, guint outside_socket);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeLedger, zoe_ledger_free)
