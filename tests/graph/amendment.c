/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/amendment.h"

#include <gio/gio.h>
#include <string.h>

#include "fake_roles.h"
#include "graph/reader.h"

#define REMARK "breakpoints set in Zoetrope"

static char *
set (const char *text, const char *value)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  char *out = zoe_amendment_set (text, strlen (text), "break", value, REMARK, &length, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (strlen (out), ==, length);
  return out;
}

/* What is written is what was expected; it can be taken back to the last byte, and a second change replaces the first. */
static void
check (const char *text, const char *expected)
{
  g_autofree char *amended = set (text, "text KILL");
  g_autofree char *other = set (amended, "does sink; 10s");
  g_autofree char *again = set (other, "text KILL");
  g_autofree char *back = set (again, NULL);
  g_autofree char *untouched = set (text, NULL);

  g_assert_cmpstr (amended, ==, expected);
  g_assert_cmpstr (again, ==, amended);
  g_assert_cmpstr (back, ==, text);
  g_assert_cmpstr (untouched, ==, text);
}

static void
test_line (void)
{
  check ("digraph {\n    a\n}\n",
         "digraph {\n    a\n    break=\"text KILL\"; // " REMARK "\n}\n");
  check ("digraph {\n  a -> b   // why\n\n}",
         "digraph {\n  a -> b   // why\n\n  break=\"text KILL\"; // " REMARK "\n}");
  check ("digraph {\n\ta\n# not here: }\n\tb\n  }  // the end }\n\n",
         "digraph {\n\ta\n# not here: }\n\tb\n\tbreak=\"text KILL\"; // " REMARK "\n  }  // the end }\n\n");
  check ("digraph {\n}\n", "digraph {\n    break=\"text KILL\"; // " REMARK "\n}\n");
}

static void
test_crlf (void)
{
  check ("digraph {\r\n  a // one\r\n}\r\n",
         "digraph {\r\n  a // one\r\n  break=\"text KILL\"; // " REMARK "\r\n}\r\n");
}

/* A graph of one line stays one. */
static void
test_inline (void)
{
  check ("digraph { a -> b }", "digraph { a -> b /* " REMARK " */ break=\"text KILL\"; }");
  check ("digraph{a}", "digraph{a/* " REMARK " */ break=\"text KILL\"; }");
  check ("digraph {\n a }\n", "digraph {\n a /* " REMARK " */ break=\"text KILL\"; }\n");
  check ("digraph {}\n", "digraph {/* " REMARK " */ break=\"text KILL\"; }\n");
}

/* Braces that close nothing, and remarks that are none. */
static void
test_fooled (void)
{
  check ("digraph {\n  a [label=\"} \\\" }\"] // }\n  /* } \n } */ b [label=<<b>}</b>}>]\n  subgraph cluster_x { c }\n}\n",
         "digraph {\n  a [label=\"} \\\" }\"] // }\n  /* } \n } */ b [label=<<b>}</b>}>]\n  subgraph cluster_x { c }\n"
         "  break=\"text KILL\"; // " REMARK "\n}\n");
  check ("digraph {\n  a [label=\"break=1; // " REMARK "\"]\n  // " REMARK "\n  break=\"10s\";\n}\n",
         "digraph {\n  a [label=\"break=1; // " REMARK "\"]\n  // " REMARK "\n  break=\"10s\";\n"
         "  break=\"text KILL\"; // " REMARK "\n}\n");
  check ("digraph {\n  subgraph { break=\"1s\"; // " REMARK "\n  }\n}\n",
         "digraph {\n  subgraph { break=\"1s\"; // " REMARK "\n  }\n  break=\"text KILL\"; // " REMARK "\n}\n");
  check ("\xef\xbb\xbf" "digraph \"é {\" {\n  é\n}\n", "\xef\xbb\xbf" "digraph \"é {\" {\n  é\n  break=\"text KILL\"; // " REMARK "\n}\n");
}

/* The author's statement stays where it is; ours moves behind what was added since, and only it goes. */
static void
test_moved (void)
{
  g_autofree char *added = set ("digraph {\n  break=\"1s\";\n  break=\"2s\"; // " REMARK "\n  a // later\n}\n", "3s");
  g_autofree char *joined = set ("digraph {\n  a; break=\"2s\"; // " REMARK "\n}\n", NULL);
  g_autofree char *twice = set ("digraph {\n  break=\"2s\"; // " REMARK "\n  a\n  break=\"3s\"; // " REMARK "\n}\n", NULL);

  g_assert_cmpstr (added, ==, "digraph {\n  break=\"1s\";\n  a // later\n  break=\"3s\"; // " REMARK "\n}\n");
  g_assert_cmpstr (joined, ==, "digraph {\n  a; \n}\n");
  g_assert_cmpstr (twice, ==, "digraph {\n  a\n}\n");
}

static void
refuse (const char *text, const char *value, const char *says)
{
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_null (zoe_amendment_set (text, strlen (text), "break", value, REMARK, &length, &error));
  g_assert_true (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT)
                 || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA));
  g_assert_nonnull (strstr (error->message, says));
}

static void
test_refused (void)
{
  refuse ("digraph {\n  a\n", "1s", "no closing brace");
  refuse ("", "1s", "no closing brace");
  refuse ("digraph { a [label=\"}\n", "1s", "no closing brace");
  refuse ("digraph { /* }", "1s", "no closing brace");
  refuse ("digraph { a [label=<}", "1s", "no closing brace");
  refuse ("digraph { // }", "1s", "no closing brace");
  refuse ("digraph { a } b", "1s", "after the graph's closing brace");
  refuse ("digraph { a } }", NULL, "after the graph's closing brace");
  refuse ("digraph { a }", "text a\nb", "cannot be written");
}

/* What is read back is what was set, whatever is in it. */
static void
test_read_back (void)
{
  static const char *const values[] = { "text \"quoted\"", "text a\\nb; 10s", "text \\", "text \\\\", "text \\\" }", "text {<&>}", "text é", "" };
  const ZoeReadOptions options = { .roles = fake_roles () };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    for (guint form = 0; form < 2; form++)
      {
        g_autofree char *amended = set (form == 0 ? "digraph {\n  break=\"1s\"\n  ventilator [role=ventilator]\n  sink [role=sink]\n"
                                                    "  ventilator:sender -> sink:receiver [bind=tail]\n}\n"
                                                  : "digraph { break=\"1s\"; ventilator [role=ventilator]; sink [role=sink]; "
                                                    "ventilator:sender -> sink:receiver [bind=tail]}", values[i]);
        g_autoptr (ZoeMistakes) mistakes = zoe_mistakes_new ("test");
        g_autoptr (ZoeScenario) scenario = zoe_read_scenario_text (amended, -1, "test", &options, mistakes);
        g_autofree char *said = zoe_mistakes_dup_text (mistakes);

        g_assert_cmpstr (said, ==, "");
        g_assert_cmpstr (scenario->breaks, ==, values[i]);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/graph/amendment/crlf", test_crlf);
  g_test_add_func ("/graph/amendment/fooled", test_fooled);
  g_test_add_func ("/graph/amendment/inline", test_inline);
  g_test_add_func ("/graph/amendment/line", test_line);
  g_test_add_func ("/graph/amendment/moved", test_moved);
  g_test_add_func ("/graph/amendment/read-back", test_read_back);
  g_test_add_func ("/graph/amendment/refused", test_refused);
  return g_test_run ();
}
