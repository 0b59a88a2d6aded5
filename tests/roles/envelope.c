/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roles/envelope.h"

/* A message as its frames joined by bars. */
static ZoeMessage *
message_from (const char *frames)
{
  g_auto (GStrv) parts = g_strsplit (frames, "|", -1);
  ZoeMessage *message = zoe_message_new ();

  for (char **part = parts; *part != NULL; part++)
    zoe_message_append_text (message, "%s", *part);
  return message;
}

static void
assert_addresses (const char *frames, guint n_addresses)
{
  g_autoptr (ZoeMessage) message = message_from (frames);

  g_assert_cmpuint (zoe_envelope_count_addresses (message), ==, n_addresses);
}

static void
test_count_addresses (void)
{
  g_autoptr (ZoeMessage) nothing = zoe_message_new ();

  assert_addresses ("client||HELLO", 1);
  assert_addresses ("dc1|client||HELLO", 2);
  assert_addresses ("worker||client||HELLO", 1);
  assert_addresses ("client||", 1);
  assert_addresses ("client||one|two", 1);

  assert_addresses ("READY", 0);
  assert_addresses ("client|HELLO", 0);
  assert_addresses ("client|", 0);
  assert_addresses ("|HELLO", 0);
  assert_addresses ("|", 0);
  g_assert_cmpuint (zoe_envelope_count_addresses (nothing), ==, 0);
}

static void
test_body (void)
{
  g_autoptr (ZoeMessage) request = message_from ("client||HELLO");
  g_autoptr (ZoeMessage) binary = zoe_message_new_data ("\0\377", 2);
  g_autoptr (ZoeMessage) empty = message_from ("client|");
  g_autofree char *many = g_strnfill (1000, 'x');
  g_autoptr (ZoeMessage) huge = zoe_message_new_text ("%s", many);
  g_autofree char *request_body = zoe_envelope_dup_body (request);
  g_autofree char *binary_body = zoe_envelope_dup_body (binary);
  g_autofree char *empty_body = zoe_envelope_dup_body (empty);
  g_autofree char *huge_body = zoe_envelope_dup_body (huge);

  g_assert_cmpstr (request_body, ==, "HELLO");
  g_assert_cmpstr (binary_body, ==, "00FF");
  g_assert_cmpstr (empty_body, ==, "");
  g_assert_true (g_str_has_prefix (huge_body, "xxxx"));
  g_assert_true (g_str_has_suffix (huge_body, "x…"));
  g_assert_cmpuint (g_utf8_strlen (huge_body, -1), <, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/roles/envelope/count-addresses", test_count_addresses);
  g_test_add_func ("/roles/envelope/body", test_body);
  return g_test_run ();
}
