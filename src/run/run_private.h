/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a run, shared by the files of this folder. */

#pragma once

#include "model/until.h"
#include "run/clock.h"
#include "run/gate.h"
#include "run/idle_watch.h"
#include "run/ledger.h"
#include "run/lines.h"
#include "run/port.h"
#include "run/probe.h"
#include "run/run.h"
#include "run/stages.h"
#include "run/traffic.h"
#include "wire/context.h"
#include "wire/monitor.h"

typedef struct _ZoeLabThread ZoeLabThread;

struct _ZoeRun
{
  ZoeScenario  *scenario;
  ZoeRunOptions options;         /* its clock is atomic: a person may change it */
  ZoeUntil     *until;           /* NULL until started */
  gboolean      until_watches;   /* any event may meet it */
  ZoeUntil     *breaks;          /* atomic; NULL = none */
  GPtrArray    *all_breaks;      /* (element-type ZoeUntil): those there ever were, as a thread may still look at one */
  gint64        break_at_ns;     /* atomic: a breakpoint in time that has not been met */
  ZoeEventSink  sink;
  gpointer      sink_data;
  ZoeEventSink  outer_sink;      /* the one that was set; sink watches what passes */
  gpointer      outer_data;

  /* Each guards itself. */
  ZoeClock     *clock;
  ZoeContext   *context;
  ZoePorts     *ports;
  ZoeTraffic   *traffic;
  ZoeLedger    *ledger;
  ZoeLines     *lines;
  ZoeIdleWatch *idle_watch;
  ZoeGate      *gate;
  ZoeStages    *stages;
  ZoeLabThread *lab_thread;

  ZoeNode     **nodes;           /* by number, from 1; NULL for external ones */
  ZoeProbe      probe;           /* lane 0: the controlling thread's */

  guint64       sequence;        /* atomic */
  gint          stopping;        /* atomic: the run is over */

  GMutex        wiring_lock;     /* guards the next, and who finds whom over inproc */
  guint        *moves;           /* by link number: how often its inproc endpoint has been given up */

  GPtrArray    *schedule;        /* (element-type ZoeScheduledFault): fixed at the start; walked by the lab thread */
  GMutex        fault_lock;      /* one fault at a time */
  GMutex        break_lock;      /* guards the next, and that nothing older holds what was just let go */
  guint64       resumed;         /* sequence of the last RESUME */
  guint64       stepped;         /* of the last step, until a breakpoint has been met after it; 0 = none */
  GMutex        lock;            /* guards all below; taken last of all locks but the gate's */
  GCond         changed;
  guint         n_playing;       /* nodes whose role has not returned */
  gboolean      stepping;
  gboolean      steady;          /* stepping, and everybody stands at the gate or waits */
  guint         n_unsettled;     /* how often somebody was about to move */
  char         *break_reason;    /* of the breakpoint the run stands at; NULL = none */
  gboolean      over;
  char         *reason;
  void        (*over_func) (gpointer data);      /* this and those below are set before the start */
  gpointer      over_data;
  void        (*steady_func) (gpointer data);
  gpointer      steady_data;
  void        (*break_func) (gpointer data);
  gpointer      break_data;
};

#define zoe_run_is_stopping(run) (__atomic_load_n (&(run)->stopping, __ATOMIC_ACQUIRE) != 0)

void     zoe_run_set_bound   (ZoeRun *run, guint link, const char *endpoint);
void     zoe_run_wake_all    (ZoeRun *run);

/* ending.c */
void     zoe_run_finish      (ZoeRun *run, const char *reason);
void     zoe_run_finish_at_deadline (ZoeRun *run);
gint64   zoe_run_get_deadline (ZoeRun *run);
void     zoe_run_node_ended  (ZoeRun *run, const ZoeEvent *event);
void     zoe_run_node_restarted (ZoeRun *run);

/* control.c */
void     zoe_run_arm_break   (ZoeRun *run, gint64 time_ns);
void     zoe_run_break       (ZoeRun *run, guint lane, guint64 sequence, const char *reason);
void     zoe_run_note_steady (ZoeRun *run);
void     zoe_run_unsettle    (ZoeRun *run);
void     zoe_run_ask_again   (ZoeRun *run);
void     zoe_run_update_idle_watch (ZoeRun *run);
gboolean zoe_run_skips_idle  (ZoeRun *run);

/* faults.c */
gboolean zoe_faults_apply    (ZoeRun *run, const ZoeFault *fault, ZoeProbe *probe, GError **error);

/* node_thread.c */
ZoeNode *zoe_node_new        (ZoeRun *run, ZoeNodeSpec *spec);
void     zoe_node_start      (ZoeNode *node);
void     zoe_node_wake       (ZoeNode *node);
void     zoe_node_join       (ZoeNode *node);
void     zoe_node_set_overrides (ZoeNode *node, char **overrides);
void     zoe_node_add_errand (ZoeNode *node, guint link);
void     zoe_node_free       (ZoeNode *node);
ZoeProbe *zoe_node_get_probe (ZoeNode *node);

/* lab_thread.c */
ZoeLabThread *zoe_lab_thread_new         (ZoeRun *run);
void          zoe_lab_thread_add_monitor (ZoeLabThread *lab, ZoeMonitor *monitor);
void          zoe_lab_thread_wake        (ZoeLabThread *lab);
ZoeProbe     *zoe_lab_thread_get_probe   (ZoeLabThread *lab);
gboolean      zoe_lab_thread_is_connected (ZoeLabThread *lab, guint link);
gboolean      zoe_lab_thread_reset_link  (ZoeLabThread *lab, guint link);
gint64        zoe_lab_thread_get_deadline (ZoeLabThread *lab);
void          zoe_lab_thread_join        (ZoeLabThread *lab);
void          zoe_lab_thread_free        (ZoeLabThread *lab);
