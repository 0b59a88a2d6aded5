/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window remembers from one time to the next: a small key file in the person's configuration folder. */

#pragma once

#include <glib.h>

typedef struct _ZoeSettings ZoeSettings;

ZoeSettings *zoe_settings_get_default (void);

int          zoe_settings_get_integer (ZoeSettings *settings, const char *key, int fallback);
gboolean     zoe_settings_get_boolean (ZoeSettings *settings, const char *key, gboolean fallback);
char        *zoe_settings_dup_text    (ZoeSettings *settings, const char *key, const char *fallback);
void         zoe_settings_set_integer (ZoeSettings *settings, const char *key, int value);
void         zoe_settings_set_boolean (ZoeSettings *settings, const char *key, gboolean value);
void         zoe_settings_set_text    (ZoeSettings *settings, const char *key, const char *value);
void         zoe_settings_save        (ZoeSettings *settings);
