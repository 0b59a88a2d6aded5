/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The libzmq socket options a scenario may set, by their names in lower case with dashes. */

#pragma once

#include <glib.h>

gboolean           zoe_socket_option_set   (void *handle, const char *name, const char *value, GError **error);
gboolean           zoe_socket_option_is_true (const char *value);
const char *const *zoe_socket_option_names (void);
