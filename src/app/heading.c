/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/heading.h"

#include <glib/gi18n.h>

char *
zoe_heading_dup_title (ZoeSession *session)
{
  ZoeScenario *scenario = zoe_session_get_scenario (session);

  if (scenario == NULL)
    return g_strdup ("Zoetrope");
  if (scenario->title != NULL && *scenario->title != '\0')
    return g_strdup (scenario->title);
  return g_strdup (scenario->name != NULL ? scenario->name : "");
}

/**
 * zoe_heading_dup_subtitle:
 *
 * Returns: (transfer full): "pipeline.dot — running"; empty where nothing is open
 */
char *
zoe_heading_dup_subtitle (ZoeSession *session)
{
  ZoeRecording *recording = zoe_session_get_recording (session);
  g_autofree char *scenario_path = NULL;
  g_autofree char *name = NULL;
  const char *path;

  if (zoe_session_get_scenario (session) == NULL)
    return g_strdup ("");
  g_object_get (session, "scenario-path", &scenario_path, NULL);
  path = scenario_path != NULL ? scenario_path : recording != NULL ? zoe_recording_get_path (recording) : "";
  name = g_filename_display_basename (path);

  if (zoe_session_get_running (session))
    return g_strdup_printf (_("%s — running"), name);
  if (recording == NULL)
    return g_strdup_printf (_("%s — not run yet"), name);
  if (scenario_path != NULL)
    return g_strdup_printf (_("%s — recorded"), name);
  return g_strdup_printf (_("%s — recording"), name);
}
