/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scenarios that are wrong, and every word said about them. */

#include "graph/reader.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "fake_roles.h"

#define X36  "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
#define X108 X36 X36 X36
#define N13  "nnnnnnnnnnnnn"
#define N65  N13 N13 N13 N13 N13
#define GOOD "digraph { v [role=ventilator] w [role=worker count=2] s [role=sink] v:sender -> w:receiver w:sender -> s:receiver "

static const struct
{
  const char *name;
  const char *text;
  const char *mistakes;
} texts[] =
{
  { "every-entry",
    GOOD "until=\"does nobody; 5 parsecs\" fault=\"2s kil s; soon kill w-1; 3s cut v:sender\" break=\"10s; kind pigeon\" }",
    "graph, attribute “fault”: “kil” is no fault; is “kill” meant?\n"
    "graph, attribute “fault”: “soon kill w-1” does not begin with a time; write it like “2s kill worker-1”\n"
    "graph, attribute “fault”: “v:sender” is no link (TAIL:SOCKET-HEAD:SOCKET) of this scenario\n"
    "graph, attribute “break”: “pigeon” is no kind of event\n"
    "graph, attribute “until”: “nobody” is no node of this scenario\n"
    "graph, attribute “until”: “5 parsecs” is neither a length of time (10s), a number of events (500 events) nor a node" },
  { "empty",
    "",
    "the file is empty; expected digraph { … }" },
  { "only-comments",
    "// nothing\n# at all\n/* here */\n",
    "the file is empty; expected digraph { … }" },
  { "no-node",
    "digraph { }",
    "there is no node; expected at least one, with role=…" },
  { "not-dot",
    "hello world",
    "line 1: this is no graph in DOT; expected digraph { … }" },
  { "json",
    "{\"a\": [1, 2]}",
    "line 1: this is no graph in DOT; expected digraph { … }" },
  { "not-utf8",
    "digraph {\n a [role=peer word=\"\351t\351\"] }",
    "line 2: this is not UTF-8 text; expected a graph in DOT, as text" },
  { "control",
    "digraph {\n\n a \002 }",
    "line 3: a control character (02); expected a graph in DOT, as text" },
  { "undirected",
    "graph { a -- b }",
    "line 1: the graph is undirected; expected digraph, and edges with ->" },
  { "strict",
    "strict digraph { a [role=peer] }",
    "the graph is strict, which would make one link of several between two nodes; expected digraph without strict" },
  { "undirected-edge",
    "digraph {\n a -- b }",
    "line 2: “--” is for undirected graphs; expected ->" },
  { "syntax",
    "digraph {\n a [role=peer]\n b [role==peer]\n}",
    "line 3: syntax error at “=”; expected a graph in DOT" },
  { "no-closing-brace",
    "digraph {\n subgraph x {\n a [role=peer]\n }\n",
    "line 1: this “{” has no “}”" },
  { "too-many-closing",
    "digraph { a [role=peer] }\n}",
    "line 2: this “}” has no “{”" },
  { "no-opening",
    "a }",
    "line 1: this is no graph in DOT; expected digraph { … }" },
  { "no-closing-bracket",
    "digraph {\n a [role=peer\n }",
    "line 2: this “[” has no “]”" },
  { "no-closing-quote",
    "digraph {\n a [role=\"peer]\n }",
    "line 2: the quoted text that begins here has no closing quote" },
  { "no-closing-angle",
    "digraph {\n a [label=<<b>x</b>]\n }",
    "line 2: the text in <> that begins here has no end" },
  { "no-comment-end",
    "digraph {\n /* a [role=peer]\n }",
    "line 2: the comment that begins here has no end" },
  { "two-graphs",
    "digraph a { x [role=peer] }\ndigraph b { }",
    "line 2: there is more after the graph's end; a scenario is one graph" },
  { "unquoted-dash",
    "digraph {\n worker-2 [role=peer] }",
    "line 2: worker-2 needs quotes: \"worker-2\"" },
  { "unquoted-duration",
    "digraph { a [role=peer\n start=5s] }",
    "line 2: 5s needs quotes: \"5s\"" },
  { "unquoted-endpoint",
    "digraph { a -> b [endpoint=tcp://x] }",
    "line 1: a value with “:” is written in quotes, like \"tcp://127.0.0.1:5557\"" },
  { "unquoted-dot",
    "digraph { a [role=peer in.rcvhwm=2] }",
    "line 1: in.rcvhwm needs quotes: \"in.rcvhwm\"" },
  { "strange-character",
    "digraph {\n a $ b }",
    "line 2: “$” has no place outside quotes" },
  { "lost-port",
    "digraph {\n a:x -> { b:y\n c:z } }",
    "line 2: DOT loses a port that is not at an edge's end, as in a -> { b:x c:y }; expected an edge for each: a -> "
    "b:x  a -> c:y" },
  { "no-role",
    GOOD "wrker [tasks=1] }",
    "node wrker: has no role; expected role=…" },
  { "unknown-role",
    "digraph { a [role=pear] b [role=zzzzzzzzz] }",
    "node a, attribute “role”: there is no role “pear”; is “peer” meant?\n"
    "node b, attribute “role”: there is no role “zzzzzzzzz”; expected one of external, peer, sink, ventilator, worker" },
  { "unknown-parameter",
    GOOD "v [task=3] s [colour=3] w [xyzzyxyzzy=1] }",
    "node v, attribute “task”: role ventilator has no parameter “task”; is “tasks” meant?\n"
    "node w, attribute “xyzzyxyzzy”: role worker has no parameter “xyzzyxyzzy”; expected one of count, role, start\n"
    "node s, attribute “colour”: role sink has no parameter “colour”; expected one of tasks, count, role, start" },
  { "integer",
    GOOD "v [tasks=many] s [tasks=0] v [cost_min=\"1.5\"] }",
    "node v, attribute “cost_min”: “1.5” does not fit; expected a whole number, 1 to 60000 ms\n"
    "node v, attribute “tasks”: “many” does not fit; expected a whole number, 1 to 1000000\n"
    "node s, attribute “tasks”: “0” does not fit; expected a whole number, 1 to 1000000" },
  { "other-types",
    "digraph { a [role=peer greet=perhaps mood=god pause=\"1 parsec\" share=2 start=soon] b [role=peer "
    "pause=\"2s\" share=nan mood=zzzzz] }",
    "node a, attribute “greet”: “perhaps” does not fit; expected true or false\n"
    "node a, attribute “mood”: “god” does not fit; expected one of bad, good; is “good” meant?\n"
    "node a, attribute “pause”: “1 parsec” is no length of time; write a number and a unit (ns, us, ms, s, min, h), "
    "like 250ms or 1.5s\n"
    "node a, attribute “share”: “2” does not fit; expected a number, 0 to 1\n"
    "node a, attribute “start”: “soon” is no length of time; write a number and a unit (ns, us, ms, s, min, h), "
    "like 250ms or 1.5s\n"
    "node b, attribute “mood”: “zzzzz” does not fit; expected one of bad, good\n"
    "node b, attribute “pause”: “2s” does not fit; expected a length of time like 250ms, 1 ms to 1 s\n"
    "node b, attribute “share”: “nan” does not fit; expected a number, 0 to 1" },
  { "count",
    GOOD "w [count=-1] }",
    "node w, attribute “count”: “-1” does not fit; expected a whole number, 0 to 1000" },
  { "count-not-a-number",
    GOOD "w [count=some] }",
    "node w, attribute “count”: “some” does not fit; expected a whole number, 0 to 1000" },
  { "unknown-socket-of-option",
    GOOD "v [\"sendr.sndhwm\"=1] }",
    "node v, attribute “sendr.sndhwm”: role ventilator has no socket “sendr”; is “sender” meant?" },
  { "unknown-option",
    GOOD "v [\"sender.sndhwn\"=1] s [\"receiver.zzzzzzzzzzzzz\"=1] }",
    "node v, attribute “sender.sndhwn”: there is no socket option “sndhwn”; is “sndhwm” meant?\n"
    "node s, attribute “receiver.zzzzzzzzzzzzz”: there is no socket option “zzzzzzzzzzzzz”; expected one of "
    "backlog, conflate, heartbeat-ivl, immediate, linger, rcvbuf, rcvhwm, reconnect-ivl, sndbuf, sndhwm, "
    "tcp-keepalive" },
  { "option-of-another-type",
    GOOD "v [\"sender.subscribe\"=x] w [\"receiver.router-mandatory\"=1] }",
    "node v, attribute “sender.subscribe”: a PUSH socket has no option “subscribe”\n"
    "node w, attribute “receiver.router-mandatory”: a PULL socket has no option “router-mandatory”" },
  { "option-value",
    GOOD "v [\"sender.sndhwm\"=-5] s [\"receiver.linger\"=\"2 days\"] }",
    "node v, attribute “sender.sndhwm”: “-5” does not fit; expected a whole number, 0 to 2147483647 messages\n"
    "node s, attribute “receiver.linger”: “2 days” does not fit; expected a whole number, -1 to 2147483647 ms" },
  { "unknown-port",
    GOOD "v:sendr -> w:receiver v:xxxxxxxxxxxx -> w:recever }",
    "edge v:sendr -> w:receiver: node v (role ventilator) has no socket “sendr”; is “sender” meant?\n"
    "edge v:xxxxxxxxxxxx -> w:recever: node v (role ventilator) has no socket “xxxxxxxxxxxx”; expected one of "
    "sender, sink\n"
    "edge v:xxxxxxxxxxxx -> w:recever: node w (role worker) has no socket “recever”; is “receiver” meant?" },
  { "port-not-clear",
    "digraph { a [role=peer] b [role=peer] a -> b:link [bind=head] a -> b }",
    "edge a -> b: the edge does not say which socket of node b (role peer); expected one of in (SUB), link "
    "(ROUTER), out (PUB)" },
  { "no-port-fits",
    "digraph { a [role=peer] s [role=sink] a -> s }",
    "edge a -> s: no socket of node s (role sink) fits the other end; there are receiver (PULL)" },
  { "pair",
    "digraph { v [role=ventilator] s [role=sink] w [role=worker] a [role=peer] v:sender -> a:in "
    "w:receiver -> s:receiver w:sender -> s:receiver v:sink -> s }",
    "edge v:sender -> a:in: PUSH cannot talk to SUB; PUSH talks to PULL, and SUB to PUB, XPUB\n"
    "edge w:receiver -> s:receiver: PULL cannot talk to PULL; expected PUSH at one end" },
  { "same-type",
    GOOD "v:sink -> w:sender [bind=head] }",
    "edge v:sink -> w:sender: PUSH cannot talk to PUSH; expected PULL at one end" },
  { "both-bind",
    GOOD "v:sender -> s:receiver }",
    "edge v:sender -> s:receiver: both ends bind: v:sender and s:receiver; expected bind=head or bind=tail" },
  { "nobody-binds",
    GOOD "v:sink -> w:receiver }",
    "edge v:sink -> w:receiver: nobody binds: v:sink and w:receiver both connect; expected bind=head or bind=tail" },
  { "nobody-binds-endpoint",
    GOOD "v:sink -> w:receiver [endpoint=\"tcp://127.0.0.1:5557\"] }",
    "edge v:sink -> w:receiver: nobody binds “tcp://127.0.0.1:5557”: v:sink and w:receiver both connect; expected "
    "bind=head or bind=tail" },
  { "bind-value",
    GOOD "v:sender -> w:receiver [bind=tial] }",
    "edge v:sender -> w:receiver, attribute “bind”: “tial” does not fit; expected one of head, tail; is “tail” meant?" },
  { "unknown-edge-attribute",
    GOOD "v:sender -> w:receiver [transpot=tcp zzzzzzzzzz=1] }",
    "edge v:sender -> w:receiver, attribute “transpot”: a link has no such attribute; is “transport” meant?\n"
    "edge v:sender -> w:receiver, attribute “zzzzzzzzzz”: a link has no such attribute; expected one of bandwidth, "
    "bind, cut, delay, endpoint, jitter, transport" },
  { "transport",
    GOOD "v:sender -> w:receiver [transport=udp] }",
    "edge v:sender -> w:receiver, attribute “transport”: “udp” does not fit; expected one of inproc, ipc, tcp; is "
    "“tcp” meant?" },
  { "conditions",
    GOOD "v:sender -> w:receiver [delay=5 cut=never] }",
    "edge v:sender -> w:receiver, attribute “cut”: “never” does not fit; expected true or false\n"
    "edge v:sender -> w:receiver, attribute “delay”: “5” is no length of time; write a number and a unit (ns, us, "
    "ms, s, min, h), like 250ms or 1.5s" },
  { "endpoint-scheme",
    GOOD "v:sender -> w:receiver [endpoint=\"udp://127.0.0.1:1\"] }",
    "edge v:sender -> w:receiver, attribute “endpoint”: “udp://127.0.0.1:1” is no endpoint; expected inproc://name, "
    "ipc://path or tcp://127.0.0.1:port" },
  { "endpoint-plain",
    GOOD "v:sender -> w:receiver [endpoint=here] }",
    "edge v:sender -> w:receiver, attribute “endpoint”: “here” is no endpoint; expected inproc://name, ipc://path "
    "or tcp://127.0.0.1:port" },
  { "endpoint-port",
    GOOD "v:sender -> w:receiver [endpoint=\"tcp://127.0.0.1:66000\"] }",
    "edge v:sender -> w:receiver, attribute “endpoint”: “tcp://127.0.0.1:66000” is no tcp endpoint; expected one "
    "like tcp://127.0.0.1:5557" },
  { "endpoint-no-port",
    GOOD "v:sender -> w:receiver [endpoint=\"tcp://127.0.0.1\"] }",
    "edge v:sender -> w:receiver, attribute “endpoint”: “tcp://127.0.0.1” is no tcp endpoint; expected one like "
    "tcp://127.0.0.1:5557" },
  { "endpoint-empty",
    GOOD "v:sender -> w:receiver [endpoint=\"ipc://\"] }",
    "edge v:sender -> w:receiver, attribute “endpoint”: “ipc://” has no name after ://" },
  { "endpoint-network",
    GOOD "v:sender -> w:receiver [endpoint=\"tcp://192.168.1.7:5557\"] }",
    "edge v:sender -> w:receiver, attribute “endpoint”: “tcp://192.168.1.7:5557” reaches beyond this machine; "
    "expected 127.0.0.1, localhost or [::1], or the option --allow-network" },
  { "endpoint-any-host",
    GOOD "v:sender -> w:receiver [endpoint=\"tcp://*:5557\"] }",
    "edge v:sender -> w:receiver, attribute “endpoint”: “tcp://*:5557” reaches beyond this machine; expected "
    "127.0.0.1, localhost or [::1], or the option --allow-network" },
  { "endpoint-looks-local",
    GOOD "v:sender -> w:receiver [endpoint=\"tcp://127.0.0.1.example.org:5557\"] }",
    "edge v:sender -> w:receiver, attribute “endpoint”: “tcp://127.0.0.1.example.org:5557” reaches beyond this "
    "machine; expected 127.0.0.1, localhost or [::1], or the option --allow-network" },
  { "endpoint-open",
    GOOD "v:sender -> w:receiver [endpoint=\"tcp://127.0.0.1:*\"] }",
    "edge v:sender -> w:receiver, attribute “endpoint”: “tcp://127.0.0.1:*” leaves the address open; expected it "
    "written out, or transport=tcp alone for a free one" },
  { "endpoint-long",
    GOOD "v:sender -> w:receiver [endpoint=\"ipc://" X108 "\"] "
    "}",
    "edge v:sender -> w:receiver, attribute “endpoint”: the path in “ipc://" X108 "” is 108 bytes long; the system "
    "allows 107" },
  { "endpoint-and-transport",
    GOOD "v:sender -> w:receiver [endpoint=\"ipc:///tmp/x\" transport=tcp] }",
    "edge v:sender -> w:receiver, attribute “transport”: tcp does not fit the endpoint “ipc:///tmp/x”; expected "
    "ipc, or none" },
  { "bound-twice",
    GOOD "v:sender -> w:receiver [endpoint=\"tcp://127.0.0.1:5557\"] w:sender -> s:receiver "
    "[endpoint=\"tcp://localhost:5557\"] "
    "}",
    "edge w:sender -> s:receiver, attribute “endpoint”: “tcp://localhost:5557” is bound by two sockets, v:sender "
    "and s:receiver; expected an endpoint for each" },
  { "bound-by-each",
    GOOD "v:sender -> w:receiver [endpoint=\"inproc://x\" bind=head] }",
    "edge v:sender -> w:receiver, attribute “endpoint”: “inproc://x” is bound by two sockets, w-1:receiver and "
    "w-2:receiver; expected an endpoint for each" },
  { "required",
    "digraph { v [role=ventilator] w [role=worker count=2] s [role=sink] v:sender -> w:receiver "
    "\"w-1\":sender -> s }",
    "node w-2: socket “sender” (PUSH) has no link, and role worker needs one; expected an edge with w-2:sender" },
  { "duplicate",
    GOOD "\"w-1\" [role=worker] }",
    "node w-1: there are two nodes of this name: its own statement, and one that comes of a count; expected "
    "different names" },
  { "no-such-copy",
    GOOD "v:sender -> \"w-7\":receiver }",
    "node w-7: there is no such node: count=2 makes w-1 to w-2" },
  { "count-of-copy",
    GOOD "\"w-1\" [count=3] }",
    "node w-1, attribute “count”: this is one of several already, made by the count of w" },
  { "value-of-copy",
    GOOD "\"w-1\" [start=soon] }",
    "node w-1, attribute “start”: “soon” is no length of time; write a number and a unit (ns, us, ms, s, min, h), "
    "like 250ms or 1.5s" },
  { "self",
    GOOD "a [role=peer] a:out -> a:in }",
    "edge a:out -> a:in: links the node with itself; expected two nodes, or a count" },
  { "linked-already",
    "digraph { a [role=peer] b [role=peer] a:out -> b:in b:in -> a:out }",
    "edge b:in -> a:out: the two sockets are linked already, by edge a:out -> b:in" },
  { "outside-both",
    "digraph { x [role=external] y [role=external] x -> y }",
    "edge x -> y: both ends are outside programs; expected one end in the lab" },
  { "outside-inproc",
    GOOD "x [role=external] x -> s:receiver [transport=inproc] }",
    "edge x -> s:receiver, attribute “transport”: inproc does not reach an outside program; expected ipc or tcp" },
  { "outside-binds",
    GOOD "x [role=external] x -> s:receiver [bind=tail] }",
    "edge x -> s:receiver, attribute “endpoint”: the outside program binds, so the lab must be told where; expected "
    "one like endpoint=\"tcp://127.0.0.1:5557\"" },
  { "outside-binds-open",
    GOOD "x [role=external] x -> s:receiver [bind=tail endpoint=\"tcp://127.0.0.1:*\"] }",
    "edge x -> s:receiver, attribute “endpoint”: the lab cannot know which address “tcp://127.0.0.1:*” will be; "
    "expected it written out" },
  { "external-parameter",
    "digraph { x [role=external speed=3] s [role=sink] x -> s }",
    "node x, attribute “speed”: role external has no parameter “speed”; expected one of count, role, start" },
  { "two-clusters",
    "digraph { subgraph cluster_a { a [role=peer] } subgraph cluster_b { a } }",
    "node a: is in cluster_a and in cluster_b; expected one of them" },
  { "names",
    "digraph { \"a b\" [role=peer] \"\" [role=peer] \"c:d\" [role=peer] " N65 " "
    "[role=peer] }",
    "node a b: the name does not fit; expected letters, digits, “-”, “_”, “.” and “+”, at most 64 bytes\n"
    "node : the name does not fit; expected letters, digits, “-”, “_”, “.” and “+”, at most 64 bytes\n"
    "node c:d: the name does not fit; expected letters, digits, “-”, “_”, “.” and “+”, at most 64 bytes\n"
    "node " N65 ": the name does not fit; expected letters, digits, “-”, “_”, “.” and “+”, at most 64 bytes" },
  { "graph-attributes",
    GOOD "titel=x rate=0 seed=-1 until=\"sunk ends\" zzzzzzz=1 }",
    "graph, attribute “rate”: “0” does not fit; expected a number, 0.001 to 100\n"
    "graph, attribute “seed”: “-1” does not fit; expected a whole number, 0 to 1000000000000000000\n"
    "graph, attribute “titel”: a scenario has no such attribute; is “title” meant?\n"
    "graph, attribute “zzzzzzz”: a scenario has no such attribute; expected one of break, chapter, fault, figure, "
    "rate, seed, summary, title, until\n"
    "graph, attribute “until”: “sunk ends” is neither a length of time (10s), a number of events (500 events) nor a node" },
  { "until",
    GOOD "until=\"10 parsecs\" }",
    "graph, attribute “until”: “10 parsecs” is neither a length of time (10s), a number of events (500 events) nor "
    "a node" },
  { "too-many-nodes",
    "digraph { a [role=peer count=600] b [role=peer count=600] }",
    "there are 1200 nodes; expected at most 1000" },
  { "too-many-links",
    "digraph { a [role=peer count=400] a:out -> a:in }",
    "edge a:out -> a:in: the edges up to here make more than 65000 links" },
  { "everything-at-once",
    "digraph { untl=x\n a [role=pear]\n v [role=ventilator tasks=0]\n v -> b [transprt=tcp] }",
    "graph, attribute “untl”: a scenario has no such attribute; is “until” meant?\n"
    "node a, attribute “role”: there is no role “pear”; is “peer” meant?\n"
    "node b: has no role; expected role=…, or is node “a” meant?\n"
    "node v, attribute “tasks”: “0” does not fit; expected a whole number, 1 to 1000000\n"
    "edge v -> b, attribute “transprt”: a link has no such attribute; is “transport” meant?" },
};

