/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/arrangement.h"

#include <math.h>

#include "app/flight_window.h"

#define CROWD 3   /* so many under way on one link get a number */

ZoeArrangement *
zoe_arrangement_new (void)
{
  ZoeArrangement *arrangement = g_new0 (ZoeArrangement, 1);

  arrangement->sprites = g_array_new (FALSE, FALSE, sizeof (ZoeSprite));
  arrangement->badges = g_array_new (FALSE, FALSE, sizeof (ZoeBadge));
  arrangement->glows = g_array_new (FALSE, FALSE, sizeof (ZoeGlow));
  return arrangement;
}

void
zoe_arrangement_free (ZoeArrangement *arrangement)
{
  g_array_unref (arrangement->sprites);
  g_array_unref (arrangement->badges);
  g_array_unref (arrangement->glows);
  g_free (arrangement->per_link);
  g_free (arrangement->waiting);
  g_free (arrangement);
}

void
zoe_arrangement_clear (ZoeArrangement *arrangement)
{
  g_array_set_size (arrangement->sprites, 0);
  g_array_set_size (arrangement->badges, 0);
  g_array_set_size (arrangement->glows, 0);
}

/* Two counters for each link, one for each direction, and one for each node's messages of unknown link. */
static void
reset_counters (ZoeArrangement *arrangement, ZoeScene *scene)
{
  guint n_waiting = 2 * (scene->layout->n_links + 1) + scene->layout->n_nodes + 1;

  if (arrangement->n_per_link != n_waiting)
    {
      arrangement->n_per_link = n_waiting;
      arrangement->per_link = g_renew (guint, arrangement->per_link, n_waiting);
      arrangement->waiting = g_renew (guint, arrangement->waiting, n_waiting);
    }
  for (guint i = 0; i < n_waiting; i++)
    arrangement->per_link[i] = arrangement->waiting[i] = 0;
}

static void
add_link_badge (ZoeArrangement *arrangement, ZoeScene *scene, guint link, gboolean backward, gboolean waiting, guint64 count,
                double inset)
{
  const ZoePath *path = &scene->paths[link];
  ZoeLinkSpec *spec = zoe_scenario_get_link (scene->scenario, link);
  ZoeSocketSpec *from = zoe_scenario_get_socket (scene->scenario, backward ? spec->head : spec->tail);
  double length = zoe_path_get_length (path);
  double from_end = length > 0 ? MIN (inset / length, 0.4) : 0;
  gboolean at_head = waiting && !scene->shut[link] ? backward : !backward;
  double share = at_head ? 1 - from_end : from_end;
  ZoePoint direction = zoe_path_get_direction (path, share);
  ZoePoint aside = { -direction.y, direction.x };
  ZoeBadge badge = { .point = zoe_path_get_point (path, share), .link = link, .node = from != NULL ? from->node : 0,
                     .count = count, .waiting = waiting };

  /* Always on the same side of the page: above what lies flat, right of what stands. */
  if (aside.y > 0.01 || (fabs (aside.y) <= 0.01 && aside.x < 0))
    aside = (ZoePoint) { -aside.x, -aside.y };
  badge.aside = aside;
  g_array_append_val (arrangement->badges, badge);
}

static void
add_badges (ZoeArrangement *arrangement, ZoeScene *scene, GArray *flights, ZoeMoment *moment, double inset)
{
  for (guint i = 1; i <= scene->layout->n_links; i++)
    for (guint backward = 0; backward < 2; backward++)
      {
        guint64 under_way = arrangement->per_link[2 * i + backward];
        guint64 waiting = arrangement->waiting[2 * i + backward];

        if (under_way >= CROWD)
          add_link_badge (arrangement, scene, i, backward, FALSE, under_way, inset);
        if (waiting > 0)
          add_link_badge (arrangement, scene, i, backward, TRUE, waiting, inset);
      }

  for (guint node = 1; node <= scene->layout->n_nodes; node++)
    {
      const ZoeBox *box = &scene->layout->nodes[node];
      guint64 count = arrangement->waiting[2 * (scene->layout->n_links + 1) + node];
      ZoeBadge badge = { .point = { box->x + box->width / 2, box->y + box->height }, .aside = { 0, 1 },
                         .node = node, .waiting = TRUE };

      if (count == 0)
        continue;
      /* The flights may be too many to be listed: the moment has counted them all. */
      if (moment != NULL && flights->len >= ZOE_FLIGHT_WINDOW_SIZE)
        {
          guint64 unclaimed = 0;

          for (guint i = 0; i < scene->scenario->sockets->len && i < moment->n_sockets; i++)
            if (zoe_scenario_get_socket (scene->scenario, i + 1)->node == node)
              unclaimed += moment->sockets[i + 1].n_unclaimed;
          count = MAX (count, unclaimed);
        }
      badge.count = count;
      g_array_append_val (arrangement->badges, badge);
    }
}

/**
 * zoe_arrangement_update:
 * @flights: (element-type ZoeFlight): what is under way
 * @moment: (nullable): the moment, for numbers beyond what @flights lists
 * @selected: a message that is always shown as a chip, on top
 * @chip_width: how large a chip is, in the scene's units
 * @badge_inset: how far from a link's end its badge stands
 */
