/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/json.h"

#include <math.h>
#include <stdio.h>

void
zoe_json_add_count (JsonBuilder *builder, const char *name, guint64 count)
{
  json_builder_set_member_name (builder, name);
  if (count <= G_MAXINT64)
    json_builder_add_int_value (builder, count);
  else
    json_builder_add_double_value (builder, count);
}

void
zoe_json_add_flag (JsonBuilder *builder, const char *name, gboolean flag)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, flag);
}

void
zoe_json_add_real (JsonBuilder *builder, const char *name, double number)
{
  json_builder_set_member_name (builder, name);
  if (isfinite (number))
    json_builder_add_double_value (builder, number);
  else
    json_builder_add_null_value (builder);
}

/**
 * zoe_json_add_text:
 * @text: (nullable): what is no UTF-8 in it is replaced; %NULL becomes null
 */
void
zoe_json_add_text (JsonBuilder *builder, const char *name, const char *text)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  json_builder_set_member_name (builder, name);
  if (valid != NULL)
    json_builder_add_string_value (builder, valid);
  else
    json_builder_add_null_value (builder);
}

void
zoe_json_add_time (JsonBuilder *builder, const char *name, gint64 ns)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, ns);
}

/**
 * zoe_json_print:
 *
 * Prints what was built on stdout, with an end of line, and empties the builder.
 */
void
zoe_json_print (JsonBuilder *builder, gboolean pretty)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, pretty);

  puts (text);
  json_builder_reset (builder);
}