/* Of the command line, about a scenario without mistakes. */
static const struct
{
  const char *name;
  const char *flag;
  const char *value;
  const char *mistakes;
} flags[] =
{
  { "set-form", "--set", "workers",
    "--set workers: expected NODE.ATTRIBUTE=VALUE, like worker.count=8" },
  { "set-node", "--set", "wrker.count=2",
    "--set wrker.count=2: there is no node “wrker”; expected one of v, w, s" },
  { "set-value", "--set", "v.tasks=none",
    "--set v.tasks=none: “none” does not fit; expected a whole number, 1 to 1000000" },
  { "set-parameter", "--set", "v.task=3",
    "--set v.task=3: role ventilator has no parameter “task”; is “tasks” meant?" },
  { "set-option", "--set", "v.sender.hwm=3",
    "--set v.sender.hwm=3: there is no socket option “hwm”; expected one of backlog, conflate, heartbeat-ivl, "
    "immediate, linger, rcvbuf, rcvhwm, reconnect-ivl, sndbuf, sndhwm, tcp-keepalive" },
  { "set-count", "--set", "w.count=2000",
    "--set w.count=2000: “2000” does not fit; expected a whole number, 0 to 1000" },
  { "expose-form", "--expose", "s:receiver",
    "--expose s:receiver: expected NODE:SOCKET=ENDPOINT, like sink:receiver=tcp://127.0.0.1:5558" },
  { "expose-node", "--expose", "sinc:receiver=tcp://127.0.0.1:5",
    "--expose sinc:receiver=tcp://127.0.0.1:5: there is no node “sinc”; expected one of v, w, s" },
  { "expose-socket", "--expose", "s:reciever=tcp://127.0.0.1:5",
    "--expose s:reciever=tcp://127.0.0.1:5: node s (role sink) has no socket “reciever”; is “receiver” meant?" },
  { "expose-endpoint", "--expose", "s:receiver=tcp://0.0.0.0:5",
    "--expose s:receiver=tcp://0.0.0.0:5: “tcp://0.0.0.0:5” reaches beyond this machine; expected 127.0.0.1, "
    "localhost or [::1], or the option --allow-network" },
  { "expose-inproc", "--expose", "s:receiver=inproc://x",
    "--expose s:receiver=inproc://x: inproc does not reach an outside program; expected ipc or tcp" },
  { "expose-twice", "--expose", "w:sender=tcp://127.0.0.1:5",
    "--expose w:sender=tcp://127.0.0.1:5: “tcp://127.0.0.1:5” is bound by two sockets, w-1:sender and w-2:sender; "
    "expected an endpoint for each" },
  { "attach-open", "--attach", "s:receiver=tcp://127.0.0.1:*",
    "--attach s:receiver=tcp://127.0.0.1:*: the lab cannot know which address “tcp://127.0.0.1:*” will be; expected "
    "it written out" },
  { "attach-node", "--attach", "w-9:sender=tcp://127.0.0.1:5",
    "--attach w-9:sender=tcp://127.0.0.1:5: there is no node “w-9”; is “w” meant?" },
};

