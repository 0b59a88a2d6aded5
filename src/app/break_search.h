/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions looked for in what is recorded, by the same rules as in a run. */

#pragma once

#include "model/until.h"
#include "trace/recording.h"

gboolean zoe_break_search_backwards (ZoeRecording *recording, guint64 after, ZoeUntil *conditions);
