/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/frame.h"

#define FRAME(text) ((ZoeFrame) { (const guint8 *) text, sizeof text - 1 })

static void
test_text (void)
{
  static const struct
  {
    ZoeFrame    frame;
    gboolean    is_text;
    const char *shown;
  } rows[] =
  {
    { FRAME (""), TRUE, "" },
    { FRAME ("Hello"), TRUE, "Hello" },
    { FRAME ("two\nlines\tand a tab\r"), TRUE, "two\nlines\tand a tab\r" },
    { FRAME ("请求"), TRUE, "请求" },
    { FRAME ("Hello\0"), FALSE, "48656C6C6F00" },
    { FRAME ("\x01"), FALSE, "01" },
    { FRAME ("\x7f"), FALSE, "7F" },
    { FRAME ("\xff\xfe"), FALSE, "FFFE" },
    { FRAME ("a\xc3"), FALSE, "61C3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *shown = zoe_frame_dup_text (rows[i].frame);

      g_assert_cmpint (zoe_frame_is_text (rows[i].frame), ==, rows[i].is_text);
      g_assert_cmpstr (shown, ==, rows[i].shown);
    }
}

static void
test_contains (void)
{
  g_assert_true (zoe_frame_contains (FRAME ("task 17"), "17"));
  g_assert_true (zoe_frame_contains (FRAME ("\0\0task"), "task"));
  g_assert_true (zoe_frame_contains (FRAME (""), ""));
  g_assert_false (zoe_frame_contains (FRAME (""), "a"));
  g_assert_false (zoe_frame_contains (FRAME ("tas"), "task"));
}

static void
test_dump (void)
{
  g_autofree char *dump = zoe_frame_dup_dump (FRAME ("0123456789abcdef\0z"));
  g_autofree char *nothing = zoe_frame_dup_dump (FRAME (""));

  g_assert_cmpstr (dump, ==,
                   "0000  30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  0123456789abcdef\n"
                   "0010  00 7a                                            .z");
  g_assert_cmpstr (nothing, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/frame/text", test_text);
  g_test_add_func ("/frame/contains", test_contains);
  g_test_add_func ("/frame/dump", test_dump);
  return g_test_run ();
}
