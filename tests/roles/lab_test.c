/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lab_test.h"

#include <glib/gstdio.h>
#include <string.h>

#include "graph/reader.h"
#include "lab/experiment.h"
#include "model/duration.h"
#include "roles/roles.h"
#include "trace/event_cursor.h"
#include "trace/message_record.h"
#include "trace/recording.h"

/* However slow the machine, a run that takes so long in real time hangs. */
#define PATIENCE_NS (120 * ZOE_NS_PER_S)

struct _Lab
{
  char         *directory;
  char         *path;
  ZoeRecording *recording;
  ZoeMoment    *end;
  GPtrArray    *events;    /* (element-type LabEvent) */
  GHashTable   *records;   /* (element-type ZoeMessageId ZoeMessageRecord) */
};

static void
event_free (gpointer data)
{
  LabEvent *event = data;

  g_free (event->node);
  g_free (event->port);
  g_free (event->text);
  g_free (event);
}

static char *
join_frames (GPtrArray *frames)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < frames->len; i++)
    {
      ZoeFrame frame;
      g_autofree char *one = NULL;

      frame.data = g_bytes_get_data (g_ptr_array_index (frames, i), &frame.size);
      one = zoe_frame_dup_text (frame);
      g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", one);
    }
  return g_string_free (text, FALSE);
}

static ZoeMessageRecord *
get_record (Lab *lab, ZoeMessageId id)
{
  ZoeMessageRecord *record = g_hash_table_lookup (lab->records, &id);

  if (record == NULL)
    {
      record = zoe_message_record_load (lab->recording, id);
      g_assert_nonnull (record);
      g_hash_table_insert (lab->records, g_memdup2 (&id, sizeof id), record);
    }
  return record;
}

static char *
dup_port (Lab *lab, guint socket)
{
  return zoe_scenario_dup_port (zoe_recording_get_scenario (lab->recording), socket);
}

static char *
dup_text (Lab *lab, const ZoeEvent *event, const char *detail)
{
  ZoeMessageRecord *record;

  if ((event->kind != ZOE_EVENT_SEND && event->kind != ZOE_EVENT_RECEIVE) || event->message == 0)
    return g_strdup (detail != NULL ? detail : "");
  record = get_record (lab, event->message);
  for (guint i = 0; event->kind == ZOE_EVENT_RECEIVE && i < record->receipts->len; i++)
    {
      ZoeReceipt *receipt = &g_array_index (record->receipts, ZoeReceipt, i);

      if (receipt->sequence == event->sequence && receipt->frames != NULL)
        return join_frames (receipt->frames);
    }
  return join_frames (record->frames);
}

static void
load_events (Lab *lab)
{
  ZoeEventFilter all = { 0 };
  ZoeScenario *scenario = zoe_recording_get_scenario (lab->recording);
  g_autoptr (GError) error = NULL;
  g_autoptr (ZoeEventCursor) cursor = zoe_event_cursor_new (lab->recording, &all, &error);
  ZoeEvent event;
  const char *detail;

  g_assert_no_error (error);
  while (zoe_event_cursor_next (cursor, &event, &detail, &error))
    {
      LabEvent *happened = g_new0 (LabEvent, 1);

      happened->sequence = event.sequence;
      happened->time_ns = event.time_ns;
      happened->kind = event.kind;
      happened->message = event.message;
      happened->value = event.value;
      happened->node = g_strdup (event.node > 0 ? zoe_scenario_get_node (scenario, event.node)->name : "");
      happened->port = event.socket > 0 ? dup_port (lab, event.socket) : NULL;
      happened->text = dup_text (lab, &event, detail);
      g_ptr_array_add (lab->events, happened);
    }
  g_assert_no_error (error);
}

static int
compare_roles (gconstpointer a, gconstpointer b)
{
  return strcmp (((const ZoeRole *) a)->name, ((const ZoeRole *) b)->name);
}

