/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/arrangement.h"

#include "stage.h"

static void
add (GArray *flights, ZoeFlight flight)
{
  g_array_append_val (flights, flight);
}

static char *
describe (ZoeArrangement *arrangement)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < arrangement->sprites->len; i++)
    {
      const ZoeSprite *sprite = &g_array_index (arrangement->sprites, ZoeSprite, i);

      g_string_append_printf (text, "%s%u%s@%.0f", i > 0 ? " " : "", (guint) sprite->message, sprite->dot ? "." : "", sprite->point.x);
    }
  for (guint i = 0; i < arrangement->badges->len; i++)
    {
      const ZoeBadge *badge = &g_array_index (arrangement->badges, ZoeBadge, i);

      g_string_append_printf (text, " [%u %s by %u@%.0f]", (guint) badge->count, badge->waiting ? "waiting" : "under way",
                              badge->node, badge->point.x);
    }
  for (guint i = 0; i < arrangement->glows->len; i++)
    {
      const ZoeGlow *glow = &g_array_index (arrangement->glows, ZoeGlow, i);

      g_string_append_printf (text, " (%s by %u, %.2f)", glow->backward ? "back" : "forth", glow->node, glow->age);
    }
  return g_string_free (text, FALSE);
}

#define assert_arrangement(arrangement, expected) G_STMT_START { \
    g_autofree char *text_ = describe (arrangement); \
    g_assert_cmpstr (text_, ==, expected); } G_STMT_END

static void
test_few (void)
{
  g_autoptr (ZoeScene) scene = stage_scene ();
  g_autoptr (ZoeArrangement) arrangement = zoe_arrangement_new ();
  g_autoptr (GArray) flights = g_array_new (FALSE, FALSE, sizeof (ZoeFlight));

  zoe_arrangement_update (arrangement, scene, flights, NULL, 1000, 0, 60, 20, 20);
  assert_arrangement (arrangement, "");
  add (flights, stage_flight (1, 1, 1000, 2000));
  add (flights, stage_flight (2, 2, 1000, 2000));
  zoe_arrangement_update (arrangement, scene, flights, NULL, 1250, 0, 60, 20, 20);
  assert_arrangement (arrangement, "1@165 2@235");

  /* The selected one lies on top: it is drawn last. */
  zoe_arrangement_update (arrangement, scene, flights, NULL, 1250, 1, 60, 20, 20);
  assert_arrangement (arrangement, "2@235 1@165");
}

static void
test_crowd (void)
{
  g_autoptr (ZoeScene) scene = stage_scene ();
  g_autoptr (ZoeArrangement) arrangement = zoe_arrangement_new ();
  g_autoptr (GArray) flights = g_array_new (FALSE, FALSE, sizeof (ZoeFlight));

  for (guint i = 1; i <= 5; i++)
    add (flights, stage_flight (i, 1, 1000, 1000 + i * 1000));
  zoe_arrangement_update (arrangement, scene, flights, NULL, 1500, 3, 60, 20, 20);
  assert_arrangement (arrangement, "1.@200 2.@150 5.@120 4.@125 3@133 [5 under way by 1@280]");
}

static void
test_waiting (void)
{
  g_autoptr (ZoeScene) scene = stage_scene ();
  g_autoptr (ZoeArrangement) arrangement = zoe_arrangement_new ();
  g_autoptr (GArray) flights = g_array_new (FALSE, FALSE, sizeof (ZoeFlight));
  ZoeFlight unknown = stage_flight (9, 2, 1000, G_MAXINT64);

  unknown.link = 0;
  add (flights, stage_flight (1, 1, 1000, G_MAXINT64));
  add (flights, stage_flight (2, 1, 1100, G_MAXINT64));
  add (flights, unknown);
  zoe_arrangement_update (arrangement, scene, flights, NULL, 1500, 0, 60, 20, 20);
  assert_arrangement (arrangement, " [2 waiting by 1@120] [1 waiting by 2@350]");

  /* The selected message can be seen even where it waits. */
  zoe_arrangement_update (arrangement, scene, flights, NULL, 1500, 2, 60, 20, 20);
  assert_arrangement (arrangement, "2@130 [2 waiting by 1@120] [1 waiting by 2@350]");
}

static void
test_glows (void)
{
  g_autoptr (ZoeScene) scene = stage_scene ();
  g_autoptr (ZoeArrangement) arrangement = zoe_arrangement_new ();
  g_autoptr (GArray) flights = g_array_new (FALSE, FALSE, sizeof (ZoeFlight));
  g_autoptr (GArray) arrivals = g_array_new (FALSE, FALSE, sizeof (ZoeFlight));

  add (arrivals, stage_flight (1, 1, 1000, 1100));
  add (arrivals, stage_flight (2, 1, 1000, 1400));
  add (arrivals, stage_flight (3, 2, 1000, 1200));
  zoe_arrangement_update (arrangement, scene, flights, NULL, 1500, 0, 60, 20, 20);
  zoe_arrangement_update_glows (arrangement, scene, arrivals, 1500, 1000, 60, 20);
  assert_arrangement (arrangement, " (forth by 1, 0.10) (back by 2, 0.30)");
}

static void
test_find_message (void)
{
  g_autoptr (ZoeScene) scene = stage_scene ();
  g_autoptr (ZoeArrangement) arrangement = zoe_arrangement_new ();
  g_autoptr (GArray) flights = g_array_new (FALSE, FALSE, sizeof (ZoeFlight));

  add (flights, stage_flight (1, 1, 1000, 2000));
  add (flights, stage_flight (2, 1, 1100, 2100));
  zoe_arrangement_update (arrangement, scene, flights, NULL, 1500, 0, 60, 20, 20);   /* at 200 and 186 */
  g_assert_cmpuint (zoe_arrangement_find_message (arrangement, (ZoePoint) { 195, 25 }, 30, 10, 4), ==, 2);
  g_assert_cmpuint (zoe_arrangement_find_message (arrangement, (ZoePoint) { 225, 25 }, 30, 10, 4), ==, 1);
  g_assert_cmpuint (zoe_arrangement_find_message (arrangement, (ZoePoint) { 225, 40 }, 30, 10, 4), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/arrangement/few", test_few);
  g_test_add_func ("/app/arrangement/crowd", test_crowd);
  g_test_add_func ("/app/arrangement/waiting", test_waiting);
  g_test_add_func ("/app/arrangement/glows", test_glows);
  g_test_add_func ("/app/arrangement/find-message", test_find_message);
  return g_test_run ();
}
