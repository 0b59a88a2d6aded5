/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/aftermath.h"

#include <glib/gi18n.h>

#include "app/break_search.h"
#include "model/duration.h"
#include "trace/telling.h"

struct _ZoeAftermath
{
  ZoeRecording *recording;
  ZoeDamage    *damage;
  guint         n_seen;        /* interventions */
  guint64       step_event;
  guint64       told_event;
  char         *told;
  gboolean      stepping;
  guint64       searched;      /* for breakpoints: up to this event ... */
  gint64        searched_ns;   /* ... which happened then */
  char         *met;
};

ZoeAftermath *
zoe_aftermath_new (void)
{
  return g_new0 (ZoeAftermath, 1);
}

void
zoe_aftermath_free (ZoeAftermath *aftermath)
{
  zoe_aftermath_forget (aftermath);
  g_free (aftermath);
}

/**
 * zoe_aftermath_forget:
 *
 * Another run begins.
 */
void
zoe_aftermath_forget (ZoeAftermath *aftermath)
{
  g_clear_pointer (&aftermath->damage, zoe_damage_free);
  g_clear_object (&aftermath->recording);
  g_clear_pointer (&aftermath->told, g_free);
  g_clear_pointer (&aftermath->met, g_free);
  *aftermath = (ZoeAftermath) { 0 };
}

/* The operation a step let go: the node's first event after it that is more than a consequence. */
static gboolean
tell_step (ZoeAftermath *aftermath, guint node)
{
  guint64 n_events = zoe_recording_get_n_events (aftermath->recording);

  for (guint64 sequence = aftermath->step_event + 1; sequence <= MIN (n_events, aftermath->step_event + 64); sequence++)
    {
      ZoeEvent event;

      if (!zoe_recording_get_event (aftermath->recording, sequence, &event, NULL) || event.node != node)
        continue;
      aftermath->told_event = sequence;
      g_free (aftermath->told);
      aftermath->told = zoe_telling_dup (aftermath->recording, sequence);
      return TRUE;
    }
  return FALSE;
}

/* A time that is a condition lies between the event before and this one. */
static gboolean
is_passed (ZoeAftermath *aftermath, ZoeUntil *breaks, gint64 time_ns, char **ret_reason)
{
  gint64 due_ns = zoe_until_get_deadline_after (breaks, aftermath->searched_ns);
  g_autofree char *length = NULL;

  if (due_ns > time_ns)
    return FALSE;
  length = zoe_duration_dup_text (due_ns);
  *ret_reason = g_strdup_printf (_("%s have passed"), length);
  return TRUE;
}

static gboolean
search (ZoeAftermath *aftermath, ZoeUntil *breaks)
{
  guint64 n_events = zoe_recording_get_n_events (aftermath->recording);
  gboolean news = FALSE;

  while (aftermath->searched < n_events)
    {
      char *reason = NULL;
      ZoeEvent event;

      if (!zoe_recording_get_event (aftermath->recording, ++aftermath->searched, &event, NULL))
        continue;
      /* What happened before this step is told already. */
      if (event.kind == ZOE_EVENT_STEP || event.kind == ZOE_EVENT_JUMP)
        {
          news = news || aftermath->met != NULL;
          g_clear_pointer (&aftermath->met, g_free);
        }
      if (breaks != NULL && (zoe_break_search_event (aftermath->recording, &event, breaks, &reason)
                             || is_passed (aftermath, breaks, event.time_ns, &reason)))
        {
          g_free (aftermath->met);
          aftermath->met = reason;
          news = TRUE;
        }
      aftermath->searched_ns = event.time_ns;
    }
  return news;
}

/* In a run that has gone freely so far, what happened then has stopped it already, or was meant to be passed. */
static void
set_stepping (ZoeAftermath *aftermath, gboolean stepping)
{
  ZoeEvent event = { .time_ns = -1 };

  if (aftermath->stepping == stepping)
    return;
  aftermath->stepping = stepping;
  aftermath->searched = zoe_recording_get_n_events (aftermath->recording);
  zoe_recording_get_event (aftermath->recording, aftermath->searched, &event, NULL);
  aftermath->searched_ns = event.time_ns;
  g_clear_pointer (&aftermath->met, g_free);
}

/**
 * zoe_aftermath_read:
 * @recording: the run's; it has grown
 * @breaks: (nullable): the breakpoints
 * @stepping: whether the run is in step mode
 */
gboolean
zoe_aftermath_read (ZoeAftermath *aftermath, ZoeRecording *recording, ZoeUntil *breaks, gboolean stepping)
{
  gboolean news = FALSE;
  guint node = 0;
  GPtrArray *all;

  if (aftermath->recording != recording)
    {
      zoe_aftermath_forget (aftermath);
      aftermath->recording = g_object_ref (recording);
      aftermath->damage = zoe_damage_new (recording);
      aftermath->stepping = stepping;
      aftermath->searched_ns = -1;
    }
  zoe_damage_refresh (aftermath->damage);
  zoe_damage_seek (aftermath->damage, zoe_recording_get_n_events (recording));
  all = zoe_damage_get_interventions (aftermath->damage);
  for (; aftermath->n_seen < all->len; aftermath->n_seen++)
    {
      const ZoeIntervention *one = g_ptr_array_index (all, aftermath->n_seen);

      if (one->kind == ZOE_EVENT_STEP)
        aftermath->step_event = one->sequence;
    }
  for (guint i = all->len; i > 0 && node == 0; i--)
    if (((ZoeIntervention *) g_ptr_array_index (all, i - 1))->sequence == aftermath->step_event && aftermath->step_event != 0)
      node = ((ZoeIntervention *) g_ptr_array_index (all, i - 1))->node;
  if (node != 0 && aftermath->told_event <= aftermath->step_event)
    {
      tell_step (aftermath, node);
      news = TRUE;
    }
  set_stepping (aftermath, stepping);
  if (stepping)
    news = search (aftermath, breaks) || news;
  return news;
}

ZoeDamage *
zoe_aftermath_get_damage (ZoeAftermath *aftermath)
{
  return aftermath->damage;
}

ZoeRecording *
zoe_aftermath_get_recording (ZoeAftermath *aftermath)
{
  return aftermath->recording;
}

guint64
zoe_aftermath_get_n_events (ZoeAftermath *aftermath)
{
  return aftermath->recording != NULL ? zoe_recording_get_n_events (aftermath->recording) : 0;
}

guint64
zoe_aftermath_get_step_event (ZoeAftermath *aftermath)
{
  return aftermath->step_event;
}

const char *
zoe_aftermath_get_told (ZoeAftermath *aftermath)
{
  return aftermath->told;
}

const char *
zoe_aftermath_get_met (ZoeAftermath *aftermath)
{
  return aftermath->met;
}
