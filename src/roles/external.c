/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roles/external.h"

#include <glib/gi18n.h>

const ZoeRole zoe_role_external =
  { "external", N_("Stands for a program outside the lab, in any language"), "roles/external.c", NULL, NULL, NULL };
