/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/node_role.h"

#include "roles/roles.h"

const ZoeRole *
zoe_node_role_find (ZoeNodeSpec *node)
{
  return node->role != NULL || node->role_name == NULL ? node->role : zoe_role_find (zoe_roles (), node->role_name);
}
