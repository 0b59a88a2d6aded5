/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/run.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <sys/resource.h>

#include "run/run_private.h"

static void
on_idle (ZoeIdleNews news, guint waiter, gint64 jumped_ns, gpointer data)
{
  ZoeRun *run = data;
  ZoeEvent jump = { .kind = ZOE_EVENT_JUMP, .value = jumped_ns };

  switch (news)
    {
    case ZOE_IDLE_JUMPED:
      zoe_probe_emit (waiter == ZOE_IDLE_LAB_THREAD ? zoe_lab_thread_get_probe (run->lab_thread)
                                                    : zoe_node_get_probe (run->nodes[waiter + 1]), &jump, NULL);
      zoe_lab_thread_wake (run->lab_thread);
      break;
    case ZOE_IDLE_STEADY:
      zoe_run_note_steady (run);
      break;
    case ZOE_IDLE_STUCK:
      zoe_run_finish (run, _("every node waits, and nothing is under way that could end it"));
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Stands before the sink: any event may end the run, or pause it. */
static void
watch_and_pass_on (const ZoeEvent *event, const ZoeFrame *frames, guint lane, gpointer data)
{
  ZoeRun *run = data;
  ZoeUntil *breaks = __atomic_load_n (&run->breaks, __ATOMIC_ACQUIRE);
  g_autofree char *reason = NULL;

  if (run->outer_sink != NULL)
    run->outer_sink (event, frames, lane, run->outer_data);
  if (G_UNLIKELY (run->until_watches) && event->kind != ZOE_EVENT_END && zoe_until_is_met_by (run->until, event, frames, &reason))
    zoe_run_finish (run, reason);
  else if (G_UNLIKELY (breaks != NULL) && zoe_until_is_met_by (breaks, event, frames, &reason))
    zoe_run_break (run, lane, event->sequence, reason);
}

/* Each node takes an eventfd, each socket one of libzmq's, tcp and ipc ones a few more. */
static void
raise_descriptor_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max)
    {
      limit.rlim_cur = limit.rlim_max == RLIM_INFINITY ? 65536 : MIN (limit.rlim_max, 65536);
      setrlimit (RLIMIT_NOFILE, &limit);
    }
}

/**
 * zoe_run_new:
 * @options: (nullable): %NULL for real time without a limit
 */
ZoeRun *
zoe_run_new (ZoeScenario *scenario, const ZoeRunOptions *options)
{
  ZoeRun *run = g_new0 (ZoeRun, 1);

  run->scenario = zoe_scenario_ref (scenario);
  run->options = options != NULL ? *options : (ZoeRunOptions) { .clock = ZOE_CLOCK_REAL, .rate = 1 };
  run->clock = zoe_clock_new (run->options.rate > 0 ? run->options.rate : 1);
  run->nodes = g_new0 (ZoeNode *, scenario->nodes->len + 1);
  run->all_breaks = g_ptr_array_new_with_free_func ((GDestroyNotify) zoe_until_free);
  run->break_at_ns = ZOE_NO_DEADLINE;
  g_mutex_init (&run->lock);
  run->moves = g_new0 (guint, scenario->links->len + 1);
  g_mutex_init (&run->wiring_lock);
  g_mutex_init (&run->fault_lock);
  g_mutex_init (&run->break_lock);
  g_cond_init (&run->changed);
  return run;
}

/**
 * zoe_run_free:
 *
 * Stops the run if it still goes, and joins every thread.
 */
void
zoe_run_free (ZoeRun *run)
{
  zoe_run_stop (run);
  g_clear_pointer (&run->until, zoe_until_free);
  g_ptr_array_unref (run->all_breaks);
  g_free (run->break_reason);
  zoe_clock_free (run->clock);
  zoe_scenario_unref (run->scenario);
  g_free (run->nodes);
  g_free (run->reason);
  g_mutex_clear (&run->lock);
  g_mutex_clear (&run->fault_lock);
  g_mutex_clear (&run->wiring_lock);
  g_free (run->moves);
  g_mutex_clear (&run->break_lock);
  g_clear_pointer (&run->schedule, g_ptr_array_unref);
  g_cond_clear (&run->changed);
  g_free (run);
}

/**
 * zoe_run_count_lanes:
 *
 * Returns: how many lanes the sink must be ready for: the controlling thread's, the run's own, and one for each node
 */
guint
zoe_run_count_lanes (ZoeRun *run)
{
  return 2 + run->scenario->nodes->len;
}

/**
 * zoe_run_set_sink:
 *
 * Where events go; set before the start. Without a sink nothing is told, and nothing is lost but the picture.
 */
