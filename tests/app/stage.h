/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scene and flights for tests, in a few words. */

#pragma once

#include "app/arrangement.h"

/* a at 0,0, b at 300,0, each 100 x 50, and a straight link a:out -> b:in along y = 25. */
static inline ZoeScenario *
stage_scenario (void)
{
  ZoeScenario *scenario = zoe_scenario_new ();

  scenario->name = g_strdup ("stage");
  scenario->text = g_strdup ("");
  zoe_scenario_add_node (scenario, "a", "asker");
  zoe_scenario_add_node (scenario, "b", "answerer");
  zoe_scenario_add_socket (scenario, 1, "out", ZOE_SOCKET_DEALER);
  zoe_scenario_add_socket (scenario, 2, "in", ZOE_SOCKET_ROUTER);
  zoe_scenario_add_link (scenario, 1, 2);
  return scenario;
}

static inline ZoeLayout *
stage_layout (void)
{
  ZoeLayout *layout = g_new0 (ZoeLayout, 1);

  layout->width = 400;
  layout->height = 50;
  layout->n_nodes = 2;
  layout->n_links = 1;
  layout->nodes = g_new0 (ZoeBox, 3);
  layout->nodes[1] = (ZoeBox) { 0, 0, 100, 50 };
  layout->nodes[2] = (ZoeBox) { 300, 0, 100, 50 };
  layout->links = g_new0 (ZoeRoute, 2);
  layout->links[1].n_points = 4;
  layout->links[1].points = g_new0 (ZoePoint, 4);
  for (guint i = 0; i < 4; i++)
    layout->links[1].points[i] = (ZoePoint) { 100 + i * 200 / 3.0, 25 };
  return layout;
}

static inline ZoeScene *
stage_scene (void)
{
  g_autoptr (ZoeScenario) scenario = stage_scenario ();

  return zoe_scene_new (scenario, stage_layout ());
}

static inline ZoeFlight
stage_flight (ZoeMessageId message, guint from, gint64 sent_ns, gint64 received_ns)
{
  return (ZoeFlight) { .message = message, .link = 1, .from_socket = from, .to_socket = 3 - from, .sent_sequence = 1,
                       .received_sequence = received_ns == G_MAXINT64 ? 0 : 2, .sent_ns = sent_ns, .received_ns = received_ns };
}
