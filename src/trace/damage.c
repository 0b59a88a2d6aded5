/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "trace/damage.h"

#include <string.h>

#include "model/duration.h"
#include "trace/frame_text.h"
#include "trace/recording_private.h"

#define MOST_HELD 200000   /* of whose holding is remembered */

/* A message that came to the end of a link with conditions: one that fans out may have done so at several sockets. */
typedef struct
{
  ZoeMessageId message;
  guint        socket;
  guint64      held;       /* sequence of the first time */
  guint64      let_go;     /* by hand, likewise; 0: never */
  gint64       until_ns;   /* G_MAXINT64: until somebody lets it go, or the link is healed */
} Hold;

struct _ZoeDamage
{
  ZoeRecording  *recording;
  guint64        n_read;           /* events */
  GPtrArray     *interventions;    /* (element-type ZoeIntervention) */
  GPtrArray     *faults;           /* (element-type ZoeFault): of each intervention; NULL: it is none that is understood */
  GHashTable    *holds;            /* (element-type Hold Hold): a set */
  guint64        sequence;         /* sought last */
  guint          n_applied;        /* interventions the rest stands right after */
  ZoeNodeDamage *nodes;            /* by number, from 1 */
  ZoeLinkDamage *links;            /* likewise */
};

static void
intervention_free (gpointer data)
{
  ZoeIntervention *intervention = data;

  g_free (intervention->text);
  g_free (intervention);
}

static void
fault_free (gpointer data)
{
  if (data != NULL)
    zoe_fault_free (data);
}

static guint
hash_hold (gconstpointer data)
{
  const Hold *hold = data;

  return g_int64_hash (&hold->message) * 31 + hold->socket;
}

static gboolean
equal_holds (gconstpointer a, gconstpointer b)
{
  const Hold *p = a, *q = b;

  return p->message == q->message && p->socket == q->socket;
}

/* As the links are when a run begins. */
static void
rewind_damage (ZoeDamage *damage)
{
  ZoeScenario *scenario = damage->recording->scenario;

  damage->n_applied = 0;
  memset (damage->nodes, 0, (scenario->nodes->len + 1) * sizeof (ZoeNodeDamage));
  memset (damage->links, 0, (scenario->links->len + 1) * sizeof (ZoeLinkDamage));
  for (guint i = 1; i <= scenario->links->len; i++)
    {
      ZoeLinkSpec *link = zoe_scenario_get_link (scenario, i);
      ZoeLinkDamage *state = &damage->links[i];
      const char *text;

      if (link->conditions == NULL)
        continue;
      if ((text = g_hash_table_lookup (link->conditions, "delay")) != NULL)
        zoe_duration_parse (text, &state->delay_ns, NULL);
      if ((text = g_hash_table_lookup (link->conditions, "jitter")) != NULL)
        zoe_duration_parse (text, &state->jitter_ns, NULL);
      if ((text = g_hash_table_lookup (link->conditions, "bandwidth")) != NULL)
        state->bandwidth = g_ascii_strtoll (text, NULL, 10);
      state->cut = g_strcmp0 (g_hash_table_lookup (link->conditions, "cut"), "true") == 0;
    }
}

void
zoe_damage_fold (const ZoeFault *fault, ZoeNodeDamage *node, ZoeLinkDamage *link)
{
  switch (fault->verb)
    {
    case ZOE_FAULT_KILL:      *node = (ZoeNodeDamage) { .health = ZOE_NODE_KILLED }; break;
    case ZOE_FAULT_STOP:      *node = (ZoeNodeDamage) { .health = ZOE_NODE_STOPPED }; break;
    case ZOE_FAULT_RESTART:   *node = (ZoeNodeDamage) { 0 }; break;
    case ZOE_FAULT_FREEZE:    node->frozen = TRUE; break;
    case ZOE_FAULT_THAW:      node->frozen = FALSE; break;
    case ZOE_FAULT_CUT:       link->cut = TRUE; break;
    case ZOE_FAULT_HOLD:      link->hold = TRUE; break;
    case ZOE_FAULT_HEAL:      *link = (ZoeLinkDamage) { 0 }; break;
    case ZOE_FAULT_DELAY:     link->delay_ns = fault->amount; break;
    case ZOE_FAULT_JITTER:    link->jitter_ns = fault->amount; break;
    case ZOE_FAULT_BANDWIDTH: link->bandwidth = fault->amount; break;
    default:                  break;
    }
}

/**
 * zoe_damage_new:
 *
 * Returns: (transfer full): what was broken in the recording, standing before its first event; it keeps the recording
 */
ZoeDamage *
zoe_damage_new (ZoeRecording *recording)
{
  ZoeDamage *damage = g_new0 (ZoeDamage, 1);

  damage->recording = g_object_ref (recording);
  damage->interventions = g_ptr_array_new_with_free_func (intervention_free);
  damage->faults = g_ptr_array_new_with_free_func (fault_free);
  damage->holds = g_hash_table_new_full (hash_hold, equal_holds, g_free, NULL);
  damage->nodes = g_new0 (ZoeNodeDamage, recording->scenario->nodes->len + 1);
  damage->links = g_new0 (ZoeLinkDamage, recording->scenario->links->len + 1);
  rewind_damage (damage);
  zoe_damage_refresh (damage);
  return damage;
}

void
zoe_damage_free (ZoeDamage *damage)
{
  g_ptr_array_unref (damage->interventions);
  g_ptr_array_unref (damage->faults);
  g_hash_table_unref (damage->holds);
  g_free (damage->nodes);
  g_free (damage->links);
  g_object_unref (damage->recording);
  g_free (damage);
}

