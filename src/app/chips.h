/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Messages and numbers as small signs: each text and colour is drawn once into a render node and used again. Chips and badges
 * are drawn about the snapshot's origin. */

#pragma once

#include <gtk/gtk.h>

#include "app/palette.h"

typedef struct _ZoeChips ZoeChips;

#define ZOE_CHIP_LENGTH 64.0   /* the room a chip needs on a link, at scale 1 */
#define ZOE_CHIP_HEIGHT 22.0
#define ZOE_DOT_RADIUS   4.0

ZoeChips *zoe_chips_new          (GtkWidget *widget);
void      zoe_chips_free         (ZoeChips *chips);
void      zoe_chips_set_dark     (ZoeChips *chips, gboolean dark);
void      zoe_chips_append       (ZoeChips *chips, GtkSnapshot *snapshot, const char *label, guint paint, gboolean selected);
void      zoe_chips_draw_dot     (ZoeChips *chips, cairo_t *cr, double x, double y, guint paint);
void      zoe_chips_append_badge (ZoeChips *chips, GtkSnapshot *snapshot, guint64 count, guint paint, gboolean waiting);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeChips, zoe_chips_free)
