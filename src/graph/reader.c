/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/reader.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "graph/casting.h"
#include "graph/draft.h"
#include "graph/flags.h"
#include "graph/suggestion.h"
#include "graph/vocabulary.h"
#include "graph/wiring.h"
#include "model/fault.h"
#include "model/parameter.h"
#include "model/until.h"

#define DEFAULT_SEED 1

static void
report_unknown (ZoeDraftAttribute *attribute, const char *where, ZoeMistakes *mistakes)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *suggestion = NULL;

  for (const ZoeRoleParameter *row = zoe_vocabulary_graph (); row->name != NULL; row++)
    g_ptr_array_add (names, (gpointer) row->name);
  suggestion = zoe_suggestion_dup (attribute->name, names);
  zoe_mistakes_add (mistakes, where, _("a scenario has no such attribute; %s"), suggestion);
}

static void
read_graph_attribute (ZoeDraftAttribute *attribute, ZoeScenario *scenario, ZoeMistakes *mistakes)
{
  const ZoeRoleParameter *row = zoe_vocabulary_find (zoe_vocabulary_graph (), attribute->name);
  g_autofree char *where = g_strdup_printf (_("graph, attribute “%s”"), attribute->name);
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;
  const struct
  {
    const char *name;
    char      **text;
  } texts[] =
  {
    { "break", &scenario->breaks },
    { "chapter", &scenario->chapter },
    { "fault", &scenario->faults },
    { "figure", &scenario->figure },
    { "summary", &scenario->summary },
    { "title", &scenario->title },
    { "until", &scenario->until },
  };

  if (row == NULL)
    {
      if (!zoe_vocabulary_is_graphviz (attribute->name))
        report_unknown (attribute, where, mistakes);
      return;
    }
  value = zoe_parameter_read (row, attribute->value, &error);
  if (value == NULL)
    {
      zoe_mistakes_add (mistakes, where, "%s", error->message);
      return;
    }
  if (strcmp (row->name, "rate") == 0)
    scenario->rate = g_ascii_strtod (value, NULL);
  else if (strcmp (row->name, "seed") == 0)
    scenario->seed = g_ascii_strtoull (value, NULL, 10);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (strcmp (row->name, texts[i].name) == 0)
      {
        g_free (*texts[i].text);
        *texts[i].text = g_steal_pointer (&value);
      }
}

static void
report (const char *attribute, GError *error, ZoeMistakes *mistakes)
{
  g_autofree char *where = g_strdup_printf (_("graph, attribute “%s”"), attribute);

  zoe_mistakes_add (mistakes, where, "%s", error->message);
}

/* What names nodes and links can only be read when they are all there. */
static gboolean
reads_as_fault (const char *text, ZoeScenario *scenario, GError **error)
{
  g_autoptr (GPtrArray) schedule = zoe_schedule_parse (text, scenario, error);

  return schedule != NULL;
}

static gboolean
reads_as_condition (const char *text, ZoeScenario *scenario, GError **error)
{
  g_autoptr (ZoeUntil) until = zoe_until_parse (text, scenario, error);

  return until != NULL;
}

/* Each entry by itself, so that every mistake is told. */
static void
check_conditions (ZoeScenario *scenario, ZoeMistakes *mistakes)
{
  const struct
  {
    const char *name;
    const char *text;
    gboolean  (*reads) (const char *text, ZoeScenario *scenario, GError **error);
  } rows[] =
  {
    { "fault", scenario->faults, reads_as_fault },
    { "break", scenario->breaks, reads_as_condition },
    { "until", scenario->until, reads_as_condition },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_auto (GStrv) entries = g_strsplit (rows[i].text != NULL ? rows[i].text : "", ";", -1);

      for (char **entry = entries; *entry != NULL; entry++)
        {
          g_autoptr (GError) mistake = NULL;

          if (!rows[i].reads (*entry, scenario, &mistake))
            report (rows[i].name, mistake, mistakes);
        }
    }
}

static char *
dup_name (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);

  if (g_str_has_suffix (base, ".dot"))
    base[strlen (base) - strlen (".dot")] = '\0';
  else if (g_str_has_suffix (base, ".gv"))
    base[strlen (base) - strlen (".gv")] = '\0';
  return g_steal_pointer (&base);
}

/**
 * zoe_read_scenario_text:
 * @text: DOT
 * @length: in bytes; -1 if @text ends with NUL
 * @name: the scenario's, and with the options below what the scenario is known as
 * @mistakes: takes everything that is wrong, each on a line of its own
 *
 * Never prints, never aborts, whatever the text. Main thread only.
 *
 * Returns: (transfer full) (nullable): the scenario; %NULL if there was any mistake
 */
