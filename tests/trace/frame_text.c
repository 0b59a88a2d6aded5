/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/frame_text.h"

#include <string.h>

static void
assert_frames (const char *text, const char *expected)
{
  g_autoptr (GString) found = g_string_new (NULL);

  zoe_frame_text_append_detail (found, text, strlen (text), "|");
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_write (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  ZoeFrame frames[] =
    {
      { (const guint8 *) "plain", 5 },
      { NULL, 0 },
      { (const guint8 *) "a\"b\\c\nd\te\r", 10 },
      { (const guint8 *) "\x00\x7f", 2 },
      { (const guint8 *) "\xe2\x82", 2 },
      { (const guint8 *) "€", 3 },
      { (const guint8 *) "cut", 3 },
    };
  guint32 sizes[] = { 5, 0, 10, 2, 2, 3, 700 };

  zoe_frame_text_append (text, frames, sizes, G_N_ELEMENTS (frames));
  g_assert_cmpstr (text->str, ==, "[\"plain\",\"\",\"a\\\"b\\\\c\\nd\\te\\r\",{\"hex\":\"007F\"},{\"hex\":\"E282\"},\"€\","
                                  "{\"hex\":\"637574\",\"size\":700}]");
  assert_frames (text->str, "plain||a\"b\\c\nd\te\r|007F|E282|€|637574…");
  g_assert_cmpuint (zoe_frame_text_count (text->str, text->len), ==, 7);
  g_string_truncate (text, 0);
  zoe_frame_text_append (text, NULL, NULL, 0);
  g_assert_cmpstr (text->str, ==, "[]");
  g_assert_cmpuint (zoe_frame_text_count (text->str, text->len), ==, 0);
}

static void
test_read (void)
{
  /* As other programs may write it, too. */
  assert_frames (" [ \"a\" , \"\\u20ac\\ud83d\\ude00\\/\" , { \"hex\" : \"41\" } ] ", "a|€😀/|A");
  assert_frames ("", "");
  assert_frames ("null", "");
  assert_frames ("[\"a\"", "a");
  assert_frames ("[\"a\" \"b\"]", "a");
  assert_frames ("[\"a\", 5]", "a");
  assert_frames ("[\"a\", \"\\x\"]", "a");
  assert_frames ("[\"a\", \"\\ud800\"]", "a");
  assert_frames ("[\"a\", \"open", "a");
  assert_frames ("[{\"hex\":\"4\"}]", "");
  assert_frames ("[{\"hex\":\"4g\"}]", "");
  assert_frames ("[{\"hex\":\"4142\",\"size\":1}]", "");
  assert_frames ("[{\"size\":1}]", "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace/frame-text/read", test_read);
  g_test_add_func ("/trace/frame-text/write", test_write);
  return g_test_run ();
}
