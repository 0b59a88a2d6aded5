/* SPDX-License-Identifier: GPL-3.0-or-later */
/* DOT text to a graph of cgraph's, with cgraph's complaints caught. */

#pragma once

#include <graphviz/cgraph.h>

#include "model/mistakes.h"

Agraph_t *zoe_dot_parse (const char *text, ZoeMistakes *mistakes);
