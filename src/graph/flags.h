/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the command line changes in a draft: --set, --expose, --attach. */

#pragma once

#include "graph/draft.h"
#include "graph/reader.h"

#define ZOE_OUTSIDE "outside"

void zoe_flags_apply (const ZoeReadOptions *options, ZoeDraft *draft, ZoeMistakes *mistakes);
