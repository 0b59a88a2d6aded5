/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stands for a program outside the lab. */

#pragma once

#include "model/role.h"

extern const ZoeRole zoe_role_external;
