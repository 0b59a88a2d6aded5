/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Breaking things and mending them. */

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "run/run_private.h"

static gboolean
refuse (GError **error, const char *format, const char *name)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, format, name);
  return FALSE;
}

/* Whether a fault makes sense for a node as it is: else the person gets a plain sentence, and nothing happens. */
static gboolean
suits_node (ZoeRun *run, const ZoeFault *fault, GError **error)
{
  const char *name = zoe_scenario_get_node (run->scenario, fault->node)->name;
  ZoeLife life = zoe_gate_get_life (run->gate, fault->node);
  gboolean frozen = (__atomic_load_n (zoe_gate_get_bars (run->gate, fault->node), __ATOMIC_ACQUIRE) & ZOE_BAR_FROZEN) != 0;

  if (life == ZOE_LIFE_NOT_STARTED)
    return refuse (error, _("%s has not started yet"), name);
  if (fault->verb == ZOE_FAULT_RESTART)
    return TRUE;
  if (life == ZOE_LIFE_KILLED)
    return refuse (error, _("%s is dead already; restart it first"), name);
  if (life == ZOE_LIFE_STOPPED)
    return refuse (error, _("%s has been stopped already; restart it first"), name);
  if (life == ZOE_LIFE_RETURNED)
    return refuse (error, _("%s has ended by itself already; restart it first"), name);
  if (fault->verb == ZOE_FAULT_FREEZE && frozen)
    return refuse (error, _("%s is frozen already"), name);
  if (fault->verb == ZOE_FAULT_THAW && !frozen)
    return refuse (error, _("%s is not frozen"), name);
  return TRUE;
}

static gboolean
suits_link (ZoeRun *run, const ZoeFault *fault, GError **error)
{
  ZoeLinkSpec *link = zoe_scenario_get_link (run->scenario, fault->link);
  g_autofree char *tail = zoe_scenario_dup_port (run->scenario, link->tail);

  if (fault->verb == ZOE_FAULT_RESET && link->transport == ZOE_TRANSPORT_INPROC)
    return refuse (error, _("the link of %s is inproc: it has no connection that could be reset"), tail);
  if (fault->verb == ZOE_FAULT_RESET && !zoe_lab_thread_is_connected (run->lab_thread, fault->link))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, _("the link has no connection just now"));
      return FALSE;
    }
  return TRUE;
}

/* Tells of the fault. Returns: its number, which its consequences name */
static guint64
tell_fault (ZoeProbe *probe, const ZoeFault *fault, ZoeMessageId message)
{
  ZoeFrame frame = { (const guint8 *) fault->text, strlen (fault->text) };
  ZoeEvent event = { .kind = ZOE_EVENT_FAULT, .node = fault->node, .message = message, .value = fault->link, .n_frames = 1 };

  zoe_probe_emit (probe, &event, &frame);
  return event.sequence;
}

static void
apply_to_node (ZoeRun *run, const ZoeFault *fault, guint64 number)
{
  switch (fault->verb)
    {
    case ZOE_FAULT_KILL:
      zoe_gate_end (run->gate, fault->node, ZOE_LIFE_KILLED, number);
      break;
    case ZOE_FAULT_STOP:
      zoe_gate_end (run->gate, fault->node, ZOE_LIFE_STOPPED, number);
      break;
    case ZOE_FAULT_FREEZE:
      zoe_gate_set_bar (run->gate, fault->node, ZOE_BAR_FROZEN, TRUE);
      break;
    case ZOE_FAULT_THAW:
      zoe_gate_thaw (run->gate, fault->node);
      break;
    default:
      /* A node that still lives is killed first. */
      zoe_node_set_overrides (run->nodes[fault->node], fault->options);
      if (zoe_gate_get_life (run->gate, fault->node) == ZOE_LIFE_PLAYING)
        zoe_gate_end (run->gate, fault->node, ZOE_LIFE_KILLED, number);
      zoe_node_wake (run->nodes[fault->node]);
      zoe_gate_restart (run->gate, fault->node, number);
    }
  zoe_node_wake (run->nodes[fault->node]);
}

static void
wake_ends (ZoeRun *run, guint number)
{
  ZoeLinkSpec *link = zoe_scenario_get_link (run->scenario, number);
  const guint ends[] = { link->head, link->tail };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      guint node = zoe_scenario_get_socket (run->scenario, ends[i])->node;

      if (run->nodes[node] != NULL)
        zoe_node_wake (run->nodes[node]);
    }
}

/* The fault that a link's lines are asked to do. */
typedef struct
{
  const ZoeFault *fault;
  ZoeProbe       *probe;
} Telling;

static void
tell_lines (ZoeMessageId message, guint socket, gpointer data)
{
  Telling *telling = data;
  ZoeFaultVerb verb = telling->fault->verb;
  ZoeEvent event = { .message = message, .socket = socket };

  event.value = tell_fault (telling->probe, telling->fault, message);
  event.kind = verb == ZOE_FAULT_DROP ? ZOE_EVENT_DROPPED : verb == ZOE_FAULT_DUPLICATE ? ZOE_EVENT_DUPLICATED : ZOE_EVENT_NONE;
  if (event.kind != ZOE_EVENT_NONE)
    zoe_probe_emit (telling->probe, &event, NULL);
}

static gboolean
apply_to_link (ZoeRun *run, const ZoeFault *fault, ZoeProbe *probe, GError **error)
{
  if (fault->verb == ZOE_FAULT_RESET)
    {
      /* Told first, so that what comes of it is numbered after it. A connection that broke by itself meanwhile is broken as well. */
      tell_fault (probe, fault, 0);
      if (zoe_lab_thread_reset_link (run->lab_thread, fault->link))
        zoe_traffic_broke (run->traffic);
      return TRUE;
    }
  if (!zoe_lines_apply (run->lines, fault, zoe_clock_now (run->clock), tell_lines, &(Telling) { fault, probe }, error))
    return FALSE;
  wake_ends (run, fault->link);
  return TRUE;
}

/* From whatever thread @probe belongs to. */
gboolean
zoe_faults_apply (ZoeRun *run, const ZoeFault *fault, ZoeProbe *probe, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&run->fault_lock);
  gboolean done = TRUE;

  if (run->gate == NULL || zoe_run_is_over (run))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, _("the run is over"));
      return FALSE;
    }
  if (zoe_fault_verb_names_link (fault->verb) ? !suits_link (run, fault, error) : !suits_node (run, fault, error))
    return FALSE;
  zoe_run_unsettle (run);
  if (!zoe_fault_verb_names_link (fault->verb))
    apply_to_node (run, fault, tell_fault (probe, fault, 0));
  else
    done = apply_to_link (run, fault, probe, error);
  zoe_run_ask_again (run);
  return done;
}

/**
 * zoe_run_apply_fault:
 * @error: a plain sentence why it makes no sense now; nothing has happened then
 *
 * Breaks or mends something, at once.
 */
gboolean
zoe_run_apply_fault (ZoeRun *run, const ZoeFault *fault, GError **error)
{
  return zoe_faults_apply (run, fault, &run->probe, error);
}

/**
 * zoe_run_list_held:
 *
 * Returns: (transfer full) (element-type ZoeHeld): the messages that wait on links with conditions
 */
GArray *
zoe_run_list_held (ZoeRun *run)
{
  return run->lines != NULL ? zoe_lines_list_held (run->lines) : g_array_new (FALSE, FALSE, sizeof (ZoeHeld));
}
