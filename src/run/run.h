/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scenario in motion: one thread per node, real sockets, a clock. Whatever happens goes into the event sink.
 *
 * new() makes nothing move; start() returns when every node is bound and connected; free() stops and joins. The functions here
 * may be called from any one thread, the nodes' own excepted. */

#pragma once

#include "model/event.h"
#include "model/fault.h"
#include "model/scenario.h"
#include "run/lines.h"
#include "run/standing.h"

typedef struct _ZoeRun ZoeRun;

typedef enum
{
  ZOE_CLOCK_REAL,        /* real time times rate */
  ZOE_CLOCK_SKIP_IDLE,   /* jumps to the next deadline when every node waits and nothing is under way */
} ZoeClockMode;

typedef struct
{
  ZoeClockMode clock;
  double       rate;        /* scenario seconds per real second; 1 = real time */
  gint64       limit_ns;    /* over at this scenario time at the latest; 0 = no limit */
  gboolean     stepping;    /* starts in step mode: nobody does anything before it is let */
  const char  *faults;      /* a schedule besides the scenario's: "2s kill worker-1"; NULL = none; this and the next: read by start() */
  const char  *until;       /* conditions that end the run, besides the scenario's; NULL = none */
  const char  *breaks;      /* conditions that pause it, likewise */
} ZoeRunOptions;

ZoeRun    *zoe_run_new            (ZoeScenario *scenario, const ZoeRunOptions *options);
void       zoe_run_free           (ZoeRun *run);
guint      zoe_run_count_lanes    (ZoeRun *run);
void       zoe_run_set_sink       (ZoeRun *run, ZoeEventSink sink, gpointer data);
void       zoe_run_set_over_func  (ZoeRun *run, void (*func) (gpointer data), gpointer data);
gboolean   zoe_run_start          (ZoeRun *run, GError **error);
void       zoe_run_stop           (ZoeRun *run);

gboolean   zoe_run_is_over        (ZoeRun *run);
gboolean   zoe_run_wait           (ZoeRun *run, gint64 real_ns);
guint      zoe_run_count_playing  (ZoeRun *run);
char      *zoe_run_dup_reason     (ZoeRun *run);
char     **zoe_run_dup_open_doors (ZoeRun *run);

/* Holding time and stepping: control.c. */
void       zoe_run_pause          (ZoeRun *run);
void       zoe_run_resume         (ZoeRun *run);
gboolean   zoe_run_is_paused      (ZoeRun *run);
void       zoe_run_set_rate       (ZoeRun *run, double rate);
double     zoe_run_get_rate       (ZoeRun *run);
gint64     zoe_run_get_now        (ZoeRun *run);
void       zoe_run_set_clock_mode (ZoeRun *run, ZoeClockMode mode);

void       zoe_run_set_stepping    (ZoeRun *run, gboolean stepping);
gboolean   zoe_run_is_stepping     (ZoeRun *run);
void       zoe_run_set_steady_func (ZoeRun *run, void (*func) (gpointer data), gpointer data);
gboolean   zoe_run_wait_steady     (ZoeRun *run, gint64 real_ns);
GArray    *zoe_run_list_standings  (ZoeRun *run);
guint      zoe_run_get_next        (ZoeRun *run);
void       zoe_run_hold_back       (ZoeRun *run, guint node, gboolean held_back);
gboolean   zoe_run_step            (ZoeRun *run, guint node);
gint64     zoe_run_get_next_deadline (ZoeRun *run);
gboolean   zoe_run_skip_to_deadline (ZoeRun *run);

/* Breakpoints: a run that meets one is paused, at once; control.c. */
void       zoe_run_set_break_func  (ZoeRun *run, void (*func) (gpointer data), gpointer data);
gboolean   zoe_run_set_breaks      (ZoeRun *run, const char *conditions, GError **error);
char      *zoe_run_dup_break       (ZoeRun *run);

/* Breaking and mending: faults.c. */
gboolean   zoe_run_apply_fault     (ZoeRun *run, const ZoeFault *fault, GError **error);
GArray    *zoe_run_list_held       (ZoeRun *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeRun, zoe_run_free)
