/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios that are right, and what becomes of them. */

#include "graph/reader.h"

#include <glib/gstdio.h>

#include "fake_roles.h"

static ZoeScenario *
read_with (const char *text, ZoeReadOptions options)
{
  g_autoptr (ZoeMistakes) mistakes = zoe_mistakes_new (NULL);
  ZoeScenario *scenario;
  g_autofree char *told = NULL;

  options.roles = fake_roles ();
  scenario = zoe_read_scenario_text (text, -1, "test", &options, mistakes);
  told = zoe_mistakes_dup_text (mistakes);
  g_assert_cmpstr (told, ==, "");
  g_assert_nonnull (scenario);
  return scenario;
}

static ZoeScenario *
read_good (const char *text)
{
  return read_with (text, (ZoeReadOptions) { 0 });
}

static char *
dup_links (ZoeScenario *scenario)
{
  GString *text = g_string_new (NULL);

  for (guint i = 1; i <= scenario->links->len; i++)
    {
      ZoeLinkSpec *link = zoe_scenario_get_link (scenario, i);
      g_autofree char *tail = zoe_scenario_dup_port (scenario, link->tail);
      g_autofree char *head = zoe_scenario_dup_port (scenario, link->head);

      g_string_append_printf (text, "%s%s%s>%s%s %s%s%s", i > 1 ? ", " : "", tail, link->head_binds ? "" : "*",
                              head, link->head_binds ? "*" : "", zoe_transport_get_name (link->transport),
                              link->endpoint != NULL ? " " : "", link->endpoint != NULL ? link->endpoint : "");
    }
  return g_string_free (text, FALSE);
}

static char *
dup_nodes (ZoeScenario *scenario)
{
  GString *text = g_string_new (NULL);

  for (guint i = 1; i <= scenario->nodes->len; i++)
    {
      ZoeNodeSpec *node = zoe_scenario_get_node (scenario, i);

      g_assert_cmpuint (node->number, ==, i);
      g_string_append_printf (text, "%s%s=%s", i > 1 ? ", " : "", node->name, node->role_name);
    }
  return g_string_free (text, FALSE);
}

/* "*" stands at the end that binds. */
static void
assert_links (ZoeScenario *scenario, const char *expected)
{
  g_autofree char *links = dup_links (scenario);

  g_assert_cmpstr (links, ==, expected);
}

static void
assert_nodes (ZoeScenario *scenario, const char *expected)
{
  g_autofree char *nodes = dup_nodes (scenario);

  g_assert_cmpstr (nodes, ==, expected);
}

static const char *
get_parameter (ZoeScenario *scenario, const char *node, const char *name)
{
  return g_hash_table_lookup (zoe_scenario_find_node (scenario, node)->parameters, name);
}

static void
assert_options (ZoeScenario *scenario, const char *node, const char *socket, const char *expected)
{
  ZoeSocketSpec *spec = zoe_scenario_find_socket (scenario, zoe_scenario_find_node (scenario, node)->number, socket);
  g_autoptr (GPtrArray) options = g_ptr_array_new ();
  g_autofree char *joined = NULL;

  for (guint i = 0; spec->options != NULL && i < spec->options->len; i++)
    g_ptr_array_add (options, g_ptr_array_index (spec->options, i));
  g_ptr_array_add (options, NULL);
  joined = g_strjoinv (" ", (char **) options->pdata);
  g_assert_cmpstr (joined, ==, expected);
}

#define PIPELINE "v [role=ventilator] w [role=worker count=2] s [role=sink] v:sender -> w:receiver w:sender -> s:receiver "
#define PIPELINE_LINKS "v:sender*>w-1:receiver inproc, v:sender*>w-2:receiver inproc, " \
                       "w-1:sender>s:receiver* inproc, w-2:sender>s:receiver* inproc"

static void
test_pipeline (void)
{
  g_autoptr (ZoeScenario) scenario = read_good ("digraph \"My pipeline\" { " PIPELINE "}");

  g_assert_cmpstr (scenario->name, ==, "test");
  g_assert_cmpstr (scenario->title, ==, "My pipeline");
  g_assert_cmpuint (scenario->seed, ==, 1);
  g_assert_cmpfloat (scenario->rate, ==, 1);
  g_assert_null (scenario->until);
  g_assert_cmpstr (scenario->text, ==, "digraph \"My pipeline\" { " PIPELINE "}");
  assert_nodes (scenario, "v=ventilator, w-1=worker, w-2=worker, s=sink");
  assert_links (scenario, PIPELINE_LINKS);
  g_assert_cmpuint (scenario->sockets->len, ==, 2 + 2 * 2 + 1);
  g_assert_cmpstr (zoe_scenario_find_node (scenario, "w-2")->base, ==, "w");
  g_assert_cmpstr (get_parameter (scenario, "v", "cost_max"), ==, "100");
  g_assert_true (zoe_scenario_find_node (scenario, "v")->role == zoe_role_find (fake_roles (), "ventilator"));
}

