/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The run's own thread: reads the monitors of tcp and ipc sockets, breaks and mends what the schedule says, ends the run at its
 * deadline, and gives put-off jumps of the clock another try. */

#include <glib/gi18n.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "run/connections.h"
#include "run/run_private.h"

#define RECHECK_NS (5 * ZOE_NS_PER_MS)

struct _ZoeLabThread
{
  ZoeRun    *run;
  GThread   *thread;
  ZoeProbe   probe;
  int        wake_fd;
  GPtrArray *monitors;     /* (element-type ZoeMonitor), its own */
  guint      next_fault;   /* of the run's schedule; atomic: written by the thread alone */
  ZoeConnections *connections;   /* guards itself */
  GMutex     lock;         /* guards all below */
  GPtrArray *handed_over;  /* (element-type ZoeMonitor): made by node threads, not taken yet */
};

static void
take_monitors (ZoeLabThread *lab)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lab->lock);

  while (lab->handed_over->len > 0)
    g_ptr_array_add (lab->monitors, g_ptr_array_steal_index (lab->handed_over, 0));
}

/* The connecting end says where it connected to: that endpoint is one of its links'. */
static void
note_connection (ZoeLabThread *lab, guint socket, ZoeEventKind kind, int fd, const char *endpoint)
{
  GArray *links = zoe_ports_get (lab->run->ports, socket)->connect_links;

  for (guint i = 0; i < links->len; i++)
    {
      guint link = g_array_index (links, guint, i);

      if (kind == ZOE_EVENT_CONNECTED && g_strcmp0 (zoe_ports_get_endpoint (lab->run->ports, link), endpoint) == 0)
        zoe_connections_opened (lab->connections, link, fd);
      else if (kind == ZOE_EVENT_DISCONNECTED)
        zoe_connections_closed (lab->connections, link, fd);
    }
}

static void
read_monitor (ZoeLabThread *lab, ZoeMonitor *monitor)
{
  guint socket = zoe_monitor_get_socket_number (monitor);
  ZoeEventKind kind;
  int value;
  g_autofree char *endpoint = NULL;

  while (zoe_monitor_read (monitor, &kind, &value, &endpoint))
    {
      lab->probe.node = zoe_scenario_get_socket (lab->run->scenario, socket)->node;
      zoe_probe_say (&lab->probe, kind, socket, 0, endpoint);
      note_connection (lab, socket, kind, value, endpoint);
      if (kind == ZOE_EVENT_HANDSHAKE)
        {
          zoe_stages_note_handshake (lab->run->stages, socket);
          zoe_traffic_greeted (lab->run->traffic, socket);
        }
      g_clear_pointer (&endpoint, g_free);
    }
}

/* What cannot be done (the node is dead already) is said as a note. */
static void
apply_due_faults (ZoeLabThread *lab)
{
  ZoeRun *run = lab->run;
  gboolean any = FALSE;

  while (lab->next_fault < run->schedule->len)
    {
      ZoeScheduledFault *scheduled = g_ptr_array_index (run->schedule, lab->next_fault);
      g_autoptr (GError) error = NULL;

      if (zoe_clock_now (run->clock) < scheduled->at_ns || !zoe_stages_are_playing (run->stages))
        break;
      any = TRUE;
      lab->probe.node = 0;
      if (!zoe_faults_apply (run, scheduled->fault, &lab->probe, &error))
        {
          g_autofree char *text = g_strdup_printf ("%s: %s", scheduled->fault->text, error->message);

          zoe_probe_say (&lab->probe, ZOE_EVENT_NOTE, 0, 0, text);
        }
      __atomic_add_fetch (&lab->next_fault, 1, __ATOMIC_ACQ_REL);
    }
  if (!any)
    return;
  zoe_idle_watch_set_limit (run->idle_watch, zoe_lab_thread_get_deadline (lab));
  zoe_run_ask_again (run);
}

/* A breakpoint in time is met only once; there may be later ones. */
static void
break_at_time (ZoeLabThread *lab)
{
  gint64 at_ns = __atomic_load_n (&lab->run->break_at_ns, __ATOMIC_ACQUIRE);
  g_autofree char *length = zoe_duration_dup_text (at_ns);
  g_autofree char *reason = g_strdup_printf (_("%s have passed"), length);

  /* Somebody may just have set others. */
  if (at_ns > zoe_clock_now (lab->run->clock))
    return;
  zoe_run_arm_break (lab->run, at_ns);
  /* In this order: time must be held before it may go beyond. */
  zoe_run_break (lab->run, lab->probe.lane, G_MAXUINT64, reason);
  zoe_idle_watch_set_limit (lab->run->idle_watch, zoe_lab_thread_get_deadline (lab));
  zoe_run_ask_again (lab->run);
}

/* Returns: real time until the run's deadline or the next recheck, ns; -1: neither */
static gint64
next_deadline (ZoeLabThread *lab)
{
  ZoeRun *run = lab->run;
  gint64 deadline_ns = zoe_lab_thread_get_deadline (lab);
  gint64 wait_ns = -1;

  if (deadline_ns != ZOE_NO_DEADLINE && zoe_stages_are_playing (run->stages))
    {
      wait_ns = zoe_clock_real_until (run->clock, deadline_ns);
      if (wait_ns == 0 && zoe_clock_now (run->clock) >= zoe_run_get_deadline (run))
        zoe_run_finish_at_deadline (run);
      if (wait_ns == 0 && zoe_clock_now (run->clock) >= __atomic_load_n (&run->break_at_ns, __ATOMIC_ACQUIRE))
        break_at_time (lab);
    }
  zoe_idle_watch_recheck (run->idle_watch);
  if (lab->monitors->len > 0 && (zoe_run_skips_idle (run) || zoe_run_is_stepping (run)))
    wait_ns = wait_ns < 0 ? RECHECK_NS : MIN (wait_ns, RECHECK_NS);
  return wait_ns;
}

