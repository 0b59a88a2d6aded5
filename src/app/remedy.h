/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What takes a fault back, in the same words. */

#pragma once

#include "trace/damage.h"

char **zoe_remedy_find      (ZoeScenario *scenario, const ZoeFault *fault, const ZoeNodeDamage *node, const ZoeLinkDamage *link);
char  *zoe_remedy_dup_link  (ZoeScenario *scenario, guint link);
