/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/frame_text.h"

#include <string.h>

static const char hex_digits[] = "0123456789ABCDEF";

static void
append_hex (GString *text, ZoeFrame frame)
{
  gsize at = text->len;

  g_string_set_size (text, at + 2 * frame.size);
  for (gsize i = 0; i < frame.size; i++)
    {
      text->str[at++] = hex_digits[frame.data[i] >> 4];
      text->str[at++] = hex_digits[frame.data[i] & 0x0f];
    }
}

static void
append_string (GString *text, ZoeFrame frame)
{
  const char *data = (const char *) frame.data;
  gsize run = 0;

  g_string_append_c (text, '"');
  for (gsize i = 0; i < frame.size; i++)
    {
      char c = data[i];
      char escape = c == '"' || c == '\\' ? c : c == '\n' ? 'n' : c == '\r' ? 'r' : c == '\t' ? 't' : 0;

      if (escape == 0)
        continue;
      g_string_append_len (text, data + run, i - run);
      g_string_append_c (text, '\\');
      g_string_append_c (text, escape);
      run = i + 1;
    }
  if (frame.size > run)
    g_string_append_len (text, data + run, frame.size - run);
  g_string_append_c (text, '"');
}

/**
 * zoe_frame_text_append:
 * @sizes: (nullable): the frames' true sizes, where they may have been cut short
 *
 * Writes frames at the end of a text.
 */
void
zoe_frame_text_append (GString *text, const ZoeFrame *frames, const guint32 *sizes, guint n_frames)
{
  g_string_append_c (text, '[');
  for (guint i = 0; i < n_frames; i++)
    {
      gboolean cut = sizes != NULL && sizes[i] > frames[i].size;

      if (i > 0)
        g_string_append_c (text, ',');
      if (!cut && zoe_frame_is_text (frames[i]))
        {
          append_string (text, frames[i]);
          continue;
        }
      g_string_append (text, "{\"hex\":\"");
      append_hex (text, frames[i]);
      if (cut)
        g_string_append_printf (text, "\",\"size\":%u}", sizes[i]);
      else
        g_string_append (text, "\"}");
    }
  g_string_append_c (text, ']');
}

static void
skip_space (ZoeFrameReader *reader)
{
  while (reader->at < reader->end && (*reader->at == ' ' || *reader->at == '\n' || *reader->at == '\t' || *reader->at == '\r'))
    reader->at++;
}

static gboolean
take (ZoeFrameReader *reader, char c)
{
  skip_space (reader);
  if (reader->at >= reader->end || *reader->at != c)
    return FALSE;
  reader->at++;
  return TRUE;
}

static gboolean
read_unicode (ZoeFrameReader *reader, gunichar *ret_unit)
{
  gunichar unit = 0;

  if (reader->end - reader->at < 4)
    return FALSE;
  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (*reader->at++);

      if (digit < 0)
        return FALSE;
      unit = unit * 16 + digit;
    }
  *ret_unit = unit;
  return TRUE;
}

static gboolean
read_escape (ZoeFrameReader *reader, GString *bytes)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const char *letter;
  gunichar unit, low;
  char c;

  if (reader->at >= reader->end)
    return FALSE;
  c = *reader->at++;
  if (c == 'u')
    {
      if (!read_unicode (reader, &unit))
        return FALSE;
      if (unit >= 0xd800 && unit < 0xdc00)
        {
          if (reader->end - reader->at < 6 || reader->at[0] != '\\' || reader->at[1] != 'u')
            return FALSE;
          reader->at += 2;
          if (!read_unicode (reader, &low) || low < 0xdc00 || low > 0xdfff)
            return FALSE;
          unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
        }
      if (!g_unichar_validate (unit))
        return FALSE;
      g_string_append_unichar (bytes, unit);
      return TRUE;
    }
  letter = c != '\0' ? strchr (letters, c) : NULL;
  if (letter == NULL)
    return FALSE;
  g_string_append_c (bytes, meanings[letter - letters]);
  return TRUE;
}

static gboolean
read_string (ZoeFrameReader *reader, GString *bytes)
{
  if (!take (reader, '"'))
    return FALSE;
  while (reader->at < reader->end)
    {
      const char *run = reader->at;

      while (reader->at < reader->end && *reader->at != '"' && *reader->at != '\\')
        reader->at++;
      g_string_append_len (bytes, run, reader->at - run);
      if (reader->at >= reader->end)
        return FALSE;
      if (*reader->at++ == '"')
        return TRUE;
      if (!read_escape (reader, bytes))
        return FALSE;
    }
  return FALSE;
}

