/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a run, shared by the files of this folder. */

#pragma once

#include "model/until.h"
#include "run/clock.h"
#include "run/idle_watch.h"
#include "run/ledger.h"
#include "run/port.h"
#include "run/probe.h"
#include "run/run.h"
#include "run/traffic.h"
#include "wire/context.h"
#include "wire/monitor.h"

typedef struct _ZoeLabThread ZoeLabThread;

/* Every node that starts with the run passes these together; the last one is the run's start. */
typedef enum
{
  ZOE_STAGE_BOUND,
  ZOE_STAGE_CONNECTED,
  ZOE_STAGE_READY,
  ZOE_STAGE_PLAYING,
  ZOE_N_STAGES
} ZoeStage;

struct _ZoeRun
{
  ZoeScenario  *scenario;
  ZoeRunOptions options;
  ZoeUntil     *until;           /* NULL until started */
  ZoeEventSink  sink;
  gpointer      sink_data;
  ZoeEventSink  outer_sink;      /* the one that was set, where the run counts events itself */
  gpointer      outer_data;

  /* Each guards itself. */
  ZoeClock     *clock;
  ZoeContext   *context;
  ZoePorts     *ports;
  ZoeTraffic   *traffic;
  ZoeLedger    *ledger;
  ZoeIdleWatch *idle_watch;
  ZoeLabThread *lab_thread;

  ZoeNode     **nodes;           /* by number, from 1; NULL for external ones */
  ZoeProbe      probe;           /* lane 0: the controlling thread's */

  guint64       sequence;        /* atomic */
  gint          stopping;        /* atomic: every wait ends */
  gint          held;            /* atomic: no operation begins */

  GMutex        lock;            /* guards all below */
  GCond         changed;
  guint         n_punctual;      /* nodes that start with the run */
  guint         n_arrived[ZOE_N_STAGES];
  guint         open_stages;     /* how many stages everybody may leave */
  guint         n_playing;       /* nodes whose role has not returned */
  guint        *n_handshakes;    /* by socket number */
  GError       *failure;         /* the first thing that went wrong while starting */
  gboolean      over;
  char         *reason;
  void        (*over_func) (gpointer data);
  gpointer      over_data;
};

#define zoe_run_is_stopping(run) (__atomic_load_n (&(run)->stopping, __ATOMIC_ACQUIRE) != 0)

gboolean zoe_run_arrive      (ZoeRun *run, ZoeStage stage);
void     zoe_run_fail        (ZoeRun *run, GError *error);
void     zoe_run_finish      (ZoeRun *run, const char *reason);
void     zoe_run_node_ended  (ZoeRun *run, const ZoeEvent *event);
gboolean zoe_run_wait_gate   (ZoeRun *run);
void     zoe_run_wait_stop   (ZoeRun *run);
void     zoe_run_set_bound   (ZoeRun *run, guint link, const char *endpoint);
void     zoe_run_note_handshake (ZoeRun *run, guint socket);
void     zoe_run_finish_at_deadline (ZoeRun *run);
gint64   zoe_run_get_deadline (ZoeRun *run);

/* node_thread.c */
ZoeNode *zoe_node_new        (ZoeRun *run, ZoeNodeSpec *spec);
void     zoe_node_start      (ZoeNode *node);
void     zoe_node_wake       (ZoeNode *node);
void     zoe_node_join       (ZoeNode *node);
void     zoe_node_free       (ZoeNode *node);
void     zoe_node_tell_jump  (ZoeNode *node, gint64 jumped_ns);

/* lab_thread.c */
ZoeLabThread *zoe_lab_thread_new         (ZoeRun *run);
void          zoe_lab_thread_add_monitor (ZoeLabThread *lab, ZoeMonitor *monitor);
void          zoe_lab_thread_wake        (ZoeLabThread *lab);
void          zoe_lab_thread_free        (ZoeLabThread *lab);
