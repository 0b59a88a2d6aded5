/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/aftermath.h"

#include "trace/telling.h"

struct _ZoeAftermath
{
  ZoeRecording *recording;
  ZoeDamage    *damage;
  guint         n_seen;        /* interventions */
  guint64       step_event;
  guint         step_node;     /* 0: nothing of the last step is to be told any more */
  guint64       jump_event;    /* 0: time has not moved on since the last step */
  guint64       told_event;
  char         *told;
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

/* What a person did to the run, and what the run said to it. Returns: whether a breakpoint is met now, or is so no longer */
static gboolean
take_in (ZoeAftermath *aftermath, const ZoeIntervention *one)
{
  gboolean was_met = aftermath->met != NULL;

  switch (one->kind)
    {
    case ZOE_EVENT_STEP:
      aftermath->step_event = one->sequence;
      aftermath->step_node = one->node;
      aftermath->jump_event = 0;
      g_clear_pointer (&aftermath->met, g_free);
      return was_met;
    case ZOE_EVENT_JUMP:
      aftermath->step_node = 0;
      aftermath->jump_event = one->sequence;
      g_clear_pointer (&aftermath->met, g_free);
      return was_met;
    case ZOE_EVENT_MODE:
    case ZOE_EVENT_RESUME:
      /* Much happens while a run goes by itself: what was told before is old. */
      aftermath->step_node = 0;
      aftermath->jump_event = 0;
      g_clear_pointer (&aftermath->told, g_free);
      g_clear_pointer (&aftermath->met, g_free);
      return TRUE;
    case ZOE_EVENT_PAUSE:
      if (one->text == NULL)
        return FALSE;
      g_free (aftermath->met);
      aftermath->met = g_strdup (one->text);
      return TRUE;
    default:
      return FALSE;
    }
}

/**
 * zoe_aftermath_read:
 * @recording: the run's; it has grown
 */
gboolean
zoe_aftermath_read (ZoeAftermath *aftermath, ZoeRecording *recording)
{
  gboolean news = FALSE;
  GPtrArray *all;

  if (aftermath->recording != recording)
    {
      zoe_aftermath_forget (aftermath);
      aftermath->recording = g_object_ref (recording);
      aftermath->damage = zoe_damage_new (recording);
    }
  zoe_damage_refresh (aftermath->damage);
  zoe_damage_seek (aftermath->damage, zoe_recording_get_n_events (recording));
  all = zoe_damage_get_interventions (aftermath->damage);
  for (; aftermath->n_seen < all->len; aftermath->n_seen++)
    news = take_in (aftermath, g_ptr_array_index (all, aftermath->n_seen)) || news;
  if (aftermath->step_node != 0 && aftermath->told_event <= aftermath->step_event)
    {
      tell_step (aftermath, aftermath->step_node);
      news = TRUE;
    }
  if (aftermath->jump_event != 0 && aftermath->told_event < aftermath->jump_event)
    {
      aftermath->told_event = aftermath->jump_event;
      g_free (aftermath->told);
      aftermath->told = zoe_telling_dup (recording, aftermath->jump_event);
      news = TRUE;
    }
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
