/* SPDX-License-Identifier: GPL-3.0-or-later */
/* While a session plays, moves its play head on by one frame's worth with each frame of a widget. */

#pragma once

#include <gtk/gtk.h>

#include "app/session.h"

typedef struct _ZoeProjector ZoeProjector;

ZoeProjector *zoe_projector_new  (GtkWidget *widget, ZoeSession *session);
void          zoe_projector_free (ZoeProjector *projector);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZoeProjector, zoe_projector_free)
