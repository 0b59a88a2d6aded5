/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/mistakes.h"

struct _ZoeMistakes
{
  char      *file;
  GPtrArray *lines;   /* (element-type utf8) */
};

/**
 * zoe_mistakes_new:
 * @file: (nullable): what each line begins with; %NULL for none
 */
ZoeMistakes *
zoe_mistakes_new (const char *file)
{
  ZoeMistakes *mistakes = g_new0 (ZoeMistakes, 1);

  mistakes->file = g_strdup (file);
  mistakes->lines = g_ptr_array_new_with_free_func (g_free);
  return mistakes;
}

void
zoe_mistakes_free (ZoeMistakes *mistakes)
{
  g_free (mistakes->file);
  g_ptr_array_unref (mistakes->lines);
  g_free (mistakes);
}

/**
 * zoe_mistakes_add:
 * @where: (nullable): the place inside the file: "line 7", "node worker", "edge a:x -> b:y"
 * @format: what is wrong, what was expected, the nearest known name
 */
void
zoe_mistakes_add (ZoeMistakes *mistakes, const char *where, const char *format, ...)
{
  GString *line = g_string_new (NULL);
  va_list arguments;

  if (mistakes->file != NULL)
    g_string_append_printf (line, "%s: ", mistakes->file);
  if (where != NULL)
    g_string_append_printf (line, "%s: ", where);
  va_start (arguments, format);
  g_string_append_vprintf (line, format, arguments);
  va_end (arguments);
  g_ptr_array_add (mistakes->lines, g_string_free (line, FALSE));
}

guint
zoe_mistakes_count (ZoeMistakes *mistakes)
{
  return mistakes->lines->len;
}

const char *
zoe_mistakes_get (ZoeMistakes *mistakes, guint index)
{
  return g_ptr_array_index (mistakes->lines, index);
}

/**
 * zoe_mistakes_dup_text:
 *
 * Returns: (transfer full): all of them, a line each, without an end of line after the last
 */
char *
zoe_mistakes_dup_text (ZoeMistakes *mistakes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < mistakes->lines->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", zoe_mistakes_get (mistakes, i));
  return g_string_free (text, FALSE);
}
