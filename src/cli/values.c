/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/values.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "model/duration.h"
#include "model/fault.h"
#include "model/nearest.h"
#include "model/until.h"

#define LEAST_RATE 0.001
#define MOST_RATE  1000

static gboolean
refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list arguments;
  g_autofree char *text = NULL;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, text);
  return FALSE;
}

/**
 * zoe_values_read_clock:
 * @text: "real", "skip-idle" or "xN", N scenario seconds per real second
 * @options: its clock and rate are set
 */
gboolean
zoe_values_read_clock (const char *text, ZoeRunOptions *options, GError **error)
{
  char *end = NULL;
  double rate;

  if (g_str_equal (text, "real"))
    {
      options->clock = ZOE_CLOCK_REAL;
      options->rate = 1;
      return TRUE;
    }
  if (g_str_equal (text, "skip-idle"))
    {
      options->clock = ZOE_CLOCK_SKIP_IDLE;
      options->rate = 1;
      return TRUE;
    }
  if (text[0] == 'x' && g_ascii_isdigit (text[1]))
    {
      rate = g_ascii_strtod (text + 1, &end);
      if (*end == '\0' && rate >= LEAST_RATE && rate <= MOST_RATE)
        {
          options->clock = ZOE_CLOCK_REAL;
          options->rate = rate;
          return TRUE;
        }
      if (*end == '\0')
        return refuse (error, _("--clock %s: the rate goes from x%g to x%d"), text, LEAST_RATE, MOST_RATE);
    }
  return refuse (error, _("--clock %s: expected is real, skip-idle, or x and a rate, like x10 or x0.5"), text);
}

/**
 * zoe_values_read_conditions:
 * @option: "--until" or "--break", for the error
 * @texts: (nullable): as zoe_until_parse() reads them
 * @ret_conditions: (out) (transfer full): all of them joined; untouched without any
 */
gboolean
zoe_values_read_conditions (const char *option, char **texts, ZoeScenario *scenario, const char **ret_conditions, GError **error)
{
  for (char **text = texts; text != NULL && *text != NULL; text++)
    {
      g_autoptr (ZoeUntil) until = zoe_until_parse (*text, scenario, error);

      if (until == NULL)
        {
          g_prefix_error (error, "%s: ", option);
          return FALSE;
        }
      if (zoe_until_is_empty (until) && zoe_until_get_deadline_ns (until) == G_MAXINT64)
        return refuse (error, _("%s: there is no condition; expected is one like “10s”, “500 events” or “text KILL”"), option);
    }
  if (texts != NULL)
    *ret_conditions = g_strjoinv (";", texts);
  return TRUE;
}

/**
 * zoe_values_read_faults:
 * @texts: (nullable): as zoe_schedule_parse() reads them
 * @ret_schedule: (out) (transfer full): all of them joined; untouched without any
 */
gboolean
zoe_values_read_faults (char **texts, ZoeScenario *scenario, const char **ret_schedule, GError **error)
{
  for (char **text = texts; text != NULL && *text != NULL; text++)
    {
      g_autoptr (GPtrArray) schedule = zoe_schedule_parse (*text, scenario, error);

      if (schedule == NULL)
        {
          g_prefix_error (error, "--fault: ");
          return FALSE;
        }
      if (schedule->len == 0)
        return refuse (error, _("--fault: there is no fault; expected is one like “2s kill worker-1”"));
    }
  if (texts != NULL)
    *ret_schedule = g_strjoinv (";", texts);
  return TRUE;
}

/**
 * zoe_values_read_door:
 * @option: "--expose" or "--attach", for the error
 * @text: NODE:SOCKET=ENDPOINT
 *
 * Only the form is looked at; whether there is such a node and socket is the scenario reader's to say.
 */
gboolean
zoe_values_read_door (const char *option, const char *text, GError **error)
{
  const char *colon = strchr (text, ':');
  const char *equals = strchr (text, '=');

  if (colon != NULL && equals != NULL && colon > text && colon + 1 < equals && strstr (equals + 1, "://") != NULL)
    return TRUE;
  return refuse (error, _("%s %s: expected is NODE:SOCKET=ENDPOINT, like worker:receiver=tcp://127.0.0.1:5557"), option, text);
}

gboolean
zoe_values_read_set (const char *text, GError **error)
{
  const char *equals = strchr (text, '=');
  const char *dot = strchr (text, '.');

  if (equals != NULL && dot != NULL && dot > text && dot + 1 < equals)
    return TRUE;
  return refuse (error, _("--set %s: expected is NODE.ATTRIBUTE=VALUE, like worker.count=2"), text);
}

/**
 * zoe_values_read_kinds:
 * @texts: (nullable): names of kinds, each item one or several joined with ","
 * @ret_kinds: (out): a bit for each kind; 0 = all
 */
