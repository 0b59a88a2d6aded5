/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/marks.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <math.h>

#include "model/duration.h"

#define RING      7.0     /* around the node that goes next */
#define RING_LINE 4.0
#define SIGN_GAP  3.0     /* a sign stands on its node's upper edge */
#define SIGN_SIDE 8.0
#define BUTTON    11.0    /* in a sign's place where there is no room for one */
#define DASH      9.0

typedef enum
{
  TURN_NONE,
  TURN_NEXT,
  TURN_READY,
  TURN_HELD_BACK,
} Turn;

struct _ZoeMarks
{
  GtkWidget     *widget;          /* borrowed: for fonts and colours */
  ZoeScene      *scene;           /* borrowed */
  Turn          *turns;           /* by node number */
  ZoeNodeDamage *nodes;           /* likewise */
  ZoeLinkDamage *links;           /* by link number */
  guint          n_nodes, n_links;
};

static GdkRGBA
look_up (ZoeMarks *marks, const char *name, double alpha)
{
  GtkStyleContext *context = gtk_widget_get_style_context (marks->widget);
  GdkRGBA color;

  if (!gtk_style_context_lookup_color (context, name, &color))
    gtk_style_context_get_color (context, &color);
  color.alpha *= alpha;
  return color;
}

ZoeMarks *
zoe_marks_new (GtkWidget *widget)
{
  ZoeMarks *marks = g_new0 (ZoeMarks, 1);

  marks->widget = widget;
  return marks;
}

void
zoe_marks_free (ZoeMarks *marks)
{
  g_free (marks->turns);
  g_free (marks->nodes);
  g_free (marks->links);
  g_free (marks);
}

static void
set_scene (ZoeMarks *marks, ZoeScene *scene)
{
  guint n_nodes = scene != NULL ? scene->layout->n_nodes : 0, n_links = scene != NULL ? scene->layout->n_links : 0;

  marks->scene = scene;
  if (marks->turns == NULL || marks->n_nodes != n_nodes || marks->n_links != n_links)
    {
      marks->n_nodes = n_nodes;
      marks->n_links = n_links;
      marks->turns = g_renew (Turn, marks->turns, n_nodes + 1);
      marks->nodes = g_renew (ZoeNodeDamage, marks->nodes, n_nodes + 1);
      marks->links = g_renew (ZoeLinkDamage, marks->links, n_links + 1);
    }
}

/**
 * zoe_marks_update:
 * @scene: (nullable) (transfer none): used until the next call
 *
 * What is broken is that at the play head; who is ready is known at the run head only.
 */
void
zoe_marks_update (ZoeMarks *marks, ZoeScene *scene, ZoeSession *session)
{
  ZoeControl *control = zoe_session_get_control (session);
  ZoeDamage *damage = zoe_session_get_damage (session);
  ZoeRecording *recording = zoe_session_get_recording (session);
  gboolean live = zoe_control_is_steady (control) && recording != NULL
                  && (zoe_session_get_following (session) || zoe_session_get_sequence (session) >= zoe_recording_get_n_events (recording));

  set_scene (marks, scene);
  for (guint node = 1; node <= marks->n_nodes; node++)
    {
      const ZoeStanding *standing = live ? zoe_control_get_standing (control, node) : NULL;

      marks->nodes[node] = damage != NULL ? *zoe_damage_get_node (damage, node) : (ZoeNodeDamage) { 0 };
      marks->turns[node] = TURN_NONE;
      if (standing != NULL && standing->held_back && standing->kind != ZOE_STANDING_GONE)
        marks->turns[node] = TURN_HELD_BACK;
      else if (standing != NULL && standing->kind == ZOE_STANDING_READY)
        marks->turns[node] = node == zoe_control_get_next (control) ? TURN_NEXT : TURN_READY;
    }
  for (guint link = 1; link <= marks->n_links; link++)
    marks->links[link] = damage != NULL ? *zoe_damage_get_link (damage, link) : (ZoeLinkDamage) { 0 };
}

static void
trace_path (cairo_t *cr, const ZoePath *path)
{
  cairo_move_to (cr, path->points[0].x, path->points[0].y);
  for (guint i = 1; i < path->n_points; i++)
    cairo_line_to (cr, path->points[i].x, path->points[i].y);
}

