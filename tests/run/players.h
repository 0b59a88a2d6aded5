/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small roles and a few words to put them into a scenario, for tests of the run. */

#pragma once

#include "model/scenario.h"
#include "support/witness.h"

extern const ZoeRole player_counter;
extern const ZoeRole player_passer;
extern const ZoeRole player_taker;
extern const ZoeRole player_flooder;
extern const ZoeRole player_starer;
extern const ZoeRole player_asker;
extern const ZoeRole player_twice_asker;
extern const ZoeRole player_answerer;

ZoeNodeSpec *add_node (ZoeScenario *scenario, const char *name, const ZoeRole *role);
ZoeLinkSpec *add_link (ZoeScenario *scenario, const char *tail, const char *tail_socket, const char *head, const char *head_socket,
                       ZoeTransport transport);
void         set_option (ZoeScenario *scenario, const char *node, const char *socket, const char *option);
void         set_condition (ZoeScenario *scenario, guint link, const char *name, const char *value);
Witness     *run_with (ZoeScenario *scenario, const char *schedule);

typedef struct
{
  const char *name;
  void      (*func) (gconstpointer transport);
} TransportTest;

void         add_tests_for_transports (const char *prefix, const TransportTest *tests, guint n_tests);
