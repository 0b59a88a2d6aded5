/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bar of step mode: the next operation in a sentence before it goes, what the last one did, and what one can let go. Shows itself
 * while step mode is on. Its buttons call the actions of run_actions.h. */

#pragma once

#include "app/bar.h"

#define ZOE_TYPE_STEP_BAR (zoe_step_bar_get_type ())
G_DECLARE_FINAL_TYPE (ZoeStepBar, zoe_step_bar, ZOE, STEP_BAR, ZoeBar)
