/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run/node.h"

#include <string.h>

#include "run/node_private.h"

const char *
zoe_node_get_name (ZoeNode *node)
{
  return node->spec->name;
}

/* A parameter that the role's table does not have is our own mistake: the scenario has been checked against the same table. */
static const char *
get_parameter (ZoeNode *node, const char *name)
{
  const char *value = g_hash_table_lookup (node->spec->parameters, name);

  if (value == NULL)
    g_error ("Role %s asks for parameter %s, which its table does not have", node->spec->role_name, name);
  return value;
}

gboolean
zoe_node_get_boolean (ZoeNode *node, const char *parameter)
{
  const char *value = get_parameter (node, parameter);

  return g_str_equal (value, "true") || g_str_equal (value, "yes") || g_str_equal (value, "on") || g_str_equal (value, "1");
}

gint64
zoe_node_get_duration (ZoeNode *node, const char *parameter)
{
  gint64 ns = 0;

  zoe_duration_parse (get_parameter (node, parameter), &ns, NULL);
  return ns;
}

gint64
zoe_node_get_integer (ZoeNode *node, const char *parameter)
{
  return g_ascii_strtoll (get_parameter (node, parameter), NULL, 10);
}

double
zoe_node_get_real (ZoeNode *node, const char *parameter)
{
  return g_ascii_strtod (get_parameter (node, parameter), NULL);
}

const char *
zoe_node_get_text (ZoeNode *node, const char *parameter)
{
  return get_parameter (node, parameter);
}

/**
 * zoe_node_get_socket:
 *
 * Returns: (transfer none) (nullable): the node's socket of that name; %NULL if the role can do without it and no edge of the scenario
 *   leads to it
 */
ZoeSocket *
zoe_node_get_socket (ZoeNode *node, const char *name)
{
  for (guint i = 0; i < node->sockets->len; i++)
    {
      ZoeSocket *socket = g_ptr_array_index (node->sockets, i);

      if (g_str_equal (zoe_scenario_get_socket (node->run->scenario, zoe_socket_get_number (socket))->name, name))
        return socket;
    }
  return NULL;
}

/**
 * zoe_node_count_links:
 *
 * Returns: how many links lead to the node's socket of that name
 */
guint
zoe_node_count_links (ZoeNode *node, const char *socket)
{
  ZoeScenario *scenario = node->run->scenario;
  ZoeSocketSpec *spec = zoe_scenario_find_socket (scenario, node->spec->number, socket);
  guint n = 0;

  for (guint i = 0; spec != NULL && i < scenario->links->len; i++)
    {
      ZoeLinkSpec *link = g_ptr_array_index (scenario->links, i);

      n += link->head == spec->number || link->tail == spec->number ? 1 : 0;
    }
  return n;
}

guint
zoe_node_random (ZoeNode *node, guint below)
{
  return below > 1 ? (guint) (g_rand_double (node->random) * below) : 0;
}

double
zoe_node_random_real (ZoeNode *node)
{
  return g_rand_double (node->random);
}

gint64
zoe_node_now (ZoeNode *node)
{
  return zoe_clock_now (node->run->clock);
}

gboolean
zoe_node_is_stopping (ZoeNode *node)
{
  return (zoe_node_get_bars (node) & ZOE_BAR_ENDED) != 0;
}

void
zoe_node_subscribe_at (ZoeNode *node, ZoeSocket *socket, const char *prefix, guint line)
{
  g_autoptr (GError) error = NULL;

  if (!zoe_node_may_go (node, ZOE_EVENT_SUBSCRIBE, zoe_socket_get_number (socket), line))
    return;
  if (!zoe_socket_set_option (socket, "subscribe", prefix, &error))
    {
      zoe_probe_say (&node->probe, ZOE_EVENT_REFUSED, zoe_socket_get_number (socket), line, error->message);
      return;
    }
  zoe_traffic_subscribe (node->run->traffic, zoe_socket_get_number (socket), prefix, TRUE);
  zoe_probe_say (&node->probe, ZOE_EVENT_SUBSCRIBE, zoe_socket_get_number (socket), line, prefix);
}

void
zoe_node_show_at (ZoeNode *node, guint line, const char *name, const char *format, ...)
{
  ZoeEvent event = { .kind = ZOE_EVENT_STATE, .node = node->spec->number, .line = line, .n_frames = 2 };
  ZoeFrame frames[2];
  char *value;
  va_list arguments;

  if (!zoe_probe_is_on (&node->probe))
    return;
  va_start (arguments, format);
  value = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (g_strcmp0 (g_hash_table_lookup (node->shown, name), value) == 0)
    {
      g_free (value);
      return;
    }
  g_hash_table_insert (node->shown, g_strdup (name), value);
  frames[0] = (ZoeFrame) { (const guint8 *) name, strlen (name) };
  frames[1] = (ZoeFrame) { (const guint8 *) value, strlen (value) };
  zoe_probe_emit (&node->probe, &event, frames);
}

void
zoe_node_note_at (ZoeNode *node, guint line, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  if (!zoe_probe_is_on (&node->probe))
    return;
  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  zoe_probe_say (&node->probe, ZOE_EVENT_NOTE, 0, line, text);
}
