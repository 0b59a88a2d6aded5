/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/duration.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <math.h>

static const struct
{
  const char *unit;
  gint64      ns;
} units[] =
{
  { "ns", 1 },
  { "us", ZOE_NS_PER_US },
  { "µs", ZOE_NS_PER_US },
  { "ms", ZOE_NS_PER_MS },
  { "s", ZOE_NS_PER_S },
  { "min", 60 * ZOE_NS_PER_S },
  { "h", 3600 * ZOE_NS_PER_S },
};

/**
 * zoe_duration_parse:
 * @text: a number and a unit: "250ms", "1.5 s", "2min"; a bare 0 needs no unit
 * @ret_ns: (out): nanoseconds; untouched on failure
 * @error: says what is wrong with the text
 *
 * Lengths are never negative; at most about 146 years.
 */
gboolean
zoe_duration_parse (const char *text, gint64 *ret_ns, GError **error)
{
  char *end = NULL;
  double number;
  gint64 unit = 0;

  number = g_ascii_strtod (text, &end);
  while (*end == ' ')
    end++;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (end, units[i].unit))
      unit = units[i].ns;
  if (*end == '\0' && number == 0 && end != text)
    unit = 1;

  if (end == text || unit == 0 || !isfinite (number) || number < 0 || number * unit > (double) ZOE_END_OF_TIME)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _("“%s” is no length of time; write a number and a unit (ns, us, ms, s, min, h), like 250ms or 1.5s"), text);
      return FALSE;
    }
  *ret_ns = (gint64) (number * unit + 0.5);
  return TRUE;
}

/**
 * zoe_duration_after:
 * @time_ns: scenario time
 * @length_ns: not negative
 *
 * Returns: the time so much later; %G_MAXINT64, which never comes, if that is beyond the end of time
 */
gint64
zoe_duration_after (gint64 time_ns, gint64 length_ns)
{
  return time_ns > ZOE_END_OF_TIME || length_ns > ZOE_END_OF_TIME - time_ns ? G_MAXINT64 : time_ns + length_ns;
}

/**
 * zoe_duration_dup_text:
 *
 * Returns: (transfer full): the length in its most readable unit, three digits of it: "17.3 ms", "2 s"
 */
char *
zoe_duration_dup_text (gint64 ns)
{
  gint64 size = ns < 0 ? -ns : ns;
  const char *unit = "ns";
  double number = ns;
  int decimals;

  if (size >= 60 * ZOE_NS_PER_S)
    return g_strdup_printf ("%s%" G_GINT64_FORMAT " min %02d s", ns < 0 ? "−" : "",
                            size / (60 * ZOE_NS_PER_S), (int) (size / ZOE_NS_PER_S % 60));
  if (size >= ZOE_NS_PER_S)
    number /= ZOE_NS_PER_S, unit = "s";
  else if (size >= ZOE_NS_PER_MS)
    number /= ZOE_NS_PER_MS, unit = "ms";
  else if (size >= ZOE_NS_PER_US)
    number /= ZOE_NS_PER_US, unit = "µs";

  decimals = fabs (number) >= 100 || number == floor (number) ? 0 : fabs (number) >= 10 ? 1 : 2;
  return g_strdup_printf ("%.*f %s", decimals, number, unit);
}

/**
 * zoe_duration_dup_stamp:
 *
 * Returns: (transfer full): a point on the time line, to the microsecond, always of one width below an hour: "00:01.250000"
 */
char *
zoe_duration_dup_stamp (gint64 ns)
{
  gint64 us = MAX (ns, 0) / ZOE_NS_PER_US;
  gint64 s = us / 1000000;

  return g_strdup_printf ("%02d:%02d.%06d", (int) (s / 60), (int) (s % 60), (int) (us % 1000000));
}
