/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/time_axis.h"

#include <math.h>

#include "model/duration.h"

double
zoe_time_axis_to_x (const ZoeTimeAxis *axis, gint64 time_ns)
{
  gint64 length_ns = MAX (zoe_span_length (axis->span), 1);

  return (time_ns - axis->span.begin_ns) / (double) length_ns * axis->width;
}

gint64
zoe_time_axis_to_time (const ZoeTimeAxis *axis, double x)
{
  if (axis->width <= 0)
    return axis->span.begin_ns;
  return axis->span.begin_ns + (gint64) floor (x / axis->width * zoe_span_length (axis->span) + 0.5);
}

/**
 * zoe_time_axis_get_step:
 * @least_pixels: closer than this ticks must not stand
 *
 * Returns: how far apart the ticks are, ns: 1, 2 or 5 times a power of ten; from a minute on whole minutes
 */
gint64
zoe_time_axis_get_step (const ZoeTimeAxis *axis, double least_pixels)
{
  static const gint64 minutes[] = { 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1440 };
  double least_ns = zoe_span_length (axis->span) / MAX (axis->width, 1) * least_pixels;
  gint64 step = 1;

  while (step < least_ns && step < 30 * ZOE_NS_PER_S)
    {
      static const int factors[] = { 1, 2, 5 };
      gint64 base = step;

      for (guint i = 0; i < G_N_ELEMENTS (factors) && base * factors[i] <= 30 * ZOE_NS_PER_S; i++)
        if (base * factors[i] >= least_ns)
          return base * factors[i];
      step = base * 10;
    }
  if (step >= least_ns)
    return step;
  if (least_ns <= 20 * ZOE_NS_PER_S)
    return 20 * ZOE_NS_PER_S;
  for (guint i = 0; i < G_N_ELEMENTS (minutes); i++)
    if (minutes[i] * 60 * ZOE_NS_PER_S >= least_ns)
      return minutes[i] * 60 * ZOE_NS_PER_S;
  return ((gint64) (least_ns / (86400.0 * ZOE_NS_PER_S)) + 1) * 86400 * ZOE_NS_PER_S;
}

/**
 * zoe_time_axis_dup_label:
 * @step_ns: between the ticks: one unit and as many decimals as it needs, for all of them
 */
char *
zoe_time_axis_dup_label (gint64 time_ns, gint64 step_ns)
{
  static const struct { gint64 ns; const char *name; } units[] =
  {
    { ZOE_NS_PER_S, "s" }, { ZOE_NS_PER_MS, "ms" }, { ZOE_NS_PER_US, "µs" }, { 1, "ns" },
  };
  guint unit = 0;
  int decimals = 0;

  if (time_ns == 0)
    return g_strdup ("0");
  if (step_ns >= 60 * ZOE_NS_PER_S)
    return g_strdup_printf ("%d:%02d min", (int) (time_ns / (60 * ZOE_NS_PER_S)), (int) (time_ns / ZOE_NS_PER_S % 60));
  /* Seconds as long as three decimals do; then the smaller units, which are exact but long. */
  while (unit + 1 < G_N_ELEMENTS (units) && step_ns * 1000 < units[unit].ns)
    unit++;
  if (unit > 0 && time_ns >= 1000 * units[unit].ns)
    unit--;
  for (gint64 whole = units[unit].ns; whole > step_ns && decimals < 9; whole /= 10)
    decimals++;
  return g_strdup_printf ("%.*f %s", decimals, time_ns / (double) units[unit].ns, units[unit].name);
}

static ZoeSpan
keep_inside (ZoeSpan span, gint64 end_ns)
{
  gint64 length_ns = zoe_span_length (span);

  if (length_ns >= end_ns)
    return (ZoeSpan) { 0, MAX (end_ns, 1) };
  if (span.begin_ns < 0)
    return (ZoeSpan) { 0, length_ns };
  if (span.end_ns > end_ns)
    return (ZoeSpan) { end_ns - length_ns, end_ns };
  return span;
}

/**
 * zoe_span_zoom:
 * @factor: larger than 1 shows less
 * @about_ns: stays where it is on the screen
 * @end_ns: there is nothing beyond
 */
ZoeSpan
zoe_span_zoom (ZoeSpan span, double factor, gint64 about_ns, gint64 end_ns)
{
  double length_ns = MAX (zoe_span_length (span), 1);
  double zoomed_ns = MAX (length_ns / factor, ZOE_SPAN_MIN_NS);
  double share = CLAMP ((about_ns - span.begin_ns) / length_ns, 0, 1);
  gint64 begin_ns = about_ns - (gint64) (share * zoomed_ns);

  if (zoomed_ns >= end_ns)
    return (ZoeSpan) { 0, MAX (end_ns, 1) };
  return keep_inside ((ZoeSpan) { begin_ns, begin_ns + (gint64) zoomed_ns }, end_ns);
}

ZoeSpan
zoe_span_move (ZoeSpan span, gint64 by_ns, gint64 end_ns)
{
  return keep_inside ((ZoeSpan) { span.begin_ns + by_ns, span.end_ns + by_ns }, end_ns);
}
