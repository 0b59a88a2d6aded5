/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Good files, spoilt at random: whatever comes of it, nothing may crash or print. */

#include "graph/reader.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fake_roles.h"

#define N_MUTATIONS 1000

static const char *const seeds[] =
{
  "digraph \"My pipeline\" {\n  title=\"x\" seed=4 until=\"s\" // note\n  v [role=ventilator tasks=5 \"sender.sndhwm\"=3]\n"
  "  w [role=worker count=2 start=\"2s\"]\n  s [role=sink]\n  v:sender:e -> w:receiver [transport=tcp]\n  w:sender -> s:receiver\n"
  "  v:sink -> s [endpoint=\"tcp://127.0.0.1:5557\" delay=\"5ms\"]\n  \"w-2\" [start=\"1s\"]\n}\n",
  "digraph { /* two\nsites */ node [role=peer greet=yes] subgraph cluster_a { label=<A<b>b</b>> a b [pause=\"20ms\"] }\n"
  "subgraph cluster_b { c [count=3 word=\"\"] } a:out -> { b c } [bind=tail] x [role=external]\n# 7 line\n"
  "x:p -> a:link c:link -> c:link [bind=head] edge [transport=ipc] b:out -> c:in;}\n",
};

static const char *const pieces[] =
{
  "{", "}", "[", "]", "\"", "<", ">", "->", "--", ":", ";", ",", "=", "+", "\\", "//", "/*", "*/", "#", "\n", "\n# 3 \"f\"\n", "@", "%s%n",
  "strict ", "graph ", "digraph ", "subgraph ", "node ", "edge ", "subgraph cluster_z ", "-7", "1e9", ".5.", "\001", "\0", "\377",
  "\xc3\xa9", "role=peer ", "count=999 ", "count=0 ", "[role=external] ", "a -> a ", "\"\" ", "=\"\" ", "<<>> ", "key=1 ", "{a b}->{c} ",
  "[rank=same lhead=x] ", "label=\"\\N\\\" ", "tailport=x ", "_background=\"x\" ", "layout=neato ",
};

static void
mutate (GString *text, GRand *random)
{
  gsize at = g_rand_int_range (random, 0, text->len + 1);
  gsize wanted = g_rand_int_range (random, 1, 12);
  gsize n = MIN (text->len - at, wanted);
  guint piece = g_rand_int_range (random, 0, G_N_ELEMENTS (pieces));
  g_autofree char *copy = NULL;

  switch (g_rand_int_range (random, 0, 6))
    {
    case 0:
      g_string_erase (text, at, n);
      break;
    case 1:
      copy = g_strndup (text->str + at, n);
      g_string_insert (text, g_rand_int_range (random, 0, text->len + 1), copy);
      break;
    case 2:
      if (at < text->len)
        text->str[at] = g_rand_int_range (random, 0, 256);
      break;
    case 3:
      g_string_truncate (text, at);
      break;
    default:
      g_string_insert_len (text, at, pieces[piece], MAX (1, strlen (pieces[piece])));
      break;
    }
}

static void
read_mutations (GRand *random, guint *ret_n_good, guint *ret_n_bad)
{
  for (guint i = 0; i < N_MUTATIONS; i++)
    {
      const char *seed = seeds[g_rand_int_range (random, 0, G_N_ELEMENTS (seeds))];
      g_autoptr (GString) text = g_string_new (seed);
      g_autoptr (ZoeMistakes) mistakes = zoe_mistakes_new (NULL);
      ZoeScenario *scenario;

      for (guint n = g_rand_int_range (random, 1, 5); n > 0; n--)
        mutate (text, random);
      scenario = zoe_read_scenario_text (text->str, text->len, "spoilt", &(ZoeReadOptions) { .roles = fake_roles () }, mistakes);
      g_assert_true ((scenario != NULL) == (zoe_mistakes_count (mistakes) == 0));
      for (guint j = 0; j < zoe_mistakes_count (mistakes); j++)
        g_assert_true (g_utf8_validate (zoe_mistakes_get (mistakes, j), -1, NULL));
      *(scenario != NULL ? ret_n_good : ret_n_bad) += 1;
      g_clear_pointer (&scenario, zoe_scenario_unref);

      /* The next file must not suffer for this one. */
      scenario = zoe_read_scenario_text (seeds[0], -1, "good", &(ZoeReadOptions) { .roles = fake_roles () }, mistakes);
      g_assert_nonnull (scenario);
      g_assert_cmpuint (scenario->links->len, ==, 5);
      zoe_scenario_unref (scenario);
    }
}

static void
test_mutations (void)
{
  g_autofree char *path = NULL;
  int file = g_file_open_tmp ("zoe-output-XXXXXX", &path, NULL);
  int output = dup (STDOUT_FILENO), errors = dup (STDERR_FILENO);
  g_autoptr (GRand) random = g_rand_new_with_seed (20110531);
  g_autofree char *printed = NULL;
  guint n_good = 0, n_bad = 0;

  fflush (NULL);
  dup2 (file, STDOUT_FILENO);
  dup2 (file, STDERR_FILENO);
  read_mutations (random, &n_good, &n_bad);
  fflush (NULL);
  dup2 (output, STDOUT_FILENO);
  dup2 (errors, STDERR_FILENO);
  close (file);
  close (output);
  close (errors);

  g_assert_true (g_file_get_contents (path, &printed, NULL, NULL));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpstr (printed, ==, "");
  g_test_message ("%u spoilt files still good, %u bad", n_good, n_bad);
  g_assert_cmpuint (n_good, >, 0);
  g_assert_cmpuint (n_bad, >, 500);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/graph/reader/mutations", test_mutations);
  return g_test_run ();
}