static void
wait_for_news (ZoeLabThread *lab, gint64 wait_ns)
{
  guint n = lab->monitors->len;
  g_autofree struct pollfd *fds = g_new (struct pollfd, n + 1);
  struct timespec time = { wait_ns / ZOE_NS_PER_S, wait_ns % ZOE_NS_PER_S };
  guint64 wakes;

  for (guint i = 0; i < n; i++)
    fds[i] = (struct pollfd) { .fd = zoe_monitor_get_fd (g_ptr_array_index (lab->monitors, i)), .events = POLLIN };
  fds[n] = (struct pollfd) { .fd = lab->wake_fd, .events = POLLIN };
  if (ppoll (fds, n + 1, wait_ns >= 0 ? &time : NULL, NULL) > 0 && (fds[n].revents & POLLIN)
      && read (lab->wake_fd, &wakes, sizeof wakes) < 0)
    g_debug ("The lab thread was woken by nobody");
}

static gpointer
lab_main (gpointer data)
{
  ZoeLabThread *lab = data;

  while (!zoe_run_is_stopping (lab->run))
    {
      gint64 wait_ns;

      take_monitors (lab);
      for (guint i = 0; i < lab->monitors->len; i++)
        read_monitor (lab, g_ptr_array_index (lab->monitors, i));
      apply_due_faults (lab);
      wait_ns = next_deadline (lab);
      if (!zoe_run_is_stopping (lab->run))
        wait_for_news (lab, wait_ns);
    }
  return NULL;
}

ZoeLabThread *
zoe_lab_thread_new (ZoeRun *run)
{
  ZoeLabThread *lab = g_new0 (ZoeLabThread, 1);

  lab->run = run;
  lab->connections = zoe_connections_new (run->scenario->links->len);
  lab->wake_fd = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  lab->monitors = g_ptr_array_new_with_free_func ((GDestroyNotify) zoe_monitor_free);
  lab->handed_over = g_ptr_array_new_with_free_func ((GDestroyNotify) zoe_monitor_free);
  lab->probe = (ZoeProbe) { .sink = run->sink, .data = run->sink_data, .lane = 1, .clock = run->clock, .sequence = &run->sequence };
  g_mutex_init (&lab->lock);
  lab->thread = g_thread_new ("lab", lab_main, lab);
  return lab;
}

/**
 * zoe_lab_thread_add_monitor:
 * @monitor: (transfer full): made on the calling thread, which gives it away here
 */
void
zoe_lab_thread_add_monitor (ZoeLabThread *lab, ZoeMonitor *monitor)
{
  g_mutex_lock (&lab->lock);
  g_ptr_array_add (lab->handed_over, monitor);
  g_mutex_unlock (&lab->lock);
  zoe_lab_thread_wake (lab);
}

void
zoe_lab_thread_wake (ZoeLabThread *lab)
{
  zoe_wake (lab->wake_fd);
}

gboolean
zoe_lab_thread_is_connected (ZoeLabThread *lab, guint link)
{
  return zoe_connections_is_open (lab->connections, link);
}

/**
 * zoe_lab_thread_reset_link:
 *
 * Breaks a link's connection under libzmq's feet, as a network would.
 *
 * Returns: %FALSE: it has none just now
 */
gboolean
zoe_lab_thread_reset_link (ZoeLabThread *lab, guint link)
{
  return zoe_connections_reset (lab->connections, link);
}

/**
 * zoe_lab_thread_get_deadline:
 *
 * Returns: the scenario time of the next scheduled fault, or of the end
 */
gint64
zoe_lab_thread_get_deadline (ZoeLabThread *lab)
{
  ZoeRun *run = lab->run;
  gint64 deadline_ns = zoe_run_get_deadline (run);
  guint next_fault = __atomic_load_n (&lab->next_fault, __ATOMIC_ACQUIRE);

  if (next_fault < run->schedule->len)
    deadline_ns = MIN (deadline_ns, ((ZoeScheduledFault *) g_ptr_array_index (run->schedule, next_fault))->at_ns);
  return MIN (deadline_ns, __atomic_load_n (&run->break_at_ns, __ATOMIC_ACQUIRE));
}

/**
 * zoe_lab_thread_get_probe:
 *
 * Returns: (transfer none): the thread's probe, for use on that thread
 */
ZoeProbe *
zoe_lab_thread_get_probe (ZoeLabThread *lab)
{
  return &lab->probe;
}

/**
 * zoe_lab_thread_join:
 *
 * The run must be stopping.
 */
void
zoe_lab_thread_join (ZoeLabThread *lab)
{
  zoe_lab_thread_wake (lab);
  g_clear_pointer (&lab->thread, g_thread_join);
}

/**
 * zoe_lab_thread_free:
 *
 * Its thread must be joined: until then it is itself a reader of the run's fields.
 */
void
zoe_lab_thread_free (ZoeLabThread *lab)
{
  g_assert (lab->thread == NULL);
  g_ptr_array_unref (lab->monitors);
  g_ptr_array_unref (lab->handed_over);
  g_mutex_clear (&lab->lock);
  zoe_connections_free (lab->connections);
  close (lab->wake_fd);
  g_free (lab);
}