static gboolean
read_hex (ZoeFrameReader *reader, GString *bytes)
{
  if (!take (reader, '"'))
    return FALSE;
  while (reader->end - reader->at >= 2 && *reader->at != '"')
    {
      int high = g_ascii_xdigit_value (reader->at[0]), low = g_ascii_xdigit_value (reader->at[1]);

      if (high < 0 || low < 0)
        return FALSE;
      g_string_append_c (bytes, (char) (high << 4 | low));
      reader->at += 2;
    }
  return take (reader, '"');
}

static gboolean
read_word (ZoeFrameReader *reader, const char *word)
{
  gsize length = strlen (word);

  skip_space (reader);
  if ((gsize) (reader->end - reader->at) < length || memcmp (reader->at, word, length) != 0)
    return FALSE;
  reader->at += length;
  return take (reader, ':');
}

static gboolean
read_binary (ZoeFrameReader *reader, GString *bytes, guint64 *ret_size)
{
  guint64 size = 0;

  if (!take (reader, '{') || !read_word (reader, "\"hex\"") || !read_hex (reader, bytes))
    return FALSE;
  *ret_size = bytes->len;
  if (!take (reader, ','))
    return take (reader, '}');
  if (!read_word (reader, "\"size\""))
    return FALSE;
  skip_space (reader);
  while (reader->at < reader->end && g_ascii_isdigit (*reader->at) && size < G_MAXUINT32)
    size = size * 10 + (guint) (*reader->at++ - '0');
  *ret_size = size;
  return size >= bytes->len && take (reader, '}');
}

void
zoe_frame_reader_init (ZoeFrameReader *reader, const char *text, gsize length)
{
  *reader = (ZoeFrameReader) { .at = text, .end = text != NULL ? text + length : NULL };
}

/**
 * zoe_frame_reader_next:
 * @bytes: is set to the frame's bytes, as far as they were kept
 * @ret_size: (out) (optional): the frame's true size; greater than the bytes' number if it was cut short
 *
 * Returns: %FALSE at the end, and where the text is broken
 */
gboolean
zoe_frame_reader_next (ZoeFrameReader *reader, GString *bytes, guint64 *ret_size)
{
  guint64 size = 0;
  gboolean good;

  g_string_truncate (bytes, 0);
  if (reader->at == NULL || reader->failed)
    return FALSE;
  if (take (reader, ']'))
    {
      reader->at = NULL;
      return FALSE;
    }
  good = take (reader, reader->started ? ',' : '[');
  skip_space (reader);
  if (good && !reader->started && take (reader, ']'))
    {
      reader->at = NULL;
      return FALSE;
    }
  reader->started = TRUE;
  if (good && reader->at < reader->end && *reader->at == '{')
    good = read_binary (reader, bytes, &size);
  else if (good)
    {
      good = read_string (reader, bytes);
      size = bytes->len;
    }
  reader->failed = !good;
  if (good && ret_size != NULL)
    *ret_size = size;
  return good;
}

/**
 * zoe_frame_text_dup_frames:
 *
 * Returns: (transfer full) (element-type GBytes): the frames, as far as the text can be read
 */
GPtrArray *
zoe_frame_text_dup_frames (const char *text, gsize length)
{
  GPtrArray *frames = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GString) bytes = g_string_new (NULL);
  ZoeFrameReader reader;

  zoe_frame_reader_init (&reader, text, length);
  while (zoe_frame_reader_next (&reader, bytes, NULL))
    g_ptr_array_add (frames, g_bytes_new (bytes->str, bytes->len));
  return frames;
}

guint
zoe_frame_text_count (const char *text, gsize length)
{
  g_autoptr (GString) bytes = g_string_new (NULL);
  ZoeFrameReader reader;
  guint n = 0;

  zoe_frame_reader_init (&reader, text, length);
  while (zoe_frame_reader_next (&reader, bytes, NULL))
    n++;
  return n;
}

/**
 * zoe_frame_text_append_detail:
 * @separator: what to put between two frames
 *
 * Writes the frames as a person reads them; what was cut off is an ellipsis.
 */
void
zoe_frame_text_append_detail (GString *detail, const char *text, gsize length, const char *separator)
{
  g_autoptr (GString) bytes = g_string_new (NULL);
  ZoeFrameReader reader;
  gboolean first = TRUE;
  guint64 size;

  zoe_frame_reader_init (&reader, text, length);
  while (zoe_frame_reader_next (&reader, bytes, &size))
    {
      ZoeFrame frame = { (const guint8 *) bytes->str, bytes->len };

      if (!first)
        g_string_append (detail, separator);
      first = FALSE;
      if (size == bytes->len && zoe_frame_is_text (frame))
        g_string_append_len (detail, bytes->str, bytes->len);
      else
        append_hex (detail, frame);
      if (size > bytes->len)
        g_string_append (detail, "…");
    }
}
