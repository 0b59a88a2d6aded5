/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All SQL but the schema, in one place. Every statement is prepared when a file is opened, so that a bad one fails at once. */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

/* A node's send is marked if it is so many messages or events after the node's last marked one: so from a mark on, what is
 * looked for lies within so many events. */
#define ZOE_SEND_MARK_EVERY 256
#define ZOE_SEND_MARK_REACH 8192

/* What a recording asks. */
typedef enum
{
  ZOE_READ_BEGIN,
  ZOE_READ_CLUSTERS,
  ZOE_READ_CONDITIONS,
  ZOE_READ_EFFECTS,
  ZOE_READ_END,
  ZOE_READ_EVENTS,           /* everything of the events ?1 to ?2 */
  ZOE_READ_EVENTS_LEAN,      /* the same, frames of states only */
  ZOE_READ_FATES,            /* what befell the message sent as event ?1, up to event ?2: received, held, dropped */
  ZOE_READ_FRAMES,
  ZOE_READ_INTERVENTIONS,    /* what a person did to the run, and messages held on links, among events ?1 to ?2 */
  ZOE_READ_KEYFRAME,         /* the last one at or before ?1 */
  ZOE_READ_KEYFRAME_SEQ,     /* its sequence alone */
  ZOE_READ_LAST,
  ZOE_READ_LINKS,
  ZOE_READ_MESSAGE,          /* all events of message ?1, sent as event ?2, among events ?3 to ?4 */
  ZOE_READ_META,
  ZOE_READ_META_SMALL,       /* without the scenario's text, which does not change */
  ZOE_READ_NODES,
  ZOE_READ_OPTIONS,
  ZOE_READ_PARAMETERS,
  ZOE_READ_SEND,             /* of message ?1 among events ?2 to ?3 */
  ZOE_READ_SEND_MARK,        /* of node ?1, the last one at or before count ?2 */
  ZOE_READ_SENDS,            /* the sends among events ?1 to ?2 */
  ZOE_READ_SOCKETS,
  ZOE_READ_TIME,             /* of the last event at or before ?1 */
  ZOE_READ_N
} ZoeReadStatement;

/* What a recorder writes. */
typedef enum
{
  ZOE_WRITE_BEGIN,
  ZOE_WRITE_CLUSTER,
  ZOE_WRITE_COMMIT,
  ZOE_WRITE_CONDITION,
  ZOE_WRITE_EVENTS,
  ZOE_WRITE_KEYFRAME,
  ZOE_WRITE_KIND,
  ZOE_WRITE_LINK,
  ZOE_WRITE_META,
  ZOE_WRITE_NODE,
  ZOE_WRITE_OPTION,
  ZOE_WRITE_PARAMETER,
  ZOE_WRITE_ROLLBACK,
  ZOE_WRITE_SEND_MARK,
  ZOE_WRITE_SOCKET,
  ZOE_WRITE_N
} ZoeWriteStatement;

extern const char *const zoe_read_statements[ZOE_READ_N];
extern const char *const zoe_write_statements[ZOE_WRITE_N];

void     zoe_sqlite_init         (void);
gboolean zoe_statements_prepare  (sqlite3 *db, const char *const *texts, guint n, sqlite3_stmt **ret_statements, GError **error);
void     zoe_statements_finalize (sqlite3_stmt **statements, guint n);
void     zoe_statement_bind      (sqlite3_stmt *statement, const char *types, ...);
int      zoe_statement_run       (sqlite3_stmt *statement);
