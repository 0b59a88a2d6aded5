/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/fault.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "model/duration.h"
#include "model/nearest.h"
#include "model/socket_option.h"

typedef enum
{
  TARGET_NODE,
  TARGET_LINK,
} Target;

typedef enum
{
  AMOUNT_NONE,
  AMOUNT_BYTES,       /* a second */
  AMOUNT_DURATION,
  AMOUNT_MESSAGE,     /* may be left out */
  AMOUNT_OPTIONS,     /* may be left out */
} Amount;

static const struct
{
  const char *name;
  Target      target;
  Amount      amount;
} rows[ZOE_FAULT_N_VERBS] =
{
  [ZOE_FAULT_BANDWIDTH] = { "bandwidth", TARGET_LINK, AMOUNT_BYTES },
  [ZOE_FAULT_CUT]       = { "cut",       TARGET_LINK, AMOUNT_NONE },
  [ZOE_FAULT_DELAY]     = { "delay",     TARGET_LINK, AMOUNT_DURATION },
  [ZOE_FAULT_DROP]      = { "drop",      TARGET_LINK, AMOUNT_MESSAGE },
  [ZOE_FAULT_DUPLICATE] = { "duplicate", TARGET_LINK, AMOUNT_MESSAGE },
  [ZOE_FAULT_FREEZE]    = { "freeze",    TARGET_NODE, AMOUNT_NONE },
  [ZOE_FAULT_HEAL]      = { "heal",      TARGET_LINK, AMOUNT_NONE },
  [ZOE_FAULT_HOLD]      = { "hold",      TARGET_LINK, AMOUNT_NONE },
  [ZOE_FAULT_JITTER]    = { "jitter",    TARGET_LINK, AMOUNT_DURATION },
  [ZOE_FAULT_KILL]      = { "kill",      TARGET_NODE, AMOUNT_NONE },
  [ZOE_FAULT_RELEASE]   = { "release",   TARGET_LINK, AMOUNT_MESSAGE },
  [ZOE_FAULT_RESET]     = { "reset",     TARGET_LINK, AMOUNT_NONE },
  [ZOE_FAULT_RESTART]   = { "restart",   TARGET_NODE, AMOUNT_OPTIONS },
  [ZOE_FAULT_STOP]      = { "stop",      TARGET_NODE, AMOUNT_NONE },
  [ZOE_FAULT_THAW]      = { "thaw",      TARGET_NODE, AMOUNT_NONE },
};

static void
refuse (GError **error, const char *typed, const char *what, GPtrArray *known)
{
  const char *nearest;

  g_ptr_array_add (known, NULL);
  nearest = zoe_nearest_name (typed, (const char *const *) known->pdata);
  if (nearest != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s” is no %s; is “%s” meant?"), typed, what, nearest);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s” is no %s"), typed, what);
}

static gboolean
find_verb (const char *word, ZoeFaultVerb *ret_verb, GError **error)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new ();

  for (guint verb = 0; verb < ZOE_FAULT_N_VERBS; verb++)
    {
      if (strcmp (rows[verb].name, word) == 0)
        {
          *ret_verb = verb;
          return TRUE;
        }
      g_ptr_array_add (known, (gpointer) rows[verb].name);
    }
  refuse (error, word, _("fault"), known);
  return FALSE;
}

static gboolean
find_node (const char *word, ZoeScenario *scenario, guint *ret_node, GError **error)
{
  ZoeNodeSpec *node = zoe_scenario_find_node (scenario, word);
  g_autoptr (GPtrArray) known = g_ptr_array_new ();

  if (node != NULL && !node->external)
    {
      *ret_node = node->number;
      return TRUE;
    }
  if (node != NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("%s is a program outside the lab: it cannot be broken from here"), word);
      return FALSE;
    }
  for (guint i = 0; i < scenario->nodes->len; i++)
    g_ptr_array_add (known, ((ZoeNodeSpec *) g_ptr_array_index (scenario->nodes, i))->name);
  refuse (error, word, _("node of this scenario"), known);
  return FALSE;
}

