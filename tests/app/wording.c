/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/wording.h"

#include <locale.h>
#include <string.h>

static GPtrArray *
make_frames (const char *first, ...)
{
  GPtrArray *frames = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  va_list more;

  va_start (more, first);
  for (const char *text = first; text != NULL; text = va_arg (more, const char *))
    g_ptr_array_add (frames, g_bytes_new (text, strlen (text)));
  va_end (more);
  return frames;
}

static void
test_kinds (void)
{
  for (guint kind = ZOE_EVENT_NONE + 1; kind < ZOE_EVENT_N_KINDS; kind++)
    {
      g_test_message ("%s", zoe_event_kind_get_name (kind));
      g_assert_nonnull (zoe_wording_kind (kind));
      g_assert_cmpstr (zoe_wording_kind (kind), !=, "");
    }
}

static void
test_purpose (void)
{
  g_autoptr (GPtrArray) plain = make_frames ("task", NULL);
  g_autoptr (GPtrArray) request = make_frames ("", "HELLO", NULL);
  g_autoptr (GPtrArray) routed = make_frames ("worker-1", "", "client-1", "", "HELLO", NULL);
  g_autoptr (GPtrArray) news = make_frames ("10001", "28", NULL);

  g_assert_cmpstr (zoe_wording_frame_purpose (plain, 0, ZOE_SOCKET_PUSH), ==, "");
  g_assert_cmpstr (zoe_wording_frame_purpose (request, 0, ZOE_SOCKET_REQ), ==, "empty (delimiter)");
  g_assert_cmpstr (zoe_wording_frame_purpose (request, 1, ZOE_SOCKET_REQ), ==, "body");
  g_assert_cmpstr (zoe_wording_frame_purpose (routed, 0, ZOE_SOCKET_ROUTER), ==, "routing id");
  g_assert_cmpstr (zoe_wording_frame_purpose (routed, 1, ZOE_SOCKET_ROUTER), ==, "empty (delimiter)");
  g_assert_cmpstr (zoe_wording_frame_purpose (routed, 2, ZOE_SOCKET_ROUTER), ==, "address");
  g_assert_cmpstr (zoe_wording_frame_purpose (routed, 3, ZOE_SOCKET_ROUTER), ==, "empty (delimiter)");
  g_assert_cmpstr (zoe_wording_frame_purpose (routed, 4, ZOE_SOCKET_ROUTER), ==, "body");
  g_assert_cmpstr (zoe_wording_frame_purpose (news, 0, ZOE_SOCKET_PUB), ==, "topic");
  g_assert_cmpstr (zoe_wording_frame_purpose (news, 1, ZOE_SOCKET_SUB), ==, "body");
}

static void
test_frame (void)
{
  static const guint8 binary[] = { 0x00, 0x80, 0xff };
  g_autoptr (GBytes) text = g_bytes_new_static ("grüße", strlen ("grüße"));
  g_autoptr (GBytes) bytes = g_bytes_new_static (binary, sizeof binary);
  g_autofree char *whole = zoe_wording_dup_frame (text, 100);
  g_autofree char *cut = zoe_wording_dup_frame (text, 3);     /* in the middle of the ü */
  g_autofree char *hex = zoe_wording_dup_frame (bytes, 100);
  g_autofree char *cut_hex = zoe_wording_dup_frame (bytes, 4);

  g_assert_cmpstr (whole, ==, "grüße");
  g_assert_cmpstr (cut, ==, "gr…");
  g_assert_cmpstr (hex, ==, "0080FF");
  g_assert_cmpstr (cut_hex, ==, "0080…");
}

static void
test_hex (void)
{
  g_autofree char *dump = zoe_wording_dup_hex ((const guint8 *) "HELLO\0ab!", 9, 64);
  g_autofree char *nothing = zoe_wording_dup_hex (NULL, 0, 64);

  g_assert_cmpstr (dump, ==,
                   "0000  48 45 4c 4c 4f 00 61 62  HELLO.ab\n"
                   "0008  21                       !");
  g_assert_cmpstr (nothing, ==, "");
}

static void
test_message (void)
{
  g_autoptr (ZoeScenario) scenario = zoe_scenario_new ();
  g_autofree char *name = NULL, *unknown = NULL, *none = NULL;

  zoe_scenario_add_node (scenario, "sink", "sink");
  name = zoe_wording_dup_message (scenario, zoe_message_id (1, 17));
  unknown = zoe_wording_dup_message (scenario, zoe_message_id (9, 1));
  none = zoe_wording_dup_message (scenario, 0);
  g_assert_cmpstr (name, ==, "sink #17");
  g_assert_cmpstr (unknown, ==, "outside #1");
  g_assert_cmpstr (none, ==, "");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/wording/frame", test_frame);
  g_test_add_func ("/app/wording/hex", test_hex);
  g_test_add_func ("/app/wording/kinds", test_kinds);
  g_test_add_func ("/app/wording/message", test_message);
  g_test_add_func ("/app/wording/purpose", test_purpose);
  return g_test_run ();
}
