/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was broken or mended, in a sentence. */

#pragma once

#include "model/scenario.h"

char *zoe_fault_telling_dup (ZoeScenario *scenario, const char *words);
