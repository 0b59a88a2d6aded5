/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/lines.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "run/conditions.h"
#include "run/sent_times.h"

typedef struct
{
  ZoeMessage  *message;
  ZoeMessageId id;
  guint        link;        /* 0: not known which of the socket's */
  gint64       due_ns;
  gboolean     let_go;      /* by hand: now, whatever its link says */
} Waiting;

struct _ZoeLines
{
  ZoePorts      *ports;
  ZoeSentTimes  *sent_times;   /* guards itself */
  gint          *used;         /* by socket number, atomic: whether any link of it has conditions, or anything waits */
  gint           n_used;       /* atomic: how many sockets are */
  GMutex         lock;         /* guards all below */
  ZoeConditions *conditions;   /* by link number, from 1 */
  GQueue        *waiting;      /* by receiving socket's number: (element-type Waiting), in the order of arrival */
  GRand         *random;       /* of jitter */
};

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  zoe_message_free (waiting->message);
  g_free (waiting);
}

static void
update_used (ZoeLines *lines, guint socket)
{
  GPtrArray *links = lines->ports->scenario->links;
  gboolean used = lines->waiting[socket].length > 0;

  for (guint i = 0; i < links->len && !used; i++)
    {
      ZoeLinkSpec *link = g_ptr_array_index (links, i);

      used = (link->head == socket || link->tail == socket) && !zoe_conditions_are_none (&lines->conditions[link->number]);
    }
  if (used == lines->used[socket])
    return;
  __atomic_store_n (&lines->used[socket], used, __ATOMIC_RELEASE);
  __atomic_add_fetch (&lines->n_used, used ? 1 : -1, __ATOMIC_ACQ_REL);
}

ZoeLines *
zoe_lines_new (ZoePorts *ports, guint64 seed)
{
  ZoeLines *lines = g_new0 (ZoeLines, 1);
  GPtrArray *links = ports->scenario->links;

  lines->ports = ports;
  lines->used = g_new0 (gint, ports->n_ports + 1);
  lines->conditions = g_new0 (ZoeConditions, links->len + 1);
  lines->waiting = g_new0 (GQueue, ports->n_ports + 1);
  lines->sent_times = zoe_sent_times_new (ports->scenario->nodes->len);
  lines->random = g_rand_new_with_seed (seed);
  g_mutex_init (&lines->lock);
  for (guint i = 0; i < links->len; i++)
    {
      ZoeLinkSpec *link = g_ptr_array_index (links, i);

      zoe_conditions_init (&lines->conditions[link->number], link);
    }
  for (guint i = 1; i <= ports->n_ports; i++)
    update_used (lines, i);
  return lines;
}

void
zoe_lines_free (ZoeLines *lines)
{
  for (guint i = 1; i <= lines->ports->n_ports; i++)
    g_queue_clear_full (&lines->waiting[i], waiting_free);
  zoe_sent_times_free (lines->sent_times);
  g_free (lines->waiting);
  g_free (lines->conditions);
  g_free (lines->used);
  g_rand_free (lines->random);
  g_mutex_clear (&lines->lock);
  g_free (lines);
}

/**
 * zoe_lines_exist:
 *
 * Whether any link has conditions, so that it matters when something is sent.
 */
gboolean
zoe_lines_exist (ZoeLines *lines)
{
  return __atomic_load_n (&lines->n_used, __ATOMIC_ACQUIRE) > 0;
}

/**
 * zoe_lines_note_sent:
 *
 * Call on the sending node's thread, before the message is sent.
 */
void
zoe_lines_note_sent (ZoeLines *lines, ZoeMessageId id, gint64 now_ns)
{
  zoe_sent_times_note (lines->sent_times, id, now_ns);
}

/**
 * zoe_lines_are_used:
 *
 * Whether a receiver has to ask here at all.
 */
gboolean
zoe_lines_are_used (ZoeLines *lines, guint socket)
{
  return __atomic_load_n (&lines->used[socket], __ATOMIC_ACQUIRE) != 0;
}

/**
 * zoe_lines_have_room:
 * @high_water_mark: of the receiving socket; 0: none
 *
 * Whether more may be taken off the transport. As libzmq does not let a receiver choose whose message comes next, one link that lets
 * something through is reason enough to take all.
 */
