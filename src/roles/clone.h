/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/role.h"

extern const ZoeRole zoe_role_clone_client;
extern const ZoeRole zoe_role_clone_server;