static void
test_ports_left_out (void)
{
  g_autoptr (ZoeScenario) scenario = read_good ("digraph { v [role=ventilator] w [role=worker count=2] s [role=sink] v -> w -> s }");
  g_autoptr (ZoeScenario) corners = read_good ("digraph { v [role=ventilator] w [role=worker count=2] s [role=sink] "
                                          "v:sender:e -> w:w w:sender -> s:receiver:_ }");
  g_autoptr (ZoeScenario) direct = read_good ("digraph { v [role=ventilator] s [role=sink] w [role=worker count=0] v -> s v -> w -> s}");

  assert_links (scenario, PIPELINE_LINKS);
  assert_links (corners, PIPELINE_LINKS);
  assert_links (direct, "v:sink>s:receiver* inproc");
}

static void
test_graph_attributes (void)
{
  g_autoptr (ZoeScenario) scenario =
    read_good ("digraph x { title=\"A\\nB\" graph [summary=\"said \\\"so\\\"\" chapter=4 figure=\"5, 6\" seed=42 rate=0.25 "
          "until=\"10s; w-2; 500 events\" rankdir=TB label=\"drawn\"] " PIPELINE "}");

  g_assert_cmpstr (scenario->title, ==, "A\nB");
  g_assert_cmpstr (scenario->summary, ==, "said \"so\"");
  g_assert_cmpstr (scenario->chapter, ==, "4");
  g_assert_cmpstr (scenario->figure, ==, "5, 6");
  g_assert_cmpuint (scenario->seed, ==, 42);
  g_assert_cmpfloat (scenario->rate, ==, 0.25);
  g_assert_cmpstr (scenario->until, ==, "10s; w-2; 500 events");
}

static void
test_later_overrides (void)
{
  g_autoptr (ZoeScenario) scenario = read_good (
    "digraph { edge [transport=ipc] v [role=ventilator tasks=5] w [role=worker count=2] s [role=sink]\n"
    "v:sender -> w:receiver [delay=\"5ms\"]\n w -> s\n v [tasks=7]\n"
    "v:sender -> w:receiver [transport=tcp cut=true]\n"
    "v:sender -> \"w-2\":receiver [endpoint=\"tcp://127.0.0.1:5557\"]\n}");
  ZoeLinkSpec *link = zoe_scenario_get_link (scenario, 1);

  assert_links (scenario, "v:sender*>w-1:receiver tcp, v:sender*>w-2:receiver tcp tcp://127.0.0.1:5557, "
                "w-1:sender>s:receiver* ipc, w-2:sender>s:receiver* ipc");
  g_assert_cmpstr (get_parameter (scenario, "v", "tasks"), ==, "7");
  g_assert_cmpstr (g_hash_table_lookup (link->conditions, "delay"), ==, "5ms");
  g_assert_cmpstr (g_hash_table_lookup (link->conditions, "cut"), ==, "true");
}

static void
test_one_of_several (void)
{
  g_autoptr (ZoeScenario) scenario = read_good (
    "digraph { node [role=peer share=0.1] p [count=3 word=x] q p:out -> q:in \"p-3\" [word=y start=\"1.5 s\"] "
    "\"p-2\":link -> q:link [bind=tail] }");

  assert_nodes (scenario, "p-1=peer, p-2=peer, p-3=peer, q=peer");
  assert_links (scenario, "p-1:out*>q:in inproc, p-2:out*>q:in inproc, p-3:out*>q:in inproc, p-2:link*>q:link inproc");
  g_assert_cmpstr (get_parameter (scenario, "p-1", "word"), ==, "x");
  g_assert_cmpstr (get_parameter (scenario, "p-3", "word"), ==, "y");
  g_assert_cmpstr (get_parameter (scenario, "p-3", "share"), ==, "0.1");
  g_assert_cmpint (zoe_scenario_find_node (scenario, "p-3")->start_ns, ==, 1500000000);
  g_assert_cmpint (zoe_scenario_find_node (scenario, "p-1")->start_ns, ==, 0);
}

