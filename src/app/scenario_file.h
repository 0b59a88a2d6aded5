/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios from files and from traces, with this program's roles; mistakes as one text for the person. */

#pragma once

#include "model/scenario.h"

ZoeScenario *zoe_scenario_file_read       (const char *path, char **ret_mistakes);
ZoeScenario *zoe_scenario_file_read_again (ZoeScenario *scenario, char **ret_mistakes);
