/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A recording's inside, for the files of src/trace that answer questions about it. */

#pragma once

#include "trace/moment_state.h"
#include "trace/recording.h"
#include "trace/statements.h"

#define ZOE_TIME_CACHE_SIZE 8192

typedef struct
{
  guint64 sequence;
  gint64  time_ns;
} ZoeTimeMark;

struct _ZoeRecording
{
  GObject        parent_instance;

  char          *path;
  sqlite3       *db;
  sqlite3_stmt  *statements[ZOE_READ_N];
  guint          n_reading;          /* nested zoe_recording_begin() */
  GError        *failure;            /* what the file failed to give, first */

  GHashTable    *meta;               /* (element-type utf8 utf8) */
  ZoeScenario   *scenario;
  ZoeWiring     *wiring;
  GPtrArray     *sources;            /* (element-type utf8): by node, from index 0; NULLs in it */
  guint64        n_events;
  gint64         duration_ns;
  gboolean       complete;

  ZoeMoment     *flying;             /* where the flights were asked for last */
  ZoeMoment     *latest;             /* at the last keyframe: which messages each link has passed */
  guint64        latest_asked;       /* n_events then */
  ZoeTimeMark   *marks;              /* times once read; they do not change */
};

/* A row of event_row, with every number that names something checked to name something. */
typedef struct
{
  ZoeEvent    event;
  ZoeOrigin   origin;
  const char *frames;                /* until the statement goes on; NULL: none */
  gsize       frames_length;
} ZoeStoredEvent;

/* Reads between these two see one state of the file, and are quicker. */
void     zoe_recording_begin     (ZoeRecording *recording);
void     zoe_recording_end       (ZoeRecording *recording);

/* The statement's next row. FALSE: there is none, or it cannot be read; the statement is reset then. */
gboolean zoe_recording_step      (ZoeRecording *recording, sqlite3_stmt *statement);
gboolean zoe_recording_step_event (ZoeRecording *recording, sqlite3_stmt *statement, ZoeStoredEvent *ret_stored);

/* The sequence of a message's send; 0: the trace has none. */
guint64  zoe_recording_find_send (ZoeRecording *recording, ZoeMessageId message);

/* Begins the rows of all events of a message among some; FALSE: there are none. */
gboolean zoe_recording_bind_message (ZoeRecording *recording, sqlite3_stmt *statement, ZoeMessageId message,
                                     guint64 first, guint64 last);

void     zoe_recording_append_detail (ZoeRecording *recording, const ZoeStoredEvent *stored, GString *detail);

/* Brings a moment's own past to right after an event; what hindsight adds is as it was. */
void     zoe_recording_travel    (ZoeRecording *recording, ZoeMoment *moment, guint64 sequence);
