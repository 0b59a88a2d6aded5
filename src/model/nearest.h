/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the known name nearest to what somebody typed, for "did you mean". */

#pragma once

#include <glib.h>

const char *zoe_nearest_name (const char *typed, const char *const *known);
