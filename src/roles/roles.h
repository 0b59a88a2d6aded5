/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of all roles, sorted by name; its last row's name is NULL. */

#pragma once

#include "model/role.h"

const ZoeRole *zoe_roles (void);