gboolean
zoe_values_read_kinds (char **texts, guint64 *ret_kinds, GError **error)
{
  guint64 kinds = 0;

  for (; texts != NULL && *texts != NULL; texts++)
    {
      g_auto (GStrv) names = g_strsplit (*texts, ",", -1);

      for (char **name = names; *name != NULL; name++)
        {
          ZoeEventKind kind = zoe_event_kind_from_name (*name);
          const char *known[ZOE_EVENT_N_KINDS] = { NULL };
          const char *nearest;
          g_autofree char *all = NULL;

          if (kind != ZOE_EVENT_NONE)
            {
              kinds |= G_GUINT64_CONSTANT (1) << kind;
              continue;
            }
          for (guint i = ZOE_EVENT_NONE + 1; i < ZOE_EVENT_N_KINDS; i++)
            known[i - 1] = zoe_event_kind_get_name (i);
          nearest = zoe_nearest_name (*name, known);
          all = g_strjoinv (", ", (char **) known);
          return nearest != NULL ? refuse (error, _("--kind %s: there is no such kind of event; is “%s” meant?"), *name, nearest)
                                 : refuse (error, _("--kind %s: there is no such kind of event; there are %s"), *name, all);
        }
    }
  *ret_kinds = kinds;
  return TRUE;
}

/**
 * zoe_values_read_link:
 * @text: "ventilator:sender-worker-1:receiver"; "->" between the ends does as well, and either end may come first
 */
gboolean
zoe_values_read_link (const char *text, ZoeScenario *scenario, guint *ret_link, GError **error)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new_with_free_func (g_free);
  const char *nearest;

  for (guint i = 0; i < scenario->links->len; i++)
    {
      ZoeLinkSpec *link = g_ptr_array_index (scenario->links, i);
      g_autofree char *tail = zoe_scenario_dup_port (scenario, link->tail);
      g_autofree char *head = zoe_scenario_dup_port (scenario, link->head);
      g_autofree char *arrow = g_strdup_printf ("%s->%s", tail, head);
      g_autofree char *backward = g_strdup_printf ("%s-%s", head, tail);
      char *forward = g_strdup_printf ("%s-%s", tail, head);

      g_ptr_array_add (known, forward);
      if (g_str_equal (text, forward) || g_str_equal (text, arrow) || g_str_equal (text, backward))
        {
          *ret_link = link->number;
          return TRUE;
        }
    }
  g_ptr_array_add (known, NULL);
  nearest = zoe_nearest_name (text, (const char *const *) known->pdata);
  return nearest != NULL ? refuse (error, _("--link %s: the trace has no such link; is “%s” meant?"), text, nearest)
                         : refuse (error, _("--link %s: the trace has no such link; expected is NODE:SOCKET-NODE:SOCKET"), text);
}

gboolean
zoe_values_read_node (const char *text, ZoeScenario *scenario, guint *ret_node, GError **error)
{
  ZoeNodeSpec *node = zoe_scenario_find_node (scenario, text);
  g_autoptr (GPtrArray) known = g_ptr_array_new ();
  const char *nearest;

  if (node != NULL)
    {
      *ret_node = node->number;
      return TRUE;
    }
  for (guint i = 0; i < scenario->nodes->len; i++)
    g_ptr_array_add (known, ((ZoeNodeSpec *) g_ptr_array_index (scenario->nodes, i))->name);
  g_ptr_array_add (known, NULL);
  nearest = zoe_nearest_name (text, (const char *const *) known->pdata);
  return nearest != NULL ? refuse (error, _("--node %s: the trace has no such node; is “%s” meant?"), text, nearest)
                         : refuse (error, _("--node %s: the trace has no such node; “zoe stats” lists them"), text);
}

/* A length of time since the start ("1.5s"), or a stamp as "zoe events" prints it ("00:01.500000"). */
static gboolean
read_time (const char *option, const char *text, gint64 *ret_ns, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", -1);
  guint64 minutes;
  char *end = NULL;
  double seconds;

  if (zoe_duration_parse (text, ret_ns, NULL))
    return TRUE;
  if (g_strv_length (parts) == 2 && g_ascii_string_to_unsigned (parts[0], 10, 0, 1000000, &minutes, NULL)
      && g_ascii_isdigit (parts[1][0]))
    {
      seconds = g_ascii_strtod (parts[1], &end);
      if (*end == '\0' && seconds < 60)
        {
          *ret_ns = minutes * 60 * ZOE_NS_PER_S + (gint64) (seconds * 1e6 + 0.5) * ZOE_NS_PER_US;
          return TRUE;
        }
    }
  return refuse (error, _("%s %s: expected is a time since the start, like 250ms, 1.5s or 00:01.250000"), option, text);
}

/**
 * zoe_values_read_span:
 * @from: (nullable): the beginning, else 0
 * @to: (nullable): the end, which does not belong to the span
 * @ret_span: (out): end_ns 0 = without end, as #ZoeEventFilter has it
 */
gboolean
zoe_values_read_span (const char *from, const char *to, ZoeSpan *ret_span, GError **error)
{
  ZoeSpan span = { 0, 0 };

  if (from != NULL && !read_time ("--from", from, &span.begin_ns, error))
    return FALSE;
  if (to != NULL && !read_time ("--to", to, &span.end_ns, error))
    return FALSE;
  if (to != NULL && span.end_ns <= span.begin_ns)
    return refuse (error, _("--to %s: the end has to lie after the beginning"), to);
  if (to == NULL && from != NULL)
    span.end_ns = G_MAXINT64;
  *ret_span = span;
  return TRUE;
}