static void
assert_mistakes (const char *text, gssize length, const ZoeReadOptions *options, const char *expected)
{
  g_autoptr (ZoeMistakes) mistakes = zoe_mistakes_new (NULL);
  ZoeScenario *scenario = zoe_read_scenario_text (text, length, "bad", options, mistakes);
  g_autofree char *told = zoe_mistakes_dup_text (mistakes);

  g_assert_null (scenario);
  g_assert_cmpstr (told, ==, expected);
}

/* cgraph keeps its lexer's state from one text to the next. */
static void
assert_reader_is_well (void)
{
  g_autoptr (ZoeMistakes) mistakes = zoe_mistakes_new (NULL);
  g_autoptr (ZoeScenario) scenario = zoe_read_scenario_text (GOOD "}", -1, "good", &(ZoeReadOptions) { .roles = fake_roles () }, mistakes);

  g_assert_nonnull (scenario);
  assert_mistakes ("digraph {\n\n=}", -1, &(ZoeReadOptions) { .roles = fake_roles () },
                   "line 3: syntax error at “=”; expected a graph in DOT");
}

static void
test_text (gconstpointer index)
{
  guint i = GPOINTER_TO_UINT (index);

  assert_mistakes (texts[i].text, -1, &(ZoeReadOptions) { .roles = fake_roles () }, texts[i].mistakes);
  assert_reader_is_well ();
}

