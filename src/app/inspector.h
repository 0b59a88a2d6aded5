/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is selected, in words: the message, else the link, else the node, else the scenario; and the code behind it. */

#pragma once

#include "app/page.h"

#define ZOE_TYPE_INSPECTOR (zoe_inspector_get_type ())
G_DECLARE_FINAL_TYPE (ZoeInspector, zoe_inspector, ZOE, INSPECTOR, ZoePage)

/* "details" or "code" */
void        zoe_inspector_show_tab (ZoeInspector *inspector, const char *name);
const char *zoe_inspector_get_tab  (ZoeInspector *inspector);
