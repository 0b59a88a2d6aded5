/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/painter.h"

#include "app/arrangement.h"
#include "app/backdrop.h"
#include "app/chips.h"

#define BADGE_INSET  44.0
#define BADGE_ASIDE  18.0
#define BADGE_BELOW  5.0      /* of a node's edge, which hides nothing of it */
#define GLOW_STEPS   12      /* of fading */

struct _ZoePainter
{
  GtkWidget      *widget;           /* borrowed: for fonts, colours and size */
  ZoeScene       *scene;            /* borrowed; NULL: nothing to paint */
  guint          *paints;           /* by node number */
  ZoeViewport     viewport;
  GArray         *flights;          /* the session's, as the arrangement knows them */
  GArray         *arrivals;
  ZoeMessageId    selected;
  ZoeArrangement *arrangement;
  ZoeChips       *chips;
  GskRenderNode  *backdrop;
  GskRenderNode  *mark;
  GHashTable     *glows;            /* (element-type uint GskRenderNode): links in a sender's colour, fading */
  gboolean        dark;
};

static double
get_chip_scale (ZoePainter *self)
{
  return CLAMP (self->viewport.zoom, 0.75, 1.4);
}

static void
update_backdrop (ZoePainter *self)
{
  GtkStyleContext *style = gtk_widget_get_style_context (self->widget);
  GdkRGBA ink, paper = { 1, 1, 1, 1 };

  g_hash_table_remove_all (self->glows);
  g_clear_pointer (&self->backdrop, gsk_render_node_unref);
  if (self->scene == NULL)
    return;
  gtk_style_context_get_color (style, &ink);
  gtk_style_context_lookup_color (style, "view_bg_color", &paper);
  self->backdrop = zoe_backdrop_new (self->scene, gtk_widget_get_pango_context (self->widget), &ink, &paper);
}

/* The ways of messages just received, fading. */
static void
snapshot_glows (ZoePainter *self, GtkSnapshot *snapshot)
{
  for (guint i = 0; i < self->arrangement->glows->len; i++)
    {
      const ZoeGlow *glow = &g_array_index (self->arrangement->glows, ZoeGlow, i);
      guint paint = self->paints[glow->node], step = glow->age * (GLOW_STEPS - 1);
      gpointer key = GUINT_TO_POINTER ((glow->link * ZOE_N_PAINTS + paint) * GLOW_STEPS + step);
      GskRenderNode *node = g_hash_table_lookup (self->glows, key);

      if (node == NULL)
        {
          GdkRGBA color = zoe_palette_get (paint, self->dark)->fill;

          color.alpha = 0.85 * (GLOW_STEPS - step) / GLOW_STEPS;
          node = zoe_backdrop_new_link (self->scene, glow->link, &color);
          g_hash_table_insert (self->glows, key, node);
        }
      gtk_snapshot_append_node (snapshot, node);
    }
}

static void
snapshot_arrived (ZoePainter *self, GtkSnapshot *snapshot)
{
  float scale = get_chip_scale (self);

  for (guint i = 0; i < self->arrangement->glows->len; i++)
    {
      const ZoeGlow *glow = &g_array_index (self->arrangement->glows, ZoeGlow, i);
      ZoePoint point = zoe_viewport_to_screen (&self->viewport, glow->point);

      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (point.x, point.y));
      gtk_snapshot_scale (snapshot, scale, scale);
      gtk_snapshot_push_opacity (snapshot, 1 - glow->age * glow->age);
      zoe_chips_append (self->chips, snapshot, g_array_index (self->arrivals, ZoeFlight, glow->arrival).label,
                        self->paints[glow->node], FALSE);
      gtk_snapshot_pop (snapshot);
      gtk_snapshot_restore (snapshot);
    }
}

static gboolean
is_pile (ZoePainter *self, const ZoeBadge *badge)
{
  return badge->waiting && self->scene->shut[badge->link];
}

static void
snapshot_badges (ZoePainter *self, GtkSnapshot *snapshot)
{
  float scale = get_chip_scale (self);

  for (guint i = 0; i < self->arrangement->badges->len; i++)
    {
      const ZoeBadge *badge = &g_array_index (self->arrangement->badges, ZoeBadge, i);
      ZoePoint point = zoe_viewport_to_screen (&self->viewport, badge->point);
      double aside = (badge->link != 0 ? BADGE_ASIDE : BADGE_BELOW) * scale;

      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (point.x + aside * badge->aside.x, point.y + aside * badge->aside.y));
      if (scale != 1)
        gtk_snapshot_scale (snapshot, scale, scale);
      /* What cannot get through piles up. */
      for (guint below = MIN (badge->link != 0 && is_pile (self, badge) ? badge->count - 1 : 0, 2); below > 0; below--)
        {
          gtk_snapshot_save (snapshot);
          gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (3.5 * below, -3.5 * below));
          zoe_chips_append_badge (self->chips, snapshot, badge->count, self->paints[badge->node], badge->waiting);
          gtk_snapshot_restore (snapshot);
        }
      zoe_chips_append_badge (self->chips, snapshot, badge->count, self->paints[badge->node], badge->waiting);
      gtk_snapshot_restore (snapshot);
    }
}

