/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a broken link looks like on the canvas: cut, held, slowed. A whole one looks like nothing. */

#pragma once

#include <gtk/gtk.h>

#include "app/path.h"
#include "app/viewport.h"
#include "trace/damage.h"

char *zoe_link_marks_dup_text      (const ZoeLinkDamage *state);

/* widget: for fonts and colours. path: the link's, in the viewport's plane. */
void  zoe_link_marks_snapshot_shut (GtkWidget *widget, GtkSnapshot *snapshot, const ZoeViewport *viewport, const ZoePath *path,
                                    const ZoeLinkDamage *state);
void  zoe_link_marks_snapshot_slow (GtkWidget *widget, GtkSnapshot *snapshot, const ZoeViewport *viewport, const ZoePath *path,
                                    const ZoeLinkDamage *state);
