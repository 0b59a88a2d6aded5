/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A moment as bytes: numbers of seven bits a byte, only what is not zero. */

#pragma once

#include "trace/moment_state.h"

void     zoe_keyframe_append (GByteArray *bytes, ZoeMoment *moment);
gboolean zoe_keyframe_read   (ZoeMoment *moment, const guint8 *bytes, gsize size);
