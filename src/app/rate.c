/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/rate.h"

#include <glib/gi18n.h>
#include <math.h>

static const ZoeRatePreset presets[] =
{
  { 0.001, "1/1000 ×", N_("a second takes a quarter of an hour") },
  { 0.01,  "1/100 ×",  N_("slow motion") },
  { 0.05,  "1/20 ×",   NULL },
  { 0.1,   "1/10 ×",   NULL },
  { 0.25,  "1/4 ×",    NULL },
  { 0.5,   "1/2 ×",    N_("half speed") },
  { 1,     "1 ×",      N_("as it happened") },
  { 2,     "2 ×",      NULL },
  { 5,     "5 ×",      NULL },
  { 10,    "10 ×",     NULL },
  { 100,   "100 ×",    N_("a minute in less than a second") },
};

guint
zoe_rate_count_presets (void)
{
  return G_N_ELEMENTS (presets);
}

const ZoeRatePreset *
zoe_rate_get_preset (guint index)
{
  return &presets[MIN (index, G_N_ELEMENTS (presets) - 1)];
}

/**
 * zoe_rate_find_nearest:
 *
 * Returns: the index of the preset that differs by the smallest factor
 */
guint
zoe_rate_find_nearest (double rate)
{
  guint nearest = 0;

  for (guint i = 1; i < G_N_ELEMENTS (presets); i++)
    if (fabs (log (presets[i].rate / rate)) < fabs (log (presets[nearest].rate / rate)))
      nearest = i;
  return nearest;
}

/**
 * zoe_rate_shift:
 * @steps: presets up, or down if negative
 *
 * Makes the playback faster or slower; with a delay for each event, the delay shorter or longer.
 */
void
zoe_rate_shift (ZoeSession *session, int steps)
{
  if (zoe_session_get_pace (session) == ZOE_PACE_PER_EVENT)
    {
      double delay = zoe_session_get_event_delay (session) * pow (2, -steps);

      zoe_session_set_event_delay (session, (guint) CLAMP (delay, 1, 10000));
    }
  else
    {
      int index = (int) zoe_rate_find_nearest (zoe_session_get_rate (session)) + steps;

      zoe_session_set_rate (session, presets[CLAMP (index, 0, (int) G_N_ELEMENTS (presets) - 1)].rate);
    }
}

/**
 * zoe_rate_dup_name:
 *
 * Returns: (transfer full): "1/20 ×" for a preset's rate and other such fractions, else a decimal number
 */
char *
zoe_rate_dup_name (double rate)
{
  guint nearest = zoe_rate_find_nearest (rate);

  if (fabs (presets[nearest].rate - rate) < rate * 1e-6)
    return g_strdup (presets[nearest].name);
  if (rate < 1 && fabs (1 / rate - round (1 / rate)) < 1e-6)
    return g_strdup_printf ("1/%.0f ×", 1 / rate);
  return g_strdup_printf ("%.3g ×", rate);
}
