/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/picture.h"

#include <string.h>

#include "fake_roles.h"
#include "graph/reader.h"

static ZoeScenario *
read_good (const char *text)
{
  g_autoptr (ZoeMistakes) mistakes = zoe_mistakes_new (NULL);
  ZoeScenario *scenario = zoe_read_scenario_text (text, -1, "test", &(ZoeReadOptions) { .roles = fake_roles () }, mistakes);

  g_assert_nonnull (scenario);
  return scenario;
}

static char *
label_node (guint node, gpointer data)
{
  return node == 1 ? g_strdup_printf ("sent %s\n<&\"\x01", (const char *) data) : NULL;
}

static char *
label_link (guint link, gpointer data)
{
  return g_strdup_printf ("%u messages", link * 100);
}

static double
weigh_link (guint link, gpointer data)
{
  return link / 2.0;
}

static const ZoePictureNotes notes = { "A <title>", "seed 1 & more", label_node, label_link, weigh_link };

static char *
render (ZoeScenario *scenario, const ZoePictureNotes *with, ZoePictureFormat format)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = zoe_picture_render (scenario, with, (gpointer) "100", format, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
assert_has (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("no “%s” in %s", part, text);
}

static void
test_svg (void)
{
  g_autoptr (ZoeScenario) scenario = read_good ("digraph { subgraph cluster_x { label=\"Site <x>\" v [role=ventilator] } s [role=sink] "
                                                "w [role=worker] v -> w -> s }");
  g_autofree char *svg = render (scenario, &notes, ZOE_PICTURE_SVG);

  assert_has (svg, "<svg");
  assert_has (svg, ">A &lt;title&gt;</text>");
  assert_has (svg, ">seed 1 &amp; more</text>");
  assert_has (svg, ">v</text>");
  assert_has (svg, ">ventilator</text>");
  assert_has (svg, ">sent 100</text>");
  assert_has (svg, ">&lt;&amp;&quot;</text>");
  assert_has (svg, ">100 messages</text>");
  assert_has (svg, ">PUSH</text>");
  assert_has (svg, ">PULL</text>");
  assert_has (svg, ">Site &lt;x&gt;</text>");
  assert_has (svg, "stroke-width=\"4\"");
}

/* Well-formed, so that every program can open it. */
static void
test_svg_parses (void)
{
  g_autoptr (ZoeScenario) scenario = read_good ("digraph \"<&\" { subgraph cluster_x { label=\"\" p [role=peer count=3] } 工 [role=peer] "
                                                "p:out -> 工:in p:link -> p:link [bind=head] }");
  g_autofree char *svg = render (scenario, &notes, ZOE_PICTURE_SVG);
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&(GMarkupParser) { 0 }, 0, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_markup_parse_context_parse (context, strstr (svg, "<svg"), -1, &error));
  g_assert_no_error (error);
  g_assert_true (g_markup_parse_context_end_parse (context, &error));
  g_assert_no_error (error);
}

static void
test_png (void)
{
  g_autoptr (ZoeScenario) scenario = read_good ("digraph { p [role=peer] q [role=peer] p:out -> q:in }");
  g_autoptr (GBytes) bytes = zoe_picture_render (scenario, NULL, NULL, ZOE_PICTURE_PNG, NULL);

  g_assert_nonnull (bytes);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), 8, "\x89PNG\r\n\x1a\n", 8);
}

static void
test_dot (void)
{
  g_autoptr (ZoeScenario) scenario = read_good ("digraph { p [role=peer] q [role=peer] p:out -> q:in }");
  g_autofree char *dot = render (scenario, NULL, ZOE_PICTURE_DOT);

  assert_has (dot, "digraph");
  assert_has (dot, "pos=");
  assert_has (dot, "p -> q");
}

static void
test_outside (void)
{
  g_autoptr (ZoeScenario) scenario = read_good ("digraph { x [role=external] s [role=sink] x -> s }");
  g_autofree char *svg = render (scenario, NULL, ZOE_PICTURE_SVG);

  assert_has (svg, "stroke-dasharray");
  g_assert_null (strstr (svg, ">any</text>"));
}

static void
test_too_big (void)
{
  g_autoptr (ZoeScenario) scenario = read_good ("digraph { p [role=peer count=80] p:out -> p:in }");
  g_autoptr (GError) error = NULL;

  g_assert_null (zoe_picture_render (scenario, NULL, NULL, ZOE_PICTURE_SVG, &error));
  g_assert_cmpstr (error->message, ==, "6320 links are too many to be laid out");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/graph/picture/svg", test_svg);
  g_test_add_func ("/graph/picture/svg-parses", test_svg_parses);
  g_test_add_func ("/graph/picture/png", test_png);
  g_test_add_func ("/graph/picture/dot", test_dot);
  g_test_add_func ("/graph/picture/outside", test_outside);
  g_test_add_func ("/graph/picture/too-big", test_too_big);
  return g_test_run ();
}