static void
test_among_themselves (void)
{
  g_autoptr (ZoeScenario) scenario = read_good ("digraph { p [role=peer count=3] p:out -> p:in p:link -> p:link [bind=head] }");

  assert_links (scenario,
                "p-1:out*>p-2:in inproc, p-1:out*>p-3:in inproc, p-2:out*>p-1:in inproc, p-2:out*>p-3:in inproc, "
                "p-3:out*>p-1:in inproc, p-3:out*>p-2:in inproc, "
                "p-1:link>p-2:link* inproc, p-1:link>p-3:link* inproc, p-2:link>p-3:link* inproc");
}

static void
test_parameters_and_options (void)
{
  g_autoptr (ZoeScenario) scenario = read_good (
    "digraph { p [role=peer greet=YES mood=bad pause=\"1 s\" share=\" 1\" word=\"\" \"in.subscribe\"=\"\" \"in.rcvhwm\"=2 "
    "\"link.linger\"=\"250ms\" \"link.routing-id\"=\"me too\"] q [role=peer \"in.subscribe\"=abc color=red pos=\"1,2!\"] }");

  g_assert_cmpstr (get_parameter (scenario, "p", "greet"), ==, "true");
  g_assert_cmpstr (get_parameter (scenario, "p", "mood"), ==, "bad");
  g_assert_cmpstr (get_parameter (scenario, "p", "pause"), ==, "1 s");
  g_assert_cmpstr (get_parameter (scenario, "p", "share"), ==, "1");
  g_assert_cmpstr (get_parameter (scenario, "p", "word"), ==, "");
  g_assert_cmpstr (get_parameter (scenario, "q", "word"), ==, "hello");
  g_assert_cmpstr (get_parameter (scenario, "q", "greet"), ==, "false");
  g_assert_null (get_parameter (scenario, "q", "color"));
  assert_options (scenario, "p", "in", "subscribe= rcvhwm=2 subscribe=");
  assert_options (scenario, "q", "in", "subscribe= subscribe=abc");
  assert_options (scenario, "p", "link", "routing-id=p router-mandatory=1 linger=250 routing-id=me too");
  assert_options (scenario, "q", "out", "");
}

static void
test_clusters (void)
{
  g_autoptr (ZoeScenario) scenario = read_good (
    "digraph { label=all subgraph cluster_a { label=\"Site A\" a [role=peer] subgraph cluster_inner { b [role=peer] } } "
    "subgraph plain { c [role=peer] } subgraph cluster_b { d [role=peer count=2] } }");

  g_assert_cmpuint (scenario->clusters->len, ==, 3);
  g_assert_cmpstr (((ZoeCluster *) g_ptr_array_index (scenario->clusters, 0))->label, ==, "Site A");
  g_assert_cmpstr (((ZoeCluster *) g_ptr_array_index (scenario->clusters, 2))->label, ==, "b");
  g_assert_cmpuint (((ZoeCluster *) g_ptr_array_index (scenario->clusters, 1))->parent, ==, 1);
  g_assert_cmpuint (zoe_scenario_find_node (scenario, "a")->cluster, ==, 1);
  g_assert_cmpuint (zoe_scenario_find_node (scenario, "b")->cluster, ==, 2);
  g_assert_cmpuint (zoe_scenario_find_node (scenario, "c")->cluster, ==, 0);
  g_assert_cmpuint (zoe_scenario_find_node (scenario, "d-2")->cluster, ==, 3);
}

static void
test_external (void)
{
  g_autoptr (ZoeScenario) scenario = read_good (
    "digraph { s [role=sink] x [role=external] y [role=external] x:any -> s "
    "y -> s [bind=tail endpoint=\"ipc:///tmp/zoe-test\"] }");

  assert_links (scenario, "x:any>s:receiver* tcp, y:port*>s:receiver ipc ipc:///tmp/zoe-test");
  g_assert_true (zoe_scenario_find_node (scenario, "x")->external);
  g_assert_false (zoe_scenario_find_node (scenario, "s")->external);
  g_assert_cmpint (zoe_scenario_get_socket (scenario, zoe_scenario_get_link (scenario, 1)->tail)->type, ==, ZOE_SOCKET_NONE);
}

