/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/parameter.h"

#include <gio/gio.h>

static const ZoeRoleParameter boolean = { "b", ZOE_PARAMETER_BOOLEAN };
static const ZoeRoleParameter choice = { "c", ZOE_PARAMETER_CHOICE, .choices = "crash|drop|none" };
static const ZoeRoleParameter duration = { "d", ZOE_PARAMETER_DURATION, .minimum = 1e6, .maximum = 6e10 };
static const ZoeRoleParameter any_duration = { "e", ZOE_PARAMETER_DURATION };
static const ZoeRoleParameter integer = { "i", ZOE_PARAMETER_INTEGER, .minimum = -1, .maximum = 1000000, .unit = "messages" };
static const ZoeRoleParameter any_integer = { "j", ZOE_PARAMETER_INTEGER };
static const ZoeRoleParameter real = { "r", ZOE_PARAMETER_REAL, .minimum = 0, .maximum = 0.5 };
static const ZoeRoleParameter text = { "t", ZOE_PARAMETER_TEXT, .minimum = 1, .maximum = 3 };
static const ZoeRoleParameter any_text = { "u", ZOE_PARAMETER_TEXT };

static void
assert_good (const ZoeRoleParameter *parameter, const char *written, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *value = zoe_parameter_read (parameter, written, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (value, ==, expected);
}

static void
assert_bad (const ZoeRoleParameter *parameter, const char *written, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (zoe_parameter_read (parameter, written, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_good (void)
{
  assert_good (&boolean, "yes", "true");
  assert_good (&boolean, " On ", "true");
  assert_good (&boolean, "0", "false");
  assert_good (&choice, "drop", "drop");
  assert_good (&duration, " 250ms", "250ms");
  assert_good (&duration, "1 min", "1 min");
  assert_good (&any_duration, "0", "0");
  assert_good (&integer, "-1", "-1");
  assert_good (&integer, " 1000000 ", "1000000");
  assert_good (&any_integer, "-9223372036854775808", "-9223372036854775808");
  assert_good (&real, "5e-1", "5e-1");
  assert_good (&text, "äx", "äx");
  assert_good (&any_text, " ", " ");
  assert_good (&any_text, "", "");
}

static void
test_bad (void)
{
  assert_bad (&boolean, "maybe", "“maybe” does not fit; expected true or false");
  assert_bad (&choice, "drp", "“drp” does not fit; expected one of crash, drop, none; is “drop” meant?");
  assert_bad (&choice, "xxxxxxxxx", "“xxxxxxxxx” does not fit; expected one of crash, drop, none");
  assert_bad (&choice, "", "“” does not fit; expected one of crash, drop, none");
  assert_bad (&duration, "1us", "“1us” does not fit; expected a length of time like 250ms, 1 ms to 1 min 00 s");
  assert_bad (&duration, "-1s", "“-1s” is no length of time; write a number and a unit (ns, us, ms, s, min, h), like 250ms or 1.5s");
  assert_bad (&integer, "1000001", "“1000001” does not fit; expected a whole number, -1 to 1000000 messages");
  assert_bad (&integer, "1e3", "“1e3” does not fit; expected a whole number, -1 to 1000000 messages");
  assert_bad (&any_integer, "9223372036854775808", "“9223372036854775808” does not fit; expected a whole number");
  assert_bad (&any_integer, "", "“” does not fit; expected a whole number");
  assert_bad (&real, "0.51", "“0.51” does not fit; expected a number, 0 to 0.5");
  assert_bad (&real, "inf", "“inf” does not fit; expected a number, 0 to 0.5");
  assert_bad (&real, "0,5", "“0,5” does not fit; expected a number, 0 to 0.5");
  assert_bad (&text, "ääx", "“ääx” does not fit; expected a text of 1 to 3 bytes");
  assert_bad (&text, "", "“” does not fit; expected a text of 1 to 3 bytes");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/parameter/good", test_good);
  g_test_add_func ("/model/parameter/bad", test_bad);
  return g_test_run ();
}
