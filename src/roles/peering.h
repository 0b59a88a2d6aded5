/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/role.h"

extern const ZoeRole zoe_role_peering_broker;
extern const ZoeRole zoe_role_peering_client;
extern const ZoeRole zoe_role_peering_worker;
