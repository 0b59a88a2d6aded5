/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/recording.h"

#include <glib/gi18n.h>
#include <string.h>

#include "trace/description.h"
#include "trace/frame_text.h"
#include "trace/hindsight.h"
#include "trace/keyframe.h"
#include "trace/recording_private.h"
#include "trace/trace_file.h"

#define NEAR           1000   /* events; so far ahead, going there one by one is cheaper than a keyframe */
#define KEYFRAME_TRIES 100    /* damaged ones, before starting from the beginning */

enum
{
  PROP_0,
  PROP_N_EVENTS,
  PROP_DURATION,
  PROP_COMPLETE,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (ZoeRecording, zoe_recording, G_TYPE_OBJECT)

void
zoe_recording_begin (ZoeRecording *recording)
{
  if (recording->n_reading++ == 0)
    zoe_statement_run (recording->statements[ZOE_READ_BEGIN]);
}

void
zoe_recording_end (ZoeRecording *recording)
{
  if (--recording->n_reading == 0)
    zoe_statement_run (recording->statements[ZOE_READ_END]);
}

gboolean
zoe_recording_step (ZoeRecording *recording, sqlite3_stmt *statement)
{
  int status = sqlite3_step (statement);

  if (status == SQLITE_ROW)
    return TRUE;
  if (status != SQLITE_DONE && recording->failure == NULL)
    recording->failure = g_error_new (G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("A part of the trace “%s” cannot be read: %s"),
                                      recording->path, sqlite3_errmsg (recording->db));
  sqlite3_reset (statement);
  return FALSE;
}

static void
read_meta (ZoeRecording *recording, ZoeReadStatement which)
{
  sqlite3_stmt *row = recording->statements[which];

  while (zoe_recording_step (recording, row))
    {
      const char *key = (const char *) sqlite3_column_text (row, 0), *value = (const char *) sqlite3_column_text (row, 1);

      /* What is known already stays where it is: somebody may hold it. */
      if (key != NULL && value != NULL && g_utf8_validate (key, -1, NULL) && g_utf8_validate (value, -1, NULL)
          && g_strcmp0 (g_hash_table_lookup (recording->meta, key), value) != 0)
        g_hash_table_replace (recording->meta, g_strdup (key), g_strdup (value));
    }
}

/* Moves on to what the file holds now. */
static void
read_extent (ZoeRecording *recording, guint64 *ret_n_events, gint64 *ret_duration_ns, gboolean *ret_complete)
{
  sqlite3_stmt *row = recording->statements[ZOE_READ_LAST];

  zoe_recording_begin (recording);
  read_meta (recording, ZOE_READ_META_SMALL);
  if (zoe_recording_step (recording, row))
    {
      *ret_n_events = MAX (sqlite3_column_int64 (row, 0), 0);
      *ret_duration_ns = MAX (sqlite3_column_int64 (row, 1), 0);
      sqlite3_reset (row);
    }
  *ret_complete = g_strcmp0 (g_hash_table_lookup (recording->meta, "complete"), "1") == 0;
  zoe_recording_end (recording);
}

static void
zoe_recording_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  ZoeRecording *self = ZOE_RECORDING (object);