static void
test_flag (gconstpointer index)
{
  guint i = GPOINTER_TO_UINT (index);
  const char *const values[] = { flags[i].value, NULL };
  ZoeReadOptions options = { .roles = fake_roles () };

  if (strcmp (flags[i].flag, "--set") == 0)
    options.sets = values;
  else if (strcmp (flags[i].flag, "--expose") == 0)
    options.exposes = values;
  else
    options.attaches = values;
  assert_mistakes (GOOD "}", -1, &options, flags[i].mistakes);
}

static void
test_outside_is_taken (void)
{
  const char *const values[] = { "s:receiver=tcp://127.0.0.1:5", NULL };

  assert_mistakes (GOOD "outside [role=peer] }", -1, &(ZoeReadOptions) { .roles = fake_roles (), .exposes = values },
                   "--expose s:receiver=tcp://127.0.0.1:5: the scenario has a node “outside” of another role; expected that name to be free");
}

/* A line begins with the file's name, and the list goes on from where it was. */
static void
test_lines (void)
{
  g_autoptr (ZoeMistakes) mistakes = zoe_mistakes_new ("bad.dot");

  zoe_mistakes_add (mistakes, NULL, "an older one");
  g_assert_null (zoe_read_scenario_text ("digraph { a }", -1, "bad", &(ZoeReadOptions) { .roles = fake_roles () }, mistakes));
  g_assert_cmpuint (zoe_mistakes_count (mistakes), ==, 2);
  g_assert_cmpstr (zoe_mistakes_get (mistakes, 1), ==, "bad.dot: node a: has no role; expected role=…");
}

