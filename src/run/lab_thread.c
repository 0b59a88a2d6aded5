/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The run's own thread: reads the monitors of tcp and ipc sockets, ends the run at its deadline, and gives put-off jumps of the
 * clock another try. */

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "run/run_private.h"

#define RECHECK_NS (5 * ZOE_NS_PER_MS)

struct _ZoeLabThread
{
  ZoeRun    *run;
  GThread   *thread;
  ZoeProbe   probe;
  int        wake_fd;
  GPtrArray *monitors;     /* (element-type ZoeMonitor), its own */
  GMutex     lock;
  GPtrArray *handed_over;  /* (element-type ZoeMonitor), under the lock: made by node threads, not taken yet */
};

static void
take_monitors (ZoeLabThread *lab)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lab->lock);

  while (lab->handed_over->len > 0)
    g_ptr_array_add (lab->monitors, g_ptr_array_steal_index (lab->handed_over, 0));
}

static void
read_monitor (ZoeLabThread *lab, ZoeMonitor *monitor)
{
  guint socket = zoe_monitor_get_socket_number (monitor);
  ZoeEventKind kind;
  g_autofree char *endpoint = NULL;

  while (zoe_monitor_read (monitor, &kind, &endpoint))
    {
      lab->probe.node = zoe_scenario_get_socket (lab->run->scenario, socket)->node;
      zoe_probe_say (&lab->probe, kind, socket, 0, endpoint);
      if (kind == ZOE_EVENT_HANDSHAKE)
        {
          zoe_stages_note_handshake (lab->run->stages, socket);
          zoe_traffic_greeted (lab->run->traffic, socket);
        }
      g_clear_pointer (&endpoint, g_free);
    }
}

/* Returns: real time until the run's deadline or the next recheck, ns; -1: neither */
static gint64
next_deadline (ZoeLabThread *lab)
{
  ZoeRun *run = lab->run;
  gint64 deadline_ns = zoe_run_get_deadline (run);
  gint64 wait_ns = -1;

  if (deadline_ns != ZOE_NO_DEADLINE)
    {
      wait_ns = zoe_clock_real_until (run->clock, deadline_ns);
      if (wait_ns == 0 && !zoe_run_is_stopping (run))
        zoe_run_finish_at_deadline (run);
      if (wait_ns == 0)
        wait_ns = -1;
    }
  zoe_idle_watch_recheck (run->idle_watch);
  if (lab->monitors->len > 0 && zoe_run_skips_idle (run))
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
 * zoe_lab_thread_free:
 *
 * The run must be stopping. Joins the thread.
 */
void
zoe_lab_thread_free (ZoeLabThread *lab)
{
  zoe_lab_thread_wake (lab);
  g_thread_join (lab->thread);
  g_ptr_array_unref (lab->monitors);
  g_ptr_array_unref (lab->handed_over);
  g_mutex_clear (&lab->lock);
  close (lab->wake_fd);
  g_free (lab);
}