ZoeScenario *
zoe_read_scenario_text (const char *text, gssize length, const char *name, const ZoeReadOptions *options, ZoeMistakes *mistakes)
{
  guint before = zoe_mistakes_count (mistakes);
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  g_autoptr (ZoeDraft) draft = NULL;
  g_autoptr (ZoeScenario) scenario = NULL;
  g_autoptr (ZoeCasting) casting = NULL;

  if (size > ZOE_SCENARIO_MAX_SIZE)
    {
      zoe_mistakes_add (mistakes, NULL, _("the file is larger than %d MiB; expected a scenario"), ZOE_SCENARIO_MAX_SIZE / 1024 / 1024);
      return NULL;
    }
  draft = zoe_draft_new (text, size, mistakes);
  if (draft == NULL)
    return NULL;
  zoe_flags_apply (options, draft, mistakes);

  scenario = zoe_scenario_new ();
  scenario->name = g_strdup (name);
  scenario->title = g_strdup (draft->name != NULL && *draft->name != '\0' ? draft->name : name);
  scenario->text = g_strndup (text, size);
  scenario->seed = DEFAULT_SEED;
  for (guint i = 0; i < draft->attributes->len; i++)
    read_graph_attribute (g_ptr_array_index (draft->attributes, i), scenario, mistakes);
  if (options->has_seed)
    scenario->seed = options->seed;

  for (guint i = 0; i < draft->clusters->len; i++)
    {
      ZoeDraftCluster *cluster = g_ptr_array_index (draft->clusters, i);

      zoe_scenario_add_cluster (scenario, cluster->name, cluster->label)->parent = cluster->parent;
    }
  if (draft->nodes->len == 0)
    zoe_mistakes_add (mistakes, NULL, _("there is no node; expected at least one, with role=…"));
  casting = zoe_casting_new (draft, options->roles, scenario, mistakes);
  if (zoe_casting_is_complete (casting))
    {
      zoe_wiring_make (draft, casting, options->allow_network, scenario, mistakes);
      check_conditions (scenario, mistakes);
    }
  return zoe_mistakes_count (mistakes) == before ? g_steal_pointer (&scenario) : NULL;
}

/**
 * zoe_read_scenario_bytes:
 * @ret_length: (out): in bytes
 *
 * Reads regular files only, as reading a pipe may never end, and none that is too large.
 *
 * Returns: (transfer full) (nullable): the file's bytes; %NULL with a mistake added
 */
char *
zoe_read_scenario_bytes (const char *path, gsize *ret_length, ZoeMistakes *mistakes)
{
  struct stat status;
  g_autofree char *text = NULL;
  gsize length = 0;
  gssize n = 1;
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0);
  int reason = errno;

  if (fd < 0 || fstat (fd, &status) != 0)
    {
      zoe_mistakes_add (mistakes, NULL, _("cannot be read: %s"), g_strerror (reason));
      if (fd >= 0)
        close (fd);
      return NULL;
    }
  if (S_ISDIR (status.st_mode))
    zoe_mistakes_add (mistakes, NULL, _("is a directory; expected a file"));
  else if (!S_ISREG (status.st_mode))
    zoe_mistakes_add (mistakes, NULL, _("is no regular file; expected a scenario"));
  else if (status.st_size > ZOE_SCENARIO_MAX_SIZE)
    zoe_mistakes_add (mistakes, NULL, _("the file is larger than %d MiB; expected a scenario"), ZOE_SCENARIO_MAX_SIZE / 1024 / 1024);
  else
    {
      text = g_malloc (ZOE_SCENARIO_MAX_SIZE + 2);
      while (n > 0 && length <= ZOE_SCENARIO_MAX_SIZE)
        {
          n = read (fd, text + length, ZOE_SCENARIO_MAX_SIZE + 1 - length);
          if (n < 0 && errno == EINTR)
            n = 1;
          else if (n > 0)
            length += n;
        }
      if (n < 0)
        {
          zoe_mistakes_add (mistakes, NULL, _("cannot be read: %s"), g_strerror (errno));
          g_clear_pointer (&text, g_free);
        }
    }
  close (fd);
  *ret_length = length;
  return g_steal_pointer (&text);
}

/**
 * zoe_read_scenario_file:
 * @path: of a DOT file
 * @mistakes: as zoe_mistakes_new() was told, its lines begin with the file's name
 *
 * As zoe_read_scenario_text(), from a file; the scenario is named after it.
 */
ZoeScenario *
zoe_read_scenario_file (const char *path, const ZoeReadOptions *options, ZoeMistakes *mistakes)
{
  g_autofree char *name = dup_name (path);
  gsize length;
  g_autofree char *text = zoe_read_scenario_bytes (path, &length, mistakes);

  return text != NULL ? zoe_read_scenario_text (text, length, name, options, mistakes) : NULL;
}