/* The table of all roles, and those of the test. */
static GArray *
join_roles (const ZoeRole *roles)
{
  GArray *all = g_array_new (TRUE, FALSE, sizeof (ZoeRole));

  for (const ZoeRole *role = zoe_roles (); role->name != NULL; role++)
    g_array_append_vals (all, role, 1);
  for (const ZoeRole *role = roles; role != NULL && role->name != NULL; role++)
    g_array_append_vals (all, role, 1);
  g_array_sort (all, compare_roles);
  return all;
}

static Lab *
run (ZoeScenario *scenario)
{
  ZoeRunOptions options = { .clock = ZOE_CLOCK_SKIP_IDLE, .rate = 1 };
  Lab *lab = g_new0 (Lab, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (ZoeExperiment) experiment = NULL;

  lab->directory = g_dir_make_tmp ("zoe-roles-XXXXXX", &error);
  g_assert_no_error (error);
  lab->path = g_build_filename (lab->directory, "run.zoe", NULL);
  lab->events = g_ptr_array_new_with_free_func (event_free);
  lab->records = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) zoe_message_record_free);

  experiment = zoe_experiment_new (scenario, &options, lab->path, &error);
  g_assert_no_error (error);
  g_assert_true (zoe_run_start (zoe_experiment_get_run (experiment), &error));
  g_assert_no_error (error);
  g_assert_true (zoe_run_wait (zoe_experiment_get_run (experiment), PATIENCE_NS));
  g_assert_true (zoe_experiment_finish (experiment, &error));
  g_assert_no_error (error);

  lab->recording = zoe_recording_open (lab->path, &error);
  g_assert_no_error (error);
  lab->end = zoe_recording_dup_moment (lab->recording, zoe_recording_get_n_events (lab->recording));
  load_events (lab);
  return lab;
}

static void
assert_no_mistakes (ZoeMistakes *mistakes)
{
  g_autofree char *text = zoe_mistakes_dup_text (mistakes);

  g_assert_cmpstr (text, ==, "");
}

/* Runs a scenario's text until it is over. */
Lab *
lab_run (const char *dot, const ZoeRole *roles)
{
  g_autoptr (GArray) all = join_roles (roles);
  ZoeReadOptions options = { .roles = (const ZoeRole *) all->data };
  g_autoptr (ZoeMistakes) mistakes = zoe_mistakes_new ("test.dot");
  g_autoptr (ZoeScenario) scenario = zoe_read_scenario_text (dot, -1, "test", &options, mistakes);

  assert_no_mistakes (mistakes);
  return run (scenario);
}

/* Runs one of the scenarios that come with the program, with statements added at its end; NULL: as it is. */
Lab *
lab_run_file (const char *name, const char *added)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "scenarios", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GString) dot = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  dot = g_string_new (text);
  g_string_insert (dot, strrchr (dot->str, '}') - dot->str, added != NULL ? added : "");
  return lab_run (dot->str, NULL);
}

void
lab_free (Lab *lab)
{
  static const char *const endings[] = { "", "-wal", "-shm" };

  zoe_moment_free (lab->end);
  g_hash_table_unref (lab->records);
  g_ptr_array_unref (lab->events);
  g_assert_finalize_object (lab->recording);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (lab->path, endings[i], NULL);

      g_unlink (file);
    }
  g_rmdir (lab->directory);
  g_free (lab->path);
  g_free (lab->directory);
  g_free (lab);
}

/* All that happened like this, in order. (transfer container) (element-type LabEvent) */
GPtrArray *
lab_list (Lab *lab, ZoeEventKind kind, const char *where, const char *text)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < lab->events->len; i++)
    {
      LabEvent *event = g_ptr_array_index (lab->events, i);

      if (event->kind == kind
          && (where == NULL || g_pattern_match_simple (where, event->node)
              || (event->port != NULL && g_pattern_match_simple (where, event->port)))
          && (text == NULL || g_pattern_match_simple (text, event->text)))
        g_ptr_array_add (found, event);
    }
  return found;
}

guint
lab_count (Lab *lab, ZoeEventKind kind, const char *where, const char *text)
{
  g_autoptr (GPtrArray) found = lab_list (lab, kind, where, text);

  return found->len;
}

