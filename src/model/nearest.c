/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/nearest.h"

#include <string.h>

/* Levenshtein's distance, with a swap of neighbours counted as one edit, since that is what fingers do. */
static guint
edit_distance (const char *a, const char *b)
{
  gsize n = strlen (a), m = strlen (b);
  g_autofree guint *before = g_new (guint, m + 1);
  g_autofree guint *last = g_new (guint, m + 1);
  g_autofree guint *now = g_new (guint, m + 1);

  for (gsize j = 0; j <= m; j++)
    last[j] = j;
  for (gsize i = 1; i <= n; i++)
    {
      guint *oldest = before;

      now[0] = i;
      for (gsize j = 1; j <= m; j++)
        {
          gboolean same = g_ascii_tolower (a[i - 1]) == g_ascii_tolower (b[j - 1]);

          now[j] = MIN (MIN (last[j] + 1, now[j - 1] + 1), last[j - 1] + (same ? 0 : 1));
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            now[j] = MIN (now[j], before[j - 2] + 1);
        }
      before = last;
      last = now;
      now = oldest;
    }
  return last[m];
}

/**
 * zoe_nearest_name:
 * @known: (array zero-terminated=1): the names there are
 *
 * Returns: (nullable) (transfer none): the known name nearest to what was typed, if it is near enough to be meant
 */
const char *
zoe_nearest_name (const char *typed, const char *const *known)
{
  const char *nearest = NULL;
  guint least = MAX (2, strlen (typed) / 2);

  if (strlen (typed) > 64)
    return NULL;
  for (; *known != NULL; known++)
    {
      guint distance = edit_distance (typed, *known);

      if (distance < least || (distance == least && nearest == NULL))
        {
          least = distance;
          nearest = *known;
        }
    }
  return nearest;
}
