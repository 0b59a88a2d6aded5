/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A change to a graph's attribute that leaves the author's text as it is: in DOT a later statement overrides an earlier one, so a
 * change is a statement added before the closing brace, with a remark by which it is known again:
 *
 *     break="text KILL"; // breakpoints set in Zoetrope
 *
 * A second change replaces that line, and taking it away brings back every byte. */

#pragma once

#include <glib.h>

char *zoe_amendment_set (const char *text, gsize length, const char *attribute, const char *value, const char *remark,
                         gsize *ret_length, GError **error);