void
zoe_run_set_sink (ZoeRun *run, ZoeEventSink sink, gpointer data)
{
  g_assert (run->until == NULL);
  run->sink = sink;
  run->sink_data = data;
}

/**
 * zoe_run_set_over_func:
 * @func: called once, on some thread of the run, when the run is over
 */
void
zoe_run_set_over_func (ZoeRun *run, void (*func) (gpointer data), gpointer data)
{
  run->over_func = func;
  run->over_data = data;
}

static gboolean
make_nodes (ZoeRun *run, GError **error)
{
  for (guint i = 0; i < run->scenario->nodes->len; i++)
    {
      ZoeNodeSpec *spec = g_ptr_array_index (run->scenario->nodes, i);

      if (spec->external)
        {
          zoe_idle_watch_leave (run->idle_watch, spec->number - 1);
          continue;
        }
      if (spec->role == NULL)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _("%s: this program has no role “%s”"), spec->name, spec->role_name);
          return FALSE;
        }
      run->nodes[spec->number] = zoe_node_new (run, spec);
      if (run->nodes[spec->number] == NULL)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_OPEN_FILES,
                       _("There are too many nodes (%u) for the limit of open files (ulimit -n)"), run->scenario->nodes->len);
          return FALSE;
        }
      run->n_playing++;
    }
  return TRUE;
}

/* What the scenario says and what is asked for besides. */
static char *
join (const char *text, const char *more)
{
  return g_strdup_printf ("%s;%s", text != NULL ? text : "", more != NULL ? more : "");
}

static ZoeUntil *
parse_both (const char *text, const char *more, ZoeScenario *scenario, GError **error)
{
  g_autofree char *both = join (text, more);

  return zoe_until_parse (both, scenario, error);
}

static gboolean
set_first_breaks (ZoeRun *run, GError **error)
{
  g_autofree char *both = join (run->scenario->breaks, run->options.breaks);

  return zoe_run_set_breaks (run, both, error);
}

static GPtrArray *
make_schedule (ZoeRun *run, GError **error)
{
  g_autofree char *both = join (run->scenario->faults, run->options.faults);

  return zoe_schedule_parse (both, run->scenario, error);
}

/* What is done to links at the very beginning is done before anybody sends. */
static void
condition_links (ZoeRun *run)
{
  while (run->schedule->len > 0)
    {
      ZoeScheduledFault *first = g_ptr_array_index (run->schedule, 0);

      if (first->at_ns > 0 || !zoe_fault_verb_names_link (first->fault->verb) || first->fault->verb == ZOE_FAULT_RESET)
        return;
      zoe_faults_apply (run, first->fault, &run->probe, NULL);
      g_ptr_array_remove_index (run->schedule, 0);
    }
}

/**
 * zoe_run_start:
 *
 * Starts every node's thread and returns when all are bound and connected and their roles begin; nodes with a start time come later.
 * On failure nothing is left running.
 */
gboolean
zoe_run_start (ZoeRun *run, GError **error)
{
  ZoeScenario *scenario = run->scenario;
  gboolean nobody;

  g_assert (run->until == NULL);
  run->until = parse_both (scenario->until, run->options.until, scenario, error);
  if (run->until == NULL || !set_first_breaks (run, error))
    return FALSE;
  run->schedule = make_schedule (run, error);
  if (run->schedule == NULL)
    return FALSE;
  run->ports = zoe_ports_new (scenario, error);
  if (run->ports == NULL)
    return FALSE;

  run->until_watches = zoe_until_watches_events (run->until);
  run->outer_sink = run->sink;
  run->outer_data = run->sink_data;
  if (run->sink != NULL || run->until_watches || run->breaks != NULL)
    {
      run->sink = watch_and_pass_on;
      run->sink_data = run;
    }
  raise_descriptor_limit ();
  /* A monitor takes two more. */
  run->context = zoe_context_new (3 * scenario->sockets->len + 16);
  run->traffic = zoe_traffic_new (run->ports);
  run->ledger = zoe_ledger_new (run->ports);
  run->lines = zoe_lines_new (run->ports, scenario->seed);
  run->idle_watch = zoe_idle_watch_new (run->clock, run->traffic, scenario->nodes->len, on_idle, run);
  run->gate = zoe_gate_new (scenario, run->idle_watch);
  run->stages = zoe_stages_new (run->ports);
  run->probe = (ZoeProbe) { .sink = run->sink, .data = run->sink_data, .lane = 0, .clock = run->clock, .sequence = &run->sequence };
  if (!make_nodes (run, error))
    {
      zoe_run_stop (run);
      return FALSE;
    }

  condition_links (run);
  nobody = run->n_playing == 0;
  run->lab_thread = zoe_lab_thread_new (run);
  zoe_idle_watch_set_limit (run->idle_watch, zoe_lab_thread_get_deadline (run->lab_thread));
  for (guint i = 1; i <= scenario->nodes->len; i++)
    if (run->nodes[i] != NULL)
      zoe_node_start (run->nodes[i]);
  if (!zoe_stages_get_ready (run->stages, error))
    {
      zoe_run_stop (run);
      return FALSE;
    }

  if (run->options.stepping)
    zoe_run_set_stepping (run, TRUE);
  /* Before anybody sends, so that nothing under way is missed. */
  zoe_run_update_idle_watch (run);
  zoe_clock_start (run->clock);
  zoe_stages_play (run->stages);
  zoe_lab_thread_wake (run->lab_thread);
  if (nobody)
    zoe_run_finish (run, _("no node is left to run"));
  return TRUE;
}

