/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/damage.h"

#include <string.h>

#include "model/duration.h"
#include "tape.h"

#define LINK "a:out-b:in"

/* A fault as the run tells of it: its words, its node, and its link as the value. */
static guint64
break_it (Tape *tape, const char *words)
{
  g_autoptr (ZoeFault) fault = zoe_fault_parse (words, tape->scenario, NULL);
  ZoeFrame frame = { (const guint8 *) fault->text, strlen (fault->text) };
  ZoeEvent event = { .kind = ZOE_EVENT_FAULT, .node = fault->node, .message = fault->message, .value = fault->link, .n_frames = 1 };

  tape_write (tape, &event, &frame, 0);
  return tape->sequence;
}

static void
test_nodes (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autoptr (ZoeRecording) recording = NULL;
  g_autoptr (ZoeDamage) damage = NULL;
  guint64 whole, killed, restarted, frozen, thawed, stopped;

  tape_play (tape, "a^ b^ a>b:one");
  whole = tape->sequence;
  killed = break_it (tape, "kill b");
  restarted = break_it (tape, "restart b");
  tape_play (tape, "b^");
  frozen = break_it (tape, "freeze a");
  thawed = break_it (tape, "thaw a");
  stopped = break_it (tape, "stop a");
  tape_finish (tape);
  recording = tape_open (tape);
  damage = zoe_damage_new (recording);

  /* In any order: forward, back, and the same place twice. */
  for (guint round = 0; round < 2; round++)
    {
      zoe_damage_seek (damage, stopped);
      g_assert_cmpint (zoe_damage_get_node (damage, 1)->health, ==, ZOE_NODE_STOPPED);
      zoe_damage_seek (damage, killed);
      g_assert_cmpint (zoe_damage_get_node (damage, 2)->health, ==, ZOE_NODE_KILLED);
      g_assert_cmpint (zoe_damage_get_node (damage, 1)->health, ==, ZOE_NODE_WHOLE);
      zoe_damage_seek (damage, restarted + 1);
      g_assert_cmpint (zoe_damage_get_node (damage, 2)->health, ==, ZOE_NODE_WHOLE);
      zoe_damage_seek (damage, frozen);
      g_assert_true (zoe_damage_get_node (damage, 1)->frozen);
      zoe_damage_seek (damage, thawed);
      g_assert_false (zoe_damage_get_node (damage, 1)->frozen);
      zoe_damage_seek (damage, whole);
      g_assert_cmpint (zoe_damage_get_node (damage, 2)->health, ==, ZOE_NODE_WHOLE);
    }
}

static void
test_links (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autoptr (ZoeRecording) recording = NULL;
  g_autoptr (ZoeDamage) damage = NULL;
  guint64 slow, cut, healed;

  tape_play (tape, "a^ b^");
  slow = break_it (tape, "delay " LINK " 50ms");
  break_it (tape, "bandwidth " LINK " 1000");
  cut = break_it (tape, "cut " LINK);
  healed = break_it (tape, "heal " LINK);
  tape_finish (tape);
  recording = tape_open (tape);
  damage = zoe_damage_new (recording);

  zoe_damage_seek (damage, cut);
  g_assert_true (zoe_damage_get_link (damage, 1)->cut);
  g_assert_cmpint (zoe_damage_get_link (damage, 1)->delay_ns, ==, 50 * ZOE_NS_PER_MS);
  g_assert_cmpint (zoe_damage_get_link (damage, 1)->bandwidth, ==, 1000);
  zoe_damage_seek (damage, slow);
  g_assert_false (zoe_damage_get_link (damage, 1)->cut);
  g_assert_cmpint (zoe_damage_get_link (damage, 1)->bandwidth, ==, 0);
  zoe_damage_seek (damage, healed);
  g_assert_false (zoe_damage_get_link (damage, 1)->cut);
  g_assert_cmpint (zoe_damage_get_link (damage, 1)->delay_ns, ==, 0);
  g_assert_cmpuint (zoe_damage_get_interventions (damage)->len, ==, 4);
}

static void
assert_held (ZoeDamage *damage, guint64 sequence, ZoeMessageId message, guint link, guint socket, gint64 time_ms, gboolean held)
{
  zoe_damage_seek (damage, sequence);
  g_assert_cmpint (zoe_damage_is_held (damage, message, link, socket, time_ms * ZOE_NS_PER_MS), ==, held);
}

static void
test_held (void)
{
  g_autoptr (Tape) tape = tape_new ("p*s p*t");
  g_autoptr (ZoeRecording) recording = NULL;
  g_autoptr (ZoeDamage) damage = NULL;
  guint64 held, let_go, both, healed;
  guint s, t;

  tape_play (tape, "p^ s^ t^ p!one s?one");
  break_it (tape, "hold p:out-t:in");
  tape_play (tape, "t%one");
  held = tape->sequence;
  tape_play (tape, "p!two t%two");
  both = tape->sequence;
  {
    g_autofree char *words = g_strdup_printf ("release p:out-t:in %" G_GUINT64_FORMAT, tape_find (tape, "one"));

    let_go = break_it (tape, words);
  }
  healed = break_it (tape, "heal p:out-t:in");
  tape_finish (tape);
  recording = tape_open (tape);
  damage = zoe_damage_new (recording);
  s = zoe_scenario_find_socket (tape->scenario, 2, "in")->number;
  t = zoe_scenario_find_socket (tape->scenario, 3, "in")->number;

  assert_held (damage, held - 1, tape_find (tape, "one"), 2, t, 100, FALSE);
  assert_held (damage, held, tape_find (tape, "one"), 2, t, 100, TRUE);
  /* The copy to the other subscriber is not concerned. */
  assert_held (damage, held, tape_find (tape, "one"), 1, s, 100, FALSE);
  assert_held (damage, both, tape_find (tape, "two"), 2, t, 100, TRUE);
  assert_held (damage, let_go, tape_find (tape, "one"), 2, t, 100, FALSE);
  assert_held (damage, let_go, tape_find (tape, "two"), 2, t, 100, TRUE);
  assert_held (damage, healed, tape_find (tape, "two"), 2, t, 100, FALSE);
}

/* What is late is kept until it is due; what is shut off meanwhile, longer. */
static void
test_held_until (void)
{
  g_autoptr (Tape) tape = tape_new ("a>b");
  g_autoptr (ZoeRecording) recording = NULL;
  g_autoptr (ZoeDamage) damage = NULL;
  ZoeEvent late = { .kind = ZOE_EVENT_HELD, .node = 2, .socket = 2, .value = 50 * ZOE_NS_PER_MS };
  guint64 cut;

  break_it (tape, "delay " LINK " 45ms");
  tape_play (tape, "a!one");
  late.message = tape_find (tape, "one");
  tape_write (tape, &late, NULL, 0);
  cut = break_it (tape, "cut " LINK);
  tape_finish (tape);
  recording = tape_open (tape);
  damage = zoe_damage_new (recording);
  assert_held (damage, cut - 1, late.message, 1, 2, 49, TRUE);
  assert_held (damage, cut - 1, late.message, 1, 2, 50, FALSE);
  assert_held (damage, cut, late.message, 1, 2, 50, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/damage/held", test_held);
  g_test_add_func ("/damage/held-until", test_held_until);
  g_test_add_func ("/damage/links", test_links);
  g_test_add_func ("/damage/nodes", test_nodes);
  return g_test_run ();
}
