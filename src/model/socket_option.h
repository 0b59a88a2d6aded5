/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The socket options a scenario may set, by libzmq's names in lower case with dashes. */

#pragma once

#include "model/role.h"

typedef struct
{
  ZoeRoleParameter value;        /* its name is the option's */
  guint            types;        /* bits 1 << ZoeSocketType of the sockets that have it; 0 = all */
} ZoeSocketOption;

const ZoeSocketOption *zoe_socket_options         (void);
const ZoeSocketOption *zoe_socket_option_find     (const char *name);
gboolean               zoe_socket_option_suits    (const ZoeSocketOption *option, ZoeSocketType type);
char                  *zoe_socket_option_read     (const ZoeSocketOption *option, const char *text, GError **error);
