/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How frames are written in a trace: a JSON array, so that any SQLite can look into it. A frame that is text is a string, any
 * other one {"hex": "00FF"}; one that was cut short says its true size: {"hex": "00", "size": 70000}. */

#pragma once

#include "model/frame.h"

/* Walks over the frames in such a text. What is found in a file is not trusted: next() ends at the first thing that is not as
 * written above. */
typedef struct
{
  const char *at;
  const char *end;
  gboolean    started;
  gboolean    failed;      /* what follows is no such text */
} ZoeFrameReader;

void     zoe_frame_text_append      (GString *text, const ZoeFrame *frames, const guint32 *sizes, guint n_frames);

void     zoe_frame_reader_init      (ZoeFrameReader *reader, const char *text, gsize length);
gboolean zoe_frame_reader_next      (ZoeFrameReader *reader, GString *bytes, guint64 *ret_size);

GPtrArray *zoe_frame_text_dup_frames (const char *text, gsize length);
guint      zoe_frame_text_count      (const char *text, gsize length);
void       zoe_frame_text_append_detail (GString *detail, const char *text, gsize length, const char *separator);
