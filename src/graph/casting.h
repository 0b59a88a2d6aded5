/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives each node of a draft its role: checks its attributes against the role table and multiplies counts out. */

#pragma once

#include "graph/draft.h"
#include "model/scenario.h"

typedef struct _ZoeCasting ZoeCasting;

ZoeCasting    *zoe_casting_new          (ZoeDraft *draft, const ZoeRole *roles, ZoeScenario *scenario, ZoeMistakes *mistakes);
void           zoe_casting_free         (ZoeCasting *casting);
gboolean       zoe_casting_is_complete  (ZoeCasting *casting);
const ZoeRole *zoe_casting_get_role     (ZoeCasting *casting, ZoeDraftNode *node);
gboolean       zoe_casting_is_external  (ZoeCasting *casting, ZoeDraftNode *node);
const guint   *zoe_casting_get_numbers  (ZoeCasting *casting, ZoeDraftNode *node, guint *ret_n_numbers);
guint          zoe_casting_get_socket   (ZoeCasting *casting, guint number, const char *socket);
void           zoe_casting_mark_linked  (ZoeCasting *casting, ZoeDraftNode *node, const char *socket);
void           zoe_casting_check_links  (ZoeCasting *casting);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeCasting, zoe_casting_free)
