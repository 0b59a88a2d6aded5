/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a node stands, in words: what it is about to do, or what it waits for and until when. */

#pragma once

#include "model/scenario.h"
#include "run/standing.h"

char *zoe_standing_text_dup (ZoeScenario *scenario, const ZoeStanding *standing);
