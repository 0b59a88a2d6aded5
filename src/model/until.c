/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/until.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#include "model/duration.h"
#include "model/nearest.h"

struct _ZoeUntil
{
  gint64  deadline_ns;     /* G_MAXINT64: none */
  guint64 n_events;        /* 0: none */
  GArray *ends;            /* (element-type guint): nodes, any of which ends the run with its role */
  char  **names;           /* of those nodes, for the reason */
};

static gboolean
parse_condition (ZoeUntil *until, GPtrArray *names, const char *condition, ZoeScenario *scenario, GError **error)
{
  g_auto (GStrv) words = g_strsplit (condition, " ", -1);
  g_autofree char *name = NULL;
  g_autofree const char **known = NULL;
  const char *nearest;
  gint64 ns;
  guint64 n_events;
  guint before = until->ends->len;

  if (zoe_duration_parse (condition, &ns, NULL))
    {
      until->deadline_ns = MIN (until->deadline_ns, ns);
      return TRUE;
    }
  if (g_strv_length (words) == 2 && g_str_equal (words[1], "events")
      && g_ascii_string_to_unsigned (words[0], 10, 1, G_MAXINT64, &n_events, NULL))
    {
      until->n_events = until->n_events == 0 ? n_events : MIN (until->n_events, n_events);
      return TRUE;
    }

  name = g_str_has_suffix (condition, " ends") ? g_strndup (condition, strlen (condition) - strlen (" ends")) : g_strdup (condition);
  known = g_new0 (const char *, 2 * scenario->nodes->len + 1);
  for (guint i = 0; i < scenario->nodes->len; i++)
    {
      ZoeNodeSpec *node = g_ptr_array_index (scenario->nodes, i);

      known[2 * i] = node->name;
      known[2 * i + 1] = node->base;
      if (g_str_equal (name, node->name) || g_str_equal (name, node->base))
        {
          g_array_append_val (until->ends, node->number);
          g_ptr_array_add (names, g_strdup (node->name));
        }
    }
  if (until->ends->len > before)
    return TRUE;

  nearest = zoe_nearest_name (name, known);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               nearest != NULL ? _("“%s” is neither a length of time (10s), a number of events (500 events) nor a node; is “%s” meant?")
                               : _("“%s” is neither a length of time (10s), a number of events (500 events) nor a node"),
               condition, nearest);
  return FALSE;
}

/**
 * zoe_until_parse:
 * @text: (nullable): conditions joined with ";"; %NULL or empty for none
 * @scenario: whose nodes may be named, by their own name or by their statement's (then the first of them counts)
 */
ZoeUntil *
zoe_until_parse (const char *text, ZoeScenario *scenario, GError **error)
{
  g_autoptr (ZoeUntil) until = g_new0 (ZoeUntil, 1);
  g_auto (GStrv) conditions = g_strsplit (text != NULL ? text : "", ";", -1);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  until->deadline_ns = G_MAXINT64;
  until->ends = g_array_new (FALSE, FALSE, sizeof (guint));
  for (char **condition = conditions; *condition != NULL; condition++)
    {
      g_strstrip (*condition);
      if (**condition != '\0' && !parse_condition (until, names, *condition, scenario, error))
        return NULL;
    }
  g_ptr_array_add (names, NULL);
  until->names = (char **) g_ptr_array_steal (names, NULL);
  return g_steal_pointer (&until);
}

void
zoe_until_free (ZoeUntil *until)
{
  g_array_unref (until->ends);
  g_strfreev (until->names);
  g_free (until);
}

/**
 * zoe_until_get_deadline_ns:
 *
 * Returns: the scenario time at which the run is over at the latest; %G_MAXINT64 if there is none
 */
gint64
zoe_until_get_deadline_ns (ZoeUntil *until)
{
  return until->deadline_ns;
}

/**
 * zoe_until_counts_events:
 *
 * Whether any event may end the run, not only a node's end.
 */
gboolean
zoe_until_counts_events (ZoeUntil *until)
{
  return until->n_events > 0;
}

/**
 * zoe_until_is_met_by:
 * @ret_reason: (out) (transfer full): in a person's words, when met
 *
 * Whether this event ends the run. Reads only, so any thread may ask.
 */
gboolean
zoe_until_is_met_by (ZoeUntil *until, const ZoeEvent *event, char **ret_reason)
{
  if (until->n_events > 0 && event->sequence >= until->n_events)
    {
      *ret_reason = g_strdup_printf (_("%" PRIu64 " events have happened"), until->n_events);
      return TRUE;
    }
  if (event->kind != ZOE_EVENT_END)
    return FALSE;
  for (guint i = 0; i < until->ends->len; i++)
    if (g_array_index (until->ends, guint, i) == event->node)
      {
        *ret_reason = g_strdup_printf (_("%s has ended"), until->names[i]);
        return TRUE;
      }
  return FALSE;
}
