/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The buttons for a run's time: step mode, the clock, and until when to run. Part of the transport bar. */

#pragma once

#include "app/bar.h"

#define ZOE_TYPE_RUN_CONTROLS (zoe_run_controls_get_type ())
G_DECLARE_FINAL_TYPE (ZoeRunControls, zoe_run_controls, ZOE, RUN_CONTROLS, ZoeBar)

/* Ctrl+U asks until when to run. */

void zoe_run_controls_ask_until (ZoeRunControls *controls);
