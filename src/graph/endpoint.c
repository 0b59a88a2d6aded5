/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/endpoint.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#define MAX_IPC_PATH 107      /* bytes: what fits into a sockaddr_un */
#define MAX_NAME     255

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0 || (address != NULL && g_inet_address_get_is_loopback (address));
}

/* Splits "127.0.0.1:5557" and "[::1]:5557". */
static gboolean
split_address (const char *address, char **ret_host, char **ret_port)
{
  const char *colon = strrchr (address, ':');
  gsize length;

  if (colon == NULL || colon == address || colon[1] == '\0')
    return FALSE;
  length = colon - address;
  if (address[0] == '[' && address[length - 1] == ']' && length > 2)
    *ret_host = g_strndup (address + 1, length - 2);
  else if (memchr (address, ':', length) != NULL)
    return FALSE;
  else
    *ret_host = g_strndup (address, length);
  *ret_port = g_strdup (colon + 1);
  return TRUE;
}

static gboolean
is_port (const char *port)
{
  guint64 number;

  return strcmp (port, "*") == 0 || g_ascii_string_to_unsigned (port, 10, 0, 65535, &number, NULL);
}

static gboolean
is_host (const char *host)
{
  for (const char *p = host; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr (".-_:%*", *p) == NULL)
      return FALSE;
  return *host != '\0';
}

static gboolean
check_tcp (const char *endpoint, const char *address, gboolean allow_network, GError **error)
{
  g_autofree char *host = NULL;
  g_autofree char *port = NULL;

  if (!split_address (address, &host, &port) || !is_port (port) || !is_host (host))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _("“%s” is no tcp endpoint; expected one like tcp://127.0.0.1:5557"), endpoint);
      return FALSE;
    }
  if (!allow_network && !is_loopback (host))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                   _("“%s” reaches beyond this machine; expected 127.0.0.1, localhost or [::1], or the option --allow-network"),
                   endpoint);
      return FALSE;
    }
  return TRUE;
}

/**
 * zoe_endpoint_parse:
 * @allow_network: also hosts other than this one
 * @ret_transport: (out): untouched on failure
 *
 * Wildcards (tcp://127.0.0.1:*, ipc with a star) pass; who may use one depends on the link.
 */
gboolean
zoe_endpoint_parse (const char *endpoint, gboolean allow_network, ZoeTransport *ret_transport, GError **error)
{
  const char *rest = strstr (endpoint, "://");
  g_autofree char *scheme = rest != NULL ? g_strndup (endpoint, rest - endpoint) : NULL;
  ZoeTransport transport;

  if (rest == NULL || !zoe_transport_from_name (scheme, &transport))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _("“%s” is no endpoint; expected inproc://name, ipc://path or tcp://127.0.0.1:port"), endpoint);
      return FALSE;
    }
  rest += strlen ("://");
  if (transport == ZOE_TRANSPORT_TCP && !check_tcp (endpoint, rest, allow_network, error))
    return FALSE;
  if (*rest == '\0')
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s” has no name after ://"), endpoint);
      return FALSE;
    }
  if (transport == ZOE_TRANSPORT_IPC && strlen (rest) > MAX_IPC_PATH)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _("the path in “%s” is %u bytes long; the system allows %d"), endpoint, (guint) strlen (rest), MAX_IPC_PATH);
      return FALSE;
    }
  if (transport == ZOE_TRANSPORT_INPROC && strlen (rest) > MAX_NAME)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _("the name in “%s” is longer than %d bytes"), endpoint, MAX_NAME);
      return FALSE;
    }
  *ret_transport = transport;
  return TRUE;
}

/**
 * zoe_endpoint_is_wildcard:
 *
 * Whether only the one who binds can know the address: a free port, any interface, a path of the system's choice.
 */
gboolean
zoe_endpoint_is_wildcard (const char *endpoint)
{
  return g_str_has_suffix (endpoint, ":*") || g_str_has_suffix (endpoint, ":0") || strstr (endpoint, "://*") != NULL;
}

/**
 * zoe_endpoint_dup_key:
 *
 * Returns: (transfer full): the same text for endpoints that are one place: localhost and 127.0.0.1
 */
char *
zoe_endpoint_dup_key (const char *endpoint)
{
  if (g_str_has_prefix (endpoint, "tcp://localhost:"))
    return g_strconcat ("tcp://127.0.0.1:", endpoint + strlen ("tcp://localhost:"), NULL);
  return g_strdup (endpoint);
}
