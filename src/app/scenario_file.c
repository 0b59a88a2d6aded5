/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/scenario_file.h"

#include <glib/gi18n.h>

#include "graph/reader.h"
#include "roles/roles.h"

/**
 * zoe_scenario_file_read:
 * @path: a DOT file
 * @ret_mistakes: (out): all mistakes found, a line each, if it returns %NULL
 *
 * Returns: (nullable) (transfer full): the scenario
 */
ZoeScenario *
zoe_scenario_file_read (const char *path, char **ret_mistakes)
{
  const ZoeReadOptions options = { .roles = zoe_roles () };
  g_autoptr (ZoeMistakes) mistakes = zoe_mistakes_new (path);
  ZoeScenario *scenario = zoe_read_scenario_file (path, &options, mistakes);

  if (scenario == NULL)
    *ret_mistakes = zoe_mistakes_dup_text (mistakes);
  return scenario;
}

/**
 * zoe_scenario_file_read_again:
 * @scenario: one that comes from a trace, where roles are mere names
 * @ret_mistakes: (out): as zoe_scenario_file_read()
 *
 * Returns: (nullable) (transfer full): the same scenario, ready to run, with the same seed
 */
ZoeScenario *
zoe_scenario_file_read_again (ZoeScenario *scenario, char **ret_mistakes)
{
  const ZoeReadOptions options = { .roles = zoe_roles (), .has_seed = TRUE, .seed = scenario->seed };
  g_autoptr (ZoeMistakes) mistakes = NULL;
  ZoeScenario *again;

  if (scenario->text == NULL || scenario->text[0] == '\0')
    {
      *ret_mistakes = g_strdup (_("This trace does not hold its scenario's text. Open the scenario's own file to run it."));
      return NULL;
    }
  mistakes = zoe_mistakes_new (scenario->name);
  again = zoe_read_scenario_text (scenario->text, -1, scenario->name, &options, mistakes);
  if (again == NULL)
    *ret_mistakes = zoe_mistakes_dup_text (mistakes);
  return again;
}
