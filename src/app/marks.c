/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/marks.h"

#include <glib/gi18n.h>

#include "app/link_marks.h"
#include "app/palette.h"
#include "app/sign.h"

#define RING      7.0     /* around the node that goes next */
#define RING_LINE 4.0
#define SIGN_GAP  3.0     /* a sign stands on its node's upper edge */
#define BUTTON    11.0    /* in a sign's place where there is no room for one */

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

/* A word would hide the node's name. */
static gboolean
is_tiny (ZoeMarks *marks, guint node, const ZoeViewport *viewport)
{
  return marks->scene->layout->nodes[node].height * viewport->zoom < 20;
}

/* A word over the edge would hide half of what it says. */
static gboolean
is_flat (ZoeMarks *marks, guint node, const ZoeViewport *viewport)
{
  return marks->scene->layout->nodes[node].height * viewport->zoom < 40;
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
  if (is_flat (marks, node, viewport))
    return GRAPHENE_RECT_INIT (corner.x - width - 2 * ZOE_SIGN_SIDE + 4, corner.y - height + 2, width + 2 * ZOE_SIGN_SIDE, height + 2);
  return GRAPHENE_RECT_INIT (corner.x - width - 2 * ZOE_SIGN_SIDE + 10, corner.y - height / 2.0 - SIGN_GAP,
                             width + 2 * ZOE_SIGN_SIDE, height + 2);
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
  GdkRGBA paper = zoe_palette_look_up (marks->widget, "view_bg_color", 1);
  GdkRGBA fill = zoe_palette_look_up (marks->widget, bg_name, 1), ink = zoe_palette_look_up (marks->widget, fg_name, 1);
  g_autoptr (PangoLayout) layout = NULL;
  graphene_rect_t at;

  if (word == NULL)
    return;
  if (dead)
    fill = zoe_palette_look_up (marks->widget, "error_bg_color", 1);
  else if (frozen)
    {
      gdk_rgba_parse (&fill, "#1a7f9c");
      gdk_rgba_parse (&ink, "#ffffff");
    }
  else if (turn == TURN_READY)
    {
      /* Quieter than the one that goes next: an outline. */
      ink = zoe_palette_look_up (marks->widget, "accent_color", 1);
    }
  if (dead || frozen)
    {
      const ZoeBox *box = &marks->scene->layout->nodes[node];
      ZoePoint corner = zoe_viewport_to_screen (viewport, (ZoePoint) { box->x, box->y });
      GdkRGBA veil = dead ? zoe_palette_look_up (marks->widget, "view_bg_color", 0.55) : fill;

      veil.alpha = dead ? 0.55 : 0.2;
      zoe_sign_append_rounded (snapshot, corner.x, corner.y, box->width * viewport->zoom, box->height * viewport->zoom, 10 * viewport->zoom, &veil);
    }
  if (turn == TURN_NEXT)
    snapshot_ring (marks, snapshot, node, viewport, &fill);
  layout = zoe_sign_create_text (marks->widget, is_tiny (marks, node, viewport) ? "" : word, zoe_sign_get_size (viewport));
  at = place_sign (marks, node, viewport, layout);
  if (turn == TURN_READY)
    {
      zoe_sign_snapshot (snapshot, &at, layout, &ink, &paper, &paper);
      zoe_sign_append_rounded (snapshot, at.origin.x + 1.5, at.origin.y + 1.5, at.size.width - 3, at.size.height - 3, at.size.height / 2 - 1.5, &paper);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (at.origin.x + ZOE_SIGN_SIDE, at.origin.y + 1));
      gtk_snapshot_append_layout (snapshot, layout, &ink);
      gtk_snapshot_restore (snapshot);
    }
  else
    zoe_sign_snapshot (snapshot, &at, layout, &fill, &ink, &paper);
}

/**
 * zoe_marks_snapshot_below:
 *
 * Links that let nothing through: over the links, below nodes and messages.
 */
void
zoe_marks_snapshot_below (ZoeMarks *marks, GtkSnapshot *snapshot, const ZoeViewport *viewport)
{
  for (guint link = 1; marks->scene != NULL && link <= marks->n_links; link++)
    zoe_link_marks_snapshot_shut (marks->widget, snapshot, viewport, &marks->scene->paths[link], &marks->links[link]);
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
    zoe_link_marks_snapshot_slow (marks->widget, snapshot, viewport, &marks->scene->paths[link], &marks->links[link]);
  for (guint node = 1; marks->scene != NULL && node <= marks->n_nodes; node++)
    snapshot_node (marks, snapshot, node, viewport);
}

guint
zoe_marks_find_ready (ZoeMarks *marks, const ZoeViewport *viewport, double x, double y)
{
  for (guint node = 1; marks->scene != NULL && node <= marks->n_nodes; node++)
    if (marks->turns[node] != TURN_NONE && marks->nodes[node].health == ZOE_NODE_WHOLE && !marks->nodes[node].frozen)
      {
        g_autoptr (PangoLayout) layout = zoe_sign_create_text (marks->widget, get_word (marks, node), zoe_sign_get_size (viewport));
        graphene_rect_t at = place_sign (marks, node, viewport, layout);

        if (graphene_rect_contains_point (&at, &GRAPHENE_POINT_INIT (x, y)))
          return node;
      }
  return 0;
}
