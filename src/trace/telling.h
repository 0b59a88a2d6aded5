/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One event in one sentence, as a teacher would say it: "worker-2 receives “task 17” from ventilator; 3 still queued". All of it is
 * read from the recording, so a live run and an old trace tell it alike. */

#pragma once

#include "trace/recording.h"

char *zoe_telling_dup         (ZoeRecording *recording, guint64 sequence);
char *zoe_telling_dup_message (ZoeRecording *recording, ZoeMessageId message);
