/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a node stands between two operations, as a sentence: "worker-2 receives from ventilator on its receiver". */

#pragma once

#include "model/scenario.h"
#include "run/standing.h"

char *zoe_standing_dup_words (const ZoeStanding *standing, ZoeScenario *scenario);