static void
note_held (ZoeDamage *damage, const ZoeEvent *event)
{
  Hold hold = { event->message, event->socket, event->sequence, 0, event->value < 0 ? G_MAXINT64 : event->value };

  if (event->kind == ZOE_EVENT_HELD && g_hash_table_size (damage->holds) < MOST_HELD
      && !g_hash_table_contains (damage->holds, &hold))
    g_hash_table_add (damage->holds, g_memdup2 (&hold, sizeof hold));
}

/* A message is let go on a link, at whichever end it waits. */
static void
note_let_go (ZoeDamage *damage, const ZoeFault *fault, const ZoeEvent *event)
{
  ZoeLinkSpec *link = zoe_scenario_get_link (damage->recording->scenario, fault->link);
  const guint ends[] = { link->head, link->tail };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      Hold *hold = g_hash_table_lookup (damage->holds, &(Hold) { .message = event->message, .socket = ends[i] });

      if (hold != NULL && hold->let_go == 0)
        hold->let_go = event->sequence;
    }
}

static char *
dup_first_frame (const ZoeStoredEvent *stored)
{
  ZoeFrameReader reader;
  GString *bytes = g_string_new (NULL);
  guint64 size;

  zoe_frame_reader_init (&reader, stored->frames != NULL ? stored->frames : "", stored->frames_length);
  if (zoe_frame_reader_next (&reader, bytes, &size) && g_utf8_validate (bytes->str, bytes->len, NULL))
    return g_string_free (bytes, FALSE);
  g_string_free (bytes, TRUE);
  return NULL;
}

/**
 * zoe_damage_refresh:
 *
 * Reads what a growing recording has got since.
 */
void
zoe_damage_refresh (ZoeDamage *damage)
{
  ZoeRecording *recording = damage->recording;
  sqlite3_stmt *row = recording->statements[ZOE_READ_INTERVENTIONS];
  guint64 n_events = zoe_recording_get_n_events (recording);
  ZoeStoredEvent stored;

  if (n_events <= damage->n_read)
    return;
  zoe_statement_bind (row, "ii", (gint64) damage->n_read + 1, (gint64) n_events);
  while (zoe_recording_step_event (recording, row, &stored))
    {
      ZoeIntervention *intervention;
      ZoeFault *fault = NULL;

      /* Only a damaged file turns back. */
      if (stored.event.sequence <= damage->n_read || stored.event.sequence > n_events)
        continue;
      damage->n_read = stored.event.sequence;
      if (stored.event.kind > ZOE_EVENT_STEP && stored.event.kind != ZOE_EVENT_MODE)
        {
          note_held (damage, &stored.event);
          continue;
        }
      intervention = g_new0 (ZoeIntervention, 1);
      intervention->sequence = stored.event.sequence;
      intervention->time_ns = stored.event.time_ns;
      intervention->kind = stored.event.kind;
      intervention->node = stored.event.node;
      intervention->value = stored.event.value;
      intervention->text = dup_first_frame (&stored);
      g_ptr_array_add (damage->interventions, intervention);
      if (intervention->kind == ZOE_EVENT_FAULT && intervention->text != NULL)
        fault = zoe_fault_parse (intervention->text, recording->scenario, NULL);
      if (fault != NULL && fault->verb == ZOE_FAULT_RELEASE)
        note_let_go (damage, fault, &stored.event);
      g_ptr_array_add (damage->faults, fault);
    }
  sqlite3_reset (row);
  damage->n_read = n_events;
}

/**
 * zoe_damage_seek:
 * @sequence: an event's; 0: before the first
 */
void
zoe_damage_seek (ZoeDamage *damage, guint64 sequence)
{
  GPtrArray *all = damage->interventions;

  damage->sequence = sequence;
  if (damage->n_applied > 0 && ((ZoeIntervention *) g_ptr_array_index (all, damage->n_applied - 1))->sequence > sequence)
    rewind_damage (damage);
  while (damage->n_applied < all->len && ((ZoeIntervention *) g_ptr_array_index (all, damage->n_applied))->sequence <= sequence)
    {
      const ZoeFault *fault = g_ptr_array_index (damage->faults, damage->n_applied++);

      if (fault != NULL)
        zoe_damage_fold (fault, &damage->nodes[fault->node], &damage->links[fault->link]);
    }
}

const ZoeNodeDamage *
zoe_damage_get_node (ZoeDamage *damage, guint node)
{
  return &damage->nodes[node <= damage->recording->scenario->nodes->len ? node : 0];
}

const ZoeLinkDamage *
zoe_damage_get_link (ZoeDamage *damage, guint link)
{
  return &damage->links[link <= damage->recording->scenario->links->len ? link : 0];
}

gboolean
zoe_damage_is_held (ZoeDamage *damage, ZoeMessageId message, guint link, guint socket, gint64 time_ns)
{
  const Hold *hold = g_hash_table_lookup (damage->holds, &(Hold) { .message = message, .socket = socket });
  const ZoeLinkDamage *state = zoe_damage_get_link (damage, link);

  if (hold == NULL || hold->held > damage->sequence || (hold->let_go != 0 && hold->let_go <= damage->sequence))
    return FALSE;
  /* A link that was shut later keeps what was to come soon; one that was healed, nothing. */
  return state->cut || state->hold || (hold->until_ns != G_MAXINT64 && time_ns < hold->until_ns);
}

GPtrArray *
zoe_damage_get_interventions (ZoeDamage *damage)
{
  return damage->interventions;
}
