/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One parameter's value, as a person wrote it, held against the row that describes it. Socket options have such rows too. */

#pragma once

#include "model/role.h"

char *zoe_parameter_read         (const ZoeRoleParameter *parameter, const char *text, GError **error);
char *zoe_parameter_dup_expected (const ZoeRoleParameter *parameter);
