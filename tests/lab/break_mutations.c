/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Breakpoints added to good files that were spoilt at random: either the file then says the same and the breakpoints, and taking them
 * away brings back every byte, or there is an error. And schedules and conditions, spoilt likewise: whatever is not understood is told. */

#include "lab/break_file.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

#include "graph/amendment.h"
#include "graph/reader.h"
#include "model/fault.h"
#include "model/until.h"
#include "roles/roles.h"

/* What is tried, in one line whatever is in it. */
static void
tell (const char *text, const char *more)
{
  g_autofree char *escaped = g_strescape (text, NULL);

  g_test_message ("%s %s", escaped, more);
}

static guint n_mutations = 1500;

#define NODES "ventilator [role=ventilator]  // gives\n  sink [role=sink, label=<a <b>}</b>>]\n  ventilator:sender -> sink:receiver [bind=tail]\n"

static const char *const seeds[] =
{
  "digraph {\n  " NODES "}\n",
  "digraph \"x } {\" {\r\n  break=\"10s\"; // mine\r\n  " NODES "\r\n}\r\n",
  "\xef\xbb\xbf/* { */ digraph g { " NODES " }",
  "digraph {\n\tsubgraph cluster_a { label=\"a \\\" }\"; ventilator [role=ventilator] }\n\tsink [role=sink]\n# 3 \"} file\"\n"
  "\tventilator:sender:e -> sink:receiver:w [bind=tail]\n\t// breakpoints set in Zoetrope\n}",
  "digraph{ventilator[role=ventilator];sink[role=sink];ventilator:sender->sink:receiver[bind=tail]}// the end",
  "digraph {\n  " NODES "  break=\"5s\"; // breakpoints set in Zoetrope\n}\n",
  "digraph { " NODES " /* breakpoints set in Zoetrope */ break=\"5s\"; }\n",
};

static const char *const pieces[] =
{
  "{", "}", "[", "]", "\"", "<", ">", "->", ":", ";", ",", "=", "+", "\\", "\\\\", "\\\"", "//", "/*", "*/", "#", "\n#", "\n", "\r", "\r\n",
  "\n# 3 \"f\"\n", "// }\n", "/* } */", "<!-- > -->", "<!-- } -->", "label=<<!-- < } -->x>", "label=<a <b>x</b> }>", "label=\"a\" + \"}\"", "\"\\\n\"",
  "break=\"3s\"", "break=\"3s\"; // breakpoints set in Zoetrope", "/* breakpoints set in Zoetrope */ break=\"4s\"; ", "break=\"3s\"; break=2s",
  "// breakpoints set in Zoetrope", "subgraph { break=\"3s\"; // breakpoints set in Zoetrope\n }", "digraph { a }", "strict ", "graph ", "\001", "\377", "\xc3\xa9",
  "\xef\xbb\xbf", "\t", "\v", "\f", " ", "\"break\"=\"6s\"", "break=<7s>", "break =\n\"7s\" ;", "edge [break=2]", "graph [break=\"9s\"]",
};

static const char *const conditions[] =
{
  "10s", "text KILL; does sink", "text }", "text \"", "text \\", "text \\\"", "text <b>", "text //", "text /* x", "text #", "text é", "ventilator ends", "kind send; 3 events",
};

static void
mutate (GString *text, GRand *random, const char *const *some, guint n_some)
{
  gsize at = g_rand_int_range (random, 0, text->len + 1);
  gsize wanted = g_rand_int_range (random, 1, 12);
  gsize n = MIN (text->len - at, wanted);
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
        text->str[at] = g_rand_int_range (random, 1, 256);
      break;
    default:
      g_string_insert (text, at, some[g_rand_int_range (random, 0, n_some)]);
      break;
    }
}

static ZoeScenario *
read_text (const char *text, gsize length)
{
  const ZoeReadOptions options = { .roles = zoe_roles (), .allow_network = TRUE };
  g_autoptr (ZoeMistakes) mistakes = zoe_mistakes_new ("spoilt");

  return zoe_read_scenario_text (text, length, "spoilt", &options, mistakes);
}

/* What a scenario says, breakpoints aside. */
static char *
describe (ZoeScenario *scenario)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s/%s/%s/%s", scenario->title, scenario->summary, scenario->until, scenario->faults);
  for (guint i = 0; i < scenario->nodes->len; i++)
    {
      ZoeNodeSpec *node = g_ptr_array_index (scenario->nodes, i);

      g_string_append_printf (text, " %s:%s:%u", node->name, node->role_name, node->cluster);
    }
  for (guint i = 0; i < scenario->links->len; i++)
    {
      ZoeLinkSpec *link = g_ptr_array_index (scenario->links, i);

      g_string_append_printf (text, " %u>%u:%d:%s", link->tail, link->head, link->transport, link->endpoint);
    }
  return g_string_free (text, FALSE);
}

