/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/until.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#include "model/duration.h"
#include "model/nearest.h"

typedef enum
{
  CONDITION_DOES,
  CONDITION_ENDS,
  CONDITION_EVENTS,
  CONDITION_KIND,
  CONDITION_TEXT,
} ConditionType;

typedef struct
{
  ConditionType type;
  guint         node;     /* does, ends */
  guint64       number;   /* events; kind */
  char         *text;     /* text; else the node's or kind's name */
} Condition;

struct _ZoeUntil
{
  GArray *times;          /* (element-type gint64) */
  GArray *conditions;     /* (element-type Condition) */
};

static void
condition_clear (gpointer data)
{
  g_free (((Condition *) data)->text);
}

static void
add_condition (ZoeUntil *until, ConditionType type, guint node, guint64 number, const char *text)
{
  Condition condition = { type, node, number, g_strdup (text) };

  g_array_append_val (until->conditions, condition);
}

/* Adds a condition for every node of that name, or made by that statement. */
static gboolean
add_for_nodes (ZoeUntil *until, ConditionType type, const char *name, ZoeScenario *scenario)
{
  guint before = until->conditions->len;

  for (guint i = 0; i < scenario->nodes->len; i++)
    {
      ZoeNodeSpec *node = g_ptr_array_index (scenario->nodes, i);

      if (strcmp (name, node->name) == 0 || strcmp (name, node->base) == 0)
        add_condition (until, type, node->number, 0, node->name);
    }
  return until->conditions->len > before;
}

static const char *
nearest_node (const char *name, ZoeScenario *scenario)
{
  g_autofree const char **known = g_new0 (const char *, 2 * scenario->nodes->len + 1);

  for (guint i = 0; i < scenario->nodes->len; i++)
    {
      ZoeNodeSpec *node = g_ptr_array_index (scenario->nodes, i);

      known[2 * i] = node->name;
      known[2 * i + 1] = node->base;
    }
  return zoe_nearest_name (name, known);
}

static const char *
nearest_kind (const char *name)
{
  const char *known[ZOE_EVENT_N_KINDS] = { NULL };

  for (guint kind = ZOE_EVENT_NONE + 1; kind < ZOE_EVENT_N_KINDS; kind++)
    known[kind - 1] = zoe_event_kind_get_name (kind);
  return zoe_nearest_name (name, known);
}

static gboolean
refuse (GError **error, const char *condition, const char *nearest)
{
  if (nearest != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _("“%s” is neither a length of time (10s), a number of events (500 events) nor a node; is “%s” meant?"), condition, nearest);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _("“%s” is neither a length of time (10s), a number of events (500 events) nor a node"), condition);
  return FALSE;
}

static gboolean
refuse_node (GError **error, const char *name, const char *nearest)
{
  if (nearest != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s” is no node of this scenario; is “%s” meant?"), name, nearest);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s” is no node of this scenario"), name);
  return FALSE;
}

static gboolean
parse_kind (ZoeUntil *until, const char *name, GError **error)
{
  ZoeEventKind kind = zoe_event_kind_from_name (name);
  const char *nearest;

  if (kind != ZOE_EVENT_NONE)
    {
      add_condition (until, CONDITION_KIND, 0, kind, name);
      return TRUE;
    }
  nearest = nearest_kind (name);
  if (nearest != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s” is no kind of event; is “%s” meant?"), name, nearest);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s” is no kind of event"), name);
  return FALSE;
}

static gboolean
parse_condition (ZoeUntil *until, const char *condition, ZoeScenario *scenario, GError **error)
{
  g_auto (GStrv) words = g_strsplit (condition, " ", 2);
  const char *rest = words[1] != NULL ? g_strstrip (words[1]) : "";
  g_autofree char *name = NULL;
  guint64 n_events;
  gint64 ns;

  if (zoe_duration_parse (condition, &ns, NULL))
    {
      g_array_append_val (until->times, ns);
      return TRUE;
    }
  if (strcmp (rest, "events") == 0 && g_ascii_string_to_unsigned (words[0], 10, 1, G_MAXINT64, &n_events, NULL))
    {
      add_condition (until, CONDITION_EVENTS, 0, n_events, NULL);
      return TRUE;
    }
  if (strcmp (words[0], "text") == 0 && *rest != '\0')
    {
      add_condition (until, CONDITION_TEXT, 0, 0, rest);
      return TRUE;
    }
  if (strcmp (words[0], "kind") == 0 && *rest != '\0')
    return parse_kind (until, rest, error);
  if (strcmp (words[0], "does") == 0 && *rest != '\0')
    return add_for_nodes (until, CONDITION_DOES, rest, scenario) || refuse_node (error, rest, nearest_node (rest, scenario));
  if (strcmp (condition, "fault") == 0)
    {
      add_condition (until, CONDITION_KIND, 0, ZOE_EVENT_FAULT, "fault");
      return TRUE;
    }

  name = g_str_has_suffix (condition, " ends") ? g_strndup (condition, strlen (condition) - strlen (" ends")) : g_strdup (condition);
  return add_for_nodes (until, CONDITION_ENDS, name, scenario) || refuse (error, condition, nearest_node (name, scenario));
}