static gboolean
find_link (const char *word, ZoeScenario *scenario, guint *ret_link, GError **error)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < scenario->links->len; i++)
    {
      ZoeLinkSpec *link = g_ptr_array_index (scenario->links, i);
      g_autofree char *tail = zoe_scenario_dup_port (scenario, link->tail);
      g_autofree char *head = zoe_scenario_dup_port (scenario, link->head);
      g_autofree char *forth = g_strdup_printf ("%s-%s", tail, head);
      g_autofree char *back = g_strdup_printf ("%s-%s", head, tail);

      if (strcmp (word, forth) == 0 || strcmp (word, back) == 0)
        {
          *ret_link = link->number;
          return TRUE;
        }
      g_ptr_array_add (known, g_steal_pointer (&forth));
    }
  refuse (error, word, _("link (TAIL:SOCKET-HEAD:SOCKET) of this scenario"), known);
  return FALSE;
}

/* "receiver.rcvhwm=2" or "routing-id=new" */
static gboolean
check_option (const char *word, ZoeScenario *scenario, guint node, GError **error)
{
  g_auto (GStrv) pair = g_strsplit (word, "=", 2);
  const char *dot = strchr (pair[0], '.');
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  ZoeSocketSpec *socket;
  const ZoeSocketOption *option;

  if (strcmp (word, "routing-id=new") == 0 || strcmp (word, "routing-id=same") == 0)
    return TRUE;
  if (dot == NULL || pair[1] == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _("“%s”: expected SOCKET.OPTION=VALUE, routing-id=new or routing-id=same"), word);
      return FALSE;
    }
  name = g_strndup (pair[0], dot - pair[0]);
  socket = zoe_scenario_find_socket (scenario, node, name);
  option = zoe_socket_option_find (dot + 1);
  if (socket == NULL || option == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s”: %s has no such %s"), word,
                   zoe_scenario_get_node (scenario, node)->name, socket == NULL ? _("socket") : _("socket option"));
      return FALSE;
    }
  if (!zoe_socket_option_suits (option, socket->type))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s”: a %s socket has no option %s"), word,
                   zoe_socket_type_get_name (socket->type), dot + 1);
      return FALSE;
    }
  value = zoe_socket_option_read (option, pair[1], error);
  return value != NULL;
}

static gboolean
read_amount (ZoeFault *fault, char **words, ZoeScenario *scenario, GError **error)
{
  guint n_words = g_strv_length (words);
  Amount amount = rows[fault->verb].amount;
  guint64 number;

  switch (amount)
    {
    case AMOUNT_DURATION:
      if (n_words == 1)
        return zoe_duration_parse (words[0], &fault->amount, error);
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s” wants one length of time, like 50ms; 0 takes it away"),
                   rows[fault->verb].name);
      return FALSE;

    case AMOUNT_BYTES:
      if (n_words == 1 && g_ascii_string_to_unsigned (words[0], 10, 0, G_MAXINT64, &number, NULL))
        {
          fault->amount = number;
          return TRUE;
        }
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“bandwidth” wants one number of bytes a second; 0 takes the limit away"));
      return FALSE;

    case AMOUNT_MESSAGE:
      if (n_words == 0 || (n_words == 1 && g_ascii_string_to_unsigned (words[0], 10, 1, G_MAXINT64, &fault->message, NULL)))
        return TRUE;
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s” wants the id of one message, or nothing for the oldest"),
                   rows[fault->verb].name);
      return FALSE;

    case AMOUNT_OPTIONS:
      for (guint i = 0; i < n_words; i++)
        if (!check_option (words[i], scenario, fault->node, error))
          return FALSE;
      fault->options = n_words > 0 ? g_strdupv (words) : NULL;
      return TRUE;

    default:
      if (n_words == 0)
        return TRUE;
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s” wants nothing more than its target, but there is “%s”"),
                   rows[fault->verb].name, words[0]);
      return FALSE;
    }
}

