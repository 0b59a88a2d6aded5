/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: its command line, its windows, its keyboard shortcuts. */

#pragma once

#include <adwaita.h>

#define ZOE_APP_ID "org.zoetrope.Zoetrope"
#define ZOE_APP_PATH "/org/zoetrope/Zoetrope"

#define ZOE_TYPE_APPLICATION (zoe_application_get_type ())
G_DECLARE_FINAL_TYPE (ZoeApplication, zoe_application, ZOE, APPLICATION, AdwApplication)

ZoeApplication *zoe_application_new (const char *version);
