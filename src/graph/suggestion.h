/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The second half of a message about an unknown name. */

#pragma once

#include <glib.h>

char *zoe_suggestion_dup (const char *typed, GPtrArray *known);
