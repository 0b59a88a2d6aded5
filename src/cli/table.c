/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/table.h"

#include <string.h>

#include "model/duration.h"

struct _ZoeTable
{
  char      *alignment;   /* a letter a column: l or r */
  GPtrArray *cells;       /* (element-type utf8), row after row */
};

/* Columns on a terminal: Chinese characters take two, combining marks none. */
static guint
measure (const char *text)
{
  guint width = 0;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      width += g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

/**
 * zoe_table_new:
 * @alignment: a letter a column, l or r; cells are then added from left to right, row after row
 */
ZoeTable *
zoe_table_new (const char *alignment)
{
  ZoeTable *table = g_new0 (ZoeTable, 1);

  table->alignment = g_strdup (alignment);
  table->cells = g_ptr_array_new_with_free_func (g_free);
  return table;
}

void
zoe_table_free (ZoeTable *table)
{
  g_free (table->alignment);
  g_ptr_array_unref (table->cells);
  g_free (table);
}

/**
 * zoe_table_take:
 * @cell: (transfer full)
 */
void
zoe_table_take (ZoeTable *table, char *cell)
{
  if (!g_utf8_validate (cell, -1, NULL))
    {
      g_ptr_array_add (table->cells, g_utf8_make_valid (cell, -1));
      g_free (cell);
      return;
    }
  g_ptr_array_add (table->cells, cell);
}

/**
 * zoe_table_add:
 * @cell: (nullable): %NULL is an empty cell
 */
void
zoe_table_add (ZoeTable *table, const char *cell)
{
  zoe_table_take (table, g_strdup (cell != NULL ? cell : ""));
}

void
zoe_table_add_count (ZoeTable *table, guint64 count)
{
  zoe_table_take (table, g_strdup_printf ("%" G_GUINT64_FORMAT, count));
}

void
zoe_table_add_time (ZoeTable *table, gint64 ns)
{
  zoe_table_take (table, zoe_duration_dup_text (ns));
}

void
zoe_table_print (ZoeTable *table, const char *indent, FILE *stream)
{
  guint n_columns = strlen (table->alignment);
  g_autofree guint *widths = g_new0 (guint, n_columns);

  for (guint i = 0; i < table->cells->len; i++)
    widths[i % n_columns] = MAX (widths[i % n_columns], measure (g_ptr_array_index (table->cells, i)));

  for (guint i = 0; i < table->cells->len; i++)
    {
      const char *cell = g_ptr_array_index (table->cells, i);
      guint column = i % n_columns;
      guint padding = widths[column] - measure (cell);
      gboolean last = column + 1 == n_columns;

      if (column == 0)
        fputs (indent, stream);
      if (table->alignment[column] == 'r')
        fprintf (stream, "%*s%s", padding, "", cell);
      else if (last)
        fputs (cell, stream);
      else
        fprintf (stream, "%s%*s", cell, padding, "");
      fputs (last ? "\n" : "  ", stream);
    }
}