/* Returns: whether the breakpoints could be added */
static gboolean
check_file (const char *text, gsize length, const char *wanted)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZoeScenario) before = read_text (text, length), after = NULL;
  /* What is ours in a text may be what is wrong with it. */
  g_autofree char *amended = NULL, *plain = NULL, *back = NULL, *said = NULL, *says = NULL;
  gsize n_amended, n_plain, n_back;

  amended = zoe_break_file_dup_text (text, length, "spoilt", wanted, &n_amended, &error);
  if (amended == NULL)
    {
      g_assert_nonnull (error);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      g_assert_cmpuint (strlen (error->message), >, 10);
      return FALSE;
    }
  g_assert_no_error (error);
  plain = zoe_amendment_set (text, length, "break", NULL, "breakpoints set in Zoetrope", &n_plain, NULL);
  g_assert_nonnull (plain);
  if (before == NULL)
    before = read_text (plain, n_plain);
  after = read_text (amended, n_amended);
  g_assert_nonnull (before);
  g_assert_nonnull (after);
  said = describe (before);
  says = describe (after);
  g_assert_cmpstr (says, ==, said);
  g_assert_cmpstr (after->breaks, ==, wanted);

  /* Without any statement of ours, it is the same as the text it was made from without any. */
  back = zoe_amendment_set (amended, n_amended, "break", NULL, "breakpoints set in Zoetrope", &n_back, NULL);
  g_assert_nonnull (back);
  g_assert_cmpmem (back, n_back, plain, n_plain);
  if (strstr (text, "Zoetrope") == NULL)
    g_assert_cmpmem (back, n_back, text, length);
  return TRUE;
}

static void
test_files (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261122);
  guint n_good = 0;

  for (guint i = 0; i < n_mutations; i++)
    {
      g_autoptr (GString) text = g_string_new (seeds[i % G_N_ELEMENTS (seeds)]);
      const char *wanted = conditions[g_rand_int_range (random, 0, G_N_ELEMENTS (conditions))];

      for (guint n = i < G_N_ELEMENTS (seeds) ? 0 : g_rand_int_range (random, 1, 4); n > 0; n--)
        mutate (text, random, pieces, G_N_ELEMENTS (pieces));
      tell (text->str, wanted);
      n_good += check_file (text->str, text->len, wanted) ? 1 : 0;
    }
  g_test_message ("%u of %u files took the breakpoints", n_good, n_mutations);
  g_assert_cmpuint (n_good, >, n_mutations / 20);
}

static const char *const words[] =
{
  "2s", "0", "1ms", "-1s", "1e9h", "1e400s", "nans", "inf", "99999999999999999999", "0x10", "kill", "stop", "restart", "freeze", "thaw", "cut", "heal", "delay",
  "jitter", "bandwidth", "hold", "reset", "release", "drop", "duplicate", "ventilator", "sink", "worker-1", "ventilator:sender-sink:receiver",
  "sink:receiver-ventilator:sender", "ventilator:sender", "receiver.rcvhwm=2", "receiver.rcvhwm=-9", "sender.subscribe=x", "routing-id=new", "routing-id=", "=", ".=", ".",
  "text", "kind", "does", "ends", "events", "500", "fault", "send", "jump", "outside", ";", ";", ";", ";;", " ", "  ", "\t", "\n", "é", "\xff", "\x01", "%s%n", "“",
};

static void
test_words (void)
{
  g_autoptr (ZoeScenario) scenario = read_text (seeds[0], strlen (seeds[0]));
  g_autoptr (GRand) random = g_rand_new_with_seed (20261122);
  guint n_good = 0;

  for (guint i = 0; i < 20 * n_mutations; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL, until_error = NULL;
      g_autoptr (GPtrArray) schedule = NULL;
      g_autoptr (ZoeUntil) until = NULL;
      g_autoptr (ZoeFault) fault = NULL;

      for (guint n = g_rand_int_range (random, 1, 8); n > 0; n--)
        g_string_append_printf (text, "%s%s", words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))],
                                g_rand_int_range (random, 0, 5) > 0 ? " " : "");
      if (g_rand_int_range (random, 0, 4) == 0)
        mutate (text, random, words, G_N_ELEMENTS (words));
      tell (text->str, "");

      schedule = zoe_schedule_parse (text->str, scenario, &error);
      g_assert_true ((schedule == NULL) == (error != NULL));
      until = zoe_until_parse (text->str, scenario, &until_error);
      g_assert_true ((until == NULL) == (until_error != NULL));
      for (guint j = 0; j < 2; j++)
        {
          const GError *one = j == 0 ? error : until_error;

          g_assert_true (one == NULL || strlen (one->message) > 10);
          g_assert_true (one == NULL || !g_utf8_validate (text->str, -1, NULL) || g_utf8_validate (one->message, -1, NULL));
        }
      fault = zoe_fault_parse (text->str, scenario, NULL);
      if (fault != NULL)
        {
          g_autofree char *entry = g_strdup_printf ("1s %s", fault->text);
          g_autoptr (GError) again_error = NULL;
          g_autoptr (GPtrArray) again = zoe_schedule_parse (entry, scenario, &again_error);

          /* As it is tidied, it is understood once more. */
          g_assert_no_error (again_error);
          g_assert_cmpuint (again->len, ==, 1);
          g_assert_cmpstr (((ZoeScheduledFault *) g_ptr_array_index (again, 0))->fault->text, ==, fault->text);
          n_good++;
        }
    }
  g_assert_cmpuint (n_good, >, 10);
}

/* LAB-BREAK_MUTATIONS [OPTION...] takes as many turns as MUTATIONS in its environment says. */
int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (g_getenv ("MUTATIONS") != NULL)
    n_mutations = atoi (g_getenv ("MUTATIONS"));
  g_test_add_func ("/lab/break-mutations/files", test_files);
  g_test_add_func ("/lab/break-mutations/words", test_words);
  return g_test_run ();
}
