/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one must not overlook about a run, on top of its picture: that one looks at its past, that it stands at a breakpoint, that it
 * goes on without a picture. Each with the button that changes it. */

#pragma once

#include "app/bar.h"

#define ZOE_TYPE_NOTICES (zoe_notices_get_type ())
G_DECLARE_FINAL_TYPE (ZoeNotices, zoe_notices, ZOE, NOTICES, ZoeBar)