static char *
dup_repeated (const char *begin, const char *part, guint n, const char *end)
{
  GString *text = g_string_new (begin);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      g_autoptr (GString) piece = g_string_new (part);

      g_string_replace (piece, "#", number, 0);
      g_string_append (text, piece->str);
    }
  return g_string_free (g_string_append (text, end), FALSE);
}

static void
assert_repeated (const char *begin, const char *part, guint n, const char *end, const char *expected)
{
  g_autofree char *text = dup_repeated (begin, part, n, end);

  assert_mistakes (text, -1, &(ZoeReadOptions) { .roles = fake_roles () }, expected);
  assert_reader_is_well ();
}

/* Each of these would take cgraph minutes, gigabytes or a stack overflow. */
static void
test_monsters (void)
{
  g_autofree char *many = dup_repeated ("digraph { { ", "a# ", 5000, "} -> {");
  g_autofree char *edges = dup_repeated (many, "b# ", 2999, "} }");

  assert_repeated ("digraph ", "{", 100000, "", "line 1: too many “{”: at most 50 inside each other, and 2000 in all");
  assert_repeated ("digraph { ", "{} ", 100000, "}", "line 1: too many “{”: at most 50 inside each other, and 2000 in all");
  assert_repeated ("digraph { a", " -> b", 100000, "}", "line 1: more than 1000 edges in one statement; begin a new one");
  assert_repeated ("digraph { ", "n# ", 100000, "}", "line 1: there are more than 1000 nodes");
  assert_repeated ("digraph { ", "n# ", 1001, "}", "there are more than 1000 nodes");
  assert_repeated ("digraph { a [", "x#=1 ", 100000, "] }", "line 1: there are more than 300 different attributes");
  assert_repeated ("digraph { a [x=\"", "0123456789", 10000, "\"] }",
                   "line 1: the quoted text that begins here is longer than 65536 bytes");
  assert_repeated ("digraph { a [x=<", "0123456789", 10000, ">] }",
                   "line 1: the text in <> that begins here is longer than 65536 bytes");
  assert_repeated ("digraph { a [x=", "y123456789", 10000, "] }", "line 1: a name longer than 65536 bytes");
  assert_repeated ("digraph { a [x=", "<", 100000, "] }", "line 1: the text in <> that begins here has no end");
  assert_repeated ("digraph {", " a -> b\n", 70000, "}", "line 65001: the edges up to here make more than 65000 links");
  assert_repeated (edges, "", 0, "", "line 1: the edges up to here make more than 65000 links");
  assert_repeated ("digraph { subgraph x { ", "a# ", 900, "} subgraph x -> subgraph x }",
                   "line 1: the edges up to here make more than 65000 links");
}

