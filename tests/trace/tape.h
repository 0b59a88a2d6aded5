/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A little language for tests: a scenario in a line, what happens in it in another.
 *
 * Scenario: "a>b b>c" a:out is a PUSH linked to b:in, a PULL; "p*s" PUB to SUB; "c=r" DEALER and ROUTER;
 * "c?r" REQ and REP.
 * Events, each a millisecond after the one before:
 *   a>b:hello     a sends hello, b receives it (two events)
 *   a!hello       a sends hello
 *   b?hello       b receives the latest message that said hello, which it had not
 *   b%hello       hello is kept on its link to b; b-hello, it is thrown away there; b&hello, it will arrive once more
 *   a#free=3      a shows free = 3
 *   a~20          a works for 20 ms
 *   a^ a$         a starts, ends
 *   +30           30 ms pass */

#pragma once

#include "trace/recorder.h"
#include "trace/recording.h"
#include "trace/seal.h"

typedef struct
{
  char        *folder;
  char        *path;
  ZoeScenario *scenario;
  ZoeRecorder *recorder;
  guint64      sequence;
  gint64       time_ns;
  guint64     *counts;     /* messages of each node */
  GPtrArray   *sent;       /* (element-type TapeMessage) */
} Tape;

ZoeScenario  *tape_scenario    (const char *links);
Tape         *tape_new         (const char *links);
void          tape_free        (Tape *tape);
void          tape_play        (Tape *tape, const char *words);
void          tape_write       (Tape *tape, ZoeEvent *event, const ZoeFrame *frames, guint lane);
ZoeMessageId  tape_find        (Tape *tape, const char *text);
void          tape_finish      (Tape *tape);
void          tape_wait        (Tape *tape, guint64 n_events);
ZoeRecording *tape_open        (Tape *tape);
char         *tape_query       (const char *path, const char *sql);
char         *tape_make_folder (void);
void          tape_remove_folder (const char *folder);

char         *describe_moment  (ZoeRecording *recording, ZoeMoment *moment);
char         *describe_flights (ZoeRecording *recording, gint64 begin_ms, gint64 end_ms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Tape, tape_free)

/* Rows joined with "\n", columns with "|", as an outsider's SQLite gives them. */
#define assert_query(path, sql, expected) G_STMT_START { \
    g_autofree char *rows_ = tape_query (path, sql); \
    g_assert_cmpstr (rows_, ==, expected); } G_STMT_END

#define assert_flights(recording, begin_ms, end_ms, expected) G_STMT_START { \
    g_autofree char *flights_ = describe_flights (recording, begin_ms, end_ms); \
    g_assert_cmpstr (flights_, ==, expected); } G_STMT_END
