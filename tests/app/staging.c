/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/staging.h"

#include <adwaita.h>

#include "tape.h"

typedef struct
{
  GtkWidget   *parent;
  ZoeScenario *scenario;
  ZoeCast     *cast;
  ZoeStaging  *staging;
  guint        chosen;
} Fixture;

static void
on_chosen (guint node, guint socket, gpointer data)
{
  ((Fixture *) data)->chosen = node;
}

static void
set_up (Fixture *fixture, gconstpointer links)
{
  fixture->parent = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_box_append (GTK_BOX (fixture->parent), gtk_label_new ("another child"));
  fixture->scenario = tape_scenario (links);
  fixture->cast = zoe_cast_new (fixture->parent, on_chosen, fixture);
  fixture->staging = zoe_staging_new (fixture->cast);
  zoe_cast_set_scenario (fixture->cast, fixture->scenario);
}

static void
tear_down (Fixture *fixture, gconstpointer links)
{
  zoe_staging_free (fixture->staging);
  zoe_cast_free (fixture->cast);
  g_assert_true (GTK_IS_LABEL (gtk_widget_get_first_child (fixture->parent)));
  g_assert_finalize_object (fixture->parent);
  zoe_scenario_unref (fixture->scenario);
}

static void
fit (Fixture *fixture, int width, int height, ZoeDetail expected)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (zoe_staging_fit (fixture->staging, fixture->scenario, width, height, &error));
  g_assert_no_error (error);
  g_assert_true (zoe_staging_fits (fixture->staging, width, height));
  g_assert_false (zoe_staging_fits (fixture->staging, width + 1, height));
  g_assert_cmpint (zoe_staging_get_detail (fixture->staging), ==, expected);
  g_assert_cmpuint (zoe_staging_get_scene (fixture->staging)->layout->n_nodes, ==, fixture->scenario->nodes->len);
}

/* The less room there is, the less nodes say; and all of them are seen. */
static void
test_fit (Fixture *fixture, gconstpointer links)
{
  ZoeViewport viewport = { .zoom = 1 };

  g_assert_null (zoe_staging_get_scene (fixture->staging));
  fit (fixture, 0, 0, ZOE_DETAIL_ALL);
  fit (fixture, 1000, 700, ZOE_DETAIL_ALL);
  fit (fixture, 180, 120, ZOE_DETAIL_NAME);
  zoe_staging_show_all (fixture->staging, &viewport, 180, 120);
  g_assert_true (viewport.fits);
  for (guint node = 1; node <= fixture->scenario->nodes->len; node++)
    {
      ZoePoint at = zoe_viewport_to_screen (&viewport, zoe_scene_get_center (zoe_staging_get_scene (fixture->staging), node));

      g_assert_true (at.x > 0 && at.x < 180 && at.y > 0 && at.y < 120);
    }
  zoe_staging_forget_size (fixture->staging);
  g_assert_false (zoe_staging_fits (fixture->staging, 180, 120));
  zoe_staging_clear (fixture->staging);
  g_assert_null (zoe_staging_get_scene (fixture->staging));
}

/* Zooming in makes room for more; the node under the pointer stays there. */
static void
test_zoom (Fixture *fixture, gconstpointer links)
{
  ZoeViewport viewport = { .zoom = 1 };
  ZoePoint before, after;

  fit (fixture, 180, 120, ZOE_DETAIL_NAME);
  zoe_staging_show_all (fixture->staging, &viewport, 180, 120);
  zoe_viewport_zoom_at (&viewport, 1 / viewport.zoom, 0, 0);
  before = zoe_viewport_to_screen (&viewport, zoe_scene_get_center (zoe_staging_get_scene (fixture->staging), 2));
  g_assert_false (zoe_staging_zoom_at (fixture->staging, &viewport, 1.2, before.x, before.y));
  g_assert_true (zoe_staging_zoom_at (fixture->staging, &viewport, 1.2, before.x, before.y));
  g_assert_cmpint (zoe_staging_get_detail (fixture->staging), ==, ZOE_DETAIL_ALL);
  after = zoe_viewport_to_screen (&viewport, zoe_scene_get_center (zoe_staging_get_scene (fixture->staging), 2));
  g_assert_cmpfloat_with_epsilon (before.x, after.x, 1e-6);
  g_assert_cmpfloat_with_epsilon (before.y, after.y, 1e-6);
  g_assert_true (zoe_staging_zoom_at (fixture->staging, &viewport, 0.2, 0, 0));
  g_assert_cmpint (zoe_staging_get_detail (fixture->staging), ==, ZOE_DETAIL_BRIEF);
}

static void
test_cast (Fixture *fixture, gconstpointer links)
{
  GtkWidget *first = gtk_widget_get_first_child (fixture->parent);
  double wide, narrow, height;

  g_assert_true (ZOE_IS_NODE_VIEW (first));
  g_assert_cmpuint (zoe_node_view_get_node (ZOE_NODE_VIEW (first)), ==, 1);
  gtk_widget_activate_action (gtk_widget_get_next_sibling (first), "node.choose", NULL);
  g_assert_cmpuint (fixture->chosen, ==, 2);
  g_assert_cmpuint (zoe_cast_get_focus (fixture->cast), ==, 0);
  zoe_cast_measure (fixture->cast, 1, &wide, &height);
  zoe_cast_set_detail (fixture->cast, ZOE_DETAIL_NAME);
  zoe_cast_measure (fixture->cast, 1, &narrow, &height);
  g_assert_cmpfloat (narrow, !=, wide);
  zoe_cast_set_selected (fixture->cast, 2, 0);
  g_assert_false (gtk_widget_get_state_flags (first) & GTK_STATE_FLAG_SELECTED);
}

#define add(name, function) g_test_add ("/app/staging/" name, Fixture, "a>b b>c", set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    g_error ("no display: run this under xvfb-run, as build-aux/test does");
  adw_init ();
  add ("fit", test_fit);
  add ("zoom", test_zoom);
  add ("cast", test_cast);
  return g_test_run ();
}
