/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "graph/suggestion.h"

#include <glib/gi18n.h>

#include "model/nearest.h"

/**
 * zoe_suggestion_dup:
 * @known: (element-type utf8): the names there are; gets a %NULL at its end
 *
 * Returns: (transfer full): the nearest name, asked for, or all of them: "is “worker” meant?"
 */
char *
zoe_suggestion_dup (const char *typed, GPtrArray *known)
{
  const char *nearest;
  g_autofree char *list = NULL;

  g_ptr_array_add (known, NULL);
  nearest = zoe_nearest_name (typed, (const char *const *) known->pdata);
  if (nearest != NULL)
    return g_strdup_printf (_("is “%s” meant?"), nearest);
  if (known->len == 1)
    return g_strdup (_("there are none"));
  list = g_strjoinv (", ", (char **) known->pdata);
  return g_strdup_printf (_("expected one of %s"), list);
}
