/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/message.h"

#include <string.h>

#include "frames.h"
#include "wire/tag.h"

static void
test_many_frames (void)
{
  g_autoptr (ZoeMessage) message = zoe_message_new ();
  g_autoptr (ZoeMessage) copy = NULL;

  for (guint i = 0; i < 100; i++)
    {
      zoe_message_push_text (message, "%u", 99 - i);
      zoe_message_append_text (message, "%u", 100 + i);
    }
  g_assert_cmpuint (zoe_message_count_frames (message), ==, 200);
  copy = zoe_message_copy (message);
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);

      g_assert_true (zoe_message_frame_is (copy, i, text));
      g_assert_cmpint (zoe_message_get_integer (message, i), ==, i);
    }
}

static void
test_short_messages (void)
{
  g_autoptr (ZoeMessage) message = zoe_message_new ();
  g_autoptr (GBytes) alone = NULL;

  g_assert_null (zoe_message_pop (message));
  g_assert_null (zoe_message_unwrap (message));
  g_assert_cmpuint (zoe_message_get_frame (message, 7).size, ==, 0);
  g_assert_cmpuint (zoe_message_get_last (message).size, ==, 0);
  g_assert_false (zoe_message_frame_is (message, 0, ""));
  zoe_message_append (message, "x", 1);
  alone = zoe_message_unwrap (message);
  g_assert_cmpuint (zoe_message_count_frames (message), ==, 0);
}

static void
test_replace (void)
{
  g_autoptr (ZoeMessage) message = zoe_message_new_text ("%s", "one");
  g_autofree char *large = g_strnfill (100000, 'x');

  zoe_message_append (message, large, 100000);
  zoe_message_replace (message, 0, "uno", 3);
  zoe_message_replace (message, 1, "due", 3);
  assert_frames (message, "uno|due");
  g_assert_cmpuint (zoe_message_get_size (message), ==, 6);
}

static void
test_cause (void)
{
  g_autoptr (ZoeMessage) request = zoe_message_new_text ("%s", "request");
  g_autoptr (ZoeMessage) reply = zoe_message_new_text ("%s", "reply");

  g_assert_cmpuint (zoe_message_get_cause (reply), ==, 0);
  zoe_message_set_origin (request, 3000000017);
  g_assert_cmpuint (zoe_message_get_cause (request), ==, 3000000017);
  zoe_message_set_cause (reply, request);
  g_assert_cmpuint (zoe_message_get_cause (reply), ==, 3000000017);
  g_assert_cmpuint (zoe_message_get_id (reply), ==, 0);
}

/* Every way a tag goes on, it comes off, and what is left is what was there; a foreign message is left alone. */
static void
test_tag (void)
{
  const guint64 nonce = zoe_tag_new_nonce ();
  const guint64 other_nonce = nonce ^ 0x10000;
  static const char *const bodies[] = { "", "a", "sixteen bytes...", "seventeen bytes..", "eighteen bytes....", "a body too long to hold a tag inside" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    for (guint frames = 1; frames <= 2; frames++)
      for (guint way = 0; way < 2; way++)
        {
          g_autoptr (ZoeMessage) message = zoe_message_new_text ("%s", bodies[i]);
          guint socket = 0;
          g_autofree char *expected = frames == 2 ? g_strdup_printf ("key|%s", bodies[i]) : g_strdup (bodies[i]);

          if (frames == 2)
            zoe_message_push_text (message, "key");
          g_assert_cmpuint (zoe_tag_take (message, nonce, NULL), ==, 0);
          if (way == 0)
            zoe_tag_append (message, nonce, 77, 5000000001);
          else
            zoe_tag_add_to_payload (message, nonce, 77, 5000000001);
          g_assert_cmpuint (zoe_tag_take (message, other_nonce, NULL), ==, 0);
          g_assert_cmpuint (zoe_tag_take (message, nonce, &socket), ==, 5000000001);
          g_assert_cmpuint (socket, ==, 77);
          g_assert_cmpuint (zoe_tag_take (message, nonce, NULL), ==, 0);
          assert_frames (message, expected);
        }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message/many-frames", test_many_frames);
  g_test_add_func ("/message/short", test_short_messages);
  g_test_add_func ("/message/replace", test_replace);
  g_test_add_func ("/message/cause", test_cause);
  g_test_add_func ("/message/tag", test_tag);
  return g_test_run ();
}
