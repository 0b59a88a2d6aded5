/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frames.h"

void
assert_frames (ZoeMessage *message, const char *expected)
{
  GString *text = g_string_new (NULL);
  g_autofree char *joined = NULL;

  for (guint i = 0; i < zoe_message_count_frames (message); i++)
    {
      g_autofree char *frame = zoe_message_dup_text (message, i);

      g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", frame);
    }
  joined = g_string_free (text, FALSE);
  g_assert_cmpstr (joined, ==, expected);
}
