/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/frame.h"

#include <string.h>

/**
 * zoe_frame_is_text:
 *
 * Text is valid UTF-8 without control characters other than tab and line ends. The empty frame is text.
 */
gboolean
zoe_frame_is_text (ZoeFrame frame)
{
  for (gsize i = 0; i < frame.size; i++)
    {
      guint8 byte = frame.data[i];

      if ((byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7f)
        return FALSE;
      if (byte >= 0x80)
        return g_utf8_validate_len ((const char *) frame.data, frame.size, NULL);
    }
  return TRUE;
}

/**
 * zoe_frame_contains:
 *
 * Whether the bytes of text stand anywhere in the frame.
 */
gboolean
zoe_frame_contains (ZoeFrame frame, const char *text)
{
  return *text == '\0' || (frame.size > 0 && memmem (frame.data, frame.size, text, strlen (text)) != NULL);
}

/**
 * zoe_frame_dup_text:
 *
 * Returns: (transfer full): the frame as a person reads it: its text, or its bytes in hex if it is not text
 */
char *
zoe_frame_dup_text (ZoeFrame frame)
{
  if (zoe_frame_is_text (frame))
    return frame.size > 0 ? g_strndup ((const char *) frame.data, frame.size) : g_strdup ("");
  return zoe_frame_dup_hex (frame);
}

/**
 * zoe_frame_dup_hex:
 *
 * Returns: (transfer full): two upper-case digits a byte, nothing between
 */
char *
zoe_frame_dup_hex (ZoeFrame frame)
{
  static const char digits[] = "0123456789ABCDEF";
  char *hex = g_malloc (frame.size * 2 + 1);

  for (gsize i = 0; i < frame.size; i++)
    {
      hex[2 * i] = digits[frame.data[i] >> 4];
      hex[2 * i + 1] = digits[frame.data[i] & 0x0f];
    }
  hex[frame.size * 2] = '\0';
  return hex;
}

/**
 * zoe_frame_dup_dump:
 *
 * Returns: (transfer full): the frame as hex editors show it, 16 bytes a line: offset, bytes, printable characters
 */
char *
zoe_frame_dup_dump (ZoeFrame frame)
{
  GString *dump = g_string_sized_new (80 * (frame.size / 16 + 1));

  for (gsize line = 0; line < frame.size; line += 16)
    {
      g_string_append_printf (dump, "%s%04zx ", line > 0 ? "\n" : "", line);
      for (gsize i = line; i < line + 16; i++)
        {
          if (i < frame.size)
            g_string_append_printf (dump, " %02x", frame.data[i]);
          else
            g_string_append (dump, "   ");
        }
      g_string_append (dump, "  ");
      for (gsize i = line; i < line + 16 && i < frame.size; i++)
        g_string_append_c (dump, g_ascii_isprint (frame.data[i]) ? frame.data[i] : '.');
    }
  return g_string_free (dump, FALSE);
}