gboolean
zoe_lines_have_room (ZoeLines *lines, guint socket, guint high_water_mark)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lines->lock);
  GPtrArray *links = lines->ports->scenario->links;

  if (high_water_mark == 0 || lines->waiting[socket].length < high_water_mark)
    return TRUE;
  for (guint i = 0; i < links->len; i++)
    {
      ZoeLinkSpec *link = g_ptr_array_index (links, i);

      if ((link->head == socket || link->tail == socket) && !zoe_conditions_are_shut (&lines->conditions[link->number]))
        return TRUE;
    }
  return FALSE;
}

/* The link a message came over: from the socket its tag names, or the only one there is. */
static guint
find_link (ZoeLines *lines, guint socket, guint sender)
{
  ZoeScenario *scenario = lines->ports->scenario;
  ZoeLinkSpec *link = sender != 0 ? zoe_scenario_find_link (scenario, sender, socket) : NULL;
  guint n_links = 0, only = 0;

  if (link != NULL)
    return link->number;
  for (guint i = 0; i < scenario->links->len; i++)
    {
      link = g_ptr_array_index (scenario->links, i);
      if (link->head == socket || link->tail == socket)
        {
          n_links++;
          only = link->number;
        }
    }
  return n_links == 1 ? only : 0;
}

/**
 * zoe_lines_add:
 * @message: (transfer full): taken from the socket
 *
 * Returns: scenario time at which it may be received, possibly now; %ZOE_HELD_FOR_GOOD
 */
gint64
zoe_lines_add (ZoeLines *lines, guint socket, ZoeMessage *message, gint64 now_ns)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lines->lock);
  Waiting *waiting = g_new0 (Waiting, 1);
  ZoeConditions *conditions;

  waiting->message = message;
  waiting->id = zoe_message_get_id (message);
  waiting->link = find_link (lines, socket, zoe_message_get_sender (message));
  waiting->due_ns = now_ns;
  if (waiting->link != 0)
    {
      conditions = &lines->conditions[waiting->link];
      waiting->due_ns = zoe_conditions_find_due (conditions, zoe_sent_times_recall (lines->sent_times, waiting->id, now_ns),
                                                 zoe_message_get_size (message), lines->random);
      if (zoe_conditions_are_shut (conditions))
        waiting->due_ns = ZOE_HELD_FOR_GOOD;
    }
  g_queue_push_tail (&lines->waiting[socket], waiting);
  return waiting->due_ns;
}

/* The first message, in the order of arrival, that is due. Times on a link never fall, so none overtakes another of its link. */
static GList *
find_due (ZoeLines *lines, guint socket, gint64 now_ns)
{
  for (GList *item = lines->waiting[socket].head; item != NULL; item = item->next)
    {
      Waiting *waiting = item->data;

      if (waiting->let_go || waiting->due_ns <= now_ns)
        return item;
    }
  return NULL;
}

/**
 * zoe_lines_take_due:
 *
 * Returns: (transfer full) (nullable): the next message that may be received
 */
ZoeMessage *
zoe_lines_take_due (ZoeLines *lines, guint socket, gint64 now_ns)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lines->lock);
  GList *item = find_due (lines, socket, now_ns);
  g_autofree Waiting *waiting = NULL;

  if (item == NULL)
    return NULL;
  waiting = item->data;
  g_queue_delete_link (&lines->waiting[socket], item);
  update_used (lines, socket);
  return waiting->message;
}

/**
 * zoe_lines_next_due:
 *
 * Returns: the scenario time at which something can be received on the socket; it may have come; %G_MAXINT64: nothing is waiting
 *   that will be due by itself
 */
gint64
zoe_lines_next_due (ZoeLines *lines, guint socket)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lines->lock);
  gint64 next = G_MAXINT64;

  for (GList *item = lines->waiting[socket].head; item != NULL; item = item->next)
    next = MIN (next, ((Waiting *) item->data)->let_go ? 0 : ((Waiting *) item->data)->due_ns);
  return next;
}

/**
 * zoe_lines_clear:
 *
 * The socket is gone, and what had come for it.
 *
 * Returns: (transfer full) (element-type ZoeMessageId): what that was, in the order of arrival
 */
GArray *
zoe_lines_clear (ZoeLines *lines, guint socket)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lines->lock);
  GArray *lost = g_array_new (FALSE, FALSE, sizeof (ZoeMessageId));

  for (GList *item = lines->waiting[socket].head; item != NULL; item = item->next)
    g_array_append_val (lost, ((Waiting *) item->data)->id);
  g_queue_clear_full (&lines->waiting[socket], waiting_free);
  update_used (lines, socket);
  return lost;
}

