/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/witness.h"

#include <string.h>

typedef struct
{
  ZoeEvent event;
  char    *text;     /* the frames, joined with "|" */
} Seen;

struct _Witness
{
  ZoeScenario *scenario;
  GMutex       lock;
  GCond        more;
  GPtrArray   *seen;     /* (element-type Seen), under the lock, in the order of telling, or sorted */
  gboolean     sorted;   /* by number */
};

static void
seen_free (gpointer data)
{
  Seen *seen = data;

  g_free (seen->text);
  g_free (seen);
}

Witness *
witness_new (ZoeScenario *scenario)
{
  Witness *witness = g_new0 (Witness, 1);

  witness->scenario = zoe_scenario_ref (scenario);
  witness->seen = g_ptr_array_new_with_free_func (seen_free);
  g_mutex_init (&witness->lock);
  g_cond_init (&witness->more);
  return witness;
}

void
witness_free (Witness *witness)
{
  zoe_scenario_unref (witness->scenario);
  g_ptr_array_unref (witness->seen);
  g_mutex_clear (&witness->lock);
  g_cond_clear (&witness->more);
  g_free (witness);
}

void
witness_sink (const ZoeEvent *event, const ZoeFrame *frames, guint lane, gpointer data)
{
  Witness *witness = data;
  Seen *seen = g_new0 (Seen, 1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < event->n_frames; i++)
    {
      g_autofree char *frame = zoe_frame_dup_text (frames[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? "|" : "", frame);
    }
  seen->event = *event;
  seen->text = g_string_free (text, FALSE);

  g_mutex_lock (&witness->lock);
  g_ptr_array_add (witness->seen, seen);
  witness->sorted = FALSE;
  g_cond_broadcast (&witness->more);
  g_mutex_unlock (&witness->lock);
}

static int
by_sequence (gconstpointer a, gconstpointer b)
{
  const Seen *first = *(Seen *const *) a, *second = *(Seen *const *) b;

  return first->event.sequence < second->event.sequence ? -1 : first->event.sequence > second->event.sequence;
}

/* @place: "worker-1", "worker-1:receiver", "worker" for all of its replicas, or NULL for anywhere. */
static gboolean
is_at (Witness *witness, const ZoeEvent *event, const char *place)
{
  ZoeNodeSpec *node = zoe_scenario_get_node (witness->scenario, event->node);
  g_autofree char *port = zoe_scenario_dup_port (witness->scenario, event->socket);
  g_autofree char *base_port = NULL;

  if (place == NULL)
    return TRUE;
  if (node == NULL)
    return FALSE;
  if (event->socket != 0)
    base_port = g_strdup_printf ("%s:%s", node->base, zoe_scenario_get_socket (witness->scenario, event->socket)->name);
  return g_str_equal (place, node->name) || g_str_equal (place, node->base) || g_str_equal (place, port) || g_strcmp0 (place, base_port) == 0;
}

static void
sort (Witness *witness)
{
  if (!witness->sorted)
    g_ptr_array_sort (witness->seen, by_sequence);
  witness->sorted = TRUE;
}

static guint
count_locked (Witness *witness, ZoeEventKind kind, const char *place)
{
  guint n = 0;

  for (guint i = 0; i < witness->seen->len; i++)
    {
      Seen *seen = g_ptr_array_index (witness->seen, i);

      n += seen->event.kind == kind && is_at (witness, &seen->event, place) ? 1 : 0;
    }
  return n;
}

guint
witness_count (Witness *witness, ZoeEventKind kind, const char *place)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&witness->lock);

  return count_locked (witness, kind, place);
}

guint
witness_count_all (Witness *witness)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&witness->lock);

  return witness->seen->len;
}

/* The event of that index, in the order of numbers; call when the run has stopped. */
ZoeEvent *
witness_get (Witness *witness, guint index)
{
  sort (witness);
  return &((Seen *) g_ptr_array_index (witness->seen, index))->event;
}

void
witness_wait_for (Witness *witness, ZoeEventKind kind, const char *place, guint at_least)
{
  gint64 give_up = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  g_mutex_lock (&witness->lock);
  while (count_locked (witness, kind, place) < at_least)
    if (!g_cond_wait_until (&witness->more, &witness->lock, give_up))
      g_error ("Waited in vain for %u %s at %s; saw %u", at_least, zoe_event_kind_get_name (kind), place,
               count_locked (witness, kind, place));
  g_mutex_unlock (&witness->lock);
}

/* The texts of all such events, in order, joined with spaces. */
char *
witness_dup_frames (Witness *witness, ZoeEventKind kind, const char *place)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&witness->lock);
  GString *text = g_string_new (NULL);

  sort (witness);
  for (guint i = 0; i < witness->seen->len; i++)
    {
      Seen *seen = g_ptr_array_index (witness->seen, i);

      if (seen->event.kind == kind && is_at (witness, &seen->event, place))
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", seen->text);
    }
  return g_string_free (text, FALSE);
}

char *
witness_dup_causal_order (Witness *witness)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&witness->lock);
  GString *text = g_string_new (NULL);

  sort (witness);
  for (guint node = 1; node <= witness->scenario->nodes->len; node++)
    for (guint i = 0; i < witness->seen->len; i++)
      {
        Seen *seen = g_ptr_array_index (witness->seen, i);
        const ZoeEvent *event = &seen->event;
        g_autofree char *port = zoe_scenario_dup_port (witness->scenario, event->socket);

        if (event->node != node || event->kind > ZOE_EVENT_UNSUBSCRIBE || event->kind == ZOE_EVENT_BIND || event->kind == ZOE_EVENT_CONNECT)
          continue;
        g_string_append_printf (text, "%s %s %s #%" G_GUINT64_FORMAT " because of #%" G_GUINT64_FORMAT " value %" G_GINT64_FORMAT ": %s\n",
                                zoe_scenario_get_node (witness->scenario, node)->name, zoe_event_kind_get_name (event->kind), port,
                                event->message, event->cause, event->value, seen->text);
      }
  return g_string_free (text, FALSE);
}

void
assert_complete (Witness *witness)
{
  g_autoptr (GHashTable) sent = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < witness->seen->len; i++)
    {
      ZoeEvent *event = witness_get (witness, i);

      g_assert_cmpuint (event->sequence, ==, i + 1);
      if (event->kind == ZOE_EVENT_SEND)
        g_assert_true (g_hash_table_add (sent, &event->message));
      if (event->kind == ZOE_EVENT_SEND && event->cause != 0)
        g_assert_true (g_hash_table_contains (sent, &event->cause));
      if (event->kind == ZOE_EVENT_RECEIVE)
        g_assert_true (g_hash_table_contains (sent, &event->message));
    }
}
