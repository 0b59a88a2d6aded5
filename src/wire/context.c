/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/context.h"

#include <zmq.h>

#include "wire/tag.h"

struct _ZoeContext
{
  void   *handle;
  guint64 nonce;
};

/**
 * zoe_context_new:
 * @n_sockets: how many sockets will be open at once
 */
ZoeContext *
zoe_context_new (guint n_sockets)
{
  ZoeContext *context = g_new (ZoeContext, 1);

  context->handle = zmq_ctx_new ();
  context->nonce = zoe_tag_new_nonce ();
  zmq_ctx_set (context->handle, ZMQ_MAX_SOCKETS, MAX (n_sockets, 1023));
  return context;
}

/**
 * zoe_context_free:
 *
 * Every socket must be closed: libzmq waits for them.
 */
void
zoe_context_free (ZoeContext *context)
{
  while (zmq_ctx_term (context->handle) != 0 && zmq_errno () == EINTR)
    continue;
  g_free (context);
}

void *
zoe_context_get_handle (ZoeContext *context)
{
  return context->handle;
}

guint64
zoe_context_get_nonce (ZoeContext *context)
{
  return context->nonce;
}

/**
 * zoe_zmq_version:
 *
 * Returns: the version of the libzmq that runs, not the one this was compiled with
 */
const char *
zoe_zmq_version (void)
{
  static char version[32];
  static gsize once;

  if (g_once_init_enter (&once))
    {
      int major, minor, patch;

      zmq_version (&major, &minor, &patch);
      g_snprintf (version, sizeof version, "%d.%d.%d", major, minor, patch);
      g_once_init_leave (&once, 1);
    }
  return version;
}