/**
 * zoe_until_parse:
 * @text: (nullable): conditions joined with ";"; %NULL or empty for none
 * @scenario: whose nodes may be named
 */
ZoeUntil *
zoe_until_parse (const char *text, ZoeScenario *scenario, GError **error)
{
  g_autoptr (ZoeUntil) until = g_new0 (ZoeUntil, 1);
  g_auto (GStrv) conditions = g_strsplit (text != NULL ? text : "", ";", -1);

  until->times = g_array_new (FALSE, FALSE, sizeof (gint64));
  until->conditions = g_array_new (FALSE, FALSE, sizeof (Condition));
  g_array_set_clear_func (until->conditions, condition_clear);
  for (char **condition = conditions; *condition != NULL; condition++)
    {
      g_strstrip (*condition);
      if (**condition != '\0' && !parse_condition (until, *condition, scenario, error))
        return NULL;
    }
  return g_steal_pointer (&until);
}

void
zoe_until_free (ZoeUntil *until)
{
  g_array_unref (until->times);
  g_array_unref (until->conditions);
  g_free (until);
}

/**
 * zoe_until_get_deadline_ns:
 *
 * Returns: the first scenario time that is a condition; %G_MAXINT64 if none is
 */
gint64
zoe_until_get_deadline_ns (ZoeUntil *until)
{
  return zoe_until_get_deadline_after (until, -1);
}

/**
 * zoe_until_get_deadline_after:
 *
 * Returns: the first scenario time later than @time_ns that is a condition; %G_MAXINT64 if none is
 */
gint64
zoe_until_get_deadline_after (ZoeUntil *until, gint64 time_ns)
{
  gint64 first = G_MAXINT64;

  for (guint i = 0; i < until->times->len; i++)
    if (g_array_index (until->times, gint64, i) > time_ns)
      first = MIN (first, g_array_index (until->times, gint64, i));
  return first;
}

/**
 * zoe_until_is_empty:
 *
 * Whether no event can meet it; a time may.
 */
gboolean
zoe_until_is_empty (ZoeUntil *until)
{
  return until->conditions->len == 0;
}

/**
 * zoe_until_watches_events:
 *
 * Whether any event may meet it, not only a node's end.
 */
gboolean
zoe_until_watches_events (ZoeUntil *until)
{
  for (guint i = 0; i < until->conditions->len; i++)
    if (g_array_index (until->conditions, Condition, i).type != CONDITION_ENDS)
      return TRUE;
  return FALSE;
}

/* What a role does, not what befalls its sockets. */
static gboolean
is_doing (ZoeEventKind kind)
{
  return kind == ZOE_EVENT_END || (kind >= ZOE_EVENT_SEND && kind <= ZOE_EVENT_UNSUBSCRIBE);
}

static gboolean
contains_text (const ZoeEvent *event, const ZoeFrame *frames, const char *text)
{
  if (event->kind != ZOE_EVENT_SEND && event->kind != ZOE_EVENT_RECEIVE)
    return FALSE;
  for (guint i = 0; i < event->n_frames; i++)
    if (zoe_frame_contains (frames[i], text))
      return TRUE;
  return FALSE;
}

static char *
dup_reason (const Condition *condition)
{
  switch (condition->type)
    {
    case CONDITION_DOES:
      return g_strdup_printf (_("%s has done something"), condition->text);
    case CONDITION_ENDS:
      return g_strdup_printf (_("%s has ended"), condition->text);
    case CONDITION_EVENTS:
      return g_strdup_printf (_("%" PRIu64 " events have happened"), condition->number);
    case CONDITION_KIND:
      return g_strdup_printf (_("there was an event of kind %s"), condition->text);
    default:
      return g_strdup_printf (_("a message contains “%s”"), condition->text);
    }
}

/**
 * zoe_until_is_met_by:
 * @frames: the event's
 * @ret_reason: (out) (transfer full): in a person's words, when met
 *
 * Whether this event meets a condition. Reads only, so any thread may ask.
 */
gboolean
zoe_until_is_met_by (ZoeUntil *until, const ZoeEvent *event, const ZoeFrame *frames, char **ret_reason)
{
  for (guint i = 0; i < until->conditions->len; i++)
    {
      const Condition *condition = &g_array_index (until->conditions, Condition, i);
      gboolean met;

      switch (condition->type)
        {
        case CONDITION_DOES:
          met = event->node == condition->node && is_doing (event->kind);
          break;
        case CONDITION_ENDS:
          met = event->node == condition->node && event->kind == ZOE_EVENT_END && event->value == 0;
          break;
        case CONDITION_EVENTS:
          met = event->sequence == condition->number;
          break;
        case CONDITION_KIND:
          met = event->kind == condition->number;
          break;
        default:
          met = contains_text (event, frames, condition->text);
        }
      if (met)
        {
          *ret_reason = dup_reason (condition);
          return TRUE;
        }
    }
  return FALSE;
}
