/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inspector's page about the scenario as a whole, for when nothing is selected. */

#pragma once

#include "app/page.h"

#define ZOE_TYPE_SCENARIO_PAGE (zoe_scenario_page_get_type ())
G_DECLARE_FINAL_TYPE (ZoeScenarioPage, zoe_scenario_page, ZOE, SCENARIO_PAGE, ZoePage)
