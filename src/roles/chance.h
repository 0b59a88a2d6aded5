/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random lengths of time, from the node's own generator. */

#pragma once

#include "run/node.h"

gint64 zoe_chance_duration (ZoeNode *node, const char *shortest, const char *longest);