void
zoe_arrangement_update (ZoeArrangement *arrangement, ZoeScene *scene, GArray *flights, ZoeMoment *moment, gint64 time_ns,
                        ZoeMessageId selected, double chip_width, double chip_height, double badge_inset)
{
  GArray *sprites = arrangement->sprites;
  guint n_places = 2 * (scene->layout->n_links + 1), selected_index = G_MAXUINT;

  zoe_arrangement_clear (arrangement);
  reset_counters (arrangement, scene);

  for (guint i = 0; i < flights->len; i++)
    {
      const ZoeFlight *flight = &g_array_index (flights, ZoeFlight, i);
      ZoePlace place = zoe_scene_place_flight (scene, flight, time_ns);
      ZoeSprite sprite = { .point = place.point, .flight = i, .node = place.node, .message = flight->message };

      if (place.kind == ZOE_PLACE_NODE)
        arrangement->waiting[n_places + place.node]++;
      else if (place.kind == ZOE_PLACE_LINK_END)
        arrangement->waiting[2 * place.link + place.backward]++;
      else if (place.kind == ZOE_PLACE_LINK)
        arrangement->per_link[2 * place.link + place.backward]++;

      if (place.kind == ZOE_PLACE_LINK || (place.kind != ZOE_PLACE_NOWHERE && flight->message == selected && selected != 0))
        g_array_append_val (sprites, sprite);
    }

  /* The flight's link says how crowded it is there. On a crowded one all go the same way, the selected one as well. */
  for (guint i = 0; i < sprites->len; i++)
    {
      ZoeSprite *sprite = &g_array_index (sprites, ZoeSprite, i);
      const ZoeFlight *flight = &g_array_index (flights, ZoeFlight, sprite->flight);

      if (flight->link != 0)
        {
          const ZoePath *path = &scene->paths[flight->link];
          guint n = arrangement->per_link[2 * flight->link] + arrangement->per_link[2 * flight->link + 1];

          sprite->dot = n > 1 && n * chip_width > zoe_path_get_length (path) * 1.3;
          if (!sprite->dot)
            sprite->point = zoe_scene_get_clear_point (scene, flight->link, zoe_scene_place_flight (scene, flight, time_ns).share,
                                                       chip_width, chip_height);
        }
      if (sprite->message == selected && selected != 0)
        {
          sprite->dot = FALSE;
          selected_index = i;
        }
    }
  if (selected_index != G_MAXUINT)
    {
      ZoeSprite sprite = g_array_index (sprites, ZoeSprite, selected_index);

      g_array_index (sprites, ZoeSprite, selected_index) = g_array_index (sprites, ZoeSprite, sprites->len - 1);
      g_array_index (sprites, ZoeSprite, sprites->len - 1) = sprite;
    }
  add_badges (arrangement, scene, flights, moment, badge_inset);
}

/**
 * zoe_arrangement_update_glows:
 * @arrivals: (element-type ZoeFlight): what has just been received
 *
 * Call after zoe_arrangement_update(), which clears the glows.
 */
void
zoe_arrangement_update_glows (ZoeArrangement *arrangement, ZoeScene *scene, GArray *arrivals, gint64 time_ns, gint64 linger_ns,
                              double chip_width, double chip_height)
{
  guint *newest = arrangement->waiting;   /* by link and direction: index into the glows, plus 1 */

  for (guint i = 0; i < arrangement->n_per_link; i++)
    newest[i] = 0;
  for (guint i = 0; i < arrivals->len; i++)
    {
      const ZoeFlight *flight = &g_array_index (arrivals, ZoeFlight, i);
      ZoePlace place = zoe_scene_place_flight (scene, flight, flight->received_ns);
      gint64 age_ns = time_ns - flight->received_ns;
      ZoeGlow glow = { .arrival = i, .link = place.link, .node = place.node, .backward = place.backward };
      guint *slot;

      /* Where many are under way there is enough to see. */
      if (place.kind != ZOE_PLACE_LINK || arrangement->per_link[2 * place.link + place.backward] >= CROWD)
        continue;
      glow.point = zoe_scene_get_clear_point (scene, place.link, place.share, chip_width, chip_height);
      glow.age = linger_ns > 0 ? CLAMP (age_ns / (double) linger_ns, 0, 1) : 0;
      slot = &newest[2 * place.link + place.backward];
      if (*slot == 0)
        {
          g_array_append_val (arrangement->glows, glow);
          *slot = arrangement->glows->len;
        }
      else if (glow.age <= g_array_index (arrangement->glows, ZoeGlow, *slot - 1).age)
        g_array_index (arrangement->glows, ZoeGlow, *slot - 1) = glow;
    }
}

/**
 * zoe_arrangement_find_message:
 *
 * Returns: the topmost message at the point, 0 if there is none
 */
ZoeMessageId
zoe_arrangement_find_message (ZoeArrangement *arrangement, ZoePoint point, double chip_width, double chip_height, double dot)
{
  for (guint i = arrangement->sprites->len; i > 0; i--)
    {
      const ZoeSprite *sprite = &g_array_index (arrangement->sprites, ZoeSprite, i - 1);
      double width = sprite->dot ? dot : chip_width, height = sprite->dot ? dot : chip_height;

      if (fabs (point.x - sprite->point.x) <= width && fabs (point.y - sprite->point.y) <= height)
        return sprite->message;
    }
  return 0;
}