/* All that is on the link, at both ends. */
static void
set_due (ZoeLines *lines, ZoeLinkSpec *link, gint64 due_ns)
{
  const guint ends[] = { link->head, link->tail };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    for (GList *item = lines->waiting[ends[i]].head; item != NULL; item = item->next)
      {
        Waiting *waiting = item->data;

        if (waiting->link == link->number)
          waiting->due_ns = due_ns;
      }
}

static GList *
find_held (ZoeLines *lines, guint link, ZoeMessageId message, guint *ret_socket)
{
  ZoeLinkSpec *spec = zoe_scenario_get_link (lines->ports->scenario, link);
  const guint ends[] = { spec->head, spec->tail };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    for (GList *item = lines->waiting[ends[i]].head; item != NULL; item = item->next)
      {
        Waiting *waiting = item->data;

        if (waiting->link == link && !waiting->let_go && (message == 0 || waiting->id == message))
          {
            *ret_socket = ends[i];
            return item;
          }
      }
  return NULL;
}

static gboolean
handle_one (ZoeLines *lines, const ZoeFault *fault, ZoeLinesFunc tell, gpointer data, GError **error)
{
  guint socket = 0;
  GList *item = find_held (lines, fault->link, fault->message, &socket);
  Waiting *waiting;

  if (item == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                           fault->message != 0 ? _("that message does not wait on this link") : _("no message waits on this link"));
      return FALSE;
    }
  waiting = item->data;
  tell (waiting->id, socket, data);
  if (fault->verb == ZOE_FAULT_RELEASE)
    {
      waiting->let_go = TRUE;
    }
  else if (fault->verb == ZOE_FAULT_DROP)
    {
      waiting_free (waiting);
      g_queue_delete_link (&lines->waiting[socket], item);
    }
  else
    {
      Waiting *twin = g_memdup2 (waiting, sizeof *waiting);

      twin->message = zoe_message_copy (waiting->message);
      g_queue_insert_after (&lines->waiting[socket], item, twin);
    }
  update_used (lines, socket);
  return TRUE;
}

/**
 * zoe_lines_apply:
 * @fault: one that names a link, "reset" excepted
 * @tell: no receiver sees the consequences before it has returned; it must not call back
 *
 * Changes a link's conditions, or what becomes of a message it keeps. The caller wakes the nodes at both ends.
 */
gboolean
zoe_lines_apply (ZoeLines *lines, const ZoeFault *fault, gint64 now_ns, ZoeLinesFunc tell, gpointer data, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lines->lock);
  ZoeConditions *conditions = &lines->conditions[fault->link];
  ZoeLinkSpec *link = zoe_scenario_get_link (lines->ports->scenario, fault->link);

  if (!zoe_conditions_suit (conditions, fault->verb, error))
    return FALSE;
  if (fault->verb == ZOE_FAULT_RELEASE || fault->verb == ZOE_FAULT_DROP || fault->verb == ZOE_FAULT_DUPLICATE)
    {
      if (!handle_one (lines, fault, tell, data, error))
        return FALSE;
    }
  else
    {
      tell (0, 0, data);
      zoe_conditions_change (conditions, fault, now_ns);
      if (zoe_conditions_are_shut (conditions))
        set_due (lines, link, ZOE_HELD_FOR_GOOD);
      else if (fault->verb == ZOE_FAULT_HEAL)
        set_due (lines, link, now_ns);
    }
  update_used (lines, link->head);
  update_used (lines, link->tail);
  return TRUE;
}

/**
 * zoe_lines_list_held:
 *
 * Returns: (transfer full) (element-type ZoeHeld): everything that waits on a link now, and has not been let go
 */
GArray *
zoe_lines_list_held (ZoeLines *lines)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lines->lock);
  GArray *list = g_array_new (FALSE, FALSE, sizeof (ZoeHeld));

  for (guint socket = 1; socket <= lines->ports->n_ports; socket++)
    for (GList *item = lines->waiting[socket].head; item != NULL; item = item->next)
      {
        Waiting *waiting = item->data;
        ZoeHeld held = { waiting->link, waiting->id, waiting->due_ns };

        if (waiting->link != 0 && !waiting->let_go)
          g_array_append_val (list, held);
      }
  return list;
}
