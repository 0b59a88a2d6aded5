/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/socket_option.h"

#include <string.h>

static void
test_table (void)
{
  const char *last = "";

  for (const ZoeSocketOption *option = zoe_socket_options (); option->value.name != NULL; option++)
    {
      g_assert_cmpstr (last, <, option->value.name);
      g_assert_true (zoe_socket_option_find (option->value.name) == option);
      g_assert_nonnull (option->value.summary);
      last = option->value.name;
    }
  g_assert_null (zoe_socket_option_find ("zmq-sndhwm"));
}

static void
test_suits (void)
{
  g_assert_true (zoe_socket_option_suits (zoe_socket_option_find ("subscribe"), ZOE_SOCKET_SUB));
  g_assert_false (zoe_socket_option_suits (zoe_socket_option_find ("subscribe"), ZOE_SOCKET_PUB));
  g_assert_true (zoe_socket_option_suits (zoe_socket_option_find ("subscribe"), ZOE_SOCKET_NONE));
  g_assert_true (zoe_socket_option_suits (zoe_socket_option_find ("sndhwm"), ZOE_SOCKET_PAIR));
}

static void
assert_read (const char *name, const char *text, const char *expected)
{
  g_autofree char *value = zoe_socket_option_read (zoe_socket_option_find (name), text, NULL);

  g_assert_cmpstr (value, ==, expected);
}

static void
test_read (void)
{
  assert_read ("linger", "-1", "-1");
  assert_read ("linger", "250", "250");
  assert_read ("linger", "1.5s", "1500");
  assert_read ("linger", "-2", NULL);
  assert_read ("linger", "100 h", "360000000");
  assert_read ("linger", "1000 h", NULL);
  assert_read ("rcvhwm", "10", "10");
  assert_read ("rcvhwm", "10ms", NULL);
  assert_read ("conflate", "yes", "true");
  assert_read ("routing-id", "", NULL);
  assert_read ("subscribe", "", "");
  assert_read ("tcp-keepalive", "2", NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/socket-option/table", test_table);
  g_test_add_func ("/model/socket-option/suits", test_suits);
  g_test_add_func ("/model/socket-option/read", test_read);
  return g_test_run ();
}
