/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands add to json-glib: members in one line each, and printing. */

#pragma once

#include <json-glib/json-glib.h>

void zoe_json_add_count (JsonBuilder *builder, const char *name, guint64 count);
void zoe_json_add_flag  (JsonBuilder *builder, const char *name, gboolean flag);
void zoe_json_add_real  (JsonBuilder *builder, const char *name, double number);
void zoe_json_add_text  (JsonBuilder *builder, const char *name, const char *text);
void zoe_json_add_time  (JsonBuilder *builder, const char *name, gint64 ns);
void zoe_json_print     (JsonBuilder *builder, gboolean pretty);