/* The first that happened like this, which must be there. */
const LabEvent *
lab_find (Lab *lab, ZoeEventKind kind, const char *where, const char *text)
{
  g_autoptr (GPtrArray) found = lab_list (lab, kind, where, text);

  if (found->len == 0)
    g_error ("No %s by %s says “%s”", zoe_event_kind_get_name (kind), where, text);
  return g_ptr_array_index (found, 0);
}

/* Everything that happened. (transfer none) (element-type LabEvent) */
GPtrArray *
lab_list_events (Lab *lab)
{
  return lab->events;
}

/* What a node shows under a name at the end; NULL: nothing. */
const char *
lab_get_shown (Lab *lab, const char *node, const char *name)
{
  ZoeNodeSpec *spec = zoe_scenario_find_node (zoe_recording_get_scenario (lab->recording), node);

  g_assert_nonnull (spec);
  return zoe_moment_get_shown (lab->end, spec->number, name);
}

static void
append_journey (Lab *lab, ZoeMessageId id, GString *journey)
{
  ZoeMessageRecord *record = get_record (lab, id);
  g_autofree char *sender = dup_port (lab, record->socket);
  g_autofree char *sent = join_frames (record->frames);

  g_string_append_printf (journey, "%s%s[%s]", journey->len > 0 ? " / " : "", sender, sent);
  for (guint i = 0; i < record->receipts->len; i++)
    {
      ZoeReceipt *receipt = &g_array_index (record->receipts, ZoeReceipt, i);
      g_autofree char *receiver = dup_port (lab, receipt->socket);
      g_autofree char *received = join_frames (receipt->frames != NULL ? receipt->frames : record->frames);

      g_string_append_printf (journey, " > %s[%s]", receiver, received);
    }
  for (guint i = 0; i < record->effects->len; i++)
    append_journey (lab, g_array_index (record->effects, ZoeMessageId, i), journey);
}

/* The way as a regular expression: $w becomes a named group, and a reference to it from then on. */
static GRegex *
compile_way (const char *way)
{
  g_autoptr (GString) pattern = g_string_new ("^");
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  GRegex *regex;

  for (const char *at = way; *at != '\0'; at++)
    {
      g_autofree char *name = NULL;
      const char *end = at + 1;

      if (*at == '*')
        g_string_append (pattern, "[^\\]]*");
      else if (*at != '$')
        {
          g_autofree char *literal = g_regex_escape_string (at, 1);

          g_string_append (pattern, literal);
        }
      else
        {
          while (g_ascii_isalnum (*end))
            end++;
          name = g_strndup (at + 1, end - at - 1);
          if (g_hash_table_contains (known, name))
            g_string_append_printf (pattern, "(?P=%s)", name);
          else
            g_string_append_printf (pattern, "(?P<%s>[^|\\[\\]: ]+)", name);
          g_hash_table_add (known, g_steal_pointer (&name));
          at = end - 1;
        }
    }
  g_string_append_c (pattern, '$');
  regex = g_regex_new (pattern->str, G_REGEX_DEFAULT, 0, &error);
  g_assert_no_error (error);
  return regex;
}

guint
lab_assert_finished_journeys (Lab *lab, const char *port, const char *text, const char *way, guint may_be_cut)
{
  g_autoptr (GPtrArray) sends = lab_list (lab, ZOE_EVENT_SEND, port, text);
  g_autoptr (GRegex) regex = compile_way (way);
  guint n_cut = 0;

  for (guint i = 0; i < sends->len; i++)
    {
      LabEvent *send = g_ptr_array_index (sends, i);
      g_autoptr (GString) journey = g_string_new (NULL);
      g_autoptr (GMatchInfo) match = NULL;

      append_journey (lab, send->message, journey);
      if (g_regex_match (regex, journey->str, G_REGEX_MATCH_PARTIAL, &match))
        continue;
      if (!g_match_info_is_partial_match (match) || ++n_cut > may_be_cut)
        g_error ("A message went\n  %s\nand not\n  %s", journey->str, way);
    }
  return sends->len - n_cut;
}

guint
lab_assert_journeys (Lab *lab, const char *port, const char *text, const char *way)
{
  return lab_assert_finished_journeys (lab, port, text, way, 0);
}