static void
snapshot_dots (ZoePainter *self, GtkSnapshot *snapshot, guint n_sprites)
{
  const float width = gtk_widget_get_width (self->widget), height = gtk_widget_get_height (self->widget);
  cairo_t *cr = NULL;

  for (guint i = 0; i < n_sprites; i++)
    {
      const ZoeSprite *sprite = &g_array_index (self->arrangement->sprites, ZoeSprite, i);
      ZoePoint point;

      if (!sprite->dot)
        continue;
      point = zoe_viewport_to_screen (&self->viewport, sprite->point);
      if (point.x < -ZOE_DOT_RADIUS || point.y < -ZOE_DOT_RADIUS
          || point.x > width + ZOE_DOT_RADIUS || point.y > height + ZOE_DOT_RADIUS)
        continue;
      if (cr == NULL)
        cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
      zoe_chips_draw_dot (self->chips, cr, point.x, point.y, self->paints[sprite->node]);
    }
  g_clear_pointer (&cr, cairo_destroy);
}

static void
snapshot_chip (ZoePainter *self, GtkSnapshot *snapshot, const ZoeSprite *sprite, gboolean selected)
{
  ZoePoint point = zoe_viewport_to_screen (&self->viewport, sprite->point);
  float scale = get_chip_scale (self);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (point.x, point.y));
  gtk_snapshot_scale (snapshot, scale, scale);
  zoe_chips_append (self->chips, snapshot, g_array_index (self->flights, ZoeFlight, sprite->flight).label,
                    self->paints[sprite->node], selected);
  gtk_snapshot_restore (snapshot);
}

/* The selected message, if it is under way: the last one. */
static const ZoeSprite *
get_selected (ZoePainter *self)
{
  GArray *sprites = self->arrangement->sprites;
  const ZoeSprite *last = sprites->len > 0 ? &g_array_index (sprites, ZoeSprite, sprites->len - 1) : NULL;

  return last != NULL && self->selected != 0 && last->message == self->selected ? last : NULL;
}

static void
snapshot_messages (ZoePainter *self, GtkSnapshot *snapshot)
{
  GArray *sprites = self->arrangement->sprites;
  guint n = sprites->len - (get_selected (self) != NULL ? 1 : 0);

  snapshot_dots (self, snapshot, n);
  for (guint i = 0; i < n; i++)
    if (!g_array_index (sprites, ZoeSprite, i).dot)
      snapshot_chip (self, snapshot, &g_array_index (sprites, ZoeSprite, i), FALSE);
}

static void
update_shut (ZoePainter *self, ZoeDamage *damage)
{
  for (guint i = 1; i <= self->scene->layout->n_links; i++)
    {
      const ZoeLinkDamage *link = damage != NULL ? zoe_damage_get_link (damage, i) : NULL;

      self->scene->shut[i] = link != NULL && (link->cut || link->hold);
    }
}

/**
 * zoe_painter_new:
 * @widget: what is painted on; it must outlive the painter
 */
ZoePainter *
zoe_painter_new (GtkWidget *widget, gboolean dark)
{
  ZoePainter *painter = g_new0 (ZoePainter, 1);

  painter->widget = widget;
  painter->dark = dark;
  painter->viewport.zoom = 1;
  painter->arrangement = zoe_arrangement_new ();
  painter->glows = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) gsk_render_node_unref);
  painter->chips = zoe_chips_new (widget);
  zoe_chips_set_dark (painter->chips, dark);
  return painter;
}

void
zoe_painter_free (ZoePainter *painter)
{
  zoe_painter_set_scene (painter, NULL);
  zoe_arrangement_free (painter->arrangement);
  zoe_chips_free (painter->chips);
  g_hash_table_unref (painter->glows);
  g_free (painter);
}

/**
 * zoe_painter_set_scene:
 * @scene: (nullable) (transfer none): what is painted until the next call
 *
 * Forgets the marked link and the messages.
 */
void
zoe_painter_set_scene (ZoePainter *painter, ZoeScene *scene)
{
  painter->scene = scene;
  painter->flights = painter->arrivals = NULL;
  zoe_arrangement_clear (painter->arrangement);
  g_clear_pointer (&painter->mark, gsk_render_node_unref);
  g_clear_pointer (&painter->paints, g_free);
  if (scene != NULL)
    {
      painter->paints = g_new0 (guint, scene->scenario->nodes->len + 1);
      for (guint node = 1; node <= scene->scenario->nodes->len; node++)
        painter->paints[node] = zoe_palette_index_of (scene->scenario, node);
    }
  update_backdrop (painter);
}

