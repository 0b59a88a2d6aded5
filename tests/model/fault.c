/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/fault.h"

#include <gio/gio.h>

#include "model/duration.h"

static ZoeScenario *
two_nodes (void)
{
  ZoeScenario *scenario = zoe_scenario_new ();

  zoe_scenario_add_node (scenario, "worker-1", "worker");
  zoe_scenario_add_node (scenario, "sink", "sink");
  zoe_scenario_add_node (scenario, "outside", "external")->external = TRUE;
  zoe_scenario_add_socket (scenario, 1, "sender", ZOE_SOCKET_PUSH);
  zoe_scenario_add_socket (scenario, 2, "receiver", ZOE_SOCKET_PULL);
  zoe_scenario_add_link (scenario, 1, 2);
  return scenario;
}

static void
test_every_verb (void)
{
  static const struct
  {
    const char  *text;
    ZoeFaultVerb verb;
    gint64       amount;
    ZoeMessageId message;
  } rows[] =
  {
    { "kill worker-1", ZOE_FAULT_KILL, 0, 0 },
    { "stop  worker-1", ZOE_FAULT_STOP, 0, 0 },
    { "freeze worker-1", ZOE_FAULT_FREEZE, 0, 0 },
    { "thaw worker-1", ZOE_FAULT_THAW, 0, 0 },
    { "restart worker-1", ZOE_FAULT_RESTART, 0, 0 },
    { "restart worker-1 sender.sndhwm=2 routing-id=new", ZOE_FAULT_RESTART, 0, 0 },
    { "cut worker-1:sender-sink:receiver", ZOE_FAULT_CUT, 0, 0 },
    { "heal sink:receiver-worker-1:sender", ZOE_FAULT_HEAL, 0, 0 },
    { "hold worker-1:sender-sink:receiver", ZOE_FAULT_HOLD, 0, 0 },
    { "reset worker-1:sender-sink:receiver", ZOE_FAULT_RESET, 0, 0 },
    { "delay worker-1:sender-sink:receiver 50ms", ZOE_FAULT_DELAY, 50 * ZOE_NS_PER_MS, 0 },
    { "delay worker-1:sender-sink:receiver 0", ZOE_FAULT_DELAY, 0, 0 },
    { "jitter worker-1:sender-sink:receiver 1ms", ZOE_FAULT_JITTER, ZOE_NS_PER_MS, 0 },
    { "bandwidth worker-1:sender-sink:receiver 1000", ZOE_FAULT_BANDWIDTH, 1000, 0 },
    { "release worker-1:sender-sink:receiver", ZOE_FAULT_RELEASE, 0, 0 },
    { "drop worker-1:sender-sink:receiver 1000000017", ZOE_FAULT_DROP, 0, 1000000017 },
    { "duplicate worker-1:sender-sink:receiver", ZOE_FAULT_DUPLICATE, 0, 0 },
  };
  g_autoptr (ZoeScenario) scenario = two_nodes ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (ZoeFault) fault = zoe_fault_parse (rows[i].text, scenario, &error);

      g_assert_no_error (error);
      g_assert_cmpint (fault->verb, ==, rows[i].verb);
      g_assert_cmpint (fault->amount, ==, rows[i].amount);
      g_assert_cmpuint (fault->message, ==, rows[i].message);
      g_assert_cmpuint (fault->node, ==, zoe_fault_verb_names_link (fault->verb) ? 0 : 1);
      g_assert_cmpuint (fault->link, ==, zoe_fault_verb_names_link (fault->verb) ? 1 : 0);
    }
}

static void
test_mistakes (void)
{
  static const struct
  {
    const char *text;
    const char *sentence;
  } rows[] =
  {
    { "", "There is no fault; write one like “kill worker-1”" },
    { "kil worker-1", "“kil” is no fault; is “kill” meant?" },
    { "kill", "“kill” does not say which node" },
    { "cut", "“cut” does not say which link" },
    { "kill wroker-1", "“wroker-1” is no node of this scenario; is “worker-1” meant?" },
    { "kill outside", "outside is a program outside the lab: it cannot be broken from here" },
    { "kill worker-1 now", "“kill” wants nothing more than its target, but there is “now”" },
    { "cut worker-1:sender-sink:reciever",
      "“worker-1:sender-sink:reciever” is no link (TAIL:SOCKET-HEAD:SOCKET) of this scenario; is “worker-1:sender-sink:receiver” meant?" },
    { "delay worker-1:sender-sink:receiver", "“delay” wants one length of time, like 50ms; 0 takes it away" },
    { "delay worker-1:sender-sink:receiver soon",
      "“soon” is no length of time; write a number and a unit (ns, us, ms, s, min, h), like 250ms or 1.5s" },
    { "bandwidth worker-1:sender-sink:receiver wide", "“bandwidth” wants one number of bytes a second; 0 takes the limit away" },
    { "drop worker-1:sender-sink:receiver it", "“drop” wants the id of one message, or nothing for the oldest" },
    { "restart worker-1 fresh", "“fresh”: expected SOCKET.OPTION=VALUE, routing-id=new or routing-id=same" },
    { "restart worker-1 receiver.rcvhwm=1", "“receiver.rcvhwm=1”: worker-1 has no such socket" },
    { "restart worker-1 sender.subscribe=x", "“sender.subscribe=x”: a PUSH socket has no option subscribe" },
  };
  g_autoptr (ZoeScenario) scenario = two_nodes ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (zoe_fault_parse (rows[i].text, scenario, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      g_assert_cmpstr (error->message, ==, rows[i].sentence);
    }
}

static void
test_schedule (void)
{
  g_autoptr (ZoeScenario) scenario = two_nodes ();
  g_autoptr (GPtrArray) schedule = zoe_schedule_parse (" 5s restart worker-1; 2s kill worker-1 ;; 2s freeze sink", scenario, NULL);
  g_autoptr (GPtrArray) empty = zoe_schedule_parse (NULL, scenario, NULL);
  g_autoptr (GError) error = NULL;
  static const char *const texts[] = { "kill worker-1", "freeze sink", "restart worker-1" };

  g_assert_cmpuint (schedule->len, ==, 3);
  for (guint i = 0; i < schedule->len; i++)
    g_assert_cmpstr (((ZoeScheduledFault *) g_ptr_array_index (schedule, i))->fault->text, ==, texts[i]);
  g_assert_cmpuint (empty->len, ==, 0);

  g_assert_null (zoe_schedule_parse ("kill worker-1", scenario, &error));
  g_assert_cmpstr (error->message, ==, "“kill worker-1” does not begin with a time; write it like “2s kill worker-1”");
  g_clear_error (&error);
  g_assert_null (zoe_schedule_parse ("2s kill worker-9000", scenario, &error));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fault/every-verb", test_every_verb);
  g_test_add_func ("/fault/mistakes", test_mistakes);
  g_test_add_func ("/fault/schedule", test_schedule);
  return g_test_run ();
}
