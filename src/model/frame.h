/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One frame of a message, borrowed: the bytes belong to whoever handed the frame out. */

#pragma once

#include <glib.h>

typedef struct
{
  const guint8 *data;
  gsize         size;
} ZoeFrame;

gboolean zoe_frame_is_text  (ZoeFrame frame);
gboolean zoe_frame_contains (ZoeFrame frame, const char *text);
char    *zoe_frame_dup_text (ZoeFrame frame);
char    *zoe_frame_dup_hex  (ZoeFrame frame);
char    *zoe_frame_dup_dump (ZoeFrame frame);