static void
assert_file (const char *path, const char *expected)
{
  g_autoptr (ZoeMistakes) mistakes = zoe_mistakes_new (NULL);
  g_autofree char *told = NULL;

  g_assert_null (zoe_read_scenario_file (path, &(ZoeReadOptions) { .roles = fake_roles () }, mistakes));
  told = zoe_mistakes_dup_text (mistakes);
  g_assert_cmpstr (told, ==, expected);
}

static void
test_files (void)
{
  g_autofree char *directory = g_dir_make_tmp ("zoe-mistakes-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "bad.dot", NULL);
  g_autofree char *huge = g_strnfill (ZOE_SCENARIO_MAX_SIZE + 1, ' ');

  assert_file (path, "cannot be read: No such file or directory");
  assert_file (directory, "is a directory; expected a file");
  assert_file ("/dev/null", "is no regular file; expected a scenario");

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  assert_file (path, "the file is empty; expected digraph { … }");
  g_assert_true (g_file_set_contents (path, "\177ELF\0\0\0", 7, NULL));
  assert_file (path, "this is a binary file; expected a graph in DOT, as text");
  g_assert_true (g_file_set_contents (path, huge, ZOE_SCENARIO_MAX_SIZE, NULL));
  assert_file (path, "the file is empty; expected digraph { … }");
  g_assert_true (g_file_set_contents (path, huge, ZOE_SCENARIO_MAX_SIZE + 1, NULL));
  assert_file (path, "the file is larger than 4 MiB; expected a scenario");
  assert_mistakes (huge, -1, &(ZoeReadOptions) { .roles = fake_roles () }, "the file is larger than 4 MiB; expected a scenario");
  g_assert_cmpint (g_unlink (path), ==, 0);

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  assert_file (path, "is no regular file; expected a scenario");
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (directory), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_strconcat ("/graph/reader/mistakes/", texts[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      g_autofree char *path = g_strconcat ("/graph/reader/mistakes/", flags[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_flag);
    }
  g_test_add_func ("/graph/reader/mistakes/outside-is-taken", test_outside_is_taken);
  g_test_add_func ("/graph/reader/mistakes/lines", test_lines);
  g_test_add_func ("/graph/reader/mistakes/monsters", test_monsters);
  g_test_add_func ("/graph/reader/mistakes/files", test_files);
  return g_test_run ();
}