/* Two blades that cross, and their rings. */
static void
draw_scissors (cairo_t *cr, double size)
{
  for (int side = -1; side <= 1; side += 2)
    {
      cairo_move_to (cr, size * 0.62, -side * size * 0.34);
      cairo_line_to (cr, -size * 0.24, side * size * 0.22);
      cairo_stroke (cr);
      cairo_arc (cr, -size * 0.45, side * size * 0.33, size * 0.2, 0, 2 * G_PI);
      cairo_stroke (cr);
    }
}

/* Two bars, as on a pause button. */
static void
draw_bars (cairo_t *cr, double size)
{
  for (int side = -1; side <= 1; side += 2)
    cairo_rectangle (cr, side * size * 0.24 - size * 0.13, -size * 0.42, size * 0.26, size * 0.84);
  cairo_fill (cr);
}

static void
draw_shut_link (ZoeMarks *marks, cairo_t *cr, guint link, const GdkRGBA *paper)
{
  const ZoePath *path = &marks->scene->paths[link];
  gboolean cut = marks->links[link].cut;
  GdkRGBA ink = look_up (marks, cut ? "error_color" : "warning_color", 1);
  ZoePoint middle = zoe_path_get_point (path, 0.5);
  const double dashes[] = { DASH, DASH * 0.8 };

  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  gdk_cairo_set_source_rgba (cr, paper);
  cairo_set_line_width (cr, 6);
  trace_path (cr, path);
  cairo_stroke (cr);
  gdk_cairo_set_source_rgba (cr, &ink);
  cairo_set_line_width (cr, 2.5);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  trace_path (cr, path);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);

  cairo_save (cr);
  cairo_translate (cr, middle.x, middle.y);
  cairo_arc (cr, 0, 0, 13, 0, 2 * G_PI);
  gdk_cairo_set_source_rgba (cr, paper);
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, &ink);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
  if (cut)
    draw_scissors (cr, 11);
  else
    draw_bars (cr, 11);
  cairo_restore (cr);
}

/**
 * zoe_marks_snapshot_below:
 *
 * Links that let nothing through: over the links, below nodes and messages.
 */
void
zoe_marks_snapshot_below (ZoeMarks *marks, GtkSnapshot *snapshot, const ZoeViewport *viewport)
{
  GdkRGBA paper = look_up (marks, "view_bg_color", 1);

  for (guint link = 1; marks->scene != NULL && link <= marks->n_links; link++)
    {
      const ZoeBox *box = &marks->scene->paths[link].bounds;
      GtkSnapshot *drawing;
      GskRenderNode *node;
      cairo_t *cr;

      if (!marks->links[link].cut && !marks->links[link].hold)
        continue;
      /* Drawn apart: under a scale, a snapshot misplaces what is drawn with cairo. */
      drawing = gtk_snapshot_new ();
      cr = gtk_snapshot_append_cairo (drawing, &GRAPHENE_RECT_INIT (box->x - 18, box->y - 18, box->width + 36, box->height + 36));
      draw_shut_link (marks, cr, link, &paper);
      cairo_destroy (cr);
      node = gtk_snapshot_free_to_node (drawing);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (viewport->offset_x, viewport->offset_y));
      gtk_snapshot_scale (snapshot, viewport->zoom, viewport->zoom);
      gtk_snapshot_append_node (snapshot, node);
      gsk_render_node_unref (node);
      gtk_snapshot_restore (snapshot);
    }
}

static void
append_rounded (GtkSnapshot *snapshot, double x, double y, double width, double height, double radius, const GdkRGBA *color)
{
  GskRoundedRect shape;

  gsk_rounded_rect_init_from_rect (&shape, &GRAPHENE_RECT_INIT (x, y, width, height), radius);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, color, &shape.bounds);
  gtk_snapshot_pop (snapshot);
}

static double
get_sign_size (const ZoeViewport *viewport)
{
  return CLAMP (viewport->zoom * 0.84, 0.62, 0.92);
}

static PangoLayout *
create_text (ZoeMarks *marks, const char *text, double size)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (marks->widget, text);
  PangoFontDescription *font = pango_font_description_copy (pango_context_get_font_description (pango_layout_get_context (layout)));

  pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_font_description_set_size (font, (int) (pango_font_description_get_size (font) * size));
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  return layout;
}

/* A word would hide the node's name. */
static gboolean
is_tiny (ZoeMarks *marks, guint node, const ZoeViewport *viewport)
{
  return marks->scene->layout->nodes[node].height * viewport->zoom < 20;
}

