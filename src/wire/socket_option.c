/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/socket_option.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>
#include <zmq.h>

#include "model/duration.h"

typedef enum
{
  VALUE_BOOLEAN,
  VALUE_DURATION,    /* libzmq counts milliseconds */
  VALUE_INTEGER,
  VALUE_TEXT,
} OptionValue;

/* Keep alphabetized. */
static const struct
{
  const char *name;
  int         option;
  OptionValue value;
} rows[] =
{
  { "backlog",          ZMQ_BACKLOG,          VALUE_INTEGER },
  { "conflate",         ZMQ_CONFLATE,         VALUE_BOOLEAN },
  { "heartbeat-ivl",    ZMQ_HEARTBEAT_IVL,    VALUE_DURATION },
  { "immediate",        ZMQ_IMMEDIATE,        VALUE_BOOLEAN },
  { "invert-matching",  ZMQ_INVERT_MATCHING,  VALUE_BOOLEAN },
  { "linger",           ZMQ_LINGER,           VALUE_DURATION },
  { "probe-router",     ZMQ_PROBE_ROUTER,     VALUE_BOOLEAN },
  { "rcvbuf",           ZMQ_RCVBUF,           VALUE_INTEGER },
  { "rcvhwm",           ZMQ_RCVHWM,           VALUE_INTEGER },
  { "reconnect-ivl",    ZMQ_RECONNECT_IVL,    VALUE_DURATION },
  { "req-correlate",    ZMQ_REQ_CORRELATE,    VALUE_BOOLEAN },
  { "req-relaxed",      ZMQ_REQ_RELAXED,      VALUE_BOOLEAN },
  { "router-handover",  ZMQ_ROUTER_HANDOVER,  VALUE_BOOLEAN },
  { "router-mandatory", ZMQ_ROUTER_MANDATORY, VALUE_BOOLEAN },
  { "routing-id",       ZMQ_ROUTING_ID,       VALUE_TEXT },
  { "sndbuf",           ZMQ_SNDBUF,           VALUE_INTEGER },
  { "sndhwm",           ZMQ_SNDHWM,           VALUE_INTEGER },
  { "subscribe",        ZMQ_SUBSCRIBE,        VALUE_TEXT },
  { "tcp-keepalive",    ZMQ_TCP_KEEPALIVE,    VALUE_INTEGER },
  { "xpub-verbose",     ZMQ_XPUB_VERBOSE,     VALUE_BOOLEAN },
};

gboolean
zoe_socket_option_is_true (const char *value)
{
  return g_str_equal (value, "true") || g_str_equal (value, "yes") || g_str_equal (value, "1");
}

static gboolean
parse_number (OptionValue kind, const char *value, int *ret_number)
{
  gint64 number;

  switch (kind)
    {
    case VALUE_BOOLEAN:
      *ret_number = zoe_socket_option_is_true (value);
      return *ret_number || g_str_equal (value, "false") || g_str_equal (value, "no") || g_str_equal (value, "0");
    case VALUE_DURATION:
      if (zoe_duration_parse (value, &number, NULL))
        {
          *ret_number = (int) MIN (number / ZOE_NS_PER_MS, G_MAXINT);
          return TRUE;
        }
      G_GNUC_FALLTHROUGH;
    default:
      if (!g_ascii_string_to_signed (value, 10, -1, G_MAXINT, &number, NULL))
        return FALSE;
      *ret_number = (int) number;
      return TRUE;
    }
}

/**
 * zoe_socket_option_set:
 * @handle: a libzmq socket
 * @name: an option's name: "rcvhwm"
 * @value: as a scenario writes it: "1000", "250ms", "true"
 */
gboolean
zoe_socket_option_set (void *handle, const char *name, const char *value, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      int number, result;

      if (!g_str_equal (rows[i].name, name))
        continue;
      if (rows[i].value == VALUE_TEXT)
        result = zmq_setsockopt (handle, rows[i].option, value, strlen (value));
      else if (parse_number (rows[i].value, value, &number))
        result = zmq_setsockopt (handle, rows[i].option, &number, sizeof number);
      else
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s” is no value for the socket option %s"), value, name);
          return FALSE;
        }
      if (result == 0)
        return TRUE;
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("libzmq refuses %s=%s on this socket: %s"),
                   name, value, zmq_strerror (zmq_errno ()));
      return FALSE;
    }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("There is no socket option “%s”"), name);
  return FALSE;
}

/**
 * zoe_socket_option_names:
 *
 * Returns: (array zero-terminated=1): the names of all of them
 */
const char *const *
zoe_socket_option_names (void)
{
  static const char *names[G_N_ELEMENTS (rows) + 1];
  static gsize once;

  if (g_once_init_enter (&once))
    {
      for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
        names[i] = rows[i].name;
      g_once_init_leave (&once, 1);
    }
  return names;
}
