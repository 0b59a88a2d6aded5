/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "roles/chance.h"

/**
 * zoe_chance_duration:
 * @shortest: name of a duration parameter, or %NULL for zero
 * @longest: name of a duration parameter
 *
 * Returns: a length of time between the two, in ns; each as likely. Written the wrong way round, they mean the same.
 */
gint64
zoe_chance_duration (ZoeNode *node, const char *shortest, const char *longest)
{
  gint64 low = shortest != NULL ? zoe_node_get_duration (node, shortest) : 0;
  gint64 high = zoe_node_get_duration (node, longest);

  return low + (gint64) ((high - low) * zoe_node_random_real (node));
}
