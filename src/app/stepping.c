/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/stepping.h"

#include <glib/gi18n.h>

#include "app/standing_words.h"

struct _ZoeStepping
{
  gboolean  steady;
  GArray   *standings;      /* (element-type ZoeStanding) by node number - 1; NULL: not known */
  guint     next;
  gint64    deadline_ns;
  ZoeWish   wish;
  guint     wished_node;    /* 0: whoever is next */
};

ZoeStepping *
zoe_stepping_new (void)
{
  ZoeStepping *stepping = g_new0 (ZoeStepping, 1);

  stepping->deadline_ns = G_MAXINT64;
  return stepping;
}

void
zoe_stepping_free (ZoeStepping *stepping)
{
  g_clear_pointer (&stepping->standings, g_array_unref);
  g_free (stepping);
}

/**
 * zoe_stepping_forget:
 *
 * Another run begins, or none goes on.
 */
void
zoe_stepping_forget (ZoeStepping *stepping)
{
  g_clear_pointer (&stepping->standings, g_array_unref);
  *stepping = (ZoeStepping) { .deadline_ns = G_MAXINT64 };
}

/**
 * zoe_stepping_refresh:
 *
 * Learns how the run stands now.
 */
void
zoe_stepping_refresh (ZoeStepping *stepping, ZoeRun *run)
{
  stepping->steady = zoe_run_is_stepping (run) && zoe_run_wait_steady (run, 0);
  g_clear_pointer (&stepping->standings, g_array_unref);
  stepping->standings = zoe_run_list_standings (run);
  stepping->next = stepping->steady ? zoe_run_get_next (run) : 0;
  stepping->deadline_ns = zoe_run_get_next_deadline (run);
}

/**
 * zoe_stepping_is_steady:
 *
 * Returns: whether everybody stands still, so that the next operation is known
 */
gboolean
zoe_stepping_is_steady (ZoeStepping *stepping)
{
  return stepping->steady;
}

guint
zoe_stepping_get_next (ZoeStepping *stepping)
{
  return stepping->next;
}

gint64
zoe_stepping_get_deadline (ZoeStepping *stepping)
{
  return stepping->deadline_ns;
}

/**
 * zoe_stepping_get_standing:
 *
 * Returns: (nullable) (transfer none): how the node stands; until the next refresh
 */
const ZoeStanding *
zoe_stepping_get_standing (ZoeStepping *stepping, guint node)
{
  if (stepping->standings == NULL || node == 0 || node > stepping->standings->len)
    return NULL;
  return &g_array_index (stepping->standings, ZoeStanding, node - 1);
}

/**
 * zoe_stepping_dup_waits:
 *
 * Returns: (transfer full): who waits for what, a line each; those whose time comes first first
 */
char *
zoe_stepping_dup_waits (ZoeStepping *stepping, ZoeScenario *scenario)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint pass = 0; pass < 3; pass++)
    for (guint node = 1; stepping->standings != NULL && node <= stepping->standings->len; node++)
      {
        const ZoeStanding *standing = zoe_stepping_get_standing (stepping, node);
        gboolean first = standing->deadline_ns == stepping->deadline_ns && stepping->deadline_ns != G_MAXINT64;
        guint rank = standing->kind == ZOE_STANDING_READY ? 0 : first ? 0 : standing->deadline_ns != G_MAXINT64 ? 1 : 2;
        g_autofree char *line = NULL;

        if (standing->kind == ZOE_STANDING_GONE || standing->kind == ZOE_STANDING_BUSY || rank != pass)
          continue;
        line = zoe_standing_dup_words (standing, scenario);
        g_string_append_printf (lines, "%s%s%s", lines->len > 0 ? "\n" : "", line,
                                standing->kind == ZOE_STANDING_READY && standing->held_back ? _(" — held back") : "");
      }
  return g_string_free (g_steal_pointer (&lines), FALSE);
}

/**
 * zoe_stepping_wish:
 * @node: whose operation shall go; 0: the next one's
 *
 * Remembers what was asked for too early, in place of what was asked for before.
 */
void
zoe_stepping_wish (ZoeStepping *stepping, ZoeWish wish, guint node)
{
  stepping->wish = wish;
  stepping->wished_node = node;
}

ZoeWish
zoe_stepping_get_wish (ZoeStepping *stepping)
{
  return stepping->wish;
}

/**
 * zoe_stepping_take_wish:
 *
 * Returns: what is to be done now that the run is steady; it is forgotten
 */
ZoeWish
zoe_stepping_take_wish (ZoeStepping *stepping, guint *ret_node)
{
  ZoeWish wish = stepping->wish;

  *ret_node = stepping->wished_node;
  zoe_stepping_wish (stepping, ZOE_WISH_NONE, 0);
  return wish;
}