  switch (id)
    {
    case PROP_N_EVENTS:
      g_value_set_uint64 (value, self->n_events);
      break;
    case PROP_DURATION:
      g_value_set_int64 (value, self->duration_ns);
      break;
    case PROP_COMPLETE:
      g_value_set_boolean (value, self->complete);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
zoe_recording_finalize (GObject *object)
{
  ZoeRecording *self = ZOE_RECORDING (object);

  zoe_statements_finalize (self->statements, ZOE_READ_N);
  g_clear_pointer (&self->db, sqlite3_close);
  g_clear_pointer (&self->flying, zoe_moment_free);
  g_clear_pointer (&self->latest, zoe_moment_free);
  g_clear_pointer (&self->wiring, zoe_wiring_unref);
  g_clear_pointer (&self->scenario, zoe_scenario_unref);
  g_clear_pointer (&self->meta, g_hash_table_unref);
  g_clear_pointer (&self->sources, g_ptr_array_unref);
  g_clear_error (&self->failure);
  g_free (self->path);
  g_free (self->marks);
  G_OBJECT_CLASS (zoe_recording_parent_class)->finalize (object);
}

static void
zoe_recording_class_init (ZoeRecordingClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zoe_recording_get_property;
  object_class->finalize = zoe_recording_finalize;
  properties[PROP_N_EVENTS] = g_param_spec_uint64 ("n-events", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_DURATION] = g_param_spec_int64 ("duration", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
zoe_recording_init (ZoeRecording *self)
{
  self->meta = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->sources = g_ptr_array_new_with_free_func (g_free);
  self->marks = g_new0 (ZoeTimeMark, ZOE_TIME_CACHE_SIZE);
}

/**
 * zoe_recording_open:
 * @error: says why the file cannot be used as a trace, and what to do
 *
 * Opens a trace, be it finished, growing, or left by a killed process. The file is not trusted: nothing in it is executed, and
 * neither it nor its folder is changed.
 */
ZoeRecording *
zoe_recording_open (const char *path, GError **error)
{
  g_autoptr (ZoeRecording) recording = g_object_new (ZOE_TYPE_RECORDING, NULL);
  g_autoptr (GError) cause = NULL;

  recording->path = g_strdup (path);
  recording->db = zoe_trace_file_open (path, error);
  if (recording->db == NULL)
    return NULL;
  if (zoe_statements_prepare (recording->db, zoe_read_statements, ZOE_READ_N, recording->statements, &cause))
    {
      read_meta (recording, ZOE_READ_META);
      recording->scenario = zoe_description_read (recording->statements, recording->meta, recording->sources, &cause);
    }
  if (recording->scenario != NULL)
    {
      recording->wiring = zoe_wiring_new (recording->scenario);
      read_extent (recording, &recording->n_events, &recording->duration_ns, &recording->complete);
    }
  if (cause == NULL && recording->failure == NULL)
    return g_steal_pointer (&recording);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("“%s” cannot be opened: it is damaged (%s)"), path,
               cause != NULL ? cause->message : recording->failure->message);
  return NULL;
}

/**
 * zoe_recording_refresh:
 *
 * Moves on to what has been added to a growing trace, and notifies. Costs next to nothing if nothing has.
 *
 * Returns: %FALSE if some part of the file could not be read, now or since the last call; what could be read stays
 */
gboolean
zoe_recording_refresh (ZoeRecording *recording, GError **error)
{
  GObject *object = G_OBJECT (recording);
  guint64 n_events = recording->n_events;
  gint64 duration_ns = recording->duration_ns;
  gboolean complete = recording->complete;

  if (!complete)
    read_extent (recording, &n_events, &duration_ns, &complete);
  g_object_freeze_notify (object);
  if (n_events > recording->n_events)
    {
      recording->n_events = n_events;
      g_object_notify_by_pspec (object, properties[PROP_N_EVENTS]);
    }
  if (duration_ns > recording->duration_ns)
    {
      recording->duration_ns = duration_ns;
      g_object_notify_by_pspec (object, properties[PROP_DURATION]);
    }
  if (complete != recording->complete)
    {
      recording->complete = complete;
      g_object_notify_by_pspec (object, properties[PROP_COMPLETE]);
    }
  g_object_thaw_notify (object);
  if (recording->failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&recording->failure));
  return FALSE;
}

const char *
zoe_recording_get_path (ZoeRecording *recording)
{
  return recording->path;
}

/**
 * zoe_recording_get_scenario:
 *
 * Returns: (transfer none): what ran, its nodes without a role: a program that has a table of roles finds them by role_name
 */
ZoeScenario *
zoe_recording_get_scenario (ZoeRecording *recording)
{
  return recording->scenario;
}

/**
 * zoe_recording_get_meta:
 * @key: see schema.sql
 *
 * Returns: (nullable): what was noted down under the key
 */
const char *
zoe_recording_get_meta (ZoeRecording *recording, const char *key)
{
  return g_hash_table_lookup (recording->meta, key);
}

/**
 * zoe_recording_get_source:
 *
 * Returns: (nullable): the file, below src/, that a node's role was written in; an event's line is a line of it
 */
const char *
zoe_recording_get_source (ZoeRecording *recording, guint node)
{
  return node > 0 && node <= recording->sources->len ? g_ptr_array_index (recording->sources, node - 1) : NULL;
}

guint64
zoe_recording_get_n_events (ZoeRecording *recording)
{
  return recording->n_events;
}

gint64
zoe_recording_get_duration (ZoeRecording *recording)
{
  return recording->duration_ns;
}

gboolean
zoe_recording_get_complete (ZoeRecording *recording)
{
  return recording->complete;
}

/**
 * zoe_recording_get_event:
 * @ret_event: (out): its n_frames is how many frames the trace holds with it
 * @ret_detail: (out) (optional) (transfer full): its frames' text as the event list shows it
 *
 * Returns: %FALSE if there is no such event
 */
gboolean
zoe_recording_get_event (ZoeRecording *recording, guint64 sequence, ZoeEvent *ret_event, char **ret_detail)
{
  sqlite3_stmt *row = recording->statements[ZOE_READ_EVENTS];
  ZoeStoredEvent stored;
  gboolean found;

  if (sequence == 0 || sequence > recording->n_events)
    return FALSE;
  zoe_statement_bind (row, "ii", (gint64) sequence, (gint64) sequence);
  found = zoe_recording_step_event (recording, row, &stored);
  if (found)
    {
      *ret_event = stored.event;
      ret_event->n_frames = MIN (zoe_frame_text_count (stored.frames, stored.frames_length), G_MAXUINT16);
      if (ret_detail != NULL)
        {
          GString *detail = g_string_new (NULL);

          zoe_recording_append_detail (recording, &stored, detail);
          *ret_detail = g_string_free (detail, FALSE);
        }
    }
  sqlite3_reset (row);
  return found;
}

/* The last keyframe at or before a sequence that can be read; else the beginning. */
static void
load_keyframe (ZoeRecording *recording, ZoeMoment *moment, guint64 sequence)
{
  sqlite3_stmt *row = recording->statements[ZOE_READ_KEYFRAME];
  guint64 before = sequence;

  for (guint tries = 0; tries < KEYFRAME_TRIES; tries++)
    {
      guint64 found;

      zoe_statement_bind (row, "i", (gint64) before);
      if (!zoe_recording_step (recording, row))
        break;
      found = sqlite3_column_int64 (row, 0);
      if (zoe_keyframe_read (moment, sqlite3_column_blob (row, 1), sqlite3_column_bytes (row, 1)) && moment->sequence == found)
        {
          sqlite3_reset (row);
          return;
        }
      if (found == 0 || found > before)
        break;
      before = found - 1;
    }
  sqlite3_reset (row);
  zoe_moment_reset (moment);
}

static gboolean
is_keyframe_better (ZoeRecording *recording, ZoeMoment *moment, guint64 sequence)
{
  sqlite3_stmt *row = recording->statements[ZOE_READ_KEYFRAME_SEQ];
  guint64 found = 0;

  if (sequence < moment->sequence)
    return TRUE;
  if (sequence - moment->sequence <= NEAR)
    return FALSE;
  zoe_statement_bind (row, "i", (gint64) sequence);
  if (zoe_recording_step (recording, row))
    found = MAX (sqlite3_column_int64 (row, 0), 0);
  sqlite3_reset (row);
  return found > moment->sequence;
}

static void
apply (ZoeMoment *moment, const ZoeStoredEvent *stored)
{
  g_autofree char *name = NULL, *value = NULL;
  g_autoptr (GString) bytes = NULL;
  ZoeFrameReader reader;

  if (stored->event.kind == ZOE_EVENT_STATE)
    {
      bytes = g_string_new (NULL);
      zoe_frame_reader_init (&reader, stored->frames, stored->frames_length);
      if (zoe_frame_reader_next (&reader, bytes, NULL))
        name = zoe_frame_dup_text ((ZoeFrame) { (const guint8 *) bytes->str, bytes->len });
      if (zoe_frame_reader_next (&reader, bytes, NULL))
        value = zoe_frame_dup_text ((ZoeFrame) { (const guint8 *) bytes->str, bytes->len });
    }
  zoe_moment_apply (moment, &stored->event, stored->origin, name, value);
}

void
zoe_recording_travel (ZoeRecording *recording, ZoeMoment *moment, guint64 sequence)
{
  sqlite3_stmt *row = recording->statements[ZOE_READ_EVENTS_LEAN];
  ZoeStoredEvent stored;

  if (is_keyframe_better (recording, moment, sequence))
    load_keyframe (recording, moment, sequence);
  if (moment->sequence >= sequence)
    return;
  zoe_statement_bind (row, "ii", (gint64) moment->sequence + 1, (gint64) sequence);
  while (zoe_recording_step_event (recording, row, &stored))
    {
      if (stored.event.sequence <= moment->sequence)
        {
          /* Only a damaged file turns back. */
          sqlite3_reset (row);
          break;
        }
      apply (moment, &stored);
    }
  moment->sequence = sequence;
}

/**
 * zoe_recording_move_moment:
 * @moment: of this recording
 * @sequence: an event's; 0: before the first
 *
 * Brings a moment forward or back to right after another event, the cheapest way.
 */
void
zoe_recording_move_moment (ZoeRecording *recording, ZoeMoment *moment, guint64 sequence)
{
  g_assert (((ZoeMomentState *) moment)->wiring->scenario == recording->scenario);

  zoe_recording_begin (recording);
  zoe_recording_travel (recording, moment, MIN (sequence, recording->n_events));
  zoe_hindsight_apply (recording, moment);
  zoe_recording_end (recording);
}

/**
 * zoe_recording_dup_moment:
 *
 * Returns: (transfer full): the state of everything right after an event (0: before the first)
 */
ZoeMoment *
zoe_recording_dup_moment (ZoeRecording *recording, guint64 sequence)
{
  ZoeMoment *moment = zoe_moment_new_wired (recording->wiring);

  zoe_recording_move_moment (recording, moment, sequence);
  return moment;
}
