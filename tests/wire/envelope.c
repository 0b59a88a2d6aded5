/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/message_private.h"

#include "frames.h"

static void
test_wrap (void)
{
  g_autoptr (ZoeMessage) message = zoe_message_new_text ("%s", "HELLO");
  g_autoptr (GBytes) address = g_bytes_new_static ("client-1", 8);
  g_autoptr (GBytes) worker = g_bytes_new_static ("\0\x01\x02", 3);
  g_autoptr (GBytes) off = NULL;
  g_autoptr (GBytes) off_again = NULL;

  zoe_message_wrap (message, address);
  assert_frames (message, "client-1||HELLO");
  zoe_message_wrap (message, worker);
  assert_frames (message, "000102||client-1||HELLO");
  off = zoe_message_unwrap (message);
  g_assert_true (g_bytes_equal (off, worker));
  off_again = zoe_message_unwrap (message);
  g_assert_true (g_bytes_equal (off_again, address));
  assert_frames (message, "HELLO");
}

/* A request as a ROUTER gets it: set apart are the frames up to the first empty one with something behind it. */
static void
assert_taken (const char *frames, const char *envelope, const char *body)
{
  g_autoptr (ZoeMessage) message = zoe_message_new ();
  g_auto (GStrv) split = g_strsplit (frames, "|", -1);

  for (char **frame = split; *frame != NULL; frame++)
    zoe_message_append_text (message, "%s", *frame);
  g_assert_cmpint (zoe_message_take_envelope (message), ==, envelope != NULL);
  assert_frames (message, body);
  if (envelope == NULL)
    return;
  assert_frames (message->envelope, envelope);
  {
    g_autoptr (ZoeMessage) reply = zoe_message_new_text ("reply");

    zoe_message_put_envelope (reply, message->envelope);
    g_assert_cmpuint (zoe_message_count_frames (message->envelope), ==, 0);
    g_assert_true (g_str_has_prefix (frames, envelope));
    {
      g_autofree char *expected = g_strconcat (envelope, "|reply", NULL);

      assert_frames (reply, expected);
    }
  }
}

static void
test_take_and_put (void)
{
  assert_taken ("id||HELLO", "id|", "HELLO");
  assert_taken ("id||HELLO||WORLD", "id|", "HELLO||WORLD");
  assert_taken ("id|a|b|c|d|e|f|g|h||HELLO", "id|a|b|c|d|e|f|g|h|", "HELLO");
  assert_taken ("id|||", "id|", "|");
  assert_taken ("id|HELLO", NULL, "id|HELLO");
  assert_taken ("id|", NULL, "id|");
  assert_taken ("id", NULL, "id");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/envelope/take-and-put", test_take_and_put);
  g_test_add_func ("/envelope/wrap", test_wrap);
  return g_test_run ();
}