void
zoe_painter_set_dark (ZoePainter *painter, gboolean dark)
{
  painter->dark = dark;
  zoe_chips_set_dark (painter->chips, dark);
  update_backdrop (painter);
}

/**
 * zoe_painter_mark_link:
 * @link: to be marked as selected; 0: none
 */
void
zoe_painter_mark_link (ZoePainter *painter, guint link)
{
  GdkRGBA accent;

  g_clear_pointer (&painter->mark, gsk_render_node_unref);
  if (painter->scene == NULL || link == 0 || link > painter->scene->layout->n_links)
    return;
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (painter->widget), "accent_color", &accent))
    gdk_rgba_parse (&accent, "#3584e4");
  painter->mark = zoe_backdrop_new_link (painter->scene, link, &accent);
}

/**
 * zoe_painter_set_viewport:
 *
 * Shows another part of the scene. Where the zoom differs, zoe_painter_update() must follow.
 */
void
zoe_painter_set_viewport (ZoePainter *painter, const ZoeViewport *viewport)
{
  painter->viewport = *viewport;
}

/**
 * zoe_painter_update:
 *
 * Works out where every message is at the session's play head. To be called whenever it, the selection or the view has moved:
 * what the session hands out is valid no longer.
 */
void
zoe_painter_update (ZoePainter *painter, ZoeSession *session, const ZoeViewport *viewport)
{
  double scale;

  painter->viewport = *viewport;
  if (painter->scene == NULL)
    return;
  scale = get_chip_scale (painter) / viewport->zoom;
  update_shut (painter, zoe_session_get_damage (session));
  painter->flights = zoe_session_get_flights (session);
  painter->arrivals = zoe_session_get_arrivals (session);
  painter->selected = zoe_session_get_selected_message (session);
  zoe_arrangement_update (painter->arrangement, painter->scene, painter->flights, zoe_session_get_moment (session),
                          zoe_session_get_time (session), painter->selected, ZOE_CHIP_LENGTH * scale,
                          ZOE_CHIP_HEIGHT * scale, BADGE_INSET * scale);
  zoe_arrangement_update_glows (painter->arrangement, painter->scene, painter->arrivals, zoe_session_get_time (session),
                                zoe_session_get_linger (session), ZOE_CHIP_LENGTH * scale, ZOE_CHIP_HEIGHT * scale);
}

/**
 * zoe_painter_snapshot_below:
 *
 * Clusters and links: what lies below the nodes.
 */
void
zoe_painter_snapshot_below (ZoePainter *painter, GtkSnapshot *snapshot)
{
  if (painter->backdrop == NULL)
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (painter->viewport.offset_x, painter->viewport.offset_y));
  gtk_snapshot_scale (snapshot, painter->viewport.zoom, painter->viewport.zoom);
  gtk_snapshot_append_node (snapshot, painter->backdrop);
  snapshot_glows (painter, snapshot);
  if (painter->mark != NULL)
    gtk_snapshot_append_node (snapshot, painter->mark);
  gtk_snapshot_restore (snapshot);
}

/**
 * zoe_painter_snapshot_messages:
 *
 * Messages: over the links, below the nodes. So no message hides a node's name, and one that passes behind a node, as its link
 * does, comes forth again.
 */
void
zoe_painter_snapshot_messages (ZoePainter *painter, GtkSnapshot *snapshot)
{
  if (painter->scene == NULL)
    return;
  snapshot_arrived (painter, snapshot);
  snapshot_messages (painter, snapshot);
}

/**
 * zoe_painter_snapshot_above:
 *
 * How many messages wait where, and the selected one: what lies above the nodes.
 */
void
zoe_painter_snapshot_above (ZoePainter *painter, GtkSnapshot *snapshot)
{
  const ZoeSprite *selected;

  if (painter->scene == NULL)
    return;
  snapshot_badges (painter, snapshot);
  selected = get_selected (painter);
  if (selected != NULL)
    snapshot_chip (painter, snapshot, selected, TRUE);
}

/**
 * zoe_painter_find_message:
 * @x: on the widget
 *
 * Returns: the message that can be seen there; 0: none
 */
ZoeMessageId
zoe_painter_find_message (ZoePainter *painter, double x, double y)
{
  double scale = get_chip_scale (painter) / painter->viewport.zoom;
  ZoePoint at = zoe_viewport_to_plane (&painter->viewport, x, y);
  ZoeMessageId message = zoe_arrangement_find_message (painter->arrangement, at, ZOE_CHIP_LENGTH / 2 * scale,
                                                       ZOE_CHIP_HEIGHT / 2 * scale, (ZOE_DOT_RADIUS + 2) * scale);

  return message == painter->selected || painter->scene == NULL || zoe_scene_find_node (painter->scene, at) == 0 ? message : 0;
}
