/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/parameter.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "model/duration.h"
#include "model/nearest.h"

static const char *const true_names[] = { "true", "yes", "on", "1", NULL };
static const char *const false_names[] = { "false", "no", "off", "0", NULL };

/* A row that gives neither bound has both at 0, which would allow nothing but 0. */
static gboolean
has_range (const ZoeRoleParameter *parameter)
{
  return parameter->minimum < parameter->maximum;
}

static gboolean
is_in_range (const ZoeRoleParameter *parameter, double number)
{
  return !has_range (parameter) || (number >= parameter->minimum && number <= parameter->maximum);
}

static char *
dup_bound (const ZoeRoleParameter *parameter, double bound)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (parameter->type == ZOE_PARAMETER_DURATION)
    return zoe_duration_dup_text ((gint64) bound);
  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, parameter->type == ZOE_PARAMETER_REAL ? "%.15g" : "%.0f", bound));
}

/* "1 to 1000000 ms"; empty where anything goes. */
static char *
dup_range (const ZoeRoleParameter *parameter)
{
  g_autofree char *least = NULL;
  g_autofree char *most = NULL;
  g_autofree char *range = NULL;
  gboolean has_unit = parameter->unit != NULL && parameter->type != ZOE_PARAMETER_DURATION;

  if (!has_range (parameter))
    return g_strdup ("");
  least = dup_bound (parameter, parameter->minimum);
  most = dup_bound (parameter, parameter->maximum);
  /* Translators: a range of numbers or of lengths of time. */
  range = g_strdup_printf (_("%s to %s"), least, most);
  return has_unit ? g_strdup_printf ("%s %s", range, parameter->unit) : g_steal_pointer (&range);
}

/**
 * zoe_parameter_dup_expected:
 *
 * Returns: (transfer full): what the parameter takes, for a list or a message: "a whole number, 1 to 1000000"
 */
char *
zoe_parameter_dup_expected (const ZoeRoleParameter *parameter)
{
  g_autofree char *range = dup_range (parameter);
  g_auto (GStrv) choices = NULL;
  g_autofree char *list = NULL;
  const char *what = NULL;

  switch (parameter->type)
    {
    case ZOE_PARAMETER_BOOLEAN:
      return g_strdup (_("true or false"));
    case ZOE_PARAMETER_CHOICE:
      choices = g_strsplit (parameter->choices != NULL ? parameter->choices : "", "|", -1);
      list = g_strjoinv (", ", choices);
      return g_strdup_printf (_("one of %s"), list);
    case ZOE_PARAMETER_DURATION:
      what = _("a length of time like 250ms");
      break;
    case ZOE_PARAMETER_INTEGER:
      what = _("a whole number");
      break;
    case ZOE_PARAMETER_REAL:
      what = _("a number");
      break;
    case ZOE_PARAMETER_TEXT:
      if (has_range (parameter))
        return g_strdup_printf (_("a text of %s bytes"), range);
      return g_strdup (_("a text"));
    }
  return *range != '\0' ? g_strdup_printf ("%s, %s", what, range) : g_strdup (what);
}

static void
set_unfit (const ZoeRoleParameter *parameter, const char *text, const char *nearest, GError **error)
{
  g_autofree char *expected = zoe_parameter_dup_expected (parameter);

  if (nearest != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s” does not fit; expected %s; is “%s” meant?"),
                 text, expected, nearest);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s” does not fit; expected %s"), text, expected);
}

/**
 * zoe_parameter_read:
 * @parameter: the row. Bounds count if its minimum is below its maximum: numbers as they are, durations in ns, texts in bytes
 * @text: a value as written
 * @error: says what is wrong with the value and what was expected
 *
 * Returns: (transfer full) (nullable): the value in the one form the rest of the program reads: booleans are "true" or
 *   "false", numbers and durations are without space around; %NULL if the value does not fit
 */
char *
zoe_parameter_read (const ZoeRoleParameter *parameter, const char *text, GError **error)
{
  g_autofree char *value = parameter->type == ZOE_PARAMETER_TEXT ? g_strdup (text) : g_strstrip (g_strdup (text));
  g_autofree char *lower = g_ascii_strdown (value, -1);
  g_auto (GStrv) choices = NULL;
  const char *nearest = NULL;
  char *end = NULL;
  gint64 integer;
  double real;

  switch (parameter->type)
    {
    case ZOE_PARAMETER_BOOLEAN:
      if (g_strv_contains (true_names, lower))
        return g_strdup ("true");
      if (g_strv_contains (false_names, lower))
        return g_strdup ("false");
      break;

    case ZOE_PARAMETER_CHOICE:
      choices = g_strsplit (parameter->choices != NULL ? parameter->choices : "", "|", -1);
      if (g_strv_contains ((const char *const *) choices, value))
        return g_steal_pointer (&value);
      nearest = zoe_nearest_name (value, (const char *const *) choices);
      break;

    case ZOE_PARAMETER_DURATION:
      if (!zoe_duration_parse (value, &integer, error))
        return NULL;
      if (is_in_range (parameter, integer))
        return g_steal_pointer (&value);
      break;

    case ZOE_PARAMETER_INTEGER:
      if (g_ascii_string_to_signed (value, 10, G_MININT64, G_MAXINT64, &integer, NULL) && is_in_range (parameter, integer))
        return g_steal_pointer (&value);
      break;

    case ZOE_PARAMETER_REAL:
      real = g_ascii_strtod (value, &end);
      if (end != value && *end == '\0' && isfinite (real) && is_in_range (parameter, real))
        return g_steal_pointer (&value);
      break;

    case ZOE_PARAMETER_TEXT:
      if (is_in_range (parameter, strlen (value)))
        return g_steal_pointer (&value);
      break;
    }

  set_unfit (parameter, text, nearest, error);
  return NULL;
}