/* A small plate with a word on it. Its place and size: what a click must hit. */
static graphene_rect_t
place_sign (ZoeMarks *marks, guint node, const ZoeViewport *viewport, PangoLayout *layout)
{
  const ZoeBox *box = &marks->scene->layout->nodes[node];
  ZoePoint corner = zoe_viewport_to_screen (viewport, (ZoePoint) { box->x + box->width, box->y });
  int width, height;

  if (is_tiny (marks, node, viewport))
    return GRAPHENE_RECT_INIT (corner.x - BUTTON / 2 + 3, corner.y - BUTTON / 2, BUTTON, BUTTON);
  pango_layout_get_pixel_size (layout, &width, &height);
  return GRAPHENE_RECT_INIT (corner.x - width - 2 * SIGN_SIDE + 10, corner.y - height / 2.0 - SIGN_GAP,
                             width + 2 * SIGN_SIDE, height + 2);
}

static void
snapshot_sign (GtkSnapshot *snapshot, const graphene_rect_t *at, PangoLayout *layout, const GdkRGBA *fill, const GdkRGBA *ink,
               const GdkRGBA *paper)
{
  append_rounded (snapshot, at->origin.x - 1.5, at->origin.y - 1.5, at->size.width + 3, at->size.height + 3, at->size.height, paper);
  append_rounded (snapshot, at->origin.x, at->origin.y, at->size.width, at->size.height, at->size.height / 2, fill);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (at->origin.x + SIGN_SIDE, at->origin.y + 1));
  gtk_snapshot_append_layout (snapshot, layout, ink);
  gtk_snapshot_restore (snapshot);
}

static const char *
get_word (ZoeMarks *marks, guint node)
{
  if (marks->nodes[node].health == ZOE_NODE_KILLED)
    return _("killed");
  if (marks->nodes[node].health == ZOE_NODE_STOPPED)
    return _("stopped");
  if (marks->nodes[node].frozen)
    return _("frozen");
  switch (marks->turns[node])
    {
    case TURN_NEXT:      return _("next");
    case TURN_READY:     return _("ready");
    case TURN_HELD_BACK: return _("held back");
    default:             return NULL;
    }
}

static void
snapshot_ring (ZoeMarks *marks, GtkSnapshot *snapshot, guint node, const ZoeViewport *viewport, const GdkRGBA *color)
{
  const ZoeBox *box = &marks->scene->layout->nodes[node];
  ZoePoint corner = zoe_viewport_to_screen (viewport, (ZoePoint) { box->x, box->y });
  double width = box->width * viewport->zoom, height = box->height * viewport->zoom;
  GskRoundedRect shape;
  float lines[] = { RING_LINE, RING_LINE, RING_LINE, RING_LINE };
  GdkRGBA colors[] = { *color, *color, *color, *color };

  gsk_rounded_rect_init_from_rect (&shape, &GRAPHENE_RECT_INIT (corner.x - RING, corner.y - RING, width + 2 * RING, height + 2 * RING),
                                   10 * viewport->zoom + RING);
  gtk_snapshot_append_border (snapshot, &shape, lines, colors);
}

static void
snapshot_node (ZoeMarks *marks, GtkSnapshot *snapshot, guint node, const ZoeViewport *viewport)
{
  const char *word = get_word (marks, node);
  gboolean dead = marks->nodes[node].health != ZOE_NODE_WHOLE, frozen = marks->nodes[node].frozen;
  Turn turn = dead || frozen ? TURN_NONE : marks->turns[node];
  const char *name = dead ? "error" : frozen || turn == TURN_NEXT || turn == TURN_READY ? "accent" : "warning";
  g_autofree char *bg_name = g_strconcat (name, "_bg_color", NULL), *fg_name = g_strconcat (name, "_fg_color", NULL);
  GdkRGBA paper = look_up (marks, "view_bg_color", 1), fill = look_up (marks, bg_name, 1), ink = look_up (marks, fg_name, 1);
  g_autoptr (PangoLayout) layout = NULL;
  graphene_rect_t at;

  if (word == NULL)
    return;
  if (dead)
    fill = look_up (marks, "error_bg_color", 1);
  else if (frozen)
    {
      gdk_rgba_parse (&fill, "#1a7f9c");
      gdk_rgba_parse (&ink, "#ffffff");
    }
  else if (turn == TURN_READY)
    {
      /* Quieter than the one that goes next: an outline. */
      ink = look_up (marks, "accent_color", 1);
    }
  if (dead || frozen)
    {
      const ZoeBox *box = &marks->scene->layout->nodes[node];
      ZoePoint corner = zoe_viewport_to_screen (viewport, (ZoePoint) { box->x, box->y });
      GdkRGBA veil = dead ? look_up (marks, "view_bg_color", 0.55) : fill;

      veil.alpha = dead ? 0.55 : 0.2;
      append_rounded (snapshot, corner.x, corner.y, box->width * viewport->zoom, box->height * viewport->zoom, 10 * viewport->zoom, &veil);
    }
  if (turn == TURN_NEXT)
    snapshot_ring (marks, snapshot, node, viewport, &fill);
  layout = create_text (marks, is_tiny (marks, node, viewport) ? "" : word, get_sign_size (viewport));
  at = place_sign (marks, node, viewport, layout);
  if (turn == TURN_READY)
    {
      snapshot_sign (snapshot, &at, layout, &ink, &paper, &paper);
      append_rounded (snapshot, at.origin.x + 1.5, at.origin.y + 1.5, at.size.width - 3, at.size.height - 3, at.size.height / 2 - 1.5, &paper);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (at.origin.x + SIGN_SIDE, at.origin.y + 1));
      gtk_snapshot_append_layout (snapshot, layout, &ink);
      gtk_snapshot_restore (snapshot);
    }
  else
    snapshot_sign (snapshot, &at, layout, &fill, &ink, &paper);
}