/* The words of a text, blanks aside. */
static char **
split_words (const char *text)
{
  g_auto (GStrv) pieces = g_strsplit_set (text, " \t\n", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (char **piece = pieces; *piece != NULL; piece++)
    if (**piece != '\0')
      g_strv_builder_add (words, *piece);
  return g_strv_builder_end (words);
}

static ZoeFault *
parse_words (char **words, ZoeScenario *scenario, GError **error)
{
  g_autoptr (ZoeFault) fault = g_new0 (ZoeFault, 1);

  if (words[0] == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("There is no fault; write one like “kill worker-1”"));
      return NULL;
    }
  if (!find_verb (words[0], &fault->verb, error))
    return NULL;
  if (words[1] == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s” does not say which %s"), words[0],
                   rows[fault->verb].target == TARGET_NODE ? _("node") : _("link"));
      return NULL;
    }
  if (rows[fault->verb].target == TARGET_NODE ? !find_node (words[1], scenario, &fault->node, error)
                                              : !find_link (words[1], scenario, &fault->link, error))
    return NULL;
  if (!read_amount (fault, words + 2, scenario, error))
    return NULL;
  fault->text = g_strjoinv (" ", words);
  return g_steal_pointer (&fault);
}

/**
 * zoe_fault_parse:
 * @text: "kill worker-1"
 *
 * Returns: (transfer full) (nullable): the fault; %NULL with an error that names what is not known, and the nearest name that is
 */
ZoeFault *
zoe_fault_parse (const char *text, ZoeScenario *scenario, GError **error)
{
  g_auto (GStrv) words = split_words (text);

  return parse_words (words, scenario, error);
}

void
zoe_fault_free (ZoeFault *fault)
{
  g_strfreev (fault->options);
  g_free (fault->text);
  g_free (fault);
}

static void
scheduled_free (gpointer data)
{
  ZoeScheduledFault *scheduled = data;

  zoe_fault_free (scheduled->fault);
  g_free (scheduled);
}

static int
by_time (gconstpointer a, gconstpointer b)
{
  const ZoeScheduledFault *first = *(ZoeScheduledFault *const *) a, *second = *(ZoeScheduledFault *const *) b;

  return first->at_ns < second->at_ns ? -1 : first->at_ns > second->at_ns;
}

/**
 * zoe_schedule_parse:
 * @text: (nullable): "2s kill worker-1; 5s restart worker-1"; %NULL or empty for none
 *
 * Returns: (transfer full) (nullable) (element-type ZoeScheduledFault): in the order of time; as written where times are equal
 */
GPtrArray *
zoe_schedule_parse (const char *text, ZoeScenario *scenario, GError **error)
{
  g_auto (GStrv) entries = g_strsplit (text != NULL ? text : "", ";", -1);
  g_autoptr (GPtrArray) schedule = g_ptr_array_new_with_free_func (scheduled_free);

  for (char **entry = entries; *entry != NULL; entry++)
    {
      g_auto (GStrv) words = split_words (*entry);
      ZoeFault *fault;
      gint64 at_ns;
      ZoeScheduledFault *scheduled;

      if (words[0] == NULL)
        continue;
      if (!zoe_duration_parse (words[0], &at_ns, NULL))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       _("“%s” does not begin with a time; write it like “2s kill worker-1”"), g_strstrip (*entry));
          return NULL;
        }
      fault = parse_words (words + 1, scenario, error);
      if (fault == NULL)
        return NULL;
      scheduled = g_new0 (ZoeScheduledFault, 1);
      scheduled->at_ns = at_ns;
      scheduled->fault = fault;
      g_ptr_array_add (schedule, scheduled);
    }
  g_ptr_array_sort (schedule, by_time);
  return g_steal_pointer (&schedule);
}

/**
 * zoe_fault_verb_get_name:
 *
 * Returns: the word that schedules and the command line use
 */
const char *
zoe_fault_verb_get_name (ZoeFaultVerb verb)
{
  return rows[verb].name;
}

/**
 * zoe_fault_verb_names_link:
 *
 * Whether the verb is followed by a link, not by a node.
 */
gboolean
zoe_fault_verb_names_link (ZoeFaultVerb verb)
{
  return rows[verb].target == TARGET_LINK;
}
