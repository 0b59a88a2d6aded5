/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An endpoint as written in a scenario: is it one, over which transport, and does it stay on this machine? */

#pragma once

#include "model/scenario.h"

gboolean zoe_endpoint_parse       (const char *endpoint, gboolean allow_network, ZoeTransport *ret_transport, GError **error);
gboolean zoe_endpoint_is_wildcard (const char *endpoint);
char    *zoe_endpoint_dup_key     (const char *endpoint);
