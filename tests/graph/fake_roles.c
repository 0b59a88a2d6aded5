/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake_roles.h"

static void
run_nothing (ZoeNode *node)
{
}

static const ZoeRoleSocket peer_sockets[] =
{
  { "in", ZOE_SOCKET_SUB, FALSE, FALSE, "subscribe=", "hears the others" },
  { "link", ZOE_SOCKET_ROUTER, TRUE, FALSE, "routing-id=%n router-mandatory=1", "to any other" },
  { "out", ZOE_SOCKET_PUB, TRUE, FALSE, NULL, "tells the others" },
  { NULL },
};

static const ZoeRoleSocket sink_sockets[] =
{
  { "receiver", ZOE_SOCKET_PULL, TRUE, TRUE, NULL, "results" },
  { NULL },
};

static const ZoeRoleSocket ventilator_sockets[] =
{
  { "sender", ZOE_SOCKET_PUSH, TRUE, TRUE, NULL, "tasks" },
  { "sink", ZOE_SOCKET_PUSH, FALSE, FALSE, NULL, "start of the batch" },
  { NULL },
};

static const ZoeRoleSocket worker_sockets[] =
{
  { "receiver", ZOE_SOCKET_PULL, FALSE, TRUE, "rcvhwm=10 linger=0", "tasks" },
  { "sender", ZOE_SOCKET_PUSH, FALSE, TRUE, NULL, "results" },
  { NULL },
};

static const ZoeRoleParameter peer_parameters[] =
{
  { "greet", ZOE_PARAMETER_BOOLEAN, "false", 0, 0, NULL, NULL, "says hello" },
  { "mood", ZOE_PARAMETER_CHOICE, "good", 0, 0, "bad|good", NULL, "how it feels" },
  { "pause", ZOE_PARAMETER_DURATION, "100ms", 1e6, 1e9, NULL, NULL, "between greetings" },
  { "share", ZOE_PARAMETER_REAL, "0.5", 0, 1, NULL, NULL, "of the whole" },
  { "word", ZOE_PARAMETER_TEXT, "hello", 0, 0, NULL, NULL, "what it says" },
  { NULL },
};

static const ZoeRoleParameter sink_parameters[] =
{
  { "tasks", ZOE_PARAMETER_INTEGER, "100", 1, 1000000, NULL, NULL, "results to wait for" },
  { NULL },
};

static const ZoeRoleParameter ventilator_parameters[] =
{
  { "cost_max", ZOE_PARAMETER_INTEGER, "100", 1, 60000, NULL, "ms", "at most" },
  { "cost_min", ZOE_PARAMETER_INTEGER, "1", 1, 60000, NULL, "ms", "at least" },
  { "tasks", ZOE_PARAMETER_INTEGER, "100", 1, 1000000, NULL, NULL, "tasks to send" },
  { NULL },
};

static const ZoeRole roles[] =
{
  { "external", "a program outside the lab", NULL, NULL, NULL, NULL },
  { "peer", "one of several", "fake.c", run_nothing, peer_sockets, peer_parameters },
  { "sink", "takes results", "fake.c", run_nothing, sink_sockets, sink_parameters },
  { "ventilator", "gives tasks", "fake.c", run_nothing, ventilator_sockets, ventilator_parameters },
  { "worker", "does tasks", "fake.c", run_nothing, worker_sockets, NULL },
  { NULL },
};

const ZoeRole *
fake_roles (void)
{
  return roles;
}