/**
 * zoe_run_stop:
 *
 * Ends every wait, joins every thread and closes every socket. Does nothing the second time, or before the start.
 */
void
zoe_run_stop (ZoeRun *run)
{
  if (run->ports == NULL)
    return;
  zoe_run_finish (run, _("it was stopped"));
  for (guint i = 1; i <= run->scenario->nodes->len; i++)
    if (run->nodes[i] != NULL)
      zoe_node_join (run->nodes[i]);
  if (run->lab_thread != NULL)
    zoe_lab_thread_join (run->lab_thread);
  g_clear_pointer (&run->lab_thread, zoe_lab_thread_free);
  for (guint i = 1; i <= run->scenario->nodes->len; i++)
    g_clear_pointer (&run->nodes[i], zoe_node_free);
  g_clear_pointer (&run->stages, zoe_stages_free);
  g_clear_pointer (&run->gate, zoe_gate_free);
  g_clear_pointer (&run->idle_watch, zoe_idle_watch_free);
  g_clear_pointer (&run->lines, zoe_lines_free);
  g_clear_pointer (&run->ledger, zoe_ledger_free);
  g_clear_pointer (&run->traffic, zoe_traffic_free);
  g_clear_pointer (&run->context, zoe_context_free);
  g_clear_pointer (&run->ports, zoe_ports_free);
}

/**
 * zoe_run_count_playing:
 *
 * Returns: how many nodes play their role: neither ended nor dead, late ones that are to come included
 */
guint
zoe_run_count_playing (ZoeRun *run)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->lock);

  return run->n_playing;
}

/**
 * zoe_run_dup_open_doors:
 *
 * Returns: (transfer full) (array zero-terminated=1): where programs outside may take part, a line each:
 *   "broker:frontend (ROUTER) listens at tcp://127.0.0.1:5555"
 */
char **
zoe_run_dup_open_doors (ZoeRun *run)
{
  g_autoptr (GPtrArray) doors = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; run->ports != NULL && i < run->scenario->links->len; i++)
    {
      ZoeLinkSpec *link = g_ptr_array_index (run->scenario->links, i);
      gboolean tail_outside = zoe_scenario_get_node (run->scenario, zoe_scenario_get_socket (run->scenario, link->tail)->node)->external;
      gboolean head_outside = zoe_scenario_get_node (run->scenario, zoe_scenario_get_socket (run->scenario, link->head)->node)->external;
      guint ours = tail_outside ? link->head : link->tail;
      gboolean we_bind = link->head_binds ? ours == link->head : ours == link->tail;
      g_autofree char *port = zoe_scenario_dup_port (run->scenario, ours);

      if (tail_outside != head_outside)
        g_ptr_array_add (doors, g_strdup_printf (we_bind ? _("%s (%s) listens at %s") : _("%s (%s) connects to %s"), port,
                                                 zoe_socket_type_get_name (zoe_scenario_get_socket (run->scenario, ours)->type),
                                                 zoe_ports_get_endpoint (run->ports, link->number)));
    }
  g_ptr_array_add (doors, NULL);
  return (char **) g_ptr_array_steal (doors, NULL);
}

/* --- for the other files of this folder --- */

/* Where a link's binding end really is; two nodes may bind at the same time. */
void
zoe_run_set_bound (ZoeRun *run, guint link, const char *endpoint)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->lock);

  zoe_ports_set_bound (run->ports, link, endpoint);
}

void
zoe_run_wake_all (ZoeRun *run)
{
  for (guint i = 1; i <= run->scenario->nodes->len; i++)
    if (run->nodes[i] != NULL)
      zoe_node_wake (run->nodes[i]);
  if (run->lab_thread != NULL)
    zoe_lab_thread_wake (run->lab_thread);
}