static void
test_flags (void)
{
  const char *const sets[] = { "w.count=1", "v.tasks=3", "v.sender.sndhwm=9", "w-1.start=2s", NULL };
  const char *const exposes[] = { "s:receiver=tcp://127.0.0.1:*", "v:sender=ipc:///tmp/zoe-v", NULL };
  const char *const attaches[] = { "w-1:receiver=tcp://localhost:5000", NULL };
  g_autoptr (ZoeScenario) scenario = read_with ("digraph { " PIPELINE "seed=3 }", (ZoeReadOptions) {
    .sets = sets, .exposes = exposes, .attaches = attaches, .has_seed = TRUE, .seed = G_MAXUINT64 });

  g_assert_cmpuint (scenario->seed, ==, G_MAXUINT64);
  g_assert_cmpstr (get_parameter (scenario, "v", "tasks"), ==, "3");
  assert_options (scenario, "v", "sender", "sndhwm=9");
  g_assert_cmpint (zoe_scenario_find_node (scenario, "w-1")->start_ns, ==, 2000000000);
  assert_nodes (scenario, "v=ventilator, w-1=worker, s=sink, outside=external");
  assert_links (scenario, "v:sender*>w-1:receiver inproc, w-1:sender>s:receiver* inproc, "
                "outside:s-receiver>s:receiver* tcp tcp://127.0.0.1:*, v:sender*>outside:v-sender ipc ipc:///tmp/zoe-v, "
                "outside:w-1-receiver*>w-1:receiver tcp tcp://localhost:5000");
  g_assert_true (zoe_scenario_find_node (scenario, "outside")->external);
}

static void
test_network (void)
{
  g_autoptr (ZoeScenario) scenario = read_with (
    "digraph { s [role=sink] x [role=external] x -> s [endpoint=\"tcp://*:5555\"] }", (ZoeReadOptions) { .allow_network = TRUE });

  assert_links (scenario, "x:port>s:receiver* tcp tcp://*:5555");
}

static void
test_comments_and_marks (void)
{
  g_autoptr (ZoeScenario) scenario = read_good (
    "\xef\xbb\xbf# 7 a preprocessor's line\r\n/* { \" */ digraph { // }\n\"s\" [role=<peer> share=\"0\" + \".5\"] /* x\ny */ }\n// end }\n# }\n");

  g_assert_cmpstr (get_parameter (scenario, "s", "share"), ==, "0.5");
}

static void
test_other_scripts (void)
{
  g_autoptr (ZoeScenario) scenario = read_good ("digraph 流水线 { 工人 [role=peer word=\"你好\"] }");

  g_assert_cmpstr (scenario->title, ==, "流水线");
  g_assert_cmpstr (get_parameter (scenario, "工人", "word"), ==, "你好");
}

static void
test_most (void)
{
  g_autoptr (GString) text = g_string_new ("digraph { p [role=peer count=500] q [role=peer count=130] p:out -> q:in ");
  g_autoptr (ZoeScenario) scenario = NULL;

  for (guint i = 0; i < 370; i++)
    g_string_append_printf (text, "n%u [role=peer]\n", i);
  g_string_append (text, "}");
  scenario = read_good (text->str);
  g_assert_cmpuint (scenario->nodes->len, ==, 1000);
  g_assert_cmpuint (scenario->links->len, ==, 65000);
}

static void
test_file (void)
{
  g_autofree char *directory = g_dir_make_tmp ("zoe-reader-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "my.lesson.dot", NULL);
  g_autoptr (ZoeMistakes) mistakes = zoe_mistakes_new (path);
  g_autoptr (ZoeScenario) scenario = NULL;

  g_assert_true (g_file_set_contents (path, "digraph { " PIPELINE "}", -1, NULL));
  scenario = zoe_read_scenario_file (path, &(ZoeReadOptions) { .roles = fake_roles () }, mistakes);
  g_assert_nonnull (scenario);
  g_assert_cmpstr (scenario->name, ==, "my.lesson");
  g_assert_cmpstr (scenario->title, ==, "my.lesson");
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (directory), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/graph/reader/pipeline", test_pipeline);
  g_test_add_func ("/graph/reader/ports-left-out", test_ports_left_out);
  g_test_add_func ("/graph/reader/graph-attributes", test_graph_attributes);
  g_test_add_func ("/graph/reader/later-overrides", test_later_overrides);
  g_test_add_func ("/graph/reader/one-of-several", test_one_of_several);
  g_test_add_func ("/graph/reader/among-themselves", test_among_themselves);
  g_test_add_func ("/graph/reader/parameters-and-options", test_parameters_and_options);
  g_test_add_func ("/graph/reader/clusters", test_clusters);
  g_test_add_func ("/graph/reader/external", test_external);
  g_test_add_func ("/graph/reader/flags", test_flags);
  g_test_add_func ("/graph/reader/network", test_network);
  g_test_add_func ("/graph/reader/comments-and-marks", test_comments_and_marks);
  g_test_add_func ("/graph/reader/other-scripts", test_other_scripts);
  g_test_add_func ("/graph/reader/most", test_most);
  g_test_add_func ("/graph/reader/file", test_file);
  return g_test_run ();
}
