/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The source of the role that is looked at, at the line it had reached: the code shown is the code that ran. Of the selected
 * message the line that sent it, of the selected event or node the line at the play head, else that of the last event. */

#pragma once

#include "app/page.h"

#define ZOE_TYPE_CODE_VIEW (zoe_code_view_get_type ())
G_DECLARE_FINAL_TYPE (ZoeCodeView, zoe_code_view, ZOE, CODE_VIEW, ZoePage)

char *zoe_code_view_dup_line (ZoeCodeView *view);
