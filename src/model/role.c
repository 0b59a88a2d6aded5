/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/role.h"

#include <string.h>

/**
 * zoe_role_find:
 * @roles: a table whose last row's name is %NULL
 *
 * Returns: (nullable): the row of that name
 */
const ZoeRole *
zoe_role_find (const ZoeRole *roles, const char *name)
{
  for (const ZoeRole *role = roles; role->name != NULL; role++)
    if (strcmp (role->name, name) == 0)
      return role;
  return NULL;
}

const ZoeRoleSocket *
zoe_role_find_socket (const ZoeRole *role, const char *name)
{
  for (const ZoeRoleSocket *socket = role->sockets; socket != NULL && socket->name != NULL; socket++)
    if (strcmp (socket->name, name) == 0)
      return socket;
  return NULL;
}

const ZoeRoleParameter *
zoe_role_find_parameter (const ZoeRole *role, const char *name)
{
  for (const ZoeRoleParameter *parameter = role->parameters; parameter != NULL && parameter->name != NULL; parameter++)
    if (strcmp (parameter->name, name) == 0)
      return parameter;
  return NULL;
}

/**
 * zoe_parameter_type_get_name:
 *
 * Returns: the type as "zoe roles" prints it
 */
const char *
zoe_parameter_type_get_name (ZoeParameterType type)
{
  static const char *const names[] =
  {
    [ZOE_PARAMETER_BOOLEAN]  = "boolean",
    [ZOE_PARAMETER_CHOICE]   = "choice",
    [ZOE_PARAMETER_DURATION] = "duration",
    [ZOE_PARAMETER_INTEGER]  = "integer",
    [ZOE_PARAMETER_REAL]     = "real",
    [ZOE_PARAMETER_TEXT]     = "text",
  };

  return names[type];
}