/* What slows a link, in its middle. */
static void
snapshot_slow_link (ZoeMarks *marks, GtkSnapshot *snapshot, guint link, const ZoeViewport *viewport)
{
  const ZoeLinkDamage *state = &marks->links[link];
  GdkRGBA paper = look_up (marks, "view_bg_color", 1), fill = look_up (marks, "warning_bg_color", 1);
  GdkRGBA ink = look_up (marks, "warning_fg_color", 1);
  ZoePoint middle = zoe_viewport_to_screen (viewport, zoe_path_get_point (&marks->scene->paths[link], 0.5));
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (PangoLayout) layout = NULL;
  graphene_rect_t at;
  int width, height;

  if (state->delay_ns > 0)
    {
      g_autofree char *delay = zoe_duration_dup_text (state->delay_ns);

      g_string_append_printf (text, "+%s", delay);
    }
  if (state->jitter_ns > 0)
    {
      g_autofree char *jitter = zoe_duration_dup_text (state->jitter_ns);

      g_string_append_printf (text, "%s±%s", text->len > 0 ? " " : "", jitter);
    }
  if (state->bandwidth > 0)
    g_string_append_printf (text, _("%s%" PRId64 " B/s"), text->len > 0 ? " " : "", state->bandwidth);
  if (text->len == 0)
    return;
  layout = create_text (marks, text->str, get_sign_size (viewport));
  pango_layout_get_pixel_size (layout, &width, &height);
  at = GRAPHENE_RECT_INIT (middle.x - width / 2.0 - SIGN_SIDE, middle.y - height / 2.0 - 2 + (state->cut || state->hold ? 26 : 0),
                           width + 2 * SIGN_SIDE, height + 4);
  snapshot_sign (snapshot, &at, layout, &fill, &ink, &paper);
}

/**
 * zoe_marks_snapshot_above:
 *
 * Signs at nodes and links: above everything.
 */
void
zoe_marks_snapshot_above (ZoeMarks *marks, GtkSnapshot *snapshot, const ZoeViewport *viewport)
{
  for (guint link = 1; marks->scene != NULL && link <= marks->n_links; link++)
    if (marks->links[link].delay_ns > 0 || marks->links[link].jitter_ns > 0 || marks->links[link].bandwidth > 0)
      snapshot_slow_link (marks, snapshot, link, viewport);
  for (guint node = 1; marks->scene != NULL && node <= marks->n_nodes; node++)
    snapshot_node (marks, snapshot, node, viewport);
}

guint
zoe_marks_find_ready (ZoeMarks *marks, const ZoeViewport *viewport, double x, double y)
{
  for (guint node = 1; marks->scene != NULL && node <= marks->n_nodes; node++)
    if (marks->turns[node] != TURN_NONE && marks->nodes[node].health == ZOE_NODE_WHOLE && !marks->nodes[node].frozen)
      {
        g_autoptr (PangoLayout) layout = create_text (marks, get_word (marks, node), get_sign_size (viewport));
        graphene_rect_t at = place_sign (marks, node, viewport, layout);

        if (graphene_rect_contains_point (&at, &GRAPHENE_POINT_INIT (x, y)))
          return node;
      }
  return 0;
}
