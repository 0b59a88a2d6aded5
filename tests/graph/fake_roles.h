/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small table of roles that do nothing, so that tests of the reader do not depend on the real ones. */

#pragma once

#include "model/role.h"

const ZoeRole *fake_roles (void);
