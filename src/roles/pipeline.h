/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parallel pipeline: a ventilator deals out tasks, workers do them, a sink counts the results. (Catalogue entry 05) */

#pragma once

#include "model/role.h"

extern const ZoeRole zoe_role_sink;
extern const ZoeRole zoe_role_ventilator;
extern const ZoeRole zoe_role_worker;
